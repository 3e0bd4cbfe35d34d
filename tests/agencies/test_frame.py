"""Central bodies and provinces in both administrative worlds."""

from datetime import date

import pytest

from motcua.agencies import selectors, services
from motcua.agencies.errors import NoSuccessor, SuccessorAsksBack, UnknownUnit
from motcua.agencies.models import ChangeEvent, Unit
from motcua.agencies.national_frame import MERGED_PROVINCES, PROVINCES
from motcua.rules.levels import Level
from tests.module_rows import once_per_module

pytestmark = pytest.mark.django_db
BEFORE, AFTER = date(2023, 2, 1), date(2025, 7, 1)


frame_of_the_module = once_per_module(services.establish_national_frame)


@pytest.fixture
def frame(frame_of_the_module, db):
    return frame_of_the_module


def test_63_provinces_before_and_34_after(frame):
    assert selectors.units(on=BEFORE, level=Level.PROVINCE).count() == 63
    assert selectors.units(on=date(2025, 6, 30), level=Level.PROVINCE).count() == 63
    assert selectors.units(on=AFTER, level=Level.PROVINCE).count() == 34


def test_a_second_call_changes_nothing(frame):
    counts = Unit.objects.count(), ChangeEvent.objects.count()

    assert services.establish_national_frame() == {"units": 0, "events": 0}
    assert (Unit.objects.count(), ChangeEvent.objects.count()) == counts


def test_the_data_speaks_of_every_province_once():
    absorbed = [old for _, olds in MERGED_PROVINCES.values() for old in olds]
    assert len(PROVINCES) == 63
    assert len({province.gso for province in PROVINCES.values()}) == 63
    assert len(absorbed) == len(set(absorbed)) == 52
    assert all(code in olds for code, (_, olds) in MERGED_PROVINCES.items())
    assert all(gso in {PROVINCES[old].gso for old in olds} for gso, olds in MERGED_PROVINCES.values())


@pytest.mark.parametrize(
    ("code", "on", "name"),
    [
        pytest.param("24", BEFORE, "Tỉnh Bắc Giang", id="24 was Bắc Giang"),
        pytest.param("24", AFTER, "Tỉnh Bắc Ninh", id="24 is Bắc Ninh"),
        pytest.param("27", BEFORE, "Tỉnh Bắc Ninh", id="27 was Bắc Ninh"),
        pytest.param("27", AFTER, None, id="27 is nobody"),
        pytest.param("H05", BEFORE, "Tỉnh Bắc Ninh", id="the agency code is kept"),
        pytest.param("H05", AFTER, "Tỉnh Bắc Ninh", id="by the merged province"),
        pytest.param("000.00.00.H05", AFTER, "Tỉnh Bắc Ninh", id="in the style of QCVN 102 too"),
        pytest.param("H57", date(2024, 12, 31), "Tỉnh Thừa Thiên Huế", id="Huế before it was a city"),
        pytest.param("46", date(2025, 1, 4), "Thành phố Huế", id="Huế as a city"),
        pytest.param("G10", BEFORE, "Bộ Nông nghiệp và Phát triển nông thôn", id="an older name of a ministry"),
        pytest.param("G10", AFTER, "Bộ Nông nghiệp và Môi trường", id="its name today"),
        pytest.param("G04", AFTER, None, id="a merged ministry"),
        pytest.param("", AFTER, None, id="no code"),
    ],
)
def test_what_a_code_means_on_a_day(frame, code, on, name):
    found = selectors.unit_by_code(code, on)
    assert (found.name if found else None) == name


def test_without_a_day_an_abolished_body_is_still_found(frame):
    assert selectors.unit_by_code("G05").name == "Bộ Kế hoạch và Đầu tư"


def test_an_unknown_code_is_refused_where_a_unit_is_needed(frame):
    with pytest.raises(UnknownUnit, match="No unit has the code “X99”"):
        selectors.demand_unit("X99", AFTER)


def test_a_merged_province_passes_into_one(frame):
    old = selectors.demand_unit("H02", BEFORE)

    assert selectors.successor_of(old, AFTER).name == "Tỉnh Bắc Ninh"
    assert selectors.successor_of(old, BEFORE) == old


def test_a_divided_ministry_asks_back_with_candidates(frame):
    with pytest.raises(SuccessorAsksBack) as refusal:
        selectors.successor_of(selectors.demand_unit("G07", BEFORE), AFTER)

    assert refusal.value.facts["codes"] == ["G01", "G03", "G09", "G10", "G18"]
    assert "Hãy chọn đơn vị giải quyết" in refusal.value.sentence("vi")


def test_chains_of_reorganisations_are_followed(frame):
    """Natural Resources went to Agriculture on the day on which that was renamed."""
    assert selectors.successor_of(selectors.demand_unit("G13", BEFORE), AFTER).code == "G10"


def test_a_unit_that_ended_without_successor_is_refused(frame):
    unit = services.found_unit(code="Q1", name="Quận Một", level=Level.DISTRICT, kind="district", valid_before=AFTER)
    with pytest.raises(NoSuccessor):
        selectors.successor_of(unit, AFTER)


def test_codes_by_the_alphabetical_rule_are_marked_unverified(frame):
    assert not selectors.unit_by_code("H02", BEFORE).codes.get(code="H02").is_verified
    assert selectors.unit_by_code("H05", BEFORE).codes.get(code="H05").is_verified
