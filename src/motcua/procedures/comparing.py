"""Which two texts of a procedure to compare."""

from datetime import date

from motcua.procedures import errors
from motcua.procedures.models import ProcedureVersion
from motcua.procedures.reading import with_parts
from motcua.procedures.selectors import demand_procedure, demand_version


def versions_to_compare(
    code: str, since: date | None = None, to: date | None = None
) -> tuple[ProcedureVersion, ProcedureVersion]:
    """Return the older and the newer text, whole.

    Without days: the latest text and the one it took over from, also where that one was
    superseded by better knowledge. Raise NothingInForce if there is nothing to compare.
    """
    new = demand_version(code, to, whole=True) if to else _latest(code)
    if since:
        return demand_version(code, since, whole=True), new
    before = with_parts(ProcedureVersion.objects.recorded().filter(procedure=new.procedure, ordinal__lt=new.ordinal))
    old = before.order_by("-ordinal").first()
    if old is None:
        raise errors.NothingInForce(
            code=new.procedure.identity,
            on=str(new.valid_from),
            why_en="It has only this one text, so there is nothing to compare it with.",
            why_vi="Thủ tục mới chỉ có một nội dung nên chưa có gì để so sánh.",
        )
    return old, new


def _latest(code: str) -> ProcedureVersion:
    procedure = demand_procedure(code)
    whole = with_parts(ProcedureVersion.objects.recorded().filter(procedure=procedure, superseded_at=None))
    latest = whole.order_by("-valid_from", "-ordinal").first()
    return latest or demand_version(code, whole=True)
