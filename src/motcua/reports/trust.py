"""Where the figures of a report come from, and how far each source can be trusted."""

from typing import Any

from motcua.ledger.sources import graded
from motcua.reports.counting import count, ledger_of
from motcua.reports.request import Request


def sources_of(request: Request) -> list[dict[str, Any]]:
    """Return each sending system of the counted dossiers with their number and its trust (percent, or None)."""
    names = ("received", "carried_over")
    with ledger_of(request) as connection:
        rows = count(connection, request, by=("source",), names=names)
    sizes = {row["source"] or "": int(row["received"]) + int(row["carried_over"]) for row in rows}
    trust = {row["source"]: row["score"] for row in graded()}
    present = [(source, size) for source, size in sorted(sizes.items()) if size]
    return [{"source": source, "dossiers": size, "trust": trust.get(source)} for source, size in present]
