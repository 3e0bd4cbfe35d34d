"""The counter after reception: acts with their papers, hand-overs, results, tickets, book; few queries."""

import copy
from io import BytesIO

import pytest
from django.contrib.messages import get_messages
from docx import Document

from motcua.accounts.models import AccessLog
from motcua.documents.models import Paper
from motcua.dossiers import desk, selectors, services, visits
from motcua.dossiers.actors import Actor
from motcua.dossiers.models import Dossier, HandOver
from motcua.payments.selectors import amount_due
from motcua.procedures.selectors import demand_version
from tests.doors import counter_world as worlds
from tests.module_rows import once_per_module

pytestmark = pytest.mark.django_db


world_of_the_module = once_per_module(worlds.world)


@pytest.fixture
def world(world_of_the_module, db):
    return copy.deepcopy(world_of_the_module)


@pytest.fixture
def desk_of(world):
    return worlds.client_of(world.clerk)


def walk_in(client, code=worlds.COPY, **changes):
    address = f"/mot-cua/tiep-nhan/{code}/"
    client.post(address, worlds.filled(client.get(address), **changes))
    return Dossier.objects.filter(parent=None).order_by("-id").first()


def filed_online(world):
    return services.register(
        procedure_version=demand_version(worlds.COPY),
        receiving_unit=world.counter, resolving_unit=world.commune, channel=2,
        applicant=services.ApplicantFacts("Trần Văn Bến", identity_number="068190000002"), actor=Actor.applicant(),
    )  # fmt: skip


def settled(world, dossier):
    """Let the commune decide and bring the result back to the counter."""
    services.hand_over(number=dossier.number, actor=actor(world))
    services.take_over(number=dossier.number, actor=world.appraiser)
    services.propose(number=dossier.number, actor=world.appraiser)
    services.decide(number=dossier.number, actor=world.signer, output="KQ/1")
    services.hand_over(number=dossier.number, actor=world.appraiser, to_unit=world.counter)
    dossier.refresh_from_db()
    return dossier


def actor(world):
    return Actor.officer(world.clerk.postings.get())


def said(answer):
    return [str(message) for message in get_messages(answer.wsgi_request)]


def test_an_online_application_is_received_with_its_receipt_once(world, desk_of):
    dossier = filed_online(world)
    page = desk_of.get(f"/mot-cua/ho-so/{dossier.number}/")
    key = page.context["key"]
    for _ in range(2):
        desk_of.post(f"/mot-cua/ho-so/{dossier.number}/tiep-nhan/", {"key": key})

    dossier.refresh_from_db()
    assert dossier.state == "received"
    assert Paper.objects.filter(kind="receipt").count() == 1


def test_the_look_at_a_dossier_is_recorded_with_its_reason(world, desk_of):
    dossier = walk_in(desk_of)
    AccessLog.objects.all().delete()
    desk_of.get(f"/mot-cua/ho-so/{dossier.number}/")

    seen = AccessLog.objects.get()
    assert (seen.viewer, seen.subject_number, seen.unit_code) == (world.clerk, "068190000001", "H77.101.01")


def test_a_dossier_of_another_unit_does_not_exist_here(world, desk_of):
    dossier = walk_in(desk_of)
    stranger = worlds.client_of(worlds._account("la", worlds.agencies.commune(), "receive"))

    assert stranger.get(f"/mot-cua/ho-so/{dossier.number}/").status_code == 404
    mark = Paper.objects.get(kind="receipt").mark
    assert stranger.get(f"/mot-cua/giay/{mark}.pdf").status_code == 404


@pytest.mark.parametrize("scanned", ["{n}", " {n} ", "https://noi.vn/tra-cuu/?ma={n}"], ids=["typed", "blanks", "QR"])
def test_a_scanned_number_leads_to_its_dossier(world, desk_of, scanned):
    dossier = walk_in(desk_of)
    answer = desk_of.get("/mot-cua/tim/", {"q": scanned.format(n=dossier.number)})

    assert answer.url == f"/mot-cua/ho-so/{dossier.number}/"


def test_a_number_that_leads_nowhere_is_said(world, desk_of):
    assert "Không có hồ sơ nào ở đây khớp" in desk_of.get("/mot-cua/tim/?q=H77-1").content.decode()


