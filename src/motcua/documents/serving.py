"""Hand a kept file to a browser so that it can do no harm there."""

from urllib.parse import quote

from django.http import HttpResponse

from motcua.core.text import fold
from motcua.documents import uploads
from motcua.documents.models import FileContent

_SHOWN = {"application/pdf", "image/jpeg", "image/png"}


def file_response(content: FileContent, name: str, *, inline: bool = False) -> HttpResponse:
    """Return the file as a download, or in the page for PDF and pictures; never as active content."""
    return bytes_response(uploads.read(content), content.media_type, name, inline=inline)


def bytes_response(content: bytes, media_type: str, name: str, *, inline: bool = False) -> HttpResponse:
    """Return bytes with headers that forbid guessing, scripts and framing elsewhere."""
    shown = inline and media_type in _SHOWN
    response = HttpResponse(content, content_type=media_type if media_type in _SHOWN else "application/octet-stream")
    # Whatever ends a name, nothing in it may end the header's own quotes.
    ending = "".join(char for char in name.rpartition(".")[2] if char.isascii() and char.isalnum()) or "bin"
    ending = ending[:10] if "." in name else "bin"
    plain = f"{fold(name.rpartition('.')[0] or name).replace(' ', '-') or 'tep'}.{ending}"
    kind = "inline" if shown else "attachment"
    response["Content-Disposition"] = f"{kind}; filename=\"{plain}\"; filename*=UTF-8''{quote(name)}"
    response["X-Content-Type-Options"] = "nosniff"
    # Browsers' own PDF viewers do not run inside a sandbox; a PDF with code was refused at upload.
    sandbox = "" if shown and media_type == "application/pdf" else "; sandbox"
    response["Content-Security-Policy"] = f"default-src 'none'; frame-ancestors 'self'{sandbox}"
    response["Cache-Control"] = "private, no-store"
    return response
