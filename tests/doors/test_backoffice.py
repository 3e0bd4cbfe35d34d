"""The desk of the settling agency: queues, searches and pages of dossiers, and who sees what."""

import random
from datetime import timedelta

import pytest
from django.utils import timezone

from motcua.accounts.models import AccessLog
from motcua.backoffice.models import Assignment, SavedView
from motcua.core.text import fold
from motcua.dossiers import selectors, services, sheet
from motcua.dossiers.selectors import QUEUES
from motcua.rules.errors import RuleViolation
from tests.doors.backoffice_desk import act, address, at_desk, in_hand, make, posted, state

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return make.office()


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
    with django_assert_max_num_queries(10):
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


@pytest.mark.parametrize(
    "page", ["/xu-ly/", "/xu-ly/tim/?q=nguyen", "/xu-ly/canh-bao/", "/xu-ly/lam-thay/", "/xu-ly/hang-loat/"]
)
def test_every_page_speaks_english_too(client, office, page):
    in_hand(office)
    at_desk(client, office, "settle")
    text = client.get(page, {"lang": "en", "q": "nguyen"}).content.decode()
    assert "To do" in text
    assert fold("Việc cần làm") not in fold(text)
