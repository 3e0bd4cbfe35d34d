"""Corrections that wait for their second person."""

from collections.abc import Sequence

from django.db.models import Q, QuerySet

from motcua.dossiers.models import CorrectionAsked, Dossier


def open_corrections(unit_ids: Sequence[int]) -> QuerySet[CorrectionAsked]:
    """Return what was asked in, or about dossiers received or settled by, these units and is not answered yet."""
    near = Q(unit__in=unit_ids) | Q(dossier__receiving_unit__in=unit_ids) | Q(dossier__resolving_unit__in=unit_ids)
    found = CorrectionAsked.objects.filter(near, settled_at=None)
    return found.select_related("dossier__applicant", "asked_by", "unit")


def asked_of(dossier: Dossier) -> list[CorrectionAsked]:
    """Return every correction asked for on a dossier, the oldest first."""
    return list(dossier.corrections_asked.select_related("asked_by", "unit"))
