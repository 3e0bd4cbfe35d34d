"""Which province a dossier counts for when the province itself went on under another name."""

from datetime import date

import pytest

from motcua.agencies.kinds import UnitKind
from motcua.agencies.models import ChangeEvent, Succession, Unit
from motcua.reports.catalogue import report
from motcua.reports.provinces import by_province
from motcua.reports.request import request_of
from tests.reports.factories import dossier, take, units

pytestmark = pytest.mark.django_db
RENAMED_ON = date(2025, 1, 1)


def province(name, **days):
    return Unit.objects.create(code="H57", name=name, level="province", kind=UnitKind.PROVINCE, **days)


def pass_on(old, new, *, whole=True):
    event = ChangeEvent.objects.create(kind="rename", happened_on=RENAMED_ON)
    Succession.objects.create(event=event, predecessor=old, successor=new, is_whole=whole)


@pytest.fixture
def before_and_after(tmp_path):
    """Two provinces in a row; the department is entered once, under the later one."""
    units()
    old, new = province("Tỉnh Cũ", valid_before=RENAMED_ON), province("Thành phố Mới", valid_from=RENAMED_ON)
    Unit.objects.create(code="H57.81", name="Sở Thử", level="province", kind=UnitKind.DEPARTMENT, parent=new)
    take(
        tmp_path,
        dossier(1, (2, "2023-01-10"), (9, "2023-01-19"), agency="H57.81"),
        dossier(2, (2, "2025-04-10"), (9, "2025-04-19"), agency="H57.81", received="2025-04-10", due="2025-04-20"),
    )
    return old, new


def figures(period):
    return {each.name: each.rate.denominator for each in by_province(request_of(period)) if each.code == "H57"}


def test_a_renamed_province_keeps_what_is_entered_under_either_name(before_and_after):
    pass_on(*before_and_after)
    assert figures("2023Q1") == {"Tỉnh Cũ": 1}
    assert figures("2025Q2") == {"Thành phố Mới": 1}
    for period in ("2023Q1", "2025Q2"):
        assert report("06a", request_of(period, agency="H57")).total.values["c7"] == 1


def test_a_province_that_took_in_another_is_not_the_same_body(before_and_after):
    old, new = before_and_after
    other = Unit.objects.create(code="H58", name="Tỉnh Khác", level="province", valid_before=RENAMED_ON)
    pass_on(old, new)
    pass_on(other, new)
    assert figures("2023Q1") == {"Tỉnh Cũ": 0}
    assert report("06a", request_of("2023Q1", agency="H57")).total.values["c7"] == 0


def test_a_part_that_passed_on_is_not_the_same_body(before_and_after):
    pass_on(*before_and_after, whole=False)
    assert figures("2023Q1") == {"Tỉnh Cũ": 0}
