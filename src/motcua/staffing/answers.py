"""The plan as plain values, for JSON, sheets and pages."""

from collections.abc import Iterable
from typing import Any

import numpy as np

from motcua.agencies.models import Unit
from motcua.core.selectors import is_simulated
from motcua.ledger.facts import LEVELS as NUMBERS
from motcua.rules.levels import LEVELS, Level
from motcua.rules.parameters import staffing as law
from motcua.staffing.moves import Step
from motcua.staffing.plan import Plan
from motcua.staffing.uncertainty import Interval
from motcua.staffing.words import assumptions

MOST_IN_QUERY = 900


def as_dict(plan: Plan, names: dict[str, str] | None = None) -> dict[str, Any]:
    """Return the whole answer; rates are shares (0–1) with their numerator and denominator."""
    named = names if names is not None else unit_names(plan, plan.loads.codes)
    question = plan.question
    return {
        "period": question.period.name,
        "window": {
            "from": question.days.begin, "before": question.days.before,
            "vi": question.window.vi, "en": question.window.en,
        },
        "level": question.level,
        "simulated": is_simulated(),
        "target_wait_minutes": question.target_wait,
        "target_share": law.TARGET_SHARE,
        "proposal": {"vi": law.PROPOSAL[0], "en": law.PROPOSAL[1]},
        "assumptions": [{"vi": phrase.vi, "en": phrase.en} for phrase in assumptions(plan)],
        "officers": {"present": plan.officers_now, "proposed": plan.officers_after, "asked": question.officers},
        "scope": scope(plan),
        "levels": levels(plan),
        "moves": [move(plan, step, named, order) for order, step in enumerate(plan.proposal.moves, 1)],
        "additions": additions(plan, named),
        "price": price(plan),
        "curve": curve(plan),
        "not_mended_by_staff": {
            "late_anyway": round((1 - plan.ceiling) * int(plan.loads.rated.sum())),
            "rate_with_unlimited_officers": plan.ceiling,
            "procedures": plan.stubborn,
        },
        "validation": plan.validation,
        "forecast": coming(plan),
        "units": [unit(plan, place, named) for place in range(len(plan.loads))],
    }  # fmt: skip


def coming(plan: Plan) -> dict[str, Any] | None:
    """Return the receptions foretold by working day and the error of such a forecast, as share of a mean day."""
    found = plan.coming
    if found is None:
        return None
    return {
        "days": [
            {"day": day, "expected": round(many, 1)} for day, many in zip(found.days, found.expected, strict=True)
        ],
        "tested_days": found.tested_days,
        "error": found.error,
        "error_of_plain_mean": found.error_of_plain_mean,
    }


def unit_names(plan: Plan, codes: Iterable[str]) -> dict[str, str]:
    """Return the names of units on the last day of the window; a code without a unit is left out."""
    wanted = sorted(set(codes))
    day = plan.question.days.before
    rows = Unit.objects.filter(valid_from__lt=day).order_by("valid_from")
    if len(wanted) <= MOST_IN_QUERY:
        rows = rows.filter(code__in=wanted)
    known = dict(rows.values_list("code", "name"))
    return {code: known[code] for code in wanted if code in known}


def interval(values: Interval) -> dict[str, float]:
    return {"low": values.low, "median": values.middle, "high": values.high}


def scope(plan: Plan) -> dict[str, Any]:
    """Return the answer for the whole scope: the rate now, after, and how sure that is."""
    rated, late = int(plan.loads.rated.sum()), int(plan.loads.late.sum())
    return {
        "units": len(plan.loads),
        "rated": rated,
        "on_time": rated - late,
        "rate_now": plan.rate_now,
        "rate_after": plan.rate_after(),
        "interval_now": interval(plan.ranges.before),
        "interval_after": interval(plan.ranges.after),
        "interval_gain": interval(plan.ranges.gain),
        "draws": plan.ranges.draws,
        "seed": plan.ranges.seed,
    }


def levels(plan: Plan) -> list[dict[str, Any]]:
    """Return each level that the ledger knows, and the change for those in the scope."""
    found = []
    for level, (units, rated, late) in plan.recorded.items():
        mine = plan.loads.levels == NUMBERS[level.value]
        late_after = max(0.0, late + plan.whole_after[level] - plan.whole_before[level])
        found.append(
            {
                "level": level, "vi": LEVELS[level].vi, "en": LEVELS[level].en, "units": units, "rated": rated,
                "on_time": rated - late, "rate_now": 1 - late / rated, "rate_after": 1 - late_after / rated,
                "in_scope": bool(mine.any()),
                "officers_now": int(plan.present.officers[mine].sum()),
                "officers_after": int(plan.proposal.officers[mine].sum()),
                **({"interval": interval(plan.ranges.after)} if level == plan.question.level else {}),
            }
        )  # fmt: skip
    return found


