"""Which rows of a unit file can be entered: parents and successors known, no overlap, no circle."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from motcua.agencies.books import Books, day_for_parent
from motcua.agencies.models import Unit
from motcua.agencies.unit_rows import Problem, UnitRow
from motcua.rules.levels import LEVELS, TWO_LEVEL_GOVERNMENT_FROM, Level

Place = UnitRow | Unit


class Check:
    """Remove rows that cannot be entered until the rest stands on its own."""

    def __init__(self, rows: Sequence[UnitRow], books: Books) -> None:
        self.books = books
        self.rows = {row.key: row for row in rows}
        self.problems: list[Problem] = []
        self.by_code: dict[str, list[UnitRow]] = defaultdict(list)
        for row in rows:
            self.by_code[row.code].append(row)

    def place(self, code: str, day: date) -> Place | None:
        """Return what `code` means on `day`: a row of the file before a unit of the database."""
        for row in self.by_code.get(code, ()):
            if row.key in self.rows and row.runs_on(day):
                return row
        unit = self.books.running(code, day)
        if unit is not None and (unit.code, unit.valid_from) in self.rows:
            return None  # the file gives this unit another period
        return unit

    def parent_of(self, row: UnitRow) -> Place | None:
        return self.place(row.parent, day_for_parent(row)) if row.parent else None

    def successors_of(self, row: UnitRow) -> list[Place | None]:
        day = row.valid_before
        return [self.place(code, day) if day else None for code in row.successors]

    def run(self) -> list[list[UnitRow]]:
        """Return the rows that can be entered, parents before children."""
        self._refuse_overlaps()
        while True:
            faults = [problem for row in self.rows.values() if (problem := self._fault(row))]
            if not faults:
                break
            lines = {problem.line for problem in faults}
            self.rows = {key: row for key, row in self.rows.items() if row.line not in lines}
            self.problems += faults
        return self._storeys()

    def _fault(self, row: UnitRow) -> Problem | None:
        if row.level == Level.DISTRICT and row.valid_from >= TWO_LEVEL_GOVERNMENT_FROM:
            return Problem(
                row.line,
                "level_abolished",
                "Từ 01/07/2025 không còn cấp huyện.",
                "There is no district level from 2025-07-01 on.",
            )
        parent = self.parent_of(row)
        if row.parent and parent is None:
            return Problem(
                row.line,
                "unknown_parent",
                f"Không có đơn vị cấp trên “{row.parent}” vào thời gian đó, hoặc dòng của nó bị lỗi.",
                f"There is no parent “{row.parent}” at that time, or its own line was refused.",
            )
        if parent is not None and _rank(parent) > _rank(row) and row.level != Level.VERTICAL:
            return Problem(
                row.line,
                "parent_below",
                f"Đơn vị cấp trên “{row.parent}” thuộc cấp thấp hơn.",
                f"The parent “{row.parent}” is on a lower level.",
            )
        for code, successor in zip(row.successors, self.successors_of(row), strict=True):
            if successor is None or (isinstance(successor, UnitRow) and successor.key == row.key):
                return Problem(
                    row.line,
                    "unknown_successor",
                    f"Không có đơn vị kế thừa “{code}” vào ngày {row.valid_before}.",
                    f"There is no successor “{code}” on {row.valid_before}.",
                )
        return None

    def _refuse_overlaps(self) -> None:
        for row in list(self.rows.values()):
            others: list[Place] = [each for each in self.by_code[row.code] if each.line < row.line]
            others += [
                unit
                for unit in self.books.by_code.get(row.code, ())
                if unit.code == row.code and (unit.code, unit.valid_from) not in self.rows
            ]
            clash = next((each for each in others if row.overlaps(each.valid_from, each.valid_before)), None)
            if clash is not None:
                del self.rows[row.key]
                ends_vi = f"đến trước {clash.valid_before}" if clash.valid_before else "và chưa kết thúc"
                ends_en = f"to before {clash.valid_before}" if clash.valid_before else "on, without an end"
                self.problems.append(
                    Problem(
                        row.line,
                        "overlap",
                        f"Mã “{row.code}” đã dùng từ {clash.valid_from} {ends_vi}.",
                        f"Code “{row.code}” is in use from {clash.valid_from} {ends_en}.",
                    )
                )

    def _storeys(self) -> list[list[UnitRow]]:
        waiting, storeys = dict(self.rows), list[list[UnitRow]]()
        while waiting:
            ready = [row for row in waiting.values() if not self._waits(row, waiting)]
            if not ready:
                self.problems += [
                    Problem(row.line, "circle", "Đơn vị cấp trên tạo thành vòng.", "The parents form a circle.")
                    for row in waiting.values()
                ]
                for key in waiting:
                    del self.rows[key]
                break
            storeys.append(ready)
            for row in ready:
                del waiting[row.key]
        return storeys

    def _waits(self, row: UnitRow, waiting: dict[tuple[str, date], UnitRow]) -> bool:
        parent = self.parent_of(row)
        return isinstance(parent, UnitRow) and parent.key in waiting


def _rank(place: Place) -> int:
    return LEVELS[Level(place.level)].rank
