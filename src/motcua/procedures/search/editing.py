"""What the editor of the catalogue does about the search: synonyms, and the lines that found nothing."""

import re
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from motcua.accounts.models import Account
from motcua.core.text import clean, fold
from motcua.procedures.models import SearchMiss, SearchSynonym
from motcua.procedures.search.finding import forget_index
from motcua.procedures.selectors import today
from motcua.rules.errors import RuleViolation

_PERSONAL = re.compile(r"\d[\d .]{7,}\d")
_LONGEST = 120


class SynonymEmpty(RuleViolation):
    """A synonym needs what people type and what it stands for; both were cleaned to “{phrase}” and “{target}”."""

    code = "synonym_empty"
    vi = "Từ đồng nghĩa cần có cách gõ và ý nghĩa; hiện là “{phrase}” và “{target}”."


class SynonymInUse(RuleViolation):
    """“{phrase}” already stands for “{target}”. Retire that synonym first if it should change."""

    code = "synonym_in_use"
    vi = "“{phrase}” đã được hiểu là “{target}”. Nếu muốn đổi, hãy ngừng dùng từ đồng nghĩa đó trước."


class SynonymRetired(RuleViolation):
    """“{phrase}” has been out of use since {since}. Add it anew to use it again."""

    code = "synonym_retired"
    vi = "“{phrase}” đã ngừng dùng từ {since}. Hãy thêm lại nếu cần dùng."


@transaction.atomic
def add_synonym(
    *,
    phrase: str,
    target: str,
    kind: str = SearchSynonym.Kind.COLLOQUIAL,
    by: Account | None = None,
    valid_from: date | None = None,
) -> SearchSynonym:
    """Let `phrase` be understood as `target` from `valid_from` (today) on."""
    phrase, target = clean(phrase)[:_LONGEST], clean(target)
    if not fold(phrase) or not fold(target):
        raise SynonymEmpty(phrase=phrase, target=target)
    try:
        with transaction.atomic():
            synonym = SearchSynonym.objects.create(
                phrase=phrase,
                phrase_folded=fold(phrase),
                target=target,
                kind=SearchSynonym.Kind(kind),
                valid_from=valid_from or today(),
                recorded_at=timezone.now(),
                added_by=by,
            )
    except IntegrityError as clash:
        raise SynonymInUse(phrase=phrase, target=target) from clash
    SearchMiss.objects.filter(text_folded=fold(phrase)).update(settled_at=timezone.now())
    forget_index()
    return synonym


@transaction.atomic
def retire_synonym(*, synonym: SearchSynonym, by: Account | None = None, on: date | None = None) -> SearchSynonym:
    """End a synonym on `on` (today); it stays on record."""
    held = SearchSynonym.objects.select_for_update(of=("self",)).get(pk=synonym.pk)
    if held.valid_before is not None:
        raise SynonymRetired(phrase=held.phrase, since=held.valid_before.isoformat())
    held.valid_before = max(on or today(), held.valid_from)
    held.retired_by = by
    held.save(update_fields=["valid_before", "retired_by"])
    forget_index()
    return held


def synonyms(on: date | None = None) -> QuerySet[SearchSynonym]:
    """Return the editor's synonyms in use on `on` (today)."""
    return SearchSynonym.objects.in_use_on(on or today()).select_related("added_by")


def record_miss(text: str, at: datetime | None = None) -> None:
    """Count a line that found nothing; long numbers (identity, phone) are masked before it is kept."""
    text = _PERSONAL.sub("…", " ".join(clean(text).split()))[:_LONGEST]
    folded = fold(text)[:_LONGEST]
    if not folded:
        return
    now = at or timezone.now()
    miss, fresh = SearchMiss.objects.get_or_create(
        text_folded=folded, defaults={"text": text, "first_at": now, "last_at": now}
    )
    if not fresh:
        SearchMiss.objects.filter(pk=miss.pk).update(times=F("times") + 1, last_at=now, settled_at=None)


def settle_miss(*, miss: SearchMiss) -> None:
    """Take a line off the list of misses until somebody types it in vain again."""
    SearchMiss.objects.filter(pk=miss.pk).update(settled_at=timezone.now())


def misses() -> QuerySet[SearchMiss]:
    """Return the lines that found nothing and wait for an editor, the most frequent first."""
    return SearchMiss.objects.filter(settled_at=None)