def test_a_request_for_papers_is_printed_once_and_its_answer_restarts_the_work(world, desk_of):
    dossier = walk_in(desk_of)
    facts = {"key": "k1", "items": "Ảnh\nGiấy uỷ quyền", "reason": "Thiếu"}
    for _ in range(2):
        desk_of.post(f"/mot-cua/ho-so/{dossier.number}/yeu-cau-bo-sung/", facts)
    dossier.refresh_from_db()
    assert dossier.state == "awaiting_supplement"
    assert Paper.objects.filter(kind="supplement").count() == 1
    # What was asked for stands ready, so that the officer only removes what was not brought.
    page = desk_of.get(f"/mot-cua/ho-so/{dossier.number}/")
    assert ">Ảnh\nGiấy uỷ quyền\n</textarea>" in page.content.decode()
    desk_of.post(f"/mot-cua/ho-so/{dossier.number}/nhan-bo-sung/", {"key": "k", "names": "Ảnh", "complete": "yes"})

    dossier.refresh_from_db()
    assert dossier.state == "processing"
    assert [paper.supplement for paper in desk.evidence_given(dossier)][-1] == 1


def test_a_refusal_without_reason_is_refused_and_takes_no_number(world, desk_of):
    dossier = filed_online(world)
    answer = desk_of.post(f"/mot-cua/ho-so/{dossier.number}/tu-choi/", {"key": "k", "reason": " "})

    assert "Chưa ghi lý do" in said(answer)[0]
    assert not Paper.objects.filter(kind="refusal").exists()


@pytest.mark.parametrize(
    ("rest", "facts", "says"),
    [
        ("yeu-cau-bo-sung/", {"items": "Ảnh", "reason": "Thiếu ảnh"}, ["1. Ảnh", "Thiếu ảnh"]),
        ("tu-choi/", {"reason": "Không thuộc thẩm quyền"}, ["cụ thể như sau: Không thuộc thẩm quyền"]),
    ],
)
def test_the_paper_is_drafted_for_editing_and_nothing_is_recorded(world, desk_of, rest, facts, says):
    dossier = filed_online(world)
    address = f"/mot-cua/ho-so/{dossier.number}/{rest}"
    assert "chưa ghi gì vào hồ sơ" in desk_of.get(address).content.decode()
    answer = desk_of.post(address, {"as": "docx", "key": "k", **facts})
    text = "\n".join(part.text for part in Document(BytesIO(answer.content)).paragraphs)
    assert [said for said in (dossier.number, *says) if said not in text] == []
    assert "Chưa ghi lý do" in said(desk_of.post(address, {"as": "docx", **facts, "reason": " "}))[0]

    dossier.refresh_from_db()
    assert dossier.state == "registered"
    assert not Paper.objects.exists()


def test_chosen_dossiers_go_over_on_one_sheet_for_each_agency_even_if_sent_twice(world, desk_of):
    first, second = walk_in(desk_of), walk_in(desk_of)
    whole = walk_in(desk_of, worlds.WHOLE)
    page = desk_of.get("/mot-cua/ban-giao/")
    numbers = [row[0].number for row in page.context["rows"]]
    assert whole.number not in numbers
    for _ in range(2):
        desk_of.post("/mot-cua/ban-giao/giao/", {"key": page.context["key"], "number": numbers})

    assert Paper.objects.filter(kind="hand_over").count() == 3
    assert HandOver.objects.count() == 5
    assert {first.number, second.number} <= set(numbers)
    shown = desk_of.get("/mot-cua/ban-giao/").content.decode()
    assert "PBG" in shown
    assert "chưa ký" in shown


def test_an_empty_choice_is_refused(world, desk_of):
    answer = desk_of.post("/mot-cua/ban-giao/giao/", {"key": "k"})

    assert "Chưa chọn hồ sơ nào" in said(answer)[0]


def test_a_result_is_signed_for_and_handed_out_after_the_identity_check(world, desk_of):
    dossier = settled(world, walk_in(desk_of))
    coming = desk_of.get("/mot-cua/ban-giao/").context["coming"]
    assert [way.dossier for way in coming] == [dossier]
    desk_of.post("/mot-cua/ban-giao/nhan/", {"key": "a", "number": dossier.number})
    assert dossier.number in desk_of.get("/mot-cua/tra-ket-qua/").content.decode()
    address = f"/mot-cua/ho-so/{dossier.number}/tra/"
    refused = desk_of.post(address, {"key": "b", "taken_by": "Nguyễn Thị Hoa"})
    assert "Chưa xác nhận đã đối chiếu" in said(refused)[0]
    given = {"key": "b", "taken_by": "Nguyễn Thị Hoa", "taker_identity": "068190000001", "identity_checked": "yes"}
    for _ in range(2):
        desk_of.post(address, given)

    dossier.refresh_from_db()
    assert dossier.state == "returned"
    assert dossier.events.get(act="return_output").facts["identity_checked"] is True
    assert Paper.objects.get(kind="result_slip").facts["receiver"] == "Nguyễn Thị Hoa"


