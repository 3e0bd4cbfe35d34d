"""Which act is expected next, from which unit, and who is charged for the hours until then?

Queues of the back office and the charging of hours read the same answer, so that what is
counted and what is listed can never differ. Source: NĐ 61/2018/NĐ-CP arts 17–20.
ASSUMPTION: hours before reception, and hours between the two signatures of a hand-over,
are nobody's; hours in which only consulted units are awaited, or at a one-stop unit that does
not settle the dossier itself, are the other agency's.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from motcua.rules.charged_time import Holder
from motcua.rules.lifecycle_acts import Act
from motcua.rules.lifecycle_replay import apply
from motcua.rules.lifecycle_situation import RecordedAct, Situation
from motcua.rules.lifecycle_states import FINISHED, State

_BY_STATE: dict[State, Act | None] = {
    State.REGISTERED: Act.RECEIVE,
    State.SUPPLEMENT_BEFORE_RECEPTION: Act.SUPPLEMENT,
    State.RECEPTION_REFUSED: None,
    State.RECEIVED: Act.HAND_OVER,
    State.PROCESSING: Act.PROPOSE,
    State.AWAITING_SUPPLEMENT: Act.SUPPLEMENT,
    State.SUPPLEMENT_GIVEN: Act.RESTART,
    State.AWAITING_DUTY: Act.CONFIRM_FINANCIAL_DUTY,
    State.PROPOSED: Act.DECIDE,
    State.DECIDED: Act.RETURN_OUTPUT,
    State.REFUSED: Act.RETURN_OUTPUT,
    State.RETURNED: Act.CLOSE,
    State.CLOSED: None,
    State.WITHDRAWN: None,
    State.STOPPED: None,
}


def expected_act(situation: Situation) -> Act | None:
    """Return the act that is expected next; None when the dossier is at its end."""
    if situation.state is None:
        return Act.REGISTER
    if situation.handed_at is not None:
        return Act.TAKE_OVER
    if situation.state is State.PROCESSING and situation.consultations:
        return Act.ANSWER_CONSULTATION
    return _BY_STATE[situation.state]


def expected_unit(situation: Situation) -> int | None:
    """Return the unit in whose queue the dossier lies."""
    return situation.handed_to if situation.handed_at is not None else situation.holder_unit


def holder(situation: Situation) -> tuple[Holder, int | None]:
    """Return to whom the hours now are charged, and the unit where it is an agency."""
    if situation.state is None or situation.state in FINISHED:
        return Holder.NOBODY, None
    if situation.state in {State.SUPPLEMENT_BEFORE_RECEPTION, State.AWAITING_SUPPLEMENT, State.AWAITING_DUTY}:
        return Holder.APPLICANT, None
    if situation.state is State.REGISTERED or situation.handed_at is not None:
        return Holder.NOBODY, None
    if expected_act(situation) is Act.ANSWER_CONSULTATION:
        return Holder.OTHER_AGENCY, situation.consultations[0].unit
    return (Holder.OTHER_AGENCY if situation.holder_is_other else Holder.AGENCY), situation.holder_unit


@dataclass(frozen=True, slots=True)
class Holding:
    """A stretch of time (half-open) and who held the dossier in it."""

    holder: Holder
    unit: int | None
    began_at: datetime
    ended_at: datetime


def holdings(acts: Iterable[RecordedAct], until: datetime) -> list[Holding]:
    """Return who held the dossier from registration to its finish, or to `until`.

    The stretches follow one another without gap or overlap; those without length are left out.
    """
    found: list[Holding] = []
    situation = Situation()
    for act in acts:
        if situation.last_at is not None and situation.state not in FINISHED:
            _add(found, situation, min(act.occurred_at, until))
        situation = apply(situation, act)
    if situation.last_at is not None and situation.state not in FINISHED:
        _add(found, situation, until)
    return found


def _add(found: list[Holding], situation: Situation, ended_at: datetime) -> None:
    who, unit = holder(situation)
    began_at = situation.last_at
    if began_at is None or ended_at <= began_at:
        return
    last = found[-1] if found else None
    if last and (last.holder, last.unit, last.ended_at) == (who, unit, began_at):
        found[-1] = Holding(who, unit, last.began_at, ended_at)
    else:
        found.append(Holding(who, unit, began_at, ended_at))
