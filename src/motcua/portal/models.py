"""Applications that are being prepared, and leave given to see a paper.

A draft has no legal effect: it becomes a dossier when it is filed, or is forgotten after thirty days.
"""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from motcua.documents.models import public_mark


class Draft(models.Model):
    """One application in preparation, by a browser and later by an account."""

    mark = models.CharField(max_length=24, unique=True, default=public_mark)
    # Digest of the key in the browser's cookie: it outlives the session.
    browser = models.CharField(max_length=64, db_index=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="+")
    procedure_code = models.CharField(max_length=40)
    version = models.ForeignKey("procedures.ProcedureVersion", models.PROTECT, related_name="+")
    case = models.ForeignKey("procedures.ProcedureCase", models.PROTECT, null=True, blank=True, related_name="+")
    # The commune to which the person turns.
    place = models.ForeignKey("agencies.Unit", models.PROTECT, related_name="+")
    mandate = models.ForeignKey("accounts.Mandate", models.PROTECT, null=True, blank=True, related_name="+")
    answers: Any = models.JSONField(default=dict, blank=True)
    # Keys of the pages that were saved whole.
    done = models.JSONField(default=list, blank=True)
    began_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)
    warned_at = models.DateTimeField(null=True, blank=True)
    filed_number = models.CharField(max_length=60, blank=True, db_index=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("began_at")), name="a_draft_expires_after_its_beginning"
            )
        ]

    def __str__(self) -> str:
        return f"{self.procedure_code} {self.mark}"


class DraftPaper(models.Model):
    """One paper given with a draft: a file, a result that the State already has, or a register to look into."""

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="papers")
    requirement = models.ForeignKey("procedures.EvidenceRequirement", models.PROTECT, related_name="+")
    upload = models.ForeignKey("documents.Upload", models.PROTECT, null=True, blank=True, related_name="+")
    # Number of the dossier or name of the register that holds it.
    reused_from = models.CharField(max_length=120, blank=True)
    name = models.CharField(max_length=300)
    given_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(upload__isnull=False) | ~Q(reused_from=""), name="a_given_paper_is_somewhere"
            )
        ]

    def __str__(self) -> str:
        return self.name


class ShareGrant(models.Model):
    """Leave to see one result under an address that ends by itself or when it is taken back."""

    mark = models.CharField(max_length=24, unique=True, default=public_mark)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    result = models.ForeignKey("documents.IssuedResult", models.PROTECT, related_name="+")
    recipient = models.CharField(max_length=200)
    given_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    seen = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-given_at"]
        constraints = [models.CheckConstraint(condition=Q(expires_at__gt=F("given_at")), name="a_share_lasts_a_while")]

    def __str__(self) -> str:
        return f"{self.result_id} for {self.recipient}"
