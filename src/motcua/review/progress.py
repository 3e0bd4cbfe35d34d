"""How far is a review plan: what is only planned, what is in force, and what did it change?

In force is asked of the catalogue on a day; a saving counts as reached only from then on (domain.md 9).
"""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from motcua.core.phrases import Phrase
from motcua.ledger import selectors as ledger
from motcua.procedures.models import DecisionItem, ProcedureVersion
from motcua.procedures.selectors import today
from motcua.review.models import Campaign, CampaignItem, Proposal


class Stage(StrEnum):
    """How far one item is."""

    PICKED = "picked"
    PROPOSED = "proposed"
    APPROVED = "approved"
    ANNOUNCED = "announced"
    IN_FORCE = "in_force"
    KEPT = "kept"


STAGES = {
    Stage.PICKED: Phrase("Đã chọn", "Picked"),
    Stage.PROPOSED: Phrase("Có phương án", "Proposed"),
    Stage.APPROVED: Phrase("Đã duyệt phương án", "Approved"),
    Stage.ANNOUNCED: Phrase("Đã dự thảo quyết định", "Decision drafted"),
    Stage.IN_FORCE: Phrase("Đã có hiệu lực", "In force"),
    Stage.KEPT: Phrase("Giữ nguyên", "Kept"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One item with its stage; `since` is the day its change took effect."""

    item: CampaignItem
    proposal: Proposal | None
    stage: Stage
    since: date | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """A plan's lines and its two sums: savings planned (approved or further) and in force, đồng a year."""

    lines: tuple[Line, ...]
    cost_before: Decimal
    planned: Decimal
    in_force: Decimal
    without_volume: int

    def share(self, saved: Decimal) -> Decimal | None:
        """Return the share of the cost before; None where nothing was spent."""
        return saved / self.cost_before if self.cost_before else None


def progress(campaign: Campaign, on: date | None = None) -> Progress:
    """Return how far a plan is on a day; four queries."""
    day = on or today()
    items = list(campaign.items.select_related("proposal__consultation", "proposal__decision"))
    begun = _begun([item.proposal for item in items if hasattr(item, "proposal")], day)
    lines = tuple(_line(item, begun, day) for item in items)
    proposals = [line.proposal for line in lines if line.proposal is not None]
    reached = (Stage.APPROVED, Stage.ANNOUNCED, Stage.IN_FORCE)
    return Progress(
        lines,
        sum((p.cost_before or Decimal(0) for p in proposals), Decimal(0)),
        _saved([line for line in lines if line.stage in reached]),
        _saved([line for line in lines if line.stage is Stage.IN_FORCE]),
        sum(1 for p in proposals if p.item.procedure_code and not p.dossiers_a_year),
    )


def _saved(lines: list[Line]) -> Decimal:
    pairs = [(line.proposal.cost_before, line.proposal.cost_after) for line in lines if line.proposal is not None]
    return sum((before - after for before, after in pairs if before is not None and after is not None), Decimal(0))


def _line(item: CampaignItem, begun: dict[tuple[int, str], date], day: date) -> Line:
    proposal: Proposal | None = getattr(item, "proposal", None)
    if proposal is None:
        return Line(item, None, Stage.PICKED)
    if proposal.status != Proposal.Status.APPROVED:
        return Line(item, proposal, Stage.PROPOSED)
    if proposal.action == Proposal.Action.KEEP:
        return Line(item, proposal, Stage.KEPT)
    if proposal.enforced_on is not None and proposal.enforced_on <= day:
        return Line(item, proposal, Stage.IN_FORCE, proposal.enforced_on)
    if proposal.decision_id is None:
        return Line(item, proposal, Stage.APPROVED)
    since = begun.get((proposal.decision_id, item.procedure_code))
    return Line(item, proposal, Stage.ANNOUNCED if since is None else Stage.IN_FORCE, since)


def _begun(proposals: list[Proposal], day: date) -> dict[tuple[int, str], date]:
    """Return (decision, code) -> the day what it says took effect, if it has by `day`."""
    decisions = {proposal.decision_id for proposal in proposals if proposal.decision_id}
    if not decisions:
        return {}
    texts = (
        ProcedureVersion.objects.all()
        .recorded()
        .filter(brought_by__decision__in=decisions, valid_from__lte=day, superseded_at=None)
    )
    endings = DecisionItem.objects.filter(
        decision__in=decisions, confirmed_at__isnull=False, withdrawn_at=None, effective_on__lte=day
    )
    pairs = [*texts.values_list("brought_by__decision_id", "procedure__identity", "valid_from"),
             *endings.values_list("decision_id", "procedure__identity", "effective_on")]  # fmt: skip
    return {(decision, code): since for decision, code, since in pairs if decision is not None and since is not None}


@dataclass(frozen=True, slots=True)
class Measured:
    """What the ledger shows of a procedure in equal stretches before and after a day."""

    days: int
    before: tuple[int, float | None, int, int]
    after: tuple[int, float | None, int, int]


MEASURE = """
SELECT count(*), median(epoch(finished_at - received_at) / 86400.0), count(*) FILTER (supplements > 0),
  count(*) FILTER (channel = 2)
FROM dossier WHERE procedure = ? AND received_day >= ? AND received_day < ?
"""


def measured(code: str, since: date) -> Measured | None:
    """Return dossiers, median days, supplemented and online ones before and after; None before any day has passed.

    Both stretches are equally long, at most a year, and end where the ledger ends.
    """
    with ledger.reader() as connection:
        (last,) = connection.execute("SELECT max(received_day) FROM fact_dossier").fetchone() or (None,)
        if last is None or last < since:
            return None
        days = min((last - since).days + 1, 365)
        stretch = timedelta(days=days)
        before = connection.execute(MEASURE, [code, since - stretch, since]).fetchone()
        after = connection.execute(MEASURE, [code, since, since + stretch]).fetchone()
    assert before is not None and after is not None  # noqa: S101, PT018 - an aggregate always gives a row
    return Measured(days, tuple(before), tuple(after))
