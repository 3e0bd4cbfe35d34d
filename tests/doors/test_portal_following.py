"""Paying, following, receiving, sharing and rating one's own dossier."""

import json
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from motcua.accounts.models import Account
from motcua.accounts.services import claim_mandate, prove_mandate
from motcua.agencies.models import Posting
from motcua.documents.services import issue_paper, issue_result, revoke_result
from motcua.documents.testing import a_pdf
from motcua.documents.uploads import read
from motcua.dossiers import services, talking
from motcua.dossiers.actors import Actor
from motcua.dossiers.own import tracking_code
from motcua.dossiers.selectors import find
from motcua.dossiers.voice import selectors as voice
from motcua.dossiers.voice import services as voices
from motcua.notices import reaching, selectors
from motcua.payments.selectors import charges_for, trial_balance
from motcua.portal.models import ShareGrant
from tests.module_rows import once_per_module

from . import nation
from .test_portal_filing import begun, filled, sent

pytestmark = pytest.mark.django_db


nation_of_the_module = once_per_module(lambda: nation.founded("9.000201", "9.000101"))


@pytest.fixture
def country(nation_of_the_module, db):
    return nation_of_the_module


@pytest.fixture
def citizen(country):
    return Account.objects.get(username="congdan")


@pytest.fixture
def number(client, citizen):
    client.force_login(citizen)
    return sent(client, filled(client, begun(client)))["Location"].split("/")[2]


@pytest.fixture
def thief(country):
    other = Client()
    other.force_login(Account.objects.get(username="doanhnghiep"))
    return other


def desk():
    return Actor.officer(Posting.objects.get(account__username="motcua"))


def test_every_own_page_leads_to_the_others_and_marks_itself(client, citizen, number):
    client.force_login(citizen)
    addresses = ["/tra-cuu/", "/kho-giay-to/", "/lich-hen/", "/tin-bao/", "/tai-khoan/"]
    for address in addresses:
        page = client.get(address).content.decode()
        assert all(f'href="{other}"' in page for other in addresses), address
        assert f'href="{address}" aria-current="page"' in page
    assert 'href="/tai-khoan/uy-quyen/" aria-current="page"' in client.get("/tai-khoan/uy-quyen/").content.decode()
    assert "hẹn trả" not in client.get("/tra-cuu/").content.decode()  # nothing is promised before reception
    services.receive(number=number, actor=desk())
    assert "hẹn trả" in client.get("/tra-cuu/").content.decode()
    assert 'href="/lich-hen/"' not in Client().get("/tra-cuu/").content.decode()


def returned(number):
    dossier = find(number)
    settler, signer = (nation.officer_of(dossier.resolving_unit, duty) for duty in ("settle", "sign"))
    services.receive(number=number, actor=desk())
    services.hand_over(number=number, actor=desk())
    services.propose(number=number, actor=settler)
    services.decide(number=number, actor=signer, output="KQ-01")
    services.return_output(number=number, actor=desk(), way="electronic")
    paper = issue_paper(
        kind="result",
        unit=dossier.resolving_unit,
        facts={"dossier_number": number, "title": "Giấy", "body": "Đã cấp.", "signer": "Phạm Quang Sơn"},
        issued_at=timezone.now(),
    )
    return issue_result(paper=paper, title="Chứng nhận đăng ký xe", at=timezone.now())


def begun_payment(client, number, partner):
    [charge] = charges_for(number)
    return client.post(f"/thanh-toan/{number}/", {"charge": charge.id, "partner": partner})


@pytest.mark.parametrize("partner", ["vnpay", "paygov"])
def test_the_simulated_partner_settles_and_the_browser_only_shows(client, number, partner):
    page = client.get(begun_payment(client, number, partner)["Location"])
    given = dict(page.context["given"])
    back = client.post(f"/mo-phong/{partner}/", {**given, "act": "pay"})
    shown = client.get(back["Location"]).content.decode()
    assert "Đã nộp đủ" in shown
    assert charges_for(number)[0].receipt_number in shown
    assert sum(trial_balance().values()) == 0


def test_a_payment_given_up_stays_due(client, number):
    page = client.get(begun_payment(client, number, "vnpay")["Location"])
    back = client.post("/mo-phong/vnpay/", {**dict(page.context["given"]), "act": "fail"})
    assert "Đang chờ xác nhận" in client.get(back["Location"]).content.decode()
    assert charges_for(number)[0].state == "due"