def test_a_result_waits_until_the_fee_is_paid(world, desk_of):
    dossier = settled(world, walk_in(desk_of, pay="later"))
    address = f"/mot-cua/ho-so/{dossier.number}/tra/"
    facts = {"key": "b", "taken_by": "Hoa", "identity_checked": "yes"}
    assert "8.000 ₫" in said(desk_of.post(address, facts))[0]
    desk_of.post(f"/mot-cua/ho-so/{dossier.number}/thu-tien/", {"pay": "card"})
    assert amount_due(dossier.number) == 0
    assert Paper.objects.filter(kind="fee_receipt").count() == 1
    desk_of.post(address, facts)

    dossier.refresh_from_db()
    assert dossier.state == "returned"


def test_an_exemption_needs_its_reason(world, desk_of):
    dossier = walk_in(desk_of, pay="later")
    address = f"/mot-cua/ho-so/{dossier.number}/thu-tien/"
    desk_of.post(address, {"pay": "exempt"})
    assert amount_due(dossier.number) == 8000
    desk_of.post(address, {"pay": "exempt", "exempt_reason": "Hộ nghèo"})

    assert amount_due(dossier.number) == 0


def test_an_incident_is_noted_beside_the_record_and_approved_by_another(world, desk_of):
    dossier = walk_in(desk_of)
    address = f"/mot-cua/ho-so/{dossier.number}/su-co/"
    facts = {"key": "k", "kind": "lost_paper", "what": "Mất ảnh", "remedy": "Chụp lại, miễn phí"}
    for _ in range(2):
        desk_of.post(address, facts)
    assert not dossier.events.filter(act="correct").exists()
    asked = dossier.events.get(act="ask_correction")

    chief = worlds.client_of(world.chief)
    assert "Mất ảnh" in chief.get("/xu-ly/dinh-chinh/").content.decode()
    answer = chief.post(f"/xu-ly/ho-so/{dossier.number}/viec/correct/", {"key": "c", "asked": asked.ordinal})
    assert answer.status_code == 302
    noted = dossier.events.get(act="correct")
    assert (noted.account, noted.facts["asked_by"]) == (world.chief, world.clerk.pk)
    assert noted.facts["corrections"] == {"remedy": "Chụp lại, miễn phí"}
    assert "Mất ảnh" in noted.reason


def test_the_control_slip_tells_every_hand_over(world, desk_of):
    dossier = settled(world, walk_in(desk_of))
    answer = desk_of.post(f"/mot-cua/ho-so/{dossier.number}/phieu-kiem-soat/")

    paper = Paper.objects.get(kind="control")
    assert answer.url == f"/mot-cua/giay/{paper.mark}.pdf"
    assert len(paper.facts["steps"]) == 2
    assert paper.facts["form"]["name"] == "Mẫu số 06"


def test_numbers_are_drawn_called_served_held_and_transferred_in_one_visit(world, desk_of):
    token = desk_of.get("/mot-cua/hang-cho/").context["kiosk"]
    visitor = worlds.Client()
    drawn = visitor.post(f"/mot-cua/lay-so/{token}/", {"queue": "A", "priority": "yes"}).content.decode()
    assert "A001" in drawn
    desk_of.post("/mot-cua/hang-cho/goi/", {"queue": "A", "counter": "7"})
    screen = visitor.get(f"/mot-cua/man-hinh/{token}/").content.decode()
    assert "A001" in screen
    assert "Quầy 7" in screen
    assert 'http-equiv="refresh"' in screen
    ticket = visits.waiting_at(world.counter).get()
    for act in ("serve", "hold", "serve"):
        desk_of.post(f"/mot-cua/hang-cho/{ticket.pk}/", {"act": act})
    desk_of.post(f"/mot-cua/hang-cho/{ticket.pk}/", {"act": "transfer", "queue": "B"})

    following = visits.waiting_at(world.counter).get()
    assert (following.label, following.visit_id) == ("B001", ticket.visit_id)


