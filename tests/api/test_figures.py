"""Reports, index and open figures over HTTP: the answers of the commands, problems as problem details."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from motcua.accounts import services as accounts
from tests.kept_ledger import once
from tests.reports.factories import dossier, take, units

pytestmark = pytest.mark.django_db


@pytest.fixture
def ask(client, tmp_path):
    units()
    two = dossier(1, (2, "2023-01-10"), (9, "2023-01-25")), dossier(2, (2, "2023-01-10"), (9, "2023-01-15"))
    once("two settled", lambda: take(tmp_path, *two))

    def asked(path, scopes=("reports:read",)):
        expires = timezone.now() + timedelta(days=1)
        secret = accounts.issue_token(
            name="s", scopes=scopes, agencies=("*",), expires_at=expires, by=None, reason="test"
        )[1]
        return client.get(f"/api/v1/{path}", headers={"Authorization": f"Bearer {secret}"})

    return asked


def test_the_index_comes_with_parts_and_window_and_says_of_how_many_points_it_speaks(ask):
    body = ask("quality?period=2023Q1&agency=H26").json()
    assert body["window"] == {"kind": "statutory", "first_day": "2022-12-15", "last_day": "2023-03-14"}
    progress = body["indicators"]["PROGRESS"]
    assert (progress["numerator"], progress["denominator"], progress["score"]) == (1, 2, 10.0)
    assert body["indicators"]["ONLINE_WITH_DOSSIER"]["score"] is None
    assert body["of"] < 100
    assert body["band"] is None
    assert [(one["number"], one["score"]) for one in body["handling"]["indices"]][:3] == [(1, 1.0), (2, None), (3, 2.0)]
    assert body["handling"]["of"] == 4


def test_a_report_holds_its_identities(ask):
    body = ask("reports/06a?period=2023Q1").json()
    assert body["sound"]
    assert body["totals"]["c7"] == 2
    assert body["window"]["last_day"] == "2023-03-14"


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        pytest.param("quality?period=vui", 422, "period_not_understood", id="odd period"),
        pytest.param("quality?period=2023Q1&agency=KHONG", 422, "unknown_unit", id="unknown agency"),
        pytest.param("reports/vui?period=2023Q1", 404, "unknown_report", id="unknown report"),
        pytest.param("reports/06a?period=2023Q1&level=vui", 422, "unknown_level", id="unknown level"),
    ],
)
def test_what_is_not_understood_is_a_problem_with_its_code(ask, path, status, code):
    answer = ask(path)
    assert (answer.status_code, answer.headers["Content-Type"]) == (status, "application/problem+json")
    assert answer.json()["code"] == code


def test_the_index_needs_the_scope_for_figures(ask, client):
    assert ask("quality?period=2023Q1", ["procedures:read"]).status_code == 403
    assert client.get("/api/v1/quality?period=2023Q1").status_code == 401


def test_every_report_statistic_and_the_index_are_described(client):
    paths = client.get("/api/v1/openapi.json").json()["paths"]
    for path in ("/api/v1/quality", "/api/v1/reports/{name}", "/api/v1/statistics/{name}"):
        operation = paths[path]["get"]
        assert operation["summary"]
        assert "application/problem+json" in json.dumps(operation["responses"])
    for name in ("catalogue", "sources"):
        assert client.get(f"/api/v1/statistics/{name}").status_code == 200
    assert client.get("/api/v1/statistics/vui").status_code in (404, 422)
