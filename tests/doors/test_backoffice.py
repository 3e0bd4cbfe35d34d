"""The desk of the settling agency: queues, dossier pages, acts, bulk work."""

import importlib.util
import random
import secrets
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from motcua.accounts.models import AccessLog
from motcua.backoffice import alerts, bulk, talk
from motcua.backoffice.models import Alert, Assignment, BulkItem, BulkJob, InternalNote, SavedView
from motcua.core.text import fold
from motcua.dossiers import selectors, services, sheet
from motcua.dossiers.models import Dossier
from motcua.dossiers.selectors import QUEUES
from motcua.notices.models import Message
from motcua.rules.errors import RuleViolation

_spec = importlib.util.spec_from_file_location(
    "dossier_factories", Path(__file__).resolve().parents[1] / "dossiers" / "factories.py"
)
make = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(make)

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return make.office()


def posted(duties, unit, **facts):
    return make.units.posting(duties, unit=unit, **facts).account


def at_desk(client, office, *duties):
    account = posted(set(duties), office.department)
    client.force_login(account)
    return account


def in_hand(office, **facts):
    dossier = make.received(office, **facts)
    services.hand_over(number=dossier.number, actor=office.clerk)
    services.take_over(number=dossier.number, actor=office.appraiser)
    return dossier


def address(dossier, rest=""):
    return f"/xu-ly/ho-so/{dossier.number}/{rest}"


def act(client, dossier, name, **facts):
    return client.post(address(dossier, f"viec/{name}/"), {"key": secrets.token_hex(6), **facts})


def state(dossier):
    return Dossier.objects.get(pk=dossier.pk).state


@pytest.mark.parametrize("seed", range(4))
def test_every_counter_is_the_length_of_its_list(client, office, seed):
    """Whatever is done to a few dossiers, what is counted is what is listed."""
    at_desk(client, office, "settle", "sign", "supervise")
    chance = random.Random(seed)  # noqa: S311 (a repeatable order of acts, no secret)
    dossiers = [make.registered(office) for _ in range(5)]
    acts = [
        lambda n: services.receive(number=n, actor=office.clerk),
        lambda n: services.hand_over(number=n, actor=office.clerk),
        lambda n: services.take_over(number=n, actor=office.appraiser),
        lambda n: services.request_supplement(number=n, actor=office.appraiser, items=["x"], reason="thiếu"),
        lambda n: services.consult(number=n, actor=office.appraiser, to_unit=office.one_stop, question="?"),
        lambda n: services.propose(number=n, actor=office.appraiser),
        lambda n: services.decide(number=n, actor=office.signer),
    ]
    for _ in range(30):
        try:
            chance.choice(acts)(chance.choice(dossiers).number)
        except RuleViolation:
            continue
    page = client.get("/xu-ly/")
    shown = {name: count for name, _, count in page.context["queues"]}
    units = [office.department.pk]
    assert shown
    for name in QUEUES:
        listed = client.get("/xu-ly/", {"hang": name})
        assert len(listed.context["lines"]) == shown.get(name, 0) == len(selectors.queue(name, units)), name


def test_pages_follow_one_another_without_gap_or_repetition(office):
    numbers = {in_hand(office, limit=limit).number for limit in ("1wd", "1wd", "3wd", "3wd", None, None, "5wd")}
    found = selectors.queue("appraise", [office.department.pk])
    seen, key = [], ""
    for _ in range(9):
        page = sheet.page_by_due(found, key, 2)
        seen += [row.number for row in page.rows]
        key = page.following
        if not key:
            break
    assert len(seen) == len(set(seen)) == 7
    assert set(seen) == numbers


@pytest.mark.parametrize("key", ["x", "~", "2026-01-01~z", "2026-01-01T00:00:00~1", "~99999999999999999999999"])
def test_a_key_that_cannot_be_read_does_no_harm(client, office, key):
    at_desk(client, office, "settle")
    assert client.get("/xu-ly/", {"sau": key}).status_code == 200


