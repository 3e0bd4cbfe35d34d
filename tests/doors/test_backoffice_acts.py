"""Acts of the settling agency at the desk: what is recorded, and what is refused with a sentence."""

from io import BytesIO

import pytest
from django.utils import timezone
from docx import Document

from motcua.documents.models import Paper
from motcua.dossiers import selectors, services
from motcua.dossiers.models import Dossier
from tests.doors.backoffice_desk import act, address, at_desk, in_hand, make, posted, state

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return make.office()


def test_a_dossier_goes_from_take_over_to_a_signed_result(client, office):
    dossier = make.received(office)
    services.hand_over(number=dossier.number, actor=office.clerk)
    at_desk(client, office, "settle", "sign")
    assert act(client, dossier, "take_over").status_code == 302
    assert act(client, dossier, "propose", proposal="Đủ điều kiện").status_code == 302
    empty = act(client, dossier, "decide", title="Trích lục")
    assert "Chưa có kết quả để ký" in empty.content.decode()
    assert act(client, dossier, "decide", title="Trích lục", body="Cấp bản sao trích lục.").status_code == 302
    assert state(dossier) == "decided"
    papers = client.get(address(dossier, "giay-to/"))
    key = next(row[0] for row in papers.context["rows"] if row[0].startswith("k-"))
    file = client.get(address(dossier, f"giay-to/{key}/"))
    assert file.content.startswith(b"%PDF")
    assert file["X-Frame-Options"] == "SAMEORIGIN"
    assert act(client, dossier, "hand_over", to=office.one_stop.code).status_code == 302
    assert Dossier.objects.get(pk=dossier.pk).expected_unit_id == office.one_stop.pk


def test_a_refusal_is_a_sentence_and_nothing_is_recorded(client, office):
    dossier = in_hand(office)
    at_desk(client, office, "settle")
    before = Dossier.objects.get(pk=dossier.pk).last_ordinal
    page = act(client, dossier, "restart")
    assert page.status_code == 422
    assert "Đang xử lý" in page.content.decode()
    assert Dossier.objects.get(pk=dossier.pk).last_ordinal == before
    assert act(client, dossier, "decide", title="x", body="y").status_code == 404


def test_a_repeated_submit_makes_one_act_and_one_paper(client, office):
    dossier = in_hand(office)
    at_desk(client, office, "settle")
    facts = {"key": "same", "items": "Bản vẽ\nGiấy cam kết", "reason": "Thiếu giấy tờ"}
    for _ in range(2):
        client.post(address(dossier, "viec/request_supplement/"), facts)
    events = [event for event in selectors.timeline(dossier) if event.act == "request_supplement"]
    assert [event.facts["items"] for event in events] == [["Bản vẽ", "Giấy cam kết"]]
    rows = client.get(address(dossier, "giay-to/")).context["rows"]
    assert sum("bổ sung" in str(row[1]) for row in rows) == 1


def test_the_apology_is_drafted_with_a_realistic_date(client, office):
    dossier = in_hand(office, limit="5wd")
    at_desk(client, office, "settle")
    form = client.get(address(dossier, "viec/reappoint/")).context["form"]
    due = timezone.localdate(Dossier.objects.get(pk=dossier.pk).current_due_at)
    assert form.fields["new_on"].initial > due
    facts = {"new_on": form.fields["new_on"].initial, "cause": "verification", "reason": form.fields["reason"].initial}
    assert act(client, dossier, "reappoint", **facts).status_code == 302
    promises = client.get(address(dossier, "dong-ho/")).context["promises"]
    assert [str(word) for word, _, _ in promises] == ["Hẹn lần đầu", "Xin lỗi, hẹn lại"]


def test_a_consulted_unit_sees_the_dossier_and_answers(client, office):
    dossier, other = in_hand(office), make.office()
    at_desk(client, office, "settle")
    asked = act(client, dossier, "consult", to=other.department.code, question="Có vướng quy hoạch?", days=2,
                silence="continues")  # fmt: skip
    assert asked.status_code == 302
    # Who asked is not offered to answer, nor to go on before the time has passed.
    offered = {str(name) for name, _, _ in client.get(address(dossier)).context["acts"]}
    assert not {"answer_consultation", "lapse_consultation"} & offered
    at_desk(client, other, "settle")
    assert dossier.number in client.get("/xu-ly/", {"hang": "consult"}).content.decode()
    assert str(client.get(address(dossier)).context["acts"][0][0]) == "answer_consultation"
    answered = act(client, dossier, "answer_consultation", consultation="c5", answer="Không vướng", agrees="yes")
    assert answered.status_code == 302, answered.context["form"].errors
    assert "Không vướng" in client.get(address(dossier, "trao-doi/")).content.decode()


