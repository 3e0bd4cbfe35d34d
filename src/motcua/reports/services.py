"""Send a report: freeze its figures, number it, sign its paper. Keep and drop a view. Enter published figures.

Each is one act, all or nothing.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from motcua.accounts.models import Account
from motcua.agencies.models import Unit
from motcua.documents.signing import Signatory, configured_signatory, sign_pdf
from motcua.reports import catalogue
from motcua.reports.errors import (
    NewEditionNeedsReason,
    NotAnInsightPage,
    NothingChanged,
    PublishedNeedsSource,
    SharingNeedsUnit,
    TooManyViews,
    ViewNeedsName,
    WithdrawalNeedsReason,
)
from motcua.reports.models import KeptView, PublishedTable, ReportEdition
from motcua.reports.printing import paper
from motcua.reports.published import check
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


INSIGHT = "/dieu-hanh/"
MOST_VIEWS = 50


@transaction.atomic
def save_view(
    *, account: Account, name: str, address: str, unit: Unit | None = None, shared: bool = False, weekly: bool = False
) -> KeptView:
    """Keep a page as it is asked for, under a name of the person's own; the same name again replaces it."""
    title, page = " ".join(name.split()), address.strip()
    if not 1 <= len(title) <= KeptView._meta.get_field("name").max_length:  # type: ignore[operator]
        raise ViewNeedsName
    path = page.partition("?")[0]
    if not path.startswith(INSIGHT) or "//" in path or "\\" in page or len(page) > 500:
        raise NotAnInsightPage(address=page[:80])
    if shared and not unit:
        raise SharingNeedsUnit
    others = KeptView.objects.filter(account=account).exclude(name=title)
    if others.count() >= MOST_VIEWS:
        raise TooManyViews(most=MOST_VIEWS)
    kept, _ = KeptView.objects.update_or_create(
        account=account, name=title,
        defaults={"address": page, "unit_id": unit.pk if unit else None, "is_shared": shared, "is_weekly": weekly},
    )  # fmt: skip
    return kept


def drop_view(*, account: Account, view: int) -> bool:
    """Drop a view of one's own; return whether there was one."""
    many, _ = KeptView.objects.filter(account=account, pk=view).delete()
    return many > 0


@transaction.atomic
def enter_published(
    *,
    publisher: str,
    title: str,
    published_on: date,
    given: Mapping[str, Any],
    address: str = "",
    by: Account | None = None,
) -> PublishedTable:
    """Keep figures that somebody published, with their source; figures that cannot be read are refused.

    Equations that fail are no reason to refuse: that is what the table is entered for.
    """
    who, what, link = " ".join(publisher.split()), " ".join(title.split()), address.strip()
    if not who or not what or len(who) > 200 or len(what) > 300 or published_on > timezone.localdate():
        raise PublishedNeedsSource
    report = check(given)["report"]
    return PublishedTable.objects.create(
        report=report, publisher=who, title=what, address=link[:500], published_on=published_on,
        given=json.loads(json.dumps(given)), entered_by=by, entered_at=timezone.now(),
    )  # fmt: skip


@transaction.atomic
def withdraw_published(*, table: int, reason: str) -> PublishedTable:
    """Take a table that was entered wrongly out of the list; it stays kept with the reason."""
    if not reason.strip():
        raise WithdrawalNeedsReason
    found = PublishedTable.objects.select_for_update().get(pk=table)
    if found.withdrawn_at is None:
        found.withdrawn_at, found.withdrawal_reason = timezone.now(), reason.strip()[:300]
        found.save(update_fields=["withdrawn_at", "withdrawal_reason"])
    return found
