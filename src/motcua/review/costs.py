"""What does a procedure cost the people who follow it, per dossier and per year?

Papers and fees come from the text in force, channels, supplements and volume from the ledger; what nobody has
measured is a dated parameter that is listed with the answer. The processing-time proxy stands apart and is never added.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from motcua.ledger import selectors as ledger
from motcua.procedures.models import EvidenceRequirement, ProcedureVersion
from motcua.procedures.selectors import (
    costs_of,
    demand_procedure,
    demand_version,
    evidence_of,
    time_limit_of,
    today,
    version_in_force,
)
from motcua.rules.compliance_cost import Activity, Component, Saving, cost_of_one, cost_of_year, processing_time_proxy
from motcua.rules.paper_names import paper_key, paper_name
from motcua.rules.parameters.compliance_times import PARAMETERS
from motcua.rules.time_limits import TimeUnit

YEAR_DAYS = 365
VOLUME = """
SELECT count(*), count(*) FILTER (channel = 2), count(*) FILTER (channel = 3), coalesce(sum(supplements), 0),
  avg(fee_due), min(received_day), max(received_day), count(*) FILTER (fee_due IS NOT NULL)
FROM dossier WHERE procedure = ? AND received_day > (SELECT max(received_day) FROM fact_dossier) - 365
"""
SPAN = "SELECT min(received_day), max(received_day) FROM fact_dossier"


@dataclass(frozen=True, slots=True)
class Volume:
    """What the ledger knows of a procedure: dossiers counted, over how many days, and how they were filed."""

    dossiers: int
    days: int
    online: int = 0
    postal: int = 0
    supplements: int = 0
    mean_fee: Decimal | None = None

    @property
    def yearly(self) -> Decimal:
        """Return the dossiers of a year; a shorter stretch is scaled up."""
        return (
            Decimal(self.dossiers) * YEAR_DAYS / max(self.days, 1) if self.days < YEAR_DAYS else Decimal(self.dossiers)
        )

    def share(self, part: int) -> Decimal:
        return Decimal(part) / self.dossiers if self.dossiers else Decimal(0)


@dataclass(frozen=True, slots=True)
class ProcedureCost:
    """The cost of one text: activities of an average execution, đồng per execution and per year."""

    code: str
    name: str
    valid_from: date | None
    volume: Volume
    activities: tuple[Activity, ...]
    papers: int
    per_dossier: Decimal
    per_year: Decimal
    hours_per_dossier: Decimal
    proxy_per_year: Decimal | None
    remarks: tuple[tuple[str, str], ...] = field(default=())


def volumes(codes: list[str]) -> dict[str, Volume]:
    """Return what the ledger counts of each procedure in the last year it knows."""
    with ledger.reader() as connection:
        first, last = connection.execute(SPAN).fetchone() or (None, None)
        days = min((last - first).days + 1, YEAR_DAYS) if first and last else 0
        found = {}
        for code in codes:
            row = connection.execute(VOLUME, [code]).fetchone()
            assert row is not None  # noqa: S101 - an aggregate always gives a row
            fee = Decimal(str(round(row[4]))) if row[7] else None
            found[code] = Volume(int(row[0]), days, int(row[1]), int(row[2]), int(row[3]), fee)
    return found


def cost_of(code: str, on: date | None = None) -> ProcedureCost:
    """Return the cost of the text in force on `on`; raise ProcedureUnknown or NothingInForce."""
    procedure = demand_procedure(code)
    version = version_in_force(procedure.identity, on or today(), whole=True)
    if version is None:
        version = demand_version(procedure.identity, on or today())
    return cost_of_version(version, volumes([procedure.identity])[procedure.identity])


def cost_of_version(version: ProcedureVersion, volume: Volume, without: Collection[str] = ()) -> ProcedureCost:
    """Return the cost of one text with a given volume, as if the papers `without` were not asked."""
    dropped = {paper_key(paper_name(line)) for line in without}
    papers = [paper for paper in evidence_of(version) if paper_key(paper_name(paper.text)) not in dropped]
    activities = _activities(version, volume, papers)
    each = cost_of_one(activities, PARAMETERS["hourly_income"].value)
    limit = time_limit_of(version)
    days = Decimal(limit.quantity) if limit.unit is TimeUnit.WORKING_DAY else None
    income = PARAMETERS["hourly_income"].value
    return ProcedureCost(
        version.procedure.identity,
        version.name,
        version.valid_from,
        volume,
        activities,
        len(papers),
        each,
        cost_of_year(each, per_subject=Decimal(1), subjects=volume.yearly),
        sum((a.hours * a.frequency for a in activities), Decimal(0)),
        None if days is None else processing_time_proxy(days, volume.yearly, income),
        _remarks(volume),
    )


def _activities(version: ProcedureVersion, volume: Volume, papers: list[EvidenceRequirement]) -> tuple[Activity, ...]:
    p = {key: parameter.value for key, parameter in PARAMETERS.items()}
    copies = sum(paper.copies + paper.originals for paper in papers) or len(papers)
    online, postal = volume.share(volume.online), volume.share(volume.postal)
    direct = 1 - online - postal
    fees = _fee(version, volume)
    again = volume.share(volume.supplements)
    listed = (
        Activity(Component.PREPARE, hours=p["hours_per_form"] + p["hours_per_paper"] * len(papers)),
        Activity(Component.PREPARE, other=p["copying_per_copy"] * copies, frequency=1 - online),
        Activity(Component.FILE, hours=p["hours_per_visit"], other=p["travel_per_visit"], frequency=direct),
        Activity(Component.FILE, hours=p["hours_filing_online"], frequency=online),
        Activity(Component.FILE, services=p["postage"], frequency=postal),
        Activity(Component.PAY, fees=fees),
        Activity(Component.OTHER, hours=p["hours_per_supplement"] + p["hours_per_visit"], frequency=again),
        Activity(Component.RECEIVE, hours=p["hours_per_visit"], other=p["travel_per_visit"], frequency=direct),
    )
    return tuple(activity for activity in listed if activity.frequency)


def _fee(version: ProcedureVersion, volume: Volume) -> Decimal:
    """Return the fee of an average dossier: as charged where the ledger knows, else the mean of the text's amounts."""
    if volume.mean_fee is not None:
        return volume.mean_fee
    amounts = [cost.amount for cost in costs_of(version) if cost.amount is not None and cost.currency == "VND"]
    return sum(amounts, Decimal(0)) / len(amounts) if amounts else Decimal(0)


