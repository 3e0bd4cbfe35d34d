"""Facts and cubes: derived once, refreshed in part, rebuilt whole, always the same figures."""

import random
from datetime import UTC, date, datetime, timedelta

import pytest

from motcua.ledger import bulk, refresh, selectors
from motcua.ledger.cubes import FIGURES, Window
from motcua.ledger.facts import LEVELS
from motcua.ledger.files import take_in
from tests.ledger.factories import event, write
from tests.reports.factories import units

pytestmark = [pytest.mark.django_db, pytest.mark.once]
QUARTER = Window(date(2022, 12, 15), date(2023, 3, 15))
NAMES = tuple(FIGURES)


def facts(columns, **known):
    with selectors.reader(**known) as connection:
        return connection.execute(f"SELECT {columns} FROM dossier ORDER BY dossier").fetchall()


def figures(window=QUARTER, by=(), **options):
    with selectors.reader(**options.pop("known", {})) as connection:
        rows = selectors.figures(connection, window, by=by, names=NAMES, **options)
    return sorted(rows, key=lambda row: str([row[name] for name in by]))


def life(number, rng):
    """Return the events of one dossier that goes its own way."""
    begin = date(2022, 12, 1) + timedelta(days=rng.randrange(120))
    dossier, agency, field = f"H26-{number:05d}", f"H26.{rng.randrange(4)}", f"F{rng.randrange(3)}"
    due = str(begin + timedelta(days=10)) if rng.random() < 0.9 else None
    shared = {
        "dossier": dossier, "agency": agency, "field": field, "due_at": due, "channel": rng.choice([1, 2, 3, None]),
        "received_at": f"{begin}T08:00:00+07:00", "fee_due": rng.choice([None, 0, 50_000]),
        "fee_paid_online": rng.choice([None, 50_000]),
    }  # fmt: skip
    path = rng.choice([[2], [3], [1], [2, 4], [2, 4, 9], [2, 9, 10], [2, 7], [2, 5, 4, 9], [2, 5], [2, 6, 4], [2, 8]])
    day, events = begin, []
    for place, status in enumerate(path):
        more = {"finished_at": f"{day}T09:00:00+07:00"} if status in (9, 10) else {}
        if status == 9 and due and rng.random() < 0.2:
            more["due_at"] = str(begin + timedelta(days=25))
        events.append(event(f"{number}-{place}", sequence=place + 1, status=status, on=str(day), **{**shared, **more}))
        day += timedelta(days=rng.randrange(12))
    return events


@pytest.fixture
def lives():
    rng = random.Random(7)  # noqa: S311 - a test repeats itself
    return [life(number, rng) for number in range(400)]


def test_one_row_per_dossier_says_what_its_events_say(tmp_path):
    given = {"received_at": "2023-01-05T08:00:00+07:00", "due_at": "2023-01-10"}
    rows = [
        event(1, status=2, **given),
        event(2, sequence=2, status=5, on="2023-01-06", **given),
        event(3, sequence=3, status=4, on="2023-01-08", supplements=1, **{**given, "due_at": "2023-01-12"}),
        event(4, sequence=4, status=9, on="2023-01-11T15:00:00+07:00", supplements=1),
        event(5, sequence=5, status=10, on="2023-01-20", supplements=1),
    ]
    random.Random(3).shuffle(rows)  # noqa: S311
    take_in([write(tmp_path / "e.ndjson", rows)])
    refresh.refresh()
    columns = (
        "status, class, class_original, received_day, due_day, due_original_day, finished_day, paused_s, supplements"
    )
    [(status, now, first, received, due, original, finished, paused, supplements)] = facts(columns)
    assert (status, now, first) == (10, 1, 3), "early by the promise moved once, late by the first"
    assert [str(day) for day in (received, due, original, finished)] == [
        "2023-01-05", "2023-01-12", "2023-01-10", "2023-01-11",
    ]  # fmt: skip
    assert (paused, supplements) == (2 * 86_400, 1)


def test_a_due_date_alone_ends_with_its_working_day(tmp_path):
    rows = [event(1, status=9, on="2023-01-10T16:30:00+07:00", due_at="2023-01-10")]
    take_in([write(tmp_path / "e.ndjson", rows)])
    refresh.refresh()
    assert facts("due_at, class") == [(datetime(2023, 1, 10, 10, 0), 2)]  # noqa: DTZ001 - 17:00 here, stored in UTC


