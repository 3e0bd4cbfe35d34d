"""Send a report: freeze its figures, number it, sign its paper. One act, all or nothing."""

import hashlib
import json
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from motcua.accounts.models import Account
from motcua.documents.signing import Signatory, configured_signatory, sign_pdf
from motcua.reports import catalogue
from motcua.reports.errors import NewEditionNeedsReason, NothingChanged
from motcua.reports.models import ReportEdition
from motcua.reports.printing import paper
from motcua.reports.request import Request
from motcua.reports.selectors import editions_of, figures_of, window_name


def send(
    *,
    name: str,
    request: Request,
    by: Account | None = None,
    signatory: Signatory | None = None,
    reason: str = "",
    at: datetime | None = None,
) -> ReportEdition:
    """Freeze and sign the report as known now; a second sending needs a reason and a difference."""
    sent_at = at or timezone.now()
    known_at = request.as_known_on or sent_at
    asked = replace(request, as_known_on=known_at)
    earlier = editions_of(name, asked).first()
    if earlier is not None and not reason.strip():
        raise NewEditionNeedsReason(number=earlier.number)
    table = catalogue.report(name, asked)
    frozen = json.loads(json.dumps(table.as_dict(), default=str))
    if earlier is not None and figures_of(frozen) == figures_of(earlier.frozen):
        raise NothingChanged(number=earlier.number)
    edition = earlier.edition + 1 if earlier else 1
    number = number_of(name, asked, edition)
    signer = signatory or configured_signatory(by.full_name if by else "")
    pdf = sign_pdf(paper.write(table, edition=f"{number} (lần {edition})", at=sent_at), signer, reason=number)
    with transaction.atomic():
        return ReportEdition.objects.create(
            report=name, period=asked.period.name, window=window_name(asked),
            level=asked.level.value if asked.level else "", agency_code=asked.agency_code, edition=edition,
            number=number, frozen=frozen, sha256=checksum(frozen), pdf=pdf, signer=signer.name,
            known_at=known_at, sent_at=sent_at, sent_by=by, reason=reason.strip(),
        )  # fmt: skip


def number_of(name: str, request: Request, edition: int) -> str:
    """Return the number of an edition, such as `06a/2023Q1/statutory/H26/02`."""
    level = request.level.value if request.level else ""
    parts = [name, request.period.name, window_name(request), level, request.agency_code, f"{edition:02d}"]
    return "/".join(part for part in parts if part)


def checksum(frozen: dict[str, Any]) -> str:
    """Return the SHA-256 of the frozen figures in a form that does not depend on the order of members."""
    return hashlib.sha256(json.dumps(frozen, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