def _remarks(volume: Volume) -> tuple[tuple[str, str], ...]:
    found = []
    if not volume.dossiers:
        found.append(
            (
                "Sổ cái không có hồ sơ nào: chi phí cả năm bằng 0, mọi khoản tiết kiệm đều không có căn cứ.",
                "The ledger holds no dossier: the cost of a year is 0, and no saving rests on any volume.",
            )
        )
    elif volume.days < YEAR_DAYS:
        found.append(
            (
                f"Số hồ sơ cả năm suy từ {volume.days} ngày có trong sổ cái.",
                f"The yearly number is scaled up from the {volume.days} days the ledger knows.",
            )
        )
    return tuple(found)


def as_dict(cost: ProcedureCost) -> dict[str, Any]:
    """Return the cost as JSON gives it; đồng as whole numbers."""
    volume = cost.volume
    return {
        "code": cost.code,
        "name": cost.name,
        "valid_from": cost.valid_from,
        "volume": {
            "dossiers": volume.dossiers,
            "days": volume.days,
            "per_year": round(volume.yearly),
            "online": volume.online,
            "postal": volume.postal,
            "supplements": volume.supplements,
        },
        "no_volume": volume.dossiers == 0,
        "papers": cost.papers,
        "activities": [
            {
                "component": a.component.value,
                "hours": float(a.hours),
                "services": round(a.services),
                "fees": round(a.fees),
                "other": round(a.other),
                "frequency": round(float(a.frequency), 4),
                "cost": round(a.cost(PARAMETERS["hourly_income"].value)),
            }
            for a in cost.activities
        ],
        "cost_per_dossier": round(cost.per_dossier),
        "hours_per_dossier": round(float(cost.hours_per_dossier), 3),
        "cost_per_year": round(cost.per_year),
        "processing_time_proxy": {
            "per_year": None if cost.proxy_per_year is None else round(cost.proxy_per_year),
            "vi": "Quy đổi thời gian giải quyết của cơ quan; không phải chi phí tuân thủ, không cộng vào",
            "en": "The office's own time priced; no compliance cost and never added",
        },
        "parameters": [
            {"key": p.key, "value": float(p.value), "unit": p.unit, "valid_from": p.valid_from, "source": p.source}
            for p in PARAMETERS.values()
        ],
        "remarks": [{"vi": vi, "en": en} for vi, en in cost.remarks],
    }


def saving_dict(before: ProcedureCost, after: ProcedureCost) -> dict[str, Any]:
    """Return what a year costs before and after, with the same volume."""
    saving = Saving(before.per_year, after.per_year)
    return {
        "before": round(saving.before),
        "after": round(saving.after),
        "saved": round(saving.saved),
        "percent": None if saving.share is None else float(saving.percent() or 0),
        "rests_on_no_volume": saving.rests_on_no_volume,
    }
