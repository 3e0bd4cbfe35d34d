"""Records of the work: people, dossiers, their acts, steps, hand-overs, visits.

No due date is edited here: `motcua.rules` works it out, and the acts carry what was promised.
"""

from motcua.dossiers.models.appointment import Appointment, AppointmentState
from motcua.dossiers.models.dossier import Dossier, DossierQuerySet, NumberCounter
from motcua.dossiers.models.event import Event
from motcua.dossiers.models.parcel import Parcel, ParcelState
from motcua.dossiers.models.people import Applicant, ApplicantKind
from motcua.dossiers.models.talk import Letter
from motcua.dossiers.models.visit import Ticket, TicketState, Visit
from motcua.dossiers.models.voice import Petition, PetitionKind, Rating
from motcua.dossiers.models.work import Consultation, CorrectionAsked, Evidence, EvidenceForm, HandOver, Step, StepState

__all__ = [
    "Applicant",
    "ApplicantKind",
    "Appointment",
    "AppointmentState",
    "Consultation",
    "CorrectionAsked",
    "Dossier",
    "DossierQuerySet",
    "Event",
    "Evidence",
    "EvidenceForm",
    "HandOver",
    "Letter",
    "NumberCounter",
    "Parcel",
    "ParcelState",
    "Petition",
    "PetitionKind",
    "Rating",
    "Step",
    "StepState",
    "Ticket",
    "TicketState",
    "Visit",
]
