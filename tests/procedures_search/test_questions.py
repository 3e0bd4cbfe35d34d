"""What a typed line asks for: a turn of a paper, a province, a decision, and words that say the same."""

import pytest

from motcua.procedures.search.engine import search, understand
from motcua.procedures.search.entries import Entry
from motcua.procedures.search.equals import equals_in
from motcua.procedures.search.index import Index
from motcua.procedures.search.turns import Turn, turns_asked

BOATS = (
    Entry("9.100001", "Cấp giấy phép bè nổi", "Bộ Bè", decisions=("Quyết định số 77/QĐ-BB",), levels=("province",)),
    Entry("9.100002", "Cấp lại giấy phép bè nổi", "Bộ Bè", decisions=("205/TTr-SBN", "8/QĐ-BB"), levels=("province",)),
    Entry("9.100003", "Sửa đổi, bổ sung giấy phép bè nổi", "Bộ Bè", decisions=("44/2026/QĐ-UBND",)),
    Entry("9.100004", "Chấm dứt giấy phép bè nổi", "Bộ Bè", decisions=("44/QĐ-BB.",)),
    Entry("9.100005", "Hỗ trợ trồng sen", "UBND tỉnh Lâm Đồng", national=False),
    Entry("9.100006", "Hỗ trợ trồng sen", "UBND tỉnh Lào Cai", national=False),
    Entry("9.100007", "Hỗ trợ trồng sen trong ao nhà", "UBND Thành phố Huế", national=False),
    Entry("9.100008", "Thành lập doanh nghiệp nuôi ong", "Bộ Ong"),
    Entry("9.100009", "Xét tuyển thợ lặn", "Bộ Bè"),
    Entry("9.100010", "Sát hạch thuyền trưởng", "Bộ Bè"),
    Entry("9.100011", "Đào tạo thuyền trưởng", "Bộ Bè"),
)
INDEX = Index(BOATS)


def first(typed):
    return search(INDEX, typed, 5)[0].code


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        pytest.param("mất giấy phép bè nổi", "9.100002", id="lost means issued again"),
        pytest.param("sửa giấy phép bè nổi", "9.100003", id="mend means amend"),
        pytest.param("giay phep be noi", "9.100001", id="no turn is the first issue"),
        pytest.param("thôi đóng giấy phép bè nổi chấm dứt", "9.100004", id="the end"),
        pytest.param("trồng sen lào cai", "9.100006", id="a province named comes first"),
        pytest.param("trong sen o hue", "9.100007", id="a province without marks"),
        pytest.param("trồng sen Đắk Nông", "9.100005", id="a province that passed into another"),
        pytest.param("mở công ty nuôi ong", "9.100008", id="everyday words"),
        pytest.param("xet ttuyen tho lan", "9.100009", id="a doubled letter, though a neighbour is nearer to more"),
        pytest.param("205/TTr-SBN", "9.100002", id="a number that is no decision"),
        pytest.param("quyết định 77 qd bb", "9.100001", id="a number led in by words"),
        pytest.param("44 / 2026 / qđ ubnd", "9.100003", id="a number with its year"),
        pytest.param("44/QĐ-BB", "9.100004", id="not the longer number"),
        pytest.param("quyết định số 77", "9.100001", id="only the digits"),
        pytest.param("9.100004.000.00.00.H01", "9.100004", id="a code as the portals write it"),
    ],
)
def test_the_first_answer_is_what_was_meant(typed, expected):
    assert first(typed) == expected


def test_provinces_of_one_name_stand_aside_when_none_is_named():
    assert {hit.code for hit in search(INDEX, "hỗ trợ trồng sen", 2)} == {"9.100005", "9.100007"}


@pytest.mark.parametrize(
    ("typed", "turn"),
    [
        ("sữa chua", Turn.NONE),
        ("sửa tên", Turn.CHANGE),
        ("mất việc", Turn.NONE),
        ("rơi thẻ", Turn.AGAIN),
        ("hết hạn", Turn.LONGER),
        ("đóng cửa quán", Turn.END),
    ],
)
def test_a_turn_is_read_from_the_line(typed, turn):
    assert turns_asked(typed.split()) == turn


def test_equal_words_need_the_right_marks():
    assert equals_in(["bán"])
    assert not equals_in(["bàn"])


def test_a_place_is_taken_out_of_the_words():
    assert understand(INDEX, "trồng sen tại tỉnh Lâm Đồng").province == "lam dong"
    assert understand(INDEX, "sen ở tỉnh lâm đồng").readings[0].words == ["sen"]
