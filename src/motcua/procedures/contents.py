"""The whole text of a procedure as one plain value, free of rows.

Import, editor, starter catalogue, comparison and export all speak `VersionContent`;
`writing` turns it into rows and `reading` turns rows back into it.
"""

import dataclasses
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any


@dataclass(frozen=True, slots=True)
class CostContent:
    """One price: `kind` fee/charge/price, `state` amount/free/see_note."""

    kind: str
    state: str
    amount: Decimal | None = None
    currency: str = "VND"
    note: str = ""


@dataclass(frozen=True, slots=True)
class ChannelContent:
    """One way of filing; `case` is the ordinal of a case, or None for all cases.

    `unit` is one of wd, d, h, m, y, now, see; `quantity` is None where unknown.
    """

    method: str
    quantity: Decimal | None = None
    unit: str = "see"
    time_text: str = ""
    note: str = ""
    case: int | None = None
    costs: tuple[CostContent, ...] = ()


@dataclass(frozen=True, slots=True)
class EvidenceContent:
    """One paper asked for; `is_mandatory` is None until an editor says."""

    name: str
    code: str = ""
    source_key: str = ""
    originals: int = 0
    copies: int = 0
    is_mandatory: bool | None = None
    alternative_group: str = ""
    has_electronic_form: bool = False
    is_processing_result: bool = False
    templates: tuple[dict[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class CaseContent:
    """A case (`kind` "case") or a group of papers (`kind` "papers") with its papers."""

    name: str = ""
    kind: str = "case"
    code: str = ""
    quantity: Decimal | None = None
    unit: str = ""
    time_text: str = ""
    evidence: tuple[EvidenceContent, ...] = ()


@dataclass(frozen=True, slots=True)
class AgencyContent:
    """A body with a role: executing, competent, authorised or coordinating."""

    role: str
    name: str
    code: str = ""
    is_class: bool = False


@dataclass(frozen=True, slots=True)
class Named:
    """A code with its name: a field, an audience, a life event, an output, a legal document."""

    code: str
    name: str
    source_key: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class VersionContent:
    """Everything domain.md 3.1 asks of a procedure, as published."""

    name: str
    record_type: str = "standard"
    field: Named | None = None
    announcer: Named = Named("", "")
    levels: tuple[str, ...] = ()
    audiences: tuple[Named, ...] = ()
    online_level: str = "none"
    is_internal: bool = False
    is_shared_service: bool = False
    is_non_territorial: bool = False
    is_offline_only: bool = False
    steps: tuple[tuple[str, str], ...] = ()  # (heading, text), verbatim
    channels: tuple[ChannelContent, ...] = ()
    cases: tuple[CaseContent, ...] = ()
    evidence: tuple[EvidenceContent, ...] = ()  # papers every case asks for
    requirements: tuple[str, ...] = ()
    outputs: tuple[Named, ...] = ()
    legal_resources: tuple[Named, ...] = ()
    agencies: tuple[AgencyContent, ...] = ()
    life_events: tuple[Named, ...] = ()
    # Other published wording by name: addresses, note, keywords, returning, …
    texts: dict[str, Any] = dataclasses.field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        """Return the content as plain lists and dictionaries."""
        return asdict(self)
