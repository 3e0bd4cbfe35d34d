"""Internal processes and e-forms beside the published text.

They belong to a procedure for a time, so that a new version need not repeat them.
Circular 01/2018 art 8 (domain.md 1.8). The rules of an order of steps: rules.processes.
"""

from django.db import models
from django.db.models import F, Q


class InternalProcess(models.Model):
    """The approved order of work of a procedure, for all cases and units or for one."""

    procedure = models.ForeignKey("procedures.Procedure", models.PROTECT, related_name="processes")
    case_code = models.CharField(max_length=500, blank=True)
    # Empty: for every unit; else the code of the unit or agency that approved its own.
    unit_code = models.CharField(max_length=80, blank=True)
    symbol = models.CharField(max_length=60, blank=True)
    approved_by_decision = models.ForeignKey(
        "procedures.AnnouncementDecision", models.PROTECT, null=True, blank=True, related_name="+"
    )
    valid_from = models.DateField()
    valid_before = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("accounts.Account", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_before=None) | Q(valid_before__gte=F("valid_from")),
                name="a_process_ends_after_it_begins",
            ),
            models.UniqueConstraint(
                fields=["procedure", "case_code", "unit_code", "valid_from"], name="one_process_begins_on_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"process of {self.procedure_id} from {self.valid_from}"


class InternalStep(models.Model):
    """One step: who does it, in which office, in how many working hours, after which others."""

    process = models.ForeignKey(InternalProcess, models.CASCADE, related_name="steps")
    ordinal = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=40)
    name = models.CharField(max_length=300)
    name_en = models.CharField(max_length=300, blank=True)
    office = models.CharField(max_length=120)
    duty = models.CharField(max_length=40)
    hours = models.DecimalField(max_digits=8, decimal_places=2)
    after = models.JSONField(default=list, blank=True)
    consults = models.JSONField(default=list, blank=True)
    product = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["ordinal"]
        constraints = [models.UniqueConstraint(fields=["process", "key"], name="a_step_key_names_one_step")]

    def __str__(self) -> str:
        return f"{self.ordinal}. {self.name}"


class EForm(models.Model):
    """The electronic form of a procedure: a JSON Schema and the order in which it is asked."""

    procedure = models.ForeignKey("procedures.Procedure", models.PROTECT, related_name="forms")
    case_code = models.CharField(max_length=80, blank=True)
    schema = models.JSONField()
    ui = models.JSONField(default=list)
    valid_from = models.DateField()
    valid_before = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("accounts.Account", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_before=None) | Q(valid_before__gte=F("valid_from")),
                name="a_form_ends_after_it_begins",
            ),
            models.UniqueConstraint(fields=["procedure", "case_code", "valid_from"], name="one_form_begins_on_a_day"),
        ]

    def __str__(self) -> str:
        return f"form of {self.procedure_id} from {self.valid_from}"
