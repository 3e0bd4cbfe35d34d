"""Events as columns, ready for DuckDB."""

from dataclasses import dataclass, field
from datetime import datetime

from motcua.core.clock_zone import VIETNAM
from motcua.review.errors import BrokenLog


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
    """Return the seconds since 1970 of an ISO 8601 moment; one without offset is in Vietnam.

    Raise ValueError for anything else.
    """
    parsed = datetime.fromisoformat(text.strip())
    return (parsed if parsed.tzinfo else parsed.replace(tzinfo=VIETNAM)).timestamp()


def refuse(file: str, place_vi: str, place_en: str, reason_vi: str, reason_en: str) -> BrokenLog:
    """Return the refusal of a log at one place."""
    return BrokenLog(file=file, place_vi=place_vi, place_en=place_en, reason_vi=reason_vi, reason_en=reason_en)