def test_cube_and_full_scan_agree_and_the_books_balance(tmp_path, lives):
    take_in([write(tmp_path / "e.ndjson", [e for events in lives for e in events])])
    refresh.refresh()
    rng = random.Random(1)  # noqa: S311
    windows = [QUARTER, Window(date(2023, 1, 1), date(2023, 4, 1))]
    for _ in range(6):
        begin = date(2022, 11, 20) + timedelta(days=rng.randrange(120))
        windows.append(Window(begin, begin + timedelta(days=rng.randrange(1, 60))))
    for window in windows:
        for by in ((), ("agency", "field", "level"), ("agency", "field", "level", "channel")):
            cube = figures(window, by)
            assert [row for row in cube if any(row[n] for n in NAMES)] == [
                row for row in figures(window, by, full_scan=True) if any(row[n] for n in NAMES)
            ]
            for row in cube:
                assert row["received"] + row["carried_over"] == row["settled"] + row["pending"]
                parts = ("pending_in_limit", "pending_overdue", "paused", "pending_no_due_date")
                assert row["pending"] == sum(row[name] for name in parts)
                assert min(row[name] for name in parts) >= 0


def test_parts_refreshed_one_after_another_equal_a_rebuild(tmp_path, lives):
    events = [e for one in lives for e in one]
    random.Random(5).shuffle(events)  # noqa: S311
    for part in range(4):
        take_in([write(tmp_path / f"{part}.ndjson", events[part::4])])
        refresh.refresh()

    def known():
        shown = [figures(window, ("agency",)) for window in (QUARTER, Window(date(2022, 12, 20), date(2023, 2, 5)))]
        return shown, figures(by=("agency", "channel")), facts("* EXCLUDE (recorded_at)")

    step_by_step = known()
    refresh.rebuild(buckets=32)
    assert known() == step_by_step
    assert selectors.stats()["dossiers"] == len(lives)


def test_a_late_event_touches_only_its_bucket(tmp_path, lives):
    take_in([write(tmp_path / "e.ndjson", [e for one in lives for e in one])])
    refresh.refresh()
    late = event("late", dossier="H26-00001", sequence=99, status=7, on="2023-03-01")
    take_in([write(tmp_path / "late.ndjson", [late])])
    assert refresh.refresh()["buckets"] == 1
    assert figures() == figures(full_scan=True)


def test_a_report_can_be_issued_again_as_it_was_known(tmp_path):
    take_in([write(tmp_path / "a.ndjson", [event(1, status=2, due_at="2023-01-10")])])
    refresh.refresh()
    then, before = datetime.now(UTC), figures()
    take_in([write(tmp_path / "b.ndjson", [event(2, sequence=2, status=9, on="2023-01-09")])])
    refresh.refresh()
    assert figures()[0]["early"] == 1
    assert figures(known={"as_known_on": then}) == before
    assert before[0]["pending_overdue"] == 1


def test_facts_streamed_in_count_beside_those_from_events(tmp_path):
    take_in([write(tmp_path / "e.ndjson", [event(1, status=9, on="2023-01-09", due_at="2023-01-10")])])
    refresh.refresh()
    batch = """SELECT 'S-' || i AS dossier, 'demo' AS source, '1.004194' AS procedure, 'H26.14' AS agency, 'F' AS field,
        2 AS channel, 1 AS applicant_kind, 9 AS status, TIMESTAMP '2023-01-03 02:00' AS received_at,
        TIMESTAMP '2023-01-10 10:00' AS due_at, TIMESTAMP '2023-01-10 10:00' AS due_original_at, false AS by_moment,
        TIMESTAMP '2023-01-09 02:00' AS finished_at, NULL::TIMESTAMP AS returned_at,
        TIMESTAMP '2023-01-09 02:00' AS ended_at, NULL::TIMESTAMP AS paused_at, NULL::TIMESTAMP AS resumed_at,
        0 AS paused_s, 0 AS supplements, NULL::BIGINT AS fee_due, NULL::BIGINT AS fee_paid_online,
        false AS refused_after_appraisal, 60 AS transport_s, 0 AS flags, 2 AS events, 1 AS sources,
        TIMESTAMP '2023-01-09 02:01' AS recorded_at FROM range({}, {}) t(i)"""
    assert bulk.write_facts([lambda _: batch.format(0, 1000), lambda _: batch.format(1000, 1500)]) == 1500
    assert figures()[0]["early"] == 1501
    assert figures() == figures(full_scan=True)
    streamed = facts("* EXCLUDE (level)")
    assert {level for (level,) in facts("level")} == {0}
    units()
    refresh.rebuild()
    assert figures()[0]["early"] == 1501
    assert selectors.stats()["dossiers"] == 1501
    assert facts("* EXCLUDE (level)") == streamed
    assert {level for (level,) in facts("level")} == {LEVELS["province"]}
    assert figures(by=("level",)) == figures(by=("level",), full_scan=True)


def test_an_empty_ledger_answers_with_nothing():
    assert figures(by=("agency",)) == []
    assert figures()[0]["received"] == 0
    assert selectors.stats()["events"] == 0
