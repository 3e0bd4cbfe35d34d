"""The editor of e-forms: buttons instead of dragging, a test run, files, differences, a second person."""

import json
from datetime import date, timedelta

import pytest
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from motcua.procedures.models import EForm, FormDraft
from motcua.procedures.services import set_form
from tests.procedures_eforms.forms import HARBOUR

from . import catalogue_rows as rows
from .officers import officer_with

pytestmark = pytest.mark.django_db
FORMS = "/xu-ly/danh-muc/bieu-mau/"


@pytest.fixture
def editor(client):
    account = officer_with("procedure_control")
    client.force_login(account)
    return account


@pytest.fixture
def draft(client, editor):
    living = rows.small_catalogue()
    set_form(procedure=living, schema=HARBOUR["schema"], ui=HARBOUR["ui"], valid_from=date(2025, 7, 1))
    client.post(FORMS, {"code": rows.NEW})
    return FormDraft.objects.get()


def said(answer):
    return " ".join(str(message) for message in get_messages(answer.wsgi_request))


def post(client, draft, where, **facts):
    draft.refresh_from_db()
    return client.post(f"{FORMS}{draft.pk}/{where}", {"revision": draft.revision, **facts})


def keys(draft):
    draft.refresh_from_db()
    return [page["key"] for page in draft.pages]


QUESTION = {"name": "crew", "type": "integer", "vi": "Số thuyền viên", "en": "Crew", "minimum": "1", "required": "on"}


@pytest.mark.parametrize("where", ["", "khac/", "thu/", "trang/ship/", "trang-moi/", "trang/ship/o-moi/", "tep.json"])
def test_only_procedure_control_sees_it_with_few_queries(client, draft, where, django_assert_max_num_queries):
    address = f"{FORMS}{draft.pk}/{where}"
    with django_assert_max_num_queries(10):
        assert client.get(address).status_code == 200
    client.force_login(officer_with("receive"))
    assert client.get(address).status_code == 403


def test_a_draft_begins_as_the_form_in_use_and_once(client, draft):
    assert draft.pages == HARBOUR["ui"]
    client.post(FORMS, {"code": rows.NEW})
    assert FormDraft.objects.count() == 1
    assert "Hai nội dung giống nhau" in client.get(f"{FORMS}{draft.pk}/khac/").content.decode()


def test_an_unknown_code_or_case_is_said_and_nothing_begins(client, editor):
    rows.small_catalogue()
    assert "Không có thủ tục mang mã này" in client.post(FORMS, {"code": "1.2"}).content.decode()
    assert "không có trường hợp “X9”" in client.post(FORMS, {"code": rows.NEW, "case": "X9"}).content.decode()
    assert not FormDraft.objects.exists()


def test_pages_and_questions_move_with_buttons(client, draft):
    post(client, draft, "viec/", act="down:ship")
    assert keys(draft) == ["owner", "ship"]
    post(client, draft, "viec/", act="up:ship")
    post(client, draft, "viec/", act="up:ship")
    assert keys(draft) == ["ship", "owner"]
    post(client, draft, "trang/ship/", act="down:ship_name")
    draft.refresh_from_db()
    assert [one["name"] for one in draft.pages[0]["fields"]] == ["foreign", "ship_name", "flag"]


def test_a_question_is_added_changed_and_taken_away(client, draft):
    post(client, draft, "trang/ship/o-moi/", **QUESTION)
    draft.refresh_from_db()
    assert draft.pages[0]["fields"][-1] == {
        "name": "crew", "type": "integer", "vi": "Số thuyền viên", "en": "Crew", "minimum": 1, "required": True
    }  # fmt: skip
    options = "nhanh | Nhanh | Fast\ncham | Chậm | Slow"
    post(client, draft, "trang/ship/o/crew/", name="speed", type="choice", vi="Tốc độ", en="Speed", options=options)
    draft.refresh_from_db()
    assert [each["value"] for each in draft.pages[0]["fields"][-1]["options"]] == ["nhanh", "cham"]
    post(client, draft, "trang/ship/", act="remove:speed")
    draft.refresh_from_db()
    assert draft.pages == HARBOUR["ui"]


