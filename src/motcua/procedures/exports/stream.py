"""All texts in force, whole, a few hundred at a time."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from motcua.procedures.contents import VersionContent
from motcua.procedures.models import ProcedureVersion
from motcua.procedures.models.versions import VersionQuerySet
from motcua.procedures.reading import content_of, with_parts
from motcua.procedures.selectors import today, versions_in_force

_AT_ONCE = 250


@dataclass(frozen=True, slots=True)
class WholeText:
    """One version with everything it holds."""

    code: str
    version: ProcedureVersion
    content: VersionContent


def whole(version: ProcedureVersion) -> WholeText:
    """Return one version with its content read; use with_parts() to spare queries."""
    return WholeText(version.procedure.identity, version, content_of(version))


def whole_texts(on: date | None = None, versions: VersionQuerySet | None = None) -> Iterator[WholeText]:
    """Yield every text in force on `on` (today) in the order of codes."""
    found = versions_in_force(on or today()) if versions is None else versions
    keys = list(found.order_by("procedure__identity").values_list("pk", flat=True))
    for start in range(0, len(keys), _AT_ONCE):
        some = keys[start : start + _AT_ONCE]
        held = with_parts(ProcedureVersion.objects.filter(pk__in=some)).in_bulk()
        for key in some:
            yield whole(held[key])
