"""Unit files: our own form, and the three public ones."""

import gzip
import json
import lzma
from datetime import date

import pytest

from motcua.accounts.models import AdministrationRecord
from motcua.agencies import selectors, services
from motcua.agencies.errors import SuccessorAsksBack, UnreadableUnitFile
from motcua.agencies.models import ChangeEvent, Unit
from motcua.cli import main

pytestmark = pytest.mark.django_db
HEAD = "code,name,level,parent,valid_from,valid_before,successors\n"
GOOD = (
    HEAD
    + "X1,Xã Một,commune,P1,2000-01-01,2025-07-01,N1;N2\n"
    + "P1,Tỉnh Cảng,Cấp tỉnh,,2000-01-01,,\n"
    + "X2,Xã Hai,commune,P1,,01/07/2025,N1\n"
    + "N1,Xã Mới,commune,P1,2025-07-01,,\n"
    + "N2,Xã Mới Hai,commune,P1,2025-07-01,,\n"
)
ON = date(2026, 1, 1)


def take(tmp_path, text, name="units.csv"):
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return services.import_units(path).as_json()


def counts(answer):
    return [answer[name] for name in ("read", "created", "changed", "unchanged", "quarantined")]


def test_rows_may_come_in_any_order(tmp_path):
    assert counts(take(tmp_path, GOOD)) == [5, 5, 0, 0, 0]

    old = selectors.demand_unit("X1", date(2010, 1, 1))
    assert old.parent.code == "P1"
    with pytest.raises(SuccessorAsksBack, match=r"Xã Mới .N1., Xã Mới Hai .N2."):
        selectors.successor_of(old, ON)
    assert selectors.successor_of(selectors.demand_unit("X2", date(2010, 1, 1)), ON).code == "N1"


def test_a_second_import_creates_nothing(tmp_path):
    take(tmp_path, GOOD)

    assert counts(take(tmp_path, GOOD)) == [5, 0, 0, 5, 0]
    assert ChangeEvent.objects.count() == 2


def test_a_correction_is_counted_and_keeps_what_it_replaced(tmp_path):
    take(tmp_path, GOOD)

    answer = take(tmp_path, GOOD.replace("Xã Mới Hai", "Xã Mới Nhì"))

    assert counts(answer) == [5, 0, 1, 4, 0]
    record = AdministrationRecord.objects.get(act="correct_unit")
    assert (record.facts["before"], record.facts["after"]) == ({"name": "Xã Mới Hai"}, {"name": "Xã Mới Nhì"})
    assert selectors.search_units("xa moi nhi", ON).get().code == "N2"


def test_moving_a_unit_moves_all_below_it(tmp_path):
    rows = HEAD + "P1,A,province,,,,\nP2,B,province,,,,\nC1,C,commune,P1,,,\nD1,D,commune,C1,,,\n"
    take(tmp_path, rows)

    take(tmp_path, rows.replace("C,commune,P1", "C,commune,P2"))

    assert set(Unit.objects.below(Unit.objects.get(code="P2")).values_list("code", flat=True)) == {"P2", "C1", "D1"}


@pytest.mark.parametrize(
    ("row", "code", "sentence"),
    [
        pytest.param("Z,Xã,xyz,P1,,,", "level", "Cấp “xyz” không có", id="an unknown level"),
        pytest.param(",Xã,commune,P1,,,", "missing", "Thiếu mã", id="no code"),
        pytest.param("Z,Xã,commune,NO,,,", "unknown_parent", "Không có đơn vị cấp trên “NO”", id="no such parent"),
        pytest.param("Z,Xã,commune,Z,,,", "circle", "vòng", id="its own parent"),
        pytest.param("Z,Xã,commune,P1,32/01/2025,,", "date", "“32/01/2025” không đọc được", id="no such day"),
        pytest.param("Z,Xã,commune,P1,2025-02-01,2025-02-01,", "period", "phải sau", id="no day long"),
        pytest.param("Z,Xã,commune,P1,,,N1", "successor_without_end", "thiếu ngày kết thúc", id="open with successor"),
        pytest.param("Z,Xã,commune,P1,,2025-07-01,NO", "unknown_successor", "“NO”", id="no such successor"),
        pytest.param("Z,Xã,commune,P1,,2025-07-01,X2", "unknown_successor", "“X2”", id="a successor that ended too"),
        pytest.param("Z,Quận,district,P1,2025-07-01,,", "level_abolished", "không còn cấp huyện", id="a late district"),
        pytest.param("Z,Tỉnh,province,N1,,,", "parent_below", "cấp thấp hơn", id="a province under a commune"),
        pytest.param("N1,Xã,commune,P1,2025-07-01,,", "repeated", "đã có ở dòng 5", id="the same twice"),
        pytest.param("N1,Xã,commune,P1,2024-01-01,,", "overlap", "đã dùng", id="a code used at that time"),
        pytest.param("Z,Xã,commune,P1,,,,,,", "columns", "nhiều ô hơn", id="too many cells"),
        pytest.param(b"Z,X\xe3,commune,P1,,,", "encoding", "không phải UTF-8", id="another encoding"),
    ],
)
def test_a_bad_line_is_named_and_the_rest_is_taken(tmp_path, row, code, sentence):
    row = row if isinstance(row, bytes) else row.encode()

    answer = take(tmp_path, GOOD.encode() + row + b"\n")

    assert counts(answer) == [6, 5, 0, 0, 1]
    [error] = answer["errors"]
    assert (error["line"], error["code"]) == (7, code)
    assert sentence in error["vi"]
    assert error["en"]


