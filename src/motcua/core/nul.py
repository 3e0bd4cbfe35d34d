"""The NUL character: no text has one, and PostgreSQL keeps none. It is refused before anything asks the database."""

import re

from django.http import HttpRequest, QueryDict

from motcua.core.phrases import Phrase

REASON = Phrase(
    "Yêu cầu có ký tự rỗng (NUL), không chữ nào dùng và không lưu được. Hãy bỏ ký tự đó rồi gửi lại.",
    "The request holds a NUL character, which no text uses and which cannot be kept. Leave it out and send again.",
)
_FORMS = {"application/x-www-form-urlencoded", "multipart/form-data"}
_IN_JSON = re.compile(rb"(?<!\\)(?:\\\\)*\\u0000")


def has_nul(request: HttpRequest, *, but: str = "") -> bool:
    """Return whether the address or a field of a form holds a NUL; the parameter `but` is read by a stricter reader."""
    if "\0" in request.path_info or _holds(request.GET, but):
        return True
    return request.method == "POST" and request.content_type in _FORMS and _holds(request.POST)


def _holds(given: QueryDict, but: str = "") -> bool:
    return any("\0" in value for name, values in given.lists() if name != but for value in values)


def json_has_nul(body: bytes) -> bool:
    """Return whether a text inside JSON holds a NUL, which JSON can only write escaped."""
    return _IN_JSON.search(body) is not None