def test_saving_a_page_and_a_question_unchanged_changes_nothing(client, draft):
    for where in ("trang/ship/", "trang/owner/", "trang/ship/o/flag/", "trang/owner/o/sailor/"):
        form = client.get(f"{FORMS}{draft.pk}/{where}").context["form"]
        typed = {bound.html_name: bound.value() for bound in form if bound.value() not in (None, False, "")}
        assert post(client, draft, where, **typed).status_code == 302, where
    draft.refresh_from_db()
    assert draft.pages == HARBOUR["ui"]


def test_a_new_name_takes_the_conditions_along(client, draft):
    post(client, draft, "trang/ship/o/foreign/", name="from_abroad", type="yes", vi="Tàu nước ngoài", en="Foreign")
    draft.refresh_from_db()
    assert draft.pages[0]["fields"][2]["when"]["field"] == "from_abroad"


def test_a_page_is_added_with_its_repeated_group(client, draft):
    facts = {"key": "cargo", "vi": "Hàng hóa", "en": "Cargo", "group_name": "goods", "group_vi": "Hàng"}
    post(client, draft, "trang-moi/", **facts, group_en="Goods", group_most="3")
    answer = client.get(f"{FORMS}{draft.pk}/")
    assert "Nhóm lặp “goods” chưa có câu hỏi nào" in answer.context["fault"]
    post(client, draft, "trang/cargo/o-moi/?nhom", name="tonnes", type="integer", vi="Số tấn", en="Tonnes")
    assert client.get(f"{FORMS}{draft.pk}/").context["fault"] == ""
    assert "Hàng 1" in client.get(f"{FORMS}{draft.pk}/trang/cargo/").content.decode()


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        pytest.param({"name": "ship_name"}, "đã được dùng", id="a name that is taken"),
        pytest.param({"name": "Số thuyền"}, "Nhập một giá trị hợp lệ", id="a name with marks"),
        pytest.param({"type": "choice"}, "Hãy ghi các lựa chọn", id="a choice without options"),
        pytest.param({"type": "choice", "options": "a | b"}, "Mỗi dòng", id="an option without English"),
        pytest.param({"when_field": "foreign"}, "Hãy ghi câu trả lời nào", id="a condition without answer"),
        pytest.param({"pattern": "("}, "Mẫu chữ của “crew” sai", id="a broken pattern"),
        pytest.param({"revision": "0"}, "Có người vừa lưu biểu mẫu này", id="somebody else saved meanwhile"),
    ],
)
def test_what_cannot_be_a_question_is_refused_and_nothing_is_kept(client, draft, change, sentence):
    answer = post(client, draft, "trang/ship/o-moi/", **{**QUESTION, **change})
    assert (answer.status_code, sentence in answer.content.decode()) == (422, True)
    draft.refresh_from_db()
    assert draft.pages == HARBOUR["ui"]


@pytest.mark.parametrize(
    ("where", "facts", "reason"),
    [
        pytest.param(
            "trang/ship/", {"act": "remove:foreign"}, "nhắc tới trường không có: “foreign”", id="unknown field"
        ),
        pytest.param(
            "trang/ship/o/foreign/",
            {"name": "foreign", "type": "yes", "vi": "Ngoại", "en": "F", "when_field": "flag", "when_is": "VN"},
            "Điều kiện hiển thị vòng tròn",
            id="circular visibility",
        ),
        pytest.param(
            "trang/ship/o-moi/", {"name": "crew", "type": "text", "vi": "Thuyền viên"}, "thiếu nhãn", id="missing label"
        ),
    ],
)
def test_a_form_nobody_could_fill_in_is_not_submitted(client, draft, where, facts, reason):
    post(client, draft, where, **facts)
    answer = post(client, draft, "viec/", act="submit", valid_from=timezone.localdate().isoformat())
    assert reason in said(answer)
    draft.refresh_from_db()
    assert draft.status == "draft"
    assert reason in client.get(f"{FORMS}{draft.pk}/thu/").content.decode()


def test_a_question_is_previewed_while_it_is_typed(client, draft):
    facts = {"revision": draft.revision, **QUESTION}
    answer = client.post(f"{FORMS}{draft.pk}/trang/ship/o-moi/", facts, headers={"HX-Request": "true"})
    assert "Số thuyền viên" in answer.content.decode()
    assert "<html" not in answer.content.decode()
    assert keys(draft) == ["ship", "owner"]


