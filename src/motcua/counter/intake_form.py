"""What an officer types while receiving: read, checked in words, given back when something must be mended."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from motcua.core.phrases import Phrase, explain
from motcua.core.text import clean
from motcua.counter import money
from motcua.counter.phrases import PAPER_FORMS, PAY_WAYS, RETURN_WAYS
from motcua.documents.services import store_upload
from motcua.dossiers.services import ApplicantFacts, EvidenceFacts
from motcua.procedures.selectors import evidence_of
from motcua.rules.errors import RuleViolation
from motcua.rules.time_limits import TimeLimit, TimeUnit

_IDENTITY = re.compile(r"^(\d{9}|\d{12}|\d{10}(-?\d{3})?)$")
_PHONE = re.compile(r"^(0|\+84)\d{9,10}$")
_EMAIL = re.compile(r"^[^@\s]+@[^@\s]+\.[^@\s]+$")
NO_NAME = Phrase("Hãy nhập họ tên hoặc tên tổ chức.", "Enter the name of the person or organisation.")
BAD_IDENTITY = Phrase(
    "Số định danh có 12 chữ số, mã tổ chức 10 hoặc 13 chữ số. Hãy kiểm tra lại.",
    "An identity number has 12 digits, an organisation's code 10 or 13. Check it.",
)
BAD_PHONE = Phrase("Số điện thoại có dạng 0912345678.", "A phone number looks like 0912345678.")
BAD_EMAIL = Phrase("Thư điện tử có dạng ten@noi.vn.", "An e-mail address looks like name@place.vn.")
NOT_TICKED = Phrase(
    "Thiếu giấy tờ bắt buộc: {names}. Đánh dấu khi đã nhận, hoặc lập phiếu yêu cầu bổ sung ở cuối trang.",
    "Mandatory papers are missing: {names}. Tick what was given, or print a request to supplement below.",
)
NO_REASON = Phrase("Miễn, giảm phải ghi lý do.", "An exemption needs its reason.")
BAD_AMOUNT = Phrase("Số tiền là số nguyên đồng, ví dụ 50000.", "The amount is a whole number of đồng, like 50000.")
BAD_LIMIT = Phrase(
    "Thời hạn là một số và đơn vị, ví dụ 3 ngày làm việc. Để trống nếu văn bản không nêu.",
    "The limit is a number and a unit, like 3 working days. Leave it empty if the text names none.",
)
NO_UNIT = Phrase("Hãy chọn cơ quan giải quyết.", "Choose the agency that settles it.")
NO_PHONE_POST = Phrase(
    "Nhận qua bưu chính cần địa chỉ và điện thoại.", "Return by post needs an address and a phone number."
)


@dataclass
class PaperRow:
    """One line of the check-list."""

    place: int
    name: str
    code: str = ""
    counts: dict[str, int] = field(default_factory=dict)
    is_mandatory: bool = False
    is_given: bool = False
    kept: str = ""
    kept_name: str = ""
    error: str = ""

    @property
    def cells(self) -> list[tuple[str, Phrase, int]]:
        return [(form, PAPER_FORMS[form], self.counts.get(form, 0)) for form in ("original", "certified", "copy")]


@dataclass
class IntakeForm:
    """The typed values and what must be mended, by field name."""

    typed: dict[str, str]
    rows: list[PaperRow]
    errors: dict[str, str] = field(default_factory=dict)

    def get(self, name: str) -> Any:
        return self.typed.get(name, "")


def blank_rows(version: Any, case: Any) -> list[PaperRow]:
    """Return the check-list of the version, with the counts it asks for, and two free lines."""
    rows = []
    for place, asked in enumerate(evidence_of(version, case)):
        counts = {"original": asked.originals, "certified": 0, "copy": asked.copies}
        rows.append(PaperRow(place, asked.text, asked.evidence_type.code, counts, bool(asked.is_mandatory)))
    if not rows:
        form = Phrase("Tờ khai theo mẫu", "Declaration form")
        rows.append(PaperRow(0, form.vi, "", {"original": 1}, is_mandatory=True))
    return rows


def read(posted: Mapping[str, Any], files: Mapping[str, Any], version: Any, case: Any, account: Any) -> IntakeForm:
    """Return the form as typed; files are kept at once, so that a mistake elsewhere does not lose them."""
    rows = blank_rows(version, case)
    free = len(rows)
    rows.append(PaperRow(free, clean(posted.get(f"paper-{free}-name", "")), "", {}))
    for row in rows:
        name = f"paper-{row.place}"
        row.is_given = bool(posted.get(f"{name}-given")) or (row.place == free and bool(row.name))
        for form in ("original", "certified", "copy"):
            row.counts[form] = _count(posted.get(f"{name}-{form}", ""), row.counts.get(form, 0))
        row.kept, row.kept_name = str(posted.get(f"{name}-kept", "")), str(posted.get(f"{name}-kept-name", ""))
        _keep_file(row, files.get(f"{name}-file"), account)
    return IntakeForm({name: clean(str(value)) for name, value in posted.items()}, rows)


def _count(typed: str, otherwise: int) -> int:
    return min(int(typed), 99) if typed.isdecimal() else otherwise


def _keep_file(row: PaperRow, file: Any, account: Any) -> None:
    if not file:
        return
    try:
        upload = store_upload(name=file.name, content=file.read(), owner=account, purpose=row.name[:80])
    except RuleViolation as refusal:
        row.error = explain(refusal)
        return
    row.kept, row.kept_name, row.is_given = upload.mark, upload.name, True


def limit_of(form: IntakeForm) -> TimeLimit | None:
    """Return the limit that the officer read in the text, where the catalogue has none that counts; None if empty."""
    unit, typed = form.get("limit_unit"), form.get("limit")
    if unit == TimeUnit.IMMEDIATE:
        return TimeLimit.parse(unit)
    return TimeLimit.parse(f"{typed}{unit}") if typed else None


def check(form: IntakeForm, asked: money.Asked, *, complete: bool) -> None:
    """Note what must be mended; mandatory papers and the fee only where it is to be received now."""
    errors = form.errors
    for name, value, pattern, words in (
        ("identity", form.get("identity"), _IDENTITY, BAD_IDENTITY),
        ("phone", form.get("phone"), _PHONE, BAD_PHONE),
        ("email", form.get("email"), _EMAIL, BAD_EMAIL),
        ("rep_identity", form.get("rep_identity"), _IDENTITY, BAD_IDENTITY),
    ):
        if value and not pattern.match(re.sub(r"[\s.]", "", value)):
            errors[name] = str(words)
    if not form.get("name"):
        errors["name"] = str(NO_NAME)
    if form.get("return_way") == "post" and not (form.get("address") and form.get("phone")):
        errors["address"] = str(NO_PHONE_POST)
    try:
        limit_of(form)
    except RuleViolation:
        errors["limit"] = str(BAD_LIMIT)
    for row in form.rows:
        if row.error:
            errors[f"paper-{row.place}-file"] = row.error
    if complete:
        _check_papers(form)
        _check_fee(form, asked)


def _check_papers(form: IntakeForm) -> None:
    lacking = [row for row in form.rows if row.is_mandatory and not row.is_given]
    if lacking:
        names = "; ".join(row.name for row in lacking)
        form.errors[f"paper-{lacking[0].place}-given"] = NOT_TICKED.format(names=names)


def _check_fee(form: IntakeForm, asked: money.Asked) -> None:
    if form.get("pay") == "exempt" and not form.get("exempt_reason"):
        form.errors["exempt_reason"] = str(NO_REASON)
    if asked.state == money.OPEN and not re.sub(r"[.,\s]", "", form.get("amount") or "0").isdecimal():
        form.errors["amount"] = str(BAD_AMOUNT)


def fee_of(form: IntakeForm, asked: money.Asked) -> money.Fee:
    """Return the fee; only where the text leaves it open does the officer's sum count."""
    lines = asked.lines
    if asked.state == money.OPEN:
        typed = re.sub(r"[.,\s]", "", form.get("amount") or "0")
        lines = [{"name": "Phí, lệ phí", "kind": "fee", "amount": int(typed)}] if typed.isdecimal() else []
    way = form.get("pay") if form.get("pay") in PAY_WAYS else "later"
    return money.Fee(lines, way, form.get("exempt_reason"))


