"""The OpenAPI description tells the truth: it is tried against the running API."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as bounds
from schemathesis.checks import CHECKS

from motcua.accounts import services as accounts
from motcua.api.description import described

pytestmark = pytest.mark.django_db


def test_the_description_is_openapi_3_1_and_names_what_surfaces_promise(client):
    described = client.get("/api/v1/openapi.json").json()
    assert described["openapi"].startswith("3.1")
    promised = {"procedures", "procedures/{code}", "procedures/{code}/versions", "decisions", "agencies", "changes"}
    assert {f"/api/v1/{path}" for path in promised} <= set(described["paths"])


def test_people_read_the_description_too(client):
    page = client.get("/api/v1/docs").content.decode()
    assert "/api/v1/procedures/{code}/versions" in page
    assert "updated_since" in page


@pytest.mark.slow
@pytest.mark.usefixtures("_one_connection")
def test_the_api_does_what_its_description_says(harbour, settings):
    secret = accounts.issue_token(
        name="Thử", scopes=accounts.SCOPES, agencies=["*"], expires_at=timezone.now() + timedelta(days=1), by=None,
        reason="thử",
    )[1]  # fmt: skip
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
    application = get_wsgi_application()
    schema = schemathesis.openapi.from_dict(json.loads(json.dumps(described(), default=str)))
    wanted = [
        "not_a_server_error",
        "status_code_conformance",
        "content_type_conformance",
        "response_schema_conformance",
    ]
    checks = [CHECKS.get_one(name) for name in wanted]
    plain, tried = {"Accept-Encoding": "identity", "Authorization": f"Bearer {secret}"}, []

    for found in schema.get_all_operations():
        operation = found.ok()
        # A webhook asks an address of the sender's choice; it has its own tests.
        if operation.path.endswith("/webhooks") and operation.method.upper() == "POST":
            continue

        @bounds(
            max_examples=12,
            deadline=None,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy())
        def run(case):
            tried.append(case.call_and_validate(app=application, checks=checks, headers=plain).status_code)

        run()
    assert len(tried) > 30
