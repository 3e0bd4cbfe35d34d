"""Lines of a CSV file for spreadsheets: byte-order mark, CRLF, and no cell that would be run as a formula."""

import csv
import io
import re
from collections.abc import Iterable, Iterator

# A number may be negative, a dash may stand for nothing; any other text that begins with one may be a formula.
_FORMULA = re.compile(r"[=+@\t\r\n]|-(?!\d+(?:[.,]\d+)?%?\Z|\Z)")


def csv_lines(rows: Iterable[Iterable[object]]) -> Iterator[str]:
    """Yield the file line by line; a text that a spreadsheet would take for a formula gets an apostrophe in front."""
    mark = "\ufeff"
    for row in rows:
        held = io.StringIO()
        cells = ("'" + cell if isinstance(cell, str) and _FORMULA.match(cell) else cell for cell in row)
        csv.writer(held, lineterminator="\r\n").writerow(cells)
        yield mark + held.getvalue()
        mark = ""
