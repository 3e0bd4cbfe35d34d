"""Index 766 live: what is counted, what stays not given, what would mend it."""

import importlib.util
from pathlib import Path

import pytest

from motcua.quality import selectors
from motcua.reports.request import request_of

_spec = importlib.util.spec_from_file_location(
    "report_factories", Path(__file__).resolve().parents[1] / "reports" / "factories.py"
)
made = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(made)
pytestmark = pytest.mark.django_db
EARLY, LATE = ((2, "2023-01-10"), (9, "2023-01-19")), ((2, "2023-01-10"), (9, "2023-01-25"))


def measure(tmp_path, name, *dossiers):
    made.units()
    made.take(tmp_path, *dossiers)
    found = selectors.measures_of(request_of("2023Q1")).get(name)
    return found and (int(found.numerator), int(found.denominator))


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        pytest.param(made.dossier(1, *EARLY), (1, 1), id="early is kept"),
        pytest.param(made.dossier(1, *LATE), (0, 1), id="late is not"),
        pytest.param(made.dossier(1, *EARLY, supplements=2), (0, 1), id="two requests for supplement are late"),
        pytest.param(made.dossier(1, *EARLY, supplements=1), (1, 1), id="one request is not"),
        pytest.param(made.dossier(1, *EARLY, due=None), (0, 0), id="without a due date it is not judged"),
        pytest.param(made.dossier(1, due="2023-04-01"), (1, 1), id="open within the limit counts as kept"),
        pytest.param(made.dossier(1, due="2023-02-01"), (0, 1), id="open and overdue counts as late"),
        pytest.param(
            made.dossier(1, (2, "2023-01-10"), (5, "2023-01-12")), (1, 1), id="the request for supplement is the end"
        ),
        pytest.param(made.dossier(1, (3, "2023-01-10")), (0, 0), id="not accepted is outside"),
    ],
)
def test_progress_follows_the_rules_of_the_portal(tmp_path, events, expected):
    assert measure(tmp_path, "PROGRESS", events) == expected


def test_what_nothing_tells_is_not_given_and_the_dearest_loss_comes_first(tmp_path):
    made.units()
    made.take(tmp_path, made.dossier(1, *EARLY), made.dossier(2, *LATE, fee_due=1000))
    index = selectors.index_of(period="2023Q1")
    assert {score.indicator.name for score in index.indicators if score.measure} == {
        "PROGRESS", "DOSSIER_ONLINE", "PAYMENT_DOSSIER", "PAYMENT_FORMALITY_USED",
    }  # fmt: skip
    assert index.band is None
    worst = selectors.losses(index)[0]
    assert (worst.score.indicator.name, worst.more, float(worst.score.lost)) == ("PROGRESS", 1, 10.0)


def test_the_indices_of_2018_come_from_time_and_contacts(tmp_path):
    made.units()
    made.take(tmp_path, made.dossier(1, *EARLY), made.dossier(2, *LATE, supplements=1))
    rating = selectors.rating_of(request_of("2023Q1"))
    assert {index: str(score) for index, score in rating.scores.items() if score is not None} == {1: "1.0", 3: "1.5"}
