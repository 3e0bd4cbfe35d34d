"""Every report on a real cluster gives the figures of the engine on one machine, to the unit."""

import importlib.util
import shutil

import pytest

from motcua.ledger import cluster, selectors
from motcua.ledger.facts import CODED
from motcua.reports.behind import Narrowing, count_behind, dossiers_behind, handling_days, late_by, months
from motcua.reports.catalogue import REPORTS
from motcua.reports.counting import days_of, ledger_of
from motcua.reports.pictures import ages, funnel, late_by_month, spent
from motcua.reports.request import request_of
from tests.ledger import spark
from tests.ledger.ahead import asked_ahead, rehearsed
from tests.reports.factories import dossier, take, units

MISSING = [name for name in ("pyspark", "sqlglot") if importlib.util.find_spec(name) is None]
MISSING += [] if shutil.which("java") else ["java"]
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.cluster,
    pytest.mark.slow,
    pytest.mark.once,
    pytest.mark.skipif(bool(MISSING), reason=f"the cluster needs {', '.join(MISSING)} (make test installs them)"),
]
ASKED = request_of("2023Q1")


@pytest.fixture(scope="module")
def master(tmp_path_factory):
    with spark.cluster(tmp_path_factory.mktemp("spark")) as address:
        yield address


def fates():
    """Yield dossiers of every fate, level, channel and source, with odd ones among them."""
    ends = [
        [], [(9, "2023-01-19")], [(9, "2023-01-20T16:00:00+07:00")], [(9, "2023-02-21"), (10, "2023-02-22")],
        [(7, "2023-01-15")], [(5, "2023-01-12")], [(5, "2023-01-12"), (4, "2023-01-16"), (9, "2023-01-25")],
    ]  # fmt: skip
    places = ["G01", "H26.14", "H26.20", "H26.20.5", "V01", "unknown"]
    for number in range(120):
        month = ["2022-11", "2023-01", "2023-02"][number % 3]
        received = f"{month}-{number % 27 + 1:02}" if number % 11 else "2023-01-10"
        end = ends[number % len(ends)] if received == "2023-01-10" or number % 3 else ends[number % 2]
        yield dossier(
            number, (2, received), *end, received=received, due=["2023-01-20", "2023-02-28", None][number % 7 // 3],
            agency=places[number % len(places)], field=["F1", "F2", None][number % 5 // 2],
            channel=[1, 2, 3, None][number % 4], source=["A", "B"][number % 8 // 7], supplements=number % 3,
            fee_due=[None, 50_000][number % 2], fee_paid_online=[None, 0, 50_000][number % 9 // 3],
        )  # fmt: skip
    yield dossier("refused", (3, "2023-01-11"))
    moved = dossier("moved", (2, "2023-01-10"), (4, "2023-01-12"), (9, "2023-01-24"))
    yield [{**event, "due_at": "2023-01-27"} if place else event for place, event in enumerate(moved)]


def test_every_report_has_the_same_figures_on_the_cluster(tmp_path, settings, master, monkeypatch):
    units()
    take(tmp_path, *fates())
    scoped = request_of("2023-01", agency="H26")
    near = gathered(ASKED, scoped)
    with rehearsed(monkeypatch, settings) as statements:
        assert gathered(ASKED, scoped) == near
    settings.SPARK_MASTER = master
    with asked_ahead(monkeypatch, statements):
        far = gathered(ASKED, scoped)
    assert far.pop("workers") == 2
    assert near.pop("workers") == 0
    assert near["on-time"]["totals"]["settled"] > 50
    assert {name for name in near if near[name] != far[name]} == set()


def gathered(whole, scoped):
    """Return everything that reads the ledger, by name, and how many workers it kept busy."""
    with ledger_of(whole) as ledger, ledger_of(scoped):
        found = {name: REPORTS[name].table(whole).as_dict() for name in REPORTS}
        found |= {"scoped": REPORTS["on-time"].table(scoped).as_dict(), "funnel": funnel(whole), "ages": ages(whole)}
        found |= {"spent": spent(whole), "months": months(ledger, whole), "by month": late_by_month(whole)}
        found |= {"late by": late_by(ledger, whole, "agency"), "days": handling_days(ledger, whole)}
        found["behind"] = dossiers_behind(whole, "06a.c10", Narrowing(source="A"))
        found["number behind"] = count_behind(whole, "pending_overdue", Narrowing(procedure="-"))
        found["texts"] = ledger.execute(f"SELECT dossier, {', '.join(CODED)} FROM dossier ORDER BY dossier").fetchall()
        scan = selectors.figures(ledger, days_of(whole), by=("level", "channel"), full_scan=True)
        found["full scan"] = sorted(map(str, scan))
        session = getattr(ledger, "session", None)
        found["workers"] = session._jsc.sc().getExecutorMemoryStatus().size() - 1 if session else 0
    return found


def test_a_cluster_that_cannot_read_the_files_says_so(tmp_path, settings, master):
    units()
    take(tmp_path, dossier(1))
    settings.SPARK_MASTER, settings.OBJECT_STORE = master, (tmp_path / "elsewhere").as_uri()
    with pytest.raises(cluster.ClusterRefuses, match="elsewhere"):
        REPORTS["on-time"].table(ASKED)
