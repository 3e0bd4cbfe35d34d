"""Enter the checked rows of a unit file in bulk, counting what each line did."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.utils import timezone

from motcua.accounts.models import AdministrationRecord
from motcua.agencies.books import BATCH, Books
from motcua.agencies.kinds import ChangeKind
from motcua.agencies.models import ChangeEvent, Succession, Unit, UnitCode
from motcua.agencies.unit_checks import Check, Place
from motcua.agencies.unit_rows import Problem, UnitRow
from motcua.core.text import clean, fold

FIELDS = ("name", "name_en", "level", "kind", "parent_id", "valid_before")


class Writer:
    """Enter rows; `outcome` maps each entered row to created, changed or unchanged."""

    def __init__(self, rows: Sequence[UnitRow], books: Books, file: str) -> None:
        self.books, self.file = books, file
        self.check = Check(rows, books)
        self.outcome: dict[tuple[str, date], str] = {}

    @property
    def problems(self) -> list[Problem]:
        return self.check.problems

    def write(self) -> None:
        for storey in self.check.run():
            self._write_storey(storey)
        self._write_successions()

    def unit(self, place: Place | None) -> Unit | None:
        return self.books.by_key[place.key] if isinstance(place, UnitRow) else place

    def _write_storey(self, rows: list[UnitRow]) -> None:
        parents = {row.key: self.unit(self.check.parent_of(row)) for row in rows}
        fresh = [row for row in rows if row.key not in self.books.by_key]
        known = [row for row in rows if row.key in self.books.by_key]
        self.books.create(fresh, parents)
        self.outcome.update(dict.fromkeys((row.key for row in fresh), "created"))
        self._correct(known, parents)

    def _correct(self, rows: list[UnitRow], parents: dict[tuple[str, date], Unit | None]) -> None:
        changed, moved, records = [], [], []
        for row in rows:
            unit, parent = self.books.by_key[row.key], parents[row.key]
            wanted = {
                "name": clean(row.name),
                "name_en": row.name_en or unit.name_en,
                "level": row.level.value,
                "kind": (row.stated_kind or unit.kind),
                "parent_id": parent.pk if parent else None,
                "valid_before": row.valid_before,
            }
            before = {field: getattr(unit, field) for field in FIELDS}
            self.outcome[row.key] = "unchanged" if wanted == before else "changed"
            if wanted == before:
                continue
            if wanted["parent_id"] != before["parent_id"]:
                moved.append(unit)
            for field, value in wanted.items():
                setattr(unit, field, value)
            unit.name_key = fold(unit.name)
            changed.append(unit)
            records.append(self._record(unit, before, wanted))
        Unit.objects.bulk_update(changed, [*FIELDS[:4], "parent", "valid_before", "name_key"], batch_size=BATCH)
        for unit in changed:
            UnitCode.objects.filter(unit=unit, code=unit.code).update(valid_before=unit.valid_before)
        AdministrationRecord.objects.bulk_create(records, batch_size=BATCH)
        if moved:
            self.books.repath(moved)

    def _record(self, unit: Unit, before: Mapping[str, object], after: Mapping[str, object]) -> AdministrationRecord:
        """Keep what a correction replaced."""
        differing = [field for field in FIELDS if before[field] != after[field]]
        return AdministrationRecord(
            act="correct_unit",
            facts={
                "unit": unit.code,
                "valid_from": str(unit.valid_from),
                "before": {field: str(before[field]) for field in differing},
                "after": {field: str(after[field]) for field in differing},
            },
            reason=f"Nhập tệp / import of {self.file}"[:300],
            recorded_at=timezone.now(),
        )

    def _write_successions(self) -> None:
        ended = [row for row in self.check.rows.values() if row.successors]
        known = set(
            Succession.objects.filter(predecessor__in=[self.books.by_key[row.key].pk for row in ended]).values_list(
                "predecessor_id", "successor_id"
            )
        )
        for row in ended:
            unit = self.books.by_key[row.key]
            successors = [each for place in self.check.successors_of(row) if (each := self.unit(place)) is not None]
            missing = [each for each in successors if (unit.pk, each.pk) not in known]
            if not missing:
                continue
            kind = _kind(unit, successors)
            event = ChangeEvent.objects.create(
                kind=kind, happened_on=row.valid_before or row.valid_from, note=self.file[:300]
            )
            Succession.objects.bulk_create(
                Succession(event=event, predecessor=unit, successor=each, is_whole=len(successors) == 1)
                for each in missing
            )
            if self.outcome[row.key] == "unchanged":
                self.outcome[row.key] = "changed"


def _kind(unit: Unit, successors: list[Unit]) -> ChangeKind:
    if len(successors) > 1:
        return ChangeKind.SPLIT
    same_body = successors[0].code == unit.code
    if same_body and successors[0].name == unit.name:
        return ChangeKind.MOVE
    return ChangeKind.RENAME if same_body else ChangeKind.MERGE
