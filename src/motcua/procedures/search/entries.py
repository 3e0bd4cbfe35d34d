"""What the search knows of one procedure: plain facts, independent of how they are stored."""

from dataclasses import dataclass
from enum import StrEnum


class Why(StrEnum):
    """Why a procedure was found."""

    WORDS = "words"
    SYNONYM = "synonym"
    TYPO = "typo"
    CODE = "code"
    DECISION = "decision"
    LIFE_EVENT = "life_event"
    LEVEL = "level"
    SUBJECT = "subject"


@dataclass(frozen=True, slots=True)
class Entry:
    """One procedure in the text that is in force.

    `levels` are codes (commune, district, province, central, vertical, other), `online`
    is full, partial or none. `life_events`, `audiences`, `field` and agencies are (code, name).
    """

    code: str
    name: str
    agency: str = ""
    agency_code: str = ""
    field: str = ""
    field_code: str = ""
    levels: tuple[str, ...] = ()
    audiences: tuple[tuple[str, str], ...] = ()
    online: str = ""
    life_events: tuple[tuple[str, str], ...] = ()
    keywords: tuple[str, ...] = ()
    decisions: tuple[str, ...] = ()
    executing: tuple[str, ...] = ()
    national: bool = True
    internal: bool = False
    abolished: bool = False


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason of a hit: its kind, what was typed and what it was taken for."""

    kind: Why
    typed: str
    taken_as: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """One procedure found, best first; `score` runs from 0 to 1."""

    entry: Entry
    score: float
    why: tuple[Reason, ...]

    @property
    def code(self) -> str:
        return self.entry.code

    @property
    def name(self) -> str:
        return self.entry.name

    @property
    def agency(self) -> str:
        return self.entry.agency
