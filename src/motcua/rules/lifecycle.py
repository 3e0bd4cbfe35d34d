"""May this act be done now, by this person?

Sources: the table in `lifecycle_acts`. Every refusal is a sentence in two languages.
"""

from collections.abc import Collection
from datetime import date
from typing import ClassVar

from motcua.rules.errors import RuleViolation
from motcua.rules.lifecycle_acts import ACTS, Act
from motcua.rules.lifecycle_states import STATES, TERMINAL, State

STOP_NOTICE_SINCE = date(2025, 7, 1)  # NĐ 118/2025/NĐ-CP art 21


class MoveRefused(RuleViolation):
    """The dossier is “{state_en}”, so “{act_en}” cannot be done. What can be done now: {possible_en}."""

    code: ClassVar[str] = "move_refused"
    vi: ClassVar[str] = "Hồ sơ đang ở trạng thái “{state_vi}” nên không thể “{act_vi}”. Việc có thể làm: {possible_vi}."


class NotYourDuty(RuleViolation):
    """“{act_en}” is not among your duties. Ask an officer who holds one of: {duties}."""

    code: ClassVar[str] = "not_your_duty"
    vi: ClassVar[str] = "“{act_vi}” không thuộc nhiệm vụ được giao của bạn. Hãy nhờ người có nhiệm vụ: {duties}."


class ReasonMissing(RuleViolation):
    """“{act_en}” needs a reason that the applicant can read. Write it and submit again."""

    code: ClassVar[str] = "reason_missing"
    vi: ClassVar[str] = "“{act_vi}” phải nêu rõ lý do để người nộp biết. Hãy ghi lý do rồi gửi lại."


class ApprovalMissing(RuleViolation):
    """A correction needs a second person: whoever asked for it cannot approve it. Let a colleague confirm it."""

    code: ClassVar[str] = "approval_missing"
    vi: ClassVar[str] = "Đính chính phải do một người khác duyệt, người đề nghị không tự duyệt. Hãy nhờ đồng nghiệp."


class StopNotYetInLaw(RuleViolation):
    """Stopping at the applicant's request exists only since 01/07/2025. Use “withdraw” for this dossier."""

    code: ClassVar[str] = "stop_not_yet_in_law"
    vi: ClassVar[str] = "Việc dừng giải quyết theo đề nghị chỉ có từ 01/07/2025. Hồ sơ này hãy dùng “rút hồ sơ”."


class ReturnsInThePast(RuleViolation):
    """“{act_en}” cannot have happened at {occurred_at}: {why_en}. Check the time."""

    code: ClassVar[str] = "impossible_time"
    vi: ClassVar[str] = "“{act_vi}” không thể xảy ra lúc {occurred_at}: {why_vi}. Hãy kiểm tra lại thời điểm."


class FinishDateIsNotEditable(RuleViolation):
    """The moment of settling follows from the acts and cannot be given or changed. Remove: {names}."""

    code: ClassVar[str] = "finish_date_not_editable"
    vi: ClassVar[str] = (
        "Thời điểm giải quyết xong do các việc đã làm quyết định, không nhập hay sửa được. Hãy bỏ: {names}."
    )


def possible_acts(state: State | None) -> tuple[Act, ...]:
    """Return the acts that lead on from `state`, in the order of the table."""
    return tuple(act for act, entry in ACTS.items() if state in entry.moves)


def check_move(act: Act, state: State | None) -> State:
    """Return the state after `act`; raise MoveRefused with what can be done instead."""
    entry = ACTS[act]
    if state not in entry.moves:
        raise MoveRefused(
            act=str(act),
            act_vi=entry.vi,
            act_en=entry.en,
            state=str(state),
            state_vi=STATES[state].vi if state else "chưa có",
            state_en=STATES[state].en if state else "not there yet",
            possible_vi=_choices(state, "vi"),
            possible_en=_choices(state, "en"),
        )
    target = entry.moves[state] or state
    if target is None:
        raise AssertionError(f"{act} leads nowhere")
    return target


# Acts that note something and are possible nearly always: not worth offering as a way on.
_NOTES = frozenset(
    {
        Act.ASK_CORRECTION,
        Act.DECLINE_CORRECTION,
        Act.CORRECT,
        Act.REPORT_CHILD,
        Act.MOVE_APPOINTMENT,
        Act.LAPSE_CONSULTATION,
    }
)


def _choices(state: State | None, language: str) -> str:
    ways = [ACTS[act] for act in possible_acts(state) if act not in _NOTES]
    if state in TERMINAL:
        ways = [ACTS[Act.REOPEN]] if state in ACTS[Act.REOPEN].moves else []
    names = [entry.vi if language == "vi" else entry.en for entry in ways]
    return ", ".join(names) or ("không có" if language == "vi" else "nothing")


def check_who(act: Act, duties: Collection[str]) -> None:
    """Raise NotYourDuty unless one of `duties` (or `applicant`, `system`) may do `act`."""
    entry = ACTS[act]
    if not entry.who.intersection(duties):
        raise NotYourDuty(
            act=str(act), act_vi=entry.vi, act_en=entry.en, duties=", ".join(sorted(entry.who - {"system"}))
        )


def check_reason(act: Act, reason: str) -> None:
    """Raise ReasonMissing where the law wants a written reason and there is none."""
    entry = ACTS[act]
    if entry.needs_reason and not reason.strip():
        raise ReasonMissing(act=str(act), act_vi=entry.vi, act_en=entry.en)
