"""What is done to a draft: begin, answer a page, give and take back papers, claim, forget.

Every act locks its row, so two tabs and a double click leave one consistent draft.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from motcua.accounts.models import Account, Mandate
from motcua.agencies.models import Unit
from motcua.documents.models import Upload
from motcua.documents.services import store_upload
from motcua.notices.services import send
from motcua.portal.errors import NotOnline, TooManyPapers
from motcua.portal.models import Draft, DraftPaper
from motcua.procedures.models import Channel, EvidenceRequirement, ProcedureCase, ProcedureVersion
from motcua.procedures.selectors import form_of

KEPT = timedelta(days=30)
WARNED_BEFORE = timedelta(days=3)
MOST_PAPERS = 40


def offers_online(version: ProcedureVersion) -> bool:
    """Return whether this text lets people file online: it names the channel, and there is a form."""
    online = version.channel_rows.filter(method=Channel.Method.ONLINE).exists()
    return online and form_of(version) is not None


def begin(
    *,
    version: ProcedureVersion,
    case: ProcedureCase | None,
    place: Unit,
    browser: str,
    owner: Account | None = None,
    mandate: Mandate | None = None,
) -> Draft:
    """Begin an application; nobody has to be logged in for it."""
    if not offers_online(version):
        raise NotOnline(name=version.name)
    now = timezone.now()
    return Draft.objects.create(
        procedure_code=version.procedure.identity,
        version=version,
        case=case,
        place=place,
        browser=browser,
        owner=owner,
        mandate=mandate,
        began_at=now,
        changed_at=now,
        expires_at=now + KEPT,
    )


@transaction.atomic
def answer(*, draft: Draft, names: set[str], answers: Mapping[str, Any], done: str = "") -> Draft:
    """Keep what was answered on one page: of `names`, what is not in `answers` was emptied.

    A draft that was filed meanwhile (another tab) stays as it was filed.
    """
    held = _locked(draft)
    if not held.filed_number:
        kept = {name: value for name, value in held.answers.items() if name not in names}
        held.answers = {**kept, **answers}
        if done and done not in held.done:
            held.done = [*held.done, done]
        _touch(held)
    return held


@transaction.atomic
def claim(*, draft: Draft, account: Account) -> Draft:
    """Tie a draft begun without log-in to the account of the person at this browser."""
    held = _locked(draft)
    if held.owner_id is None:
        held.owner = account
        held.save(update_fields=["owner"])
    return held


def give_file(*, draft: Draft, requirement: EvidenceRequirement, name: str, content: bytes) -> DraftPaper:
    """Look at a file and keep it with the draft; what it must not be is refused by `documents`."""
    if draft.papers.count() >= MOST_PAPERS:
        raise TooManyPapers(most=MOST_PAPERS)
    upload = store_upload(name=name, content=content, owner=draft.owner, purpose=f"draft {draft.mark}")
    return give_upload(draft=draft, requirement=requirement, upload=upload)


@transaction.atomic
def give_upload(*, draft: Draft, requirement: EvidenceRequirement, upload: Upload) -> DraftPaper:
    """Add a file that is already kept; the same content given twice for one paper is one."""
    held = _locked(draft)
    known = held.papers.filter(requirement=requirement, upload__content=upload.content_id).first()
    if known is not None:
        return known
    now = _touch(held)
    return DraftPaper.objects.create(draft=held, requirement=requirement, upload=upload, name=upload.name, given_at=now)


@transaction.atomic
def reuse(*, draft: Draft, requirement: EvidenceRequirement, source: str, name: str) -> DraftPaper:
    """Point to where the State already has a paper: a dossier's result, or a register the office looks into."""
    held = _locked(draft)
    known = held.papers.filter(requirement=requirement, reused_from=source).first()
    if known is not None:
        return known
    now = _touch(held)
    return DraftPaper.objects.create(
        draft=held, requirement=requirement, reused_from=source[:120], name=name[:300], given_at=now
    )


@transaction.atomic
def take_back(*, draft: Draft, paper_id: int) -> None:
    """Remove a paper from the draft; one that is not there any more is no error."""
    held = _locked(draft)
    if not held.filed_number:
        held.papers.filter(pk=paper_id).delete()
        _touch(held)


def discard(*, draft: Draft) -> None:
    """Forget a draft at the person's wish; one that was filed stays."""
    Draft.objects.filter(pk=draft.pk, filed_number="").delete()


def forget_old(now: datetime | None = None) -> int:
    """Delete drafts that nobody touched for thirty days; return how many."""
    found = Draft.objects.filter(expires_at__lte=now or timezone.now(), filed_number="")
    count = found.count()
    found.delete()
    return count


def warn_of_ending(now: datetime | None = None) -> int:
    """Tell people with an address, three days before, that a draft will be forgotten; return how many were told."""
    moment, told = now or timezone.now(), 0
    near = Draft.objects.filter(
        warned_at=None,
        filed_number="",
        owner__isnull=False,
        expires_at__gt=moment,
        expires_at__lte=moment + WARNED_BEFORE,
    )
    for draft in near.select_related("owner", "version"):
        with transaction.atomic():
            if draft.owner is not None and draft.owner.email:
                send(
                    event="draft_expires",
                    channel="email",
                    address=draft.owner.email,
                    facts={
                        "procedure": draft.version.name,
                        "due": f"{timezone.localtime(draft.expires_at):%d/%m/%Y}",
                        "address": f"{settings.PUBLIC_URL}/nop-ho-so/{draft.procedure_code}/{draft.mark}/",
                    },
                    key=f"draft-{draft.mark}-{draft.expires_at:%Y%m%d}",
                    account=draft.owner,
                )
                told += 1
            Draft.objects.filter(pk=draft.pk).update(warned_at=moment)
    return told


def drafts_of(account: Account) -> list[Draft]:
    """Return a person's applications in preparation, the last touched first."""
    found = Draft.objects.filter(owner=account, filed_number="", expires_at__gt=timezone.now())
    return list(found.select_related("version__procedure", "place").order_by("-changed_at"))


def _locked(draft: Draft) -> Draft:
    return Draft.objects.select_for_update(of=("self",)).get(pk=draft.pk)


def _touch(held: Draft) -> datetime:
    now = timezone.now()
    held.changed_at, held.expires_at, held.warned_at = now, now + KEPT, None
    held.save()
    return now
