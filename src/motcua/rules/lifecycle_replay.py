"""In which situation is the dossier after these acts?

`apply` adds one act and refuses what the table does not allow; `replay` folds a whole
history. Services call `apply` before they record, so what is stored can always be replayed.
Sources: `lifecycle_acts`; art 19.9 NĐ 61/2018 (one re-appointment at most).
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any, ClassVar

from motcua.rules.errors import RuleViolation
from motcua.rules.lifecycle import ReturnsInThePast, check_move, check_reason
from motcua.rules.lifecycle_acts import ACTS, Act
from motcua.rules.lifecycle_situation import (
    OpenConsultation,
    Pause,
    Promise,
    PromiseKind,
    RecordedAct,
    Situation,
    as_moment,
)
from motcua.rules.lifecycle_states import FINISHED, RUNNING, WAITING_FOR_APPLICANT, State


class AlreadyReappointed(RuleViolation):
    """The applicant was already given a new date once; the law allows no second one. Settle the dossier now."""

    code: ClassVar[str] = "already_reappointed"
    vi: ClassVar[str] = "Hồ sơ đã hẹn lại một lần; pháp luật không cho hẹn lại lần hai. Hãy giải quyết ngay hồ sơ."


class NothingHandedOver(RuleViolation):
    """Nobody has handed this dossier over, so there is nothing to take over."""

    code: ClassVar[str] = "nothing_handed_over"
    vi: ClassVar[str] = "Hồ sơ chưa được bàn giao nên không có gì để nhận."


class HandOverPending(RuleViolation):
    """The dossier was handed over and is not yet taken. The receiving unit must take it over first."""

    code: ClassVar[str] = "hand_over_pending"
    vi: ClassVar[str] = "Hồ sơ đã chuyển nhưng chưa được nhận. Đơn vị nhận phải nhận bàn giao trước."


class ConsultationsOpen(RuleViolation):
    """{count} consulted unit(s) have not answered. Wait, or record that the time to answer has passed."""

    code: ClassVar[str] = "consultations_open"
    vi: ClassVar[str] = "Còn {count} đơn vị chưa trả lời ý kiến. Hãy chờ, hoặc ghi nhận đã hết hạn trả lời."


class NoSuchConsultation(RuleViolation):
    """There is no open consultation “{key}” on this dossier."""

    code: ClassVar[str] = "no_such_consultation"
    vi: ClassVar[str] = "Hồ sơ không có yêu cầu lấy ý kiến “{key}” nào đang chờ."


class StepAlreadyDone(RuleViolation):
    """The step “{key}” is already complete."""

    code: ClassVar[str] = "step_already_done"
    vi: ClassVar[str] = "Bước “{key}” đã hoàn thành."


def replay(acts: Iterable[RecordedAct]) -> Situation:
    """Return the situation after `acts` in their order."""
    situation = Situation()
    for act in acts:
        situation = apply(situation, act)
    return situation


def apply(before: Situation, act: RecordedAct) -> Situation:
    """Return the situation after one more act; raise a RuleViolation if it is not allowed."""
    target = check_move(act.act, before.state)
    check_reason(act.act, act.reason)
    _check_time(before, act)
    entry = ACTS[act.act]
    if entry.if_incomplete and target is State.PROCESSING and not act.fact("complete", True):
        target = entry.if_incomplete
    after = replace(before, state=target, ordinal=act.ordinal, last_at=act.occurred_at)
    special = _SPECIAL.get(act.act)
    if special:
        after = special(after, act, before)
    if entry.by_holder:
        after = _held_by_settler(after, act, before)
    if act.fact("steps_ended"):
        after = replace(after, steps_done=(*before.steps_done, *act.fact("steps_ended")))
    after = _clock(after, act, before)
    return _promised(after, act)


def _check_time(before: Situation, act: RecordedAct) -> None:
    why = None
    if act.occurred_at > act.recorded_at:
        why = ("thời điểm đó chưa đến", "that moment is still to come")
    elif before.last_at is not None and act.occurred_at < before.last_at:
        why = ("trước đó hồ sơ đã có việc ghi muộn hơn", "a later act is already recorded")
    if why:
        entry = ACTS[act.act]
        raise ReturnsInThePast(
            act_vi=entry.vi, act_en=entry.en, occurred_at=act.occurred_at.isoformat(), why_vi=why[0], why_en=why[1]
        )


def _clock(after: Situation, act: RecordedAct, before: Situation) -> Situation:
    """Close or open the pause, and note the moments that follow from the move."""
    waiting = after.state in WAITING_FOR_APPLICANT and after.state in RUNNING
    waiting = waiting or after.state is State.SUPPLEMENT_GIVEN
    opened = before.open_pause
    if waiting and opened is None:
        cause = "financial_duty" if after.state is State.AWAITING_DUTY else "supplement"
        after = replace(after, pauses=(*after.pauses, Pause(cause, act.occurred_at)))
    elif not waiting and opened is not None:
        ended = replace(opened, until=act.occurred_at)
        after = replace(after, pauses=(*after.pauses[:-1], ended))
    if after.state in FINISHED and before.state not in FINISHED:
        first = before.first_finished_at or act.occurred_at
        after = replace(after, finished_at=act.occurred_at, first_finished_at=first)
    return after


def _promised(after: Situation, act: RecordedAct) -> Situation:
    promise = act.fact("promise")
    if not promise:
        return after
    made = Promise(promise["kind"], as_moment(promise["at"]), act.ordinal, as_moment(promise.get("portal_at")))
    return replace(after, promises=(*after.promises, made))


def _register(after: Situation, act: RecordedAct, before: Situation) -> Situation:
    return replace(after, registered_at=act.occurred_at, holder_unit=act.fact("receiving_unit"))


def _receive(after: Situation, act: RecordedAct, before: Situation) -> Situation:
    started = act.moment("clock_started_at") or act.occurred_at
    return replace(
        after,
        received_at=act.occurred_at,
        clock_started_at=started,
        holder_unit=act.fact("holder_unit", act.unit),
        holder_is_other=bool(act.fact("is_other", False)),
        forward_before=act.moment("forward_before"),
    )


def _request_supplement(after: Situation, act: RecordedAct, before: Situation) -> Situation:
    return replace(_free(after, before), supplements=before.supplements + 1)


def _restart(after: Situation, act: RecordedAct, before: Situation) -> Situation:
    if after.state is State.PROCESSING:
        return replace(after, clock_started_at=act.moment("clock_started_at") or act.occurred_at)
    return after


def _hand_over(after: Situation, act: RecordedAct, before: Situation) -> Situation:
    return replace(
        _free(after, before),
        handed_to=act.fact("to_unit"),
        handed_to_other=bool(act.fact("is_other", False)),
        handed_at=act.occurred_at,
        forward_before=None,
    )


def _take_over(after: Situation, act: RecordedAct, before: Situation) -> Situation:
    if before.handed_at is None:
        raise NothingHandedOver
    return replace(
        after,
        holder_unit=before.handed_to,
        holder_is_other=before.handed_to_other,
        handed_to=None,
        handed_to_other=False,
        handed_at=None,
    )


def _free(after: Situation, before: Situation) -> Situation:
    """Raise HandOverPending while a hand-over waits for its second signature."""
    if before.handed_at is not None:
        raise HandOverPending
    return after


def _held_by_settler(after: Situation, act: RecordedAct, before: Situation) -> Situation:
    """Where the settling agency works on a dossier that no slip has brought to it, it has it from then on."""
    if not before.holder_is_other or act.unit in (None, before.holder_unit):
        return after
    return replace(after, holder_unit=act.unit, holder_is_other=False)


def _held(after: Situation, act: RecordedAct, before: Situation) -> Situation:
    return _free(after, before)


def _confirm_duty(after: Situation, act: RecordedAct, before: Situation) -> Situation:
    return replace(after, limit_after=str(act.fact("limit_after", "")))


def _settle(after: Situation, act: RecordedAct, before: Situation) -> Situation:
    if before.consultations:
        raise ConsultationsOpen(count=len(before.consultations))
    output = {Act.DECIDE: "granted", Act.REFUSE_AFTER_APPRAISAL: "refused"}.get(act.act, before.output)
    return replace(_free(after, before), output=output)


def _consult(after: Situation, act: RecordedAct, before: Situation) -> Situation:
    asked = OpenConsultation(str(act.fact("key")), act.fact("to_unit"), act.moment("due_at"))
    return replace(_free(after, before), consultations=(*before.consultations, asked))


def _answer(after: Situation, act: RecordedAct, before: Situation) -> Situation:
    key = str(act.fact("key"))
    left = tuple(asked for asked in before.consultations if asked.key != key)
    if len(left) == len(before.consultations):
        raise NoSuchConsultation(key=key)
    return replace(after, consultations=left)


def _complete_step(after: Situation, act: RecordedAct, before: Situation) -> Situation:
    key = str(act.fact("step"))
    if key in before.steps_done:
        raise StepAlreadyDone(key=key)
    return replace(after, steps_done=(*before.steps_done, key))


def _reappoint(after: Situation, act: RecordedAct, before: Situation) -> Situation:
    if before.reappointments:
        raise AlreadyReappointed
    return replace(after, reappointments=1)


def _reopen(after: Situation, act: RecordedAct, before: Situation) -> Situation:
    return replace(
        _settle_correction(after, act, before),
        finished_at=None,
        returned_at=None,
        closed_at=None,
        output="",
        reopenings=before.reopenings + 1,
    )


def _ask_correction(after: Situation, act: RecordedAct, before: Situation) -> Situation:
    return replace(after, corrections_asked=(*before.corrections_asked, act.ordinal))


def _settle_correction(after: Situation, act: RecordedAct, before: Situation) -> Situation:
    asked = act.fact("asked")
    return replace(after, corrections_asked=tuple(each for each in before.corrections_asked if each != asked))


def _end(after: Situation, act: RecordedAct, before: Situation) -> Situation:
    return replace(after, consultations=(), handed_to=None, handed_to_other=False, handed_at=None)


def _return_output(after: Situation, act: RecordedAct, before: Situation) -> Situation:
    return replace(_end(after, act, before), returned_at=act.occurred_at)


def _close(after: Situation, act: RecordedAct, before: Situation) -> Situation:
    return replace(after, closed_at=act.occurred_at)


Special = Callable[[Situation, RecordedAct, Situation], Situation]
_SPECIAL: dict[Act, Special] = {
    Act.REGISTER: _register,
    Act.RECEIVE: _receive,
    Act.REQUEST_SUPPLEMENT: _request_supplement,
    Act.SUPPLEMENT: _restart,
    Act.RESTART: _restart,
    Act.HAND_OVER: _hand_over,
    Act.TAKE_OVER: _take_over,
    Act.CONSULT: _consult,
    Act.ANSWER_CONSULTATION: _answer,
    Act.LAPSE_CONSULTATION: _answer,
    Act.REQUEST_FINANCIAL_DUTY: _held,
    Act.CONFIRM_FINANCIAL_DUTY: _confirm_duty,
    Act.PROPOSE: _settle,
    Act.DECIDE: _settle,
    Act.REFUSE_AFTER_APPRAISAL: _settle,
    Act.COMPLETE_STEP: _complete_step,
    Act.REAPPOINT: _reappoint,
    Act.ASK_CORRECTION: _ask_correction,
    Act.DECLINE_CORRECTION: _settle_correction,
    Act.CORRECT: _settle_correction,
    Act.REOPEN: _reopen,
    Act.STOP_AT_REQUEST: _end,
    Act.STOP_UNANSWERED: _end,
    Act.WITHDRAW: _end,
    Act.RETURN_OUTPUT: _return_output,
    Act.CLOSE: _close,
}


def promise_fact(kind: PromiseKind, at: datetime | None, portal_at: datetime | None = None) -> dict[str, Any]:
    """Return the fact an act carries when it promises a date."""
    return {
        "kind": str(kind),
        "at": at.isoformat() if at else None,
        "portal_at": portal_at.isoformat() if portal_at else None,
    }
