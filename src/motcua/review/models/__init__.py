"""What the review keeps: hints, campaigns with their items and proposals, impact assessments."""

from motcua.review.models.assessments import ImpactAssessment
from motcua.review.models.campaigns import Campaign, CampaignItem, Proposal
from motcua.review.models.hints import HintRound, SetAside, SimplificationHint

__all__ = [
    "Campaign",
    "CampaignItem",
    "HintRound",
    "ImpactAssessment",
    "Proposal",
    "SetAside",
    "SimplificationHint",
]
