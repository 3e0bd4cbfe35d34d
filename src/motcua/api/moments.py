"""Moments that a caller gives, brought to UTC: databases know fewer offsets than ISO 8601 lets one write."""

from datetime import UTC, datetime
from typing import Annotated

from django.utils import timezone
from pydantic import AfterValidator, AwareDatetime


def in_utc(moment: datetime) -> datetime:
    """Return the same moment in UTC; without an offset it is meant in Vietnam. Raise ValueError beyond the years."""
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=timezone.get_default_timezone())
    try:
        return moment.astimezone(UTC)
    except OverflowError as fault:
        raise ValueError("the moment lies outside the years 1 to 9999") from fault


Moment = Annotated[AwareDatetime, AfterValidator(in_utc)]
# In filters, where a moment without an offset was always taken.
LooseMoment = Annotated[datetime, AfterValidator(in_utc)]
