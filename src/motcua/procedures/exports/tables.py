"""The catalogue as a table: one procedure a row, for CSV and XLSX."""

import itertools
from collections.abc import Iterable, Iterator
from typing import BinaryIO

import xlsxwriter

from motcua.core.csv_lines import csv_lines
from motcua.procedures.exports.plain import competent_of
from motcua.procedures.exports.stream import WholeText
from motcua.procedures.exports.wording import channel_text, cost_text

COLUMNS = (
    "code",
    "name",
    "record_type",
    "field_code",
    "field",
    "announcer_code",
    "announcer",
    "levels",
    "audiences",
    "online_level",
    "executing",
    "competent",
    "channels",
    "costs",
    "outputs",
    "decision_number",
    "decision_signed_on",
    "valid_from",
    "life_events",
)
_LONGEST_CELL = 32_000


def row_of(text: WholeText) -> list[str]:
    """Return the cells of one procedure, all text; lists are parted by "; "."""
    content, version = text.content, text.version
    decision = version.brought_by.decision if version.brought_by else None
    return [
        text.code,
        content.name,
        content.record_type,
        content.field.code if content.field else "",
        content.field.name if content.field else "",
        content.announcer.code,
        content.announcer.name,
        _list(sorted(content.levels)),
        _list(a.name for a in content.audiences),
        content.online_level,
        _list(a.name for a in content.agencies if a.role == "executing"),
        _list(name for _, name in competent_of(content)),
        _list(channel_text(channel) for channel in content.channels),
        _list(cost_text(cost) for channel in content.channels for cost in channel.costs),
        _list(output.name for output in content.outputs),
        decision.number if decision else "",
        decision.signed_on.isoformat() if decision and decision.signed_on else "",
        version.valid_from.isoformat() if version.valid_from else "",
        _list(event.name for event in content.life_events),
    ]


def _list(texts: Iterable[str]) -> str:
    return "; ".join(dict.fromkeys(" ".join(text.split()) for text in texts if text.strip()))


def csv_pieces(texts: Iterable[WholeText]) -> Iterator[str]:
    """Yield a CSV file in pieces, for spreadsheets."""
    return csv_lines(itertools.chain([COLUMNS], map(row_of, texts)))


def write_xlsx(texts: Iterable[WholeText], target: BinaryIO, note: str = "") -> int:
    """Write a workbook to `target` in constant memory; return the number of procedures."""
    options = {"constant_memory": True, "in_memory": False, "strings_to_formulas": False, "strings_to_urls": False}
    count = 0
    with xlsxwriter.Workbook(target, options) as book:
        bold = book.add_format({"bold": True})
        sheet = book.add_worksheet("Thủ tục")
        sheet.freeze_panes(1, 2)
        sheet.set_column(0, 0, 12)
        sheet.set_column(1, 1, 60)
        sheet.set_column(2, len(COLUMNS) - 1, 22)
        sheet.write_row(0, 0, COLUMNS, bold)
        for count, text in enumerate(texts, 1):
            for column, cell in enumerate(row_of(text)):
                if cell:
                    sheet.write_string(count, column, cell[:_LONGEST_CELL])
        sheet.autofilter(0, 0, max(count, 1), len(COLUMNS) - 1)
        if note:
            book.add_worksheet("Nguồn").write_string(0, 0, note)
    return count
