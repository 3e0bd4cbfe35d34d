"""What the review knows: hints of the last round, and campaigns as figures."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from django.db.models import Count, F, QuerySet, Sum

from motcua.core.csv_lines import csv_lines
from motcua.core.text import fold
from motcua.review.models import HintRound, SetAside, SimplificationHint


@dataclass(frozen=True, slots=True)
class KindSum:
    """One kind of hint: how many, how many procedures' lines they touch, hours a year where known."""

    kind: str
    hints: int
    reach: int
    hours_a_year: float | None


def latest_round() -> HintRound | None:
    """Return the last search, or None before the first."""
    return HintRound.objects.order_by("-pk").first()


def hints(
    kind: str = "", field: str = "", text: str = "", code: str = "", with_set_aside: bool = False
) -> QuerySet[SimplificationHint]:
    """Return hints of the last round (no other is kept), filtered; those set aside only when asked for."""
    found = SimplificationHint.objects.all()
    if kind:
        found = found.filter(kind=kind)
    if field:
        found = found.filter(fields__contains=f"|{field}|")
    for word in fold(text).split():
        found = found.filter(words__contains=word)
    if code:
        found = found.filter(words__contains=code)
    if not with_set_aside:
        found = found.exclude(key__in=SetAside.objects.values("key"))
    return found.order_by("kind", "rank")


def kind_sums() -> list[KindSum]:
    """Return the kinds of the last round with their sums, without what was set aside."""
    rows = (
        hints().order_by("kind").values("kind").annotate(n=Count("pk"), reach=Sum("reach"), hours=Sum("hours_a_year"))
    )
    return [KindSum(row["kind"], row["n"], row["reach"], row["hours"]) for row in rows]


def ranked(found: QuerySet[SimplificationHint]) -> QuerySet[SimplificationHint]:
    """Return hints of all kinds by people's hours saved a year, then by the hours of one dossier each."""
    return found.order_by(F("hours_a_year").desc(nulls_last=True), "-hours_each", "-reach", "kind", "rank")


def hint_fields() -> Iterable[str]:
    """Return the fields that hints of the last round touch, in order."""
    listed = hints().values_list("fields", flat=True)
    return sorted({name for row in listed for name in row.split("|") if name})


def as_dict(hint: SimplificationHint) -> dict[str, object]:
    """Return one hint as the command and the API give it."""
    return {
        "kind": hint.kind,
        "key": hint.key,
        "rank": hint.rank,
        "subject": hint.subject,
        "vi": hint.vi,
        "en": hint.en,
        "codes": hint.codes,
        "hours_each": hint.hours_each,
        "hours_a_year": hint.hours_a_year,
        "waiting_hours": hint.waiting_hours,
        "fields": [name for name in hint.fields.split("|") if name],
        "evidence": hint.evidence,
    }


def hints_as_csv(found: Iterable[SimplificationHint]) -> Iterator[str]:
    """Yield hints as the lines of a table for spreadsheets."""
    return csv_lines(chain([COLUMNS], map(_cells, found)))


COLUMNS = ("kind", "rank", "subject", "vi", "en", "codes", "hours_each", "hours_a_year", "waiting_hours", "fields")


def _cells(hint: SimplificationHint) -> list[object]:
    told = {**as_dict(hint), "codes": " ".join(hint.codes), "fields": hint.fields.strip("|").replace("|", "; ")}
    return [told[name] for name in COLUMNS]


def set_aside(key: str) -> SetAside | None:
    """Return who set a hint aside and why, or None."""
    return SetAside.objects.select_related("by").filter(key=key).first()
