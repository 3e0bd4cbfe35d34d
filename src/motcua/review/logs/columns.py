"""Events as columns, ready for DuckDB."""

import gzip
import re
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, cast

from motcua.core.clock_zone import VIETNAM
from motcua.review.errors import BrokenLog

_SLASHES = re.compile(r"(\d{4})/(\d\d?)/(\d\d?)(?=\D|$)|(\d\d?)/(\d\d?)/(\d{4})(?=\D|$)")


@dataclass(slots=True)
class Columns:
    """Parallel lists: the case, the activity, the moment in seconds since 1970 (UTC), the order read."""

    case: list[str] = field(default_factory=list)
    activity: list[str] = field(default_factory=list)
    at: list[float] = field(default_factory=list)
    resource: list[str] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.case)

    def add(self, case: str, activity: str, at: float, resource: str = "") -> None:
        self.case.append(case)
        self.activity.append(activity)
        self.at.append(at)
        self.resource.append(resource)


def moment(text: str) -> float:
    """Return the seconds since 1970 of a moment; one without offset is in Vietnam.

    ISO 8601, also with slashes (2023/01/31 08:00), or the day first as in Vietnam (31/01/2023 08:00).
    Raise ValueError for anything else.
    """
    written = text.strip()
    if found := _SLASHES.match(written):
        year, month, day = found.groups()[:3] if found[1] else reversed(found.groups()[3:])
        written = f"{year}-{month:0>2}-{day:0>2}{written[found.end() :]}"
    parsed = datetime.fromisoformat(written)
    return (parsed if parsed.tzinfo else parsed.replace(tzinfo=VIETNAM)).timestamp()


def refuse(file: str, place_vi: str, place_en: str, reason_vi: str, reason_en: str) -> BrokenLog:
    """Return the refusal of a log at one place."""
    return BrokenLog(file=file, place_vi=place_vi, place_en=place_en, reason_vi=reason_vi, reason_en=reason_en)


def opened(path: Path) -> BinaryIO:
    """Open a log for reading, packed or not."""
    return cast(BinaryIO, gzip.open(path, "rb")) if path.suffix.lower() == ".gz" else path.open("rb")


def unreadable(file: str, fault: Exception, *, packed: bool = True) -> BrokenLog:
    """Return the refusal of a file, or of an archive, that cannot be read to its end."""
    place = ("tệp nén", "archive") if packed else ("tệp", "file")
    return refuse(file, *place, f"không đọc được ({fault}).", f"unreadable ({fault}).")


def broken_xml(file: str, line: int, fault: str) -> BrokenLog:
    """Return the refusal of XML that is none."""
    return refuse(file, f"dòng {line}", f"line {line}", f"XML sai ({fault}).", f"broken XML ({fault}).")


def no_moment(file: str, place_vi: str, place_en: str, text: object) -> BrokenLog:
    """Return the refusal of what stands where a moment should."""
    return refuse(
        file, place_vi, place_en, f"thời điểm “{text}” không đọc được; ghi như 2023-01-31T08:00.",
        f"“{text}” is no moment; write it like 2023-01-31T08:00.",
    )  # fmt: skip
