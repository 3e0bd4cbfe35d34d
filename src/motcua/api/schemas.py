"""The shapes of the catalogue's answers, as the OpenAPI description shows them."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from ninja import Field, Schema


class Problem(Schema):
    """RFC 9457 problem details; further members depend on the kind of error."""

    type: str
    title: str
    title_vi: str
    title_en: str
    status: int
    detail: str
    instance: str


ERRORS = {400: Problem, 404: Problem, 406: Problem, 422: Problem, 429: Problem}
TOKEN = {401: Problem, 403: Problem}
WRITES = {**ERRORS, **TOKEN, 409: Problem, 415: Problem}
CHECKED = {412: Problem, 428: Problem}


class Coded(Schema):
    code: str
    name: str


class AudienceOut(Coded):
    kind: str


class DecisionRef(Schema):
    id: int
    number: str
    number_normalised: str
    issuer_code: str
    issuer_name: str
    signed_on: date | None
    effective_on: date | None
    kind: str = Field(description="new, amended, replaced, abolished or unstated")


class ProcedureHead(Schema):
    """One version; periods are half-open: it applies from `valid_from` and no longer on `valid_before`."""

    code: str
    name: str
    version: int
    record_type: str
    announcer: Coded
    field: Coded | None
    online_level: str
    is_internal: bool
    valid_from: date | None
    valid_before: date | None
    recorded_at: datetime | None
    source: str


class WhyOut(Schema):
    kind: str
    typed: str
    taken_as: str


class ProcedureRow(ProcedureHead):
    levels: list[str]
    audiences: list[AudienceOut]
    score: float | None = Field(None, description="only with q")
    why: list[WhyOut] | None = Field(None, description="only with q: why it was found")


class TimeLimitOut(Schema):
    quantity: Decimal | None
    unit: str = Field(description="wd, d, h, m, y, now, see; empty where nothing is stated")
    text: str


class CostOut(Schema):
    kind: str
    state: str = Field(description="amount, free or see_note; zero with a note is never free")
    amount: Decimal | None
    currency: str
    note: str


class ChannelOut(Schema):
    method: str
    case: int | None
    time_limit: TimeLimitOut
    note: str
    costs: list[CostOut]


class PaperOut(Coded):
    originals: int
    copies: int
    is_mandatory: bool | None
    alternative_group: str
    has_electronic_form: bool
    templates: list[dict[str, Any]]


class CaseOut(Schema):
    ordinal: int
    kind: str
    code: str
    name: str
    time_limit: TimeLimitOut
    evidence: list[PaperOut]


class AgencyOut(Coded):
    role: str
    is_class: bool


class LawOut(Schema):
    number: str
    title: str


class StepOut(Schema):
    heading: str
    text: str


class ProcedureOut(ProcedureHead):
    """The whole text as published."""

    decision: DecisionRef | None
    levels: list[str]
    audiences: list[AudienceOut]
    life_events: list[Coded]
    agencies: list[AgencyOut]
    is_shared_service: bool
    is_non_territorial: bool
    is_offline_only: bool
    cases: list[CaseOut]
    channels: list[ChannelOut]
    evidence: list[PaperOut]
    requirements: list[str]
    outputs: list[Coded]
    legal_resources: list[LawOut]
    steps: list[StepOut]
    texts: dict[str, Any]


class VersionOut(ProcedureHead):
    status: str
    superseded_at: datetime | None
    decision: DecisionRef | None


class DecisionOut(Schema):
    id: int
    number: str
    number_normalised: str
    number_is_on_pattern: bool
    issuer_code: str
    issuer_name: str
    signed_on: date | None
    effective_on: date | None
    published_on: date | None
    kind: str
    title: str
    recorded_at: datetime
    item_count: int


class AgencyRow(Schema):
    code: str
    name: str
    name_en: str
    level: str
    kind: str
    parent: str | None
    valid_from: date
    valid_before: date | None


class ChangeOut(Schema):
    type: str = Field(description="procedure; dossier with a token that may read dossiers")
    action: str = Field(description="upserted or deleted")
    key: str = Field(description="code of the procedure, number of the dossier")
    version: int = Field(description="version of the text, sequence of the dossier")
    at: datetime
    data: dict[str, Any] | None = Field(description="the status event of a dossier")


class ProceduresPage(Schema):
    items: list[ProcedureRow]
    next: str | None = Field(description="cursor of the next page; null on the last")


class VersionsPage(Schema):
    items: list[VersionOut]


class DecisionsPage(Schema):
    items: list[DecisionOut]
    next: str | None


class AgenciesPage(Schema):
    items: list[AgencyRow]
    next: str | None


class ChangesPage(Schema):
    items: list[ChangeOut]
    next: str = Field(description="cursor to ask with next time, also when nothing is new")
    has_more: bool