def test_an_officer_of_another_unit_finds_no_dossier(client, office):
    dossier, other = in_hand(office), make.office()
    at_desk(client, other, "settle", "sign", "supervise")
    for rest in ("", "dong-ho/", "giay-to/", "trao-doi/", "quy-dinh/", "viec/propose/"):
        assert client.get(address(dossier, rest)).status_code == 404, rest
    assert act(client, dossier, "propose", proposal="đủ").status_code == 404
    assert address(dossier) not in client.get("/xu-ly/tim/", {"q": dossier.number}).content.decode()
    assert state(dossier) == "processing"


def test_a_consulted_unit_sees_the_dossier_and_answers(client, office):
    dossier, other = in_hand(office), make.office()
    at_desk(client, office, "settle")
    asked = act(client, dossier, "consult", to=other.department.code, question="Có vướng quy hoạch?", days=2,
                silence="continues")  # fmt: skip
    assert asked.status_code == 302
    at_desk(client, other, "settle")
    assert dossier.number in client.get("/xu-ly/", {"hang": "consult"}).content.decode()
    answered = act(client, dossier, "answer_consultation", consultation="c5", answer="Không vướng", agrees="yes")
    assert answered.status_code == 302, answered.context["form"].errors
    assert "Không vướng" in client.get(address(dossier, "trao-doi/")).content.decode()


@pytest.mark.parametrize(
    "rest",
    [
        "",
        "dong-ho/",
        "giay-to/",
        "trao-doi/",
        "tin-bao/",
        "quy-dinh/",
        "viec/propose/",
        "viec/reappoint/",
        "viec/hand_over/",
    ],
)
def test_a_dossier_page_needs_few_queries_and_records_the_look(
    client, office, rest, django_assert_max_num_queries, record_property
):
    dossier = in_hand(office)
    officer = at_desk(client, office, "settle", "sign")
    client.get(address(dossier, rest))
    with django_assert_max_num_queries(11 if rest == "trao-doi/" else 10):
        page = client.get(address(dossier, rest))
    assert page.status_code == 200
    seen = AccessLog.objects.filter(viewer=officer).last()
    assert (seen.subject_number, seen.reason) == ("001188000123", "Giải quyết hồ sơ")


def test_the_list_needs_few_queries(client, office, django_assert_max_num_queries):
    for _ in range(4):
        in_hand(office)
    at_desk(client, office, "settle")
    client.get("/xu-ly/")
    with django_assert_max_num_queries(10):
        client.get("/xu-ly/")


def test_who_only_supervises_sees_no_identity_number(client, office):
    dossier = in_hand(office)
    at_desk(client, office, "supervise")
    for page in (address(dossier), f"/xu-ly/tim/?q={dossier.number}"):
        text = client.get(page).content.decode()
        assert "001188000123" not in text
        assert "•••123" in text


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
    act(client, dossier, "ask_correction", part="contact", value="0912345678", reason="Đổi số")
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


def test_a_message_reaches_the_applicant_and_a_note_does_not(client, office):
    facts = services.ApplicantFacts("Lê Thu", identity_number="001188000999", email="thu@example.vn")
    dossier = in_hand(office, applicant=facts)
    at_desk(client, office, "settle")
    client.post(address(dossier, "trao-doi/viet/"), {"to": "applicant", "text": "Mời ông/bà liên hệ"})
    client.post(address(dossier, "trao-doi/viet/"), {"to": "colleagues", "text": "Cần hỏi lại phòng Quản lý"})
    client.post(address(dossier, "trao-doi/viet/"), {"to": "colleagues", "text": " "})
    assert Message.objects.filter(address="thu@example.vn", event="message").count() == 1
    assert "liên hệ" not in Message.objects.get(event="message").body
    assert InternalNote.objects.get().text == "Cần hỏi lại phòng Quản lý"
    assert client.post(address(dossier, "trao-doi/da-doc/")).status_code == 302


def test_reassigning_keeps_who_had_it_before(client, office):
    dossier = in_hand(office)
    me = at_desk(client, office, "settle")
    other = posted({"settle"}, office.department)
    for account in (me, other, other):
        client.post(address(dossier, "phan-cong/"), {"username": account.username, "reason": "chia việc"})
    stranger = posted({"settle"}, office.one_stop)
    client.post(address(dossier, "phan-cong/"), {"username": stranger.username})
    assert [row.account for row in Assignment.objects.filter(ended_at=None)] == [other]
    assert Assignment.objects.count() == 2
    assert dossier.number not in client.get("/xu-ly/", {"cua-toi": "1"}).content.decode()


