"""Impact assessment of a procedure before it is issued: one record beside one draft text.

Decree 63/2010 arts 10-11 (domain.md 3.4). The cost is computed from the draft and kept with what it rests on.
"""

from django.db import models
from django.db.models import F, Q


class ImpactAssessment(models.Model):
    """Answers by head, volume expected, cost by the Standard Cost Model, and a second person's approval."""

    class Status(models.TextChoices):
        DRAFT = "draft", "Đang soạn"
        SUBMITTED = "submitted", "Chờ phê duyệt"
        APPROVED = "approved", "Đã phê duyệt"

    version = models.OneToOneField("procedures.ProcedureVersion", models.PROTECT, related_name="impact_assessment")
    # {key of the question: answer}
    answers = models.JSONField(default=dict)
    dossiers_a_year = models.PositiveIntegerField()
    # Where the expected number comes from.
    volume_source = models.TextField()
    cost_each = models.DecimalField(max_digits=18, decimal_places=0)
    cost_a_year = models.DecimalField(max_digits=18, decimal_places=0)
    hours_each = models.DecimalField(max_digits=9, decimal_places=2)
    # Activities and parameters behind the cost, so that it can be read later.
    basis = models.JSONField(default=dict)
    # What was assessed: a draft changed afterwards has another digest.
    text_digest = models.CharField(max_length=64)
    status = models.CharField(max_length=10, choices=Status, default=Status.DRAFT)
    drafted_by = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField()
    approved_by = models.ForeignKey("accounts.Account", models.PROTECT, null=True, blank=True, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    returned_reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=F("drafted_by")),
                name="a_second_person_approves_an_assessment",
            ),
        ]

    def __str__(self) -> str:
        return f"impact of {self.version_id}"
