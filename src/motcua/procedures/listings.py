"""Lists for pages, feeds and the API; each costs a handful of queries whatever its length."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from motcua.procedures.models import (
    AnnouncementDecision,
    Audience,
    Defect,
    Field,
    LifeEvent,
    Procedure,
    ProcedureVersion,
    QuarantinedRecord,
    VersionAgency,
    VersionAudience,
    VersionLevel,
    VersionLifeEvent,
)
from motcua.procedures.models.versions import VersionQuerySet
from motcua.procedures.selectors import today, versions_in_force


@dataclass(frozen=True, slots=True)
class ProcedureFilter:
    """What a reader narrows the list by; empty members do not narrow.

    `audience` is a code or a kind (citizen, business, …); `agency` an announcing or any
    participating body; `updated_since` compares with when the text was recorded.
    """

    level: str = ""
    audience: str = ""
    online: str = ""
    field: str = ""
    agency: str = ""
    life_event: str = ""
    record_type: str = ""
    updated_since: datetime | None = None
    with_internal: bool = False


def procedures_list(narrow: ProcedureFilter | None = None, on: date | None = None) -> VersionQuerySet:
    """Return the versions in force on `on` that fit, ordered by code, with what a row shows."""
    narrow = narrow or ProcedureFilter()
    found = versions_in_force(on).defer("texts").prefetch_related("level_rows", "audience_rows__audience")
    if not narrow.with_internal:
        found = found.filter(is_internal=False)
    if narrow.online:
        found = found.filter(online_level=narrow.online)
    if narrow.field:
        found = found.filter(field__code=narrow.field)
    if narrow.record_type:
        found = found.filter(record_type=narrow.record_type)
    if narrow.updated_since:
        found = found.filter(recorded_at__gte=narrow.updated_since)
    return _narrowed_by_sets(found, narrow).order_by("procedure__identity")


def _narrowed_by_sets(found: VersionQuerySet, narrow: ProcedureFilter) -> VersionQuerySet:
    if narrow.level:
        found = found.filter(Exists(VersionLevel.objects.filter(version=OuterRef("pk"), level=narrow.level)))
    if narrow.audience:
        who = Q(audience__code=narrow.audience) | Q(audience__kind=narrow.audience)
        found = found.filter(Exists(VersionAudience.objects.filter(who, version=OuterRef("pk"))))
    if narrow.life_event:
        at = VersionLifeEvent.objects.filter(version=OuterRef("pk"), life_event__code=narrow.life_event)
        found = found.filter(Exists(at))
    if narrow.agency:
        takes_part = VersionAgency.objects.filter(version=OuterRef("pk"), code=narrow.agency)
        found = found.filter(Q(announcer_code=narrow.agency) | Exists(takes_part))
    return found


def _in_force_keys(on: date | None) -> "QuerySet[ProcedureVersion]":
    return versions_in_force(on).filter(is_internal=False).order_by().values("pk")  # type: ignore[return-value]


def life_events(on: date | None = None, kind: str = "life") -> QuerySet[LifeEvent]:
    """Return the events of life with how many procedures each has (`procedures`)."""
    inside = Q(version_rows__version__in=_in_force_keys(on))
    counted = LifeEvent.objects.filter(kind=kind).annotate(procedures=Count("version_rows", filter=inside))
    return counted.filter(procedures__gt=0)


def audiences(on: date | None = None) -> list[tuple[Audience, int]]:
    """Return the audiences with how many procedures each has, most first."""
    counts = dict(
        VersionAudience.objects.filter(version__in=_in_force_keys(on))
        .order_by()
        .values_list("audience")
        .annotate(n=Count("pk"))
    )
    return sorted(((a, counts[a.pk]) for a in Audience.objects.filter(pk__in=counts)), key=lambda pair: -pair[1])


def field_names(codes: Iterable[str]) -> dict[str, str]:
    """Return the names of the fields of which `codes` are codes; what is none is left out."""
    return dict(Field.objects.filter(code__in=list(codes)).values_list("code", "name"))


def field_of_procedures(codes: Iterable[str], on: date | None = None) -> dict[str, str]:
    """Return the code of the field of each procedure in force on a day; one without a field is left out."""
    rows = versions_in_force(on).filter(procedure__code__in=list(codes)).exclude(field=None)
    return dict(rows.values_list("procedure__code", "field__code"))


def fields(on: date | None = None) -> QuerySet[Field]:
    """Return the fields with how many procedures each has (`procedures`)."""
    counted = Field.objects.annotate(procedures=Count("versions", filter=Q(versions__in=_in_force_keys(on))))
    return counted.filter(procedures__gt=0)


def announcers(on: date | None = None) -> list[tuple[str, str, int]]:
    """Return (code, name, procedures) of the announcing bodies, most first."""
    rows = versions_in_force(on).filter(is_internal=False).order_by()
    counted = rows.values_list("announcer_code", "announcer_name").annotate(n=Count("pk")).order_by("-n")
    return [(code, name, count) for code, name, count in counted]


def decisions(
    kind: str = "", issuer: str = "", number: str = "", since: date | None = None
) -> QuerySet[AnnouncementDecision]:
    """Return decisions, latest signed first, undated last, with their number of items (`item_count`)."""
    found = AnnouncementDecision.objects.filter(withdrawn_at=None).annotate(item_count=Count("items"))
    if kind:
        found = found.filter(kind=kind)
    if issuer:
        found = found.filter(issuer_code=issuer)
    if number:
        found = found.filter(number_normalised__contains="".join(number.upper().split()))
    if since:
        found = found.filter(signed_on__gte=since)
    return found.order_by(F("signed_on").desc(nulls_last=True), "number")


def decision(key: int) -> AnnouncementDecision | None:
    """Return one decision with its items and their procedures, or None."""
    return AnnouncementDecision.objects.filter(pk=key).prefetch_related("items__procedure").first()


def recent_changes(since: datetime | None = None, limit: int = 50) -> list[ProcedureVersion]:
    """Return the texts recorded last, newest first, with procedure and decision."""
    found = ProcedureVersion.objects.recorded().filter(procedure__is_quarantined=False, is_internal=False)
    if since:
        found = found.filter(recorded_at__gte=since)
    return list(
        found.defer("texts")
        .select_related("procedure", "brought_by__decision")
        .order_by("-recorded_at", "-valid_from", "-pk")[:limit]
    )


def upcoming(on: date | None = None) -> VersionQuerySet:
    """Return approved texts that take effect after `on`, soonest first."""
    found = ProcedureVersion.objects.recorded().filter(valid_from__gt=on or today(), superseded_at=None)
    return found.select_related("procedure", "brought_by__decision").order_by("valid_from")


def quality_list(code: str = "", agency: str = "") -> QuerySet[Defect]:
    """Return the flaws of the texts that stand, for the editor; narrowed by kind and announcing body."""
    found = Defect.objects.filter(version__superseded_at=None, version__valid_before=None)
    if code:
        found = found.filter(code=code)
    if agency:
        found = found.filter(version__announcer_code=agency)
    return found.select_related("version__procedure").order_by("code", "version__procedure__identity")


def quality_counts(agency: str = "") -> dict[str, int]:
    """Return flaw → number of procedures that have it, most first."""
    rows = quality_list(agency=agency).order_by().values_list("code").annotate(n=Count("pk")).order_by("-n")
    return dict(rows)


def quarantine() -> QuerySet[QuarantinedRecord]:
    """Return the records kept out of the catalogue that nobody has released."""
    return QuarantinedRecord.objects.filter(released_at=None).select_related("procedure").order_by("code")


def same_name(procedure: Procedure) -> QuerySet[Procedure]:
    """Return other procedures of the same folded name; pages then show code and agency."""
    others = Procedure.objects.filter(name_folded=procedure.name_folded, is_quarantined=False)
    return others.exclude(pk=procedure.pk)
