"""Texts open for comment, and what people wrote about them.

General on purpose: a draft of a procedure, a simplification plan or any other subject is
named by its type and id. What was shown is kept as it was, so a comment stays true
when the draft moves on. Who may do what: procedures.consultations.services.
"""

from datetime import date

from django.db import models
from django.db.models import F, Q


class Consultation(models.Model):
    """One text, open for comment from `opens_on` until the day before `closes_before`."""

    subject_type = models.CharField(max_length=20)
    subject_id = models.CharField(max_length=60)
    procedure_codes = models.JSONField(default=list, blank=True)
    title = models.CharField(max_length=400)
    summary = models.TextField(blank=True)
    # What changes, frozen: [{"part", "vi", "en", "removed": […], "added": […]}, …].
    points = models.JSONField(default=list, blank=True)
    opens_on = models.DateField()
    closes_before = models.DateField()
    opened_by = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    # Written once, when every comment has its answer.
    conclusion = models.TextField(blank=True)
    closed_by = models.ForeignKey("accounts.Account", models.PROTECT, null=True, blank=True, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-closes_before", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_before__gt=F("opens_on")), name="a_consultation_lasts_a_day_or_more"
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None) | ~Q(conclusion=""), name="a_closed_consultation_says_what_became_of_it"
            ),
            models.UniqueConstraint(
                fields=["subject_type", "subject_id"],
                condition=Q(closed_at=None),
                name="a_subject_is_open_for_comment_once",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def takes_comments(self, on: date) -> bool:
        """Return whether people may write on that day."""
        return self.closed_at is None and self.opens_on <= on < self.closes_before


class ConsultationComment(models.Model):
    """What one person wrote; shown to everybody only once an officer has let it through."""

    class State(models.TextChoices):
        WAITING = "waiting", "Chờ duyệt"
        SHOWN = "shown", "Đã công khai"
        HELD = "held", "Không công khai"

    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="comments")
    author = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+")
    # Shown beside the comment if the author wishes; never taken from the account.
    signed_as = models.CharField(max_length=200, blank=True)
    # The part commented on; empty for the whole.
    point = models.CharField(max_length=40, blank=True)
    text = models.CharField(max_length=5000)
    written_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    held_reason = models.CharField(max_length=500, blank=True)
    moderated_by = models.ForeignKey("accounts.Account", models.PROTECT, null=True, blank=True, related_name="+")
    moderated_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(max_length=5000, blank=True)
    answered_by = models.ForeignKey("accounts.Account", models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["written_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="held") | ~Q(held_reason=""), name="a_comment_held_back_has_its_reason"
            ),
            models.CheckConstraint(
                condition=Q(answered_at=None) | (~Q(answer="") & Q(state="shown")),
                name="only_shown_comments_are_answered",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.state} {self.text[:40]}"
