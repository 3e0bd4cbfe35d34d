"""What applicant and office write to each other about one dossier, outside the official acts."""

from django.conf import settings
from django.db import models


class Letter(models.Model):
    """One message in the conversation of a dossier; it is never changed."""

    dossier = models.ForeignKey("dossiers.Dossier", models.PROTECT, related_name="letters")
    from_applicant = models.BooleanField()
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    # The unit that writes, or (from the applicant) none.
    unit = models.ForeignKey("agencies.Unit", models.PROTECT, null=True, blank=True, related_name="+")
    text = models.TextField()
    written_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["dossier_id", "id"]
        constraints = [models.CheckConstraint(condition=~models.Q(text=""), name="a_letter_says_something")]

    def __str__(self) -> str:
        return f"{self.dossier_id}: {'applicant' if self.from_applicant else 'office'}"
