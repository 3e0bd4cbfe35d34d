"""Every fate of a dossier lands in its own column, and the equations hold."""

import pytest

from motcua.documents.models import FileContent, Upload
from motcua.exchange.outbox import own_source
from motcua.reports.catalogue import REPORTS, definition, report
from motcua.reports.request import request_of
from tests.reports.factories import dossier, take, units

pytestmark = pytest.mark.django_db
NUMBERS = ("c3", "c4", "c5", "c6", "c7", "c8", "c9", "c10", "c11", "c12", "c13")


def form(name="06a", period="2023Q1", **options):
    return definition(name).table(request_of(period, **options))


def totals(table, *also):
    return {key: table.total.values[key] for key in (*NUMBERS, *also) if table.total.values[key]}


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        pytest.param(
            dossier(1, (2, "2023-01-10"), (9, "2023-01-19")), {"c3": 1, "c5": 1, "c7": 1, "c8": 1}, id="settled early"
        ),
        pytest.param(
            dossier(1, (2, "2023-01-10"), (9, "2023-01-20T16:59:00+07:00")), {"c3": 1, "c5": 1, "c7": 1, "c9": 1},
            id="settled on the due day is on time",
        ),
        pytest.param(
            dossier(1, (2, "2023-01-10"), (9, "2023-01-21")), {"c3": 1, "c5": 1, "c7": 1, "c10": 1}, id="settled late"
        ),
        pytest.param(
            dossier(1, (2, "2023-01-10"), (9, "2023-01-21"), channel=2), {"c3": 1, "c4": 1, "c7": 1, "c10": 1},
            id="filed online",
        ),
        pytest.param(
            dossier(1, (2, "2023-01-10"), (9, "2023-01-19"), channel=None),
            {"c3": 1, "c5": 1, "c7": 1, "c8": 1, "channel_unknown": 1}, id="no channel is direct and told apart",
        ),
        pytest.param(
            dossier(1, (2, "2022-12-01"), (9, "2023-01-19"), received="2022-12-01"),
            {"c3": 1, "c6": 1, "c7": 1, "c8": 1}, id="carried over and settled in the window",
        ),
        pytest.param(
            dossier(1, (2, "2022-12-01"), received="2022-12-01", due="2022-12-20"),
            {"c3": 1, "c6": 1, "c11": 1, "c13": 1}, id="carried over, pending, overdue",
        ),
        pytest.param(
            dossier(1, due="2023-04-01"), {"c3": 1, "c5": 1, "c11": 1, "c12": 1}, id="pending within the limit"
        ),
        pytest.param(
            dossier(1, (2, "2023-01-10"), (9, "2023-03-20")), {"c3": 1, "c5": 1, "c11": 1, "c13": 1},
            id="settled after the window is pending and overdue in it",
        ),
        pytest.param(
            dossier(1, (2, "2023-01-10"), (9, "2022-12-10"), received="2022-12-01"), {}, id="settled before the window",
        ),
        pytest.param(
            dossier(1, (2, "2023-01-10"), (9, "2023-01-19"), due=None), {"c3": 1, "c5": 1, "c7": 1, "no_due_date": 1},
            id="settled without a due date is not on time",
        ),
        pytest.param(
            dossier(1, due=None), {"c3": 1, "c5": 1, "c11": 1, "c12": 1, "pending_no_due_date": 1},
            id="pending without a due date",
        ),
        pytest.param(
            dossier(1, (2, "2023-01-10"), (7, "2023-01-12")), {"c3": 1, "c5": 1, "c7": 1, "withdrawn": 1},
            id="withdrawn is not on time",
        ),
        pytest.param(
            dossier(1, (3, "2023-01-10")), {"not_accepted": 1}, id="not accepted is outside the thirteen columns"
        ),
        pytest.param(
            dossier(1, (2, "2023-01-10"), (5, "2023-01-12")), {"c3": 1, "c5": 1, "c11": 1, "c12": 1, "paused": 1},
            id="waiting for a supplement is paused, not overdue",
        ),
        pytest.param(dossier(1, (1, "2023-01-10")), {}, id="registered only is not counted"),
    ],
)  # fmt: skip
def test_each_fate_has_its_column(tmp_path, events, expected):
    units()
    take(tmp_path, events)
    table = form()
    apart = ("no_due_date", "withdrawn", "not_accepted", "paused", "pending_no_due_date", "channel_unknown")
    assert totals(table, *apart) == expected
    assert table.is_sound, [identity for identity in table.identities if not identity.holds]


