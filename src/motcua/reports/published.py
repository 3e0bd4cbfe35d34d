"""Figures that others have published: do they agree with themselves?

A file names what it claims; only equations whose parts are all given are checked, the others are listed as not given.
"""

import json
from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

from motcua.reports.definition import Counted
from motcua.reports.errors import PublishedFileNotRead

# A published percentage is rounded to two decimals: half a unit of the last place may be lost.
ROUNDING = Fraction(1, 200)


def read_file(path: Path) -> Mapping[str, Any]:
    """Read a JSON object with `report` and `rows` (each `name` and its figures); refuse anything else."""
    try:
        given = json.loads(path.read_text("utf-8"))
        if not isinstance(given, dict) or not isinstance(given["rows"], list):
            raise ValueError("rows")
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as fault:
        raise PublishedFileNotRead(file=str(path), reason=str(fault) or type(fault).__name__) from fault
    return given


def check(given: Mapping[str, Any]) -> dict[str, Any]:
    """Return every equation of the report that the given figures can be held to, with both sides.

    `rows` are lines of the report; one of them may be called `total`. A `percent` is compared with its parts,
    `national_percent` with both ways of drawing it up.
    """
    from motcua.reports.catalogue import definition  # noqa: PLC0415 - the catalogue imports every report

    report = definition(str(given.get("report", "on-time")))
    findings: list[dict[str, Any]] = []
    missing: list[str] = []
    for row in given["rows"]:
        if not isinstance(row, Mapping):
            raise PublishedFileNotRead(file="rows", reason=repr(row))
        name = str(row.get("name", row.get("key", "?")))
        if isinstance(report, Counted):
            _equations(report, row, name, findings, missing)
        _rate(row, name, findings)
    _totals(given["rows"], findings)
    if "national_percent" in given:
        findings.append(_national(given))
    return {
        "report": report.name,
        "findings": findings,
        "not_given": missing,
        "sound": all(finding["holds"] for finding in findings),
    }


def _equations(
    report: Counted, row: Mapping[str, Any], name: str, findings: list[dict[str, Any]], missing: list[str]
) -> None:
    for equation in report.equations:
        if any(key not in row for key in (*equation.left, *equation.right)):
            missing.append(f"{name}: {equation.text[0]}")
            continue
        left, right = (sum(_whole(row[key]) for key in side) for side in (equation.left, equation.right))
        holds = left <= right if equation.is_at_most else left == right
        findings.append(_finding(f"{name}: {equation.text[0]}", f"{name}: {equation.text[1]}", left, right, holds))


def _rate(row: Mapping[str, Any], name: str, findings: list[dict[str, Any]]) -> None:
    """Compare a stated percentage with numerator and denominator, or with early, on time and late."""
    if "percent" not in row:
        return
    if {"numerator", "denominator"} <= row.keys():
        part, whole = _whole(row["numerator"]), _whole(row["denominator"])
    elif {"early", "on_time", "late"} <= row.keys():
        part = _whole(row["early"]) + _whole(row["on_time"])
        whole = part + _whole(row["late"])
    else:
        return
    counted = Fraction(100 * part, whole) if whole else Fraction(0)
    holds = bool(whole) and abs(counted - _exact(row["percent"])) <= ROUNDING
    vi, en = f"{name}: tỷ lệ = tử số ÷ mẫu số", f"{name}: rate = numerator ÷ denominator"
    findings.append(_finding(vi, en, float(_exact(row["percent"])), round(float(counted), 4), holds))


def _totals(rows: list[Mapping[str, Any]], findings: list[dict[str, Any]]) -> None:
    total = next((row for row in rows if row.get("key") == "total" or row.get("name") == "total"), None)
    parts = [row for row in rows if row is not total]
    if total is None or not parts:
        return
    for key, value in total.items():
        if isinstance(value, int) and all(isinstance(row.get(key), int) for row in parts):
            added = sum(row[key] for row in parts)
            vi, en = f"Cộng các dòng = tổng: {key}", f"Sum of rows = total: {key}"
            findings.append(_finding(vi, en, added, value, added == value))


def _national(given: Mapping[str, Any]) -> dict[str, Any]:
    """Say which way of drawing up the national rate the published one follows, if any."""
    stated = _exact(given["national_percent"])
    rates = [_exact(row["percent"]) for row in given["rows"] if "percent" in row]
    mean = sum(rates, Fraction(0)) / len(rates) if rates else Fraction(0)
    vi, en = "Toàn quốc = trung bình của các dòng", "National = mean of the rows"
    return _finding(vi, en, float(stated), round(float(mean), 4), bool(rates) and abs(mean - stated) <= ROUNDING)


def _finding(vi: str, en: str, left: float, right: float, holds: bool) -> dict[str, Any]:
    return {"vi": vi, "en": en, "left": left, "right": right, "holds": holds}


def _whole(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise PublishedFileNotRead(file="rows", reason=f"{value!r}")
    return value


def _exact(value: Any) -> Fraction:
    try:
        return Fraction(str(value).replace(",", "."))
    except (ValueError, ZeroDivisionError) as fault:
        raise PublishedFileNotRead(file="rows", reason=f"{value!r}") from fault