def test_a_transfer_is_scanned_and_the_bank_tells_us(client, number):
    page = begun_payment(client, number, "vietqr")
    assert page.status_code == 200
    paid = {"code": page.context["transfer"], "back": f"/thanh-toan/{number}/ket-qua/", "act": "pay"}
    client.post("/mo-phong/vietqr/", paid)
    assert charges_for(number)[0].state == "paid"


def test_a_browser_that_says_paid_settles_nothing(client, number):
    begun_payment(client, number, "vnpay")
    forged = {"vnp_TxnRef": "MCAAAAAAAAAAAA", "vnp_ResponseCode": "00", "vnp_SecureHash": "0" * 128}
    client.get(f"/thanh-toan/{number}/ket-qua/", forged)
    heard = client.get("/thanh-toan/thong-bao/vnpay/", forged)
    assert json.loads(heard.content)["RspCode"] == "97"
    assert charges_for(number)[0].state == "due"


def test_a_replayed_notice_gives_one_receipt(client, number):
    page = client.get(begun_payment(client, number, "vnpay")["Location"])
    back = client.post("/mo-phong/vnpay/", {**dict(page.context["given"]), "act": "pay"})["Location"]
    again = client.get("/thanh-toan/thong-bao/vnpay/?" + back.split("?", 1)[1])
    assert json.loads(again.content)["RspCode"] == "02"
    assert sum(trial_balance().values()) == 0


def test_without_a_simulated_nation_there_is_no_simulator(client, number, settings):
    settings.PRODUCTION = True
    settings.SECURE_SSL_REDIRECT = False
    assert client.get("/mo-phong/vnpay/").status_code == 404


def test_without_an_account_one_sees_the_code_and_the_degree_only(client, number):
    stranger = Client()
    page = stranger.post("/tra-cuu/", {"ma": number, "maso": tracking_code(number).lower()}).content.decode()
    assert "10 %" in page
    assert "Nguyễn Thị Hoa" not in page
    assert "Đăng ký xe" not in page
    for wrong in ({"ma": number, "maso": "AAAAAAAA"}, {"ma": "H99-1", "maso": tracking_code(number)}):
        assert "không khớp" in stranger.post("/tra-cuu/", wrong).content.decode()


def test_codes_are_not_tried_out_and_the_applicant_elsewhere_is_not_shut_out(client, number):
    right, stranger = {"ma": number, "maso": tracking_code(number)}, Client()
    for _ in range(5):
        assert stranger.post("/tra-cuu/", {"ma": number, "maso": "AAAAAAAA"}).status_code == 404
    refused = stranger.post("/tra-cuu/", right)
    assert (refused.status_code, refused["Retry-After"]) == (429, "900")
    assert "Hãy chờ 15 phút" in refused.content.decode()
    assert stranger.post("/tra-cuu/", right, REMOTE_ADDR="198.51.100.7").status_code == 200


def test_the_owner_reads_where_it_is_with_ten_queries_or_fewer(client, number, django_assert_max_num_queries):
    services.receive(number=number, actor=desk())
    for lang in ("vi", "en"):
        with django_assert_max_num_queries(10):
            page = client.get(f"/ho-so/{number}/?lang={lang}")
    page = client.get(f"/ho-so/{number}/?lang=vi").content.decode()
    assert "Hẹn trả" in page
    assert "thời hạn bắt đầu tính" in page
    assert client.get(f"/tra-cuu/?ma={number}")["Location"] == f"/ho-so/{number}/"


def test_papers_that_were_asked_for_are_given_once(client, number, thief):
    services.request_supplement(number=number, actor=desk(), items=["Hoá đơn mua xe"], reason="Thiếu hoá đơn")
    page = client.get(f"/ho-so/{number}/")
    assert "Hoá đơn mua xe" in page.content.decode()
    once = page.context["dossier"].last_ordinal

    def give():
        file = SimpleUploadedFile("hoa-don.pdf", a_pdf())
        return client.post(f"/ho-so/{number}/bo-sung/", {"file": file, "once": once})

    assert thief.post(f"/ho-so/{number}/bo-sung/", {"once": once}).status_code == 404
    assert give().status_code == 302
    assert give().status_code == 302
    assert find(number).state == "registered"


def test_a_dossier_is_withdrawn_only_after_a_yes(client, number):
    client.post(f"/ho-so/{number}/rut/", {})
    assert find(number).state == "registered"
    client.post(f"/ho-so/{number}/rut/", {"sure": "yes", "reason": "Đổi ý"})
    assert find(number).state == "withdrawn"
    assert "Bạn đã rút hồ sơ" in client.get(f"/ho-so/{number}/").content.decode()


