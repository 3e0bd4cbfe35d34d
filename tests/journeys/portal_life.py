"""One person's life on the portal: an instance of every kind of page, made through the doors themselves."""

from datetime import timedelta
from urllib.parse import urlsplit

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client
from django.utils import timezone

from motcua.accounts.models import Account, Mandate
from motcua.accounts.services import claim_mandate
from motcua.agencies.models import Posting
from motcua.documents.services import issue_paper, issue_result
from motcua.dossiers import services, talking
from motcua.dossiers.actors import Actor
from motcua.dossiers.selectors import find
from motcua.dossiers.voice import selectors as voice
from motcua.dossiers.voice import services as voices
from motcua.portal.models import ShareGrant
from motcua.procedures.consultations.services import open_consultation
from motcua.procedures.models import AnnouncementDecision
from tests.doors import nation
from tests.doors.test_portal_filing import begun, filled, sent

CODE = "9.000201"
PASSWORD = "motcua-demo"


def desk():
    return Actor.officer(Posting.objects.get(account__username="motcua"))


def lived(client):
    """Let `congdan` live; return the values that the addresses of the portal want, by name."""
    nation.founded(CODE)
    me, other = (Account.objects.get(username=name) for name in ("congdan", "doanhnghiep"))
    client.force_login(me)
    done, asked = (sent(client, filled(client, begun(client)))["Location"].split("/")[2] for _ in range(2))
    draft = begun(client)
    result = returned(done)
    services.request_supplement(number=asked, actor=desk(), items=["Hoá đơn mua xe"], reason="Thiếu hoá đơn")
    talking.write(dossier=find(asked), actor=desk(), text="Xin gửi ảnh rõ hơn.")
    client.post(f"/ho-so/{done}/danh-gia/", {"time": "5"})
    client.post(f"/kho-giay-to/{result.mark}/chia-se/", {"recipient": "Ngân hàng", "days": "7"})
    today = timezone.localdate()
    mine = {"principal_name": me.full_name, "principal_number": me.identity_number}
    claim_mandate(agent=other, kind="authorised", valid_from=today, **mine)
    claim_mandate(
        agent=me, principal_name="Công ty Sông", principal_number="3601234567", kind="authorised", valid_from=today
    )
    petition(client, me)
    paid = client.get(f"/thanh-toan/{asked}/").context
    way = client.post(f"/thanh-toan/{asked}/", {"charge": paid["charges"][0].id, "partner": "vnpay"})["Location"]
    return {
        "number": done,
        "asked": asked,
        "draft": draft,
        "draft_mark": draft.strip("/").split("/")[-1],
        "result": result.mark,
        "share": ShareGrant.objects.get().mark,
        "mandate": Mandate.objects.first().pk,
        "way": urlsplit(way).path + "?" + urlsplit(way).query,
        "appointment": appointment(client),
        "consultation": consultation(other),
        "decision": AnnouncementDecision.objects.first().pk,
    }


def unusual_accounts():
    """Give `doanhnghiep` a second factor; open a session of somebody who has no password."""
    company, client = Account.objects.get(username="doanhnghiep"), Client()
    TOTP.activate(company, generate_totp_secret())
    [code, *_] = RecoveryCodes.activate(company).get_unused_codes()
    nobody = Account(username="oidc-1", full_name="Trần Văn An")
    nobody.set_unusable_password()
    nobody.save()
    client.force_login(nobody)
    return {"recovery_code": code, "without_password": client.session.session_key}


def returned(number):
    dossier = find(number)
    settler, signer = (nation.officer_of(dossier.resolving_unit, duty) for duty in ("settle", "sign"))
    services.receive(number=number, actor=desk())
    services.hand_over(number=number, actor=desk())
    services.propose(number=number, actor=settler)
    services.decide(number=number, actor=signer, output="KQ-01")
    services.return_output(number=number, actor=desk(), way="electronic")
    facts = {"dossier_number": number, "title": "Giấy", "body": "Đã cấp.", "signer": "Phạm Quang Sơn"}
    paper = issue_paper(kind="result", unit=dossier.resolving_unit, facts=facts, issued_at=timezone.now())
    return issue_result(paper=paper, title="Chứng nhận đăng ký xe", at=timezone.now())


def petition(client, me):
    """Send one that is answered in public and one that waits."""
    for text in ("Quầy số 2 nghỉ sớm hơn giờ niêm yết.", "Nên nhận bản điện tử thay bản giấy."):
        client.post("/phan-anh/gui/", {"kind": "feedback", "text": text, "place": "H36.101"})
    leader = Actor.officer(Posting.objects.get(account__username="lanhdao"))
    mark = voice.petitions_of(me)[0].mark
    voices.sort_petition(mark=mark, actor=leader, weight="plain")
    voices.answer_petition(mark=mark, actor=leader, answer="Đã chấn chỉnh quầy số 2.")


def appointment(client):
    """Book the first free time of the counter; return its mark."""
    page = client.get("/dat-lich/H36.101.01/").context
    days = [day.isoformat() for day in page["days"]]
    for day in days:
        parts = client.get(f"/dat-lich/H36.101.01/?ngay={day}").context["parts"]
        free = [one for _, slots in parts for one in slots if one.free]
        if free:
            at = timezone.localtime(free[0].slot.starts_at).isoformat()
            answer = client.post("/dat-lich/H36.101.01/", {"gio": at, "viec": "A"})
            return answer["Location"].strip("/").split("/")[-1]
    raise AssertionError("no day has a free time")


def consultation(writer):
    """Open a text for comment to which somebody wrote."""
    today = timezone.localdate()
    point = {"part": "evidence", "vi": "Giấy tờ", "en": "Papers", "removed": ["Bản sao"], "added": ["Bản điện tử"]}
    held = open_consultation(
        subject_type="plan",
        subject_id="x",
        title="Bớt một giấy tờ khi đăng ký xe",
        summary="Bỏ bản sao giấy chứng nhận.",
        opens_on=today,
        closes_before=today + timedelta(days=20),
        by=Account.objects.get(username="kiemsoat"),
        points=[point],
    )
    client = Client()
    client.force_login(writer)
    client.post(f"/lay-y-kien/{held.pk}/", {"text": "Nên nhận bản điện tử thay cho bản giấy.", "signed_as": "Hoa"})
    return held.pk
