"""Which shifts cover a day's need with the fewest officers' hours?

Integer programming (HiGHS). A slot is half an hour. The shifts offered follow from the
opening hours and the breaks the office allows; nothing here is law but the eight hours
of Labour Code art 105 (domain.md 7.1).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from motcua.rules.errors import RuleViolation
from motcua.staffing.solver import quiet_solver

SLOT_MINUTES = 30
MOST_SLOTS_OF_A_DAY = 16  # 8 hours


class NobodyCanCover(RuleViolation):
    """No shift covers {slot}. Offer a shift that does, or open later."""

    code = "nobody_can_cover"
    vi = "Không ca nào phủ được {slot}. Hãy thêm ca phù hợp hoặc mở cửa muộn hơn."


@dataclass(frozen=True, slots=True)
class Shift:
    """One way to work a day: the slots worked, counted from the opening."""

    name: str
    slots: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Roster:
    """Officers by shift, and what they cover in each slot."""

    officers: dict[str, int]
    covered: tuple[int, ...]
    needed: tuple[int, ...]

    @property
    def people(self) -> int:
        return sum(self.officers.values())

    @property
    def idle_slots(self) -> int:
        return sum(self.covered) - sum(self.needed)


def clock(slot: int, opens_at_minute: int) -> str:
    """Return the time of day at which a slot begins, like `07:30`."""
    minute = opens_at_minute + slot * SLOT_MINUTES
    return f"{minute // 60:02d}:{minute % 60:02d}"


def usual_shifts(slots: int, *, opens_at_minute: int, closed: Sequence[int] = ()) -> list[Shift]:
    """Return whole days, mornings, afternoons and staggered days over `slots`; nobody works in `closed`.

    Whole days are cut to eight hours, staggered by half hours; half days are four hours.
    """
    open_slots = [slot for slot in range(slots) if slot not in set(closed)]
    shifts: dict[tuple[int, ...], Shift] = {}
    for length in (MOST_SLOTS_OF_A_DAY, MOST_SLOTS_OF_A_DAY // 2):
        for start in range(max(1, len(open_slots) - length + 1)):
            worked = tuple(open_slots[start : start + length])
            if worked:
                name = f"{clock(worked[0], opens_at_minute)}–{clock(worked[-1] + 1, opens_at_minute)}"
                shifts.setdefault(worked, Shift(name, worked))
    return list(shifts.values())


def cover(needed: Sequence[int], shifts: Sequence[Shift], *, opens_at_minute: int = 450) -> Roster:
    """Return the roster with the fewest worked slots (then fewest people) that covers `needed`."""
    reach = np.array([[slot in shift.slots for shift in shifts] for slot in range(len(needed))], dtype=float)
    for slot, need in enumerate(needed):
        if need > 0 and not reach[slot].any():
            raise NobodyCanCover(slot=clock(slot, opens_at_minute))
    solver = quiet_solver()
    counts = [
        solver.addIntegral(lb=0, ub=max(needed, default=0), obj=len(shift.slots) + 0.01, name=f"s{place}")
        for place, shift in enumerate(shifts)
    ]
    for slot, need in enumerate(needed):
        if need > 0:
            solver.addConstr(sum(counts[p] for p in np.flatnonzero(reach[slot])) >= int(need))
    solver.minimize()
    chosen = [round(value) for value in solver.getSolution().col_value]
    covered = tuple(int(total) for total in reach @ np.array(chosen, dtype=float))
    officers = {shift.name: number for shift, number in zip(shifts, chosen, strict=True) if number}
    return Roster(officers, covered, tuple(int(need) for need in needed))
