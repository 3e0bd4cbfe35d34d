"""What belongs to the desk and not to the dossier: saved lists, notes, who works on what, bulk work, alerts.

Nothing here has legal effect: a dossier read without this room is whole.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q

ACCOUNT = settings.AUTH_USER_MODEL


class SavedView(models.Model):
    """A list an officer wants again: queue, filters and columns under a name."""

    account = models.ForeignKey(ACCOUNT, models.CASCADE, related_name="saved_views")
    name = models.CharField(max_length=80)
    query = models.CharField(max_length=600)
    saved_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["account", "name"], name="one_saved_view_of_a_name")]

    def __str__(self) -> str:
        return self.name


class InternalNote(models.Model):
    """A remark of an officer for colleagues; the applicant never sees it, and nobody changes it."""

    dossier_number = models.CharField(max_length=60, db_index=True)
    author = models.ForeignKey(ACCOUNT, models.PROTECT, related_name="+")
    unit = models.ForeignKey("agencies.Unit", models.PROTECT, related_name="+")
    text = models.TextField()
    written_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.dossier_number}: {self.author_id}"


class Assignment(models.Model):
    """Who in a unit works on a dossier; the newest row of the unit counts, the older ones stay."""

    dossier_number = models.CharField(max_length=60, db_index=True)
    unit = models.ForeignKey("agencies.Unit", models.PROTECT, related_name="+")
    account = models.ForeignKey(ACCOUNT, models.PROTECT, related_name="assignments")
    by = models.ForeignKey(ACCOUNT, models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300, blank=True)
    assigned_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["dossier_number", "unit"], condition=Q(ended_at=None), name="one_officer_of_a_unit_works_on_it"
            )
        ]
        indexes = [models.Index(fields=["account"], condition=Q(ended_at=None), name="assigned_to_me")]

    def __str__(self) -> str:
        return f"{self.dossier_number} → {self.account_id}"


class BulkJob(models.Model):
    """One act on many dossiers: rehearsed, confirmed, then done after a grace in which it may be taken back."""

    class State(models.TextChoices):
        REHEARSING = "rehearsing"
        REHEARSED = "rehearsed"
        CONFIRMED = "confirmed"
        DONE = "done"
        TAKEN_BACK = "taken_back"

    act = models.CharField(max_length=30)
    facts = models.JSONField(default=dict)
    posting = models.ForeignKey("agencies.Posting", models.PROTECT, related_name="+")
    account = models.ForeignKey(ACCOUNT, models.PROTECT, related_name="bulk_jobs")
    state = models.CharField(max_length=12, choices=State.choices, default=State.REHEARSING)
    made_at = models.DateTimeField(auto_now_add=True)
    # Nothing is recorded and no notice leaves before this moment.
    starts_at = models.DateTimeField(null=True, blank=True)
    claimed_until = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.act} #{self.pk}: {self.state}"


class BulkItem(models.Model):
    """One dossier of a bulk job: what would happen, and what did."""

    job = models.ForeignKey(BulkJob, models.CASCADE, related_name="items")
    dossier_number = models.CharField(max_length=60)
    # Sentences in both languages; empty while not tried.
    rehearsal = models.CharField(max_length=10, blank=True)
    outcome = models.CharField(max_length=10, blank=True)
    said_vi = models.CharField(max_length=500, blank=True)
    said_en = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["job", "dossier_number"], name="a_dossier_is_in_a_job_once")]

    def __str__(self) -> str:
        return f"{self.job_id} {self.dossier_number}: {self.outcome}"


class Alert(models.Model):
    """A warning before a limit ends, raised once for each promised moment."""

    class Kind(models.TextChoices):
        NEAR_LIMIT = "near_limit"
        LATE = "late"
        STEP_LATE = "step_late"
        CONSULT_LATE = "consult_late"

    dossier_number = models.CharField(max_length=60)
    unit = models.ForeignKey("agencies.Unit", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    due_at = models.DateTimeField()
    raised_at = models.DateTimeField(auto_now_add=True)
    seen_by = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, blank=True, related_name="+")
    seen_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["due_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["dossier_number", "kind", "due_at"], name="one_alert_for_a_promised_moment")
        ]
        indexes = [models.Index(fields=["unit", "due_at"], condition=Q(seen_at=None), name="alerts_not_seen")]

    def __str__(self) -> str:
        return f"{self.dossier_number} {self.kind}"
