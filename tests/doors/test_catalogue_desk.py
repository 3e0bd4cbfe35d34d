"""The editor's desk: procedure control only, a second person approves, refusals are sentences."""

from datetime import date, timedelta

import pytest
from django.contrib.messages import get_messages

from motcua.backoffice.catalogue_parts import PARTS
from motcua.procedures.models import AnnouncementDecision, DecisionItem, ProcedureVersion, SearchSynonym
from motcua.procedures.search.editing import record_miss

from . import catalogue_rows as rows
from .officers import officer_with

pytestmark = pytest.mark.django_db
DESK = "/xu-ly/danh-muc/"
PAGES = [DESK, f"{DESK}quyet-dinh/moi/", f"{DESK}chat-luong/", f"{DESK}tim-kiem/", f"{DESK}cach-ly/"]


@pytest.fixture
def editor(client):
    account = officer_with("procedure_control")
    client.force_login(account)
    return account


@pytest.fixture
def living():
    return rows.small_catalogue()


def said(answer):
    return " ".join(str(message) for message in get_messages(answer.wsgi_request))


def drafted(client, living):
    item = DecisionItem.objects.filter(procedure=living, kind="amended").get()
    client.post(f"{DESK}muc/{item.pk}/", {"act": "draft"})
    return ProcedureVersion.objects.get(status="draft")


def changed(client, draft):
    parts = client.get(f"{DESK}ban-thao/{draft.pk}/").context["parts"]
    return [(part.key, part.removed, part.added) for part in parts]


@pytest.mark.parametrize("address", PAGES)
def test_only_procedure_control_enters(client, address):
    assert client.get(address).status_code == 302
    client.force_login(officer_with("receive"))
    assert client.get(address).status_code == 403


@pytest.mark.parametrize("address", PAGES)
def test_a_page_of_the_desk_needs_few_queries(client, editor, living, address, django_assert_max_num_queries):
    record_miss("khong ai biet")
    client.get(address)
    with django_assert_max_num_queries(10):
        assert client.get(address).status_code == 200


def entry(**facts):
    return {
        "number": "20/QĐ-THU",
        "issuer_name": "Bộ Cảng vụ",
        "signed_on": "2026-10-01",
        "effective_on": "2027-01-01",
        "kind": "standard",
        "route": "ministry",
        "muc-TOTAL_FORMS": "2",
        "muc-INITIAL_FORMS": "0",
        "muc-0-code": rows.NEW,
        "muc-0-kind": "amended",
        **facts,
    }


def test_a_decision_is_entered_with_its_items(client, editor, living):
    answer = client.post(f"{DESK}quyet-dinh/moi/", entry())
    made = AnnouncementDecision.objects.get(number="20/QĐ-THU")
    assert answer["Location"] == f"{DESK}quyet-dinh/{made.pk}/"
    assert made.items.get().effective_on == date(2027, 1, 1)
    assert client.get(answer["Location"]).status_code == 200


def test_an_item_of_an_unknown_code_is_refused_and_nothing_is_entered(client, editor, living):
    answer = client.post(f"{DESK}quyet-dinh/moi/", entry(**{"muc-1-code": "7.999999", "muc-1-kind": "amended"}))
    assert "7.999999 chưa có trong cơ sở dữ liệu" in answer.content.decode()
    assert not AnnouncementDecision.objects.filter(number="20/QĐ-THU").exists()


def test_a_draft_begins_as_the_text_in_force_and_shows_what_changes(client, editor, living):
    draft = drafted(client, living)
    assert changed(client, draft) == []
    data = {"r-TOTAL_FORMS": "1", "r-INITIAL_FORMS": "1", "r-0-text": "Tàu có đăng kiểm còn hạn"}
    client.post(f"{DESK}ban-thao/{draft.pk}/dieu-kien/", data)
    page = client.get(f"{DESK}ban-thao/{draft.pk}/").content.decode()
    assert "<ins>Tàu có đăng kiểm còn hạn</ins>" in page
    assert "<del>Tàu đã đăng kiểm</del>" in page


@pytest.mark.parametrize(
    "key", ["buoc", "truong-hop", "cach-nop", "phi", "giay-to", "dieu-kien", "co-quan", "ket-qua", "can-cu"]
)
def test_saving_a_part_unchanged_changes_nothing(client, editor, living, key):
    draft = drafted(client, living)
    address = f"{DESK}ban-thao/{draft.pk}/{key}/"
    shown = client.get(address).context["rows"]
    data = {
        f"r-{name}": value
        for name, value in (("TOTAL_FORMS", len(shown.forms)), ("INITIAL_FORMS", shown.initial_form_count()))
    }
    for form in shown.forms:
        for bound in form:
            value = bound.value()
            if value not in (None, False, ""):
                data[bound.html_name] = value
    answer = client.post(address, data)
    assert answer.status_code == 302, answer.context["rows"].errors
    assert changed(client, draft) == []


