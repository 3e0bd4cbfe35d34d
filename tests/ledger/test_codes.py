"""Codes are checked against the lists of this installation; unknown ones are kept and flagged."""

from datetime import UTC, date, datetime

import pytest

from motcua.agencies.models import Unit
from motcua.exchange.models import PartnerCode
from motcua.exchange.partner_codes import set_partner_code
from motcua.ledger import refresh, selectors
from motcua.ledger.files import take_in
from motcua.procedures.models import Field, Procedure
from tests.ledger.factories import event, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def lists():
    Procedure.objects.create(
        code="1.004194", identity="1.004194", name="Trích lục", recorded_at=datetime(2020, 1, 1, tzinfo=UTC)
    )
    Field.objects.create(code="G15-TP07", name="Hộ tịch")
    Unit.objects.create(code="H26.14", name="Sở Tư pháp", level="province")
    Unit.objects.create(code="H26.99", name="Quận cũ", level="district", valid_before=date(2023, 1, 6))


def test_unknown_codes_are_kept_raw_and_flagged(tmp_path, lists):
    rows = [
        event(1, dossier="D1"),
        event(2, dossier="D2", procedure="9.999999"),
        event(3, dossier="D3", agency="X", field="Y"),
        event(4, dossier="D4", procedure=None, agency=None, field=None),
    ]
    answer = take_in([write(tmp_path / "e.ndjson", rows)])
    assert (answer["new"], answer["flagged"]) == (2, 2)
    assert answer["flags"] == {"unknown_agency": 1, "unknown_field": 1, "unknown_procedure": 1}
    assert answer["codes_checked"] == ["agency", "field", "procedure"]
    refresh.refresh()
    with selectors.reader() as connection:
        found = connection.execute("SELECT procedure, agency, field FROM dossier ORDER BY dossier").fetchall()
    assert found[1:3] == [("9.999999", "H26.14", "G15-TP07"), ("1.004194", "X", "Y")]


def test_the_line_numbers_stay_right_while_codes_are_checked(tmp_path, lists):
    rows = [event(i, dossier=f"D{i}", agency="H26.14" if i % 3 else f"X{i}") for i in range(3000)]
    bad = [17, 1234, 2999]
    for place in bad:
        rows[place] = {**rows[place], "status": None}
    answer = take_in([write(tmp_path / "e.ndjson", rows)])
    assert [refused["line"] for refused in answer["rejections"]] == [place + 1 for place in bad]


def test_the_level_is_the_one_valid_when_the_dossier_came(tmp_path, lists):
    rows = [
        event(1, dossier="D1"),
        event(2, dossier="D2", agency="H26.99", on="2023-01-05"),
        event(3, dossier="D3", agency="H26.99", on="2023-01-06"),
        event(4, dossier="D4", agency="H26.99", on="2023-01-05", status=3),
    ]
    take_in([write(tmp_path / "e.ndjson", rows)])
    refresh.refresh()
    with selectors.reader() as connection:
        assert connection.execute("SELECT dossier, level FROM dossier ORDER BY dossier").fetchall() == [
            ("D1", 2), ("D2", 3), ("D3", 0), ("D4", 3),
        ]  # fmt: skip


def test_a_partners_code_means_what_its_dated_table_says(tmp_path, lists):
    for begin, before, ours in ((date(2020, 1, 1), date(2023, 1, 8), "H26.14"), (date(2023, 1, 8), None, "H26.15")):
        PartnerCode.objects.create(
            source="H26-mcdt", kind="agency", partner_code="STP", our_code=ours, valid_from=begin, valid_before=before
        )
    rows = [
        event(1, dossier="D1", agency="STP", on="2023-01-07"),
        event(2, dossier="D2", agency="STP", on="2023-01-08"),
    ]
    assert take_in([write(tmp_path / "e.ndjson", rows)])["new"] == 2
    refresh.refresh()
    with selectors.reader() as connection:
        assert connection.execute("SELECT agency FROM dossier ORDER BY dossier").fetchall() == [
            ("H26.14",),
            ("H26.15",),
        ]
        assert connection.execute("SELECT DISTINCT agency FROM events").fetchall() == [("STP",)], "kept as sent"


def test_a_changed_meaning_reaches_what_was_counted_at_the_next_refresh_and_no_other_dossier(tmp_path, lists):
    rows = [
        event(n, dossier=f"D{n}", agency="STP" if n == 1 else "H26.14", on="2023-01-07", status=9) for n in range(40)
    ]
    take_in([write(tmp_path / "e.ndjson", rows)])
    refresh.refresh()

    def known(**at):
        with selectors.reader(**at) as connection:
            window = selectors.Window(date(2023, 1, 1), date(2023, 2, 1))
            figures = selectors.figures(connection, window, by=("agency", "level"))
            codes = connection.execute("SELECT dossier, agency, level, received_day FROM dossier ORDER BY 1").fetchall()
        return sorted((row for row in figures if row["received"]), key=str), codes

    assert refresh.refresh()["buckets"] == 0
    assert known()[1][1][1:3] == ("STP", 0)
    mapping = {"source": "H26-mcdt", "kind": "agency", "partner_code": "STP"}
    said_at = []
    for ours, level in (("H26.14", 2), ("H26.99", 0), ("H26.14", 2)):
        set_partner_code(**mapping, our_code=ours, valid_from=date(2020, 1, 1))
        assert refresh.refresh()["buckets"] == 1
        assert refresh.refresh()["buckets"] == 0
        assert known()[1][1][1:3] == (ours, level)
        said_at.append((datetime.now(UTC), ours))
    step_by_step = known()
    refresh.rebuild()
    assert known() == step_by_step
    for moment, ours in said_at:
        assert known(as_known_on=moment)[1][1][1] == ours, "an earlier report is drawn up with what was said then"
