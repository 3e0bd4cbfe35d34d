"""Find dossiers by number, identity number, name or any words, without diacritics.

Words are looked up in the database's own word index over `search_text` (FTS5 on SQLite, GIN
on PostgreSQL), which `prepare` makes after each migration; both read the text folded by us.
"""

import re
from collections.abc import Sequence
from typing import Any

from django.db import connection

from motcua.core.text import fold
from motcua.dossiers.models import Dossier

_SQLITE = [
    (
        "CREATE VIRTUAL TABLE IF NOT EXISTS dossiers_words USING fts5("
        "search_text, content='dossiers_dossier', content_rowid='id', tokenize='ascii')"
    ),
    (
        "CREATE TRIGGER IF NOT EXISTS dossiers_words_in AFTER INSERT ON dossiers_dossier BEGIN "
        "INSERT INTO dossiers_words(rowid, search_text) VALUES (new.id, new.search_text); END"
    ),
    (
        "CREATE TRIGGER IF NOT EXISTS dossiers_words_out AFTER DELETE ON dossiers_dossier BEGIN "
        "INSERT INTO dossiers_words(dossiers_words, rowid, search_text) VALUES ('delete', old.id, old.search_text); END"
    ),
    (
        "CREATE TRIGGER IF NOT EXISTS dossiers_words_new AFTER UPDATE OF search_text ON dossiers_dossier BEGIN "
        "INSERT INTO dossiers_words(dossiers_words, rowid, search_text) VALUES ('delete', old.id, old.search_text); "
        "INSERT INTO dossiers_words(rowid, search_text) VALUES (new.id, new.search_text); END"
    ),
]
_POSTGRESQL = [
    "CREATE INDEX IF NOT EXISTS dossier_words ON dossiers_dossier USING gin (to_tsvector('simple', search_text))"
]
_FIND = {
    "sqlite": "SELECT d.id FROM dossiers_words w JOIN dossiers_dossier d ON d.id = w.rowid "
    "WHERE dossiers_words MATCH %s {scope} ORDER BY w.rowid DESC LIMIT %s",
    "postgresql": "SELECT d.id FROM dossiers_dossier d "
    "WHERE to_tsvector('simple', d.search_text) @@ to_tsquery('simple', %s) {scope} ORDER BY d.id DESC LIMIT %s",
}
_SCOPE = "AND (d.resolving_unit_id IN ({marks}) OR d.receiving_unit_id IN ({marks}))"
_IDENTITY = re.compile(r"^\d{9,13}$")


def prepare(**kwargs: Any) -> None:
    """Make the word index of this database where it is missing (receiver of post_migrate)."""
    if "dossiers_dossier" not in connection.introspection.table_names():
        return
    with connection.cursor() as cursor:
        for statement in _SQLITE if connection.vendor == "sqlite" else _POSTGRESQL:
            cursor.execute(statement)


def search(text: str, unit_ids: Sequence[int] | None = None, limit: int = 50) -> list[Dossier]:
    """Return dossiers that match, the newest first; `unit_ids` keeps to what these units receive or settle."""
    typed = text.strip()
    if not typed:
        return []
    found = Dossier.objects.select_related("applicant", "resolving_unit", "expected_unit")
    exact = list(found.filter(number=typed.upper()))
    if exact:
        return _within(exact, unit_ids)
    if _IDENTITY.match(typed):
        people = list(found.filter(applicant__identity_number=typed).order_by("-id")[:limit])
        if people:
            return _within(people, unit_ids)
    ids = _by_words(fold(typed).split(), unit_ids, limit)
    return list(found.filter(pk__in=ids).order_by("-id")) if ids else []


def _within(dossiers: list[Dossier], unit_ids: Sequence[int] | None) -> list[Dossier]:
    if unit_ids is None:
        return dossiers
    return [d for d in dossiers if d.resolving_unit_id in unit_ids or d.receiving_unit_id in unit_ids]


def _by_words(words: list[str], unit_ids: Sequence[int] | None, limit: int) -> list[int]:
    if not words or unit_ids == []:
        return []
    scope, units = "", list(unit_ids or ())
    if units:
        scope = _SCOPE.format(marks=", ".join(["%s"] * len(units)))
    if connection.vendor == "sqlite":
        asked = " ".join(f'"{word}"' for word in words[:-1]) + f' "{words[-1]}"*'
    else:
        asked = " & ".join([*words[:-1], f"{words[-1]}:*"])
    with connection.cursor() as cursor:
        # The only text put into the statement is a list of %s marks.
        cursor.execute(_FIND[connection.vendor].format(scope=scope), [asked, *units, *units, limit])
        return [row[0] for row in cursor.fetchall()]
