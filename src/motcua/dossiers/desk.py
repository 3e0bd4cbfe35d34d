"""What the one-stop unit lists: the tracking book, hand-overs of a dossier, papers given, results to hand out."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Q, QuerySet

from motcua.dossiers import clock, promises
from motcua.dossiers.models import Dossier, Evidence, HandOver
from motcua.rules.lifecycle_situation import PromiseKind, Situation
from motcua.rules.lifecycle_states import State


def by_intake_key(key: str) -> Dossier | None:
    """Return the dossier that an earlier, identical submit has made, or None."""
    return Dossier.objects.filter(intake_key=key).first() if key else None


def promise_if_received(dossier: Dossier, at: datetime | None = None) -> datetime | None:
    """Return the date that would be promised if the dossier were received at `at`, for its receipt."""
    moment = at or clock.now()
    ahead = Situation(received_at=moment, clock_started_at=moment)
    fact = promises.promise_of(dossier, PromiseKind.ORIGINAL, ahead, moment)
    stated = fact["at"]
    return datetime.fromisoformat(str(stated)) if stated else None


def parts_of(dossier: Dossier) -> list[Dossier]:
    """Return the parts of an interlinked dossier in their order; none for a plain one."""
    return promises.children_in_order(dossier) if dossier.has_children else []


def in_scope(dossier: Dossier, unit_ids: Sequence[int]) -> bool:
    """Return whether one of these units receives, settles, or now holds the dossier."""
    return bool({dossier.receiving_unit_id, dossier.resolving_unit_id, dossier.expected_unit_id} & set(unit_ids))


def book(unit_ids: Sequence[int], start: datetime, before: datetime, text: str = "") -> QuerySet[Dossier]:
    """Return what these units received in a half-open stretch, in the order of reception; each application once."""
    found = Dossier.objects.filter(
        receiving_unit__in=unit_ids, received_at__gte=start, received_at__lt=before
    ).counted_for_applicants()
    if text:
        found = found.filter(Q(procedure_code=text) | Q(procedure_version__field__code=text))
    return found.select_related("applicant", "resolving_unit", "procedure_version__field").order_by("received_at", "id")


def to_hand_out(unit_ids: Sequence[int]) -> QuerySet[Dossier]:
    """Return applications whose result or refusal waits for the applicant, those finished first at the top.

    `expected_unit` says where the paper lies: at the counter, or still at the agency.
    """
    found = Dossier.objects.filter(
        receiving_unit__in=unit_ids, state__in=[State.DECIDED, State.REFUSED]
    ).counted_for_applicants()
    return found.select_related("applicant", "expected_unit", "resolving_unit").order_by("finished_at", "id")


def evidence_given(dossier: Dossier) -> list[Evidence]:
    """Return the papers given with a dossier, in the order they came."""
    return list(dossier.evidence.all())


def hand_overs_of(dossier: Dossier) -> list[HandOver]:
    """Return every hand-over of a dossier with both signatures, the first at the top."""
    ways = dossier.hand_overs.select_related("from_unit", "to_unit", "given_by", "taken_by")
    return list(ways.order_by("given_at", "id"))


def given_by_units(unit_ids: Sequence[int], since: datetime) -> QuerySet[HandOver]:
    """Return hand-overs that these units gave since a moment, the newest first."""
    given = HandOver.objects.filter(from_unit__in=unit_ids, given_at__gte=since)
    return given.select_related("dossier", "to_unit", "given_by", "taken_by").order_by("-given_at", "-id")