def test_a_result_is_kept_verified_and_refused_when_altered(client, number, thief):
    result = returned(number)
    assert "Chứng nhận đăng ký xe" in client.get("/kho-giay-to/").content.decode()
    body = client.get(f"/kho-giay-to/{result.mark}.pdf").content
    assert thief.get(f"/kho-giay-to/{result.mark}.pdf").status_code == 404
    assert body == read(result.content)
    genuine = Client().post(f"/xac-minh/{result.mark}", {"file": SimpleUploadedFile("a.pdf", body)}).content.decode()
    assert "Tệp đúng là bản đã cấp" in genuine
    altered = body.replace(b"/Title", b"/Titel", 1)
    assert altered != body
    refused = Client().post("/xac-minh/", {"file": SimpleUploadedFile("a.pdf", altered)})
    assert not refused.context["answer"].ok
    revoke_result(mark=result.mark, reason="Cấp nhầm", at=timezone.now())
    assert "Cấp nhầm" in Client().get(f"/xac-minh/{result.mark}").content.decode()
    assert Client().get("/xac-minh/khong-co").status_code == 404


def test_a_share_ends_by_itself_and_when_it_is_taken_back(client, number, thief):
    result = returned(number)
    client.post(f"/kho-giay-to/{result.mark}/chia-se/", {"recipient": "Ngân hàng", "days": "7"})
    grant = ShareGrant.objects.get()
    assert Client().get(f"/chia-se/{grant.mark}/").content.startswith(b"%PDF")
    assert thief.post(f"/kho-giay-to/{grant.mark}/thu-hoi/").status_code == 404
    ShareGrant.objects.update(expires_at=timezone.now() - timedelta(seconds=1), given_at=timezone.now() - timedelta(1))
    assert Client().get(f"/chia-se/{grant.mark}/").status_code == 404
    ShareGrant.objects.update(expires_at=timezone.now() + timedelta(days=1))
    client.post(f"/kho-giay-to/{grant.mark}/thu-hoi/")
    assert Client().get(f"/chia-se/{grant.mark}/").status_code == 404
    for days in ("0", "91", "x", ""):
        client.post(f"/kho-giay-to/{result.mark}/chia-se/", {"recipient": "Ai đó", "days": days})
    assert ShareGrant.objects.count() == 1


def test_a_rating_is_given_once_after_the_return_and_counted_without_a_name(client, number, thief):
    early = client.post(f"/ho-so/{number}/danh-gia/", {"time": "5"})
    assert "sau khi đã trả kết quả" in early.content.decode()
    returned(number)
    client.post(f"/ho-so/{number}/danh-gia/", {"time": "5", "ease": "2"})
    client.post(f"/ho-so/{number}/danh-gia/", {"time": "1"})
    now = timezone.now()
    figures = voice.rating_figures(now - timedelta(days=1), now + timedelta(days=1))
    aspects = {each.aspect: (each.content, each.answered) for each in figures.aspects}
    assert (figures.rated, figures.returned, aspects["time"], aspects["ease"]) == (1, 1, (1, 1), (0, 1))
    assert thief.get(f"/ho-so/{number}/danh-gia/").status_code == 404


def test_a_petition_is_answered_in_public_without_its_author(client, country, citizen):
    client.force_login(citizen)
    text = "Quầy số 2 nghỉ sớm hơn giờ niêm yết."
    assert client.post("/phan-anh/gui/", {"kind": "feedback", "text": text}).status_code == 422
    client.post("/phan-anh/gui/", {"kind": "feedback", "text": text, "place": "H36.101"})
    client.post("/phan-anh/gui/", {"kind": "feedback", "text": text, "place": "H36.101"})
    [petition] = voice.petitions_of(citizen)
    assert text not in Client().get("/phan-anh/").content.decode()
    leader = Actor.officer(Posting.objects.get(account__username="lanhdao"))
    with pytest.raises(voices.NotYourPetition):
        voices.answer_petition(mark=petition.mark, actor=desk(), answer="Xin cảm ơn ông bà đã góp ý.")
    voices.sort_petition(mark=petition.mark, actor=leader, weight="plain")
    voices.answer_petition(mark=petition.mark, actor=leader, answer="Đã chấn chỉnh quầy số 2.")
    page = Client().get("/phan-anh/").content.decode()
    assert "Đã chấn chỉnh quầy số 2." in page
    assert "Nguyễn Thị Hoa" not in page
    now = timezone.now()
    figures = voice.petition_figures(now - timedelta(days=1), now + timedelta(days=1))
    assert (figures.sent, figures.on_time, figures.late, figures.pending) == (1, 1, 0, 0)


