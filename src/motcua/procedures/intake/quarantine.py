"""Records that stay out of the catalogue, and names that several procedures share."""

import zlib

from django.utils import timezone

from motcua.procedures.models import Defect, Procedure, ProcedureVersion, QuarantinedRecord
from motcua.rules.catalogue_defects import equal_name_groups


def quarantine_raw(
    *, code: str, reason: str, digest: str, raw: bytes, file: str, line: int, procedure: Procedure | None = None
) -> None:
    """Keep one raw record with the reason; the same record again changes nothing."""
    QuarantinedRecord.objects.get_or_create(
        code=code[:200],
        digest=digest,
        defaults={
            "reason": reason,
            "raw": zlib.compress(raw),
            "file_name": file[:300],
            "line": line,
            "procedure": procedure,
            "recorded_at": timezone.now(),
        },
    )


def list_equal_names() -> list[list[str]]:
    """Write the defect `equal_names` anew for the texts that stand; return the groups of codes."""
    standing = ProcedureVersion.objects.recorded().filter(superseded_at=None, valid_before=None)
    rows = list(standing.values_list("pk", "procedure__code", "name"))
    keys = {code: pk for pk, code, _ in rows}
    groups = equal_name_groups((code, name) for _, code, name in rows)
    wanted = {keys[code]: [other for other in group if other != code] for group in groups for code in group}
    listed = dict(Defect.objects.filter(code="equal_names").values_list("version_id", "detail"))
    fresh = {pk: ", ".join(others)[:2000] for pk, others in wanted.items()}
    stale = [pk for pk, detail in listed.items() if fresh.get(pk) != detail]
    Defect.objects.filter(code="equal_names", version_id__in=stale).delete()
    missing = [pk for pk in fresh if listed.get(pk) != fresh[pk]]
    Defect.objects.bulk_create(
        Defect(version_id=pk, code="equal_names", count=len(wanted[pk]), detail=fresh[pk]) for pk in missing
    )
    return groups
