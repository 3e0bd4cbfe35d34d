"""Search the catalogue for hints and keep them, so that no page searches.

Asked again while nothing has changed, it does nothing.
"""

import time
from collections.abc import Iterable, Iterator
from dataclasses import replace

from django.db import transaction
from django.db.models import Count, Max
from django.utils import timezone

from motcua.core.text import fold
from motcua.procedures.models import DecisionItem, ProcedureVersion
from motcua.procedures.selectors import today
from motcua.review.hints import grounds, likeness, online, reading, repeated_papers, supplements, usage
from motcua.review.hints.found import KINDS, Hint
from motcua.review.models import HintRound, SimplificationHint

FINDERS = (
    repeated_papers.issued_elsewhere,
    repeated_papers.in_a_register,
    repeated_papers.several_names,
    grounds.no_legal_basis,
    grounds.no_dossiers,
    likeness.look_alike,
    online.online_unused,
    supplements.causes_supplements,
    online.only_waiting,
)


def read_catalogue() -> reading.Catalogue:
    """Return all texts in force today with their use."""
    uses, days, waits = usage.usage()
    return reading.Catalogue(today(), reading.read_texts(), uses, days, waits, supplements.asked_of_all(today()))


def find(catalogue: reading.Catalogue) -> list[Hint]:
    """Return every hint, each kind ranked: hours of people a year, hours of one dossier each, reach, evidence."""
    found = [hint for finder in FINDERS for hint in finder(catalogue)]
    return sorted(found, key=_order)


def _order(hint: Hint) -> tuple[int, float, float, float, int, int, str, str]:
    return (
        list(KINDS).index(hint.kind),
        -(hint.hours_a_year or 0),
        -hint.waiting_hours,
        -hint.hours_each,
        -len(hint.codes),
        -len(hint.evidence),
        hint.subject,
        hint.codes[0] if hint.codes else "",
    )


def prepare_if_needed() -> int | None:
    """Search if the catalogue, the ledger's days or the day itself changed; return how many hints were found."""
    stamp = _stamp()
    if HintRound.objects.filter(stamp=stamp).exists():
        return None
    return prepare(stamp=stamp)


def prepare(*, stamp: str = "") -> int:
    """Search now, and put what is found in the place of the round before."""
    began = time.perf_counter()
    catalogue = read_catalogue()
    hints = list(_once(find(catalogue)))
    with transaction.atomic():
        kept = HintRound.objects.create(
            prepared_at=timezone.now(),
            on=catalogue.on,
            stamp=stamp or _stamp(),
            procedures=len(catalogue.texts),
            ledger_days=catalogue.days,
            seconds=round(time.perf_counter() - began, 2),
        )
        SimplificationHint.objects.bulk_create(_rows(kept, hints), batch_size=500)
        HintRound.objects.exclude(pk=kept.pk).delete()
    return len(hints)


def _stamp() -> str:
    versions = ProcedureVersion.objects.aggregate(n=Count("pk"), at=Max("recorded_at"), until=Max("superseded_at"))
    endings = DecisionItem.objects.aggregate(at=Max("confirmed_at"), undone=Max("withdrawn_at"))
    days = usage.known_until()
    moments = (versions["at"], versions["until"], endings["at"], endings["undone"])
    told = ["" if moment is None else f"{moment:%y%m%d%H%M%S}" for moment in moments]
    return " ".join([today().isoformat(), str(versions["n"]), *told, days])[:120]


def _once(hints: Iterable[Hint]) -> Iterator[Hint]:
    """Give the second hint of one kind and subject a subject of its own."""
    seen = set[str]()
    for hint in hints:
        if hint.key in seen:
            hint = replace(hint, subject=f"{hint.subject} ({hint.codes[0]})")
        if hint.key not in seen:
            seen.add(hint.key)
            yield hint


def _rows(kept: HintRound, hints: list[Hint]) -> Iterator[SimplificationHint]:
    ranks: dict[str, int] = {}
    for hint in hints:
        ranks[hint.kind] = ranks.get(hint.kind, 0) + 1
        yield SimplificationHint(
            round=kept,
            kind=hint.kind,
            key=hint.key,
            rank=ranks[hint.kind],
            subject=hint.subject,
            vi=hint.vi,
            en=hint.en,
            codes=list(hint.codes),
            reach=len(hint.codes),
            evidence=[{"code": e.code, "vi": e.vi, "en": e.en} for e in hint.evidence],
            hours_each=hint.hours_each,
            hours_a_year=hint.hours_a_year,
            waiting_hours=hint.waiting_hours,
            fields="|".join(("", *hint.fields, "")),
            words=" ".join((fold(hint.subject), *hint.codes[:200])),
        )
