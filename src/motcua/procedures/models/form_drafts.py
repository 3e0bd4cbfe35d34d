"""E-forms in the making: one open draft per procedure and case, approved by a second person.

The pages are kept as the editor sees them; the JSON Schema follows from them when the
form is published (procedures.eforms.definition). What is published is an `EForm`.
"""

from django.db import models
from django.db.models import F, Q


class FormDraft(models.Model):
    """The next e-form of a procedure while the present one is in use."""

    class Status(models.TextChoices):
        DRAFT = "draft", "Đang soạn"
        SUBMITTED = "submitted", "Chờ phê duyệt"
        APPROVED = "approved", "Đã phê duyệt"
        WITHDRAWN = "withdrawn", "Đã bỏ"

    procedure = models.ForeignKey("procedures.Procedure", models.PROTECT, related_name="form_drafts")
    # As in EForm: empty for every case.
    case_code = models.CharField(max_length=80, blank=True)
    pages = models.JSONField(default=list)
    # Counts the saves, so that two editors cannot overwrite each other unseen.
    revision = models.PositiveIntegerField(default=1)
    valid_from = models.DateField(null=True, blank=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.DRAFT, db_index=True)
    drafted_by = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField()
    submitted_by = models.ForeignKey("accounts.Account", models.PROTECT, null=True, blank=True, related_name="+")
    submitted_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey("accounts.Account", models.PROTECT, null=True, blank=True, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    # Why it was returned or given up.
    reason = models.CharField(max_length=500, blank=True)
    form = models.OneToOneField("procedures.EForm", models.SET_NULL, null=True, blank=True, related_name="draft")

    class Meta:
        ordering = ["-drafted_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["procedure", "case_code"],
                condition=Q(status__in=["draft", "submitted"]),
                name="one_form_is_drafted_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=F("drafted_by")),
                name="a_second_person_approves_a_form",
                violation_error_message="Whoever drafted a form cannot approve it.",
            ),
        ]

    def __str__(self) -> str:
        return f"form draft of {self.procedure_id}, {self.status}"
