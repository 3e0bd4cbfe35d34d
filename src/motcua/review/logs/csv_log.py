"""CSV event logs: one event a row, columns found by their usual names."""

import csv
import io
from pathlib import Path

from motcua.core.text import fold
from motcua.review.logs.columns import Columns, moment, no_moment, opened, refuse, unreadable

# Folded names under which the columns are usually found, best first.
CASE = ("case concept name", "case id", "caseid", "case", "dossier", "ma ho so", "mahoso", "trace")
ACTIVITY = ("concept name", "activity", "act", "event", "task", "hanh dong", "cong viec", "status", "trang thai")
MOMENT = (
    "time timestamp",
    "timestamp",
    "occurred at",
    "complete timestamp",
    "end timestamp",
    "time",
    "at",
    "thoi diem",
    "date",
)
RESOURCE = ("org resource", "resource", "unit", "user", "can bo", "nguoi xu ly")


def read_csv(path: Path) -> Columns:
    """Return the events of a CSV log (comma, semicolon or tab; UTF-8; a head line)."""
    try:
        with (
            opened(path) as raw,
            io.TextIOWrapper(raw, encoding="utf-8-sig", newline="") as file,
        ):
            return _read(path.name, file)
    except UnicodeDecodeError as fault:
        raise refuse(
            path.name,
            f"byte {fault.start}",
            f"byte {fault.start}",
            "tệp không phải UTF-8.",
            "the file is not UTF-8.",
        ) from fault
    except (OSError, EOFError) as fault:
        raise unreadable(path.name, fault) from fault


def _read(name: str, file: io.TextIOWrapper) -> Columns:
    head = file.readline()
    if not head.strip():
        return Columns()
    delimiter = max(",;\t", key=head.count)
    titles = next(csv.reader([head], delimiter=delimiter))
    folded = [fold(title) for title in titles]
    case, activity, at = (_place(name, folded, names, titles) for names in (CASE, ACTIVITY, MOMENT))
    resource = next((folded.index(known) for known in RESOURCE if known in folded), None)
    columns = Columns()
    rows = csv.reader(file, delimiter=delimiter, strict=True)
    try:
        for row in rows:
            if not any(row):
                continue
            line = rows.line_num + 1
            if len(row) != len(titles):
                raise refuse(
                    name,
                    f"dòng {line}",
                    f"line {line}",
                    f"có {len(row)} ô, dòng đầu có {len(titles)}.",
                    f"it has {len(row)} cells, the head has {len(titles)}.",
                )
            _add(columns, name, line, row[case], row[activity], row[at], row[resource] if resource is not None else "")
    except csv.Error as fault:
        line = rows.line_num + 1
        raise refuse(name, f"dòng {line}", f"line {line}", f"CSV sai ({fault}).", f"broken CSV ({fault}).") from fault
    return columns


def _place(name: str, folded: list[str], known: tuple[str, ...], titles: list[str]) -> int:
    for wanted in known:
        if folded.count(wanted) > 1:
            raise refuse(
                name, "dòng 1", "line 1", f"có hai cột “{wanted}”, không biết dùng cột nào.",
                f"two columns are called “{wanted}”: which one counts is unclear.",
            )  # fmt: skip
        if wanted in folded:
            return folded.index(wanted)
    raise refuse(
        name,
        "dòng 1",
        "line 1",
        f"không có cột nào trong số: {', '.join(known[:4])} (đang có: {', '.join(titles)}).",
        f"no column is called one of: {', '.join(known[:4])} (there are: {', '.join(titles)}).",
    )


def _add(columns: Columns, name: str, line: int, case: str, activity: str, at: str, resource: str) -> None:
    place = (f"dòng {line}", f"line {line}")
    if not case or not activity:
        raise refuse(name, *place, "thiếu mã hồ sơ hoặc hành động.", "the case or the activity is missing.")
    try:
        columns.add(case, activity, moment(at), resource)
    except ValueError as fault:
        raise no_moment(name, *place, at) from fault
