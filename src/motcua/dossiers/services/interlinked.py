"""Interlinked dossiers: one application, several agencies, one promise; what happens to a part travels.

Registered here; afterwards the ordinary acts are done on the parent (by the one-stop unit and
the applicant) and on the children (by their agencies), and `follow` carries each to the other side.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from motcua.agencies.models import Unit
from motcua.dossiers import clock
from motcua.dossiers.actors import Actor
from motcua.dossiers.errors import UnknownGroup
from motcua.dossiers.models import Dossier
from motcua.dossiers.services.intake import ApplicantFacts, keep_applicant, register
from motcua.procedures.models import ProcedureCase, ProcedureVersion
from motcua.rules.interlinked import Group
from motcua.rules.parameters.interlinked_groups import group_on
from motcua.rules.time_limits import TimeLimit


@dataclass(frozen=True, slots=True)
class PartFacts:
    """Under which text a part is filed, and which agency settles it."""

    procedure_version: ProcedureVersion
    resolving_unit: Unit
    procedure_case: ProcedureCase | None = None
    limit: TimeLimit | None = None


@transaction.atomic
def register_interlinked(
    *,
    group: Group | str,
    parts: Mapping[str, PartFacts],
    receiving_unit: Unit,
    applicant: ApplicantFacts,
    actor: Actor,
    channel: int | str = 1,
    intake_key: str | None = None,
    whole: PartFacts | None = None,
    **facts: Any,
) -> Dossier:
    """Register one application with a child for each member of the group; return the parent.

    `parts` names the text and the agency of each member by its key. The parent is filed under
    `whole` where the group has a text of its own, else under that of the first member. The same
    `intake_key` again returns the parent made the first time.
    """
    if intake_key is not None:
        made_before = Dossier.objects.filter(intake_key=intake_key).first()
        if made_before is not None:
            return made_before
    known = group if isinstance(group, Group) else group_on(group, timezone.localdate(clock.now()))
    if known is None or not set(parts) >= {member.key for member in known.members}:
        raise UnknownGroup(code=str(group))
    lead = whole or parts[known.members[0].key]
    person = keep_applicant(applicant)
    common: dict[str, Any] = {"receiving_unit": receiving_unit, "applicant": person, "actor": actor, "channel": channel}
    parent = register(
        procedure_version=lead.procedure_version,
        procedure_case=lead.procedure_case,
        resolving_unit=whole.resolving_unit if whole else receiving_unit,
        intake_key=intake_key,
        chain={"has_children": True, "group_code": known.code},
        **common,
        **facts,
    )
    for member in known.members:
        part = parts[member.key]
        share = part.limit or (TimeLimit.parse(member.share) if member.share else None)
        register(
            procedure_version=part.procedure_version,
            procedure_case=part.procedure_case,
            resolving_unit=part.resolving_unit,
            limit=share,
            summary=member.vi,
            chain={
                "parent": parent,
                "group_code": known.code,
                "place_in_chain": member.place,
                "is_critical": member.is_critical,
            },
            **common,
        )
    return parent
