"""Hints: each kind is found where it is, and not where it is not; every catalogue here is invented."""

from datetime import date

import pytest

from motcua.review import selectors, services
from motcua.review.asked_papers import AskedPaper, AskedPapers
from motcua.review.errors import ReviewRefused
from motcua.review.hints import grounds, likeness, online, preparing, repeated_papers, supplements
from motcua.review.hints.found import KINDS, USUAL
from motcua.review.hints.reading import Catalogue, Paper, Text, Use, Waiting
from motcua.review.models import HintRound
from motcua.rules.paper_names import paper_name
from tests.agencies.factories import posting
from tests.doors.nation import founded
from tests.reports.factories import dossier, take

DAY = date(2026, 8, 3)


def text(code, name, *papers, gives=(), field="Đường thủy", cites=(("12/2024/NĐ-CP", "Nghị định"),), **more):
    made = Text(code, name, field, "Bộ X", "standard", more.pop("online", "none"), more.pop("internal", False))
    made.papers = [Paper(line, paper_name(line), 1, 0, False) for line in papers]
    made.outputs, made.citations = list(gives), list(cites)
    for key, value in more.items():
        setattr(made, key, value)
    return made


def catalogue(*texts, uses=None, days=0, waits=(), asked=None):
    return Catalogue(DAY, texts, uses or {}, days, tuple(waits), asked or {})


ISSUER = text("1.000001", "Cấp giấy phép bến thủy nội địa", "Đơn đề nghị", gives=["Giấy phép bến thủy nội địa"])


def test_a_paper_another_procedure_issues_is_found_with_both_sides_as_evidence():
    asker = text("1.000002", "Công bố luồng", "- Bản sao Giấy phép bến thủy nội địa do tỉnh cấp;")
    [hint] = repeated_papers.issued_elsewhere(catalogue(ISSUER, asker))

    assert (hint.kind, hint.codes, hint.hours_each) == ("issued_elsewhere", ("1.000002",), 0.5)
    assert "Bản sao Giấy phép bến thủy nội địa do tỉnh cấp" in hint.evidence[0].vi
    assert hint.evidence[-1].code == "1.000001"
    assert hint.hours_a_year is None


def test_a_paper_that_causes_supplements_is_found_and_one_that_the_text_does_not_ask_for_is_said():
    often, foreign, seldom = (
        AskedPaper(name, known, many, many, 3.5, ("D-1",))
        for name, known, many in (("Giấy chứng sinh", True, 12), ("Ảnh 4x6", False, 6), ("Tờ khai", True, 2))
    )
    asked = {"1.000002": AskedPapers(20, 18, 2, (often, foreign, seldom)), "1.000009": AskedPapers(9, 9, 0, (often,))}
    texts = catalogue(text("1.000002", "Khai sinh", "Giấy chứng sinh", "Tờ khai"), asked=asked)
    first, second = supplements.causes_supplements(texts)
    assert (first.codes, first.hours_a_year) == (("1.000002",), supplements.HOURS * 12)
    assert "12 of 20 requests of a year (60 %)" in first.evidence[0].en
    assert "does NOT ask for it" in second.en


def test_hours_a_year_are_the_dossiers_of_those_who_ask():
    asker = text("1.000002", "Công bố luồng", "Giấy phép bến thủy nội địa")
    [hint] = repeated_papers.issued_elsewhere(catalogue(ISSUER, asker, uses={"1.000002": Use(10, 10, yearly=40.0)}))
    assert hint.hours_a_year == 20.0


def test_the_procedure_that_asks_for_its_own_paper_is_another_kind():
    renewal = text("1.000003", "Cấp lại", "Giấy phép bến thủy nội địa đã cấp", gives=["Giấy phép bến thủy nội địa"])
    [hint] = repeated_papers.issued_elsewhere(catalogue(renewal))
    assert hint.kind == "own_output"


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("Giấy phép bến thủy nội địa (nếu có)", id="only where there is one"),
        pytest.param("Giấy phép bến thủy nội địa do nước ngoài cấp", id="made abroad"),
        pytest.param("Giấy phép bến thủy nội địa theo Mẫu số 3", id="a form to fill in"),
        pytest.param("Giấy phép bến thủy nội địa quốc tế", id="another paper that begins alike"),
        pytest.param("Đơn xin giấy phép bến thủy nội địa", id="the request itself"),
    ],
)
def test_what_is_not_asked_twice_gives_no_hint(line):
    assert repeated_papers.issued_elsewhere(catalogue(ISSUER, text("1.000002", "Công bố luồng", line))) == []


