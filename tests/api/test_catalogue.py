"""What another system reads of the catalogue."""

import pytest

pytestmark = pytest.mark.django_db


def codes(response):
    return [item["code"] for item in response.json()["items"]]


def test_the_list_goes_by_code_and_pages_with_an_opaque_cursor(client, harbour):
    first = client.get("/api/v1/procedures?limit=2")
    assert codes(first) == ["9.000001", "9.000002"]
    assert 'rel="next"' in first["Link"]

    second = client.get("/api/v1/procedures", {"limit": 2, "cursor": first.json()["next"]})
    assert codes(second) == ["9.000003"]
    assert second.json()["next"] is None
    assert 'rel="next"' not in second["Link"]


@pytest.mark.parametrize(
    ("narrow", "expected"),
    [
        pytest.param({"level": "commune"}, ["9.000002"], id="level"),
        pytest.param({"online": "none"}, ["9.000003"], id="online level"),
        pytest.param({"agency": "X02"}, ["9.000003"], id="announcing agency"),
        pytest.param({"agency": "X01.01", "level": "province"}, ["9.000001", "9.000003"], id="executing agency"),
        pytest.param({"field": "X01-CB01"}, ["9.000001", "9.000002"], id="field"),
        pytest.param({"audience": "citizen"}, ["9.000001", "9.000002", "9.000003"], id="kind of audience"),
        pytest.param({"updated_since": "2090-01-01T00:00:00"}, [], id="nothing was recorded since"),
        pytest.param({"on": "2019-12-31"}, [], id="nothing was in force that day"),
    ],
)
def test_filters_narrow_the_list(client, harbour, narrow, expected):
    assert codes(client.get("/api/v1/procedures", narrow)) == expected


def test_a_question_is_ranked_and_says_why(client, harbour):
    [best, *_] = client.get("/api/v1/procedures?q=ben thuyen").json()["items"]

    assert best["code"] == "9.000003"
    assert best["score"] > 0.5
    assert {"kind": "words", "typed": "bến thuyền", "taken_as": ""} in best["why"]


def test_one_procedure_comes_whole_with_its_decision(client, harbour):
    body = client.get("/api/v1/procedures/9.000001").json()

    assert body["decision"]["issuer_name"] == "Bộ Cảng biển"
    assert (
        body["channels"][0]["costs"]
        == [{"kind": "charge", "state": "amount", "amount": "50000", "currency": "VND", "note": ""}]
        or body["channels"][0]["costs"][0]["state"] == "amount"
    )
    assert body["cases"][0]["evidence"][0]["name"] == "Ảnh tàu"
    assert body["steps"][1] == {"heading": "Bước 2", "text": "Nhận kết quả"}


def test_versions_of_a_procedure_are_listed(client, harbour):
    [version] = client.get("/api/v1/procedures/9.000001/versions").json()["items"]
    assert (version["version"], version["status"], version["valid_from"]) == (1, "published", "2020-01-06")


def test_decisions_are_found_however_their_number_is_typed(client, harbour):
    items = client.get("/api/v1/decisions").json()["items"]
    assert len(items) == 3
    found = client.get("/api/v1/decisions", {"number": items[0]["number"].lower()}).json()["items"]
    assert [d["id"] for d in found] == [items[0]["id"]]


def test_the_feed_of_changes_goes_on_where_it_stopped(client, harbour):
    first = client.get("/api/v1/changes?limit=2").json()
    assert [(c["action"], c["key"]) for c in first["items"]] == [("upserted", "9.000001"), ("upserted", "9.000002")]
    assert first["has_more"]

    second = client.get("/api/v1/changes", {"limit": 2, "cursor": first["next"]}).json()
    assert [c["key"] for c in second["items"]] == ["9.000003"]
    third = client.get("/api/v1/changes", {"limit": 2, "cursor": second["next"]}).json()
    assert (third["items"], third["has_more"]) == ([], False)


@pytest.mark.parametrize("address", ["procedures", "procedures/9.000001", "decisions", "agencies", "changes"])
def test_what_the_caller_has_already_is_not_sent_again(client, harbour, address):
    first = client.get(f"/api/v1/{address}")
    again = client.get(f"/api/v1/{address}", headers={"If-None-Match": first["ETag"]})
    assert (first.status_code, again.status_code, again.content) == (200, 304, b"")


def test_a_list_costs_few_queries(client, harbour, django_assert_max_num_queries):
    with django_assert_max_num_queries(6):
        client.get("/api/v1/procedures")


@pytest.mark.parametrize("address", ["/api/v1/procedures", "/api/v1/decisions"])
@pytest.mark.parametrize(
    ("moment", "status"),
    [
        pytest.param("2026-01-05T08:00:00+07:00", 200, id="offset of Vietnam"),
        pytest.param("2026-01-05T08:00:00", 200, id="without offset"),
        pytest.param("0119-04-11T01:04:16-18:06", 200, id="an offset PostgreSQL does not know"),
        pytest.param("0001-01-01T00:00:00+14:00", 422, id="before the first year"),
    ],
)
def test_any_offset_of_a_moment_is_understood_or_refused(client, address, moment, status):
    answer = client.get(address, {"updated_since": moment})
    assert answer.status_code == status, answer.content
