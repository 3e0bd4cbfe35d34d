"""Days and moments as a Vietnamese reader writes them; unknown is an en dash."""

from datetime import date, datetime

from django.utils import timezone


def day(value: date | datetime | None) -> str:
    """Return the local day, such as 05/01/2023."""
    if value is None:
        return "–"
    return f"{timezone.localdate(value) if isinstance(value, datetime) else value:%d/%m/%Y}"


def moment(value: datetime | None) -> str:
    """Return the local moment, such as 08:00 05/01/2023."""
    return "–" if value is None else f"{timezone.localtime(value):%H:%M %d/%m/%Y}"
