"""Which procedures does an interlinked text bring together? Read from the text itself."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from motcua.procedures.models import ProcedureVersion
from motcua.procedures.selectors import demand_version
from motcua.rules.interlinked import Group, Member


@dataclass(frozen=True, slots=True)
class KnownGroup:
    """An interlinked procedure: its group, and the text in force of each member by the member's key."""

    group: Group
    texts: dict[str, ProcedureVersion]


def group_of(version: ProcedureVersion, on: date | None = None) -> KnownGroup | None:
    """Return the group that the text of `version` publishes, or None for an ordinary procedure.

    The text names the codes of its parts and whether they are worked on at once or in turn. The
    key of a member is its code. Raise NothingInForce where the text of a part has ended.
    """
    stated = version.texts.get("group") if isinstance(version.texts, dict) else None
    if not stated or not stated.get("codes"):
        return None
    in_turn = stated.get("order") == "in_turn"
    texts = {str(code): demand_version(str(code), on or timezone.localdate()) for code in stated["codes"]}
    members = tuple(
        Member(
            key=code,
            vi=text.name,
            en=str(text.texts.get("name_en") or text.name),
            place=place if in_turn else 1,
            procedure_code=code,
        )
        for place, (code, text) in enumerate(texts.items(), start=1)
    )
    code = version.procedure.identity
    name_en = str(version.texts.get("name_en") or version.name)
    begins = version.valid_from or (on or timezone.localdate())
    return KnownGroup(Group(code, version.name, name_en, members, f"Thủ tục {code}", begins), texts)
