"""Entries straight from the national portal's raw file, so the engine can be judged without a database."""

import json
import lzma
from collections.abc import Iterator
from pathlib import Path

from motcua.core.text import clean
from motcua.procedures.search.entries import Entry

FILE = Path("procedures") / "tthc_raw_api_20260718.jsonl.xz"
_LEVELS = {"isWard": "commune", "isProvince": "province", "isMinistry": "central", "isOtherAgency": "other"}


def entries(folder: Path) -> Iterator[Entry]:
    """Yield one entry per row of the raw file below `folder`."""
    with lzma.open(folder / FILE, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield entry(json.loads(line))


def entry(row: dict) -> Entry:
    detail = row["detail"]
    proposal = detail.get("procedureProposal") or {}
    fields = detail.get("categoriesDetails") or [{}]
    return Entry(
        code=clean(row["code"]),
        name=clean(row["name"]),
        agency=clean(detail.get("departmentPromulgateName") or ""),
        agency_code=detail.get("departmentPromulgateCode") or "",
        field=clean(fields[0].get("name") or ""),
        field_code=fields[0].get("code") or "",
        levels=tuple(level for flag, level in _LEVELS.items() if detail.get(flag)),
        audiences=tuple((s["code"], s["name"]) for s in detail.get("subjectTypesDetails") or []),
        online="full" if detail.get("isFullProcess") else "partial",
        life_events=tuple((g["name"], g["name"]) for g in detail.get("serviceGroupsDetails") or []),
        keywords=_keywords(detail),
        decisions=tuple(filter(None, [clean(proposal.get("proposalNumber") or "")])),
        executing=tuple(clean(d["name"]) for d in detail.get("departmentsExecuting") or []),
        national=detail.get("type") != "SPECIFIC",
        internal=bool(detail.get("isInternal")),
    )


def _keywords(detail: dict) -> tuple[str, ...]:
    cases = [case.get("name") or "" for case in detail.get("cases") or []][:12]
    results = [result.get("name") or "" for result in detail.get("resultsDetails") or []][:6]
    return tuple(filter(None, [detail.get("keywords") or "", *cases, *results]))
