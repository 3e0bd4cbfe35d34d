"""Which statutory form is printed for an act, and under which decree?

Circular TT 01/2018/TT-VPCP art. 9 (six forms, A5, the tracking book A4) until 30 June 2025;
TT 03/2025/TT-VPCP (seven forms) under decree 118/2025 from 1 July 2025. The regime is that of
the day on which the dossier was received.
ASSUMPTION: between 1 July 2025 and the circular's signing the new numbers were already used.
ASSUMPTION: papers without a statutory number (hand-over sheet, fee receipt, posting sheet, result
slip) and the marks TBD, BL, PBG, PCHS, PTKQ and XN in their numbers are ours.
UNVERIFIED: the official layout of the annexes; the field lists follow copies used by agencies.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from motcua.rules.errors import RuleViolation


class PaperKind(StrEnum):
    """What a paper is for, whatever its number is called in a given year."""

    RECEIPT = "receipt"
    SUPPLEMENT = "supplement"
    REFUSAL = "refusal"
    APOLOGY = "apology"
    STOP = "stop"
    CONTROL = "control"
    BOOK = "book"
    HAND_OVER = "hand_over"
    FEE_RECEIPT = "fee_receipt"
    POSTING = "posting"
    RESULT_SLIP = "result_slip"
    RESULT = "result"


@dataclass(frozen=True, slots=True)
class Form:
    """One form as a regime names it; `mark` goes into the paper's number, `layout` is its template."""

    kind: PaperKind
    regime: str
    name: str
    title: str
    title_en: str
    mark: str
    size: str
    source: str

    @property
    def layout(self) -> str:
        return f"{self.regime}/{self.kind}"


class NoSuchForm(RuleViolation):
    """The rules in force on {on} have no form for “{kind}”. Use the form of the day the dossier was received."""

    code = "no_such_form"
    vi = "Quy định có hiệu lực ngày {on} không có mẫu “{kind}”. Hãy dùng mẫu theo ngày tiếp nhận hồ sơ."


class UnknownPaperKind(RuleViolation):
    """There is no kind of paper called “{kind}”. Known kinds: {known}."""

    code = "unknown_paper_kind"
    vi = "Không có loại giấy “{kind}”. Các loại giấy: {known}."


FIRST_DAY = date(2018, 6, 21)  # decree 61/2018 in force
NEW_FORMS = date(2025, 7, 1)  # decree 118/2025 in force
_OLD, _NEW = "TT 01/2018/TT-VPCP", "TT 03/2025/TT-VPCP"
_OURS = "giấy tờ nội bộ, không có mẫu luật định"

# kind, name, title, title in English, mark, size
_FORMS_2018 = [
    (
        "receipt",
        "Mẫu số 01",
        "Giấy tiếp nhận hồ sơ và hẹn trả kết quả",
        "Receipt of dossier and appointment",
        "TNHS",
        "a5",
    ),
    (
        "supplement",
        "Mẫu số 02",
        "Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ",
        "Request to supplement the dossier",
        "PBS",
        "a5",
    ),
    (
        "refusal",
        "Mẫu số 03",
        "Phiếu từ chối tiếp nhận giải quyết hồ sơ",
        "Refusal to receive the dossier",
        "PTC",
        "a5",
    ),
    (
        "apology",
        "Mẫu số 04",
        "Phiếu xin lỗi và hẹn lại ngày trả kết quả",
        "Apology and new appointment",
        "PXL",
        "a5",
    ),
    ("control", "Mẫu số 05", "Phiếu kiểm soát quá trình giải quyết hồ sơ", "Process-control slip", "PKS", "a5"),
    ("book", "Mẫu số 06", "Sổ theo dõi hồ sơ", "Tracking book", "STD", "a4"),
]
_FORMS_2025 = [
    ("receipt", "Mẫu số 01", _FORMS_2018[0][2], _FORMS_2018[0][3], "TNHS", "a5"),
    ("supplement", "Mẫu số 02", _FORMS_2018[1][2], _FORMS_2018[1][3], "PBS", "a5"),
    ("refusal", "Mẫu số 03", _FORMS_2018[2][2], _FORMS_2018[2][3], "PTC", "a5"),
    (
        "apology",
        "Mẫu số 04",
        "Văn bản xin lỗi và đề nghị gia hạn thời gian giải quyết",
        "Apology and request for more time",
        "PXL",
        "a4",
    ),
    ("stop", "Mẫu số 05", "Thông báo dừng giải quyết hồ sơ", "Notice that the dossier is stopped", "TBD", "a5"),
    ("control", "Mẫu số 06", _FORMS_2018[4][2], _FORMS_2018[4][3], "PKS", "a5"),
    ("book", "Mẫu số 07", "Sổ theo dõi hồ sơ", "Tracking book", "STD", "a4"),
]
_ANY_TIME = [
    ("hand_over", "", "Phiếu bàn giao hồ sơ", "Hand-over sheet", "PBG", "a4"),
    ("fee_receipt", "", "Biên lai thu phí, lệ phí", "Fee receipt", "BL", "a5"),
    ("posting", "", "Phiếu gửi kết quả qua dịch vụ bưu chính công ích", "Posting sheet", "PCHS", "a5"),
    ("result_slip", "", "Phiếu trả kết quả", "Result slip", "PTKQ", "a5"),
    ("result", "", "Kết quả giải quyết thủ tục hành chính", "Result of the procedure", "KQ", "a4"),
]


def _table(regime: str, source: str, rows: list[tuple[str, str, str, str, str, str]]) -> dict[PaperKind, Form]:
    forms = {}
    for kind, name, title, title_en, mark, size in rows:
        forms[PaperKind(kind)] = Form(PaperKind(kind), regime, name, title, title_en, mark, size, source)
    return forms


_SHARED = _table("common", _OURS, _ANY_TIME)
REGIMES: list[tuple[date, date | None, dict[PaperKind, Form]]] = [
    (FIRST_DAY, NEW_FORMS, {**_table("2018", _OLD, _FORMS_2018), **_SHARED}),
    (NEW_FORMS, None, {**_table("2025", _NEW, _FORMS_2025), **_SHARED}),
]


def forms_on(on: date) -> dict[PaperKind, Form]:
    """Return every form in force on `on`; before decree 61/2018 there is none."""
    for valid_from, valid_before, forms in REGIMES:
        if valid_from <= on and (valid_before is None or on < valid_before):
            return forms
    return {}


def form_of(kind: str, on: date) -> Form:
    """Return the form of a kind for a dossier received on `on`.

    >>> form_of("control", date(2025, 7, 1)).name
    'Mẫu số 06'
    """
    try:
        wanted = PaperKind(kind)
    except ValueError:
        raise UnknownPaperKind(kind=kind, known=", ".join(PaperKind)) from None
    found = forms_on(on).get(wanted)
    if found is None:
        raise NoSuchForm(kind=kind, on=f"{on:%d/%m/%Y}")
    return found


def number_of(form: Form, ordinal: int, office: str) -> str:
    """Return the number of a paper, for example `07/PBS-TTPVHCC`; at least two digits, from 01 (art. 10.2)."""
    return f"{ordinal:02d}/{form.mark}-{office}"