def test_rows_stand_in_the_blocks_of_the_form(tmp_path):
    units()
    take(
        tmp_path,
        *(dossier(n, (2, "2023-01-10"), (9, "2023-01-19"), agency=agency, field=f"F{n % 2}")
          for n, agency in enumerate(["H26.14", "H26.20", "H26.20.5", "G01", "V01", "NOBODY"])),
    )  # fmt: skip
    rows = [(row.ordinal, row.key, row.values["c7"]) for row in form().rows if row.depth == 0]
    assert rows == [
        ("A", "province", 1), ("B", "district", 1), ("C", "commune", 1), ("D", "central", 1), ("E", "vertical", 1),
        ("F", "unknown", 1), ("", "total", 6),
    ]  # fmt: skip


def test_an_empty_form_still_prints_its_blocks_and_no_district_in_the_new_world():
    assert [row.key for row in form().rows] == ["province", "district", "commune", "total"]
    assert [row.key for row in form(period="2025Q4").rows] == ["province", "commune", "total"]


def test_a_unit_is_counted_with_all_under_it_and_an_unlisted_code_below_it(tmp_path):
    units()
    done = (2, "2023-01-10"), (9, "2023-01-19")
    take(tmp_path, *(dossier(a, *done, agency=a) for a in ("H26.14", "H26.20.5", "H26.99", "G01")))
    assert form(agency="H26").total.values["c7"] == 3
    assert form(agency="G01").total.values["c7"] == 1
    assert form(level="commune").total.values["c7"] == 1


def test_the_national_rate_is_given_by_dossiers_and_as_mean_of_levels_without_vertical(tmp_path):
    units()
    early, late = [(2, "2023-01-10"), (9, "2023-01-19")], [(2, "2023-01-10"), (9, "2023-01-25")]
    lots = {"G01": (1, 1), "H26.14": (3, 1), "H26.20": (1, 0), "H26.20.5": (4, 0), "V01": (0, 9)}
    events = [
        dossier(f"{agency}-{n}", *(early if n < good else late), agency=agency)
        for agency, (good, bad) in lots.items() for n in range(good + bad)
    ]  # fmt: skip
    take(tmp_path, *events)
    answer = form("on-time").as_dict()
    assert answer["national"]["weighted"]["numerator"] == 9
    assert answer["national"]["weighted"]["denominator"] == 11
    assert answer["national"]["mean_of_levels"]["percent"] == 81.25
    assert answer["sound"]
    assert {row["key"]: row["rate"]["percent"] for row in answer["rows"]}["vertical"] == 0.0


def test_what_was_known_on_an_earlier_day_gives_the_earlier_table(tmp_path):
    from datetime import UTC, datetime, timedelta

    units()
    take(tmp_path, dossier(1))
    before = datetime.now(UTC)
    take(tmp_path, dossier(2), name="later.jsonl")
    assert form().total.values["c3"] == 2
    assert form(as_known_on=before.isoformat()).total.values["c3"] == 1
    assert form(as_known_on=(before - timedelta(days=1)).isoformat()).total.values["c3"] == 0


def test_every_report_prints_its_window_unit_sources_and_holds(tmp_path):
    units()
    take(tmp_path, *(dossier(n, (2, "2023-01-10"), (9, f"2023-01-{15 + n}")) for n in range(9)))
    for name in REPORTS:
        answer = report(name, request_of("2023Q1")).as_dict()
        assert answer["window"]["first_day"] == "2022-12-15", name
        assert answer["window"]["last_day"] == "2023-03-14", name
        assert answer["unit"]["en"], name
        assert answer["sound"], (name, answer["identities"])


def test_digitising_speaks_of_the_dossiers_kept_here_and_of_no_other(tmp_path):
    units()
    take(tmp_path, dossier(1, source=own_source()), dossier(2, source=own_source()), dossier(3))
    kept = FileContent.objects.create(sha256="0" * 64, size=1, media_type="application/pdf", scan="clean")
    Upload.objects.create(content=kept, dossier_number="D-1", name="don.pdf")
    total = form("digitisation").total.values
    assert [total[key] for key in ("received", "known", "components", "both", "not_known")] == [3, 2, 1, 0, 1]
