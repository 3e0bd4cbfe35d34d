"""Every answer carries the policy of the house; an answer with a policy of its own keeps it."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from motcua.core.middleware import PolicyMiddleware

pytestmark = pytest.mark.django_db
HEADER = "Content-Security-Policy"


def _policy(**headers):
    page = HttpResponse("x", headers=headers)
    return PolicyMiddleware(lambda request: page)(RequestFactory().get("/"))[HEADER]


def test_the_policy_of_settings_is_put_on_an_answer(settings):
    parts = dict(part.strip().split(" ", 1) for part in _policy().split(";"))
    asked = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    assert {name: value.split() for name, value in parts.items()} == asked


def test_a_stricter_policy_of_a_view_stays():
    assert _policy(**{HEADER: "sandbox"}) == "sandbox"


def test_pages_pass_through_it(client):
    assert "frame-ancestors 'none'" in client.get("/healthz")[HEADER]
