"""Where the figures of a report come from, and how far each source can be trusted."""

from typing import Any

from motcua.ledger.sources import graded
from motcua.reports.counting import count, ledger_of
from motcua.reports.request import Request


def sizes_of(request: Request) -> dict[str, int]:
    """Return the number of dossiers received in or carried into the window, by sending system."""
    with ledger_of(request) as connection:
        rows = count(connection, request, by=("source",), names=("received", "carried_over"))
    sizes = {row["source"] or "": int(row["received"]) + int(row["carried_over"]) for row in rows}
    return {source: size for source, size in sorted(sizes.items()) if size}


def sources_of(request: Request) -> list[dict[str, Any]]:
    """Return each sending system of the counted dossiers with their number and its trust (percent, or None)."""
    trust = {row["source"]: row["score"] for row in graded()}
    return [{"source": name, "dossiers": size, "trust": trust.get(name)} for name, size in sizes_of(request).items()]
