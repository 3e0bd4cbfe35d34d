"""A typed line, taken apart."""

from dataclasses import dataclass, field

from motcua.procedures.search.synonyms import Reading
from motcua.procedures.search.turns import Turn


@dataclass(slots=True)
class Question:
    """What a line asks for: codes, decisions, a level, a province, a turn, and the ways to read its words."""

    text: str
    level: str = ""
    province: str = ""
    turn: Turn = Turn.NONE
    codes: list[str] = field(default_factory=list)
    decisions: list[str] = field(default_factory=list)
    readings: list[Reading] = field(default_factory=list)
