"""Acts of a consultation: open a text for comment, comment, let through or hold back, answer, close.

Nothing is overwritten: what was shown, a comment, its answer and the conclusion are written once.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from motcua.accounts.models import Account
from motcua.core.text import clean
from motcua.procedures.comparison import compare
from motcua.procedures.consultations import errors
from motcua.procedures.consultations.selectors import VERSION
from motcua.procedures.contents import VersionContent
from motcua.procedures.models import Consultation, ConsultationComment, ProcedureVersion
from motcua.procedures.quick_reading import whole_text

State = ConsultationComment.State
SHORTEST, LONGEST = 10, 5000
MOST_COMMENTS = 20
LONGEST_PERIOD = timedelta(days=365)


@transaction.atomic
def open_consultation(
    *,
    subject_type: str,
    subject_id: str,
    title: str,
    opens_on: date,
    closes_before: date,
    by: Account,
    summary: str = "",
    points: Sequence[Mapping[str, Any]] = (),
    procedure_codes: Sequence[str] = (),
) -> Consultation:
    """Open a text for comment from `opens_on` until the day before `closes_before`.

    `points` is what people read and may comment on one by one: `part`, `vi`, `en`,
    `removed`, `added`. It is kept as given. UNVERIFIED: no least number of days was found
    in the law for drafts of procedures, so the office chooses.
    """
    _check_period(opens_on, closes_before)
    if not clean(title) or not (clean(summary) or points):
        raise errors.NothingToConsult(reason="the text is empty", reason_vi="nội dung đang trống")
    same = Consultation.objects.select_for_update(of=("self",)).filter(
        subject_type=subject_type, subject_id=subject_id, closed_at=None
    )
    if same.exists():
        raise errors.AlreadyOpen
    return Consultation.objects.create(
        subject_type=subject_type,
        subject_id=subject_id,
        procedure_codes=list(procedure_codes),
        title=clean(title)[:400],
        summary=clean(summary),
        points=[dict(point) for point in points],
        opens_on=opens_on,
        closes_before=closes_before,
        opened_by=by,
        opened_at=timezone.now(),
    )


def _check_period(opens_on: date, closes_before: date) -> None:
    if closes_before <= opens_on:
        raise errors.PeriodImpossible(
            reason="the last day lies before the first", reason_vi="ngày cuối sớm hơn ngày đầu"
        )
    if opens_on < timezone.localdate():
        raise errors.PeriodImpossible(reason="the first day is past", reason_vi="ngày đầu đã qua")
    if closes_before - opens_on > LONGEST_PERIOD:
        raise errors.PeriodImpossible(reason="it is longer than a year", reason_vi="dài hơn một năm")


@transaction.atomic
def open_on_draft(
    *, version: ProcedureVersion, opens_on: date, closes_before: date, by: Account, summary: str = ""
) -> Consultation:
    """Open a draft of a procedure for comment, as the difference to the text that stands today."""
    version = ProcedureVersion.objects.select_related("procedure").get(pk=version.pk)
    if version.recorded_at is not None or version.withdrawn_at is not None:
        raise errors.NothingToConsult(reason="the text is no longer a draft", reason_vi="nội dung không còn là dự thảo")
    standing = ProcedureVersion.objects.recorded().filter(procedure=version.procedure_id, superseded_at=None)
    before = standing.order_by("-valid_from").first()
    changes = compare(whole_text(before) if before else VersionContent(name=""), whole_text(version))
    if not changes:
        raise errors.NothingToConsult(reason="it changes nothing", reason_vi="bản thảo chưa thay đổi gì")
    return open_consultation(
        subject_type=VERSION,
        subject_id=str(version.pk),
        title=version.name,
        summary=summary,
        points=[change.as_dict() for change in changes],
        procedure_codes=[version.procedure.identity],
        opens_on=opens_on,
        closes_before=closes_before,
        by=by,
    )


@transaction.atomic
def comment(
    *, consultation_id: int, author: Account, text: str, point: str = "", signed_as: str = ""
) -> ConsultationComment:
    """Keep what a person says; everybody reads it once an officer has let it through.

    The same words again are the same comment, so a double click changes nothing.
    """
    held = _held(consultation_id)
    if not held.takes_comments(timezone.localdate()):
        last = held.closes_before - timedelta(days=1)
        raise errors.NotOpenNow(first=f"{held.opens_on:%d/%m/%Y}", last=f"{last:%d/%m/%Y}")
    words = _words(text)
    place = point if point in {each.get("part") for each in held.points} else ""
    own = held.comments.filter(author=author)
    known = own.filter(text=words, point=place).first()
    if known is not None:
        return known
    if own.count() >= MOST_COMMENTS:
        raise errors.TooManyComments(most=MOST_COMMENTS)
    return ConsultationComment.objects.create(
        consultation=held,
        author=author,
        text=words,
        point=place,
        signed_as=clean(signed_as)[:200],
        written_at=timezone.now(),
    )


@transaction.atomic
def moderate(*, comment_id: int, by: Account, is_shown: bool, reason: str = "") -> ConsultationComment:
    """Let a comment through, or hold it back with a reason that its author reads."""
    own = _comment(comment_id)
    if own.state != State.WAITING:
        raise errors.CommentDone(done_en="checked", done_vi="duyệt")
    if not is_shown and not clean(reason):
        raise errors.WhyHeld
    own.state = State.SHOWN if is_shown else State.HELD
    own.held_reason = "" if is_shown else clean(reason)[:500]
    own.moderated_by, own.moderated_at = by, timezone.now()
    own.save()
    return own


@transaction.atomic
def answer(*, comment_id: int, by: Account, text: str) -> ConsultationComment:
    """Answer a comment that is shown: what is taken up, what is not, and why."""
    own = _comment(comment_id)
    if own.answered_at is not None:
        raise errors.CommentDone(done_en="answered", done_vi="trả lời")
    if own.state != State.SHOWN:
        raise errors.NotShown
    own.answer, own.answered_by, own.answered_at = _words(text), by, timezone.now()
    own.save()
    return own


@transaction.atomic
def close(*, consultation_id: int, by: Account, conclusion: str) -> Consultation:
    """End a consultation whose period is over and whose comments all have their answer."""
    held = _held(consultation_id)
    if held.closed_at is not None:
        return held
    if timezone.localdate() < held.closes_before:
        raise errors.StillRuns(last=f"{held.closes_before - timedelta(days=1):%d/%m/%Y}")
    open_ones = held.comments.exclude(state=State.HELD).filter(answered_at=None).count()
    if open_ones:
        raise errors.Unanswered(count=open_ones)
    words = clean(conclusion)
    if len(words) < SHORTEST:
        raise errors.ConclusionMissing
    held.conclusion, held.closed_by, held.closed_at = words, by, timezone.now()
    held.save(update_fields=["conclusion", "closed_by", "closed_at"])
    return held


def _words(text: str) -> str:
    words = clean(text)
    if not SHORTEST <= len(words) <= LONGEST:
        raise errors.CommentEmpty
    return words


def _held(pk: int) -> Consultation:
    found = Consultation.objects.select_for_update(of=("self",)).filter(pk=pk).first()
    if found is None:
        raise errors.ConsultationUnknown
    return found


def _comment(pk: int) -> ConsultationComment:
    found = ConsultationComment.objects.select_for_update(of=("self",)).filter(pk=pk).first()
    if found is None:
        raise errors.ConsultationUnknown
    return found