def test_a_paper_in_a_register_is_found_under_any_of_its_names():
    texts = [text(f"1.00001{n}", f"Thủ tục {n}", line) for n, line in enumerate(
        ["Bản sao CMND", "Thẻ căn cước công dân", "Giấy khai sinh", "Giấy khai sinh của cha (nếu có)"])]  # fmt: skip
    found = {hint.subject: hint for hint in repeated_papers.in_a_register(catalogue(*texts))}

    assert {hint.codes for hint in found.values()} == {("1.000010", "1.000011"), ("1.000012",)}
    assert all("NĐ 224/2026" in hint.vi for hint in found.values())


def test_before_the_decree_no_register_is_claimed():
    early = Catalogue(date(2026, 6, 30), (text("1.000010", "Thủ tục", "Giấy khai sinh"),), {})
    assert repeated_papers.in_a_register(early) == []


def test_one_paper_under_two_names_is_found_once():
    texts = (
        text("1.000001", "A", "Giấy CN đăng ký kinh doanh", "Sổ bảo hiểm xã hội"),
        text("1.000002", "B", "Sổ BHXH (bản chính)"),
        text("1.000003", "C", "01 bản sao sổ bảo hiểm xã hội"),
    )
    [hint] = repeated_papers.several_names(catalogue(*texts))
    assert hint.codes == ("1.000001", "1.000002", "1.000003")
    assert [each.vi for each in hint.evidence] == ["“sổ bảo hiểm xã hội” (2 thủ tục)", "“sổ bhxh” (1 thủ tục)"]
    assert (hint.hours_each, hint.hours_a_year) == (0.0, None)


@pytest.mark.parametrize(
    ("cites", "requirements", "said"),
    [
        pytest.param((), [], ["không nêu văn bản"], id="nothing cited"),
        pytest.param([("5744/UBND-NC", "Công văn về việc")], [], ["chỉ dựa vào công văn"], id="a letter only"),
        pytest.param([("03/2016/TT-BNG", "Hướng dẫn việc cấp")], [], [], id="a circular whose title says guide"),
        pytest.param([("1/2024/NĐ-CP", "")], ["Có vốn từ hai mươi tỷ đồng trở lên và hai kỹ sư"], ["không dẫn điều"],
                     id="a bare condition"),
        pytest.param([("1/2024/NĐ-CP", "")], ["Đáp ứng khoản 2 Điều 5 Nghị định số 1/2024/NĐ-CP về vốn"], [], id="one"),
        pytest.param([("1/2024/NĐ-CP", "")], ["Không có yêu cầu, điều kiện nào đối với thủ tục này"], [], id="none"),
    ],
)  # fmt: skip
def test_a_demand_without_basis(cites, requirements, said):
    found = grounds.no_legal_basis(catalogue(text("1.000001", "A", "Đơn", cites=cites, requirements=requirements)))
    assert len(found) == len(said)
    assert all(part in hint.vi for part, hint in zip(said, found, strict=True))


def test_an_empty_basis_that_papers_fill_is_a_matter_of_record_not_of_hours():
    [hint] = grounds.no_legal_basis(catalogue(text("1.000001", "A", "Đơn theo Nghị định số 9/2024/NĐ-CP", cites=())))
    assert "cần ghi rõ" in hint.vi
    assert hint.hours_each == 0.0


