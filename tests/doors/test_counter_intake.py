"""The counter's intake: one page, one act, one receipt, however often it is sent."""

import copy
from datetime import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from motcua.accounts.models import AccessLog
from motcua.documents.models import Paper, Upload
from motcua.dossiers import desk, selectors, visits
from motcua.dossiers.models import Dossier
from motcua.payments.selectors import charges_for
from tests.doors import counter_world as worlds
from tests.module_rows import once_per_module

pytestmark = pytest.mark.django_db
COPY, WHOLE = f"/mot-cua/tiep-nhan/{worlds.COPY}/", f"/mot-cua/tiep-nhan/{worlds.WHOLE}/"


world_of_the_module = once_per_module(worlds.world)


@pytest.fixture
def world(world_of_the_module, db):
    return copy.deepcopy(world_of_the_module)


@pytest.fixture
def desk_of(world):
    return worlds.client_of(world.clerk)


def take_in(client, address=COPY, **changes):
    facts = worlds.filled(client.get(address), **changes)
    return facts, client.post(address, facts)


def test_a_walk_in_is_received_charged_and_printed_in_one_step(world, desk_of):
    _, answer = take_in(desk_of)

    dossier = Dossier.objects.get()
    assert answer.url == f"/mot-cua/ho-so/{dossier.number}/xong/"
    assert (dossier.state, dossier.resolving_unit) == ("received", world.commune)
    receipt = Paper.objects.get(kind="receipt")
    assert dossier.events.get(act="receive").paper_number == receipt.number
    assert (
        receipt.facts["promised_at"][:16]
        == f"{timezone.localtime(selectors.due_of(dossier).promised_at):%Y-%m-%dT%H:%M}"
    )
    assert [charge.state for charge in charges_for(dossier.number)] == ["paid"]
    page = desk_of.get(answer.url).content.decode()
    assert dossier.number in page
    assert receipt.number in page


@pytest.mark.parametrize(
    ("typed", "unit", "kept"),
    [("", "wd", ""), ("3", "wd", "3wd"), ("0,5", "wd", "4h"), ("", "now", "now"), ("2", "m", "2m")],
)
def test_where_the_catalogue_names_no_limit_the_officer_reads_it_in_the_text(world, desk_of, typed, unit, kept):
    worlds.in_force_without_limit()

    _, answer = take_in(desk_of, f"/mot-cua/tiep-nhan/{worlds.UNTOLD}/", limit=typed, limit_unit=unit)

    dossier = Dossier.objects.get()
    assert answer.url == f"/mot-cua/ho-so/{dossier.number}/xong/"
    assert dossier.limit_text == kept
    assert bool(selectors.due_of(dossier).promised_at) == bool(kept)
    facts = dossier.events.get(act="register").facts
    assert (facts.get("limit", ""), "limit_read_by_officer" in facts) == (kept, bool(kept))


@pytest.mark.parametrize("typed", ["0", "-1", "ba", "99999", "1.5.2"])
def test_a_limit_that_promises_no_day_is_mended_not_kept(world, desk_of, typed):
    worlds.in_force_without_limit()

    _, answer = take_in(desk_of, f"/mot-cua/tiep-nhan/{worlds.UNTOLD}/", limit=typed, limit_unit="d")

    assert answer.status_code == 422
    assert "Thời hạn là một số và đơn vị" in answer.content.decode()
    assert not Dossier.objects.exists()


def test_the_limit_of_the_catalogue_is_not_the_officers_to_choose(world, desk_of):
    assert 'name="limit"' not in desk_of.get(COPY).content.decode()
    take_in(desk_of, limit="90", limit_unit="d")
    assert Dossier.objects.get().limit_text == "3wd"


def test_the_receipt_is_a_pdf_and_names_the_form_of_today(world, desk_of):
    take_in(desk_of)

    paper = Paper.objects.get(kind="receipt")
    answer = desk_of.get(f"/mot-cua/giay/{paper.mark}.pdf")
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")
    assert paper.facts["form"]["name"] == "Mẫu số 01"
    assert paper.facts["form"]["regime"] == "2025"


