"""What no text has and PostgreSQL keeps nowhere: the NUL character, and half of a character written as two.

Both are refused before anything asks the database.
"""

import json
import re

from django.http import HttpRequest, QueryDict

from motcua.core.phrases import Phrase

REASON = Phrase(
    "Yêu cầu có ký tự rỗng (NUL), không chữ nào dùng và không lưu được. Hãy bỏ ký tự đó rồi gửi lại.",
    "The request holds a NUL character, which no text uses and which cannot be kept. Leave it out and send again.",
)
_FORMS = {"application/x-www-form-urlencoded", "multipart/form-data"}
HALF = Phrase(
    "Yêu cầu có nửa ký tự (mã thay thế UTF-16 đứng một mình), không lưu được. Hãy bỏ ký tự đó rồi gửi lại.",
    "The request holds half a character (a UTF-16 surrogate alone), which cannot be kept. Leave it out and send again.",
)
_HALF_IN_JSON, _HALF_AS_BYTES = re.compile(rb"\\u[dD][89a-fA-F]"), re.compile(rb"\xed[\xa0-\xbf]")
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


def why_json_cannot_be_kept(body: bytes) -> Phrase | None:
    """Return why a text inside JSON cannot be kept, if so; JSON that cannot be read is for its reader to refuse."""
    if json_has_nul(body):
        return REASON
    if _HALF_AS_BYTES.search(body):
        return HALF
    if _HALF_IN_JSON.search(body):
        # Most are a whole character, written as two by senders that speak ASCII only.
        try:
            json.dumps(json.loads(body), ensure_ascii=False).encode()
        except UnicodeEncodeError:
            return HALF
        except (ValueError, RecursionError):
            return None
    return None


def keepable(text: str) -> str:
    """Return a text as it can be kept, with U+FFFD for what cannot.

    >>> keepable("a\\0b\\ud800")
    'a\ufffdb\ufffd'
    """
    return "".join("\ufffd" if char == "\0" or "\ud800" <= char <= "\udfff" else char for char in text)
