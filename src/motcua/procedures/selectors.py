"""Questions about the catalogue, each with a point in time.

`on` is the day a text must be in force, `known_at` the moment of our knowledge; both
default to now. Lists and figures for pages are in `listings` and `statistics`.
"""

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.utils import timezone

from motcua.core.kept import Kept
from motcua.procedures import errors
from motcua.procedures.limits import limit_of
from motcua.procedures.models import (
    Channel,
    Cost,
    DecisionItem,
    EForm,
    EvidenceRequirement,
    InternalProcess,
    Procedure,
    ProcedureCase,
    ProcedureVersion,
)
from motcua.procedures.models.versions import VersionQuerySet
from motcua.procedures.reading import with_parts
from motcua.rules.procedure_codes import near_codes, read_code
from motcua.rules.processes import Process, ProcessStep, process_of
from motcua.rules.time_limits import TimeLimit, TimeUnit


def today() -> date:
    """Return the present day in Vietnam."""
    return timezone.localdate()


def find_procedure(code: str) -> Procedure | None:
    """Return the procedure of `code` (outer blanks do not matter), or None; never a quarantined one."""
    return Procedure.objects.filter(identity=read_code(code).identity, is_quarantined=False).first()


def demand_procedure(code: str) -> Procedure:
    """Return the procedure of `code`; raise ProcedureUnknown naming the nearest codes."""
    found = find_procedure(code)
    if found is None:
        near = codes_near(code)
        listed = ", ".join(near)
        raise errors.ProcedureUnknown(
            code=code.strip(),
            near=near,
            near_en=f"Near codes: {listed}." if near else "Search by name instead.",
            near_vi=f"Mã gần giống: {listed}." if near else "Hãy tìm theo tên thủ tục.",
        )
    return found


def codes_near(code: str, limit: int = 5) -> list[str]:
    """Return known codes one or two typing slips away."""
    known = Procedure.objects.filter(is_quarantined=False).values_list("identity", flat=True)
    return near_codes(code, list(known), limit)


def versions_in_force(on: date | None = None, known_at: datetime | None = None) -> VersionQuerySet:
    """Return every version in force on `on`; not more than one per procedure."""
    return ProcedureVersion.objects.in_force(on or today(), known_at).select_related("procedure", "field")


def version_in_force(
    code: str, on: date | None = None, known_at: datetime | None = None, *, whole: bool = False
) -> ProcedureVersion | None:
    """Return the version of `code` in force on `on` as known at `known_at`, or None.

    `whole` also fetches every part. Periods never overlap in what is known now; for an
    earlier `known_at` the version that began last wins.
    """
    found = versions_in_force(on, known_at).filter(procedure__identity=read_code(code).identity)
    if whole:
        found = with_parts(found)
    return found.order_by("-valid_from", "-ordinal").first()


def demand_version(
    code: str, on: date | None = None, known_at: datetime | None = None, *, whole: bool = False
) -> ProcedureVersion:
    """Return the version in force; raise ProcedureUnknown or NothingInForce with the reason."""
    found = version_in_force(code, on, known_at, whole=whole)
    if found is None:
        raise _nothing(demand_procedure(code), on or today())
    return found


def _nothing(procedure: Procedure, on: date) -> errors.NothingInForce:
    en, vi = "Its text is still a draft.", "Nội dung còn là dự thảo."
    end = end_of(procedure, on)
    first = procedure.versions.all().recorded().order_by("valid_from").first()
    if end is not None and end.effective_on is not None:
        heirs = ", ".join(end.successor_codes)
        since, number = end.effective_on.isoformat(), str(end.decision)
        en = f"Decision {number} ended it from {since}." + (f" See {heirs} instead." if heirs else "")
        vi = f"Quyết định {number} đã chấm dứt từ ngày {since}." + (f" Hãy xem thủ tục {heirs}." if heirs else "")
    elif first is not None and first.valid_from is not None and first.valid_from > on:
        en = f"Its first text takes effect on {first.valid_from.isoformat()}."
        vi = f"Nội dung đầu tiên có hiệu lực từ ngày {first.valid_from.isoformat()}."
    return errors.NothingInForce(code=procedure.identity, on=on.isoformat(), why_en=en, why_vi=vi)


def history(code: str) -> QuerySet[ProcedureVersion]:
    """Return every version that has or had legal effect, newest start first, superseded ones too."""
    versions = demand_procedure(code).versions.all().recorded()
    return versions.select_related("brought_by__decision").order_by("-valid_from", "-ordinal")


def drafts_of(procedure: Procedure) -> QuerySet[ProcedureVersion]:
    """Return texts that are drafted or wait for approval."""
    waiting = [ProcedureVersion.Status.DRAFT, ProcedureVersion.Status.SUBMITTED]
    return procedure.versions.filter(status__in=waiting).order_by("-ordinal")


def end_of(procedure: Procedure, on: date | None = None) -> DecisionItem | None:
    """Return the item that replaced or abolished `procedure` by `on`, or None."""
    ending = [DecisionItem.Kind.REPLACED, DecisionItem.Kind.ABOLISHED]
    items = procedure.decision_items.filter(
        kind__in=ending, withdrawn_at=None, confirmed_at__isnull=False, effective_on__lte=on or today()
    )
    return items.select_related("decision").order_by("-effective_on", "-id").first()


def successors_of(procedure: Procedure, on: date | None = None) -> list[Procedure]:
    """Return the procedures that took over; empty while it is alive or has no successor."""
    end = end_of(procedure, on)
    if end is None:
        return []
    return list(Procedure.objects.filter(identity__in=end.successor_codes, is_quarantined=False))