def test_a_list_is_narrowed_saved_and_found_again(client, office):
    wanted, other = in_hand(office), in_hand(office, applicant=services.ApplicantFacts("Phạm Khác"))
    me = at_desk(client, office, "settle")
    page = client.get("/xu-ly/", {"hang": "appraise", "tim": "nguyen thi hoa", "cot": ["han", "noi-dung"]})
    assert wanted.number in page.content.decode()
    assert other.number not in page.content.decode()
    client.post("/xu-ly/danh-sach/luu/", {"name": "Của Hoa", "query": page.context["kept"]})
    view = SavedView.objects.get(account=me)
    again = client.get(f"/xu-ly/?{view.query}")
    assert [column.label.vi for column in again.context["table"].columns] == ["Mã hồ sơ", "Hẹn trả", "Nội dung"]
    at_desk(client, office, "settle")
    assert client.post(f"/xu-ly/danh-sach/{view.pk}/xoa/").status_code == 404


def ordered(client, numbers, what, **facts):
    answer = client.post("/xu-ly/hang-loat/moi/", {"act": what, "numbers": "\n".join(numbers), **facts})
    assert answer.status_code == 302, answer.content.decode()
    return BulkJob.objects.latest("pk")


def test_a_bulk_act_is_rehearsed_confirmed_and_done_item_by_item(client, office):
    good, bad, foreign = in_hand(office), make.received(office), in_hand(make.office())
    services.decide(number=bad.number, actor=office.signer)
    at_desk(client, office, "settle")
    job = ordered(client, [good.number, bad.number, foreign.number, "H99-1"], "propose", proposal="Đủ")
    assert bulk.run_due() == 4
    assert state(good) == "processing"
    page = client.get(f"/xu-ly/hang-loat/{job.pk}/")
    assert page.context["counted"]["will"] == 1
    text = page.content.decode()
    assert "Đã trình, chờ ký" in text
    assert "đang ở đơn vị khác" in text
    client.post(f"/xu-ly/hang-loat/{job.pk}/xac-nhan/")
    assert bulk.run_due() == 0
    later = timezone.now() + timedelta(minutes=3)
    assert bulk.run_due(later) == 4
    assert state(good) == "proposed"
    outcomes = list(BulkItem.objects.filter(job=job).values_list("outcome", flat=True))
    assert outcomes == ["done", "refused", "refused", "refused"]
    assert bulk.run_due(later) == 0
    assert client.get(f"/xu-ly/hang-loat/{job.pk}/").status_code == 200
    assert client.get("/xu-ly/hang-loat/").status_code == 200


def test_a_bulk_act_is_taken_back_before_anything_left(client, office):
    dossier = in_hand(office)
    at_desk(client, office, "settle")
    job = ordered(client, [dossier.number], "propose", proposal="Đủ")
    bulk.run_due()
    client.post(f"/xu-ly/hang-loat/{job.pk}/xac-nhan/")
    client.post(f"/xu-ly/hang-loat/{job.pk}/thu-hoi/")
    assert bulk.run_due(timezone.now() + timedelta(minutes=3)) == 0
    assert state(dossier) == "processing"


def test_a_bulk_act_that_began_cannot_be_taken_back(client, office):
    at_desk(client, office, "settle")
    job = ordered(client, [in_hand(office).number], "propose", proposal="Đủ")
    bulk.run_due()
    bulk.confirm(job=job, now=timezone.now() - timedelta(minutes=5))
    page = client.post(f"/xu-ly/hang-loat/{job.pk}/thu-hoi/", follow=True)
    assert "Không thu hồi được nữa" in page.content.decode()


