"""A calendar file: strict lines, Vietnamese letters whole, texts escaped."""

import re
from datetime import UTC, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from motcua.core.icalendar import CalendarEvent, calendar_file

AT = datetime(2026, 11, 25, 9, 0, tzinfo=timezone(timedelta(hours=7)))
STAMP = datetime(2026, 11, 24, 1, 2, 3, tzinfo=UTC)


def event(**facts):
    return CalendarEvent(**{"uid": "1@motcua", "starts_at": AT, "ends_at": AT, "title": "Hẹn", **facts})


def unfolded(file):
    return file.decode().replace("\r\n ", "").split("\r\n")


def test_the_file_is_the_one_the_standard_describes():
    file = calendar_file([event(ends_at=AT + timedelta(minutes=30), reminds_before=60)], STAMP)
    assert unfolded(file) == [
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Motcua//Motcua//VI", "CALSCALE:GREGORIAN", "METHOD:PUBLISH",
        "BEGIN:VEVENT", "UID:1@motcua", "DTSTAMP:20261124T010203Z", "DTSTART:20261125T020000Z",
        "DTEND:20261125T023000Z", "SEQUENCE:0", "SUMMARY:Hẹn", "STATUS:CONFIRMED",
        "BEGIN:VALARM", "TRIGGER:-PT60M", "ACTION:DISPLAY", "DESCRIPTION:Hẹn", "END:VALARM",
        "END:VEVENT", "END:VCALENDAR", "",
    ]  # fmt: skip


def test_a_cancelled_event_says_so_and_reminds_nobody():
    lines = unfolded(calendar_file([event(is_cancelled=True, sequence=1, reminds_before=60)], STAMP))
    assert {"STATUS:CANCELLED", "SEQUENCE:1"} <= set(lines)
    assert "BEGIN:VALARM" not in lines


def test_signs_of_the_format_inside_a_text_are_escaped():
    lines = unfolded(calendar_file([event(text="Số 1, tổ 2; \\ mang theo:\nthẻ")], STAMP))
    assert "DESCRIPTION:Số 1\\, tổ 2\\; \\\\ mang theo:\\nthẻ" in lines


@given(st.text(max_size=300))
def test_no_text_breaks_a_line_or_a_letter(text):
    file = calendar_file([event(title=text)], STAMP)
    lines = file.split(b"\r\n")
    assert all(len(line) <= 75 for line in lines)
    for line in lines:
        line.decode()
    assert not re.search(rb"[^\r]\n|\r[^\n]", file)
    assert unfolded(file).count("BEGIN:VEVENT") == 1
