"""The list behind a figure is as long as the figure."""

import random
from datetime import date, timedelta

import pytest

from motcua.ledger import refresh, selectors
from motcua.ledger.files import take_in
from motcua.reports import behind
from motcua.reports.counting import count, ledger_of
from motcua.reports.errors import UnknownFigure
from motcua.reports.request import request_of
from tests.ledger.factories import event, write

pytestmark = pytest.mark.django_db
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
    take_in([write(tmp_path / "events.ndjson", list(lives(300, 7)))])
    refresh.refresh()


@pytest.mark.parametrize("window", ["statutory", "calendar", "2023-01-10..2023-02-20"])
def test_every_list_is_as_long_as_its_figure(ledger, window):
    request = request_of("2023Q1", window)
    names = (*behind.CONDITIONS, *behind.FLOWS)
    with ledger_of(request) as connection:
        [figures] = count(connection, request, names=names)
    assert figures["settled"] > 0
    assert {name: behind.count_behind(request, name) for name in names} == {name: figures[name] for name in names}


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


def test_an_unknown_figure_is_refused_with_the_known_ones():
    with pytest.raises(UnknownFigure, match="Known figures: received"):
        behind.condition_of("happiness", request_of("2023Q1"))


def test_an_empty_ledger_answers_with_nothing():
    request = request_of("2023Q1")
    assert behind.dossiers_behind(request, "late") == []
    with ledger_of(request) as connection:
        assert behind.handling_days(connection, request) == {}
        assert behind.months(connection, request) == []
    assert selectors.stats()["dossiers"] == 0