def test_saving_the_marks_unchanged_changes_nothing(client, editor, living):
    draft = drafted(client, living)
    address = f"{DESK}ban-thao/{draft.pk}/chung/"
    form = client.get(address).context["form"]
    answer = client.post(address, {bound.html_name: bound.value() or "" for bound in form})
    assert answer.status_code == 302
    assert changed(client, draft) == []


def test_an_amount_of_zero_is_not_a_price(client, editor, living):
    draft = drafted(client, living)
    data = {"r-TOTAL_FORMS": "1", "r-INITIAL_FORMS": "0", "r-0-channel": "1", "r-0-kind": "fee", "r-0-state": "amount"}
    answer = client.post(f"{DESK}ban-thao/{draft.pk}/phi/", {**data, "r-0-amount": "0"})
    assert "phải ghi số tiền lớn hơn 0" in answer.content.decode()


def test_whoever_drafted_cannot_approve_but_a_second_person_can(client, editor, living):
    draft = drafted(client, living)
    client.post(f"{DESK}ban-thao/{draft.pk}/viec/", {"act": "submit"})
    answer = client.post(f"{DESK}ban-thao/{draft.pk}/viec/", {"act": "approve"})
    assert "không thể tự phê duyệt" in said(answer)
    client.force_login(officer_with("procedure_control"))
    client.post(f"{DESK}ban-thao/{draft.pk}/viec/", {"act": "approve"})
    draft.refresh_from_db()
    assert draft.status == "published"


def test_a_withdrawal_needs_a_reason(client, editor, living):
    draft = drafted(client, living)
    assert "phải nêu lý do" in said(client.post(f"{DESK}ban-thao/{draft.pk}/viec/", {"act": "withdraw"}))
    client.post(f"{DESK}ban-thao/{draft.pk}/viec/", {"act": "withdraw", "reason": "Soạn nhầm"})
    draft.refresh_from_db()
    assert draft.status == "withdrawn"


def test_an_end_is_confirmed_by_a_second_person(client, editor, living):
    author = officer_with("procedure_control")
    by = rows.decision("30/QĐ-THU", date(2026, 1, 5), entered_by=author)
    ending = rows.item(living, by, "abolished", date.today() - timedelta(days=1))  # noqa: DTZ011
    client.force_login(author)
    assert "không thể tự phê duyệt" in said(client.post(f"{DESK}muc/{ending.pk}/", {"act": "confirm"}))
    client.force_login(editor)
    client.post(f"{DESK}muc/{ending.pk}/", {"act": "confirm"})
    assert "Bị bãi bỏ" in client.get(f"/thu-tuc/{rows.NEW}/").content.decode()


def test_a_search_that_found_nothing_is_listed_and_given_a_meaning(client, editor, living):
    client.get("/thu-tuc/?q=zzxxqq")
    assert "zzxxqq" in client.get(f"{DESK}tim-kiem/").content.decode()
    client.post(f"{DESK}tim-kiem/", {"phrase": "zzxxqq", "target": "neo đậu tàu", "kind": "colloquial"})
    assert SearchSynonym.objects.get().target == "neo đậu tàu"
    assert rows.NEW in client.get("/thu-tuc/?q=zzxxqq").content.decode()


def test_a_record_leaves_quarantine_by_two_people(client, editor, living):
    held = rows.quarantined()
    page = f"{DESK}cach-ly/{held.pk}/"
    assert "7.1000099" in client.get(page).content.decode()
    answer = client.post(f"{page}viec/", {"act": "propose", "code": "7.100009", "reason": "Thừa một chữ số"})
    assert "người khác" in said(answer)
    assert "không thể tự" in said(client.post(f"{page}viec/", {"act": "release"}))

    client.force_login(officer_with("procedure_control"))
    assert "Đưa vào danh mục" in client.get(page).content.decode()
    client.post(f"{page}viec/", {"act": "release"})
    assert client.get("/thu-tuc/7.100009/").status_code == 200
    assert "7.1000099" not in client.get(f"{DESK}cach-ly/").content.decode()


def test_only_procedure_control_sees_a_quarantined_record(client):
    held = rows.quarantined()
    assert client.get(f"{DESK}cach-ly/{held.pk}/").status_code == 302
    client.force_login(officer_with("receive"))
    assert client.post(f"{DESK}cach-ly/{held.pk}/viec/", {"act": "release"}).status_code == 403


def test_the_page_of_a_quarantined_record_needs_few_queries(client, editor, living, django_assert_max_num_queries):
    page = f"{DESK}cach-ly/{rows.quarantined().pk}/"
    client.get(page)
    with django_assert_max_num_queries(10):
        client.get(page)


@pytest.mark.parametrize("page", ["", "chung/", *(f"{key}/" for key in PARTS)])
def test_a_page_of_a_draft_needs_few_queries(client, editor, living, page, django_assert_max_num_queries):
    address = f"{DESK}ban-thao/{drafted(client, living).pk}/{page}"
    client.get(address)
    with django_assert_max_num_queries(10):
        assert client.get(address).status_code == 200
