"""Late by the officer, or late by the message: a dossier kept in time and told too late is nobody's delay here."""

from datetime import timedelta

import pytest
from django.utils import timezone

from motcua.ledger.sources import with_lateness
from motcua.reports import catalogue
from motcua.reports.behind import count_behind
from motcua.reports.request import request_of
from motcua.reports.story import story_of, why
from tests.reports.factories import dossier, take, units

pytestmark = pytest.mark.django_db


def test_lateness_is_split_into_officer_and_transport(tmp_path):
    """Everything is told now, so what happened days ago was told days late."""
    units()
    now = timezone.localtime()

    def day(back):
        return (now - timedelta(days=back)).isoformat()

    def one(number, due_back, *path, **more):
        return dossier(number, *path, received=day(20), due=(now - timedelta(days=due_back)).date().isoformat(), **more)

    done = (2, day(20)), (9, day(5))
    returned = one("transport-returned", 3, *done, (10, now.isoformat()))
    del returned[-1]["finished_at"]
    take(
        tmp_path,
        one("transport", 3, *done),
        returned,
        one("told-late-but-before-due", -3, *done),
        one("both", 8, *done),
        one("prompt", -1, (2, day(20)), (9, now.isoformat())),
        one("officer-prompt", 2, (2, day(20)), (9, now.isoformat())),
        one("overdue", 4, (2, day(20)), source="H01-mcdt"),
        one("hours", 5, (2, day(20)), (9, day(5)), limit_unit="h", due_at=day(4.9)),
        one("reopened", 3, *done, (4, day(4)), (9, now.isoformat())),
        one("withdrawn", 3, (2, day(20)), (7, day(5))),
    )
    asked = request_of(f"{now.year}", f"{(now - timedelta(days=30)).date()}..{(now + timedelta(days=1)).date()}")
    table = catalogue.report("causes", asked)
    assert table.is_sound, [each for each in table.identities if not each.holds]
    total = table.total.values
    assert {key: total[key] for key in ("late", "pending_overdue", "told_late", "officer", "transport", "seen")} == {
        "late": 3, "pending_overdue": 1, "told_late": 2, "officer": 4, "transport": 3, "seen": 7,
    }  # fmt: skip
    for key in ("officer", "transport", "seen"):
        assert count_behind(asked, f"causes.{key}") == total[key]
    report = catalogue.report("sources", asked)
    rows = {row.key: row.values for row in report.rows}
    assert (rows["H26-mcdt"]["officer"], rows["H26-mcdt"]["transport"]) == (3, 3)
    assert (rows["H01-mcdt"]["officer"], rows["total"]["transport"]) == (1, 3)
    assert {row["source"]: row["lateness"] for row in with_lateness()} == {
        "H26-mcdt": {"settled": 8, "officer": 3, "officer_told_late": 1, "transport": 3},
        "H01-mcdt": {"settled": 0, "officer": 0, "officer_told_late": 0, "transport": 0},
    }
    told = {name: " ".join(en for _, en in why(story_of(f"D-{name}"))) for name in ("transport", "both", "prompt")}
    assert "late by transport alone" in told["transport"]
    assert "the dossier itself was late" in told["both"]
    assert "news" not in told["prompt"]
