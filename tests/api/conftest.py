"""Three procedures of the invented harbour office, in force since 2020."""

from datetime import date

import pytest

from motcua.procedures.contents import Named
from motcua.procedures.search.finding import forget_index
from tests.procedures import factories

SINCE = date(2020, 1, 6)


@pytest.fixture
def harbour(db):
    forget_index()
    texts = {
        "9.000001": factories.content(),
        "9.000002": factories.content("Cấp lại giấy phép cập cảng", levels=("commune",)),
        "9.000003": factories.content(
            "Đăng ký bến thuyền", online_level="none", announcer=Named("X02", "Bộ Thuyền"), field=None
        ),
    }
    for code, text in texts.items():
        factories.in_force(code, text, effective_on=SINCE, signed_on=date(2020, 1, 2))
    forget_index()
    return texts
