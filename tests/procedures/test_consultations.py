"""A text open for comment: who may say what and when, and nothing is lost or overwritten."""

from datetime import timedelta

import pytest
from django.utils import timezone

from motcua.procedures import services as catalogue
from motcua.procedures.consultations import errors, selectors, services
from motcua.procedures.models import Consultation, ProcedureVersion

from . import factories as f

pytestmark = pytest.mark.django_db
WORDS = "Nên bỏ bản sao có chứng thực vì đã có dữ liệu dân cư."


def opened(days=10, **facts):
    today = timezone.localdate()
    given = {
        "subject_type": "plan",
        "subject_id": "7",
        "title": "Phương án bỏ bản sao",
        "summary": "Bỏ ba bản sao.",
        "points": [{"part": "evidence", "vi": "Thành phần hồ sơ", "en": "Papers", "removed": ["Bản sao"], "added": []}],
        "opens_on": today,
        "closes_before": today + timedelta(days=days),
        "by": f.account(),
    }
    return services.open_consultation(**{**given, **facts})


def over(consultation):
    """Let the period lie in the past, as it will be in some weeks."""
    today = timezone.localdate()
    Consultation.objects.filter(pk=consultation.pk).update(opens_on=today - timedelta(days=9), closes_before=today)


def said(consultation, **facts):
    return services.comment(
        **{"consultation_id": consultation.pk, "author": f.account("citizen"), "text": WORDS, **facts}
    )


def test_a_comment_is_public_only_after_an_officer_let_it_through():
    held = opened()
    own = said(held, point="evidence")
    assert not selectors.public_comments(held).exists()
    services.moderate(comment_id=own.pk, by=f.account(), is_shown=True)
    assert [each.point for each in selectors.public_comments(held)] == ["evidence"]
    counted = selectors.open_consultations().get()
    assert (counted.shown, counted.waiting, counted.unanswered) == (1, 0, 1)


def test_the_same_words_twice_are_one_comment():
    held, citizen = opened(), f.account("citizen")
    assert said(held, author=citizen).pk == said(held, author=citizen).pk
    assert selectors.comments_by(held, citizen).count() == 1


def test_a_comment_on_a_point_that_was_not_shown_is_about_the_whole():
    assert said(opened(), point="costs").point == ""


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        pytest.param({"text": "ừ"}, errors.CommentEmpty, id="too short"),
        pytest.param({"text": "a" * 5001}, errors.CommentEmpty, id="too long"),
        pytest.param({"consultation_id": 0}, errors.ConsultationUnknown, id="no such consultation"),
    ],
)
def test_what_cannot_be_a_comment_is_refused(change, refusal):
    with pytest.raises(refusal):
        said(opened(), **change)


def test_nobody_comments_before_or_after_the_period():
    today = timezone.localdate()
    early = opened(opens_on=today + timedelta(days=1), closes_before=today + timedelta(days=9))
    late = opened(subject_id="8")
    over(late)
    for held in (early, late):
        with pytest.raises(errors.NotOpenNow):
            said(held)


def test_one_person_cannot_flood_a_consultation():
    held, citizen = opened(), f.account("citizen")
    for number in range(services.MOST_COMMENTS):
        said(held, author=citizen, text=f"{WORDS} {number}")
    with pytest.raises(errors.TooManyComments):
        said(held, author=citizen)


def test_one_subject_is_open_once_at_a_time():
    opened()
    with pytest.raises(errors.AlreadyOpen):
        opened()


@pytest.mark.parametrize(("first", "days"), [(0, 0), (-1, 5), (0, 400)], ids=["no day", "in the past", "too long"])
def test_an_impossible_period_is_refused(first, days):
    start = timezone.localdate() + timedelta(days=first)
    with pytest.raises(errors.PeriodImpossible):
        opened(opens_on=start, closes_before=start + timedelta(days=days))


def test_moderation_and_answer_are_written_once():
    officer, own = f.account(), said(opened())
    with pytest.raises(errors.NotShown):
        services.answer(comment_id=own.pk, by=officer, text="Đã tiếp thu, cảm ơn bạn.")
    services.moderate(comment_id=own.pk, by=officer, is_shown=True)
    services.answer(comment_id=own.pk, by=officer, text="Đã tiếp thu, cảm ơn bạn.")
    with pytest.raises(errors.CommentDone):
        services.answer(comment_id=own.pk, by=officer, text="Không tiếp thu, xin lỗi bạn.")
    with pytest.raises(errors.CommentDone):
        services.moderate(comment_id=own.pk, by=officer, is_shown=False, reason="đổi ý")


def test_a_comment_is_held_back_only_with_a_reason_its_author_reads():
    citizen = f.account("citizen")
    own = said(opened(), author=citizen)
    with pytest.raises(errors.WhyHeld):
        services.moderate(comment_id=own.pk, by=f.account(), is_shown=False)
    services.moderate(comment_id=own.pk, by=f.account(), is_shown=False, reason="Có số điện thoại của người khác")
    assert selectors.comments_by(own.consultation, citizen).get().held_reason == "Có số điện thoại của người khác"


def test_it_closes_after_its_period_when_every_comment_has_its_answer():
    held, officer = opened(), f.account()
    own = said(held)
    with pytest.raises(errors.StillRuns):
        services.close(consultation_id=held.pk, by=officer, conclusion="Tiếp thu một ý kiến.")
    over(held)
    with pytest.raises(errors.Unanswered):
        services.close(consultation_id=held.pk, by=officer, conclusion="Tiếp thu một ý kiến.")
    services.moderate(comment_id=own.pk, by=officer, is_shown=True)
    services.answer(comment_id=own.pk, by=officer, text="Đã tiếp thu, cảm ơn bạn.")
    with pytest.raises(errors.ConclusionMissing):
        services.close(consultation_id=held.pk, by=officer, conclusion="")
    assert services.close(consultation_id=held.pk, by=officer, conclusion="Tiếp thu một ý kiến.").closed_at


def drafted():
    standing = f.in_force()
    author = f.account("author")
    announced = f.decision(author, catalogue.ItemDraft(code="9.000001", kind="amended", name="Sửa"))
    draft = catalogue.draft_version(item=announced.items.get(), by=author)
    return standing, draft, author


def test_a_draft_is_consulted_on_as_its_difference_to_the_text_in_force():
    _, draft, author = drafted()
    today = timezone.localdate()
    period = {"opens_on": today, "closes_before": today + timedelta(days=20), "by": author}
    with pytest.raises(errors.NothingToConsult):
        services.open_on_draft(version=draft, **period)
    catalogue.revise_draft(version=draft, content=f.content(requirements=()), by=author)
    held = services.open_on_draft(version=draft, **period)
    assert [(point["part"], point["removed"]) for point in held.points] == [("requirements", ["Tàu đã đăng ký"])]


def test_a_draft_open_for_comment_is_not_approved():
    _, draft, author = drafted()
    catalogue.revise_draft(version=draft, content=f.content(days=4), by=author)
    today = timezone.localdate()
    services.open_on_draft(version=draft, opens_on=today, closes_before=today + timedelta(days=20), by=author)
    catalogue.submit(version=draft, by=author)
    with pytest.raises(errors.OpenForComment):
        catalogue.approve(version=draft, by=f.account("chief"))
    assert ProcedureVersion.objects.get(pk=draft.pk).status == "submitted"
