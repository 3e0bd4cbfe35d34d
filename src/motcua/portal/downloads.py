"""The whole catalogue as a file, in the formats of open data."""

import tempfile

from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.views.decorators.http import require_safe

from motcua.accounts.gate import everyone
from motcua.procedures.exports.writing import pieces, write

# name → (format, Turtle?, media type)
FILES = {
    "cpsv-ap.jsonld": ("cpsv-ap", False, "application/ld+json"),
    "cpsv-ap.ttl": ("cpsv-ap", True, "text/turtle; charset=utf-8"),
    "dcat.jsonld": ("dcat", False, "application/ld+json"),
    "dcat.ttl": ("dcat", True, "text/turtle; charset=utf-8"),
    "thu-tuc.json": ("json", False, "application/json"),
    "thu-tuc.csv": ("csv", False, "text/csv; charset=utf-8"),
    "thu-tuc.xlsx": ("xlsx", False, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}
IN_MEMORY = 8 * 1024 * 1024


@everyone
@require_safe
def download(request: HttpRequest, name: str) -> HttpResponseBase:
    """Give one file; text is streamed as it is read, so that no reader waits for the whole."""
    if name not in FILES:
        raise Http404
    kind, turtle, media = FILES[name]
    answer: HttpResponseBase
    if kind == "xlsx":
        file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - the answer closes it
        write(kind, file)  # type: ignore[arg-type]
        file.seek(0)
        answer = FileResponse(file, content_type=media)
    else:
        answer = StreamingHttpResponse(pieces(kind, turtle=turtle), content_type=media)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
