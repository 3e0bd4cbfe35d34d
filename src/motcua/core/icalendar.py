"""A strict, small writer of calendar files (RFC 5545): whole events in UTC, nothing else.

Lines end in CRLF and are folded at 75 octets without cutting a letter; texts are escaped (3.3.11).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

CONTENT_TYPE = "text/calendar; charset=utf-8"
LONGEST_LINE = 75


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """One event; the same `uid` with a higher `sequence` replaces it in a person's calendar."""

    uid: str
    starts_at: datetime
    ends_at: datetime
    title: str
    text: str = ""
    place: str = ""
    url: str = ""
    sequence: int = 0
    is_cancelled: bool = False
    # Minutes before the start at which the calendar reminds; none where empty.
    reminds_before: int | None = None


def calendar_file(events: Iterable[CalendarEvent], stamp: datetime) -> bytes:
    """Return the file; `stamp` is when it was made."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Motcua//Motcua//VI", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    for event in events:
        lines += _event(event, stamp)
    return b"".join(_folded(line) for line in [*lines, "END:VCALENDAR"])


def _event(event: CalendarEvent, stamp: datetime) -> list[str]:
    lines = [
        "BEGIN:VEVENT",
        f"UID:{_text(event.uid)}",
        f"DTSTAMP:{_moment(stamp)}",
        f"DTSTART:{_moment(event.starts_at)}",
        f"DTEND:{_moment(event.ends_at)}",
        f"SEQUENCE:{event.sequence}",
        f"SUMMARY:{_text(event.title)}",
        f"STATUS:{'CANCELLED' if event.is_cancelled else 'CONFIRMED'}",
    ]
    if event.text:
        lines.append(f"DESCRIPTION:{_text(event.text)}")
    if event.place:
        lines.append(f"LOCATION:{_text(event.place)}")
    if event.url:
        lines.append(f"URL:{_bare(event.url)}")
    if event.reminds_before is not None and not event.is_cancelled:
        reminder = [f"TRIGGER:-PT{event.reminds_before}M", "ACTION:DISPLAY", f"DESCRIPTION:{_text(event.title)}"]
        lines += ["BEGIN:VALARM", *reminder, "END:VALARM"]
    return [*lines, "END:VEVENT"]


def _moment(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _bare(text: str) -> str:
    return "".join(letter for letter in text if letter.isprintable())


def _text(text: str) -> str:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\\n".join(_bare(line).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,") for line in lines)


def _folded(line: str) -> bytes:
    """Return a content line cut into pieces of at most 75 octets, each but the first begun with a blank."""
    pieces: list[bytes] = []
    piece = b""
    for letter in line:
        octets = letter.encode()
        room = LONGEST_LINE - (1 if pieces else 0)
        if len(piece) + len(octets) > room:
            pieces.append(piece)
            piece = b""
        piece += octets
    return b"\r\n ".join([*pieces, piece]) + b"\r\n"
