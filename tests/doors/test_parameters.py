"""What is unverified in the law as the system reads it stands before administrators."""

import pytest

from .officers import officer_with

pytestmark = pytest.mark.django_db
PAGE = "/xu-ly/tham-so/"


def test_limits_of_petitions_are_shown_as_unverified(client):
    client.force_login(officer_with("administer"))
    page = client.get(PAGE)
    marked = {each.label: (each.value, [mark.kind for mark in marks]) for _, each, marks in page.context["doubtful"]}
    for label, limit in (("sort", "2wd"), ("plain", "5wd"), ("involved", "15wd")):
        assert marked[label] == (f"limit = {limit}", ["UNVERIFIED"])
    assert "Chưa kiểm chứng" in page.content.decode()


@pytest.mark.parametrize(("duty", "status"), [("procedure_control", 200), ("audit", 200), ("receive", 403)])
def test_only_who_answers_for_the_rules_sees_them(client, duty, status):
    client.force_login(officer_with(duty))
    assert client.get(PAGE).status_code == status