def test_no_dossiers_is_said_only_where_the_ledger_knows_days_and_claims_no_hours():
    texts = (text("1.000001", "A"), text("1.000002", "B"))
    assert grounds.no_dossiers(catalogue(*texts)) == []

    [hint] = grounds.no_dossiers(catalogue(*texts, uses={"1.000001": Use(3, 3, yearly=3.0)}, days=90))
    assert (hint.codes, hint.hours_a_year, hint.hours_each) == (("1.000002",), None, 0.0)
    assert "Chưa đủ một năm" in hint.vi


def test_one_name_at_two_levels_is_one_group_and_a_near_name_needs_the_same_papers():
    papers = ("Đơn đề nghị mở bến", "Sơ đồ bến", "Giấy chứng nhận an toàn bến")
    texts = (
        text("1.000001", "Mở bến khách ngang sông (cấp tỉnh)", *papers),
        text("1.000002", "Thủ tục mở bến khách ngang sông cấp xã", *papers),
        text("1.000003", "Cấp giấy phép thi đấu môn bóng bàn đồng đội", *papers),
        text("1.000004", "Cấp giấy phép thi đấu môn cầu lông đồng đội trẻ", "Khác hẳn thứ nhất", "Khác hẳn thứ hai"),
        text("1.000005", "Cấp giấy phép thi đấu môn bóng bàn đồng đội nữ", *papers),
    )
    groups = [hint.codes for hint in likeness.look_alike(catalogue(*texts))]
    assert groups == [("1.000001", "1.000002"), ("1.000003", "1.000005")]


def test_a_full_online_service_says_what_stands_in_its_way():
    made = text("1.000001", "A", "Giấy phép bến (bản gốc)", online="full", channels={"direct": [(3.0, "wd")]})
    [hint] = online.online_unused(catalogue(made))
    assert [each.en for each in hint.evidence] == [
        "No online channel is published", "1 papers are wanted as originals"]  # fmt: skip


def test_an_online_service_that_few_use_counts_the_hours_of_those_who_come():
    made = text("1.000001", "A", online="partial", channels={"online": [(3.0, "wd")]})
    use = Use(100, 95, 5, 0, 200.0)
    [hint] = online.online_unused(catalogue(made, uses={"1.000001": use}))
    assert hint.hours_a_year == pytest.approx(200 * 2.5 * 0.95)
    assert "5 trong 100 hồ sơ" in hint.vi
    assert online.online_unused(catalogue(made, uses={"1.000001": Use(100, 50, 50, 0, 200.0)})) == []


def test_waiting_is_shown_apart_from_hours_of_people():
    wait = Waiting("1.000001", "Mới đăng ký", "untouched", 50, 900.0, 18.0, 0.6)
    [hint] = online.only_waiting(catalogue(text("1.000001", "A"), waits=[wait]))
    assert (hint.waiting_hours, hint.hours_a_year) == (900.0, None)
    assert "60%" in hint.vi


def test_every_kind_has_a_usual_proposal():
    assert set(USUAL) == set(KINDS)


@pytest.mark.django_db
def test_the_catalogue_is_searched_once_and_again_only_after_a_change(tmp_path):
    founded("9.000201", "9.000205")
    take(tmp_path, dossier(1, (2, "2023-01-10"), (9, "2023-01-13")))
    first = preparing.prepare_if_needed()
    assert first
    assert preparing.prepare_if_needed() is None
    assert selectors.latest_round().procedures == 2
    assert selectors.hints().count() == first

    assert preparing.prepare() == first
    assert HintRound.objects.count() == 1


@pytest.mark.django_db
def test_a_hint_set_aside_stays_aside_over_rounds():
    founded("9.000201", "9.000205")
    preparing.prepare()
    hint, officer = selectors.hints().first(), posting().account
    with pytest.raises(ReviewRefused):
        services.set_hint_aside(key=hint.key, reason="  ", by=officer)
    services.set_hint_aside(key=hint.key, reason="Luật chuyên ngành đòi bản giấy", by=officer)
    preparing.prepare()

    assert not selectors.hints().filter(key=hint.key).exists()
    assert selectors.hints(with_set_aside=True).filter(key=hint.key).exists()
    services.take_up_again(key=hint.key)
    assert selectors.hints().filter(key=hint.key).exists()
