"""Which moment do these letters mean?

ISO 8601; without an offset it is Vietnam's time; a day alone is the start of that day.
"""

from datetime import date, datetime, time

from motcua.rules.calendar import VIETNAM, in_vietnam
from motcua.rules.errors import RuleViolation


class MomentNotUnderstood(RuleViolation):
    """“{text}” is not a date or a moment. Write a day like 2026-03-02 or a moment like 2026-03-02T09:30."""

    code = "moment_not_understood"
    vi = "“{text}” không phải ngày hoặc thời điểm. Hãy ghi ngày như 2026-03-02 hoặc thời điểm như 2026-03-02T09:30."


class StretchNotUnderstood(RuleViolation):
    """“{text}” is not a stretch of time. Write FROM/TO, like 2026-03-05/2026-03-09, or FROM/ while it has not ended."""

    code = "stretch_not_understood"
    vi = (
        "“{text}” không phải khoảng thời gian. Hãy ghi TỪ/ĐẾN, ví dụ 2026-03-05/2026-03-09, hoặc TỪ/ khi chưa kết thúc."
    )


class StretchRunsBackwards(RuleViolation):
    """The stretch “{text}” ends before it begins. Give the earlier moment first."""

    code = "stretch_runs_backwards"
    vi = "Khoảng “{text}” kết thúc trước khi bắt đầu. Hãy ghi thời điểm sớm hơn trước."


def parse_day(text: str) -> date:
    """Read an ISO day."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise MomentNotUnderstood(text=text) from None


def parse_moment(text: str) -> tuple[datetime, bool]:
    """Read an ISO moment in Vietnam's time; also tell whether only the day was given."""
    written = text.strip()
    try:
        return datetime.combine(date.fromisoformat(written), time(), VIETNAM), True
    except ValueError:
        pass
    try:
        return in_vietnam(datetime.fromisoformat(written)), False
    except (ValueError, OverflowError):
        raise MomentNotUnderstood(text=text) from None


def parse_stretch(text: str) -> tuple[datetime, datetime | None]:
    """Read `FROM/TO` or, still open, `FROM/`."""
    start_text, slash, end_text = text.partition("/")
    if not slash or "/" in end_text or not start_text.strip():
        raise StretchNotUnderstood(text=text)
    start = parse_moment(start_text)[0]
    end = parse_moment(end_text)[0] if end_text.strip() else None
    if end is not None and end < start:
        raise StretchRunsBackwards(text=text)
    return start, end
