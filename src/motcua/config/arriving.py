"""Has an HTTP/1.1 request arrived whole? Asked of the bytes received so far, without reading any.

RFC 9112: the head ends with an empty line; Content-Length or the last chunk ends the body. Whatever is
malformed counts as whole: gunicorn's parser refuses it with the right words.
"""

import re
from enum import Enum

LARGEST_HEAD = 64 * 1024
LARGEST_BODY = 64 * 1024 * 1024  # uploads are refused by their pages far below
_END = b"\r\n\r\n"
_FIELD = re.compile(rb"\r\n(content-length|transfer-encoding|expect)[ \t]*:[ \t]*([^\r\n]*)", re.IGNORECASE)
_SIZE = re.compile(rb"([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\r\n]*)?")


class State(Enum):
    """What to do with a request now."""

    MORE = "wait for more"
    WHOLE = "work on it"
    HEAD_TOO_LARGE = "431"
    BODY_TOO_LARGE = "413"


class Arriving:
    """The bytes of one request, and of what was sent behind it."""

    __slots__ = ("_chunk_at", "_end", "body_at", "held", "waits_for_leave")

    def __init__(self, held: bytes = b"") -> None:
        self.held = bytearray(held)
        self.body_at = 0  # 0 until the head is complete
        self.waits_for_leave = False  # Expect: 100-continue
        self._end = 0  # where the request ends, when that is known
        self._chunk_at = 0  # where the next line of a chunk's size begins

    def state(self) -> State:
        """Return what to do now."""
        if not self.body_at:
            end = self.held.find(_END)
            if end < 0:
                return State.HEAD_TOO_LARGE if len(self.held) > LARGEST_HEAD else State.MORE
            self.body_at = end + len(_END)
            self._read_head()
        if self._chunk_at and not self._end:
            self._walk_chunks()
        if max(self._end, len(self.held)) - self.body_at > LARGEST_BODY:
            return State.BODY_TOO_LARGE
        return State.WHOLE if 0 < self._end <= len(self.held) else State.MORE

    def _read_head(self) -> None:
        fields = [(name.lower(), value.strip()) for name, value in _FIELD.findall(self.held, 0, self.body_at)]
        lengths = [value for name, value in fields if name == b"content-length"]
        codings = [value.lower() for name, value in fields if name == b"transfer-encoding"]
        self.waits_for_leave = (b"expect", b"100-continue") in [(name, value.lower()) for name, value in fields]
        self._end = self.body_at
        if codings == [b"chunked"] and not lengths:
            self._end, self._chunk_at = 0, self.body_at
        elif len(lengths) == 1 and not codings and re.fullmatch(rb"[0-9]{1,18}", lengths[0]):
            self._end = self.body_at + int(lengths[0])

    def _walk_chunks(self) -> None:
        while (line_end := self.held.find(b"\r\n", self._chunk_at)) >= 0:
            size = _SIZE.fullmatch(self.held, self._chunk_at, line_end)
            if size is None:
                self._end = len(self.held)
            elif int(size[1], 16):
                self._chunk_at = line_end + 2 + int(size[1], 16) + 2
                if self._chunk_at <= len(self.held):
                    continue
            elif (trailers_end := self.held.find(_END, line_end)) >= 0:
                self._end = trailers_end + len(_END)
            return
