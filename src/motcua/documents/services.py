"""What an office does with papers: issue, replace, and hand them over as PDF.

Numbers are gapless: the counter row is locked in the same transaction as the paper and
everything the caller does with it, so a number is taken only if all of it happens.
"""

import hashlib
import json
from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any, Protocol

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from motcua.documents import facts as fields
from motcua.documents import selectors, typesetting
from motcua.documents.errors import MissingFacts, PaperDiffers
from motcua.documents.models import IssuedResult, Paper, PaperCounter, Upload
from motcua.documents.signing import Signatory, configured_signatory, sign_pdf
from motcua.documents.uploads import append_piece, begin_upload, keep, name_dossier, store_upload
from motcua.rules.forms import Form, PaperKind, form_of, number_of

__all__ = [
    "append_piece",
    "attach",
    "begin_upload",
    "issue_paper",
    "issue_result",
    "name_dossier",
    "pdf_of",
    "picture_of",
    "revoke_result",
    "store_upload",
]


def attach(*, marks: Collection[str], dossier_number: str) -> int:
    """Tie files given before there was a dossier to its number; return how many were tied."""
    return Upload.objects.filter(mark__in=marks, dossier_number="").update(dossier_number=dossier_number)


class IssuingUnit(Protocol):
    """What is asked of a unit that issues papers."""

    code: Any
    name: Any


@transaction.atomic
def issue_paper(
    *,
    kind: str,
    unit: IssuingUnit,
    facts: Mapping[str, Any],
    issued_at: datetime,
    received_on: date | None = None,
    replaces: Paper | None = None,
) -> Paper:
    """Issue a paper of `kind` with the next number of this unit, kind and year.

    The form is that of the day the dossier was received (default: the day of issue).
    `facts["dossier_number"]` names the dossier. Raise MissingFacts where the form's
    mandatory facts are absent, NoSuchForm where the regime has no such form.
    """
    local = timezone.localtime(issued_at)
    form = form_of(kind, received_on or local.date())
    fields.check(form, facts)
    head = selectors.letterhead(unit.code, local.date(), str(unit.name))
    ordinal = _next_ordinal(unit.code, form.kind, local.year)
    number = number_of(form, ordinal, head["office_mark"])
    stated = plain({**facts, "number": number, "head": head, "form": _form_facts(form)})
    return Paper.objects.create(
        kind=form.kind,
        layout=form.layout,
        unit_code=unit.code,
        year=local.year,
        ordinal=ordinal,
        number=number,
        dossier_number=str(facts.get("dossier_number", "")),
        issued_at=issued_at,
        facts=stated,
        facts_sha256=_checksum(stated),
        replaces=replaces,
    )


def pdf_of(paper: Paper) -> bytes:
    """Return the paper as PDF/A, drawn from the facts it was issued with; refuse facts that were changed."""
    return _drawn(paper, "pdf")


def picture_of(paper: Paper) -> bytes:
    """Return the first page as PNG, for the screen."""
    return _drawn(paper, "png")


def _drawn(paper: Paper, form: str) -> bytes:
    if _checksum(paper.facts) != paper.facts_sha256:
        raise PaperDiffers(number=paper.number)
    seal = selectors.seal_svg_or_png(paper)
    check = check_address(paper)
    target = check if paper.kind == PaperKind.RESULT else tracking_address(paper)
    shown = {**paper.facts, "qr": typesetting.qr_svg(target), "seal": seal, "check_address": check}
    return typesetting.draw(paper.layout, shown, timezone.localtime(paper.issued_at), form)


@transaction.atomic
def issue_result(*, paper: Paper, title: str, signatory: Signatory | None = None, at: datetime) -> IssuedResult:
    """Sign a paper and register it, so that anybody can verify it under the mark in its QR code."""
    who = signatory or configured_signatory(str(paper.facts.get("signer", "")), paper.facts["head"]["unit_name"])
    signed = sign_pdf(pdf_of(paper), who, reason=title)
    return IssuedResult.objects.create(
        mark=paper.mark,
        title=title,
        dossier_number=paper.dossier_number,
        paper=paper,
        content=keep(signed, "application/pdf", name=paper.number),
        signer=who.name,
        unit_code=paper.unit_code,
        issued_at=at,
    )


@transaction.atomic
def revoke_result(*, mark: str, reason: str, at: datetime) -> IssuedResult:
    """Withdraw an issued result; it stays verifiable and says since when and why it no longer counts."""
    found = IssuedResult.objects.select_for_update().get(mark=mark)
    if not reason.strip():
        raise MissingFacts(title=found.title, missing=fields.LABELS["reason"])
    if found.revoked_at is None:
        found.revoked_at, found.revoked_reason = at, reason
        found.save(update_fields=["revoked_at", "revoked_reason"])
    return found


def tracking_address(paper: Paper) -> str:
    """Return the address in the paper's QR code: the dossier's tracking page, or the paper's own check."""
    if paper.dossier_number:
        return f"{settings.PUBLIC_URL}/tra-cuu/?ma={paper.dossier_number}"
    return check_address(paper)


def check_address(paper: Paper) -> str:
    """Return the public address at which anybody may check this paper."""
    return f"{settings.PUBLIC_URL}/xac-minh/{paper.mark}"


def _next_ordinal(unit_code: str, kind: str, year: int) -> int:
    PaperCounter.objects.get_or_create(unit_code=unit_code, kind=kind, year=year)
    counter = PaperCounter.objects.select_for_update().get(unit_code=unit_code, kind=kind, year=year)
    counter.last += 1
    counter.save(update_fields=["last"])
    return counter.last


def _form_facts(form: Form) -> dict[str, str]:
    return {"name": form.name, "title": form.title, "size": form.size, "source": form.source, "regime": form.regime}


def plain(value: Any) -> Any:
    """Return `value` as a paper keeps it: moments in local time with offset, everything else as it is."""
    if isinstance(value, datetime):
        return timezone.localtime(value).isoformat(timespec="minutes") if timezone.is_aware(value) else str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(name): plain(item) for name, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    return value if isinstance(value, (str, int, float, bool, type(None))) else str(value)


def _checksum(stated: Any) -> str:
    text = json.dumps(stated, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