def _who(plan: Plan, place: int | None, names: dict[str, str]) -> dict[str, str] | None:
    if place is None:
        return None
    code = plan.loads.codes[place]
    return {"code": code, "name": names.get(code, code)}


def move(plan: Plan, step: Step, names: dict[str, str], order: int) -> dict[str, Any]:
    """Return one officer's move; figures are dossiers of the period."""
    return {
        "order": order,
        "from": _who(plan, step.origin, names),
        "to": _who(plan, step.target, names),
        "officers": 1,
        "fewer_late": round(step.fewer_late, 2),
        "more_late": round(step.more_late, 2),
        "net": round(step.net, 2),
    }


def additions(plan: Plan, names: dict[str, str]) -> list[dict[str, Any]]:
    """Return the units that gain or give back officers beyond the moves, summed by unit, greatest first."""
    by_unit: dict[int, list[Step]] = {}
    for step in plan.proposal.additions:
        place = step.target if step.target is not None else step.origin
        by_unit.setdefault(int(place or 0), []).append(step)
    rows = [
        {
            "unit": _who(plan, place, names),
            "officers": sum(1 if step.target is not None else -1 for step in steps),
            "net": round(sum(step.net for step in steps), 2),
        }
        for place, steps in by_unit.items()
    ]
    return sorted(rows, key=lambda row: -abs(row["net"]))


def price(plan: Plan) -> dict[str, Any]:
    """Return what the plan costs in officer-months, for the period and for the shortest posting."""
    moved, added = len(plan.proposal.moves), plan.officers_after - plan.officers_now
    months, least = plan.question.period.months, law.POSTING_MONTHS[0]
    saved = (plan.rate_after() - plan.rate_now) * int(plan.loads.rated.sum())
    people = moved + max(added, 0)
    return {
        "moved": moved,
        "added": added,
        "officer_months_moved": moved * least,
        "officer_months_added": added * least,
        "officer_months_of_period": people * months,
        "posting_months": list(law.POSTING_MONTHS),
        "fewer_late": round(saved, 1),
        "officer_months_per_late_dossier_saved": round(people * months / saved, 4) if saved > 0 else None,
    }


def curve(plan: Plan) -> list[dict[str, Any]]:
    """Return the on-time rate by officers added after the moves, and what the last ones bring."""
    rows: list[dict[str, Any]] = []
    for added, fewer in plan.proposal.curve:
        # The rate after already holds the officers that were asked for.
        already = sum(step.net for step in plan.proposal.additions if step.target is not None)
        rows.append({"officers_added": added, "fewer_late": round(fewer, 1), "rate": plan.rate_after(fewer - already)})
    return rows


def unit(plan: Plan, place: int, names: dict[str, str]) -> dict[str, Any]:
    """Return one unit: who is there, who is proposed, what one more and one fewer would change."""
    loads = plan.loads
    rated, late = int(loads.rated[place]), int(loads.late[place])
    fewer = float(plan.loss_of_one_fewer[place])
    present, proposed = int(plan.present.officers[place]), int(plan.proposal.officers[place])
    return {
        "code": loads.codes[place],
        "name": names.get(loads.codes[place], loads.codes[place]),
        "level": _level(int(loads.levels[place])),
        "received": int(loads.received[place]),
        "rated": rated,
        "on_time": rated - late,
        "rate_now": 1 - late / rated,
        "rate_expected": float(1 - plan.units.share[place]),
        "rate_after": float(1 - plan.after[place]),
        "range": {"low": float(1 - plan.ranges.unit_high[place]), "high": float(1 - plan.ranges.unit_low[place])},
        "present": present,
        "present_from": plan.present.origin[place],
        "needed": proposed,
        "change": proposed - present,
        "gain_of_one_more": round(float(plan.gain_of_one_more[place]), 3),
        "loss_of_one_fewer": round(fewer, 3) if np.isfinite(fewer) else None,
        "counters_at_peak": int(plan.counters[place]),
        "load": round(float(plan.units.load[place]), 3),
    }


def _level(number: int) -> Level:
    return next(Level(name) for name, known in NUMBERS.items() if known == number)