def test_a_line_under_a_refused_line_is_refused_too(tmp_path):
    answer = take(tmp_path, GOOD + "B,Xã,commune,NO,,,\nC,Thôn,commune,B,,,\n")

    assert counts(answer) == [7, 5, 0, 0, 2]


@pytest.mark.parametrize(("name", "pack"), [("u.csv.gz", gzip.compress), ("u.csv.xz", lzma.compress)])
def test_packed_files_are_read(tmp_path, name, pack):
    assert counts(take(tmp_path, pack(GOOD.encode()), name)) == [5, 5, 0, 0, 0]


def test_what_came_before_the_cut_of_an_archive_is_taken(tmp_path):
    long = GOOD + "".join(f"K{n:06d},Xã {n * 7919 % 100_003},commune,P1,,,\n" for n in range(4_000))
    packed = gzip.compress(long.encode())

    answer = take(tmp_path, packed[: len(packed) // 2], "u.csv.gz")

    assert answer["created"] > 5
    assert answer["errors"][-1]["code"] == "cut_off"


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        pytest.param(b"", "u.csv", "it is empty", id="empty"),
        pytest.param(b"a,b,c\n1,2,3\n", "u.csv", "lacks the columns code, name, level", id="foreign columns"),
        pytest.param(b"not packed", "u.csv.xz", "damaged", id="no archive"),
    ],
)
def test_a_file_that_is_none_is_refused(tmp_path, content, name, sentence):
    with pytest.raises(UnreadableUnitFile, match=sentence):
        take(tmp_path, content, name)
    assert not Unit.objects.exists()


def test_the_command_answers_in_json_and_refuses_with_a_sentence(tmp_path, capsys):
    path = tmp_path / "units.csv"
    path.write_text(GOOD, encoding="utf-8")

    assert main(["agencies", "import", str(path), "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["read"], answer["created"]) == (5, 5)
    assert main(["agencies", "successor", "X1", "--on", "2026-01-01"]) == 1
    assert "Hãy chọn đơn vị giải quyết" in capsys.readouterr().err
    assert main(["agencies", "import", str(tmp_path / "no.csv")]) == 1
    assert "không mở được tệp" in capsys.readouterr().err


@pytest.mark.realdata
@pytest.mark.slow
def test_the_three_public_files_give_both_worlds(real_data):
    folder = real_data / "admin-units"
    old, new, conversion = (
        folder / "gso_units_2025-01-04_63p_696d.csv.xz",
        folder / "units_2026-07-25_34p_communes.csv",
        folder / "gso_conversion_old_to_new_2025-07.csv.xz",
    )
    assert counts(services.import_units(old).as_json()) == [10_056, 10_056, 0, 0, 0]
    assert counts(services.import_units(new).as_json()) == [3_321, 3_321, 0, 0, 0]
    answer = services.import_units(conversion).as_json()
    assert counts(answer) == [10_571, 10_570, 0, 0, 1]
    assert [error["line"] for error in answer["errors"] if error["quarantined"]] == [4_749]
    assert counts(services.import_units(conversion).as_json()) == [10_571, 0, 0, 10_570, 1]

    units = {level: selectors.units(on=date(2025, 6, 30), level=level).count() for level in ("province", "district")}
    assert units == {"province": 63, "district": 696}
    assert selectors.units(on=date(2025, 7, 1), level="district").count() == 0
    assert selectors.units(on=date(2025, 7, 1), level="commune").count() == 3_321
    whole = selectors.demand_unit("00013", date(2025, 1, 4))
    assert selectors.successor_of(whole, date(2025, 7, 1)).code == "00004"
    with pytest.raises(SuccessorAsksBack):
        selectors.successor_of(selectors.demand_unit("00112", date(2025, 1, 4)), date(2025, 7, 1))
