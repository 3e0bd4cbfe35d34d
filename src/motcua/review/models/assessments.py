"""Impact assessments of procedures before they are issued (Decree 63/2010 arts 10-11, domain.md 3.4)."""

from django.db import models
from django.db.models import F, Q


class ImpactAssessment(models.Model):
    """Necessity, reasonableness, legality and cost of one planned procedure.

    `answers` maps the keys of `rules.impact_assessment` to text. A finished assessment is
    not edited: a new one takes its place.
    """

    procedure_code = models.CharField(max_length=80, blank=True, db_index=True)
    name = models.TextField()
    legal_document = models.CharField(max_length=300)
    # The draft it speaks of, where there is one in the catalogue.
    version = models.ForeignKey(
        "procedures.ProcedureVersion", models.PROTECT, null=True, blank=True, related_name="assessments"
    )
    answers = models.JSONField(default=dict)
    dossiers_a_year = models.PositiveIntegerField(default=0)
    cost_each = models.DecimalField(max_digits=18, decimal_places=0, null=True, blank=True)
    cost_basis = models.JSONField(default=dict, blank=True)
    drafted_by = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    # The appraising body (art 11); another person than the drafter.
    appraised_by = models.ForeignKey("accounts.Account", models.PROTECT, null=True, blank=True, related_name="+")
    appraised_at = models.DateTimeField(null=True, blank=True)
    opinion = models.TextField(blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(appraised_by=None) | ~Q(appraised_by=F("drafted_by")),
                name="a_second_person_appraises",
            ),
            models.CheckConstraint(
                condition=Q(appraised_at=None) | (Q(finished_at__isnull=False) & ~Q(opinion="")),
                name="an_appraisal_needs_a_finished_assessment",
            ),
        ]

    def __str__(self) -> str:
        return self.name
