"""Every error is a problem detail with a stable type and titles in two languages."""

import pytest

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("method", "address", "headers", "status", "kind"),
    [
        pytest.param("get", "procedures/9.999999", {}, 404, "not-found", id="unknown procedure"),
        pytest.param("get", "nowhere", {}, 404, "not-found", id="unknown address"),
        pytest.param("get", "procedures?limit=1001", {}, 422, "invalid", id="limit above 1000"),
        pytest.param("get", "procedures?limit=0", {}, 422, "invalid", id="limit of none"),
        pytest.param("get", "procedures?on=yesterday", {}, 422, "invalid", id="a day that is none"),
        pytest.param("get", "procedures?cursor=%00", {}, 400, "bad-cursor", id="damaged cursor"),
        pytest.param("get", f"procedures?cursor={'W1tb' * 900}", {}, 400, "bad-cursor", id="a cursor nested too deep"),
        pytest.param("get", "changes?cursor=bm9uZQ", {}, 400, "bad-cursor", id="cursor of something else"),
        pytest.param("post", "procedures", {}, 405, "method-not-allowed", id="method"),
        pytest.param("put", "dossiers", {}, 405, "method-not-allowed", id="a method of other writes"),
        pytest.param("post", "dossiers", {}, 401, "unauthorised", id="a stranger who writes"),
        pytest.param("get", "procedures", {"Accept": "text/html"}, 406, "not-acceptable", id="format"),
    ],
)
def test_errors_are_problem_details(client, method, address, headers, status, kind):
    response = getattr(client, method)(f"/api/v1/{address}", headers=headers)

    assert (response.status_code, response["Content-Type"]) == (status, "application/problem+json")
    body = response.json()
    assert body["type"] == f"/api/v1/problems/{kind}"
    assert body["title_vi"] != body["title_en"]
    assert body["status"] == status
    assert client.get(body["type"]).status_code == 200


def test_a_wrong_method_names_the_right_ones(client):
    assert client.delete("/api/v1/procedures")["Allow"] == "GET, HEAD"


def test_a_cursor_made_for_other_filters_is_refused(client, harbour):
    cursor = client.get("/api/v1/procedures?limit=1").json()["next"]
    response = client.get("/api/v1/procedures", {"limit": 1, "online": "full", "cursor": cursor})
    assert response.json()["type"] == "/api/v1/problems/bad-cursor"


def test_the_title_follows_the_language(client):
    assert client.get("/api/v1/nowhere?lang=en").json()["title"] == "Not found"
    client.cookies.clear()
    assert client.get("/api/v1/nowhere").json()["title"] == "Không tìm thấy"


def test_an_unknown_procedure_names_the_nearest_codes(client, harbour):
    assert client.get("/api/v1/procedures/9.00001").json()["code"] == "procedure_unknown"
