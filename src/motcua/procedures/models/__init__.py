"""What the catalogue stores: decisions, procedures, versions and the parts of a version."""

from motcua.procedures.models.consultations import Consultation, ConsultationComment
from motcua.procedures.models.decisions import AnnouncementDecision, DecisionItem, LegalResource
from motcua.procedures.models.form_drafts import FormDraft
from motcua.procedures.models.intake import Defect, QuarantinedRecord, SourceRecord, StatisticsSnapshot
from motcua.procedures.models.parts import (
    Channel,
    Citation,
    Cost,
    EvidenceRequirement,
    EvidenceType,
    Output,
    ProcedureCase,
    Requirement,
    VersionAgency,
    VersionAudience,
    VersionLevel,
    VersionLifeEvent,
)
from motcua.procedures.models.processes import EForm, InternalProcess, InternalStep
from motcua.procedures.models.search import SearchMiss, SearchSynonym
from motcua.procedures.models.versions import Field, Procedure, ProcedureVersion
from motcua.procedures.models.vocabularies import Audience, LifeEvent

__all__ = [
    "AnnouncementDecision",
    "Audience",
    "Channel",
    "Citation",
    "Consultation",
    "ConsultationComment",
    "Cost",
    "DecisionItem",
    "Defect",
    "EForm",
    "EvidenceRequirement",
    "EvidenceType",
    "Field",
    "FormDraft",
    "InternalProcess",
    "InternalStep",
    "LegalResource",
    "LifeEvent",
    "Output",
    "Procedure",
    "ProcedureCase",
    "ProcedureVersion",
    "QuarantinedRecord",
    "Requirement",
    "SearchMiss",
    "SearchSynonym",
    "SourceRecord",
    "StatisticsSnapshot",
    "VersionAgency",
    "VersionAudience",
    "VersionLevel",
    "VersionLifeEvent",
]