def test_the_same_form_sent_twice_makes_one_dossier_one_receipt_and_one_charge(world, desk_of):
    facts, first = take_in(desk_of)
    second = desk_of.post(COPY, facts)

    assert second.url == first.url
    dossier = Dossier.objects.get()
    assert Paper.objects.filter(kind="receipt").count() == 1
    assert len(charges_for(dossier.number)) == 1


def test_a_form_sent_again_after_a_lost_answer_from_a_new_session_finds_its_dossier(world, desk_of):
    facts, first = take_in(desk_of)
    again = worlds.client_of(world.clerk).post(COPY, facts)

    assert again.url == first.url
    assert Dossier.objects.count() == 1


def test_a_missing_mandatory_paper_is_named_and_nothing_is_kept(world, desk_of):
    _, answer = take_in(desk_of, **{"paper-0-given": ""})

    assert answer.status_code == 422
    assert "Tờ khai cấp bản sao" in answer.context["form"].errors["paper-0-given"]
    assert "Nguyễn Thị Hoa" in answer.content.decode()
    assert Dossier.objects.count() == 0


def test_a_wrong_identity_number_is_explained_in_english_too(world, desk_of):
    _, answer = take_in(desk_of, f"{COPY}?lang=en", identity="12")

    assert answer.context["form"].errors["identity"].startswith("An identity number has 12 digits")


def test_earlier_data_are_offered_and_the_look_is_recorded(world, desk_of):
    take_in(desk_of)
    page = desk_of.get(COPY)
    answer = desk_of.post(COPY, {"key": "k", "act": "look", "identity": "068190000001"})

    assert answer.context["form"].get("name") == "Nguyễn Thị Hoa"
    assert answer.context["form"].get("address") == "Thôn 1, Xã Bến"
    assert page.context["form"].get("name") == ""
    assert AccessLog.objects.filter(viewer=world.clerk, subject_number="068190000001").exists()
    assert Dossier.objects.count() == 1


def test_a_scan_is_kept_with_the_dossier_and_survives_a_mistake_elsewhere(world, desk_of):
    scan = SimpleUploadedFile("tờ khai.png", PNG, "image/png")
    facts, wrong = take_in(desk_of, name="", **{"paper-0-file": scan})
    row = wrong.context["form"].rows[0]
    assert row.kept
    facts |= {"name": "Nguyễn Thị Hoa", "paper-0-kept": row.kept, "paper-0-kept-name": row.kept_name}
    facts.pop("paper-0-file")
    desk_of.post(COPY, facts)

    dossier = Dossier.objects.get()
    assert Upload.objects.get().dossier_number == dossier.number
    assert [paper.file_key for paper in desk.evidence_given(dossier)] == [row.kept]


PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000" + "1f15c4890000000d49444154789c6360606060000000050001"
    "a5f645400000000049454e44ae426082"
)


def test_a_file_that_is_not_what_it_says_is_refused_with_a_sentence(world, desk_of):
    fake = SimpleUploadedFile("to-khai.pdf", b"MZ\x90 not a pdf", "application/pdf")
    _, answer = take_in(desk_of, **{"paper-0-file": fake})

    assert answer.status_code == 422
    assert "checklist" in answer.content.decode()
    assert "to-khai.pdf" in answer.context["form"].rows[0].error


@pytest.mark.parametrize(
    ("act", "kind", "state", "more"),
    [
        pytest.param("ask", "supplement", "supplement_before_reception", {"items": "Ảnh\nTờ khai"}, id="form 02"),
        pytest.param("refuse", "refusal", "reception_refused", {"guidance": "Nộp ở xã khác"}, id="form 03"),
    ],
)
def test_an_incomplete_application_leaves_with_a_paper(world, desk_of, act, kind, state, more):
    take_in(desk_of, act=act, reason="Chưa đủ", **more)

    dossier = Dossier.objects.get()
    assert dossier.state == state
    assert Paper.objects.get(dossier_number=dossier.number).kind == kind
    assert charges_for(dossier.number) == []


