"""The conversation about a dossier: who may write, who has read; no legal effect and no clock."""

from django.db import transaction

from motcua.core.text import clean
from motcua.dossiers import clock
from motcua.dossiers.actors import Actor
from motcua.dossiers.errors import NothingWritten
from motcua.dossiers.models import Dossier, Letter
from motcua.notices import services as notices
from motcua.rules.lifecycle_acts import APPLICANT


def letters_of(dossier: Dossier) -> list[Letter]:
    """Return the conversation in its order."""
    return list(Letter.objects.filter(dossier=dossier).select_related("account", "unit"))


@transaction.atomic
def write(*, dossier: Dossier, actor: Actor, text: str, address: str = "") -> Letter:
    """Keep one message; the applicant with an e-mail address is told that there is one, not what it says.

    `address` is where it can be read. The door has checked that the actor may see the dossier.
    """
    said = clean(text)
    if not said:
        raise NothingWritten
    from_applicant = APPLICANT in actor.duties
    letter = Letter.objects.create(
        dossier=dossier, from_applicant=from_applicant, account_id=actor.account_id,
        unit_id=None if from_applicant else actor.unit_id, text=said[:4000], written_at=clock.now(),
    )  # fmt: skip
    who = dossier.applicant
    if not from_applicant and who.email:
        notices.send(
            event="message", channel="email", address=who.email, account=who.account,
            facts={"number": dossier.number, "address": address}, key=f"letter:{letter.pk}",
            dossier_number=dossier.number,
        )  # fmt: skip
    return letter


def mark_read(*, dossier: Dossier, by_applicant: bool) -> int:
    """Record that the other side's messages were seen; return how many were new."""
    new = Letter.objects.filter(dossier=dossier, from_applicant=not by_applicant, read_at=None)
    return new.update(read_at=clock.now())
