"""The catalogue's wording leads to the unit near a counter."""

import importlib.util
from pathlib import Path

import pytest

from motcua.agencies.answering import suggested, units_near
from motcua.agencies.kinds import UnitKind
from motcua.rules.levels import Level

_spec = importlib.util.spec_from_file_location("unit_factories_near", Path(__file__).with_name("factories.py"))
make = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(make)

pytestmark = pytest.mark.django_db


@pytest.fixture
def counter():
    province = make.province(name="Tỉnh Cảng")
    commune = make.commune(name="Xã Bến", parent=province)
    make.commune(name="Xã Đò", parent=province)
    make.unit(Level.COMMUNE, UnitKind.VERTICAL, name="Công an xã, Xã Bến", parent=commune)
    make.unit(Level.PROVINCE, UnitKind.VERTICAL, name="Công an tỉnh", parent=province)
    make.unit(Level.PROVINCE, UnitKind.DEPARTMENT, name="Sở Tài chính", parent=province)
    return make.unit(Level.COMMUNE, UnitKind.ONE_STOP, name="Trung tâm, Xã Bến", parent=commune)


@pytest.mark.parametrize(
    ("wording", "expected"),
    [
        pytest.param("Ủy ban nhân dân cấp xã", "Xã Bến", id="the counter's own commune"),
        pytest.param("Công an cấp xã", "Công an xã, Xã Bến", id="its police"),
        pytest.param("Công an cấp tỉnh", "Công an tỉnh", id="the police of the province"),
        pytest.param("Sở Tài chính", "Sở Tài chính", id="a department by name"),
        pytest.param("Công ty điện lực", None, id="nobody: the officer chooses"),
    ],
)
def test_the_wording_of_the_catalogue_suggests_a_unit(counter, wording, expected):
    found = suggested([wording], counter, units_near(counter))

    assert (found.name if found else None) == expected


def test_any_commune_of_the_province_can_be_chosen_and_no_counter(counter):
    names = [unit.name for unit in units_near(counter)]

    assert names[0] == "Xã Bến"
    assert "Xã Đò" in names
    assert counter.name not in names
