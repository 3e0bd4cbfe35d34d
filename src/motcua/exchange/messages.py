"""What others are told about an event: the truth, and nothing that is not known.

The status is the national status of the state after the act, taken from the one table in
`rules.lifecycle_states`; no other status can be sent. A finish is told only of what is settled.
"""

from datetime import datetime
from typing import Any

from motcua.rules.lifecycle_situation import Situation
from motcua.rules.lifecycle_states import State
from motcua.rules.national_status import NationalStatus, national_status

EVENT_TYPE = "vn.motcua.dossier.status.v1"
SETTLED = (NationalStatus.SETTLED, NationalStatus.RETURNED)


def _text(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def status_event(
    *, source: str, number: str, situation: Situation, occurred_at: datetime, procedure: str, agency: str,
    channel: int | None, in_hours: bool, fees: tuple[int | None, int | None] = (None, None), sequence: int = 0,
    is_payment: bool = False,
) -> dict[str, Any]:  # fmt: skip
    """Return the status event that announces the act which led to `situation`.

    `fees` are the đồng due and those paid online; `sequence` counts the messages of the dossier. A payment tells the
    same state again with other fees, so from then on the sequence runs ahead of the acts.
    """
    state = situation.state or State.REGISTERED
    status = national_status(state)
    promise = situation.current_promise
    done = status in SETTLED
    return {
        "source": source,
        "id": f"{number}/{situation.ordinal}" + (f"/{sequence}" if is_payment else ""),
        "sequence": sequence or situation.ordinal,
        "dossier": number,
        "procedure": procedure,
        "agency": agency,
        "status": int(status),
        "occurred_at": occurred_at.isoformat(),
        "received_at": _text(situation.received_at),
        "due_at": _text(promise.at if promise else None),
        "finished_at": _text(situation.finished_at) if done else None,
        "returned_at": _text(situation.returned_at) if status == NationalStatus.RETURNED else None,
        "channel": channel,
        "fee_due": fees[0],
        "fee_paid_online": fees[1],
        "supplements": situation.supplements,
        "limit_unit": "h" if in_hours else None,
        "outcome": "refused" if state == State.REFUSED else None,
    }


def cloud_event(payload: dict[str, Any]) -> dict[str, Any]:
    """Return the CloudEvents form (structured mode) of a status event."""
    return {
        "specversion": "1.0",
        "type": EVENT_TYPE,
        "source": payload["source"],
        "id": payload["id"],
        "time": payload["occurred_at"],
        "subject": payload["dossier"],
        "datacontenttype": "application/json",
        "data": payload,
    }
