"""Those who ask: the applicant as he was when he filed.

A row is never changed after a dossier points to it: new data make a new row, and the
latest is offered at the counter.
"""

from django.conf import settings
from django.db import models


class ApplicantKind(models.IntegerChoices):
    """What the applicant is; the numbers are the national portal's."""

    CITIZEN = 1, "Công dân"
    BUSINESS = 2, "Doanh nghiệp"
    STATE_BODY = 3, "Cơ quan nhà nước"
    OTHER = 4, "Tổ chức khác"


class Applicant(models.Model):
    """One person or organisation, with the data given at one time."""

    kind = models.PositiveSmallIntegerField(choices=ApplicantKind.choices, default=ApplicantKind.CITIZEN)
    name = models.CharField(max_length=300)
    folded_name = models.CharField(max_length=300, editable=False)
    # Empty where unknown; never invented.
    identity_number = models.CharField(max_length=40, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    address = models.CharField(max_length=500, blank=True)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [
            models.Index(fields=["identity_number", "-id"], name="applicant_by_identity"),
            models.Index(fields=["folded_name"], name="applicant_by_name"),
        ]

    def __str__(self) -> str:
        return self.name
