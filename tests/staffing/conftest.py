"""Districts of two provinces with a quarter of dossiers, every fourth overloaded."""

import pytest

from motcua.agencies.kinds import UnitKind
from motcua.agencies.models import Unit
from motcua.rules.levels import Level
from tests.kept_ledger import once
from tests.staffing import factories


@pytest.fixture
def nation(db):
    units = factories.districts()
    Unit.objects.bulk_create(
        Unit(code=code, name=f"Huyện {code}", name_key=code, level=Level.DISTRICT, kind=UnitKind.OTHER)
        for code, _, _ in units
    )
    once("districts", lambda: factories.write(units))
    return units
