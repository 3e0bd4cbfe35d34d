"""What people say: a rating after the return, and petitions with the office's answer.

A rating is never shown with a name. Nothing is overwritten: an answer is written once.
"""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q


class Rating(models.Model):
    """How one person judged how one dossier was handled; 1 (bad) to 5 (very good), empty where not said."""

    dossier = models.OneToOneField("dossiers.Dossier", models.PROTECT, related_name="rating")
    attitude = models.PositiveSmallIntegerField(null=True, blank=True)
    guidance = models.PositiveSmallIntegerField(null=True, blank=True)
    time = models.PositiveSmallIntegerField(null=True, blank=True)
    ease = models.PositiveSmallIntegerField(null=True, blank=True)
    remark = models.CharField(max_length=2000, blank=True)
    given_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(**{f"{aspect}__isnull": True}) | Q(**{f"{aspect}__gte": 1, f"{aspect}__lte": 5}),
                name=f"rating_of_{aspect}_is_one_to_five",
            )
            for aspect in ("attitude", "guidance", "time", "ease")
        ]

    def __str__(self) -> str:
        return f"rating of {self.dossier_id}"


class PetitionKind(models.TextChoices):
    """What a person wants."""

    FEEDBACK = "feedback", "Phản ánh"
    SUGGESTION = "suggestion", "Kiến nghị"
    STOP = "stop", "Đề nghị dừng hồ sơ"
    CORRECTION = "correction", "Đề nghị đính chính"


class Petition(models.Model):
    """One petition: to which unit, about what, and the answer."""

    mark = models.CharField(max_length=24, unique=True)
    kind = models.CharField(max_length=12, choices=PetitionKind.choices)
    unit = models.ForeignKey("agencies.Unit", models.PROTECT, related_name="+")
    dossier = models.ForeignKey("dossiers.Dossier", models.PROTECT, null=True, blank=True, related_name="petitions")
    procedure_code = models.CharField(max_length=40, blank=True)
    author: Any = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    text = models.CharField(max_length=5000)
    sent_at = models.DateTimeField()
    # plain or involved; set when it is sorted.
    weight = models.CharField(max_length=10, blank=True)
    sorted_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(max_length=5000, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by: Any = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    is_public = models.BooleanField(default=False)

    class Meta:
        ordering = ["-sent_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at=None) | ~Q(answer=""), name="an_answered_petition_has_an_answer"
            ),
            models.CheckConstraint(
                condition=Q(is_public=False) | Q(answered_at__isnull=False), name="only_answered_petitions_are_public"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.mark}"
