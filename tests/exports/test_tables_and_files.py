"""Tables for spreadsheets, JSON, and files that are whole or absent."""

import csv
import io
import json

import pytest
from python_calamine import CalamineWorkbook

from motcua.procedures.exports import writing
from motcua.procedures.exports.schema_org import government_service
from motcua.procedures.exports.stream import whole
from motcua.procedures.exports.tables import COLUMNS
from motcua.procedures.selectors import demand_version

pytestmark = pytest.mark.django_db


def test_csv_opens_in_a_spreadsheet_without_running_anything(catalogue):
    text = "".join(writing.pieces("csv"))
    assert text.startswith("\ufeff")
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))

    assert [row["code"] for row in rows] == ["9.000001", "9.000002"]
    assert rows[1]["name"].startswith("'=cmd")
    assert rows[0]["channels"] == "Trực tiếp: 5 ngày làm việc; Trực tuyến: 5 ngày làm việc"
    assert rows[0]["costs"] == "Lệ phí: 50.000 đồng; Lệ phí: Miễn phí"
    assert "Xem ghi chú" in rows[1]["costs"]


def test_xlsx_holds_the_same_rows(catalogue, tmp_path):
    path = tmp_path / "catalogue.xlsx"
    writing.write_file("xlsx", path)
    [head, *rows] = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()

    assert tuple(head) == COLUMNS
    assert [row[0] for row in rows] == ["9.000001", "9.000002"]


def test_json_leaves_nothing_out(catalogue):
    whole_file = json.loads("".join(writing.pieces("json")))
    [first, second] = whole_file["procedures"]
    assert first["evidence"][0]["name"] == "Đơn đề nghị"
    assert second["texts"]["keywords"] == "thuyền, bến"


def test_a_failed_export_leaves_the_old_file_alone(catalogue, tmp_path, monkeypatch):
    path = tmp_path / "out" / "catalogue.json"
    path.parent.mkdir()
    path.write_text("old", encoding="utf-8")

    def broken(kind, on=None, *, turtle=False):
        yield "half"
        raise OSError("the disk is full")

    monkeypatch.setattr(writing, "pieces", broken)
    with pytest.raises(OSError, match="disk is full"):
        writing.write_file("json", path)
    assert path.read_text(encoding="utf-8") == "old"
    assert list(path.parent.iterdir()) == [path]


def test_a_procedure_page_tells_search_engines_what_it_is(catalogue):
    told = government_service(whole(demand_version("9.000001", whole=True)), "https://example.org")
    assert told["@type"] == "GovernmentService"
    assert told["@id"] == "https://example.org/thu-tuc/9.000001/"
    assert told["serviceOutput"] == [{"@type": "Thing", "name": "Giấy phép cập cảng"}]
    assert told["provider"]["identifier"] == "X01.01"


def test_an_empty_catalogue_is_still_a_valid_file(db):
    assert json.loads("".join(writing.pieces("json")))["procedures"] == []
    assert json.loads("".join(writing.pieces("cpsv-ap")))["@graph"]