def test_a_test_run_asks_refuses_and_shows_what_would_be_filed(client, draft):
    address = f"{FORMS}{draft.pk}/thu/"
    asked = client.post(address, {"foreign": "true", "act": "update"}).content.decode()
    assert "Cờ tàu" in asked
    assert "Cờ tàu" not in client.get(address).content.decode()
    typed = {"ship_name": "Sao Biển", "foreign": "false", "sailors.0.sailor": "Ân", "sailors.0.age": "17"}
    answer = client.post(address, {**typed, "act": "check"})
    assert answer.status_code == 422
    assert "Tuổi phải từ 18" in answer.content.decode()
    answer = client.post(address, {**typed, "sailors.0.age": "40", "act": "check"})
    assert answer.context["result"]["total"] == 40
    assert keys(draft) == ["ship", "owner"]


def test_a_form_goes_out_and_comes_back_as_a_file(client, draft):
    exported = client.get(f"{FORMS}{draft.pk}/tep.json").content
    post(client, draft, "viec/", act="remove:owner")
    post(client, draft, "viec/", act="import", file=SimpleUploadedFile("f.json", exported))
    draft.refresh_from_db()
    assert draft.pages == HARBOUR["ui"]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        pytest.param(b"\xff\xfe", "không phải JSON", id="not text"),
        pytest.param(b"[1, 2]", "thiếu danh sách “ui”", id="not a form"),
        pytest.param(b'{"ui": [{"key": "A"}]}', "viết chưa đúng", id="a page of the wrong shape"),
        pytest.param(b" " * 2_000_001, "lớn hơn 2 MB", id="too large"),
        pytest.param(
            json.dumps({"ui": HARBOUR["ui"], "schema": {"type": "object"}}).encode(),
            "nói khác phần ui",
            id="other schema",
        ),
    ],
)
def test_a_file_that_is_no_form_is_refused_and_nothing_changes(client, draft, content, sentence):
    answer = post(client, draft, "viec/", act="import", file=SimpleUploadedFile("f.json", content))
    assert sentence in said(answer)
    draft.refresh_from_db()
    assert draft.pages == HARBOUR["ui"]


def test_a_second_person_approves_and_the_form_before_ends(client, draft, editor):
    post(client, draft, "viec/", act="remove:owner")
    tomorrow = timezone.localdate() + timedelta(days=1)
    post(client, draft, "viec/", act="submit", valid_from=tomorrow.isoformat())
    assert "không thể tự phê duyệt" in said(post(client, draft, "viec/", act="approve"))
    client.force_login(officer_with("procedure_control"))
    post(client, draft, "viec/", act="approve")
    assert [(form.valid_from, form.valid_before) for form in EForm.objects.order_by("valid_from")] == [
        (date(2025, 7, 1), tomorrow),
        (tomorrow, None),
    ]
    assert "<del>" in client.get(f"{FORMS}{draft.pk}/khac/").content.decode()
    assert "đang ở trạng thái “Đã phê duyệt”" in said(post(client, draft, "viec/", act="up:ship"))


def test_a_day_on_which_a_form_already_begins_or_that_is_past_is_refused(client, draft):
    for day, sentence in ((date(2025, 7, 1), "đã qua"), (timezone.localdate(), "bắt đầu đúng ngày này")):
        EForm.objects.update(valid_from=timezone.localdate())
        assert sentence in said(post(client, draft, "viec/", act="submit", valid_from=day.isoformat()))


def test_a_form_is_returned_and_given_up_only_with_a_reason(client, draft):
    post(client, draft, "viec/", act="submit", valid_from=timezone.localdate().isoformat())
    assert "phải nêu lý do" in said(post(client, draft, "viec/", act="return"))
    post(client, draft, "viec/", act="return", reason="Thiếu số đăng ký")
    assert "Thiếu số đăng ký" in client.get(f"{FORMS}{draft.pk}/").content.decode()
    post(client, draft, "viec/", act="give_up", reason="Không cần nữa")
    draft.refresh_from_db()
    assert draft.status == "withdrawn"
