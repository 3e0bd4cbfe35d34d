"""One application, pinned to the text under which it was filed.

Everything under “cached projection” is derived from the events by `motcua.rules` and
written in the same transaction as the event; nothing else writes it.
"""

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import F, Q

from motcua.rules.lifecycle import FinishDateIsNotEditable

if TYPE_CHECKING:
    from motcua.dossiers.models.event import Event


# Written by the recording of an act only, which goes past the model; whoever else tries is told so.
FOLLOWS_FROM_ACTS = frozenset({"finished_at", "returned_at", "situation"})


class DossierQuerySet(models.QuerySet["Dossier"]):
    """Named sets of dossiers."""

    def update(self, **kwargs: Any) -> int:
        """Change what does not follow from acts; also the way of bulk_update."""
        if given := FOLLOWS_FROM_ACTS & set(kwargs):
            raise FinishDateIsNotEditable(names=", ".join(sorted(given)))
        return super().update(**kwargs)

    def open(self) -> "DossierQuerySet":
        """Return those on which somebody still has to act."""
        return self.filter(is_open=True)

    def counted_for_applicants(self) -> "DossierQuerySet":
        """Return each application once, whatever number of agencies it went through."""
        return self.filter(parent=None)

    def counted_for_agencies(self) -> "DossierQuerySet":
        """Return each agency's own part once: plain dossiers and children, not their parents."""
        return self.filter(has_children=False)


class Dossier(models.Model):
    """One application."""

    number = models.CharField(max_length=60, unique=True)
    procedure_version = models.ForeignKey("procedures.ProcedureVersion", models.PROTECT, related_name="+")
    procedure_case = models.ForeignKey(
        "procedures.ProcedureCase", models.PROTECT, null=True, blank=True, related_name="+"
    )
    # Copies of the pinned version, which never changes.
    procedure_code = models.CharField(max_length=40)
    procedure_name = models.CharField(max_length=1000, blank=True)
    limit_text = models.CharField(max_length=40, blank=True)
    # Two separate facts: a dossier may be received at any unit of the province.
    receiving_unit = models.ForeignKey("agencies.Unit", models.PROTECT, related_name="+")
    resolving_unit = models.ForeignKey("agencies.Unit", models.PROTECT, related_name="+")
    applicant = models.ForeignKey("dossiers.Applicant", models.PROTECT, related_name="dossiers")
    representative = models.ForeignKey("dossiers.Applicant", models.PROTECT, null=True, blank=True, related_name="+")
    channel = models.PositiveSmallIntegerField(default=1)
    return_way = models.CharField(max_length=20, default="counter")
    summary = models.CharField(max_length=1000, blank=True)
    form_data = models.JSONField(default=dict, blank=True)
    intake_key = models.CharField(max_length=200, null=True, blank=True, unique=True)
    visit = models.ForeignKey("dossiers.Visit", models.PROTECT, null=True, blank=True, related_name="dossiers")
    # Interlinked handling: a child is one agency's part of its parent.
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    group_code = models.CharField(max_length=60, blank=True)
    place_in_chain = models.PositiveSmallIntegerField(default=0)
    is_critical = models.BooleanField(default=True)
    has_children = models.BooleanField(default=False)
    search_text = models.CharField(max_length=1500, editable=False, default="")

    # Cached projection of the events.
    state = models.CharField(max_length=30)
    national_status = models.PositiveSmallIntegerField()
    is_open = models.BooleanField(default=True)
    expected_act = models.CharField(max_length=30, blank=True)
    expected_unit = models.ForeignKey("agencies.Unit", models.PROTECT, null=True, blank=True, related_name="+")
    registered_at = models.DateTimeField()
    received_at = models.DateTimeField(null=True, blank=True)
    current_due_at = models.DateTimeField(null=True, blank=True)
    # The act whose promise `current_due_at` repeats.
    due_ordinal = models.PositiveIntegerField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    returned_at = models.DateTimeField(null=True, blank=True)
    step_due_at = models.DateTimeField(null=True, blank=True)
    last_ordinal = models.PositiveIntegerField(default=0)
    last_hash = models.CharField(max_length=64, default="")
    situation = models.JSONField(default=dict)

    objects = DossierQuerySet.as_manager()
    # The act recorded last by this very object, for whoever had it recorded; not stored.
    last_event: "Event | None" = None

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(finished_at=None) | Q(finished_at__gte=F("registered_at")), name="finished_after_registered"
            ),
            models.CheckConstraint(
                condition=Q(current_due_at=None) | Q(due_ordinal__isnull=False), name="due_date_names_its_act"
            ),
        ]
        indexes = [
            models.Index(
                fields=["expected_unit", "expected_act", "current_due_at"],
                condition=Q(is_open=True),
                name="open_by_expected_act",
            ),
            models.Index(
                fields=["expected_unit", "current_due_at"], condition=Q(is_open=True), name="open_by_due_date"
            ),
            models.Index(fields=["current_due_at"], condition=Q(is_open=True), name="all_open_by_due_date"),
            models.Index(fields=["receiving_unit", "-id"], name="dossier_by_receiving_unit"),
            models.Index(fields=["resolving_unit", "-id"], name="dossier_by_resolving_unit"),
            models.Index(fields=["procedure_code", "-id"], name="dossier_by_procedure"),
        ]

    def __str__(self) -> str:
        return self.number

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save what does not follow from acts; raise FinishDateIsNotEditable for a changed finish."""
        fields = kwargs.get("update_fields")
        asked = FOLLOWS_FROM_ACTS if fields is None else FOLLOWS_FROM_ACTS & set(fields)
        if asked and self.pk is not None:
            kept = Dossier.objects.filter(pk=self.pk).values(*asked).first() or {}
            if changed := sorted(name for name, value in kept.items() if getattr(self, name) != value):
                raise FinishDateIsNotEditable(names=", ".join(changed))
        super().save(*args, **kwargs)


class NumberCounter(models.Model):
    """The last ordinal given to a prefix on a day; it only grows."""

    prefix = models.CharField(max_length=40)
    day = models.DateField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["prefix", "day"], name="one_counter_a_prefix_and_day")]

    def __str__(self) -> str:
        return f"{self.prefix} {self.day}: {self.last}"
