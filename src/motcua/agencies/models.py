"""Units of the State with their dated codes, reorganisations, posts, and who is posted where.

A `Unit` is one body under one name and one parent for one period: when any of these
changes by law, a new row begins and a `ChangeEvent` ties the two. Whether a page may
be entered is not decided here.
"""

from datetime import date
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from motcua.accounts.duties import Duty
from motcua.agencies.fields import DutiesField
from motcua.agencies.kinds import ChangeKind, UnitKind
from motcua.core.text import clean, fold
from motcua.rules.agency_codes import CodeStyle
from motcua.rules.levels import BEGINNING_UNKNOWN, LEVELS, Level


class DatedQuerySet(models.QuerySet[Any]):
    def in_force_on(self, day: date) -> Self:
        """Return rows whose half-open period contains `day`."""
        return self.filter(Q(valid_before=None) | Q(valid_before__gt=day), valid_from__lte=day)


class UnitQuerySet(DatedQuerySet):
    def below(self, unit: "Unit") -> Self:
        """Return `unit` and everything under it."""
        return self.filter(Q(pk=unit.pk) | Q(path__startswith=unit.path_of_children))


def lasts(name: str) -> models.CheckConstraint:
    """Return the constraint that a period holds at least one day."""
    return models.CheckConstraint(condition=Q(valid_before=None) | Q(valid_before__gt=F("valid_from")), name=name)


class Unit(models.Model):
    """A body: ministry, province, department, district, commune, one-stop unit, division."""

    code = models.CharField(max_length=40, db_index=True)
    name = models.CharField(max_length=300)
    name_en = models.CharField(max_length=300, blank=True)
    # Folded name, kept by save() and by the importer.
    name_key = models.CharField(max_length=300, db_index=True, editable=False)
    level = models.CharField(max_length=10, choices=[(level.value, LEVELS[level].vi) for level in Level])
    kind = models.CharField(max_length=20, choices=UnitKind.choices, default=UnitKind.OTHER)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    # Ids of all units above, `/1/5/`; makes "everything under" one prefix search.
    path = models.CharField(max_length=200, default="/", db_index=True, editable=False)
    valid_from = models.DateField(default=BEGINNING_UNKNOWN)
    valid_before = models.DateField(null=True, blank=True)
    # Where the facts come from; says so when unverified.
    source = models.CharField(max_length=200, blank=True)
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = UnitQuerySet.as_manager()

    class Meta:
        ordering = ["name_key", "code"]
        constraints = [
            models.UniqueConstraint(fields=["code", "valid_from"], name="unit_code_begins_once_a_day"),
            lasts("unit_lasts_a_day_or_more"),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.name = clean(self.name)
        self.name_key = fold(self.name)
        self.path = self.parent.path_of_children if self.parent else "/"
        super().save(*args, **kwargs)

    @property
    def path_of_children(self) -> str:
        return f"{self.path}{self.pk}/"

    def runs_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_before is None or day < self.valid_before)


class UnitCode(models.Model):
    """A code under which a unit is known, in one style, for one period.

    The same text may mean another unit at another time (24 was Bắc Giang, is Bắc Ninh).
    """

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="codes")
    style = models.CharField(max_length=12, choices=[(style.value, style.value) for style in CodeStyle])
    code = models.CharField(max_length=40, db_index=True)
    valid_from = models.DateField(default=BEGINNING_UNKNOWN)
    valid_before = models.DateField(null=True, blank=True)
    is_verified = models.BooleanField(default=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        ordering = ["style", "code", "-valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["style", "code", "valid_from"], name="code_means_one_unit_a_day"),
            lasts("unit_code_lasts_a_day_or_more"),
        ]

    def __str__(self) -> str:
        return f"{self.code} ({self.style})"


class ChangeEvent(models.Model):
    """One dated reorganisation. Its links say which unit went where, whole or in part."""

    kind = models.CharField(max_length=10, choices=ChangeKind.choices)
    happened_on = models.DateField(db_index=True)
    # Citation of the resolution or decision; empty while unknown.
    legal_basis = models.CharField(max_length=300, blank=True)
    note = models.CharField(max_length=300, blank=True)
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-happened_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.kind} on {self.happened_on}"


class Succession(models.Model):
    """One unit passes into another; `is_whole` is false when only a part of it does."""

    event = models.ForeignKey(ChangeEvent, models.CASCADE, related_name="successions")
    predecessor = models.ForeignKey(Unit, models.CASCADE, related_name="successions")
    # Empty: abolished without successor.
    successor = models.ForeignKey(Unit, models.CASCADE, null=True, blank=True, related_name="origins")
    is_whole = models.BooleanField(default=True)
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["predecessor", "successor"], name="a_unit_passes_into_another_once"),
            models.CheckConstraint(
                condition=Q(successor=None) | ~Q(successor=F("predecessor")), name="no_unit_succeeds_itself"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor_id} → {self.successor_id}"


class Post(models.Model):
    """A place of work in a unit with its duties, filled or not."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="posts")
    title = models.CharField(max_length=200)
    duties = DutiesField()
    seats = models.PositiveSmallIntegerField(default=1)
    valid_from = models.DateField()
    valid_before = models.DateField(null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        ordering = ["unit", "title"]
        constraints = [lasts("post_lasts_a_day_or_more")]

    def __str__(self) -> str:
        return self.title


class PostingQuerySet(DatedQuerySet):
    def with_duty(self, duty: Duty | str) -> Self:
        """Return postings that hold `duty`."""
        return self.filter(duties__contains=f" {Duty(duty).value} ")


class Posting(models.Model):
    """An officer works in a unit, with duties, for a time.

    With `covers_for` the officer stands in for another's posting during leave, with its duties. A back-up is
    posted like an official, but works only when called (Decree 61/2018 art 12.8).
    """

    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="postings")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="postings")
    post = models.ForeignKey(Post, models.PROTECT, null=True, blank=True, related_name="postings")
    title = models.CharField(max_length=200)
    duties = DutiesField()
    valid_from = models.DateField()
    valid_before = models.DateField(null=True, blank=True)
    covers_for = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="covers")
    # The agency that sent the officer to the one-stop unit; empty: the unit's own officer.
    sent_by = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="sent")
    is_backup = models.BooleanField(default=False)
    # Codes of the fields of procedures that the officer can serve, with blanks between; empty: every field.
    fields = models.CharField(max_length=500, blank=True)
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = PostingQuerySet.as_manager()

    class Meta:
        ordering = ["-valid_from", "-pk"]
        indexes = [models.Index(fields=["account", "valid_from"], name="posting_by_account")]
        constraints = [
            lasts("posting_lasts_a_day_or_more"),
            models.CheckConstraint(
                condition=Q(covers_for=None) | Q(valid_before__isnull=False), name="leave_cover_has_an_end"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.account_id} in {self.unit_id})"

    def runs_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_before is None or day < self.valid_before)

    @property
    def skills(self) -> frozenset[str]:
        """Return the codes of the fields the officer can serve; empty means every field."""
        return frozenset(self.fields.split())


class Leave(models.Model):
    """Days on which an officer is away, whether or not somebody stands in."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="leaves")
    valid_from = models.DateField()
    valid_before = models.DateField()
    reason = models.CharField(max_length=300)
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        ordering = ["-valid_from", "-pk"]
        constraints = [lasts("leave_lasts_a_day_or_more")]

    def __str__(self) -> str:
        return f"{self.account_id} away {self.valid_from} – {self.valid_before}"
