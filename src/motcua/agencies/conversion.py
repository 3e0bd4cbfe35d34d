"""Link old communes and districts with the new communes into which they passed on 01/07/2025."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from motcua.agencies.books import BATCH, Books, day_for_parent
from motcua.agencies.gso_files import OLD_SNAPSHOT_ON, Passing, ReadConversion
from motcua.agencies.kinds import ChangeKind
from motcua.agencies.models import ChangeEvent, Succession, Unit
from motcua.agencies.unit_rows import Problem, UnitRow
from motcua.agencies.unit_writer import Writer
from motcua.core.text import clean, fold
from motcua.rules.levels import TWO_LEVEL_GOVERNMENT_FROM, Level

Link = tuple[Passing, Unit, Unit]


class Conversion:
    """Write the passings of a conversion file; units it names that are missing are entered too."""

    def __init__(self, read: ReadConversion, books: Books, file: str) -> None:
        self.read, self.books, self.file = read, books, file
        self.problems: list[Problem] = []
        self.outcome: dict[int, str] = {}

    def write(self) -> None:
        self._enter_missing(list(self.read.districts.values()))
        self._enter_missing([passing.old for passing in self.read.passings])
        self._enter_missing([passing.new for passing in self.read.passings])
        links = [link for passing in self.read.passings if (link := self._link(passing))]
        self._write_links(links)
        self._close_districts(links)

    def _find(self, row: UnitRow) -> tuple[Unit | None, bool]:
        """Return the unit of a row, and whether only its name (not its code) leads to it."""
        by_code = self.books.by_key.get(row.key)
        if by_code is not None:
            return by_code, False
        parent = self.books.running(row.parent, day_for_parent(row))
        day = row.valid_from if row.valid_from >= TWO_LEVEL_GOVERNMENT_FROM else OLD_SNAPSHOT_ON
        return self.books.namesake(parent, row.name, day), True

    def _enter_missing(self, rows: Sequence[UnitRow]) -> None:
        missing = {row.key: row for row in rows if self._find(row)[0] is None}
        writer = Writer(list(missing.values()), self.books, self.file)
        writer.write()
        self.problems += writer.problems

    def _link(self, passing: Passing) -> Link | None:
        found = []
        for row in (passing.old, passing.new):
            unit, only_by_name = self._find(row)
            if unit is None:
                return None  # its own problem is reported
            found.append(unit)
            if only_by_name:
                self._warn(passing.line, "other_code", row, unit, unit.code)
            elif fold(unit.name) != fold(row.name):
                self._warn(passing.line, "other_name", row, unit, unit.name)
        return passing, found[0], found[1]

    def _warn(self, line: int, code: str, row: UnitRow, unit: Unit, known: str) -> None:
        self.problems.append(
            Problem(
                line,
                code,
                f"“{row.name}” ({row.code}) đã có với dữ liệu khác: “{known}”. Đã nối với “{unit.name}” ({unit.code}).",
                f"“{row.name}” ({row.code}) is known otherwise: “{known}”. Linked with “{unit.name}” ({unit.code}).",
                is_fatal=False,
            )
        )

    def _write_links(self, links: list[Link]) -> None:
        known = {
            (link.predecessor_id, link.successor_id): link
            for link in Succession.objects.filter(event__happened_on=TWO_LEVEL_GOVERNMENT_FROM)
        }
        into: dict[int, list[Link]] = defaultdict(list)
        changed = []
        for passing, old, new in links:
            link = known.get((old.pk, new.pk))
            if link is None:
                into[new.pk].append((passing, old, new))
                self.outcome[passing.line] = "created"
            elif (link.is_whole, link.note) == (passing.is_whole, passing.note[:200]):
                self.outcome[passing.line] = "unchanged"
            else:
                link.is_whole, link.note = passing.is_whole, passing.note[:200]
                changed.append(link)
                self.outcome[passing.line] = "changed"
        Succession.objects.bulk_update(changed, ["is_whole", "note"], batch_size=BATCH)
        events = ChangeEvent.objects.bulk_create(
            [self._event(_kind(group), TWO_LEVEL_GOVERNMENT_FROM) for group in into.values()], batch_size=BATCH
        )
        fresh = [
            Succession(event=event, predecessor=old, successor=new, is_whole=passing.is_whole, note=passing.note[:200])
            for event, group in zip(events, into.values(), strict=True)
            for passing, old, new in group
        ]
        Succession.objects.bulk_create(_once(fresh), batch_size=BATCH)

    def _event(self, kind: ChangeKind, day: date) -> ChangeEvent:
        return ChangeEvent(kind=kind, happened_on=day, note=self.file[:300])

    def _close_districts(self, links: list[Link]) -> None:
        """Record that each district ended: its new communes and its new province may answer."""
        after: dict[int, dict[int, Unit]] = defaultdict(dict)
        for _, old, new in links:
            if old.level == Level.COMMUNE and old.parent_id is not None:
                after[old.parent_id][new.pk] = new
                if new.parent_id is not None:
                    after[old.parent_id][new.parent_id] = self.books.by_id[new.parent_id]
        done = set(Succession.objects.filter(predecessor__in=after).values_list("predecessor_id", "successor_id"))
        wanted = {pk: [unit for unit in units.values() if (pk, unit.pk) not in done] for pk, units in after.items()}
        wanted = {pk: units for pk, units in wanted.items() if units}
        events = ChangeEvent.objects.bulk_create(
            [self._event(ChangeKind.ABOLISH, TWO_LEVEL_GOVERNMENT_FROM) for _ in wanted], batch_size=BATCH
        )
        Succession.objects.bulk_create(
            [
                Succession(event=event, predecessor_id=pk, successor=unit, is_whole=False)
                for event, (pk, units) in zip(events, wanted.items(), strict=True)
                for unit in units
            ],
            batch_size=BATCH,
        )


def _kind(group: list[Link]) -> ChangeKind:
    if len(group) > 1:
        return ChangeKind.MERGE
    passing = group[0][0]
    if not passing.is_whole:
        return ChangeKind.SPLIT
    if passing.keeps_its_body:
        return ChangeKind.MOVE if clean(passing.old.name) == clean(passing.new.name) else ChangeKind.RENAME
    return ChangeKind.MERGE


def _once(links: list[Succession]) -> list[Succession]:
    """Keep the first of links that name the same pair twice."""
    return list({(link.predecessor_id, link.successor_id): link for link in reversed(links)}.values())
