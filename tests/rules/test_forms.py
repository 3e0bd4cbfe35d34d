"""Which form for which day."""

from datetime import date

import pytest

from motcua.rules.forms import NoSuchForm, PaperKind, UnknownPaperKind, form_of, forms_on, number_of

STATUTORY = {"receipt", "supplement", "refusal", "apology", "stop", "control", "book"}


@pytest.mark.parametrize(
    ("kind", "on", "name"),
    [
        pytest.param("receipt", date(2018, 6, 21), "Mẫu số 01", id="first day of decree 61"),
        pytest.param("control", date(2025, 6, 30), "Mẫu số 05", id="last day of the old numbers"),
        pytest.param("control", date(2025, 7, 1), "Mẫu số 06", id="first day of the new numbers"),
        pytest.param("book", date(2025, 6, 30), "Mẫu số 06", id="old book"),
        pytest.param("book", date(2025, 7, 1), "Mẫu số 07", id="new book"),
        pytest.param("stop", date(2025, 7, 1), "Mẫu số 05", id="the stop notice is new"),
    ],
)
def test_the_number_of_a_form_depends_on_the_day_of_reception(kind, on, name):
    assert form_of(kind, on).name == name


def test_there_were_six_forms_and_there_are_seven():
    assert len(STATUTORY & set(forms_on(date(2025, 6, 30)))) == 6
    assert len(STATUTORY & set(forms_on(date(2025, 7, 1)))) == 7


def test_a_stop_notice_before_the_new_decree_is_refused():
    with pytest.raises(NoSuchForm, match="30/06/2025"):
        form_of("stop", date(2025, 6, 30))


def test_nothing_is_printed_before_the_first_decree():
    assert forms_on(date(2018, 6, 20)) == {}


def test_an_unknown_kind_is_refused_with_the_known_ones():
    with pytest.raises(UnknownPaperKind, match="receipt"):
        form_of("poem", date(2025, 7, 1))


def test_numbers_begin_with_01():
    assert number_of(form_of(PaperKind.SUPPLEMENT, date(2025, 7, 1)), 1, "TTPVHCC") == "01/PBS-TTPVHCC"