def applicant_of(form: IntakeForm) -> ApplicantFacts:
    """Return who asks."""
    kind = form.get("kind")
    return ApplicantFacts(
        name=form.get("name"),
        kind=int(kind) if kind in {"1", "2", "3", "4"} else 1,
        identity_number=re.sub(r"[\s.]", "", form.get("identity")),
        phone=re.sub(r"[\s.]", "", form.get("phone")),
        email=form.get("email"),
        address=form.get("address"),
    )


def representative_of(form: IntakeForm) -> ApplicantFacts | None:
    """Return who files for the applicant, if somebody does."""
    if not form.get("rep_name"):
        return None
    return ApplicantFacts(
        name=form.get("rep_name"), identity_number=form.get("rep_identity"), phone=form.get("rep_phone")
    )


def papers_of(form: IntakeForm) -> list[EvidenceFacts]:
    """Return the papers given: one row for each form in which a paper was given."""
    found = []
    for row in form.rows:
        if not row.is_given:
            continue
        forms = [(kind, number) for kind, number in row.counts.items() if number] or [
            ("electronic" if row.kept else "original", 1 if row.kept else 0)
        ]
        for place, (kind, number) in enumerate(forms):
            mark = row.kept if place == 0 else ""
            found.append(EvidenceFacts(row.name, row.code, kind, number, mark, is_digitised=bool(row.kept)))
    return found


def return_way_of(form: IntakeForm) -> str:
    return form.get("return_way") if form.get("return_way") in RETURN_WAYS else "counter"
