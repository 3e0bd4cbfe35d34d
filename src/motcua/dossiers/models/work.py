"""What belongs to the work on a dossier: steps, hand-overs, consultations, papers given."""

from django.conf import settings
from django.db import models
from django.db.models import Q


class StepState(models.TextChoices):
    """Where a step of the internal process stands."""

    WAITING = "waiting", "Chưa đến lượt"
    ACTIVE = "active", "Đang thực hiện"
    DONE = "done", "Đã xong"
    SKIPPED = "skipped", "Bỏ qua"


class Step(models.Model):
    """One step of the internal process, as it runs for one dossier."""

    dossier = models.ForeignKey("dossiers.Dossier", models.CASCADE, related_name="steps")
    ordinal = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=60)
    name_vi = models.CharField(max_length=300)
    name_en = models.CharField(max_length=300, blank=True)
    office = models.CharField(max_length=200, blank=True)
    duty = models.CharField(max_length=30, blank=True)
    hours = models.DecimalField(max_digits=8, decimal_places=2, null=True, blank=True)
    after = models.JSONField(default=list, blank=True)
    consults = models.JSONField(default=list, blank=True)
    state = models.CharField(max_length=10, choices=StepState.choices, default=StepState.WAITING)
    began_at = models.DateTimeField(null=True, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["dossier_id", "ordinal"]
        constraints = [models.UniqueConstraint(fields=["dossier", "key"], name="step_runs_once_a_dossier")]
        indexes = [models.Index(fields=["due_at"], condition=Q(state="active"), name="active_step_by_due_date")]

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.key}: {self.state}"


class HandOver(models.Model):
    """A dossier on its way from one unit to another, with both signatures (electronic trace)."""

    dossier = models.ForeignKey("dossiers.Dossier", models.CASCADE, related_name="hand_overs")
    from_unit = models.ForeignKey("agencies.Unit", models.PROTECT, null=True, blank=True, related_name="+")
    to_unit = models.ForeignKey("agencies.Unit", models.PROTECT, related_name="+")
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    given_at = models.DateTimeField()
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    taken_at = models.DateTimeField(null=True, blank=True)
    # Art 18: the moment by which the first hand-over should have been made.
    forward_before = models.DateTimeField(null=True, blank=True)
    slip_number = models.CharField(max_length=80, blank=True)
    step = models.CharField(max_length=60, blank=True)
    note = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["dossier"], condition=Q(taken_at=None), name="dossier_is_on_one_way_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(taken_at=None) | Q(taken_at__gte=models.F("given_at")), name="taken_after_given"
            ),
        ]
        indexes = [models.Index(fields=["to_unit", "given_at"], condition=Q(taken_at=None), name="undelivered_by_unit")]

    def __str__(self) -> str:
        return f"{self.dossier_id}: {self.from_unit_id} → {self.to_unit_id}"


class Consultation(models.Model):
    """A question to another unit, with its own limit and what silence means."""

    dossier = models.ForeignKey("dossiers.Dossier", models.CASCADE, related_name="consultations")
    key = models.CharField(max_length=60)
    to_unit = models.ForeignKey("agencies.Unit", models.PROTECT, related_name="+")
    question = models.TextField()
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True, blank=True)
    # agrees: silence is consent; continues: go on without; waits: nothing happens.
    silence = models.CharField(max_length=10, default="continues")
    answered_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(blank=True)
    agrees = models.BooleanField(null=True, blank=True)
    lapsed = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["dossier", "key"], name="consultation_has_its_own_key")]
        indexes = [
            models.Index(fields=["to_unit", "due_at"], condition=Q(answered_at=None), name="open_consultation_by_unit")
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.key} → {self.to_unit_id}"


class CorrectionAsked(models.Model):
    """A correction that one person asked for and a second one has to approve; the acts are the record."""

    dossier = models.ForeignKey("dossiers.Dossier", models.CASCADE, related_name="corrections_asked")
    ordinal = models.PositiveIntegerField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    unit = models.ForeignKey("agencies.Unit", models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.TextField()
    corrections = models.JSONField(default=dict, blank=True)
    corrects_act = models.PositiveIntegerField(null=True, blank=True)
    # Opens the ended dossier again instead of stating something anew.
    reopens = models.BooleanField(default=False)
    asked_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
    approved = models.BooleanField(null=True, blank=True)

    class Meta:
        ordering = ["asked_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["dossier", "ordinal"], name="correction_is_asked_by_one_act"),
            models.CheckConstraint(
                condition=Q(settled_at=None, approved=None) | Q(settled_at__isnull=False, approved__isnull=False),
                name="settled_correction_was_approved_or_declined",
            ),
        ]
        indexes = [models.Index(fields=["unit"], condition=Q(settled_at=None), name="open_correction_by_unit")]

    def __str__(self) -> str:
        return f"{self.dossier_id}#{self.ordinal}"


class EvidenceForm(models.TextChoices):
    """In which form a paper was given."""

    ORIGINAL = "original", "Bản chính"
    CERTIFIED = "certified", "Bản sao chứng thực"
    COPY = "copy", "Bản chụp"
    ELECTRONIC = "electronic", "Bản điện tử"


class Evidence(models.Model):
    """A paper that was given with the dossier or taken from a store that already has it."""

    dossier = models.ForeignKey("dossiers.Dossier", models.CASCADE, related_name="evidence")
    code = models.CharField(max_length=60, blank=True)
    name = models.CharField(max_length=1000)
    form = models.CharField(max_length=12, choices=EvidenceForm.choices, default=EvidenceForm.COPY)
    copies = models.PositiveSmallIntegerField(default=1)
    # Key of the stored upload in the documents room; empty for paper only.
    file_key = models.CharField(max_length=100, blank=True)
    is_digitised = models.BooleanField(default=False)
    # Where a paper was reused instead of asked for again, e.g. a national database.
    reused_from = models.CharField(max_length=100, blank=True)
    given_at = models.DateTimeField()
    supplement = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["dossier_id", "id"]

    def __str__(self) -> str:
        return self.name
