"""Statements put together once store and give back what the ORM would."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from motcua.core.prepared import PreparedGet, PreparedInsert, PreparedUpdate, fresh, together
from motcua.dossiers.models import Step
from tests.dossiers.factories import registered

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 2, 5, tzinfo=UTC)


def _steps(dossier):
    rows = [
        Step(dossier=dossier, ordinal=place, key=key, name_vi=f"Bước {key}", hours=hours, after=after, consults=[])
        for place, (key, hours, after) in enumerate([("a", Decimal("4.50"), []), ("b", None, ["a"])], start=1)
    ]
    PreparedInsert(Step).many(rows)
    return list(dossier.steps.all())


def test_rows_inserted_together_read_back_alike_by_either_way():
    dossier = registered()
    by_orm = _steps(dossier)
    ours = sorted(PreparedGet(Step, "dossier", locks=False).all(dossier.pk), key=lambda row: row.ordinal)
    names = [field.attname for field in Step._meta.concrete_fields]
    assert [[getattr(row, name) for name in names] for row in ours] == [
        [getattr(row, name) for name in names] for row in by_orm
    ]
    assert [(row.after, row.hours) for row in by_orm] == [([], Decimal("4.50")), (["a"], None)]


def test_rows_updated_together_each_keep_their_own_values():
    first, second = _steps(registered())
    untouched = _steps(registered())
    first.state, first.began_at, first.done_at = "done", NOON, NOON
    second.state, second.began_at, second.due_at = "active", NOON, None
    update = PreparedUpdate(Step, ["state", "began_at", "due_at", "done_at"])
    update.many([first, second])
    update.many([])
    read = list(Step.objects.filter(dossier=first.dossier_id).values_list("state", "began_at", "due_at", "done_at"))
    assert read == [("done", NOON, None, NOON), ("active", NOON, None, None)]
    assert {row.state for row in Step.objects.filter(pk__in=[row.pk for row in untouched])} == {"waiting"}


def test_a_fresh_row_is_what_its_model_would_make():
    given = {"dossier_id": 7, "ordinal": 1, "key": "a", "hours": None}
    ours, theirs = fresh(Step, **given), Step(**given)
    names = [field.attname for field in Step._meta.concrete_fields]
    assert [getattr(ours, name) for name in names] == [getattr(theirs, name) for name in names]
    assert ours._state.adding
    assert fresh(Step).after is not fresh(Step).after  # a list of its own


def test_statements_done_together_are_all_done_and_the_last_answers():
    first, second = _steps(registered())
    first.state, second.state, second.due_at = "done", "active", NOON
    update = PreparedUpdate(Step, ["state", "due_at"])
    made = fresh(Step, dossier_id=first.dossier_id, ordinal=3, key="c", name_vi="Bước c", consults=[])
    assert PreparedInsert(Step)(made, [update.part(first), update.part_of_many([second])])
    read = list(Step.objects.filter(dossier=first.dossier_id).order_by("ordinal").values_list("pk", "state", "due_at"))
    assert read == [(first.pk, "done", None), (second.pk, "active", NOON), (made.pk, "waiting", None)]
    assert together(("SELECT 1", []), ("SELECT 2", [])).fetchone()[0] == 2
