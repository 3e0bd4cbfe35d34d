"""The same table as XLSX, PDF, CSV, DOCX and JSON; others' figures held to their own equations."""

import csv
import io
import json
import zipfile
from dataclasses import replace

import pytest
from docx import Document
from python_calamine import CalamineWorkbook

from motcua.reports.catalogue import definition, report
from motcua.reports.errors import PublishedFileNotRead
from motcua.reports.printing import narrative, printed
from motcua.reports.published import check, read_file
from motcua.reports.request import request_of
from motcua.reports.tables import Identity
from tests.reports.factories import dossier, take, units

pytestmark = pytest.mark.django_db


@pytest.fixture
def form(tmp_path):
    units()
    take(tmp_path, *(dossier(n, (2, "2023-01-10"), (9, f"2023-01-{15 + n}")) for n in range(9)))
    return report("06a", request_of("2023Q1"))


def test_the_workbook_holds_the_form_and_its_identities(form):
    book = CalamineWorkbook.from_filelike(io.BytesIO(printed(form, "xlsx")))
    rows = book.get_sheet_by_name("06a").to_python()
    assert rows[1][0] == "TÌNH HÌNH, KẾT QUẢ GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH"
    assert "15/12/2022" in rows[2][0]
    total = next(row for row in rows if row[1].strip() == "Tổng cộng")
    assert total[2:13] == [9, 0, 9, 0, 9, 5, 1, 3, 0, 0, 0]
    assert all(row[3] == "Đúng" for row in book.get_sheet_by_name("Đẳng thức").to_python()[1:6])


def test_comma_separated_values_keep_numerator_and_denominator(form):
    text = printed(report("on-time", form.request), "csv").decode("utf-8-sig")
    lines = [row for row in csv.reader(io.StringIO(text)) if not row[0].startswith("#")]
    rows = [dict(zip(lines[0], row, strict=True)) for row in lines[1:]]
    assert [row["rate_numerator"] + "/" + row["rate_denominator"] for row in rows] == ["6/9", "6/9"]


def test_a_name_that_looks_like_a_formula_is_a_text_in_every_file(form):
    trap = '=HYPERLINK("http://thief.example","Xem")'
    rows = tuple(replace(row, vi=trap, values=row.values | {"name": trap}) for row in form.rows)
    trapped = replace(form, rows=rows, sources=({"source": trap, "dossiers": 9, "trust": 1.0},))
    assert f",={trap[1:5]}" not in printed(trapped, "csv").decode()
    with zipfile.ZipFile(io.BytesIO(printed(trapped, "xlsx"))) as parts:
        sheets = [parts.read(name).decode() for name in parts.namelist() if name.startswith("xl/worksheets/sheet")]
        assert "thief.example" in parts.read("xl/sharedStrings.xml").decode()
    assert not any("<f>" in sheet or "<hyperlink" in sheet for sheet in sheets)


def test_a_paper_is_drawn_and_says_on_its_face_when_an_identity_fails(form):
    assert printed(form, "pdf").startswith(b"%PDF")
    broken = replace(form, identities=(Identity("a = b", "a = b", 1, 2),))
    assert printed(broken, "pdf").startswith(b"%PDF")
    rows = CalamineWorkbook.from_filelike(io.BytesIO(printed(broken, "xlsx"))).get_sheet_by_name("06a").to_python()
    assert any("BÁO CÁO CHƯA ĐÚNG" in str(cell) for row in rows for cell in row)
    assert broken.as_dict()["sound"] is False


def test_the_narrative_compares_with_the_period_before(tmp_path):
    units()
    take(
        tmp_path, *(dossier(n, (2, "2023-01-10"), (9, "2023-01-12")) for n in range(3)),
        *(dossier(f"o{n}", (2, "2022-10-10"), (9, "2022-10-12"), received="2022-10-10", due="2022-10-11")
          for n in range(2)),
    )  # fmt: skip
    table = definition("on-time").table(request_of("2023Q1"))
    earlier = definition("on-time").table(narrative.request_before(table))
    told = list(narrative.comparison(table, earlier))
    assert "Đã giải quyết tăng 50% so với Quý 4/2022 (2)." in told
    assert "Tỷ lệ đúng hạn tăng 100 điểm phần trăm so với Quý 4/2022 (0,00%)." in told
    texts = [p.text for p in Document(io.BytesIO(printed(table, "docx", earlier))).paragraphs]
    assert "Đã giải quyết: 3." in texts


def test_published_figures_are_held_to_their_own_equations(tmp_path):
    rows = [
        {"name": "central", "percent": 99.87}, {"name": "province", "percent": 98.61},
        {"name": "district", "percent": 94.20}, {"name": "commune", "percent": 99.36},
    ]  # fmt: skip
    assert check({"report": "on-time", "rows": rows, "national_percent": 98.01})["sound"]
    assert not check({"report": "on-time", "rows": rows, "national_percent": 98.5})["sound"]
    bad = {"key": "total", "c3": 10, "c4": 4, "c5": 5, "c6": 2}
    found = check({"report": "06a", "rows": [bad]})
    assert [(f["left"], f["right"]) for f in found["findings"] if not f["holds"]] == [(10, 11)]
    (tmp_path / "x.json").write_text(json.dumps({"rows": 3}))
    with pytest.raises(PublishedFileNotRead):
        read_file(tmp_path / "x.json")
