"""A report as XLSX, laid out as the statutory form: merged heads, numbered columns, one page wide, landscape A4."""

from collections.abc import Iterator
from datetime import datetime
from io import BytesIO
from typing import Any

import xlsxwriter

from motcua.reports.printing.comma_separated import text_of
from motcua.reports.tables import Column, Rate, Row, Table

# Excel writes the thousands mark of the reader's own country; [$-42A] asks for the Vietnamese one.
COUNT, PERCENT, DAYS, POINTS = "[$-42A]#,##0", "[$-42A]0.00%", "[$-42A]0.0", "[$-42A]0.00"
PAGE_LETTERS = 120  # width of an A4 sheet on its side, in letters of 11 points
HEAD_ROWS = 3  # merged heads, heads, numbers of the columns
SHADE = "#F4F6F8"
FIRST = 6  # above the heads stand form, title, period, unit, scope
MADE_AT = datetime(2000, 1, 1)  # noqa: DTZ001 - the same table gives the same bytes


def write(table: Table) -> bytes:
    """Return the workbook; shares are fractions shown as percent, with their parts beside them."""
    out = BytesIO()
    # A unit or a sending system may be called like a formula or an address; here it is a text.
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": table.vi, "subject": table.source, "created": MADE_AT})
    _Form(book, table).draw()
    _identities(book, table)
    book.close()
    return out.getvalue()


class _Form:
    """The first sheet: the form itself."""

    def __init__(self, book: xlsxwriter.Workbook, table: Table) -> None:
        self.table = table
        self.sheet = book.add_worksheet(table.name[:31])
        self.columns = list(_spread(table))
        font = {"font_name": "Times New Roman", "font_size": 11, "valign": "vcenter"}
        grid = {**font, "border": 1, "text_wrap": True}
        self.plain = book.add_format(font)
        self.italic = book.add_format({**font, "italic": True, "align": "center"})
        self.title = book.add_format({**font, "bold": True, "font_size": 14, "align": "center", "text_wrap": True})
        self.note = book.add_format({**font, "text_wrap": True, "valign": "top"})
        self.widths = _widths([column for column, _, _ in self.columns])
        self.head = book.add_format({**grid, "bold": True, "align": "center", "bg_color": "#E8EEF4"})
        self.number = book.add_format({**grid, "italic": True, "align": "center", "font_size": 9})
        self.bad = book.add_format({**font, "bold": True, "font_color": "#B00020"})
        self.cells = {
            (kind, total): book.add_format({**grid, **style, "bold": total, "bg_color": SHADE if total else "#FFFFFF"})
            for kind, style in {
                "count": {"num_format": COUNT}, "money": {"num_format": COUNT}, "rate": {"num_format": PERCENT},
                "days": {"num_format": DAYS}, "percent": {"num_format": POINTS}, "points": {"num_format": POINTS},
                "text": {},
            }.items()
            for total in (False, True)
        }  # fmt: skip

    def draw(self) -> None:
        """Write everything from top to bottom and set up the page."""
        self._top()
        self._heads()
        for place, row in enumerate(self.table.rows):
            self._line(FIRST + HEAD_ROWS + place, row)
        self._foot(FIRST + HEAD_ROWS + len(self.table.rows) + 1)
        self._page(FIRST + HEAD_ROWS + len(self.table.rows) - 1)

    def _top(self) -> None:
        table, last = self.table, len(self.columns) - 1
        scope = table.request.agency_code or "Toàn bộ"
        known = table.request.as_known_on
        lines = [
            (table.source, self.plain),
            (table.vi.upper(), self.title),
            (f"{table.request.period.vi} – {table.request.window.vi}", self.italic),
            (f"Đơn vị tính: {table.unit[0]}. Phạm vi: {scope}", self.italic),
            (f"Theo số liệu biết đến {known:%H:%M %d/%m/%Y}" if known else "", self.italic),
        ]
        for place, (text, style) in enumerate(lines):
            if place and last:
                self.sheet.merge_range(place, 0, place, last, text, style)
            else:
                self.sheet.write(place, 0, text, style)
        # A line of the title takes about 0.8 letters of a column's width.
        self.sheet.set_row(1, 20 * (1 + int(len(table.vi) / (0.75 * sum(self.widths)))))

    def _heads(self) -> None:
        place = 0
        while place < len(self.columns):
            column, _, head = self.columns[place]
            if column.under is None:
                self.sheet.merge_range(FIRST, place, FIRST + 1, place, head, self.head)
                place += 1
                continue
            end = place
            while end + 1 < len(self.columns) and self.columns[end + 1][0].under == column.under:
                end += 1
            if end > place:
                self.sheet.merge_range(FIRST, place, FIRST, end, column.under[0], self.head)
            else:
                self.sheet.write(FIRST, place, column.under[0], self.head)
            for each in range(place, end + 1):
                self.sheet.write(FIRST + 1, each, self.columns[each][2], self.head)
            place = end + 1
        for each, (column, _, _) in enumerate(self.columns):
            self.sheet.write(FIRST + 2, each, f"({column.number})" if column.number else "", self.number)

    def _line(self, at: int, row: Row) -> None:
        for place, (column, part, _) in enumerate(self.columns):
            style = self.cells[("count" if part in ("numerator", "denominator") else column.kind, row.is_total)]
            value = _value(row, column, part)
            if value is None:
                self.sheet.write_blank(at, place, None, style)
            else:
                self.sheet.write(at, place, value, style)

    def _foot(self, at: int) -> None:
        if not self.table.is_sound:
            self.sheet.write(at, 0, "BÁO CÁO CHƯA ĐÚNG: xem trang “Đẳng thức”.", self.bad)
            at += 1
        last = len(self.columns) - 1
        for vi, _ in self.table.notes:
            if last:
                self.sheet.merge_range(at, 0, at, last, vi, self.note)
            else:
                self.sheet.write(at, 0, vi, self.note)
            self.sheet.set_row(at, 15 * (1 + int(len(vi) / sum(self.widths))))
            at += 1

    def _page(self, last_row: int) -> None:
        sheet, last = self.sheet, len(self.columns) - 1
        for place, wide in enumerate(self.widths):
            sheet.set_column(place, place, wide)
        sheet.set_row(FIRST + 1, 62)
        if not any(column.number for column, _, _ in self.columns):
            sheet.set_row(FIRST + 2, None, None, {"hidden": True})  # no numbers of a form to print
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(0.5, 0.5, 0.6, 0.6)
        sheet.repeat_rows(FIRST, FIRST + HEAD_ROWS - 1)
        sheet.print_area(0, 0, last_row + 2 + len(self.table.notes) + (not self.table.is_sound), last)
        sheet.freeze_panes(FIRST + HEAD_ROWS, 2 if self.columns[0][0].key == "ordinal" else 1)
        sheet.set_footer("&C&P/&N&R" + self.table.source)