def test_a_request_without_items_is_refused_whole(world, desk_of):
    _, answer = take_in(desk_of, act="ask", reason="Chưa đủ", items=" ")

    assert answer.status_code == 422
    assert Dossier.objects.count() == 0


def test_an_interlinked_application_goes_to_each_agency(world, desk_of):
    take_in(desk_of, WHOLE)

    parent = Dossier.objects.get(parent=None)
    assert parent.procedure_code == worlds.WHOLE
    assert [child.resolving_unit for child in selectors.children_of(parent)] == [
        world.commune, world.police, world.insurance,
    ]  # fmt: skip
    assert {child.state for child in parent.children.all()} == {"received"}
    assert parent.current_due_at == max(child.current_due_at for child in parent.children.all())
    printed = Paper.objects.get(kind="receipt").facts
    # Not the eight days of its own text: what is promised, with the limit of each part.
    assert printed["time_limit"] == (
        "hẹn theo phần chậm nhất – Đăng ký khai sinh: 1 ngày làm việc; Đăng ký thường trú: 7 ngày làm việc; "
        "Cấp thẻ bảo hiểm y tế cho trẻ em: 5 ngày làm việc"
    )
    assert datetime.fromisoformat(printed["promised_at"]) == parent.current_due_at


def test_what_is_filed_while_a_ticket_is_served_belongs_to_its_visit(world, desk_of):
    ticket = visits.arrive(unit=world.counter, queue="A")
    desk_of.post("/mot-cua/hang-cho/goi/", {"queue": "A", "counter": "2"})
    desk_of.post(f"/mot-cua/hang-cho/{ticket.pk}/", {"act": "serve"})
    take_in(desk_of)
    take_in(desk_of, WHOLE)

    filed = visits.dossiers_in(ticket.visit)
    assert [one.procedure_code for one in filed] == [worlds.COPY, worlds.WHOLE]


def test_a_second_procedure_begins_with_the_same_person(world, desk_of):
    take_in(desk_of)
    page = desk_of.get(f"{WHOLE}?tu={Dossier.objects.get().number}")

    assert page.context["form"].get("name") == "Nguyễn Thị Hoa"


def test_a_supervisor_only_looks_on(world):
    looker = worlds.client_of(worlds._account("nhin", world.counter, "supervise"))

    assert looker.get("/mot-cua/").status_code == 200
    assert looker.get(COPY).status_code == 403
    assert looker.post(COPY, {}).status_code == 403


def test_choosing_leads_on_by_name_and_by_code(world, desk_of):
    assert worlds.COPY in desk_of.get("/mot-cua/tiep-nhan/?q=trich+luc").content.decode()
    assert worlds.COPY in desk_of.get("/mot-cua/tiep-nhan/goi-y/?q=trich").content.decode()
    assert desk_of.get(f"/mot-cua/tiep-nhan/?q={worlds.COPY}").url == COPY


def test_the_system_does_not_let_the_receipt_promise_another_day_than_the_dossier(world, desk_of):
    take_in(desk_of, WHOLE)

    parent = Dossier.objects.get(parent=None)
    promised = Paper.objects.get(kind="receipt").facts["promised_at"]
    assert promised[:16] == f"{timezone.localtime(parent.current_due_at):%Y-%m-%dT%H:%M}"


@pytest.mark.parametrize("address", [COPY, WHOLE], ids=["one agency", "interlinked"])
def test_the_page_needs_ten_queries_or_fewer(world, desk_of, address, django_assert_max_num_queries):
    desk_of.get(address)
    with django_assert_max_num_queries(10):
        assert desk_of.get(address).status_code == 200
