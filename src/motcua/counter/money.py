"""Fees at the counter: what the text asks for, how it is taken, the receipt."""

from dataclasses import dataclass
from typing import Any

from motcua.core.phrases import Phrase
from motcua.counter import papers
from motcua.documents.services import issue_paper
from motcua.dossiers import clock
from motcua.payments import services
from motcua.payments.partners.registry import ready
from motcua.payments.selectors import charges_for
from motcua.payments.states import COUNTER_WAYS
from motcua.procedures.selectors import costs_of

KIND_NAMES = {"fee": "Phí", "charge": "Lệ phí", "price": "Giá dịch vụ"}
FREE, FIXED, OPEN = "free", "fixed", "open"


@dataclass(frozen=True, slots=True)
class Asked:
    """What the text in force asks for: nothing, a fixed sum, or a sum the officer reads from the note."""

    state: str
    lines: list[dict[str, Any]]
    amount: int
    notes: list[str]


@dataclass(frozen=True, slots=True)
class Fee:
    """How the applicant pays: `way` is one of `phrases.PAY_WAYS`."""

    lines: list[dict[str, Any]]
    way: str = "later"
    reason: str = ""

    @property
    def amount(self) -> int:
        return sum(int(line["amount"]) for line in self.lines)


def asked_for(version: Any, case: Any) -> Asked:
    """Return what filing directly costs under this text and case."""
    direct = [row for row in version.channel_rows.all() if row.method == "direct"]
    own = [row for row in direct if case is not None and row.case_id == case.pk]
    channel = (own or [row for row in direct if row.case_id is None] or direct or [None])[0]
    costs = costs_of(version, case, channel)
    fixed = [cost for cost in costs if cost.state == "amount" and cost.currency == "VND"]
    lines: list[dict[str, Any]] = [
        {"name": KIND_NAMES[c.kind], "kind": c.kind, "amount": int(c.amount or 0)} for c in fixed
    ]
    notes = [cost.note for cost in costs if cost.note]
    has_open = any(cost.state == "see_note" for cost in costs)
    state = OPEN if has_open else FIXED if lines else FREE
    return Asked(state, lines, sum(line["amount"] for line in lines), notes)


def ways_ready() -> list[str]:
    """Return the ways of payment that work here; QR needs an account that is configured."""
    codes = {partner.code for partner in ready()}
    return [way for way in ("later", "cash", "card", "qr", "exempt") if way != "qr" or "vietqr" in codes]


def charge(*, dossier: Any, unit: Any, fee: Fee, by: Any, moment: str = "receipt") -> int | None:
    """Open the charge of a dossier and settle it as agreed; return its id, None where nothing is asked."""
    if fee.amount <= 0:
        return None
    opened = services.open_charge(
        dossier_number=dossier.number,
        unit_code=unit.code,
        moment=moment,
        lines=fee.lines,
        opened_at=clock.now(),
        payer=dossier.applicant.name,
    )
    settle(charge_id=opened.pk, dossier=dossier, unit=unit, way=fee.way, amount=fee.amount, reason=fee.reason, by=by)
    return opened.pk


def settle(*, charge_id: int, dossier: Any, unit: Any, way: str, amount: int, reason: str = "", by: Any = None) -> Any:
    """Take the money or note the exemption; return the printed receipt, or None where nothing was taken now."""
    if way == "exempt":
        services.exempt(charge_id=charge_id, reason=reason, by=by, at=clock.now())
    if way not in COUNTER_WAYS:
        return None
    services.pay_at_counter(charge_id=charge_id, way=way, amount=amount, by=by, at=clock.now())
    facts = papers.fee_facts(charge_id, dossier, str(by))
    return issue_paper(kind="fee_receipt", unit=unit, facts=facts, issued_at=clock.now())


def code_to_scan(charge_id: int) -> str:
    """Return the text of the QR code that pays a charge by transfer."""
    return services.start_payment(charge_id=charge_id, partner="vietqr")[1].code


def due_charge(number: str) -> Any:
    """Return the first charge of a dossier that is still due, or None."""
    return next((one for one in charges_for(number) if one.state == "due"), None)


def words(asked: Asked) -> Phrase:
    """Return what the text asks for in words."""
    if asked.state == FREE:
        return Phrase("Không thu phí, lệ phí", "Free of charge")
    if asked.state == OPEN:
        return Phrase("Mức thu theo ghi chú của thủ tục", "The amount depends on the note of the procedure")
    total = f"{asked.amount:,}".replace(",", ".")
    return Phrase(f"Tổng {total} ₫", f"{asked.amount:,} ₫ in all")
