"""A report as PDF (PDF/A, A4 landscape), drawn by the layout `common/report`."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from motcua.documents import typesetting
from motcua.reports.printing import words
from motcua.reports.printing.comma_separated import text_of
from motcua.reports.tables import Table

WIDE = ("name", "level", "source")


def write(table: Table, *, edition: str = "", at: datetime | None = None) -> bytes:
    """Return the paper; `edition` stands at its head and keeps a place for the signature."""
    return typesetting.draw("common/report", facts_of(table, edition), timezone.localtime(at))


def facts_of(table: Table, edition: str = "") -> dict[str, Any]:
    """Return what the layout places: only texts and flags."""
    known = table.request.as_known_on
    heads, head_rows = _heads(table)
    return {
        "title": table.vi, "source": table.source, "edition": edition, "signed": bool(edition),
        "period": table.request.period.vi, "window": table.request.window.vi, "unit": table.unit[0],
        "scope": words.scope(table), "known": f"{known:%H:%M %d/%m/%Y}" if known else "", "sound": table.is_sound,
        "columns": [{"key": c.key, "wide": c.key in WIDE, "text": c.kind == "text"} for c in table.columns],
        "heads": heads, "head_rows": head_rows,
        "rows": [
            {
                "cells": [
                    text_of(row, column) if column.kind == "text" else words.word(row.values.get(column.key))
                    for column in table.columns
                ],
                "total": row.is_total, "depth": row.depth,
            }
            for row in table.rows
        ],
        "identities": [
            {"text": i.vi, "left": words.number(i.left), "right": words.number(i.right),
             "sign": "≤" if i.is_at_most else "=", "holds": i.holds}
            for i in table.identities
        ],
        "notes": [vi for vi, _ in table.notes],
        "sources": [
            f"{source['source'] or 'không rõ'} ({words.number(source['dossiers'])} hồ sơ, tin cậy "
            f"{words.word(source['trust']) or 'chưa rõ'})"
            for source in table.sources
        ],
    }  # fmt: skip


def _heads(table: Table) -> tuple[list[dict[str, Any]], int]:
    """Return the cells of the head, row by row: merged heads, heads, numbers of the form."""
    merged = any(column.under for column in table.columns)
    numbered = any(column.number for column in table.columns)
    first: list[dict[str, Any]] = []
    second: list[dict[str, Any]] = []
    last_under: tuple[str, str] | None = None
    for column in table.columns:
        if column.under is None:
            first.append({"text": column.vi, "span": 1, "rows": 2 if merged else 1})
        else:
            if column.under == last_under:
                first[-1]["span"] += 1
            else:
                first.append({"text": column.under[0], "span": 1, "rows": 1})
            second.append({"text": column.vi, "span": 1, "rows": 1})
        last_under = column.under
    third = [{"text": f"({c.number})" if c.number else "", "span": 1, "rows": 1} for c in table.columns]
    return [*first, *second, *(third if numbered else [])], 1 + merged + numbered