def _widths(columns: list[Column]) -> list[float]:
    """Return widths in letters: a form of many columns is set narrow, one of few fills the sheet."""
    many = len(columns) > 12
    usual = 9 if many else 12
    names = {"ordinal": 6, "name": 36, "level": 36 if many else 42, "source": 36}
    widths = [float(names.get(column.key, usual)) for column in columns]
    spare = max(0.0, PAGE_LETTERS - sum(widths)) / len(widths)
    return [width + min(spare, 14) for width in widths]


def _spread(table: Table) -> Iterator[tuple[Column, str, str]]:
    """Yield (column, part, head): a share becomes its numerator, its denominator and itself."""
    for column in table.columns:
        if column.kind == "rate":
            yield column, "numerator", f"{column.vi}: tử số"
            yield column, "denominator", f"{column.vi}: mẫu số"
        yield column, "", column.vi


def _value(row: Row, column: Column, part: str) -> Any:
    if column.kind == "text":
        text = text_of(row, column)
        return "   " * row.depth + text if column.key in ("name", "level") else text
    value = row.values.get(column.key)
    if isinstance(value, Rate):
        return {"numerator": value.numerator, "denominator": value.denominator}.get(part, value.value)
    return value


def _identities(book: xlsxwriter.Workbook, table: Table) -> None:
    sheet = book.add_worksheet("Đẳng thức")
    bold, number = book.add_format({"bold": True}), book.add_format({"num_format": COUNT})
    sheet.set_column(0, 0, 70)
    sheet.set_column(1, 3, 16)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&C&P/&N")
    sheet.write_row(0, 0, ["Đẳng thức", "Vế trái", "Vế phải", "Kết quả"], bold)
    for place, identity in enumerate(table.identities, start=1):
        sheet.write(place, 0, identity.vi)
        sheet.write_row(place, 1, [identity.left, identity.right], number)
        sheet.write(place, 3, "Đúng" if identity.holds else "SAI")
    at = len(table.identities) + 3
    sheet.write_row(at, 0, ["Nguồn số liệu", "Hồ sơ", "Điểm tin cậy"], bold)
    for place, source in enumerate(table.sources, start=at + 1):
        sheet.write_row(place, 0, [source["source"] or "Không rõ nguồn", source["dossiers"], source["trust"]])
