"""What a refusal of the plan says to people."""

from datetime import date

from motcua.core.phrases import Phrase
from motcua.ledger.cubes import Window
from motcua.staffing.errors import NothingToPlan, stretch


def test_a_stretch_is_named_by_its_first_and_its_last_day():
    refusal = NothingToPlan(
        scope=Phrase("cả nước", "the whole country"), window=stretch(Window(date(2022, 12, 15), date(2023, 3, 15)))
    )
    assert "cho cả nước trong thời gian từ 15/12/2022 đến 14/03/2023." in refusal.sentence("vi")
    assert "for the whole country in the time from 15/12/2022 to 14/03/2023." in refusal.sentence("en")
