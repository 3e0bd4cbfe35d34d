"""All units in memory while a file is written: found by code and day, entered in bulk."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from motcua.agencies.models import Unit, UnitCode
from motcua.agencies.unit_rows import UnitRow
from motcua.core.text import clean, fold
from motcua.rules import agency_codes
from motcua.rules.levels import BEGINNING_UNKNOWN

BATCH = 500


class Books:
    """The units of the database, by key, by code and by name; kept true while writing."""

    def __init__(self) -> None:
        self.by_key: dict[tuple[str, date], Unit] = {}
        self.by_id: dict[int, Unit] = {}
        self.by_code: dict[str, list[Unit]] = defaultdict(list)
        self.by_name: dict[tuple[int | None, str], list[Unit]] = defaultdict(list)
        for unit in Unit.objects.all():
            self._enter(unit)
        for code, unit_id in UnitCode.objects.values_list("code", "unit_id"):
            unit = self.by_id[unit_id]
            if unit.code != code:
                self.by_code[code].append(unit)

    def _enter(self, unit: Unit) -> None:
        self.by_key[unit.code, unit.valid_from] = unit
        self.by_id[unit.pk] = unit
        self.by_code[unit.code].append(unit)
        self.by_name[unit.parent_id, unit.name_key].append(unit)

    def running(self, code: str, day: date) -> Unit | None:
        """Return the unit that `code` means on `day`; two units under one code never run together."""
        return next((unit for unit in self.by_code.get(code, ()) if unit.runs_on(day)), None)

    def namesake(self, parent: Unit | None, name: str, day: date) -> Unit | None:
        """Return the one unit under `parent` with this name on `day`, written with or without diacritics."""
        named = self.by_name.get((parent.pk if parent else None, fold(name)), ())
        running = [unit for unit in named if unit.runs_on(day)]
        exact = [unit for unit in running if unit.name == clean(name)]
        chosen = exact or running
        return chosen[0] if len(chosen) == 1 else None

    def create(self, rows: Sequence[UnitRow], parents: dict[tuple[str, date], Unit | None]) -> None:
        """Enter new units whose parents are already in the books."""
        fresh = []
        for row in rows:
            parent = parents[row.key]
            fresh.append(
                Unit(
                    code=row.code,
                    name=clean(row.name),
                    name_en=row.name_en,
                    name_key=fold(row.name),
                    level=row.level,
                    kind=row.kind,
                    parent=parent,
                    path=parent.path_of_children if parent else "/",
                    valid_from=row.valid_from,
                    valid_before=row.valid_before,
                    source=row.source,
                )
            )
        Unit.objects.bulk_create(fresh, batch_size=BATCH)
        for unit in fresh:
            self._enter(unit)
        UnitCode.objects.bulk_create(
            [
                UnitCode(
                    unit=unit,
                    style=agency_codes.read(unit.code).style,
                    code=unit.code,
                    valid_from=unit.valid_from,
                    valid_before=unit.valid_before,
                )
                for unit in fresh
            ],
            batch_size=BATCH,
        )

    def repath(self, moved: Iterable[Unit]) -> None:
        """Give units that came under another parent, and all below them, their new path."""
        waiting, touched = list(moved), []
        children: dict[int | None, list[Unit]] = defaultdict(list)
        for unit in self.by_id.values():
            children[unit.parent_id].append(unit)
        while waiting:
            unit = waiting.pop()
            parent = self.by_id.get(unit.parent_id) if unit.parent_id else None
            unit.path = parent.path_of_children if parent else "/"
            touched.append(unit)
            waiting += children[unit.pk]
        Unit.objects.bulk_update(touched, ["path"], batch_size=BATCH)


def day_for_parent(row: UnitRow) -> date:
    """Return the day on which the parent's code of `row` is read.

    Where the beginning is unknown, its last day counts; open at both ends, any day does.
    """
    if row.parent_on is not None:
        return row.parent_on
    if row.valid_from != BEGINNING_UNKNOWN:
        return row.valid_from
    return row.valid_before - timedelta(days=1) if row.valid_before else date.max
