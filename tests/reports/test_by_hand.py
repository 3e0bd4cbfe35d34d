"""Four hundred odd dossiers: every report equals the count by hand, to the unit, in both administrative worlds."""

import random
from datetime import date, timedelta

import pytest

from motcua.reports import catalogue
from motcua.reports.request import request_of
from tests.reports.by_hand import counted
from tests.reports.factories import AGENCIES, ledger, take, units

pytestmark = pytest.mark.django_db
PATHS = (
    (2,), (1,), (3,), (1, 3), (99,), (2, 4), (2, 4, 9), (2, 9, 10), (10,), (2, 10), (2, 4, 7), (2, 5), (2, 6, 4),
    (2, 5, 4, 9), (2, 5, 4, 6, 4, 9, 10), (2, 8), (2, 8, 4), (2, 9, 4), (2, 9, 4, 9), (2, 10, 5, 4, 9), (2, 4, 99),
    (2, 5, 6, 4, 9), (2, 5, 4, 5, 4, 9), (2, 5, 7), (2, 3), (2, 7, 4),
)  # fmt: skip
EDGES = ("T00:00:00+07:00", "T23:59:59+07:00", "T16:59:59Z", "T17:00:00Z", "T08:00:00+07:00", "T17:00:00+07:00")


def life(number, rng):
    """Return the events of one dossier: any path, edges of days and zones, promises moved, values left out."""
    at = rng.choice((date(2022, 12, 1), date(2025, 5, 20))) + timedelta(days=rng.randrange(130))
    due = at + timedelta(days=rng.randrange(1, 30))
    shared = {
        "agency": rng.choice([*AGENCIES, "H26.99", "NOBODY", None]), "field": rng.choice(["F1", "F2", None]),
        "channel": rng.choice([1, 2, 3, None]), "fee_due": rng.choice([None, 0, 50_000]),
        "fee_paid_online": rng.choice([None, 0, 50_000]), "limit_unit": rng.choice([None, None, "h"]),
        "received_at": rng.choice([None, f"{at}{rng.choice(EDGES)}"]),
        "due_at": rng.choice([None, str(due), f"{due}{rng.choice(EDGES)}"]),
    }  # fmt: skip
    events, supplements = [], 0
    for place, status in enumerate(rng.choice(PATHS), start=1):
        happened = f"{at}{rng.choice(EDGES)}"
        supplements += status == 5
        more = {"supplements": supplements}
        if status in (9, 10) and rng.random() < 0.5:
            more["finished_at"] = happened
        if rng.random() < 0.15:
            more["due_at"] = str(due + timedelta(days=rng.randrange(15)))
        if rng.random() < 0.15:
            more |= {"channel": None, "agency": None, "due_at": None}
        events.append(
            ledger.event(
                f"{number}-{place}",
                dossier=f"D-{number}",
                sequence=place,
                status=status,
                on=happened,
                **{**shared, **more},
            )
        )
        at += timedelta(days=rng.randrange(25))
    return events


SAME = (
    "received", "carried_over", "settled", "early", "on_time", "late", "no_due_date", "withdrawn", "not_accepted",
    "pending", "pending_overdue", "paused", "first_early", "first_on_time", "first_late",
)  # fmt: skip
COLUMNS = {
    "on-time": {name: name for name in SAME},
    "06a": {
        "c6": "carried_over", "c4": "online", "c7": "settled", "c8": "early", "c9": "on_time", "c10": "late",
        "c11": "pending", "c13": "pending_overdue", "paused": "paused", "pending_no_due_date": "pending_no_due_date",
        "channel_unknown": "channel_unknown", "not_accepted": "not_accepted", "withdrawn": "withdrawn",
    },
    "online": {"received": "received", "online": "online", "postal": "postal", "channel_unknown": "channel_unknown"},
    "payments": {"with_fee": "with_fee", "paid_online": "paid_online"},
    "fees": {"fee_due_dong": "fee_due_dong", "fee_paid_online_dong": "fee_paid_online_dong"},
    "supplements": {"supplemented": "supplemented", "supplemented_again": "supplemented_again"},
    "carried-over": {"carried_over": "carried_over", "pending": "pending", "pending_overdue": "pending_overdue"},
    "causes": {name: name for name in ("again", "once", "stopped", "moved", "untold")},
}  # fmt: skip


def test_every_report_equals_the_count_by_hand(tmp_path):
    units()
    rng = random.Random(11)  # noqa: S311 - a test repeats itself
    lives = [life(number, rng) for number in range(400)]
    mixed = [event for events in lives for event in events]
    mixed += rng.sample(mixed, 40)  # told twice
    rng.shuffle(mixed)  # and out of order
    take(tmp_path, mixed)
    windows = [request_of("2023Q1"), request_of("2025Q3"), request_of("2023", "2022-12-31..2023-02-05")]
    kinds = set()
    for asked in windows:
        by_hand = counted(lives, asked.window.days.start, asked.window.days.before)
        for name, columns in COLUMNS.items():
            table = catalogue.definition(name).table(asked)
            assert table.is_sound, (name, asked.window.vi)
            rows = {row.key: row.values for row in table.rows if row.depth == 0}
            for level in {*by_hand, *rows}:
                counts = by_hand.get(level, {})
                found = {key: rows[level][key] if level in rows else 0 for key in columns}
                assert found == {key: counts.get(hand, 0) for key, hand in columns.items()}, (name, level, asked.window)
        kinds |= {name for name, many in by_hand["total"].items() if many}
    assert kinds >= {hand for columns in COLUMNS.values() for hand in columns.values()}, (
        "every figure is put to the test"
    )
