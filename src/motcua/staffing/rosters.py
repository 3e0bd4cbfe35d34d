"""Who works which shift of a day, by name: skills by field, who is away, and back-ups only where officials lack.

Integer programming (HiGHS). People who can serve the same fields are alike. For every set of fields, those on duty
who can serve any of them must be as many as the queue of that set alone needs; for all fields together that is the
whole counter. What cannot be met is named with its hours and fields instead of being refused.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from motcua.staffing.shifts import Shift, clock
from motcua.staffing.solver import quiet_solver

Fields = frozenset[str]
# Beyond so many kinds of fields only each alone and all together are looked at.
MOST_CLASSES = 5
MISSING, BACKUP, SECONDS = 10_000.0, 100.0, 10.0


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who can work that day; no skills means every field."""

    name: str
    skills: Fields = frozenset()
    is_backup: bool = False

    def serves(self, fields: Fields) -> bool:
        """Return whether this person serves any of the fields; an unknown field (empty code) is served by all."""
        return not self.skills or "" in fields or bool(self.skills & fields)


@dataclass(frozen=True, slots=True)
class Short:
    """From one slot to before another, `missing` people are lacking for some fields (empty: for all)."""

    begin: str
    end: str
    fields: Fields
    missing: int


@dataclass(frozen=True)
class NamedRoster:
    """Shifts of named people, in order of their beginning, and what nobody can cover."""

    worked: list[tuple[Person, Shift]]
    short: list[Short]

    @property
    def backups_called(self) -> int:
        return sum(person.is_backup for person, _ in self.worked)


def field_sets(fields: Sequence[str], people: Sequence[Person]) -> list[Fields]:
    """Return the sets of fields to look at: fields that the same people serve count as one kind."""
    kinds: dict[tuple[bool, ...], set[str]] = {}
    for field in fields:
        kinds.setdefault(tuple(one.serves(frozenset({field})) for one in people), set()).add(field)
    classes = [frozenset(kind) for kind in kinds.values()]
    sizes = range(1, len(classes) + 1) if len(classes) <= MOST_CLASSES else (1, len(classes))
    return [frozenset().union(*chosen) for size in sizes for chosen in combinations(classes, size)]


def name_shifts(
    needs: Mapping[Fields, Sequence[int]], people: Sequence[Person], shifts: Sequence[Shift], *, opens_at_minute: int
) -> NamedRoster:
    """Return the roster with the fewest missing people, then fewest back-ups, then fewest worked slots.

    `needs` gives for each set of fields the people needed in each slot.
    """
    groups: dict[tuple[Fields, bool], list[Person]] = {}
    for person in people:
        groups.setdefault((person.skills, person.is_backup), []).append(person)
    alike = list(groups.values())
    solver = quiet_solver()
    solver.setOptionValue("time_limit", SECONDS)
    works = [
        [
            solver.addIntegral(lb=0, ub=len(group), obj=len(shift.slots) + 0.01 + BACKUP * group[0].is_backup)
            for shift in shifts
        ]
        for group in alike
    ]
    for group, counts in zip(alike, works, strict=True):
        if counts:
            solver.addConstr(sum(counts) <= len(group))
    lacks: list[tuple[Fields, int, Any]] = []
    for fields, needed in needs.items():
        able = [counts for group, counts in zip(alike, works, strict=True) if group[0].serves(fields)]
        for slot, need in enumerate(needed):
            if need <= 0:
                continue
            lack = solver.addIntegral(lb=0, ub=int(need), obj=MISSING)
            lacks.append((fields, slot, lack))
            on_duty = [counts[place] for counts in able for place, shift in enumerate(shifts) if slot in shift.slots]
            solver.addConstr(sum(on_duty, lack) >= int(need))
    if not lacks:
        return NamedRoster([], [])
    solver.minimize()
    worked = []
    for group, counts in zip(alike, works, strict=True):
        left = iter(group)
        for shift, count in zip(shifts, counts, strict=True):
            worked += [(next(left), shift) for _ in range(round(solver.val(count)))]
    worked.sort(key=lambda pair: (pair[1].slots[0], pair[1].slots[-1], pair[0].name))
    whole = max(needs, key=len)
    found = [(fields, slot, round(solver.val(lack))) for fields, slot, lack in lacks]
    return NamedRoster(worked, _runs(found, whole, opens_at_minute))


def _runs(found: list[tuple[Fields, int, int]], whole: Fields, opens_at_minute: int) -> list[Short]:
    """Join neighbouring slots with the same lack; a lack of a set that a smaller set already explains is left out."""
    lacking = {(fields, slot): many for fields, slot, many in found if many}
    kept = {
        (fields, slot): many for (fields, slot), many in lacking.items()
        if not any(other < fields and at == slot and less >= many for (other, at), less in lacking.items())
    }  # fmt: skip
    runs: list[Short] = []
    for fields in dict.fromkeys(fields for fields, _ in kept):
        begin: int | None = None
        slots = sorted(slot for own, slot in kept if own == fields)
        for place, slot in enumerate(slots):
            begin = slot if begin is None else begin
            after = slots[place + 1] if place + 1 < len(slots) else None
            if after != slot + 1 or kept[fields, after] != kept[fields, slot]:
                named = frozenset() if fields == whole else fields
                ends = (clock(begin, opens_at_minute), clock(slot + 1, opens_at_minute))
                runs.append(Short(*ends, named, kept[fields, slot]))
                begin = None
    return sorted(runs, key=lambda short: (short.begin, -short.missing))
