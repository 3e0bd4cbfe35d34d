"""Who calls, behind a proxy: the proxy's word counts, the caller's own does not."""

import pytest
from django.test import RequestFactory

from motcua.core.middleware import ClientAddressMiddleware


@pytest.mark.parametrize(
    ("proxies", "header", "seen"),
    [
        pytest.param(0, "203.0.113.9", "10.0.0.1", id="without a proxy the header is not read"),
        pytest.param(1, "203.0.113.9", "203.0.113.9", id="the proxy says who called"),
        pytest.param(1, "198.51.100.1, 203.0.113.9", "203.0.113.9", id="what the caller invented is not read"),
        pytest.param(2, "198.51.100.1, 203.0.113.9, 10.0.0.2", "203.0.113.9", id="two proxies"),
        pytest.param(1, "<script>", "10.0.0.1", id="no address"),
        pytest.param(1, "", "10.0.0.1", id="no header"),
    ],
)
def test_the_address_of_the_caller(settings, proxies, header, seen):
    settings.TRUSTED_PROXIES = proxies
    request = RequestFactory().get("/", REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR=header)
    assert ClientAddressMiddleware(lambda asked: asked.META["REMOTE_ADDR"])(request) == seen
