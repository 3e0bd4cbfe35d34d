"""How each act of this desk is carried out from its form: one service, with its paper, whole or not at all."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, time
from typing import Any

from django.db import transaction
from django.utils import timezone

from motcua.agencies.models import Unit
from motcua.agencies.selectors import search_units, unit_by_code
from motcua.backoffice.act_forms import REOPENS
from motcua.backoffice.errors import ResultMissing, UnitNotNamed
from motcua.documents.editing import editable
from motcua.documents.services import issue_paper, issue_result
from motcua.documents.uploads import store_upload
from motcua.dossiers import clock, desk, services
from motcua.dossiers.actors import Actor
from motcua.rules.lifecycle_acts import Act
from motcua.rules.time_limits import TimeLimit


@dataclass(frozen=True, slots=True)
class Doing:
    """One officer about to do one act on one dossier."""

    dossier: Any
    actor: Actor
    unit: Unit
    account: Any
    key: str
    given: Mapping[str, Any]
    # Ask for the editable draft of the paper instead of the act.
    drafts: bool = False

    @property
    def common(self) -> dict[str, Any]:
        return {"number": self.dossier.number, "actor": self.actor, "key": self.key}


class _Repeated(Exception):
    """The act was recorded by an earlier, identical submit: take the new paper number back."""


def do(act: Act, doing: Doing) -> Any:
    """Do the act and return its event; a refusal leaves nothing behind."""
    with transaction.atomic():
        return _DO[act](doing)


def draft(act: Act, doing: Doing) -> bytes:
    """Return the paper of an act of DRAFTED as an editable DOCX; nothing is recorded and no number is taken."""
    content: bytes = _DO[act](replace(doing, drafts=True))
    return content


def about(dossier: Any) -> dict[str, Any]:
    """Return the lines that are the same on every paper of a dossier."""
    who = dossier.applicant
    return {
        "dossier_number": dossier.number,
        "applicant": who.name,
        "identity_number": who.identity_number,
        "address": who.address,
        "phone": who.phone,
        "email": who.email,
        "procedure": f"{dossier.procedure_name} ({dossier.procedure_code})",
    }


def _with_paper(doing: Doing, kind: str, facts: Mapping[str, Any], act: Callable[..., Any], **stated: Any) -> Any:
    """Issue the paper and record the act that names it; a repeated submit takes no second number."""
    officer = {"officer": str(doing.account), "signer": str(doing.account)}
    stands, received_on = {**about(doing.dossier), **officer, **facts}, day_of(doing.dossier.received_at)
    if doing.drafts:
        return editable(kind, doing.unit.code, doing.unit.name, stands, received_on or timezone.localdate(clock.now()))
    try:
        with transaction.atomic():
            paper = issue_paper(
                kind=kind, unit=doing.unit, facts=stands, issued_at=clock.now(), received_on=received_on
            )
            event = act(**doing.common, paper_number=paper.number, **stated)
            if event.paper_number != paper.number:
                raise _Repeated
            return event
    except _Repeated:
        return act(**doing.common, **stated)


def day_of(moment: datetime | None) -> Any:
    return timezone.localdate(moment) if moment else None


def unit_named(text: str) -> Unit:
    """Return the one unit with this code, or the one whose name matches; refuse to guess."""
    found = unit_by_code(text, timezone.localdate())
    if found is not None:
        return found
    like = list(search_units(text)[:2])
    if len(like) != 1:
        raise UnitNotNamed(text=text[:80])
    return like[0]


def _hand_over(doing: Doing) -> Any:
    target = unit_named(doing.given["to"])
    ways = [
        {
            "giver": way.from_unit.name if way.from_unit else "",
            "taker": way.to_unit.name,
            "at": way.taken_at or way.given_at,
            "giver_signed": str(way.given_by or ""),
            "taker_signed": str(way.taken_by or "chưa ký nhận"),
            "note": way.note,
        }
        for way in desk.hand_overs_of(doing.dossier)
    ]
    note = doing.given.get("note", "")
    now = {"giver": doing.unit.name, "taker": target.name, "at": clock.now(), "giver_signed": str(doing.account),
           "taker_signed": "", "note": note}  # fmt: skip
    one = doing.dossier
    facts = {"steps": [*ways, now], "agency": one.resolving_unit.name, "received_at": one.received_at,
             "promised_at": one.current_due_at}  # fmt: skip
    return _with_paper(doing, "control", facts, services.hand_over, to_unit=target, note=note)


def _consult(doing: Doing) -> Any:
    given = doing.given
    limit = TimeLimit.parse(f"{given['days']}wd") if given.get("days") else None
    return services.consult(
        **doing.common, to_unit=unit_named(given["to"]), question=given["question"], limit=limit,
        silence=given["silence"],
    )  # fmt: skip


def _answer(doing: Doing) -> Any:
    given = doing.given
    agrees = {"yes": True, "no": False}.get(given.get("agrees", ""))
    return services.answer_consultation(
        **doing.common, consultation=given["consultation"], answer=given["answer"], agrees=agrees
    )


def _supplement(doing: Doing) -> Any:
    items = [line.strip() for line in doing.given["items"].splitlines() if line.strip()]
    reason = doing.given["reason"]
    return _with_paper(
        doing, "supplement", {"items": items, "reason": reason}, services.request_supplement, items=items,
        reason=reason, why_not_before=doing.given.get("why_not_before", ""),
    )  # fmt: skip


def _proof(doing: Doing) -> Any:
    days = doing.given.get("days")
    limit = TimeLimit.parse(f"{days}wd") if days else None
    return services.confirm_financial_duty(**doing.common, proof=doing.given["proof"], limit_after=limit)


def _decide(doing: Doing) -> Any:
    given = doing.given
    if given.get("file"):
        file = given["file"]
        kept = store_upload(
            name=file.name, content=file.read(), owner=doing.account, dossier_number=doing.dossier.number,
            purpose="result",
        )  # fmt: skip
        return services.decide(**doing.common, output=given.get("output") or kept.name, output_file=kept.mark)
    if not given.get("body", "").strip():
        raise ResultMissing
    try:
        with transaction.atomic():
            return _decide_signed(doing)
    except _Repeated:
        return services.decide(**doing.common)


def _decide_signed(doing: Doing) -> Any:
    """Typeset the result, sign it, register it for verification, and decide."""
    now, title = clock.now(), doing.given["title"]
    body = [line.strip() for line in doing.given["body"].splitlines() if line.strip()]
    facts = {**about(doing.dossier), "title": title, "body": body, "signer": str(doing.account)}
    paper = issue_paper(
        kind="result", unit=doing.unit, facts=facts, issued_at=now, received_on=day_of(doing.dossier.received_at)
    )
    # The record first: a refused or repeated act costs no signature.
    event = services.decide(**doing.common, output=paper.number, output_file=paper.mark)
    if event.facts.get("output") != paper.number:
        raise _Repeated
    issue_result(paper=paper, title=title, at=now)
    return event


def _refuse(doing: Doing) -> Any:
    reason = doing.given["reason"]
    return _with_paper(doing, "refusal", {"reason": reason}, services.refuse_after_appraisal, reason=reason)


def _reappoint(doing: Doing) -> Any:
    given = doing.given
    new_at = timezone.make_aware(datetime.combine(given["new_on"], time(17)))
    facts = {"promised_at": doing.dossier.current_due_at, "new_due_at": new_at, "reason": given["reason"]}
    return _with_paper(
        doing, "apology", facts, services.reappoint, new_at=new_at, cause=given["cause"], reason=given["reason"]
    )


def _stop(doing: Doing) -> Any:
    given = doing.given
    facts = {"requested_at": clock.now(), "reason": given["reason"]}
    return _with_paper(
        doing, "stop", facts, services.stop_at_request, reason=given["reason"],
        asked_through=given.get("asked_through", ""),
    )  # fmt: skip


def _ask_correction(doing: Doing) -> Any:
    given = doing.given
    part, _, chosen = given["part"].partition(":")
    reopens, value = part == REOPENS, chosen or given.get("value", "").strip()
    corrections = {part: value} if value and not reopens else {}
    return services.ask_correction(**doing.common, reason=given["reason"], corrections=corrections, reopens=reopens)


def _decline_correction(doing: Doing) -> Any:
    given = doing.given
    return services.decline_correction(**doing.common, asked=int(given["asked"]), reason=given["reason"])


def _plain(service: Callable[..., Any], *names: str) -> Callable[[Doing], Any]:
    """Return an act that hands these entries of the form to its service as they are."""
    return lambda doing: service(**doing.common, **{name: doing.given[name] for name in names if name in doing.given})


# Acts whose paper an office may finish by hand.
DRAFTED = frozenset({Act.REQUEST_SUPPLEMENT, Act.REFUSE_AFTER_APPRAISAL, Act.REAPPOINT, Act.STOP_AT_REQUEST})
_DO: dict[Act, Callable[[Doing], Any]] = {
    Act.TAKE_OVER: _plain(services.take_over, "note"),
    Act.HAND_OVER: _hand_over,
    Act.COMPLETE_STEP: _plain(services.complete_step, "step", "product"),
    Act.CONSULT: _consult,
    Act.ANSWER_CONSULTATION: _answer,
    Act.LAPSE_CONSULTATION: _plain(services.lapse_consultation, "consultation"),
    Act.REQUEST_SUPPLEMENT: _supplement,
    Act.RESTART: _plain(services.restart),
    Act.REQUEST_FINANCIAL_DUTY: _plain(services.request_financial_duty, "amount", "slip"),
    Act.CONFIRM_FINANCIAL_DUTY: _proof,
    Act.PROPOSE: _plain(services.propose, "proposal"),
    Act.SEND_BACK: _plain(services.send_back, "reason"),
    Act.DECIDE: _decide,
    Act.REFUSE_AFTER_APPRAISAL: _refuse,
    Act.REAPPOINT: _reappoint,
    Act.STOP_AT_REQUEST: _stop,
    Act.STOP_UNANSWERED: _plain(services.stop_unanswered, "reason"),
    Act.ASK_CORRECTION: _ask_correction,
    Act.CORRECT: lambda doing: services.approve_correction(**doing.common, asked=int(doing.given["asked"])),
    Act.DECLINE_CORRECTION: _decline_correction,
    Act.CLOSE: _plain(services.close),
}
