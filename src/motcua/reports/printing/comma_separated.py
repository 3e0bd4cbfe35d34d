"""A report as CSV: the window and the identities above the columns as comment lines, shares in their parts."""

from collections.abc import Iterator
from typing import Any

from motcua.core.csv_lines import csv_lines
from motcua.reports.tables import Column, Rate, Row, Table


def write(table: Table) -> bytes:
    """Return the report as UTF-8 with a mark, so that office programs read the letters."""
    return "".join(csv_lines(_lines(table))).encode()


def _lines(table: Table) -> Iterator[list[Any]]:
    yield [f"# {table.vi}", table.source, table.request.period.vi, table.request.window.vi]
    for identity in table.identities:
        word = "đúng" if identity.holds else "SAI"
        yield [f"# {identity.vi}", identity.left, identity.right, word]
    yield ["key", *(head for column in table.columns for head in _heads(column))]
    for row in table.rows:
        yield [row.key, *(cell for column in table.columns for cell in _cells(column, row))]


def _heads(column: Column) -> list[str]:
    if column.kind == "rate":
        return [f"{column.key}_numerator", f"{column.key}_denominator", f"{column.key}_percent"]
    return [column.key]


def _cells(column: Column, row: Row) -> list[Any]:
    value = text_of(row, column) if column.kind == "text" else row.values.get(column.key)
    if column.kind == "rate":
        return [value.numerator, value.denominator, value.percent] if isinstance(value, Rate) else ["", "", ""]
    return ["" if value is None else value]


def text_of(row: Row, column: Column) -> str:
    """Return the text of a column of words: the row's number, its own value, or its name."""
    if column.key == "ordinal":
        return row.ordinal
    return str(row.values.get(column.key) or row.vi)
