"""Lines of a CSV file for spreadsheets: byte-order mark, CRLF, and no cell that would be run as a formula."""

import csv
import io
from collections.abc import Iterable, Iterator

_FORMULA = ("=", "+", "@", "\t", "\r")


def csv_lines(rows: Iterable[Iterable[object]]) -> Iterator[str]:
    """Yield the file line by line; a text that a spreadsheet would take for a formula gets an apostrophe in front."""
    mark = "\ufeff"
    for row in rows:
        held = io.StringIO()
        cells = ("'" + cell if isinstance(cell, str) and cell.startswith(_FORMULA) else cell for cell in row)
        csv.writer(held, lineterminator="\r\n").writerow(cells)
        yield mark + held.getvalue()
        mark = ""
