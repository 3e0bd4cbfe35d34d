"""Draw up the staffing plan of the usual period in the background, so that the first page shows it at once."""

from motcua.insight.asking import usual_period
from motcua.staffing import kept
from motcua.staffing.errors import NothingToPlan
from motcua.staffing.plan import question_of


def prepare_plan() -> bool:
    """Plan the country for the usual period if its answer is not kept; return whether it was planned now."""
    try:
        return kept.prepare(question_of(usual_period()))
    except NothingToPlan:
        return False
