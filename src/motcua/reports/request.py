"""What is asked of a report: period, window, level, agency, and as known when."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from motcua.core.clock_zone import VIETNAM
from motcua.reports.errors import MomentNotUnderstood, UnknownLevel
from motcua.rules.levels import Level
from motcua.rules.windows import ReportPeriod, Window, WindowKind, parse_period, window_of


@dataclass(frozen=True, slots=True)
class Request:
    """One question to the ledger; `level` and `agency_code` narrow it, `as_known_on` turns time back."""

    period: ReportPeriod
    window: Window
    level: Level | None = None
    agency_code: str = ""
    as_known_on: datetime | None = None


def request_of(
    period: str, window: str = "statutory", level: str = "", agency: str = "", as_known_on: str = ""
) -> Request:
    """Read the words of a command or an address; refuse each that is not understood."""
    asked = parse_period(period)
    chosen: Level | None = None
    if level:
        try:
            chosen = Level(level.lower())
        except ValueError:
            raise UnknownLevel(level=level, known=", ".join(Level)) from None
    return Request(asked, window_of(asked, window or "statutory"), chosen, agency, _moment(as_known_on))


def _moment(text: str) -> datetime | None:
    if not text:
        return None
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise MomentNotUnderstood(text=text) from None
    return at if at.tzinfo else at.replace(tzinfo=VIETNAM)


def earlier(request: Request) -> Request:
    """Return the same question for the period before; of a window of one's own choice, for as many days before it."""
    window = request.window
    if window.kind is WindowKind.CUSTOM:
        long = window.last - window.first + timedelta(days=1)
        days = f"{window.first - long}..{window.first - timedelta(days=1)}"
        return replace(request, window=window_of(request.period, days))
    before = request.period.before()
    return replace(request, period=before, window=window_of(before, window.kind.value))
