"""Units and periods are compared over the same mix; the charts show parts that add up."""

import pytest

from motcua.reports import pictures
from motcua.reports.catalogue import report
from motcua.reports.printing import printed
from motcua.reports.request import earlier, request_of
from motcua.rules.levels import Level
from tests.reports.factories import dossier, take, units

pytestmark = pytest.mark.django_db


def many(agency, field, kept, late, received="2023-01-10"):
    month = received[:8]
    for n in range(kept + late):
        done = f"{month}15" if n < kept else f"{month}28"
        yield dossier(f"{agency}-{field}-{received}-{n}", (2, received), (9, done), received=received,
                      due=f"{month}20", agency=agency, field=field)  # fmt: skip


def of(*lots):
    return [one for lot in lots for one in many(*lot)]


def test_a_unit_with_the_hard_work_is_not_below_the_level_at_the_same_mix(tmp_path):
    units()
    hard, easy = ("H26.20.5", "HARD", 16, 24), ("H26.20.5", "EASY", 10, 0)
    other = ("H26.20.6", "EASY", 36, 4), ("H26.20.6", "HARD", 2, 8)
    from motcua.agencies.models import Unit

    Unit.objects.create(code="H26.20.6", name="Xã khác", level="commune")
    take(tmp_path, *of(hard, easy, *other))
    table = report("fair-units", request_of("2023Q1"))
    rows = {row.key: row.values for row in table.rows}
    mine, level = rows["H26.20.5"], rows["commune"]
    assert mine["rate"].percent == 52.0
    assert level["rate"].percent == 64.0
    assert mine["same_mix"] > mine["reference"]
    assert mine["coverage"] == 100
    assert table.is_sound
    assert table.as_dict()["rows"][1]["verdict"]["en"]
    for form in ("xlsx", "pdf", "csv", "docx"):
        assert printed(table, form)


def test_a_change_of_mix_is_not_called_worse_handling(tmp_path):
    units()
    before = ("H26.14", "EASY", 9, 1, "2022-11-10"), ("H26.14", "HARD", 1, 1, "2022-11-10")
    now = ("H26.14", "EASY", 9, 1), ("H26.14", "HARD", 5, 5)
    take(tmp_path, *of(*before, *now))
    table = report("fair-periods", request_of("2023Q1"))
    total = table.total.values
    assert (total["before"].percent, total["now"].percent) == (83.33, 70.0)
    assert total["handling"] == pytest.approx(0, abs=1e-9)
    assert total["mix"] == pytest.approx(total["change"])
    assert table.is_sound


def test_a_window_of_ones_own_is_compared_with_as_many_days_before_it():
    before = earlier(request_of("2023", "2023-01-10..2023-01-19")).window
    assert (str(before.first), str(before.last)) == ("2022-12-31", "2023-01-09")


def test_each_step_of_the_funnel_is_a_part_of_the_one_before_and_ages_add_up(tmp_path):
    units()
    take(
        tmp_path, *of(("H26.14", "A", 3, 2)), dossier("open"), dossier("old", received="2022-06-01"),
        dossier("free", (2, "2023-01-10"), (9, "2023-01-12"), due=None),
    )  # fmt: skip
    request = request_of("2023Q1")
    steps = [n for _, n in pictures.funnel(request)]
    assert steps == [8, 6, 5, 3, 3]
    assert pictures.ages(request)[Level.PROVINCE] == [0, 1, 0, 1, 2]
    low, middle, high = pictures.spent(request)[Level.PROVINCE].gross
    assert low <= middle <= high
    months, provinces = pictures.late_by_month(request)
    assert months == ["2023-01"]
    assert provinces == {"Tỉnh Thử": [(2, 5)]}
