"""The starter catalogue is whole: every reference leads somewhere, every form can be filled in."""

from fractions import Fraction

import pytest

from motcua.demo import starter
from motcua.demo.starter_contents import LABEL, content_of, process_for
from motcua.procedures.eforms.definition import check

SERVICES = starter.services()
CODES = {service.code for service in SERVICES}


def test_the_named_services_are_there():
    assert len(SERVICES) >= 50
    for words in ("biển số", "Cấp điện mới", "Đổi giấy phép lái xe", "sổ bảo hiểm xã hội", "khai sinh"):
        assert any(words in service.vi for service in SERVICES), words


@pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.code)
def test_a_starter_service_refers_to_what_exists(service):
    assert service.code.startswith("9.")
    assert service.process in starter.processes()
    assert service.field in starter.names()["field"]
    assert set(service.life) <= set(starter.names()["life"])
    assert set(service.more.get("group", ())) <= CODES
    assert {paper[5] for paper in service.papers if paper[5].startswith("9.")} <= CODES
    check(starter.form_of(service))


@pytest.mark.parametrize("key", starter.processes())
def test_the_shares_of_a_process_make_the_whole_limit(key):
    steps = starter.processes()[key]["steps"]
    assert sum(Fraction(str(step["share"])) for step in steps) == 1
    known = {step["key"] for step in steps}
    assert all(set(step.get("after", [])) <= known for step in steps)


@pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.code)
def test_a_starter_text_has_the_compulsory_parts(service):
    content = content_of(service)
    assert content.name
    assert content.steps
    assert content.channels
    assert content.audiences
    assert content.agencies
    assert content.outputs
    assert content.legal_resources
    assert content.texts["note"] == LABEL
    assert process_for(service.code).first()[0].office == "Bộ phận một cửa"
