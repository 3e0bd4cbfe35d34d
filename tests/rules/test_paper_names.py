"""Lines of published lists are read as the papers they mean; invented lines in the style of the catalogue."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.rules import paper_names
from motcua.rules.procedure_names import likeness, name_words


@pytest.mark.parametrize(
    ("line", "name"),
    [
        pytest.param("Giấy khai sinh", "giấy khai sinh", id="plain"),
        pytest.param("- 01 bản sao có chứng thực Giấy khai sinh;", "giấy khai sinh", id="bullet, number and copy"),
        pytest.param("a) Bản chính Giấy phép xây dựng (nếu có).", "giấy phép xây dựng", id="letter and bracket"),
        pytest.param("Giấy CNQSDĐ", "giấy chứng nhận quyền sử dụng đất", id="abbreviation after its first word"),
        pytest.param("Sổ BHXH (bản gốc)", "sổ bảo hiểm xã hội", id="abbreviation"),
        pytest.param("Đơn đề nghị theo Mẫu số 02 ban hành kèm theo Thông tư", "đơn đề nghị", id="the form goes"),
        pytest.param("Giấy phép hoạt động đã được cấp", "giấy phép hoạt động", id="already issued"),
        pytest.param("Bản đồ địa chính khu đất", "bản đồ địa chính khu đất", id="a map keeps its first word"),
        pytest.param("Hóa đơn: 01 bản chụp", "hóa đơn", id="what follows a colon goes"),
        pytest.param("Lưu ý: nộp tại quầy 3", "", id="a remark is no paper"),
        pytest.param("Trường hợp ủy quyền thì nộp giấy ủy quyền", "", id="a sentence is no paper"),
        pytest.param("", "", id="empty"),
    ],
)
def test_a_line_is_read_as_its_paper(line, name):
    assert paper_names.paper_name(line) == name
    assert paper_names.paper_name(unicodedata.normalize("NFD", line)) == name


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("giấy đăng kí kết hôn", "giấy đăng ký kết hôn", id="i and y"),
        pytest.param("văn bản thoả thuận góp vốn", "văn bản thỏa thuận góp vốn", id="place of the tone"),
        pytest.param(
            "đơn đề nghị cấp giấy phép nổ mìn", "văn bản đề nghị cấp giấy phép nổ mìn", id="heads of a request"
        ),
        pytest.param("giấy chứng nhận đăng ký kinh doanh", "giấy chứng nhận đăng ký doanh nghiệp", id="old name"),
        pytest.param("giấy phép của trường lái", "giấy phép trường lái", id="filler"),
    ],
)
def test_two_names_of_one_paper_have_one_key(one, other):
    assert paper_names.paper_key(one) == paper_names.paper_key(other)


def test_different_papers_keep_different_keys():
    names = ["giấy khai sinh", "giấy khai tử", "giấy phép lái xe", "giấy phép lái tàu", "quyết định giao đất"]
    assert len({paper_names.paper_key(name) for name in names}) == len(names)


@pytest.mark.parametrize("word", ["quý", "quỳ", "quả", "toà", "khoẻ", "thuý"])
def test_spelling_is_stable(word):
    once = paper_names.one_spelling(word)
    assert paper_names.one_spelling(once) == once
    assert unicodedata.is_normalized("NFC", once)


def test_the_u_of_qu_carries_no_tone():
    assert paper_names.one_spelling("quý") == "quý"
    assert paper_names.one_spelling("thuý") == paper_names.one_spelling("thúy")


@given(st.text(max_size=300))
def test_any_text_is_read_without_fault(text):
    assert isinstance(paper_names.paper_key(paper_names.paper_name(text)), str)


@pytest.mark.parametrize(
    ("line", "spared", "foreign", "form"),
    [
        ("Giấy khai sinh, trừ trường hợp đã khai thác được", True, False, False),
        ("Giấy phép do cơ quan nước ngoài cấp", False, True, False),
        ("Tờ khai theo Mẫu số 01", False, False, True),
        ("Giấy khai sinh", False, False, False),
    ],
)
def test_what_a_line_adds(line, spared, foreign, form):
    assert paper_names.is_spared(line) is spared
    assert paper_names.is_foreign(line) is foreign
    assert paper_names.is_form(line) is form


def test_level_and_agency_do_not_make_another_procedure():
    one = name_words("Thủ tục cấp giấy phép bến thủy (cấp tỉnh)")
    other = name_words("Cấp giấy phép bến thủy thuộc thẩm quyền của Ủy ban nhân dân cấp xã")
    assert one == other
    assert likeness(frozenset(one), frozenset()) == 0.0
