"""Papers: numbers without gaps, facts that cannot be changed, and forms that say what they must."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from io import BytesIO

import pytest
from django.db import connection, transaction
from pypdf import PdfReader

from motcua.documents import selectors, services, typesetting
from motcua.documents.errors import MissingFacts, PaperDiffers, PaperIsFinal
from motcua.documents.models import Letterhead, Paper
from motcua.documents.testing import a_png
from motcua.rules.forms import PaperKind, forms_on

from .factories import FACTS, ISSUED, Office

pytestmark = pytest.mark.django_db


def issue(kind="receipt", **changes):
    given = {"kind": kind, "unit": Office(), "facts": FACTS[kind], "issued_at": ISSUED, **changes}
    return services.issue_paper(**given)


def text_of(pdf):
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).split())


@pytest.mark.parametrize("on", [date(2024, 1, 2), date(2025, 8, 1)], ids=["2018 forms", "2025 forms"])
@pytest.mark.parametrize("kind", list(PaperKind))
def test_every_form_is_drawn_and_names_the_state_and_its_title(kind, on):
    if kind not in forms_on(on):
        pytest.skip("this regime has no such form")
    paper = issue(kind, received_on=on)
    text = text_of(services.pdf_of(paper))
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in text
    assert "Độc lập - Tự do - Hạnh phúc" in text
    title = FACTS[kind].get("title") or forms_on(on)[kind].title
    assert title.upper() in text
    assert forms_on(on)[kind].name in text
    assert paper.number in text


def test_every_form_has_its_layout():
    for on in (date(2024, 1, 1), date(2025, 8, 1)):
        assert [form.layout for form in forms_on(on).values() if not typesetting.exists(form.layout)] == []


def test_the_receipt_states_what_the_circular_asks():
    text = text_of(services.pdf_of(issue()))
    wanted = [
        "H26.15-250805-0012",
        "Nguyễn Thị Ngọc Ánh",
        "001190000001",
        "Giấy chứng sinh (1 bản chính, 1 bản chụp)",
        "08 giờ 15 phút, ngày 05/08/2025",
        "17 giờ 00 phút, ngày 06/08/2025",
        "quyển số: 01",
        "ngày 05 tháng 8 năm 2025",
    ]
    assert [words for words in wanted if words not in text] == []


def test_the_same_paper_is_the_same_bytes_and_archival():
    paper = issue()
    assert services.pdf_of(paper) == services.pdf_of(Paper.objects.get(pk=paper.pk))
    assert b"pdfaid" in services.pdf_of(paper)


def test_what_people_type_stays_text():
    nasty = "#panic() $x$ *đậm* \\ <script> ]] Nguyễn 😀"
    text = text_of(services.pdf_of(issue(facts={**FACTS["receipt"], "applicant": nasty})))
    assert "#panic() $x$ *đậm*" in text


def test_every_vietnamese_letter_is_printed():
    letters = "ẮẰẲẴẶẤẦẨẪẬẾỀỂỄỆỐỒỔỖỘỚỜỞỠỢỨỪỬỮỰỲỴỶỸĐđăâêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ₫"
    assert letters in text_of(services.pdf_of(issue(facts={**FACTS["receipt"], "applicant": letters})))


def test_a_form_with_a_hole_is_refused_with_the_missing_words():
    with pytest.raises(MissingFacts) as raised:
        issue(facts={**FACTS["receipt"], "applicant": "", "papers": []})
    assert "người nộp hồ sơ, danh mục giấy tờ" in raised.value.sentence("vi")
    assert Paper.objects.count() == 0


def test_numbers_run_per_unit_kind_and_year():
    other = Office(code="H26.16")
    found = [issue(), issue(), issue("refusal"), issue(unit=other), issue(issued_at=ISSUED + timedelta(days=200))]
    assert [paper.ordinal for paper in found] == [1, 2, 1, 1, 1]
    assert found[0].number == "01/TNHS-BPTNTKQ"


def test_the_year_is_that_of_hanoi():
    late = ISSUED.replace(month=12, day=31, hour=23, minute=59)
    assert issue(issued_at=late).year == 2025
    assert issue(issued_at=late + timedelta(minutes=1)).year == 2026


def test_an_act_that_fails_gives_its_number_back():
    with transaction.atomic():
        issue()
        transaction.set_rollback(True)
    assert issue().ordinal == 1


def test_a_paper_is_never_changed_or_deleted():
    paper = issue()
    for act in (paper.save, paper.delete, Paper.objects.all().delete):
        with pytest.raises(PaperIsFinal):
            act()


def test_facts_changed_behind_our_back_are_noticed():
    paper = issue()
    Paper.objects.filter(pk=paper.pk).update(facts={**paper.facts, "applicant": "Người khác"})
    with pytest.raises(PaperDiffers):
        services.pdf_of(Paper.objects.get(pk=paper.pk))


def test_a_unit_heads_its_papers_as_on_that_day():
    Letterhead.objects.create(
        unit_code="H26.15", governing_body="UBND phường Mẫu", unit_name="Trung tâm PVHCC", office_mark="TTPVHCC",
        place="Hà Nội", valid_from=date(2025, 7, 1), valid_before=date(2025, 9, 1),
    )  # fmt: skip
    assert issue().number == "01/TNHS-TTPVHCC"
    assert issue(issued_at=ISSUED.replace(month=9, day=1)).number == "02/TNHS-BPTNTKQ"


def test_a_unit_may_add_its_seal():
    given = {"unit_code": "H26.15", "unit_name": "Trung tâm PVHCC", "valid_from": date(2025, 7, 1)}
    plain = services.pdf_of(issue())
    Letterhead.objects.create(**given, seal=a_png(256, 64))
    sealed = services.pdf_of(issue())
    assert [len(PdfReader(BytesIO(pdf)).pages[0].images) for pdf in (plain, sealed)] == [0, 1]


def test_long_lists_go_on_over_pages_with_their_heads():
    rows = FACTS["hand_over"]["rows"] * 30
    pdf = services.pdf_of(issue("hand_over", facts={**FACTS["hand_over"], "rows": rows}))
    pages = PdfReader(BytesIO(pdf)).pages
    assert len(pages) > 2
    assert all("Mã hồ sơ" in page.extract_text() for page in pages[:-1])


@pytest.mark.django_db(transaction=True)
def test_forty_windows_at_once_get_forty_numbers_without_gaps():
    def one(_):
        try:
            return issue().ordinal
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        given = sorted(pool.map(one, range(40)))
    assert given == list(range(1, 41))
    assert selectors.gaps("H26.15", "receipt", 2025) == []
