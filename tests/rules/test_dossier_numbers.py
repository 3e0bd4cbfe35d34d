"""Dossier numbers: three schemes are read, one is written, nothing is cut."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.rules.dossier_numbers import BadPrefix, NotADossierNumber, Scheme, read, write


@pytest.mark.parametrize(
    ("text", "scheme", "prefix", "on", "ordinal"),
    [
        pytest.param("000.00.06.H56-231027-0361", "2018", "000.00.06.H56", date(2023, 10, 27), 361, id="2018"),
        pytest.param("H56.14-251027-00361", "2020", "H56.14", date(2025, 10, 27), 361, id="2020, level 1 first"),
        pytest.param("h56.14 - 251027 - 00361", "2020", "H56.14", date(2025, 10, 27), 361, id="typed carelessly"),
        pytest.param("G09.20-20260609-0092637", "central", "G09.20", date(2026, 6, 9), 92637, id="8-digit date"),
        pytest.param("G09.020.01-260609-200123", "central", "G09.020.01", date(2026, 6, 9), 123, id="owner 20"),
        pytest.param("G09.20-250609-200123", "2020", "G09.20", date(2025, 6, 9), 200123, id="before central numbers"),
        pytest.param("H56.14.02-251027-1234567", "2020", "H56.14.02", date(2025, 10, 27), 1234567, id="a busy day"),
    ],
)
def test_reads(text, scheme, prefix, on, ordinal):
    number = read(text)
    assert (number.scheme, number.prefix, number.on, number.ordinal) == (scheme, prefix, on, ordinal)


@pytest.mark.parametrize(
    "text", ["", "H56.14", "H56.14-251327-0001", "H56.14-251027-12", "-251027-0001", "H56..14-251027-0001", "abc"]
)
def test_refuses_what_is_no_number_with_a_sentence(text):
    with pytest.raises(NotADossierNumber) as refusal:
        read(text)
    assert "mã hồ sơ" in refusal.value.sentence("vi")


@given(
    st.sampled_from(["H56.14", "000.00.06.H56", "G12.18.02"]),
    st.dates(date(2018, 6, 21), date(2099, 12, 31)),
    st.integers(1, 9_999_999),
)
def test_what_is_written_can_be_read(prefix, on, ordinal):
    number = read(write(prefix, on, ordinal))
    assert (number.prefix, number.on) == (prefix, on)
    assert number.scheme is Scheme.CENTRAL or number.ordinal == ordinal


def test_the_central_number_names_its_owner():
    assert write("G09.020.01", date(2026, 6, 9), 12_345, owner="20") == "G09.020.01-260609-2012345"
    assert read("G09.020.01-260609-2012345").owner == "20"


@pytest.mark.parametrize("prefix", ["", "h56", "H56-14", "H56..1", "A" * 36])
def test_a_bad_prefix_is_refused(prefix):
    with pytest.raises(BadPrefix):
        write(prefix, date(2026, 1, 1), 1)