def test_the_whole_list_is_chosen_with_its_filter(client, office):
    in_hand(office), in_hand(office, applicant=services.ApplicantFacts("Phạm Khác"))
    at_desk(client, office, "settle")
    page = client.post(
        "/xu-ly/hang-loat/moi/", {"act": "propose", "all": "1", "queue": "appraise", "query": "tim=pham"}
    )
    assert page.context["count"] == 1
    none = client.post("/xu-ly/hang-loat/moi/", {"act": "propose"}, follow=True)
    assert "Chưa chọn hồ sơ nào" in none.content.decode()
    assert client.post("/xu-ly/hang-loat/moi/", {"act": "decide", "all": "1"}).status_code == 404
    many = client.post(
        "/xu-ly/hang-loat/moi/",
        {"act": "propose", "numbers": "X1 " + " ".join(f"X{n}" for n in range(5001))},
        follow=True,
    )
    assert "vượt quá số cho phép" in many.content.decode()


def test_a_bulk_signature_signs_each_result(client, office):
    dossiers = [in_hand(office), in_hand(office)]
    at_desk(client, office, "sign")
    job = ordered(client, [one.number for one in dossiers], "decide", title="Trích lục", body="Cấp trích lục.")
    bulk.run_due()
    bulk.confirm(job=job, now=timezone.now() - timedelta(minutes=5))
    bulk.run_due()
    assert [state(one) for one in dossiers] == ["decided", "decided"]
    assert all(client.get(address(one, "giay-to/")).context["rows"] for one in dossiers)


def test_an_officer_who_left_does_nothing_in_bulk(client, office):
    dossier, me = in_hand(office), at_desk(client, office, "settle")
    job = ordered(client, [dossier.number], "propose", proposal="Đủ")
    me.postings.update(valid_before=timezone.localdate())
    bulk.run_due()
    assert "đã kết thúc" in BulkItem.objects.get(job=job).said_vi


def test_alerts_come_once_before_the_limit_and_are_seen_by_name(client, office):
    dossier = in_hand(office, limit="3wd")
    assert alerts.raise_alerts() == 0
    near = Dossier.objects.get(pk=dossier.pk).current_due_at - timedelta(hours=2)
    assert alerts.raise_alerts(near) == 1
    assert alerts.raise_alerts(near) == 0
    me = at_desk(client, office, "supervise")
    assert dossier.number in client.get("/xu-ly/canh-bao/").content.decode()
    client.post("/xu-ly/canh-bao/da-xem/", {"alert": [Alert.objects.get().pk]})
    assert Alert.objects.get().seen_by == me
    assert dossier.number not in client.get("/xu-ly/canh-bao/").content.decode()


def test_an_officer_sets_leave_cover_for_given_days(client, office):
    at_desk(client, office, "settle", "sign")
    deputy = posted({"receive"}, office.one_stop)
    today = timezone.localdate()
    facts = {
        "username": deputy.username,
        "valid_from": today,
        "valid_before": today + timedelta(days=5),
        "reason": "Phép",
    }
    assert client.post("/xu-ly/lam-thay/", facts).status_code == 302
    wrong = client.post("/xu-ly/lam-thay/", {**facts, "username": "khong-co"})
    assert "không có cán bộ nào" in wrong.content.decode()
    client.force_login(deputy)
    cover = deputy.postings.exclude(covers_for=None).get()
    client.post("/xu-ly/noi-lam-viec/", {"posting": cover.pk, "next": "/xu-ly/"})
    assert client.get("/xu-ly/").status_code == 200


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
    "page", ["/xu-ly/", "/xu-ly/tim/?q=nguyen", "/xu-ly/canh-bao/", "/xu-ly/lam-thay/", "/xu-ly/hang-loat/"]
)
def test_every_page_speaks_english_too(client, office, page):
    in_hand(office)
    at_desk(client, office, "settle")
    text = client.get(page, {"lang": "en", "q": "nguyen"}).content.decode()
    assert "To do" in text
    assert fold("Việc cần làm") not in fold(text)


