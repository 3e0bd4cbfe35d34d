"""One walk-in application: registered, received (or asked for, or refused), charged, printed; all or nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils import timezone

from motcua.counter import money, papers
from motcua.counter.errors import ReasonMissing
from motcua.documents.editing import editable
from motcua.documents.services import issue_paper, name_dossier
from motcua.dossiers import clock, desk, services
from motcua.dossiers.actors import Actor
from motcua.dossiers.errors import NothingListed
from motcua.dossiers.services import ApplicantFacts, EvidenceFacts, PartFacts
from motcua.rules.time_limits import TimeLimit


@dataclass(frozen=True, slots=True)
class Intake:
    """What the officer entered, checked; `parts` names the agency of each member of an interlinked procedure."""

    key: str
    version: Any
    case: Any
    unit: Any
    resolving: Any
    applicant: ApplicantFacts
    papers: Sequence[EvidenceFacts]
    fee: money.Fee
    representative: ApplicantFacts | None = None
    summary: str = ""
    return_way: str = "counter"
    visit: Any = None
    known: Any = None
    form_data: Mapping[str, Any] = field(default_factory=dict)
    parts: Mapping[str, Any] = field(default_factory=dict)
    limit: TimeLimit | None = None


@dataclass(frozen=True, slots=True)
class Missing:
    """Why the application is not received now: what to complete, or (nothing listed) why it is refused."""

    reason: str
    items: Sequence[str] = ()
    guidance: str = ""


@transaction.atomic
def take_in(intake: Intake, actor: Actor, account: Any) -> Any:
    """Register, charge, receive and print; return the dossier. The same key gives the one made before."""
    made_before = desk.by_intake_key(_name(intake))
    if made_before is not None:
        return made_before
    dossier = _register(intake, actor, account)
    if dossier.received_at is not None:
        return dossier
    money.charge(dossier=dossier, unit=intake.unit, fee=intake.fee, by=account)
    receive(dossier=dossier, actor=actor, unit=intake.unit, officer=str(account), key=f"{intake.key}:receive")
    return dossier


@transaction.atomic
def ask_or_refuse(intake: Intake, missing: Missing, actor: Actor, account: Any, *, refuses: bool) -> Any:
    """Register the application and print at once what is missing (Mẫu 02) or why it is refused (Mẫu 03)."""
    made_before = desk.by_intake_key(_name(intake))
    if made_before is not None:
        return made_before
    dossier = _register(intake, actor, account)
    send = refuse if refuses else ask
    send(dossier=dossier, missing=missing, actor=actor, unit=intake.unit, account=account, key=f"{intake.key}:not")
    return dossier


def _name(intake: Intake) -> str:
    return f"counter-{intake.unit.code}-{intake.key[:64]}"


def _register(intake: Intake, actor: Actor, account: Any) -> Any:
    common: dict[str, Any] = {
        "receiving_unit": intake.unit,
        "applicant": intake.applicant,
        "actor": actor,
        "channel": 1,
        "intake_key": _name(intake),
        "representative": intake.representative,
        "summary": intake.summary,
        "form_data": intake.form_data,
        "evidence": intake.papers,
        "return_way": intake.return_way,
        "visit": intake.visit,
    }
    if intake.known is None:
        dossier = services.register(
            procedure_version=intake.version, procedure_case=intake.case, resolving_unit=intake.resolving,
            limit=intake.limit, **common,
        )  # fmt: skip
    else:
        dossier = services.register_interlinked(
            group=intake.known.group,
            parts={code: PartFacts(text, intake.parts[code]) for code, text in intake.known.texts.items()},
            whole=PartFacts(intake.version, intake.resolving, intake.case),
            **common,
        )
    marks = [paper.file_key for paper in intake.papers if paper.file_key]
    if marks:
        name_dossier(marks=marks, dossier_number=dossier.number, owner=account)
    return dossier


def receive(*, dossier: Any, actor: Actor, unit: Any, officer: str, key: str) -> Any:
    """Receive and print the receipt with its date; return the paper."""
    moment = clock.now()
    facts = papers.receipt_facts(dossier, officer, moment, desk.promise_if_received(dossier, moment))

    def act(number: str) -> Any:
        return services.receive(number=dossier.number, actor=actor, key=key, paper_number=number, occurred_at=moment)

    return papers.act_with_paper(dossier=dossier, kind="receipt", unit=unit, facts=facts, act=act, moment=moment)


def ask(*, dossier: Any, missing: Missing, actor: Actor, unit: Any, account: Any, key: str, again: str = "") -> Any:
    """Ask for everything that is missing, once, and print the request; return the paper."""
    facts = request_facts(dossier, missing, account)

    def act(number: str) -> Any:
        return services.request_supplement(
            number=dossier.number, actor=actor, items=facts["items"], reason=missing.reason, why_not_before=again,
            key=key, paper_number=number,
        )  # fmt: skip

    return papers.act_with_paper(dossier=dossier, kind="supplement", unit=unit, facts=facts, act=act)


def request_facts(dossier: Any, missing: Missing, account: Any) -> dict[str, Any]:
    """Return what the request to supplement states; refuse one that lists nothing or gives no reason."""
    items = [item.strip() for item in missing.items if item.strip()]
    if not items:
        raise NothingListed
    if not missing.reason.strip():
        raise ReasonMissing
    return papers.supplement_facts(dossier, items, missing.reason, str(account), getattr(account, "phone", ""))


def refuse(*, dossier: Any, missing: Missing, actor: Actor, unit: Any, account: Any, key: str) -> Any:
    """Refuse reception in writing, with the reason; return the paper."""
    facts = refusal_facts(dossier, missing, account)

    def act(number: str) -> Any:
        return services.refuse_reception(
            number=dossier.number, actor=actor, reason=missing.reason, key=key, paper_number=number
        )

    return papers.act_with_paper(dossier=dossier, kind="refusal", unit=unit, facts=facts, act=act)


def refusal_facts(dossier: Any, missing: Missing, account: Any) -> dict[str, Any]:
    """Return what the refusal states; refuse one without reason."""
    if not missing.reason.strip():
        raise ReasonMissing
    return papers.refusal_facts(dossier, missing.reason, missing.guidance, str(account))


def draft(*, dossier: Any, missing: Missing, unit: Any, account: Any, refuses: bool) -> bytes:
    """Return form 02 or 03 as an editable DOCX; nothing is recorded and no number is taken."""
    kind, facts = ("refusal", refusal_facts) if refuses else ("supplement", request_facts)
    on = papers.day_of(dossier.received_at) or timezone.localdate(clock.now())
    return editable(kind, unit.code, unit.name, facts(dossier, missing, account), on)


def print_control_slip(*, dossier: Any, unit: Any) -> Any:
    """Print the process-control slip as it stands now; return the paper."""
    facts = papers.control_facts(dossier, desk.hand_overs_of(dossier))
    on = papers.day_of(dossier.received_at)
    return issue_paper(kind="control", unit=unit, facts=facts, issued_at=clock.now(), received_on=on)
