"""Lists of consultations and comments, for people and for the office."""

from datetime import date

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from motcua.accounts.models import Account
from motcua.procedures.models import Consultation, ConsultationComment

State = ConsultationComment.State
# The subject type of a draft of a procedure; its id is the key of the version.
VERSION = "version"


def consultations() -> QuerySet[Consultation]:
    """Return every consultation, the one that ends last first, with `shown`, `waiting` and `unanswered` counted."""
    shown = Q(comments__state=State.SHOWN)
    return Consultation.objects.annotate(
        shown=Count("comments", filter=shown),
        waiting=Count("comments", filter=Q(comments__state=State.WAITING)),
        unanswered=Count("comments", filter=shown & Q(comments__answered_at=None)),
    ).order_by("-closes_before", "-pk")


def open_consultations(on: date | None = None) -> QuerySet[Consultation]:
    """Return those people may comment on that day, the one that ends first on top."""
    day = on or timezone.localdate()
    running = consultations().filter(opens_on__lte=day, closes_before__gt=day, closed_at=None)
    return running.order_by("closes_before", "pk")


def public_consultations(on: date | None = None) -> QuerySet[Consultation]:
    """Return those whose period has begun: running, waiting for answers, or closed."""
    return consultations().filter(opens_on__lte=on or timezone.localdate())


def consultations_of(subject_type: str, subject_id: str) -> QuerySet[Consultation]:
    """Return the consultations held on one subject, the newest first."""
    return consultations().filter(subject_type=subject_type, subject_id=subject_id).order_by("-pk")


def unfinished_consultation(subject_type: str, subject_id: str) -> Consultation | None:
    """Return the consultation on this subject that is not closed, or None."""
    return Consultation.objects.filter(subject_type=subject_type, subject_id=subject_id, closed_at=None).first()


def public_comments(consultation: Consultation) -> QuerySet[ConsultationComment]:
    """Return what everybody may read; the author's account is not for showing."""
    return consultation.comments.filter(state=State.SHOWN).order_by("written_at", "pk")


def comments_by(consultation: Consultation, author: Account) -> QuerySet[ConsultationComment]:
    """Return what one person wrote, whatever became of it."""
    return consultation.comments.filter(author=author).order_by("-written_at")


def comments_for_office(consultation: Consultation) -> QuerySet[ConsultationComment]:
    """Return every comment, those that still need an act first."""
    needs = Count("pk", filter=Q(state=State.WAITING) | Q(state=State.SHOWN, answered_at=None))
    return consultation.comments.annotate(needs=needs).order_by("-needs", "written_at", "pk")
