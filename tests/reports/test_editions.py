"""A sent report stays as it was; what came later is listed with its cause."""

import json

import pytest

from motcua.cli import main
from motcua.documents.signing import verify_pdf
from motcua.reports import selectors, services
from motcua.reports.errors import NewEditionNeedsReason, NothingChanged, NotTheSameReport
from motcua.reports.models import ReportEdition
from motcua.reports.request import request_of
from tests.doors.officers import officer_with
from tests.reports.factories import dossier, take, units

pytestmark = pytest.mark.django_db


def send(**more):
    return services.send(name="06a", request=request_of("2023Q1", agency="H26"), **more)


def test_a_report_is_frozen_numbered_and_signed(tmp_path):
    units()
    take(tmp_path, dossier(1))
    sent = send()
    assert sent.number == "06a/2023Q1/statutory/H26/01"
    assert services.checksum(sent.frozen) == sent.sha256
    assert verify_pdf(bytes(sent.pdf)).ok
    with pytest.raises(TypeError, match="not changed"):
        sent.save()
    with pytest.raises(TypeError, match="not deleted"):
        ReportEdition.objects.all().delete()


def test_a_late_event_is_listed_with_its_cause_and_makes_a_new_edition(tmp_path):
    units()
    take(tmp_path, dossier(1))
    first = send()
    with pytest.raises(NewEditionNeedsReason):
        send()
    with pytest.raises(NothingChanged):
        send(reason="thử")
    take(tmp_path, dossier(2), name="late.jsonl")
    again = selectors.reissue(first)
    assert again.again_identical
    assert ("total", "c3", 1, 2) in {(d.row, d.column, d.sent, d.now) for d in again.differences}
    assert [(en, many) for _, en, many in again.causes] == [("Happened by the end of the window, told later", 1)]
    assert again.dossiers == ("D-2",)
    second = send(reason="Đơn vị gửi bổ sung")
    assert (second.edition, second.frozen["totals"]["c3"], first.frozen["totals"]["c3"]) == (2, 2, 1)
    take(tmp_path, dossier(3, agency="G01"), name="elsewhere.jsonl")
    between = selectors.compared(second, first)
    assert ("total", "c3", 1, 2) in {(d.row, d.column, d.sent, d.now) for d in between.differences}
    assert [many for _, _, many in between.causes] == [1], "what came later, or of another agency, is no cause"
    today = selectors.reissue(second)
    assert (today.differences, today.causes, today.dossiers) == ((), (), ())
    other = services.send(name="06a", request=request_of("2023Q1"))
    with pytest.raises(NotTheSameReport):
        selectors.compared(first, other)


def test_the_command_and_the_page_compare_editions(tmp_path, capsys, client):
    units()
    take(tmp_path, dossier(1))
    asked = ["report", "06a", "--period", "2023Q1", "--agency", "H26", "--send"]
    assert main(asked) == 0
    take(tmp_path, dossier(2), name="late.jsonl")
    assert main([*asked, "--reason", "bổ sung", "--json"]) == 0
    assert json.loads(capsys.readouterr().out.partition("\n")[2])["number"] == "06a/2023Q1/statutory/H26/02"
    assert main(["report", "editions"]) == 0
    assert "06a/2023Q1/statutory/H26/02" in capsys.readouterr().out
    pair = ["--edition", "06a/2023Q1/statutory/H26/01", "--against", "06a/2023Q1/statutory/H26/02"]
    assert main(["report", "compare", *pair]) == 0
    assert "Total: Total: 1 → 2" in capsys.readouterr().out
    assert main(["report", "compare", *pair[:2], "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["again_identical"]
    assert main(["report", "compare", "--edition", "nothing"]) == 1
    client.force_login(officer_with("supervise"))
    first, second = ReportEdition.objects.order_by("edition")
    page = client.get(f"/dieu-hanh/bao-cao/ban-gui/{first.pk}/?voi={second.pk}").content.decode()
    assert "Khác giữa hai lần gửi" in page
    assert "D-2" in page
    assert client.get(f"/dieu-hanh/bao-cao/ban-gui/{first.pk}/?voi=99").status_code == 404
