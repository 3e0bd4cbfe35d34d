"""Rate a returned dossier; send, sort and answer a petition."""

import secrets
from collections.abc import Mapping
from typing import ClassVar

from django.db import transaction

from motcua.accounts.models import Account
from motcua.agencies.models import Unit
from motcua.core.text import clean
from motcua.dossiers import clock
from motcua.dossiers.actors import Actor
from motcua.dossiers.models import Dossier
from motcua.dossiers.models.voice import Petition, PetitionKind, Rating
from motcua.rules.errors import RuleViolation
from motcua.rules.lifecycle_states import State
from motcua.rules.petitions import Weight

RATED_STATES = frozenset({State.RETURNED, State.CLOSED})
ASPECTS = ("attitude", "guidance", "time", "ease")
LONGEST = 5000


class NotReturnedYet(RuleViolation):
    """A dossier can be rated once its result was returned. Come back then."""

    code: ClassVar[str] = "not_returned_yet"
    vi: ClassVar[str] = "Chỉ đánh giá được sau khi đã trả kết quả. Hãy quay lại sau."


class NothingRated(RuleViolation):
    """No answer was chosen. Choose at least one."""

    code: ClassVar[str] = "nothing_rated"
    vi: ClassVar[str] = "Bạn chưa chọn mức đánh giá nào. Hãy chọn ít nhất một mục."


class EmptyPetition(RuleViolation):
    """Write what it is about, in 10 to 5,000 letters."""

    code: ClassVar[str] = "empty_petition"
    vi: ClassVar[str] = "Hãy viết nội dung, từ 10 đến 5.000 ký tự."


class AlreadyAnswered(RuleViolation):
    """This petition was answered already. The answer stays as it was given."""

    code: ClassVar[str] = "petition_already_answered"
    vi: ClassVar[str] = "Phản ánh này đã được trả lời. Câu trả lời được giữ nguyên."


class NotYourPetition(RuleViolation):
    """This petition was sent to another unit. Only that unit may answer it."""

    code: ClassVar[str] = "not_your_petition"
    vi: ClassVar[str] = "Phản ánh này gửi đơn vị khác. Chỉ đơn vị đó được trả lời."


@transaction.atomic
def rate(*, dossier: Dossier, scores: Mapping[str, int | None], remark: str = "") -> Rating:
    """Keep the applicant's judgement; the first one stands, a second press changes nothing."""
    held = Dossier.objects.select_for_update(of=("self",)).get(pk=dossier.pk)
    known = Rating.objects.filter(dossier=held).first()
    if known is not None:
        return known
    if held.state not in RATED_STATES:
        raise NotReturnedYet
    given = {name: value for name in ASPECTS if (value := scores.get(name)) is not None and 1 <= value <= 5}
    if not given:
        raise NothingRated
    return Rating.objects.create(dossier=held, remark=clean(remark)[:2000], given_at=clock.now(), **given)


@transaction.atomic
def send_petition(
    *,
    author: Account,
    unit: Unit,
    kind: str,
    text: str,
    dossier: Dossier | None = None,
    procedure_code: str = "",
) -> Petition:
    """Send feedback, a suggestion or a wish about a dossier to a unit; the same text again is the same petition."""
    words = clean(text)
    if not 10 <= len(words) <= LONGEST:
        raise EmptyPetition
    known = Petition.objects.filter(author=author, unit=unit, text=words, dossier=dossier, answered_at=None).first()
    if known is not None:
        return known
    return Petition.objects.create(
        mark=secrets.token_hex(10),
        kind=PetitionKind(kind),
        unit=unit,
        dossier=dossier,
        procedure_code=procedure_code,
        author=author,
        text=words,
        sent_at=clock.now(),
    )


@transaction.atomic
def sort_petition(*, mark: str, actor: Actor, weight: str, unit: Unit | None = None) -> Petition:
    """Say how much the answer takes, and send it on where it belongs to another unit."""
    held = _open(mark, actor)
    held.weight, held.sorted_at = Weight(weight), clock.now()
    if unit is not None:
        held.unit = unit
    held.save(update_fields=["weight", "sorted_at", "unit"])
    return held


@transaction.atomic
def answer_petition(*, mark: str, actor: Actor, answer: str, public: bool = True) -> Petition:
    """Answer; what is public is shown without the author, and never where it is about one dossier."""
    held = _open(mark, actor)
    words = clean(answer)
    if not 10 <= len(words) <= LONGEST:
        raise EmptyPetition
    held.answer, held.answered_at, held.answered_by_id = words, clock.now(), actor.account_id
    held.is_public = public and held.dossier_id is None
    held.save(update_fields=["answer", "answered_at", "answered_by", "is_public"])
    return held


def _open(mark: str, actor: Actor) -> Petition:
    held = Petition.objects.select_for_update(of=("self",)).get(mark=mark)
    if held.answered_at is not None:
        raise AlreadyAnswered
    if not actor.is_system and actor.unit_id != held.unit_id:
        raise NotYourPetition
    return held
