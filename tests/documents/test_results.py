"""Signed results: registered, verifiable by anybody, revocable; drafts an office finishes by hand."""

from datetime import date
from io import BytesIO

import pytest
from docx import Document

from motcua.documents import editing, selectors, services, uploads
from motcua.documents.errors import MissingFacts
from motcua.documents.verification import verify_pdf

from .factories import FACTS, ISSUED, Office

pytestmark = pytest.mark.django_db


def test_a_result_is_signed_registered_and_can_be_revoked_but_not_forgotten():
    paper = services.issue_paper(kind="result", unit=Office(), facts=FACTS["result"], issued_at=ISSUED)
    result = services.issue_result(paper=paper, title="Trích lục khai sinh", at=ISSUED)
    found = selectors.result(paper.mark)
    assert (found, found.signer) == (result, "Lê Hữu Phước")
    assert verify_pdf(uploads.read(found.content)).ok
    assert list(selectors.results_of("H26.15-250805-0012")) == [result]
    with pytest.raises(MissingFacts):
        services.revoke_result(mark=paper.mark, reason=" ", at=ISSUED)
    services.revoke_result(mark=paper.mark, reason="Cấp nhầm", at=ISSUED)
    assert selectors.result(paper.mark).revoked_reason == "Cấp nhầm"


@pytest.mark.parametrize("kind", editing.EDITABLE)
def test_an_office_can_finish_a_draft_by_hand(kind):
    draft = editing.editable(kind, "H26.15", "Trung tâm PVHCC", FACTS[kind], date(2025, 8, 5))
    document = Document(BytesIO(draft))
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert "Nguyễn Thị Ngọc Ánh" in text
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in document.tables[0].rows[0].cells[1].text
