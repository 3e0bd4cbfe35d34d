"""Read a published table as it is copied from a page or a sheet: one line a row, columns by tab, `;` or `|`.

The first line names the columns: by their key, their head in either language, or their number in the form. Numbers
are as Vietnam writes them (1.234.567 and 99,87); a percent sign may stand behind.
"""

import re
from typing import Any

from motcua.reports.catalogue import definition
from motcua.reports.errors import PublishedTableNotRead

_SPLIT = re.compile(r"\t|;|\|")
_TOTALS = {"total", "tổng", "tổng cộng", "tổng số"}
EXTRA = {
    **dict.fromkeys(("tỷ lệ", "tỉ lệ", "%", "rate", "percent"), "percent"),
    **dict.fromkeys(("tử số", "numerator"), "numerator"),
    **dict.fromkeys(("mẫu số", "denominator"), "denominator"),
}


def read_text(report: str, text: str, national: str = "") -> dict[str, Any]:
    """Return what `published.check` takes; `national` is the published national rate, if one is given."""
    known = _names(report)
    lines = [(place, line) for place, line in enumerate(text.splitlines(), start=1) if line.strip()]
    if len(lines) < 2:
        raise PublishedTableNotRead(line=1, text=text.strip()[:60] or "–", known=", ".join(sorted(set(known.values()))))
    (place, head), *rest = lines
    keys = [known.get(_plain(cell)) for cell in _cells(head)[1:]]
    if not keys or None in keys:
        raise PublishedTableNotRead(line=place, text=head.strip()[:60], known=", ".join(sorted(set(known.values()))))
    rows = [_row(place, line, [key or "" for key in keys], known) for place, line in rest]
    given: dict[str, Any] = {"report": report, "rows": rows}
    if national.strip():
        given["national_percent"] = national.strip().rstrip("% ").replace(",", ".")
    return given


def _names(report: str) -> dict[str, str]:
    """Return every way of naming a column of the report, plain, to its key."""
    found = dict(EXTRA)
    for column in definition(report).heads:
        if column.kind in ("text", "rate", "percent", "points"):
            continue
        names = [column.key, column.vi, column.en]
        names += [f"({column.number})", str(column.number)] if column.number else []
        found |= {_plain(name): column.key for name in names if _plain(name) not in found}
    return found


def _plain(text: str) -> str:
    return " ".join(text.lower().split())


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in _SPLIT.split(line.strip().strip("|"))]


def _row(place: int, line: str, keys: list[str], known: dict[str, str]) -> dict[str, Any]:
    name, *cells = _cells(line)
    if len(cells) != len(keys):
        raise PublishedTableNotRead(line=place, text=line.strip()[:60], known=", ".join(keys))
    row: dict[str, Any] = {"name": "total" if _plain(name) in _TOTALS else name}
    for key, cell in zip(keys, cells, strict=True):
        if cell in ("", "-", "–"):
            continue  # not published: the equations that need it are told as not given
        plain = cell.rstrip("% ").replace(" ", "").replace("\u00a0", "")
        try:
            row[key] = plain.replace(",", ".") if key == "percent" else int(plain.replace(".", ""))
            float(row[key])
        except ValueError:
            raise PublishedTableNotRead(line=place, text=cell[:60], known=", ".join(keys)) from None
    return row
