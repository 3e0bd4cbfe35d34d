"""Tables as values: columns and rows that one component draws, wide or stacked on a phone."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Column:
    """One column; a `numeric` one is set right with figures of equal width."""

    label: Any
    numeric: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell; `href` makes it a link, `tone` a status tag."""

    text: Any
    href: str = ""
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One row; `state` may be `late` or `soon` and marks the edge."""

    cells: Sequence[Any]
    state: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table; `caption` names it for everybody, `quiet_caption` for screen readers only."""

    columns: Sequence[Column]
    rows: Sequence[Row | Sequence[Any]]
    caption: Any = ""
    quiet_caption: bool = False

    def lines(self) -> list[tuple[str, list[tuple[Column, Cell]]]]:
        """Return each row as its state and its (column, cell) pairs."""
        found = []
        for row in self.rows:
            cells = row.cells if isinstance(row, Row) else row
            state = row.state if isinstance(row, Row) else ""
            pairs = zip(self.columns, cells, strict=True)
            found.append((state, [(column, c if isinstance(c, Cell) else Cell(c)) for column, c in pairs]))
        return found
