"""What the counter's papers state, and how an act and its paper happen together or not at all."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from motcua.counter.phrases import RECEIPT_WAYS, RETURN_WAYS
from motcua.documents import selectors as documents
from motcua.documents.services import issue_paper
from motcua.dossiers import clock, desk
from motcua.dossiers.own import tracking_code
from motcua.payments import selectors as payments
from motcua.rules.money import in_words
from motcua.rules.time_limits import TimeLimit


class _Repeated(Exception):
    """The act was recorded by an earlier, identical submit: take the new paper number back."""


def act_with_paper(
    *,
    dossier: Any,
    kind: str,
    unit: Any,
    facts: Mapping[str, Any],
    act: Callable[[str], Any],
    moment: datetime | None = None,
) -> Any:
    """Issue a paper and record the act that names it, in one transaction; return the paper.

    `act` gets the paper's number. A repeated submit takes no second number and gives the paper
    issued the first time.
    """
    try:
        with transaction.atomic():
            on = day_of(dossier.received_at)
            paper = issue_paper(kind=kind, unit=unit, facts=facts, issued_at=moment or clock.now(), received_on=on)
            event = act(paper.number)
            if event.paper_number != paper.number:
                raise _Repeated
            return paper
    except _Repeated:
        return documents.papers_of(dossier.number).filter(kind=kind, number=event.paper_number).first()


def last_paper(number: str, kind: str) -> Any:
    """Return the latest paper of a kind issued for a dossier, or None."""
    return documents.papers_of(number).filter(kind=kind).last()


def day_of(moment: datetime | None) -> date | None:
    return timezone.localdate(moment) if moment else None


def about(dossier: Any) -> dict[str, Any]:
    """Return the lines that are the same on every paper of a dossier."""
    who, proxy = dossier.applicant, dossier.representative
    stated = {
        "dossier_number": dossier.number,
        # By it the applicant follows the dossier without an account.
        "follow_code": tracking_code(dossier.number),
        "applicant": who.name,
        "identity_number": who.identity_number,
        "address": who.address,
        "phone": who.phone,
        "email": who.email,
        "procedure": f"{dossier.procedure_name} ({dossier.procedure_code})",
    }
    if proxy is not None:
        stated |= {
            "representative": proxy.name,
            "representative_identity": proxy.identity_number,
            "representative_phone": proxy.phone,
        }
    return stated


def receipt_facts(dossier: Any, officer: str, at: datetime, promised_at: datetime | None) -> dict[str, Any]:
    """Return what the receipt states."""
    given = desk.evidence_given(dossier)
    proxy = dossier.representative
    fee = payments.amount_due(dossier.number)
    return {
        **about(dossier),
        "papers": paper_lines(given) or [{"name": "Tờ khai theo mẫu"}],
        "sets": "01",
        "time_limit": limit_words(dossier),
        "received_at": at,
        "promised_at": promised_at,
        "return_way": RETURN_WAYS[dossier.return_way].vi if dossier.return_way in RETURN_WAYS else dossier.return_way,
        "fee": f"{fee:,} đồng, chưa nộp".replace(",", ".") if fee else "",
        "submitter": proxy.name if proxy else dossier.applicant.name,
        "officer": officer,
    }


def limit_words(dossier: Any) -> str:
    """Return the limit as the receipt states it; for an interlinked dossier that of each part, which is promised."""
    if not dossier.has_children:
        return _words(dossier)
    parts = [f"{part.procedure_name}: {_words(part)}" for part in desk.parts_of(dossier)]
    return f"hẹn theo phần chậm nhất – {'; '.join(parts)}"


def _words(dossier: Any) -> str:
    return TimeLimit.parse(dossier.limit_text).words() if dossier.limit_text else "theo văn bản"


def paper_lines(given: Sequence[Any]) -> list[dict[str, Any]]:
    """Return one line for each paper, with how many of each form."""
    lines: dict[str, dict[str, Any]] = {}
    for paper in given:
        line = lines.setdefault(paper.name, {"name": paper.name})
        if paper.copies:
            line[paper.form] = line.get(paper.form, 0) + paper.copies
    return list(lines.values())


def supplement_facts(dossier: Any, items: Sequence[str], reason: str, officer: str, phone: str = "") -> dict[str, Any]:
    """Return what the request to supplement states."""
    stated = {"items": list(items), "reason": reason, "officer": officer}
    return {**about(dossier), **stated, "contact_name": officer, "contact_phone": phone}


def refusal_facts(dossier: Any, reason: str, guidance: str, officer: str) -> dict[str, Any]:
    """Return what the refusal states."""
    return {**about(dossier), "reason": reason, "guidance": guidance, "officer": officer}


def slip_facts(dossier: Any, receiver: str, receiver_identity: str, officer: str, at: datetime) -> dict[str, Any]:
    """Return what the slip of a result handed out states."""
    refused = dossier.state == "refused"
    return {
        **about(dossier),
        "outcome": "Văn bản từ chối giải quyết" if refused else "Kết quả giải quyết",
        "returned_at": at,
        "receiver": receiver,
        "receiver_identity": receiver_identity,
        "officer": officer,
    }


def control_facts(dossier: Any, ways: Sequence[Any]) -> dict[str, Any]:
    """Return what the process-control slip states: each hand-over with both signatures."""
    return {
        "dossier_number": dossier.number,
        "agency": dossier.resolving_unit.name,
        "received_at": dossier.received_at,
        "promised_at": dossier.current_due_at,
        "steps": [
            {
                "giver": way.from_unit.name if way.from_unit else "",
                "taker": way.to_unit.name,
                "at": way.taken_at or way.given_at,
                "giver_signed": str(way.given_by or ""),
                "taker_signed": str(way.taken_by or "chưa ký nhận"),
                "note": way.note,
            }
            for way in ways
        ],
    }


def hand_over_facts(dossiers: Sequence[Any], giver: Any, taker: Any, officer: str, at: datetime) -> dict[str, Any]:
    """Return what one sheet to one unit states."""
    rows = [
        {
            "number": one.number,
            "procedure": one.procedure_name,
            "applicant": one.applicant.name,
            "due_at": one.current_due_at,
        }
        for one in dossiers
    ]
    return {"giver": giver.name, "taker": taker.name, "handed_at": at, "rows": rows, "giver_officer": officer}


def fee_facts(charge_id: int, dossier: Any, officer: str) -> dict[str, Any]:
    """Return what a fee receipt states."""
    stated = payments.receipt_facts(charge_id)
    way = RECEIPT_WAYS.get(stated["way"], stated["way"])
    who = {"identity_number": dossier.applicant.identity_number, "address": dossier.applicant.address}
    return {**stated, **who, "way": way, "amount_words": in_words(stated["amount"]), "officer": officer}
