"""The facts each official act takes over the API, one class an act; anything else is refused.

No act takes the moment of settling: it follows from the acts.
"""

from typing import Annotated, Any, Literal, Union

from ninja import Field
from pydantic import Discriminator, RootModel, create_model, model_validator

from motcua.api.dossier_schemas import PaperIn, Strict
from motcua.api.moments import Moment
from motcua.rules.apologies import DelayCause

Text = Annotated[str, Field(max_length=5000)]
Reason = Annotated[str, Field(max_length=5000, description="what the applicant will read")]
Number = Annotated[str, Field(max_length=80)]
UnitCode = Annotated[str, Field(max_length=40)]
Limit = Annotated[str, Field(max_length=40, description="3wd, 5d, 8h, 2m", examples=["3wd"])]


class NoFacts(Strict):
    """Nothing but the act itself."""


class PaperFacts(Strict):
    paper_number: Number = ""


class ReasonFacts(Strict):
    reason: Reason = ""


class WrittenReasonFacts(PaperFacts):
    reason: Reason = ""


class SupplementRequestFacts(WrittenReasonFacts):
    items: list[Text] = Field(default_factory=list, max_length=200, description="everything missing, at once")
    why_not_before: Text = Field("", description="why a second request could not be made the first time")


class SupplementFacts(Strict):
    evidence: list[PaperIn] = Field(default_factory=list, max_length=200)
    complete: bool = Field(True, description="false: the papers still have to be checked, the clock stands still")
    note: Text = ""


class HandOverFacts(PaperFacts):
    to_unit: UnitCode = Field("", description="default: the resolving unit")
    note: Text = ""
    step: Number = ""


class TakeOverFacts(Strict):
    note: Text = ""


class ConsultFacts(Strict):
    to_unit: UnitCode
    question: Text
    limit: Limit | None = None
    silence: Literal["agrees", "continues", "waits"] = "continues"


class AnswerFacts(Strict):
    consultation: Number
    answer: Text
    agrees: bool | None = None


class ConsultationFacts(Strict):
    consultation: Number


class StepFacts(Strict):
    step: Number
    product: Text = ""


class ProposeFacts(Strict):
    proposal: Text = ""


class DecideFacts(Strict):
    output: Number = Field("", description="number of the result")
    output_file: Text = ""


class DutyFacts(Strict):
    amount: int | None = Field(None, ge=0, le=10**15, description="đồng")
    slip: Number = ""


class DutyProofFacts(Strict):
    proof: Text
    limit_after: Limit | None = Field(None, description="limit counted anew from the proof (land procedures)")


class ReappointFacts(WrittenReasonFacts):
    new_at: Moment
    cause: DelayCause


class StopFacts(WrittenReasonFacts):
    asked_through: Text = ""


class CorrectFacts(ReasonFacts):
    approved_by: str = Field("", max_length=150, description="user name of the second person who approved it")
    corrections: dict[str, Any]
    corrects_act: int | None = Field(None, ge=1, le=10**6)


class ReopenFacts(ReasonFacts):
    approved_by: str = Field("", max_length=150, description="user name of the second person who approved it")


class ReturnFacts(PaperFacts):
    way: Literal["counter", "post", "online"] = "counter"
    taken_by: Annotated[str, Field(max_length=300)] = ""
    identity_checked: bool = False


FACTS: dict[str, type[Strict]] = {
    "receive": PaperFacts,
    "refuse": WrittenReasonFacts,
    "refuse_reception": WrittenReasonFacts,
    "request_supplement": SupplementRequestFacts,
    "supplement": SupplementFacts,
    "restart": NoFacts,
    "hand_over": HandOverFacts,
    "take_over": TakeOverFacts,
    "complete_step": StepFacts,
    "consult": ConsultFacts,
    "answer_consultation": AnswerFacts,
    "lapse_consultation": ConsultationFacts,
    "request_financial_duty": DutyFacts,
    "confirm_financial_duty": DutyProofFacts,
    "propose": ProposeFacts,
    "send_back": ReasonFacts,
    "decide": DecideFacts,
    "refuse_after_appraisal": WrittenReasonFacts,
    "reappoint": ReappointFacts,
    "stop_at_request": StopFacts,
    "stop_unanswered": ReasonFacts,
    "withdraw": ReasonFacts,
    "correct": CorrectFacts,
    "reopen": ReopenFacts,
    "return_output": ReturnFacts,
    "close": NoFacts,
}
"""Act → its facts. `refuse` is refusing reception or refusing after appraisal, by the state."""

_OWN = frozenset({"act", "occurred_at", "unit", "officer", "facts"})


class ActBase(Strict):
    """What every act may say besides its facts."""

    occurred_at: Moment | None = Field(None, description="when it happened, if not now; with offset")
    unit: UnitCode = Field("", description="code of the unit acted for; default: the unit expected to act")
    officer: str = Field("", max_length=150, description="the officer of your system, for the record")

    @model_validator(mode="before")
    @classmethod
    def _gather_facts(cls, given: Any) -> Any:
        """Take facts also when they stand beside `act` instead of inside `facts`."""
        if not isinstance(given, dict) or given.keys() <= _OWN or not isinstance(given.get("facts", {}), dict):
            return given
        beside = {name: value for name, value in given.items() if name not in _OWN}
        own = {name: value for name, value in given.items() if name in _OWN}
        return {**own, "facts": {**given.get("facts", {}), **beside}}


def _act(name: str, facts: type[Strict]) -> type[ActBase]:
    needed = any(field.is_required() for field in facts.model_fields.values())
    title = "".join(part.capitalize() for part in name.split("_"))
    default = ... if needed else Field(default_factory=facts)
    members: dict[str, Any] = {"act": (Literal[name], ...), "facts": (facts, default)}
    return create_model(f"{title}Act", __base__=ActBase, **members)


_KINDS = tuple(_act(name, facts) for name, facts in FACTS.items())


class ActIn(RootModel[Annotated[Union[_KINDS], Discriminator("act")]]):  # type: ignore[valid-type] # noqa: UP007
    """One official act with its facts."""
