"""What a hint is: a kind, a subject, the procedures it touches, hours of people, and the evidence."""

import hashlib
from dataclasses import dataclass, field

from motcua.core.phrases import Phrase

KINDS = {
    "issued_elsewhere": Phrase("Hỏi lại kết quả của thủ tục khác", "Asks for the output of another procedure"),
    "in_a_register": Phrase("Hỏi giấy đã có trong cơ sở dữ liệu", "Asks for what a register holds"),
    "own_output": Phrase("Hỏi lại giấy chính mình đã cấp", "Asks for the paper it issued itself"),
    "several_names": Phrase("Một giấy, nhiều tên", "One paper, several names"),
    "no_legal_basis": Phrase("Yêu cầu không rõ căn cứ pháp lý", "A demand without legal basis"),
    "no_dossiers": Phrase("Thủ tục không phát sinh hồ sơ", "A procedure without dossiers"),
    "look_alike": Phrase("Thủ tục giống nhau, có thể gộp", "Look-alike procedures to merge"),
    "online_unused": Phrase("Dịch vụ trực tuyến khó dùng hoặc ít dùng", "An online service hard to use, or unused"),
    "causes_supplements": Phrase("Giấy tờ gây nhiều lần bổ sung", "A paper that causes supplements"),
    "only_waiting": Phrase("Bước chỉ để chờ", "A step that only waits"),
}
PROPOSALS = {
    "keep": Phrase("Giữ nguyên", "Keep"),
    "cut": Phrase("Cắt bỏ", "Cut"),
    "merge": Phrase("Gộp", "Merge"),
    "shorten": Phrase("Rút ngắn thời hạn", "Shorten"),
    "move_down": Phrase("Phân cấp xuống cấp dưới", "Move down a level"),
    "digitise": Phrase("Số hóa, dùng dữ liệu có sẵn", "Digitise, use what is held"),
}
USUAL = {
    "issued_elsewhere": "digitise",
    "in_a_register": "digitise",
    "own_output": "digitise",
    "several_names": "digitise",
    "no_legal_basis": "cut",
    "no_dossiers": "cut",
    "look_alike": "merge",
    "online_unused": "digitise",
    "causes_supplements": "digitise",
    "only_waiting": "shorten",
}
# What is written on the screen is short; all that was found stays in the counts.
MOST_EVIDENCE = 12


@dataclass(frozen=True, slots=True)
class Evidence:
    """One thing to look at: the procedure it stands in (or empty) and a sentence in both languages."""

    code: str
    vi: str
    en: str


@dataclass(frozen=True, slots=True)
class Hint:
    """One hint. `hours_each` is one dossier of every procedure touched, `hours_a_year` with the ledger's volume.

    `hours_a_year` is None where the ledger knows no dossier of any of them: then nothing is claimed.
    """

    kind: str
    subject: str
    vi: str
    en: str
    codes: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    hours_each: float = 0.0
    hours_a_year: float | None = None
    waiting_hours: float = 0.0
    fields: tuple[str, ...] = field(default=())

    @property
    def key(self) -> str:
        """Return a name that stays while kind and subject stay."""
        return f"{self.kind}-{hashlib.sha256(self.subject.encode()).hexdigest()[:12]}"
