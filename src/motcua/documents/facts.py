"""Which facts a form must state, with the words a person reads when one is missing."""

from collections.abc import Mapping
from typing import Any

from motcua.core.phrases import Phrase
from motcua.documents.errors import MissingFacts
from motcua.rules.forms import Form

LABELS = {
    "dossier_number": Phrase("mã hồ sơ", "dossier number"),
    "applicant": Phrase("người nộp hồ sơ", "applicant"),
    "procedure": Phrase("tên thủ tục", "procedure"),
    "papers": Phrase("danh mục giấy tờ", "list of papers"),
    "received_at": Phrase("thời điểm tiếp nhận", "time of reception"),
    "items": Phrase("nội dung cần bổ sung", "what to complete"),
    "reason": Phrase("lý do", "reason"),
    "promised_at": Phrase("ngày hẹn trả", "promised day"),
    "new_due_at": Phrase("ngày hẹn mới", "new day"),
    "requested_at": Phrase("ngày đề nghị dừng", "day of the request to stop"),
    "steps": Phrase("các lần giao nhận", "hand-overs"),
    "rows": Phrase("danh sách hồ sơ", "list of dossiers"),
    "amount": Phrase("số tiền", "amount"),
    "lines": Phrase("các khoản thu", "lines of the charge"),
    "payer": Phrase("người nộp tiền", "payer"),
    "recipient": Phrase("người nhận", "recipient"),
    "body": Phrase("nội dung", "text"),
    "title": Phrase("tên văn bản", "title"),
}
MANDATORY = {
    "receipt": ("dossier_number", "applicant", "procedure", "papers", "received_at"),
    "supplement": ("applicant", "procedure", "items", "reason"),
    "refusal": ("applicant", "procedure", "reason"),
    "apology": ("dossier_number", "applicant", "procedure", "promised_at", "new_due_at", "reason"),
    "stop": ("dossier_number", "applicant", "procedure", "requested_at"),
    "control": ("dossier_number", "steps"),
    "book": ("rows",),
    "hand_over": ("rows",),
    "fee_receipt": ("payer", "amount", "lines"),
    "posting": ("dossier_number", "recipient"),
    "result_slip": ("dossier_number", "applicant", "procedure"),
    "result": ("dossier_number", "title", "body"),
}


def check(form: Form, facts: Mapping[str, Any]) -> None:
    """Raise MissingFacts if the form would be printed with a hole."""
    missing = [LABELS[name] for name in MANDATORY[form.kind] if facts.get(name) in (None, "", [], {})]
    if missing:
        words = Phrase(", ".join(one.vi for one in missing), ", ".join(one.en for one in missing))
        raise MissingFacts(title=Phrase(form.title, form.title_en), missing=words)
