"""The shapes in which dossiers come in and go out."""

from datetime import datetime
from typing import Any, Literal

from ninja import Field, Schema
from pydantic import BaseModel, ConfigDict

from motcua.api.moments import Moment
from motcua.api.schemas import Coded

Channel = Literal[1, 2, 3, "direct", "online", "postal"]


class Strict(BaseModel):
    """What is sent to us: an unknown member is a mistake of the sender, and is told."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)


class PersonIn(Strict):
    name: str = Field(min_length=1, max_length=300)
    kind: Literal[1, 2, 3, 4] = Field(1, description="1 citizen, 2 business, 3 state body, 4 other")
    identity_number: str = Field("", max_length=40)
    phone: str = Field("", max_length=40)
    email: str = Field("", max_length=200)
    address: str = Field("", max_length=500)


class PaperIn(Strict):
    """One paper given, or reused from where it already is."""

    name: str = Field(min_length=1, max_length=1000)
    code: str = Field("", max_length=80)
    form: Literal["original", "certified", "copy", "electronic"] = "copy"
    copies: int = Field(1, ge=0, le=100)
    is_digitised: bool = False
    reused_from: str = Field("", max_length=200)


class DossierIn(Strict):
    """One application, to be registered under the text in force."""

    model_config = ConfigDict(
        extra="forbid",
        str_strip_whitespace=True,
        json_schema_extra={
            "example": {
                "procedure": "9.000001",
                "receiving_unit": "H56.14.02",
                "applicant": {"name": "Nguyễn Thị Hoa", "identity_number": "001188000123"},
                "channel": "direct",
                "summary": "Trích lục khai sinh",
            }
        },
    )

    procedure: str = Field(min_length=1, max_length=40, description="code in the catalogue")
    case: str = Field("", max_length=80, description="code of the case inside the procedure")
    receiving_unit: str = Field(min_length=1, max_length=40, description="code of the unit that takes the dossier in")
    resolving_unit: str = Field("", max_length=40, description="code of the unit that settles it; default: the same")
    applicant: PersonIn
    representative: PersonIn | None = None
    channel: Channel = 1
    summary: str = Field("", max_length=1000)
    form_data: dict[str, Any] = Field(default_factory=dict, description="answers of the e-form")
    evidence: list[PaperIn] = Field(default_factory=list, max_length=200)
    return_way: Literal["counter", "post", "online"] = "counter"
    occurred_at: Moment | None = Field(None, description="when it was filed, if not now; with offset")


class DossierRow(Schema):
    """One dossier in a list; nothing personal."""

    number: str
    procedure: Coded
    state: str
    state_vi: str
    state_en: str
    status: int = Field(description="national status 1–10")
    is_open: bool
    expected_act: str = Field(description="what has to be done next; empty where nothing has")
    channel: int
    receiving_unit: Coded
    resolving_unit: Coded
    registered_at: datetime
    received_at: datetime | None
    due_at: datetime | None = Field(description="null while nobody can know, or the clock stands still")
    finished_at: datetime | None
    returned_at: datetime | None


class DossiersPage(Schema):
    items: list[DossierRow]
    next: str | None = Field(description="cursor of the next page; null on the last")


class DossierOut(Schema):
    """One dossier told whole, as known now or at `as_of`."""

    model_config = ConfigDict(extra="allow")

    number: str
    state: str
    state_vi: str
    state_en: str
    status: int
    procedure: dict[str, Any]
    applicant: dict[str, Any]
    receiving_unit: Coded
    resolving_unit: Coded
    channel: int
    registered_at: datetime | None
    received_at: datetime | None
    finished_at: datetime | None
    returned_at: datetime | None
    due: dict[str, Any] = Field(
        description="due date with its lines, every promise, and what the portal's formula gives"
    )
    events: list[dict[str, Any]]
    record_is_whole: bool = Field(description="false if an act or the finish was changed after it was recorded")


class ActOut(Schema):
    """An act as recorded, and where the dossier stands after it."""

    number: str
    ordinal: int
    act: str
    occurred_at: datetime
    recorded_at: datetime
    state: str
    state_vi: str
    state_en: str
    status: int
    expected_act: str
    due_at: datetime | None
    finished_at: datetime | None
    paper_number: str
    hash: str
