"""Three procedures of the invented harbour office, in force since 2020; a real WSGI application in a test."""

from datetime import date

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections

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


@pytest.fixture
def _one_connection():
    """Keep the test's database connection open over requests of a real WSGI application."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)
