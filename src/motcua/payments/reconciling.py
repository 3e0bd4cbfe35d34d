"""Compare our books with a partner's statement."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class StatementRow:
    """One paid order, as either side has it."""

    reference: str
    transaction: str
    amount: int


def compare(ours: Iterable[StatementRow], theirs: Sequence[StatementRow]) -> tuple[int, int, list[dict[str, Any]]]:
    """Return how many rows match, their sum in đồng, and each difference with its kind."""
    mine = {row.reference: row for row in ours}
    seen: set[str] = set()
    matched = amount = 0
    differences: list[dict[str, Any]] = []
    for row in theirs:
        own = mine.get(row.reference)
        if row.reference in seen:
            differences.append({"kind": "twice", **asdict(row)})
        elif own is None:
            differences.append({"kind": "missing_here", **asdict(row)})
        elif own.amount != row.amount:
            differences.append({"kind": "amount_differs", "ours": own.amount, **asdict(row)})
        else:
            matched, amount = matched + 1, amount + row.amount
        seen.add(row.reference)
    differences += [{"kind": "missing_there", **asdict(row)} for ref, row in mine.items() if ref not in seen]
    return matched, amount, differences
