"""The list behind a figure is as long as the figure."""

import random
from datetime import date, timedelta

import pytest

from motcua.ledger import refresh, selectors
from motcua.ledger.cubes import MEASURES
from motcua.ledger.files import take_in
from motcua.reports import behind
from motcua.reports.catalogue import REPORTS
from motcua.reports.conditions import CONDITIONS, FLOWS, can_open, condition_of
from motcua.reports.counting import count, ledger_of, scan
from motcua.reports.definition import Counted
from motcua.reports.errors import UnknownFigure
from motcua.reports.request import request_of
from tests.kept_ledger import once
from tests.ledger.factories import event, write

pytestmark = [pytest.mark.django_db, pytest.mark.once]
PATHS = [[2], [3], [1], [2, 4], [2, 4, 9], [2, 9, 10], [2, 7], [2, 5, 4, 9], [2, 5], [2, 6, 4], [2, 8], [2, 5, 9]]


def lives(how_many, seed):
    rng = random.Random(seed)  # noqa: S311
    number = 0
    for dossier in range(how_many):
        begin = date(2022, 11, 1) + timedelta(days=rng.randrange(150))
        day, due = begin, begin + timedelta(days=7)
        for sequence, status in enumerate(rng.choice(PATHS), start=1):
            number += 1
            yield event(
                number, dossier=f"D{dossier:04d}", sequence=sequence, status=status, agency=f"A{dossier % 5}",
                occurred_at=f"{day}T09:00:00+07:00", received_at=f"{begin}T08:00:00+07:00",
                due_at=None if dossier % 9 == 0 else str(due), supplements=dossier % 3,
            )  # fmt: skip
            day += timedelta(days=rng.randrange(8))


@pytest.fixture
def ledger(tmp_path):
    def build():
        take_in([write(tmp_path / "events.ndjson", list(lives(300, 7)))])
        refresh.refresh()

    once("three hundred lives", build)


@pytest.mark.parametrize("window", ["statutory", "calendar", "2023-01-10..2023-02-20"])
def test_every_list_is_as_long_as_its_figure(ledger, window):
    request = request_of("2023Q1", window)
    names = (*(set(CONDITIONS) - {"near_limit"}), *(name for name in FLOWS if MEASURES[name].value == "1"))
    with ledger_of(request) as connection:
        [figures] = count(connection, request, names=names)
    assert figures["settled"] > 0
    assert {name: behind.count_behind(request, name) for name in names} == {name: figures[name] for name in names}


COUNTED = [name for name, each in REPORTS.items() if isinstance(each, Counted)]


@pytest.mark.parametrize("name", COUNTED)
def test_every_cell_of_every_report_opens_as_many_dossiers_as_it_says(ledger, name):
    request, definition = request_of("2023Q1"), REPORTS[name]
    keys = [c.column.key for c in definition.columns if c.column.kind == "count"]
    rates = [c.column.key for c in definition.columns if c.column.kind == "rate" and can_open(f"{name}.{c.column.key}")]
    by = ("level", "field") if definition.by_field else ("level",)
    sums = {key: f"count(*) FILTER ({condition_of(f'{name}.{key}', request)})" for key in [*keys, *rates]}
    with ledger_of(request) as connection:
        behind_cells = scan(connection, request, by=by, sums=sums)
    table = definition.table(request)
    by_row = {tuple(row[key] for key in by): row for row in behind_cells}
    for key in keys:
        assert sum(row[key] for row in by_row.values()) == table.total.values[key], key
    for key in rates:
        assert sum(row[key] for row in by_row.values()) == table.total.values[key].numerator, key
    assert keys


def test_a_row_of_unknown_level_and_field_opens_its_dossiers(ledger):
    request = request_of("2023Q1")
    whole = behind.count_behind(request, "06a.c3")
    assert behind.count_behind(request, "06a.c3", behind.Narrowing(level_unknown=True)) == whole > 0
    assert behind.count_behind(request, "06a.c3", behind.Narrowing(field="-")) == 0
    assert behind.count_behind(request, "06a.c3", behind.Narrowing(source="H26-mcdt")) == whole


def test_the_pages_of_a_list_hold_every_dossier_once(ledger):
    request = request_of("2023Q1")
    seen, after = [], ""
    while page := behind.dossiers_behind(request, "settled", after=after):
        seen += [line.number for line in page]
        after = page[-1].number
    assert len(seen) == len(set(seen)) == behind.count_behind(request, "settled")


def test_the_late_ones_are_shared_out_to_the_last(ledger):
    request = request_of("2023Q1")
    with ledger_of(request) as connection:
        shares = behind.late_by(connection, request, "agency")
    assert sum(share.late for share in shares) == behind.count_behind(request, "late")
    assert shares[-1].cumulated == pytest.approx(1)
    assert shares == sorted(shares, key=lambda share: (-share.late, share.code))


def test_the_months_say_by_level_what_was_late_and_add_up_to_the_period(ledger):
    request = request_of("2023Q1", window="calendar")
    with ledger_of(request) as connection:
        months = behind.months(connection, request)
        shares = behind.late_by(connection, request, "agency")
    of_period = [row for row in months if row[0] in ("2023-01", "2023-02", "2023-03")]
    assert sum(late for *_, late, _ in of_period) == sum(share.late for share in shares)
    assert all(0 <= late <= rated for *_, late, rated in months)
    assert [month for month, *_ in months] == sorted(month for month, *_ in months)


def test_an_unknown_figure_is_refused_with_the_known_ones():
    with pytest.raises(UnknownFigure, match="Known figures: received"):
        condition_of("happiness", request_of("2023Q1"))


def test_an_empty_ledger_answers_with_nothing():
    request = request_of("2023Q1")
    assert behind.dossiers_behind(request, "late") == []
    with ledger_of(request) as connection:
        assert behind.handling_days(connection, request) == {}
        assert behind.months(connection, request) == []
    assert selectors.stats()["dossiers"] == 0
