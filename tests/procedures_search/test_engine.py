"""The engine on a handful of invented procedures: what is found, and why."""

import pytest

from motcua.procedures.search.engine import complete, search, understand
from motcua.procedures.search.entries import Entry, Why
from motcua.procedures.search.index import Index
from motcua.procedures.search.references import decision_key
from motcua.procedures.search.scoring import overlapping
from motcua.procedures.search.synonyms import Synonym
from motcua.procedures.search.words import levels_named, marks, meaning

HARBOUR = (
    Entry("9.000001", "Cấp giấy phép cập cảng", "Bộ Cảng biển", levels=("province",), decisions=("12/QĐ-BCB",)),
    Entry("9.000002", "Cấp lại giấy phép cập cảng", "Bộ Cảng biển", levels=("province",)),
    Entry("9.000003", "Đăng ký bến thuyền (thực hiện tại cấp xã)", "Bộ Thuyền", levels=("commune",)),
    Entry("9.000004", "Đăng ký bến thuyền (thực hiện tại cấp tỉnh)", "Bộ Thuyền", levels=("province",)),
    Entry("9.000005", "Thu hồi giấy đăng ký thuyền buồm", "Bộ Thuyền", levels=("province",)),
    Entry("9.000006", "Xác nhận mặt bằng kho cá", "Bộ Cá", keywords=("kho lạnh", "nhà kho"), levels=("province",)),
    Entry("9.000007", "Báo mất bằng lái thuyền", "Bộ Thuyền", levels=("commune",)),
    Entry("9.000008", "Đăng ký bến thuyền của tỉnh Hải Đảo", "Tỉnh Hải Đảo", levels=("commune",), national=False),
    Entry("9.000009", "Khám sức khỏe thuyền viên định kỳ", "Bộ Thuyền", levels=("province",)),
    Entry("9.000010", "Khám sức khỏe thuyền trưởng định kỳ", "Bộ Thuyền", levels=("province",)),
    Entry("9.000011", "Khám sức khỏe thuyền phó định kỳ", "Bộ Thuyền", levels=("province",)),
    Entry("9.000012", "Giải thể nghiệp đoàn", "Bộ Nghiệp đoàn", field="Ươm rừng", levels=("province",)),
)
SYNONYMS = (
    Synonym("đậu tàu", "cập cảng", "colloquial"),
    Synonym("mua ghe", "đăng ký bến thuyền", "life_event"),
    Synonym("đổi họ", "xác nhận mặt bằng", "colloquial"),
)
INDEX = Index(HARBOUR, SYNONYMS)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        pytest.param("cap giay phep cap cang", "9.000001", id="without marks"),
        pytest.param("Giấy phép cập cảng", "9.000001", id="the general one before its special case"),
        pytest.param("xin cấp lại giấy phép cập cảng", "9.000002", id="reissue"),
        pytest.param("giay fep cap cang", "9.000001", id="a sound written as heard"),
        pytest.param("dang ky ben thuyeen", "9.000003", id="a slip of the finger"),
        pytest.param("dangky benthuyen", "9.000003", id="blanks left out"),
        pytest.param("bến thuyền cấp tỉnh", "9.000004", id="a level"),
        pytest.param("giấy phép đậu tàu", "9.000001", id="a synonym inside a line"),
        pytest.param("tôi mới mua ghe", "9.000003", id="a life event"),
        pytest.param("ksk thuyền trưởng", "9.000010", id="an abbreviation nobody listed"),
        pytest.param("mất bằng lái", "9.000007", id="marks tell lost from surface"),
        pytest.param("mặt bằng kho", "9.000006", id="and surface from lost"),
        pytest.param("nhà kho", "9.000006", id="a key word"),
        pytest.param("9.000005", "9.000005", id="a code"),
        pytest.param("9000005", "9.000005", id="a code without its dot"),
        pytest.param("mã 000005", "9.000005", id="the last digits of a code"),
        pytest.param("12/QĐ-BCB", "9.000001", id="a decision number"),
        pytest.param("quyết định 12 qd bcb", "9.000001", id="a decision number as spoken"),
        pytest.param("bến thuyền Hải Đảo", "9.000008", id="a province's own, when named"),
    ],
)
def test_the_first_answer_is_what_was_meant(typed, expected):
    assert search(INDEX, typed, 5)[0].code == expected


@pytest.mark.parametrize("typed", ["", "   ", "???", "zzzzqqqq", "🙂", "\x00"])
def test_noise_finds_nothing(typed):
    assert search(INDEX, typed) == []


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        pytest.param("giấy phép đậu tàu", Why.SYNONYM, id="synonym"),
        pytest.param("mua ghe", Why.LIFE_EVENT, id="life event"),
        pytest.param("dang ky ben thuyeen", Why.TYPO, id="typo"),
        pytest.param("9.000001", Why.CODE, id="code"),
        pytest.param("12/QĐ-BCB", Why.DECISION, id="decision"),
        pytest.param("bến thuyền cấp xã", Why.LEVEL, id="level"),
        pytest.param("cập cảng", Why.WORDS, id="words"),
        pytest.param("chấm dứt", Why.SYNONYM, id="an equal"),
        pytest.param("ươm rừng", Why.SUBJECT, id="subject"),
    ],
)
def test_every_answer_says_why(typed, kind):
    assert kind in {reason.kind for reason in search(INDEX, typed)[0].why}


def test_a_phrase_typed_once_counts_once_whatever_equals_its_parts_have():
    equals = [(0, 2, [("giay", "phep")]), (0, 4, [("giay", "phep", "hanh", "nghe")]), (4, 5, [("thuoc",)])]
    assert overlapping(equals) == [equals[:2], equals[2:]]


def test_a_synonym_typed_with_other_marks_is_not_meant():
    assert all(not reading.used for reading in understand(INDEX, "đổi hộ").readings)


def test_a_province_s_copy_comes_after_the_national_one():
    assert [hit.code for hit in search(INDEX, "đăng ký bến thuyền", 3)][-1] == "9.000008"


def test_an_unfinished_word_is_completed():
    assert complete(INDEX, "dang ky ben th", 3)[0].code == "9.000003"


def test_scores_run_from_zero_to_one_and_fall():
    scores = [hit.score for hit in search(INDEX, "thuyền")]
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score <= 1 for score in scores)


def test_an_empty_catalogue_answers_nothing():
    assert search(Index([]), "khai sinh") == []


def test_a_very_long_line_is_no_danger():
    assert search(INDEX, "cập cảng " * 5000, 1)[0].code == "9.000001"


def test_marks_agree_wherever_the_tone_stands():
    assert marks("hoà") == marks("hòa") != marks("hoa")


def test_fillers_fall_away_but_never_everything():
    assert meaning(["thủ", "tục", "xin", "đăng", "ký", "bến", "thuyền", "ở", "đâu"]) == ["đăng", "ký", "bến", "thuyền"]
    assert meaning(["xin"]) == ["xin"]


def test_means_of_transport_are_no_ward():
    assert levels_named(["cấp", "phương", "tiện"]) == (["cấp", "phương", "tiện"], "")
    assert levels_named(["bến", "cấp", "phường"]) == (["bến"], "commune")


def test_decision_numbers_agree_however_typed():
    assert decision_key("2628/QĐ-BTC") == decision_key("2628 / qd btc")
