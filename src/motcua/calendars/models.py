"""Amendments of the working calendar, and the days they change.

The official table lives in `rules.parameters`; here is only what an office learnt after it. Nothing is
overwritten: a later amendment of the same day stands beside the earlier one, and the later one counts.
"""

from django.db import models
from django.db.models import Q

from motcua.core.phrases import Phrase
from motcua.rules.days import DayKind

HOURS = "hours"
KINDS: dict[str, Phrase] = {
    DayKind.CLOSED.value: Phrase("Nghỉ", "Closed"),
    DayKind.WORKED.value: Phrase("Làm việc", "Worked"),
    HOURS: Phrase("Giờ làm việc", "Office hours"),
}


class Amendment(models.Model):
    """One act that changed the calendar: which file, who, when, why."""

    reason = models.TextField()
    author = models.CharField(max_length=150)
    recorded_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="amendment_gives_a_reason",
                violation_error_message="An amendment of the calendar must give its reason.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.recorded_at:%d/%m/%Y} {self.reason}"


class CalendarDay(models.Model):
    """What one amendment says of one day; an empty `agency_code` speaks for the whole country.

    A row of kind `hours` sets the office hours. ASSUMPTION: the hours recorded last hold for every day;
    seasonal hours are entered when the season begins.
    """

    amendment = models.ForeignKey(Amendment, models.PROTECT, related_name="days")
    agency_code = models.CharField(max_length=40, blank=True, default="")
    on = models.DateField()
    kind = models.CharField(max_length=10, choices=[(kind, phrase.en) for kind, phrase in KINDS.items()])
    name_vi = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    notice = models.CharField(max_length=300)
    sessions = models.CharField(max_length=100, blank=True, default="")
    # Empty where the notice does not say when it was announced.
    announced_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["amendment", "agency_code", "on", "kind"],
                name="amendment_speaks_once_of_a_day",
                violation_error_message="An amendment says two things of one day.",
            ),
            models.CheckConstraint(
                condition=Q(kind=HOURS) ^ Q(sessions=""),
                name="only_office_hours_have_sessions",
                violation_error_message="Office hours need sessions, other lines have none.",
            ),
            models.CheckConstraint(
                condition=~Q(notice=""),
                name="calendar_day_names_its_notice",
                violation_error_message="A changed day must name the notice that says so.",
            ),
        ]
        indexes = [models.Index(fields=["agency_code", "on"])]

    def __str__(self) -> str:
        return f"{self.on:%d/%m/%Y} {self.kind} {self.agency_code}".rstrip()
