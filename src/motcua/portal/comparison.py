"""Two texts of one procedure side by side, part by part."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from motcua.accounts.gate import everyone
from motcua.core.phrases import Phrase
from motcua.procedures.comparison import compare
from motcua.procedures.models import ProcedureVersion
from motcua.procedures.quick_reading import whole_text


@everyone
@require_safe
def comparison(request: HttpRequest, code: str) -> HttpResponse:
    """Show what changed between two versions (`?tu=`, `?den=`: their numbers); the last two by default."""
    recorded = ProcedureVersion.objects.all().recorded().select_related("procedure", "field")
    known = recorded.filter(procedure__identity=code.strip(), procedure__is_quarantined=False, superseded_at=None)
    versions = list(known.order_by("-valid_from", "-ordinal"))
    if not versions:
        raise Http404
    procedure = versions[0].procedure
    new = _chosen(versions, request.GET.get("den", "")) or versions[0]
    older = [each for each in versions if each.ordinal != new.ordinal]
    old = _chosen(versions, request.GET.get("tu", "")) or (older[0] if older else new)
    facts = {
        "procedure": procedure,
        "versions": versions,
        "old": old,
        "new": new,
        "parts": compare(whole_text(old), whole_text(new)),
        "crumbs": [
            (Phrase("Thủ tục", "Procedures"), "/thu-tuc/"),
            (f"{procedure.identity} {procedure.name}", f"/thu-tuc/{procedure.identity}/"),
        ],
    }
    return render(request, "portal/comparison.html", facts)


def _chosen(versions: list[ProcedureVersion], number: str) -> ProcedureVersion | None:
    return next((each for each in versions if str(each.ordinal) == number.strip()), None)
