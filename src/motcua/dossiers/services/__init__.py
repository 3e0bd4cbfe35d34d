"""The official acts on a dossier, one function each; all take keywords and return the recorded event.

`number` names the dossier, `actor` who acts (`dossiers.actors.Actor`), `key` makes a repeated
submit harmless, `occurred_at` is for acts written down later (default: now).
"""

from motcua.dossiers.services.corrections import (
    approve_correction,
    ask_correction,
    correct,
    decline_correction,
    move_appointment,
    reopen,
)
from motcua.dossiers.services.handling import (
    answer_consultation,
    consult,
    hand_over,
    lapse_consultation,
    take_over,
)
from motcua.dossiers.services.intake import ApplicantFacts, EvidenceFacts, keep_applicant, pinned_limit, register
from motcua.dossiers.services.interlinked import PartFacts, register_interlinked
from motcua.dossiers.services.reception import (
    close,
    receive,
    refuse_reception,
    request_supplement,
    restart,
    return_output,
    supplement,
)
from motcua.dossiers.services.settling import (
    confirm_financial_duty,
    decide,
    propose,
    reappoint,
    refuse_after_appraisal,
    request_financial_duty,
    send_back,
    stop_at_request,
    stop_unanswered,
    withdraw,
)
from motcua.dossiers.services.steps import complete_step

__all__ = [
    "ApplicantFacts",
    "EvidenceFacts",
    "PartFacts",
    "answer_consultation",
    "approve_correction",
    "ask_correction",
    "close",
    "complete_step",
    "confirm_financial_duty",
    "consult",
    "correct",
    "decide",
    "decline_correction",
    "hand_over",
    "keep_applicant",
    "lapse_consultation",
    "move_appointment",
    "pinned_limit",
    "propose",
    "reappoint",
    "receive",
    "refuse_after_appraisal",
    "refuse_reception",
    "register",
    "register_interlinked",
    "reopen",
    "request_financial_duty",
    "request_supplement",
    "restart",
    "return_output",
    "send_back",
    "stop_at_request",
    "stop_unanswered",
    "supplement",
    "take_over",
    "withdraw",
]
