"""Demands without a stated legal basis, and procedures that nobody uses."""

import re
from collections.abc import Iterator

from motcua.review.hints.found import MOST_EVIDENCE, Evidence, Hint
from motcua.review.hints.reading import Catalogue, Text
from motcua.review.hints.repeated_papers import short
from motcua.review.hints.usage import YEAR_DAYS
from motcua.rules.paper_names import one_spelling
from motcua.rules.parameters.compliance_times import PARAMETERS

HOURS = float(PARAMETERS["hours_per_paper"].value)
FORM = float(PARAMETERS["hours_per_form"].value)
_NOTHING = re.compile(r"^\W*(?:không|ko|chưa|no)\b.{0,40}$|^\W*(?:không có|không quy định).*$", re.S)
_CITES = re.compile(
    r"\b(?:luật|bộ luật|pháp lệnh|nghị định|thông tư|nghị quyết|quyết định|hiến pháp|hiệp định|công ước|điều"
    r"|khoản|điểm|qcvn|tcvn)"
    r"\s+(?:số\s+)?[\w\dđ]|\d+/\d{4}/[a-zđ]|\b(?:nđ|tt|qđ|nq)[-/ ]?\d|quy định của pháp luật|pháp luật về"
)
# ASSUMPTION: a letter, a notice, a plan or a guide lays no duty on people (Decree 63/2010 art 8.1: laws to circulars).
_LETTER = re.compile(r"^\W*(?:công văn|thông báo|kế hoạch|hướng dẫn|công điện)\b")
_LETTER_NUMBER = re.compile(r"\d+\s*/\s*(?:CV|TB|KH|HD)\b")
# 03/2016/TT-BNG: a year in the number marks a document that lays down rules, whatever its title says.
_RULE_NUMBER = re.compile(r"\d+/(?:19|20)\d\d/|QH|NQ|NĐ|QĐ|TTLT|Luật", re.I)
LEAST_LETTERS = 40


def no_legal_basis(catalogue: Catalogue) -> list[Hint]:
    """Return procedures that cite no legal document, only letters, or conditions that cite none."""
    return [hint for text in catalogue.texts if not text.is_internal for hint in _basis(catalogue, text)]


def _basis(catalogue: Catalogue, text: Text) -> Iterator[Hint]:
    named = [(number.strip(), title.strip()) for number, title in text.citations if number.strip() or title.strip()]
    letters = [pair for pair in named if _is_letter(*pair)]
    each = FORM + HOURS * len(text.papers)
    if not named:
        mentioned = _mentioned(text)
        if mentioned:
            shown = [Evidence(text.code, f"Giấy tờ có nhắc: {name}", f"A paper mentions: {name}") for name in mentioned]
            yield _hint(
                catalogue, text, text.name, 0.0, shown,
                "Mục căn cứ pháp lý để trống, dù giấy tờ có nhắc văn bản: cần ghi rõ.",
                "The legal basis is left empty although papers mention documents: name them.",
            )  # fmt: skip
            return
        yield _hint(
            catalogue, text, text.name, each,
            [Evidence(text.code, f"{len(text.papers)} giấy tờ phải nộp; không chỗ nào nêu văn bản pháp luật",
                      f"{len(text.papers)} papers are asked; no legal document is named anywhere")],
            "Thủ tục không nêu văn bản pháp luật nào làm căn cứ.", "The procedure names no legal document.",
        )  # fmt: skip
    elif len(letters) == len(named):
        yield _hint(
            catalogue, text, text.name, each,
            [Evidence(text.code, f"{number} {short(title)}", f"{number} {short(title)}") for number, title in letters],
            "Thủ tục chỉ dựa vào công văn, thông báo hoặc hướng dẫn.",
            "The procedure rests on letters or notices only.",
        )  # fmt: skip
    bare = [line for line in text.requirements if _is_bare(line)]
    if bare and named:
        yield _hint(
            catalogue, text, f"{text.name} – điều kiện", HOURS * len(bare),
            [Evidence(text.code, f"“{short(line, 220)}”", f"“{short(line, 220)}”") for line in bare[:MOST_EVIDENCE]],
            "Yêu cầu, điều kiện không dẫn điều, khoản của văn bản nào.",
            "A condition cites no article of any document.",
        )  # fmt: skip


def _is_letter(number: str, title: str) -> bool:
    if _RULE_NUMBER.search(number):
        return False
    return _LETTER_NUMBER.search(number) is not None or _LETTER.match(one_spelling(title)) is not None


_DOCUMENT = re.compile(r"(?:Luật|Nghị định|Thông tư|Nghị quyết|Quyết định)\s+(?:số\s+)?\d+/\d{4}/[\w-]+", re.I)


def _mentioned(text: Text) -> list[str]:
    lines = (text.name, *(paper.line for paper in text.papers), *text.requirements)
    return list(dict.fromkeys(" ".join(found.split()) for line in lines for found in _DOCUMENT.findall(line)))[:4]


def _is_bare(line: str) -> bool:
    text = one_spelling(line)
    return len(text) >= LEAST_LETTERS and not _NOTHING.match(text) and not _CITES.search(text)


def _hint(catalogue: Catalogue, text: Text, subject: str, each: float, shown: list[Evidence], vi: str, en: str) -> Hint:
    return Hint(
        "no_legal_basis", " ".join(subject.split()), vi, en, (text.code,), tuple(shown[:MOST_EVIDENCE]),
        hours_each=round(each, 2), hours_a_year=catalogue.hours_a_year((text.code,), each),
        fields=(text.field,) if text.field else (),
    )  # fmt: skip


def no_dossiers(catalogue: Catalogue) -> list[Hint]:
    """Return procedures without any dossier, where the ledger knows enough days to say so.

    What nobody files costs nobody hours: the hint claims none (domain.md 3.5, second warning).
    """
    if not catalogue.days:
        return []
    hints = []
    for text in catalogue.texts:
        if text.is_internal or text.code in catalogue.uses:
            continue
        whole = catalogue.days >= YEAR_DAYS
        hints.append(
            Hint(
                "no_dossiers", " ".join(text.name.split()),
                f"Không hồ sơ nào trong {catalogue.days} ngày sổ cái có dữ liệu."
                + ("" if whole else " Chưa đủ một năm: chỉ để theo dõi."),
                f"No dossier in the {catalogue.days} days the ledger knows."
                + ("" if whole else " Less than a year: to be watched only."),
                (text.code,),
                (Evidence(text.code,
                f"{text.announcer}; {len(text.papers)} giấy tờ. Bỏ đi không tiết kiệm giờ nào.",
                          f"{text.announcer}; {len(text.papers)} papers. Dropping it saves nobody any hours."),),
                fields=(text.field,) if text.field else (),
            )
        )  # fmt: skip
    return hints