def test_the_leader_answers_at_the_desk_and_other_units_do_not_see_it(client, country, citizen):
    client.force_login(citizen)
    client.post("/phan-anh/gui/", {"kind": "suggestion", "text": "Nên mở quầy sáng thứ bảy.", "place": "H36.101"})
    [petition] = voice.petitions_of(citizen)
    leader, other = Client(), Client()
    leader.force_login(Account.objects.get(username="lanhdao"))
    other.force_login(Account.objects.get(username="lanhdaoso"))
    assert petition.text in leader.get("/xu-ly/phan-anh/").content.decode()
    assert petition.text not in other.get("/xu-ly/phan-anh/").content.decode()
    address = f"/xu-ly/phan-anh/{petition.mark}/"
    assert other.post(address, {"answer": "Chúng tôi sẽ xem xét."}).status_code == 404
    leader.post(address, {"act": "sort", "weight": "plain"})
    leader.post(address, {"act": "answer", "answer": "Quầy mở sáng thứ bảy từ tháng sau.", "public": "yes"})
    assert "Quầy mở sáng thứ bảy" in Client().get("/phan-anh/").content.decode()


def test_the_owner_and_the_office_write_to_each_other(client, number, thief):
    talking.write(dossier=find(number), actor=desk(), text="Xin gửi ảnh rõ hơn.")
    page = client.get(f"/ho-so/{number}/").content.decode()
    assert "Xin gửi ảnh rõ hơn." in page
    assert talking.letters_of(find(number))[0].read_at is not None
    client.post(f"/ho-so/{number}/trao-doi/", {"text": "<b>Đã gửi</b>"})
    assert "&lt;b&gt;Đã gửi" in client.get(f"/ho-so/{number}/").content.decode()
    assert client.post(f"/ho-so/{number}/trao-doi/", {"text": " "}).status_code == 422
    assert thief.post(f"/ho-so/{number}/trao-doi/", {"text": "Chào"}).status_code == 404


def test_who_holds_a_mandate_files_for_another_person(client, country, citizen):
    company = Account.objects.get(username="doanhnghiep")
    claim = claim_mandate(
        agent=company,
        principal_name=citizen.full_name,
        principal_number=citizen.identity_number,
        kind="authorised",
        valid_from=timezone.localdate(),
    )
    client.force_login(company)
    assert not client.get("/nop-ho-so/9.000201/").context["mandates"]
    prove_mandate(mandate=claim, by=Account.objects.get(username="motcua"), proof="Giấy uỷ quyền 01")
    page = client.get("/nop-ho-so/9.000201/")
    chosen = {"place": "H36.101", "case": page.context["cases"][0][0], "mandate": claim.pk}
    home = client.post("/nop-ho-so/9.000201/", chosen)["Location"]
    fields = client.get(f"{home}trang/applicant/").context["page"].fields
    assert fields[0].value == citizen.full_name
    number = sent(client, filled(client, home))["Location"].split("/")[2]
    dossier = find(number)
    assert (dossier.applicant.name, dossier.representative.name) == (citizen.full_name, company.full_name)
    client.force_login(citizen)
    assert client.get(f"/ho-so/{number}/").status_code == 200


def test_the_owner_reads_what_was_sent_and_chooses_how_to_be_told(client, number, citizen):
    services.receive(number=number, actor=desk())
    page = client.get(f"/ho-so/{number}/").content.decode()
    assert f"Đã tiếp nhận hồ sơ {number}" in page
    assert 'href="/tin-bao/"' in page
    refused = client.post("/tin-bao/", {"channel": "chat", "language": "en"})
    assert refused.status_code == 422
    kept = client.post("/tin-bao/", {"channel": ["sms", "chat"], "chat": "zalo-1", "language": "en"}, follow=True)
    assert "Đã lưu" in kept.content.decode()
    wishes = reaching.wishes_of(citizen.pk)
    assert {name: wish.given for name, wish in wishes.items()} == {"email": False, "sms": True, "chat": True}
    services.request_supplement(number=number, actor=desk(), items=["Hoá đơn"], reason="Thiếu")
    told = selectors.messages_of(number).filter(event="supplement_requested")
    assert {message.channel for message in told} <= {"sms", "chat"}
    assert all(message.body.startswith(f"Dossier {number} needs") for message in told)
