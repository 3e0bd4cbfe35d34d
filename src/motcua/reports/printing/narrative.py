"""A report told in words, as DOCX, with a plain comparison with the period before.

The sentences follow the heads of NĐ 63/2010 art 35; figures are filled in, judgement is left to the officer who signs.
"""

from collections.abc import Iterator
from io import BytesIO

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt

from motcua.reports.printing import words
from motcua.reports.printing.comma_separated import text_of
from motcua.reports.request import Request, earlier
from motcua.reports.tables import Column, Rate, Row, Table
from motcua.rules.windows import WindowKind


def write(table: Table, earlier: Table | None = None) -> bytes:
    """Return the document; `earlier` is the same report for the period before, if there is one to compare."""
    document = Document()
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Times New Roman", Pt(13)
    document.core_properties.title, document.core_properties.author = table.vi, ""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.orientation = WD_ORIENT.LANDSCAPE
    head = document.add_paragraph()
    head.alignment = WD_ALIGN_PARAGRAPH.CENTER
    head.add_run(f"BÁO CÁO\n{table.vi}").bold = True
    document.add_paragraph(f"{table.request.period.vi}, {table.request.window.vi}. Phạm vi: {words.scope(table)}.")
    if not table.is_sound:
        document.add_paragraph("Lưu ý: báo cáo này có đẳng thức không thỏa mãn, xem cuối văn bản.").runs[0].bold = True
    for sentence in (*sentences(table), *comparison(table, earlier)):
        document.add_paragraph(sentence, style="List Bullet")
    _grid(document, table)
    for identity in table.identities:
        sign, verdict = "≤" if identity.is_at_most else "=", "đúng" if identity.holds else "SAI"
        left, right = words.number(identity.left), words.number(identity.right)
        document.add_paragraph(f"{identity.vi}: {left} {sign} {right} ({verdict}).")
    for vi, _ in table.notes:
        document.add_paragraph(vi)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def sentences(table: Table) -> Iterator[str]:
    """Yield one sentence per figure of the total, and one per line that has a share."""
    if table.total is not None:
        for column in _figures(table):
            value = table.total.values.get(column.key)
            if value is not None:
                yield f"{_name(column)}: {words.word(value)}."
    national = table.facts.get("national")
    if national:
        mean = national["mean_of_levels"]["percent"]
        told = "–" if mean is None else f"{mean:.2f}".replace(".", ",") + "%"
        yield (
            f"Tỷ lệ đúng hạn toàn quốc: {words.word(national['weighted'])} tính theo số hồ sơ; "
            f"{told} là trung bình của {national['mean_of_levels']['levels']} cấp."
        )
    for row in table.rows:
        if row.depth == 0 and row is not table.total:
            yield from _of_row(table, row)


def _of_row(table: Table, row: Row) -> Iterator[str]:
    rates = [c for c in _figures(table) if isinstance(row.values.get(c.key), Rate)]
    told = [f"{c.vi.lower()} {words.word(row.values[c.key])}" for c in rates]
    if told:
        yield f"{row.vi}: {', '.join(told)}."


def comparison(table: Table, earlier: Table | None) -> Iterator[str]:
    """Yield how each figure of the total stands to the period before: numbers in percent, shares in points."""
    if earlier is None or table.total is None or earlier.total is None:
        return
    name = earlier.request.period.vi
    for column in _figures(table):
        now, then = table.total.values.get(column.key), earlier.total.values.get(column.key)
        if isinstance(now, Rate) and isinstance(then, Rate) and now.percent is not None and then.percent is not None:
            points = round(now.percent - then.percent, 2)
            yield f"{_name(column)} {_moved(points, 'điểm phần trăm')} so với {name} ({words.percent(then)})."
        elif isinstance(now, int) and isinstance(then, int) and then:
            share = round((now - then) / then * 100, 1)
            yield f"{_name(column)} {_moved(share, '%')} so với {name} ({words.number(then)})."


def _moved(change: float, unit: str) -> str:
    if change == 0:
        return "không đổi"
    size = f"{abs(change):g}".replace(".", ",")
    return f"{'tăng' if change > 0 else 'giảm'} {size}{unit if unit == '%' else ' ' + unit}"


def request_before(table: Table) -> Request:
    """Return the same question for the period before, with the same kind of window."""
    return earlier(table.request)


def can_compare(table: Table) -> bool:
    """Return whether there is a period before: a window of one's own choice has none."""
    return table.request.window.kind is not WindowKind.CUSTOM


def _figures(table: Table) -> list[Column]:
    return [column for column in table.columns if column.kind != "text"]


def _name(column: Column) -> str:
    return f"{column.under[0]}, {column.vi[0].lower()}{column.vi[1:]}" if column.under else column.vi


def _grid(document: object, table: Table) -> None:
    grid = document.add_table(rows=1, cols=len(table.columns), style="Table Grid")  # type: ignore[attr-defined]
    for cell, column in zip(grid.rows[0].cells, table.columns, strict=True):
        cell.text = column.vi
    for row in table.rows:
        for cell, column in zip(grid.add_row().cells, table.columns, strict=True):
            cell.text = text_of(row, column) if column.kind == "text" else words.word(row.values.get(column.key))
    for line in grid.rows:
        for cell in line.cells:
            for run in cell.paragraphs[0].runs:
                run.font.size = Pt(8)
