"""What a report is, and the one evaluator of those that count dossiers by level and field.

A definition names its columns, what each sums, and the equations that must hold. Columns that sum
figures of the ledger come from the cubes; those with a condition of their own are read from the
facts. Nothing is stored: the same definition asked as known on an earlier day gives the earlier table.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from motcua.ledger.cubes import COUNTED
from motcua.procedures.models import Field
from motcua.reports.counting import count, ledger_of, scan
from motcua.reports.request import Request
from motcua.reports.tables import DOSSIERS, Column, Identity, Rate, Row, Table
from motcua.rules.levels import LEVELS, TWO_LEVEL_GOVERNMENT_FROM, Level

if TYPE_CHECKING:
    import duckdb

Numbers = dict[str, Any]
Cells = dict[tuple[Any, ...], Numbers]
Text = tuple[str, str]

RECEIVED_IN_WINDOW = f"{COUNTED} AND received_day >= :begin AND received_day < :before"
SETTLED_IN_WINDOW = f"{COUNTED} AND class BETWEEN 1 AND 5 AND ended_day >= :begin AND ended_day < :before"
KEPT_IN_WINDOW = f"{SETTLED_IN_WINDOW} AND class IN (1, 2)"  # early or on time
PENDING_AT_END = f"{COUNTED} AND received_day < :before AND (ended_day IS NULL OR ended_day >= :before)"
PAUSED_AT_END = (
    f"{PENDING_AT_END} AND paused_day < :before "
    "AND coalesce(least(coalesce(resumed_day, ended_day), coalesce(ended_day, resumed_day)) >= :before, true)"
)
OVERDUE_AT_END = f"{PENDING_AT_END} AND overdue_day < :before AND NOT coalesce({PAUSED_AT_END}, false)"


class Definition(Protocol):
    """Any report: a name, a title, a legal source, and the table it gives for a request."""

    @property
    def name(self) -> str: ...

    @property
    def title(self) -> Text: ...

    @property
    def source(self) -> str: ...

    @property
    def heads(self) -> tuple[Column, ...]: ...

    @property
    def opens(self) -> Mapping[str, str]:
        """Return, by column, the condition of the dossiers it counted, where a definition states it itself."""
        ...

    def table(self, request: Request) -> Table: ...


@dataclass(frozen=True, slots=True)
class Count:
    """A column that adds up: `of` sums figures of the ledger (a leading `-` takes away), or `when` counts facts."""

    column: Column
    of: tuple[str, ...] = ()
    also: str = "true"
    when: str = ""
    value: str = "1"


@dataclass(frozen=True, slots=True)
class Share:
    """A column that is a share of sums of other columns."""

    column: Column
    part: tuple[str, ...]
    whole: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Equation:
    """Sums of columns that must be equal, or the left at most the right; checked for every row and the total."""

    text: Text
    left: tuple[str, ...]
    right: tuple[str, ...]
    is_at_most: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """A block of rows: one level (None: unknown), its letter in the form, its name there."""

    level: Level | None
    letter: str
    name: Text


@dataclass(frozen=True, slots=True)
class Counted:
    """A report that counts dossiers by level, and by field where `by_field`."""

    name: str
    title: Text
    source: str
    head: tuple[Column, ...]
    columns: tuple[Count | Share, ...]
    equations: tuple[Equation, ...]
    groups: tuple[Group, ...]
    by_field: bool = False
    notes: tuple[Text, ...] = ()
    unit: Text = DOSSIERS
    facts: Callable[[Mapping[Level | None, Numbers]], Mapping[str, Any]] | None = None
    always: tuple[Level, ...] = ()

    @property
    def heads(self) -> tuple[Column, ...]:
        return (*self.head, *(each.column for each in self.columns))

    @property
    def opens(self) -> Mapping[str, str]:
        return {}

    def table(self, request: Request) -> Table:
        """Return the finished report."""
        by = ("level", "field") if self.by_field else ("level",)
        with ledger_of(request) as connection:
            cells, whole = self._gathered(connection, request, by), self._gathered(connection, request, ())
        levels = {group.level: [(key, n) for key, n in cells.items() if key[0] is group.level] for group in self.groups}
        added = {level: self._added([n for _, n in own]) for level, own in levels.items() if own}
        total = self._added(list(cells.values()))
        names = dict(Field.objects.values_list("code", "name")) if self.by_field else {}
        rows = [row for group in self._shown(added, request) for row in self._block(group, levels[group.level], names)]
        rows.append(Row("total", "Tổng cộng", "Total", self._values(total), is_total=True))
        return Table(
            self.name, *self.title, self.source, request,
            self.heads, tuple(rows),
            self._identities(cells, total, whole.get((), self._added([]))), self._notes(request),
            facts=self.facts(added) if self.facts else {}, unit=self.unit,
        )  # fmt: skip

    def _counts(self) -> list[Count]:
        return [each for each in self.columns if isinstance(each, Count)]

    def _gathered(self, connection: "duckdb.DuckDBPyConnection", request: Request, by: tuple[str, ...]) -> Cells:
        """Return the sums of every column by the keys; cells where all are nought are left out."""
        found: Cells = {}
        for also in dict.fromkeys(each.also for each in self._counts() if each.of):
            columns = [each for each in self._counts() if each.of and each.also == also]
            names = tuple(dict.fromkeys(name.lstrip("-") for each in columns for name in each.of))
            for row in count(connection, request, by=by, names=names, also=also):
                cell = found.setdefault(tuple(row[name] for name in by), {})
                cell.update({each.column.key: _sum(row, each.of) for each in columns})
        scanned = [each for each in self._counts() if each.when]
        if scanned:
            sums = {each.column.key: f"sum({each.value}) FILTER ({each.when})" for each in scanned}
            for row in scan(connection, request, by=by, sums=sums):
                cell = found.setdefault(tuple(row[name] for name in by), {})
                cell.update({key: int(row[key]) for key in sums})
        keys = [each.column.key for each in self._counts()]
        full = {place: {key: cell.get(key, 0) for key in keys} for place, cell in found.items()}
        return {place: cell for place, cell in full.items() if any(cell.values())}

    def _added(self, cells: Sequence[Numbers]) -> Numbers:
        return {each.column.key: sum(cell[each.column.key] for cell in cells) for each in self._counts()}

    def _values(self, cell: Numbers) -> Numbers:
        shares = [each for each in self.columns if isinstance(each, Share)]
        return {**cell, **{s.column.key: Rate(_sum(cell, s.part), _sum(cell, s.whole)) for s in shares}}

    def _shown(self, added: Mapping[Level | None, Numbers], request: Request) -> list[Group]:
        """Return the blocks to print: those with dossiers, and those the form prints even when empty."""
        whole = request.level is None and not request.agency_code
        always = [level for level in self.always if whole and LEVELS[level].exists_on(request.window.first)]
        return [group for group in self.groups if group.level in added or group.level in always]

    def _block(self, group: Group, own: list[tuple[tuple[Any, ...], Numbers]], names: Mapping[str, str]) -> list[Row]:
        key = group.level.value if group.level else "unknown"
        total = self._values(self._added([cell for _, cell in own]))
        rows = [Row(key, *group.name, total, ordinal=group.letter, is_total=self.by_field, opens={"level": key})]
        if not self.by_field:
            return rows
        for place, ((_, code), cell) in enumerate(sorted(own, key=lambda pair: pair[0][1] or ""), start=1):
            opens = {"level": key, "field": code or "-"}
            vi, en = (names.get(code, code),) * 2 if code else ("Chưa rõ lĩnh vực", "Field unknown")
            rows.append(Row(f"{key}.{code or ''}", vi, en, self._values(cell), 1, str(place), opens=opens))
        return rows

    def _identities(self, cells: Cells, total: Numbers, whole: Numbers) -> tuple[Identity, ...]:
        found = []
        for each in self.equations:
            found.append(_identity(each, total))
            for key, cell in cells.items():
                part = _identity(each, cell)
                if not part.holds:
                    place = " · ".join(str(name) for name in key)
                    found.append(
                        Identity(f"{part.vi} [{place}]", f"{part.en} [{place}]", part.left, part.right, part.is_at_most)
                    )
        for number, column in enumerate(count_.column for count_ in self._counts()):
            left, right = total[column.key], whole[column.key]
            if not number or left != right:
                vi, en = f"Tổng các dòng = tổng của sổ cái: {column.vi}", f"Sum of rows = ledger: {column.en}"
                found.append(Identity(vi, en, left, right))
        return tuple(found)

    def _notes(self, request: Request) -> tuple[Text, ...]:
        if request.window.first >= TWO_LEVEL_GOVERNMENT_FROM:
            return (*self.notes, ("Từ 01/07/2025 không còn cấp huyện.", "Since 01/07/2025 there is no district level."))
        if request.window.last >= TWO_LEVEL_GOVERNMENT_FROM:
            both = (
                "Kỳ này nằm trên cả hai mô hình: có cấp huyện đến 30/06/2025, không có từ 01/07/2025.",
                "This window lies in both worlds: districts until 30/06/2025, none from 01/07/2025.",
            )
            return (*self.notes, both)
        return self.notes


def _sum(row: Mapping[str, Any], names: Sequence[str]) -> int:
    return sum(-int(row[name[1:]]) if name.startswith("-") else int(row[name]) for name in names)


def _identity(equation: Equation, cell: Numbers) -> Identity:
    return Identity(*equation.text, _sum(cell, equation.left), _sum(cell, equation.right), equation.is_at_most)


def by_levels() -> tuple[Group, ...]:
    """Return one block per level in the order of the published figures, then those of unknown level."""
    order = (Level.CENTRAL, Level.PROVINCE, Level.DISTRICT, Level.COMMUNE, Level.VERTICAL)
    known = tuple(Group(level, "", (LEVELS[level].vi, LEVELS[level].en)) for level in order)
    return (*known, Group(None, "", ("Chưa rõ cấp", "Level unknown")))


LEVEL_HEAD = (Column("level", "Cấp", "Level", kind="text"),)