def predecessors_of(procedure: Procedure) -> list[Procedure]:
    """Return the procedures that lead here."""
    ending = DecisionItem.objects.filter(
        kind__in=[DecisionItem.Kind.REPLACED, DecisionItem.Kind.ABOLISHED],
        withdrawn_at=None,
        confirmed_at__isnull=False,
    ).select_related("procedure")
    # JSON containment is not on SQLite; ended procedures are few.
    return [item.procedure for item in ending if procedure.identity in item.successor_codes]


def time_limit_of(
    version: ProcedureVersion, case: ProcedureCase | None = None, channel: Channel | None = None
) -> TimeLimit:
    """Return the time limit that binds; "see text" where none can be counted.

    The channel's own limit wins if it belongs to the case or to all; then the case's;
    then the only limit all channels share. Limits that differ stay "see text".
    """
    if channel is not None and (case is None or channel.case_id in (None, case.pk)):
        own = limit_of(channel.quantity, channel.unit, channel.time_text or channel.note)
        if own.unit is not TimeUnit.OTHER or case is None or not case.unit:
            return own
    if case is not None and case.unit:
        return limit_of(case.quantity, case.unit, case.time_text)
    rows = _channels_of(version, case)
    limits = {(limit.quantity, limit.unit): limit for limit in (limit_of(r.quantity, r.unit, r.note) for r in rows)}
    if len(limits) == 1:
        return next(iter(limits.values()))
    return TimeLimit(0, TimeUnit.OTHER, "; ".join(dict.fromkeys(r.note for r in rows if r.note)))


def _channels_of(version: ProcedureVersion, case: ProcedureCase | None) -> list[Channel]:
    return [c for c in version.channel_rows.all() if c.case_id is None or (case is not None and c.case_id == case.pk)]


def channels_of(version: ProcedureVersion, case: ProcedureCase | None = None) -> list[Channel]:
    """Return the ways of filing one case; all of them when no case is given."""
    return list(version.channel_rows.all()) if case is None else _channels_of(version, case)


def costs_of(
    version: ProcedureVersion, case: ProcedureCase | None = None, channel: Channel | None = None
) -> list[Cost]:
    """Return the prices that apply to (channel, case); of every channel when none is given."""
    rows: Iterable[Channel] = [channel] if channel is not None else channels_of(version, case)
    return [cost for row in rows for cost in row.costs.all()]


def cases_of(version: ProcedureVersion) -> list[ProcedureCase]:
    """Return the cases a person chooses from (not the headings of paper groups)."""
    return [case for case in version.procedurecase_rows.all() if case.kind == ProcedureCase.Kind.CASE]


def evidence_of(version: ProcedureVersion, case: ProcedureCase | None = None) -> list[EvidenceRequirement]:
    """Return the papers a case asks for.

    Papers bound to the case come with those every case asks for. Where the source binds
    none to a case, all groups of papers are returned: the applicant sees everything.
    """
    rows = list(version.evidencerequirement_rows.all())
    if case is None or not any(row.case_id == case.pk for row in rows):
        return rows
    return [row for row in rows if row.case_id in (None, case.pk)]


def internal_process(
    version: ProcedureVersion, case: ProcedureCase | str | None = None, *, unit_code: str = "", on: date | None = None
) -> Process | None:
    """Return the approved order of work on `on`, or None if nobody has entered one.

    A unit's own process wins over the common one, a case's own over that of all cases.
    """
    code = case.code if isinstance(case, ProcedureCase) else case or ""
    return process_on(version.procedure_id, code, unit_code, on or today())


def process_on(procedure_id: int, case_code: str, unit_code: str, day: date) -> Process | None:
    """Return the order of work as `internal_process`; one recorded elsewhere this second may be seen the next."""
    key = (procedure_id, case_code, unit_code, day)
    return KEPT_PROCESSES.get(key, lambda: (_process(procedure_id, case_code, unit_code, day),))[0]


def procedure_of(version_id: int) -> int:
    """Return the procedure of a version, which never changes."""
    return _PROCEDURES.get(
        version_id, lambda: ProcedureVersion.objects.values_list("procedure_id", flat=True).get(pk=version_id)
    )


_PROCEDURES: Kept[int] = Kept(3600, most=20_000)
KEPT_PROCESSES: Kept[tuple[Process | None]] = Kept(1)


def _process(procedure_id: int, case_code: str, unit_code: str, day: date) -> Process | None:
    found = (
        InternalProcess.objects.filter(
            Q(valid_before=None) | Q(valid_before__gt=day),
            procedure=procedure_id,
            valid_from__lte=day,
            case_code__in=["", case_code],
            unit_code__in=["", unit_code],
        )
        .prefetch_related("steps")
        .order_by("-unit_code", "-case_code", "-valid_from")
        .first()
    )
    return None if found is None else read_process(found)


def read_process(stored: InternalProcess) -> Process:
    """Return the stored steps as a checked process."""
    return process_of(
        ProcessStep(
            key=step.key,
            name=step.name,
            office=step.office,
            duty=step.duty,
            hours=step.hours,
            after=tuple(step.after),
            consults=tuple(step.consults),
            product=step.product,
            name_en=step.name_en,
        )
        for step in stored.steps.all()
    )


def form_of(
    version: ProcedureVersion, case: ProcedureCase | str | None = None, *, on: date | None = None
) -> dict[str, object] | None:
    """Return `{"schema": JSON Schema, "ui": […]}` of the e-form on `on`, or None."""
    day, code = on or today(), case.code if isinstance(case, ProcedureCase) else case or ""
    found = (
        EForm.objects.filter(
            Q(valid_before=None) | Q(valid_before__gt=day),
            procedure=version.procedure_id,
            valid_from__lte=day,
            case_code__in=["", code],
        )
        .order_by("-case_code", "-valid_from")
        .first()
    )
    return None if found is None else {"schema": found.schema, "ui": found.ui}
