"""Acts of the review: what people say of hints, plans and proposals."""

from motcua.review.services.assessments import (
    approve_assessment,
    assess,
    demand_assessed,
    return_assessment,
    submit_assessment,
)
from motcua.review.services.campaigns import (
    approve_campaign,
    pick,
    plan_campaign,
    return_campaign,
    submit_campaign,
    unpick,
)
from motcua.review.services.hints import set_hint_aside, take_up_again
from motcua.review.services.proposals import (
    announce,
    approve_proposal,
    enforce_regulation,
    hear,
    propose,
    return_proposal,
    submit_proposal,
)

__all__ = [
    "announce",
    "approve_assessment",
    "approve_campaign",
    "approve_proposal",
    "assess",
    "demand_assessed",
    "enforce_regulation",
    "hear",
    "pick",
    "plan_campaign",
    "propose",
    "return_assessment",
    "return_campaign",
    "return_proposal",
    "set_hint_aside",
    "submit_assessment",
    "submit_campaign",
    "submit_proposal",
    "take_up_again",
    "unpick",
]
