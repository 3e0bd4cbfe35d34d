"""Papers and files as PDF and pictures, for the units in care."""

from typing import Any

from django.http import Http404, HttpResponse
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from motcua.accounts.gate import officers_with
from motcua.accounts.services import log_view
from motcua.agencies.models import Unit
from motcua.counter.desk import READERS
from motcua.counter.workplace import dossier_of, units_of
from motcua.documents import selectors
from motcua.documents.services import pdf_of, picture_of
from motcua.documents.serving import bytes_response, file_response


def _paper_of(request: Any, mark: str) -> Any:
    """Return a paper of a dossier in care, or one that a unit in care issued."""
    paper = selectors.paper(mark)
    if paper is None:
        raise Http404
    if paper.dossier_number:
        dossier_of(request, paper.dossier_number)
    elif not Unit.objects.filter(pk__in=units_of(request), code=paper.unit_code).exists():
        raise Http404
    return paper


@officers_with(*READERS)
@require_safe
@xframe_options_sameorigin
def paper(request: Any, mark: str) -> HttpResponse:
    """Give a paper as PDF, ready to print."""
    found = _paper_of(request, mark)
    name = f"{found.number.replace('/', '-')}.pdf"
    return bytes_response(pdf_of(found), "application/pdf", name, inline=True)


@officers_with(*READERS)
@require_safe
def picture(request: Any, mark: str) -> HttpResponse:
    """Give the first page of a paper as a picture, for the screen."""
    found = _paper_of(request, mark)
    return bytes_response(picture_of(found), "image/png", f"{found.number.replace('/', '-')}.png", inline=True)


@officers_with(*READERS)
@require_safe
def file(request: Any, mark: str) -> HttpResponse:
    """Give a file of a dossier in care; the look is recorded."""
    found = selectors.upload(mark)
    if found is None or not found.dossier_number:
        raise Http404
    dossier = dossier_of(request, found.dossier_number)
    subject = dossier.applicant.identity_number or dossier.number
    log_view(request.user, subject, "Xem giấy tờ tại quầy", what=f"tệp {found.name}", unit_code=request.unit.code)
    return file_response(found.content, found.name, inline=True)
