"""What is known about a dossier after its acts so far?

A situation is a value: it is derived from the acts by `lifecycle_replay` and never written
by hand. It also travels as JSON, to be kept beside the dossier as a cached projection.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from motcua.rules.lifecycle_acts import Act
from motcua.rules.lifecycle_states import State


class PromiseKind(StrEnum):
    """Why there is a new appointed date. The first is always kept."""

    ORIGINAL = "original"
    RESTARTED = "restarted"
    SECOND_APPOINTMENT = "second_appointment"
    REAPPOINTED = "reappointed"
    CALENDAR_AMENDED = "calendar_amended"
    REOPENED = "reopened"


@dataclass(frozen=True, slots=True)
class Promise:
    """One date promised to the applicant, and the act that promised it."""

    kind: str
    at: datetime | None
    ordinal: int
    # What the portal's formula gives (supplement time deducted instead of a restart).
    portal_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Pause:
    """A stretch in which the clock stands still; open while `until` is None."""

    cause: str
    began_at: datetime
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class OpenConsultation:
    """A question put to another unit that has not been answered yet."""

    key: str
    unit: int | None
    due_at: datetime | None


@dataclass(frozen=True, slots=True)
class RecordedAct:
    """One act as it was recorded."""

    ordinal: int
    act: Act
    occurred_at: datetime
    recorded_at: datetime
    unit: int | None = None
    reason: str = ""
    facts: Mapping[str, Any] | None = None

    def fact(self, name: str, default: Any = None) -> Any:
        """Return one fact of the act."""
        return default if self.facts is None else self.facts.get(name, default)

    def moment(self, name: str) -> datetime | None:
        """Return one fact of the act as a moment."""
        return as_moment(self.fact(name))


@dataclass(frozen=True, slots=True)
class Situation:
    """The dossier after its acts so far."""

    state: State | None = None
    ordinal: int = 0
    registered_at: datetime | None = None
    received_at: datetime | None = None
    clock_started_at: datetime | None = None
    finished_at: datetime | None = None
    # The first settling ever; a reopening does not touch it.
    first_finished_at: datetime | None = None
    returned_at: datetime | None = None
    closed_at: datetime | None = None
    last_at: datetime | None = None
    holder_unit: int | None = None
    # Not the settling agency: a one-stop unit, or one that co-operates.
    holder_is_other: bool = False
    handed_to: int | None = None
    handed_to_other: bool = False
    handed_at: datetime | None = None
    # Art 18: until when a received dossier must be on its way.
    forward_before: datetime | None = None
    promises: tuple[Promise, ...] = ()
    pauses: tuple[Pause, ...] = ()
    consultations: tuple[OpenConsultation, ...] = ()
    steps_done: tuple[str, ...] = ()
    # Ordinals of the requests to correct that nobody has approved or declined.
    corrections_asked: tuple[int, ...] = ()
    supplements: int = 0
    reappointments: int = 0
    reopenings: int = 0
    output: str = ""
    # Limit of the second appointment, where the land rules give it one of its own.
    limit_after: str = ""

    @property
    def current_promise(self) -> Promise | None:
        """Return the latest promise; its `at` is None while nobody can know the date."""
        return self.promises[-1] if self.promises else None

    @property
    def open_pause(self) -> Pause | None:
        """Return the pause that is still open."""
        return self.pauses[-1] if self.pauses and self.pauses[-1].until is None else None


def as_moment(value: Any) -> datetime | None:
    """Return an ISO text or a moment as a moment."""
    return datetime.fromisoformat(value) if isinstance(value, str) else value


_MOMENTS = frozenset(
    {
        "registered_at", "received_at", "clock_started_at", "finished_at", "first_finished_at", "returned_at",
        "closed_at", "last_at", "handed_at", "forward_before",
    }
)  # fmt: skip
_EMPTY = Situation()
_NAMES_OF = {
    kind: tuple(entry.name for entry in fields(kind)) for kind in (Situation, Promise, Pause, OpenConsultation)
}


def to_json(situation: Situation) -> dict[str, Any]:
    """Return the situation as plain JSON values, without what is empty."""
    plain: dict[str, Any] = {}
    for name in _NAMES_OF[Situation]:
        value = getattr(situation, name)
        if value != getattr(_EMPTY, name):
            plain[name] = _plain(value)
    return plain


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, str | int) or value is None:
        return value
    return {entry: _plain(getattr(value, entry)) for entry in _NAMES_OF[type(value)]}


def from_json(plain: Mapping[str, Any]) -> Situation:
    """Return the situation that `to_json` wrote."""
    known: dict[str, Any] = {}
    for name, value in plain.items():
        if name in _MOMENTS:
            known[name] = as_moment(value)
        elif name == "state":
            known[name] = State(value)
        elif name == "promises":
            known[name] = tuple(_promise(item) for item in value)
        elif name == "pauses":
            known[name] = tuple(_pause(item) for item in value)
        elif name == "consultations":
            known[name] = tuple(OpenConsultation(c["key"], c["unit"], as_moment(c["due_at"])) for c in value)
        else:
            known[name] = tuple(value) if isinstance(value, list) else value
    return replace(_EMPTY, **known)


def _promise(item: Mapping[str, Any]) -> Promise:
    return Promise(item["kind"], as_moment(item["at"]), item["ordinal"], as_moment(item.get("portal_at")))


def _pause(item: Mapping[str, Any]) -> Pause:
    began_at = as_moment(item["began_at"])
    if began_at is None:
        raise ValueError("a pause begins")
    return Pause(item["cause"], began_at, as_moment(item.get("until")))