def test_nobody_draws_a_number_with_a_guessed_address(world):
    assert worlds.Client().get("/mot-cua/lay-so/abc/").status_code == 404


def test_a_move_a_ticket_cannot_make_is_said(world, desk_of):
    ticket = visits.arrive(unit=world.counter, queue="A")
    answer = desk_of.post(f"/mot-cua/hang-cho/{ticket.pk}/", {"act": "finish"})

    assert said(answer) == ["Số A001 hiện “Đang chờ” nên không kết thúc được."]


def test_an_officer_serves_one_person_at_a_time_and_the_next_call_ends_the_serving(world, desk_of):
    first, second, third = (visits.arrive(unit=world.counter, queue="A") for _ in range(3))
    desk_of.post("/mot-cua/hang-cho/goi/", {"queue": "A"})
    for address in ("/mot-cua/hang-cho/goi/", f"/mot-cua/hang-cho/{third.pk}/"):
        assert "đang gọi hoặc phục vụ số A001" in said(desk_of.post(address, {"queue": "A", "act": "call"}))[-1]
    desk_of.post(f"/mot-cua/hang-cho/{first.pk}/", {"act": "serve"})
    desk_of.post("/mot-cua/hang-cho/goi/", {"queue": "A"})

    tickets = {ticket.pk: ticket.state for ticket in first._meta.model.objects.all()}
    assert tickets == {first.pk: "served", second.pk: "called", third.pk: "waiting"}


def test_the_book_lists_the_month_and_is_issued_with_a_number(world, desk_of):
    dossier = walk_in(desk_of)
    assert dossier.number in desk_of.get("/mot-cua/so-theo-doi/").content.decode()
    answer = desk_of.post("/mot-cua/so-theo-doi/lap-so/", {})

    paper = Paper.objects.get(kind="book")
    assert answer.url == f"/mot-cua/giay/{paper.mark}.pdf"
    assert paper.facts["form"]["name"] == "Mẫu số 07"
    assert [row["number"] for row in paper.facts["rows"]] == [dossier.number]
    assert desk_of.get(answer.url).content.startswith(b"%PDF")


def test_days_that_are_no_days_are_explained(world, desk_of):
    answer = desk_of.get("/mot-cua/so-theo-doi/?tu=hôm+qua")

    assert "không phải ngày" in said(answer)[0]


LISTS = ["/mot-cua/", "/mot-cua/cho-tiep-nhan/", "/mot-cua/ban-giao/", "/mot-cua/tra-ket-qua/", "/mot-cua/so-theo-doi/",
         "/mot-cua/hang-cho/", "/mot-cua/tim/?q=hoa"]  # fmt: skip


def test_lists_need_ten_queries_or_fewer(world, desk_of, django_assert_max_num_queries):
    for _ in range(4):
        walk_in(desk_of)
        filed_online(world)
        visits.arrive(unit=world.counter, queue="A")
    settled(world, walk_in(desk_of))
    for address in LISTS:
        with django_assert_max_num_queries(10):
            assert desk_of.get(address).status_code == 200


def test_the_page_of_a_dossier_needs_few_queries(world, desk_of, django_assert_max_num_queries):
    plain, whole = settled(world, walk_in(desk_of)), walk_in(desk_of, worlds.WHOLE)
    # The parts of an interlinked dossier are one more question.
    for dossier, most in ((plain, 10), (whole, 11)):
        with django_assert_max_num_queries(most):
            desk_of.get(f"/mot-cua/ho-so/{dossier.number}/")
    assert selectors.find(whole.number).has_children


def test_the_page_tells_how_the_day_was_counted(world, desk_of):
    dossier = walk_in(desk_of)
    plain = desk_of.get(f"/mot-cua/ho-so/{dossier.number}/").content.decode()
    told = desk_of.get(f"/mot-cua/ho-so/{dossier.number}/?cach-tinh=1")

    assert "?cach-tinh=1" in plain
    assert len(told.context["lines"]) >= 2


@pytest.mark.parametrize("address", [*LISTS, "/mot-cua/tiep-nhan/", f"/mot-cua/tiep-nhan/{worlds.COPY}/"])
def test_every_page_speaks_english_when_asked(world, desk_of, address):
    joint = "&" if "?" in address else "?"
    assert '<html lang="en">' in desk_of.get(f"{address}{joint}lang=en").content.decode()