def test_a_correction_is_approved_by_a_second_person(client, office, django_assert_max_num_queries):
    dossier = in_hand(office)
    chief = posted({"supervise"}, office.department)
    at_desk(client, office, "settle")
    given = {"part": "summary", "value": "Trích lục khai tử", "reason": "Ghi nhầm"}
    assert act(client, dossier, "ask_correction", **{**given, "value": " "}).status_code == 422
    assert act(client, dossier, "ask_correction", **given).status_code == 302
    asked = selectors.timeline(dossier)[-1].ordinal
    # Who asked, and who only settles, cannot approve.
    assert act(client, dossier, "correct", asked=asked).status_code == 404
    assert "Ghi nhầm" in client.get("/xu-ly/dinh-chinh/").content.decode()
    client.force_login(chief)
    with django_assert_max_num_queries(10):
        listed = client.get("/xu-ly/dinh-chinh/").content.decode()
    assert "Trích lục khai tử" in listed
    assert act(client, dossier, "correct", asked=asked).status_code == 302
    assert act(client, dossier, "correct", asked=asked).status_code == 422
    last = selectors.timeline(dossier)[-1]
    assert (last.act, last.account, last.facts["corrections"]) == (
        "correct", chief, {"summary": "Trích lục khai tử"},
    )  # fmt: skip
    assert "Không có đề nghị" in client.get("/xu-ly/dinh-chinh/").content.decode()


def test_a_signer_cannot_approve_his_own_correction_and_may_decline_it(client, office):
    dossier = in_hand(office)
    at_desk(client, office, "settle", "sign")
    act(client, dossier, "ask_correction", part="phone", value="0912345678", reason="Đổi số")
    asked = selectors.timeline(dossier)[-1].ordinal
    assert act(client, dossier, "correct", asked=asked).status_code == 422
    assert act(client, dossier, "decline_correction", asked=asked, reason="Nhầm").status_code == 302
    assert selectors.timeline(dossier)[-1].act == "decline_correction"


def test_an_ended_dossier_is_opened_again_by_a_second_person(client, office):
    dossier = in_hand(office)
    services.decide(number=dossier.number, actor=office.signer)
    at_desk(client, office, "settle")
    assert act(client, dossier, "ask_correction", part="reopen", reason="Ghi sai tên").status_code == 302
    asked = selectors.timeline(dossier)[-1].ordinal
    assert state(dossier) == "decided"
    at_desk(client, office, "supervise")
    assert act(client, dossier, "correct", asked=asked).status_code == 302
    assert state(dossier) == "processing"


def test_an_interlinked_whole_is_settled_by_its_parts(client, office):
    agencies = {key: make.office(name=key) for key in ("birth", "residence", "health_card")}
    parts = {key: services.PartFacts(of.version, of.department) for key, of in agencies.items()}
    parent = services.register_interlinked(
        group="khai-sinh", parts=parts, receiving_unit=office.one_stop,
        applicant=services.ApplicantFacts("Trần Văn Bình"), actor=office.clerk,
    )  # fmt: skip
    services.receive(number=parent.number, actor=office.clerk)
    at_desk(client, agencies["birth"], "settle", "sign")
    page = client.get(address(parent))
    assert page.status_code == 200
    assert "propose" not in [str(name) for name, _, _ in page.context["acts"]]
    assert len(page.context["children"]) == 3


@pytest.mark.parametrize(
    ("name", "facts", "says"),
    [
        ("request_supplement", {"items": "Bản vẽ", "reason": "Thiếu bản vẽ"}, ["1. Bản vẽ", "Thiếu bản vẽ"]),
        ("refuse_after_appraisal", {"reason": "Không đủ điều kiện"}, ["lý do cụ thể như sau: Không đủ điều kiện"]),
        ("stop_at_request", {"reason": "Đổi ý"}, ["THÔNG BÁO DỪNG GIẢI QUYẾT HỒ SƠ"]),
    ],
)
def test_a_paper_is_drafted_for_editing_and_nothing_is_recorded(client, office, name, facts, says):
    dossier = in_hand(office)
    at_desk(client, office, "settle", "sign")
    before = Dossier.objects.get(pk=dossier.pk).last_ordinal
    answer = act(client, dossier, name, **{"as": "docx"}, **facts)
    assert answer["Content-Disposition"].endswith(f'{dossier.number}.docx"')
    text = "\n".join(paragraph.text for paragraph in Document(BytesIO(answer.content)).paragraphs)
    assert dossier.number in text
    assert [said for said in says if said not in text] == []
    assert Dossier.objects.get(pk=dossier.pk).last_ordinal == before
    assert not Paper.objects.exists()
