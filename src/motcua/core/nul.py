"""The NUL character: no text has one, and PostgreSQL keeps none. It is refused before anything asks the database."""

import re

from django.http import HttpRequest

from motcua.core.phrases import Phrase

REASON = Phrase(
    "Yêu cầu có ký tự rỗng (NUL), không chữ nào dùng và không lưu được. Hãy bỏ ký tự đó rồi gửi lại.",
    "The request holds a NUL character, which no text uses and which cannot be kept. Leave it out and send again.",
)
_FORMS = {"application/x-www-form-urlencoded", "multipart/form-data"}
_IN_JSON = re.compile(rb"(?<!\\)(?:\\\\)*\\u0000")


def has_nul(request: HttpRequest) -> bool:
    """Return whether the address or a field of a form holds a NUL."""
    if "%00" in request.META.get("QUERY_STRING", "") or "\0" in request.path_info:
        return True
    if request.method != "POST" or request.content_type not in _FORMS:
        return False
    return any("\0" in value for _, values in request.POST.lists() for value in values)


def json_has_nul(body: bytes) -> bool:
    """Return whether a text inside JSON holds a NUL, which JSON can only write escaped."""
    return _IN_JSON.search(body) is not None
