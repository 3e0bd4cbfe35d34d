"""Papers, files and results as other rooms look them up."""

import base64
from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet

from motcua.documents.models import IssuedResult, Letterhead, Paper, Upload


def letterhead(unit_code: str, on: date, unit_name: str = "") -> dict[str, str]:
    """Return how a unit heads its papers on a day; a unit without its own letterhead uses its name."""
    found = (
        Letterhead.objects.filter(unit_code=unit_code, valid_from__lte=on)
        .filter(Q(valid_before=None) | Q(valid_before__gt=on))
        .order_by("-valid_from")
        .first()
    ) or Letterhead(unit_code=unit_code, unit_name=unit_name)
    return {
        "unit_code": unit_code,
        "governing_body": found.governing_body,
        "unit_name": found.unit_name,
        "office_mark": found.office_mark,
        "place": found.place,
        "signer_title": found.signer_title,
        "contact": found.contact,
        "letterhead_id": str(found.pk or ""),
    }


def seal_svg_or_png(paper: Paper) -> str:
    """Return the seal of the letterhead the paper was issued under, as base64 PNG, or nothing."""
    own = paper.facts.get("head", {}).get("letterhead_id")
    found = Letterhead.objects.filter(pk=own).values_list("seal", flat=True).first() if own else None
    return base64.b64encode(bytes(found)).decode() if found else ""


def pages_given(owners: Collection[int], begin: datetime, before: datetime) -> list[tuple[int, datetime, int]]:
    """Return (owner, moment, pages) of each file these accounts gave in a half-open stretch; a picture is one page."""
    given = Upload.objects.filter(owner__in=owners, uploaded_at__gte=begin, uploaded_at__lt=before)
    rows = given.order_by("uploaded_at").values_list("owner_id", "uploaded_at", "content__pages")
    return [(owner, at, pages or 1) for owner, at, pages in rows]


def papers_of(dossier_number: str) -> QuerySet[Paper]:
    """Return the papers issued for a dossier, in the order of their issue."""
    return Paper.objects.filter(dossier_number=dossier_number).order_by("issued_at", "pk")


def paper(mark: str) -> Paper | None:
    """Return the paper with this public mark."""
    return Paper.objects.filter(mark=mark).first()


def issued_since(unit_code: str, kind: str, since: datetime) -> QuerySet[Paper]:
    """Return the papers of one kind that a unit has issued since a moment, oldest first."""
    return Paper.objects.filter(unit_code=unit_code, kind=kind, issued_at__gte=since).order_by("issued_at", "pk")


def uploads_of(dossier_number: str) -> QuerySet[Upload]:
    """Return the files given for a dossier, oldest first, with their contents."""
    return Upload.objects.filter(dossier_number=dossier_number).select_related("content").order_by("uploaded_at", "pk")


def upload(mark: str) -> Upload | None:
    """Return one upload by its mark, with its content."""
    return Upload.objects.filter(mark=mark).select_related("content").first()


def result(mark: str) -> IssuedResult | None:
    """Return an issued result by the mark in its QR code, revoked ones too."""
    return IssuedResult.objects.filter(mark=mark).select_related("content", "paper").first()


def results_of(dossier_number: str) -> QuerySet[IssuedResult]:
    """Return the signed results of a dossier, newest first."""
    return IssuedResult.objects.filter(dossier_number=dossier_number).select_related("content").order_by("-issued_at")


def gaps(unit_code: str, kind: str, year: int) -> list[int]:
    """Return the ordinals that are missing in a series; always empty unless rows were removed by hand."""
    given = set(Paper.objects.filter(unit_code=unit_code, kind=kind, year=year).values_list("ordinal", flat=True))
    return [ordinal for ordinal in range(1, max(given, default=0) + 1) if ordinal not in given]


def as_row(found: Paper) -> dict[str, Any]:
    """Return what a list shows of a paper."""
    return {"number": found.number, "kind": found.kind, "issued_at": found.issued_at, "mark": found.mark}
