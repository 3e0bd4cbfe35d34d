"""Shifts by name honour skills, call back-ups last, and name what nobody can cover."""

import subprocess
import sys
from itertools import product

import pytest

from motcua.staffing.rosters import Person, field_sets, name_shifts
from motcua.staffing.shifts import Shift

LAND, CIVIL = frozenset({"land"}), frozenset({"civil"})
MORNING, AFTERNOON, WHOLE = Shift("m", (0, 1)), Shift("a", (2, 3)), Shift("w", (0, 1, 2, 3))
SHIFTS = (MORNING, AFTERNOON, WHOLE)
ANNA, BINH, CHI = Person("Anna", LAND), Person("Bình", CIVIL), Person("Chi")


def roster(needs, people):
    return name_shifts(needs, people, SHIFTS, opens_at_minute=480)


def test_a_field_is_served_by_who_can_serve_it():
    found = roster({LAND: [0, 0, 1, 1], LAND | CIVIL: [1, 1, 1, 1]}, [ANNA, BINH])
    assert (ANNA, AFTERNOON) in found.worked or (ANNA, WHOLE) in found.worked
    assert not found.short


def test_who_is_away_is_missed_with_hours_and_fields():
    found = roster({LAND: [0, 1, 1, 0], LAND | CIVIL: [1, 1, 1, 1]}, [BINH])
    assert [(one.begin, one.end, one.fields, one.missing) for one in found.short] == [("08:30", "09:30", LAND, 1)]


def test_back_ups_come_only_where_officials_lack():
    spare = Person("Dung", is_backup=True)
    assert not roster({CIVIL: [1, 1, 1, 1]}, [CHI, spare]).backups_called
    assert roster({CIVIL: [2, 2, 2, 2]}, [CHI, spare]).backups_called == 1


def test_nobody_works_twice():
    found = roster({CIVIL: [2, 2, 2, 2]}, [CHI])
    assert [person for person, _ in found.worked] == [CHI]
    assert [(one.begin, one.end, one.missing) for one in found.short] == [("08:00", "10:00", 1)]


def test_fields_that_the_same_people_serve_count_as_one_kind():
    assert field_sets(["land", "maps"], [CHI]) == [frozenset({"land", "maps"})]
    assert set(field_sets(["land", "civil"], [ANNA, CHI])) == {LAND, CIVIL, LAND | CIVIL}


@pytest.mark.parametrize(
    "needs",
    [
        pytest.param({LAND: [1, 0, 0, 1], CIVIL: [0, 1, 1, 0], LAND | CIVIL: [1, 1, 1, 1]}, id="crossed"),
        pytest.param({LAND: [2, 2, 0, 0], CIVIL: [0, 0, 2, 1], LAND | CIVIL: [2, 2, 2, 1]}, id="tight"),
        pytest.param({LAND: [2, 1, 1, 2], CIVIL: [1, 1, 1, 1], LAND | CIVIL: [3, 2, 2, 3]}, id="too much"),
    ],
)
def test_no_other_roster_misses_less_or_works_less(needs):
    people = [ANNA, BINH, CHI]

    def cost(worked):
        missing = sum(
            max(0, need - sum(p.serves(fields) and slot in s.slots for p, s in worked))
            for fields, slots in needs.items()
            for slot, need in enumerate(slots)
        )
        return missing, sum(len(shift.slots) for _, shift in worked)

    tried = (
        [(p, s) for p, s in zip(people, chosen, strict=True) if s] for chosen in product((None, *SHIFTS), repeat=3)
    )
    assert cost(roster(needs, people).worked) == min(cost(worked) for worked in tried)


def test_the_solver_leaves_standard_output_to_the_answer():
    code = "from motcua.staffing.solver import quiet_solver; quiet_solver(); print('{}')"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout == "{}\n"