def test_an_alert_is_told_to_who_works_on_the_dossier_once(client, office):
    first, second, third = (in_hand(office, limit="3wd") for _ in range(3))
    me, other = (posted({"settle"}, office.department) for _ in range(2))
    for number, account in enumerate((me, other), start=1):
        account.email = f"can-bo-{number}@example.vn"
        account.save()
    talk.give(numbers=[first.number], unit=office.department, username=me.username, by=me)
    near = first.current_due_at - timedelta(hours=1)
    alerts.raise_alerts(near)
    alerts.raise_alerts(near)
    told = {message.account: message.body for message in Message.objects.filter(event="limits_near")}
    assert set(told) == {me, other}
    # Mine by assignment; those of nobody in particular go to everybody who settles there.
    assert first.number in told[me]
    assert first.number not in told[other]
    assert all(third.number in body and second.number in body for body in told.values())
    assert Message.objects.filter(event="limits_near").count() == 2


def test_the_notices_of_a_dossier_are_on_its_page(client, office, django_assert_max_num_queries):
    dossier = in_hand(office, applicant=services.ApplicantFacts("Lê Thu", email="thu@example.vn"))
    at_desk(client, office, "settle")
    with django_assert_max_num_queries(10):
        page = client.get(address(dossier, "tin-bao/")).content.decode()
    assert f"Đã tiếp nhận hồ sơ {dossier.number}" in page
    assert "Chờ gửi" in page


def test_who_was_not_reached_is_listed_until_somebody_tells_him(client, office, django_assert_max_num_queries):
    dossier = in_hand(office, applicant=services.ApplicantFacts("Lê Thu"))
    stranger = in_hand(make.office())
    me = at_desk(client, office, "settle")
    with django_assert_max_num_queries(10):
        page = client.get("/xu-ly/tin-bao/").content.decode()
    assert dossier.number in page
    assert stranger.number not in page
    lost = Message.objects.get(dossier_number=dossier.number, event="received")
    empty = client.post(f"/xu-ly/tin-bao/{lost.pk}/", {"act": "told", "how": " "}, follow=True)
    assert "Hãy ghi đã báo" in empty.content.decode()
    client.post(f"/xu-ly/tin-bao/{lost.pk}/", {"act": "told", "how": "gọi điện"})
    lost.refresh_from_db()
    assert (lost.told_by, lost.told_how) == (me, "gọi điện")
    left = client.get("/xu-ly/tin-bao/").context["lines"]
    assert [line["message"].event for line in left] == ["registered"]
    assert client.post(f"/xu-ly/tin-bao/{Message.objects.get(dossier_number=stranger.number, event='received').pk}/",
                       {"act": "told", "how": "x"}).status_code == 404  # fmt: skip


def test_a_message_that_was_given_up_can_be_sent_again(client, office):
    dossier = in_hand(office, applicant=services.ApplicantFacts("Lê Thu", email="thu@example.vn"))
    at_desk(client, office, "settle")
    message = Message.objects.get(dossier_number=dossier.number, event="received")
    refused = client.post(f"/xu-ly/tin-bao/{message.pk}/", {"act": "again"}, follow=True)
    assert "không có gì phải xử lý" in refused.content.decode()
    Message.objects.filter(pk=message.pk).update(state="failed", tries=6)
    client.post(f"/xu-ly/tin-bao/{message.pk}/", {"act": "again"})
    message.refresh_from_db()
    assert (message.state, message.tries) == ("waiting", 0)


def test_a_bulk_act_tells_nobody_before_its_grace_is_over_and_each_once_after(client, office):
    dossiers = [in_hand(office, applicant=services.ApplicantFacts("Lê Thu", phone="0912345678")) for _ in range(2)]
    for dossier in dossiers:
        services.propose(number=dossier.number, actor=office.appraiser)
    signer = make.units.posting({"sign"}, unit=office.department)
    numbers = [dossier.number for dossier in dossiers]
    facts = {"title": "Kết quả", "body": "Cấp bản sao."}

    def decided():
        return Message.objects.filter(event="decided").count()

    for takes_back in (True, False):
        job = bulk.order(act="decide", facts=facts, numbers=numbers, posting=signer, account=signer.account)
        bulk.run_due()
        job.refresh_from_db()
        bulk.confirm(job=job)
        bulk.run_due()
        assert decided() == 0
        if takes_back:
            bulk.take_back(job=job)
    bulk.run_due(timezone.now() + timedelta(minutes=5))
    bulk.run_due(timezone.now() + timedelta(minutes=9))
    assert decided() == 2
