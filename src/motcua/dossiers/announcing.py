"""Which notice does an act send, to whom, and what does it say? Written in the transaction of the act.

Receiver of `event_recorded`. The table of acts names the notice; texts and channels are `motcua.notices`.
Source: NĐ 61/2018/NĐ-CP arts 17.2, 19.8–19.9, 20 (the applicant is told content, reason and date).
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone

from motcua.core.phrases import Phrase
from motcua.dossiers.models import Dossier, Event
from motcua.dossiers.own import tracking_code
from motcua.notices.reaching import Reader
from motcua.notices.services import tell
from motcua.rules.lifecycle_acts import ACTS, Act
from motcua.rules.lifecycle_situation import Situation
from motcua.rules.lifecycle_states import State

# A citizen follows the whole; of a part he hears only what the whole does not repeat.
_TOLD_OF_PARTS = frozenset({Act.REAPPOINT, Act.CORRECT, Act.REOPEN})
_ASKED = {
    Act.REQUEST_SUPPLEMENT: frozenset({State.AWAITING_SUPPLEMENT, State.AWAITING_DUTY, State.SUPPLEMENT_GIVEN}),
    Act.REQUEST_FINANCIAL_DUTY: frozenset({State.AWAITING_SUPPLEMENT, State.AWAITING_DUTY, State.SUPPLEMENT_GIVEN}),
}
# At a counter these follow within a minute: one message is enough.
_OVERTAKES = {Act.RECEIVE: ("registered",), Act.REFUSE_RECEPTION: ("registered",),
              Act.REQUEST_SUPPLEMENT: ("registered",)}  # fmt: skip
# ASSUMPTION: an act written down more than a week later is no news; it stands in the log.
NEWS = timedelta(days=7)
WAYS = {
    "counter": Phrase("tại {unit}", "at {unit}"),
    "post": Phrase("qua bưu chính", "by post"),
    "online": Phrase("bản điện tử trên Cổng dịch vụ công", "electronic copy on the portal"),
    "electronic": Phrase("bản điện tử trên Cổng dịch vụ công", "electronic copy on the portal"),
}


def announce(*, event: Event, after: Situation, **kwargs: Any) -> None:
    """Write the notice that the table names for this act, once for the applicant."""
    act, dossier = Act(event.act), event.dossier
    notice = ACTS[act].notice
    if notice is None or not _concerns_citizen(act, dossier):
        return
    tell(
        event=notice,
        reader=reader_of(dossier),
        facts=_facts(event, after),
        key=f"act:{event.pk}",
        dossier_number=dossier.number,
        now=event.recorded_at,
        overtakes=_OVERTAKES.get(act, ()),
        is_old=event.recorded_at - event.occurred_at > NEWS,
    )


def _concerns_citizen(act: Act, dossier: Dossier) -> bool:
    """Return whether the act on this dossier is told: on a part, only what its whole does not say as well.

    A second part that asks while the whole already waits would otherwise ask nobody.
    """
    if dossier.parent_id is None or act in _TOLD_OF_PARTS:
        return True
    waiting = _ASKED.get(act)
    return waiting is not None and Dossier.objects.filter(pk=dossier.parent_id, state__in=waiting).exists()


def reader_of(dossier: Dossier) -> Reader:
    """Return the applicant, or who acts for him where the applicant left no address."""
    who = dossier.applicant
    if not (who.email or who.phone or who.account_id) and dossier.representative is not None:
        who = dossier.representative
    return Reader(who.email, who.phone, who.account_id)


def _facts(event: Event, after: Situation) -> Mapping[str, Any]:
    dossier, promise = event.dossier, after.current_promise
    due = f"{timezone.localtime(promise.at):%H:%M %d/%m/%Y}" if promise and promise.at else _NO_DATE
    amount = event.facts.get("amount")
    way = WAYS.get(dossier.return_way, WAYS["counter"])
    unit = dossier.receiving_unit.name
    return {
        "number": dossier.number,
        "procedure": dossier.procedure_name[:120],
        "due": due,
        "code": tracking_code(dossier.number),
        "address": f"{settings.PUBLIC_URL}/tra-cuu/?ma={dossier.number}",
        "amount": f"{amount:,}".replace(",", ".") + " đ" if isinstance(amount, int) else _SEE_SLIP,
        "place": Phrase(way.vi.replace("{unit}", unit), way.en.replace("{unit}", unit)),
    }


_NO_DATE = Phrase("xem tại trang tra cứu", "see the tracking page")
_SEE_SLIP = Phrase("theo thông báo của cơ quan thuế", "as the tax office says")
