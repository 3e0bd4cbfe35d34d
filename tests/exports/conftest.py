"""Two procedures to export, one of them odd."""

from datetime import date
from decimal import Decimal

import pytest

from motcua.procedures.contents import AgencyContent, ChannelContent, CostContent
from tests.procedures import factories

SINCE = date(2020, 1, 6)


@pytest.fixture
def catalogue(db):
    odd = factories.content(
        '=cmd "bến" \\ thuyền\n<b>',
        agencies=(AgencyContent("executing", "Ủy ban nhân dân cấp xã", is_class=True),),
        outputs=(),
        legal_resources=(),
        channels=(
            ChannelContent(
                "direct",
                Decimal(15),
                "d",
                costs=(
                    CostContent("fee", "see_note", Decimal(0), note="Theo quy định của địa phương"),
                    CostContent("fee", "amount", Decimal("12500.50"), currency="USD"),
                ),
            ),
            ChannelContent("postal", None, "see"),
        ),
        texts={"keywords": "thuyền, bến"},
    )
    factories.in_force("9.000001", factories.content(), effective_on=SINCE, signed_on=date(2020, 1, 2))
    factories.in_force("9.000002", odd, effective_on=SINCE, signed_on=date(2020, 1, 2))
