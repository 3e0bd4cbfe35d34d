"""Two texts of a procedure compared part by part (domain.md 3.1, letters a to h)."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from difflib import SequenceMatcher
from typing import Any

from django.db.models import TextChoices

from motcua.core.phrases import Phrase
from motcua.procedures.contents import CaseContent, ChannelContent, EvidenceContent, Named, VersionContent
from motcua.procedures.exports.wording import cost_text, time_text
from motcua.procedures.limits import limit_of
from motcua.procedures.models import Channel, ProcedureVersion, VersionAgency
from motcua.procedures.models.parts import PracticeLevel
from motcua.procedures.models.versions import RecordType
from motcua.procedures.phrases import phrase_of
from motcua.rules.time_limits import TimeUnit

_FLAGS = {
    "is_internal": "Thủ tục nội bộ",
    "is_shared_service": "Dịch vụ công dùng chung",
    "is_non_territorial": "Không phụ thuộc địa giới hành chính",
    "is_offline_only": "Chỉ nộp trực tiếp",
}
_TEXTS = {
    "addresses": "Địa chỉ tiếp nhận",
    "note": "Ghi chú",
    "keywords": "Từ khóa",
    "description": "Mô tả",
    "returning": "Cách trả kết quả",
    "state": "Trạng thái ở nguồn",
    "formality": "Loại ở nguồn",
}


@dataclass(frozen=True, slots=True)
class Change:
    """One entry of a part: `kind` is kept, removed or added."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class PartChange:
    """A part that differs: its key, its phrase and its entries in order."""

    key: str
    phrase: Phrase
    changes: tuple[Change, ...]

    @property
    def removed(self) -> tuple[str, ...]:
        return tuple(change.text for change in self.changes if change.kind == "removed")

    @property
    def added(self) -> tuple[str, ...]:
        return tuple(change.text for change in self.changes if change.kind == "added")

    def as_dict(self) -> dict[str, Any]:
        return {
            "part": self.key,
            "vi": self.phrase.vi,
            "en": self.phrase.en,
            "removed": list(self.removed),
            "added": list(self.added),
        }


def _named(entries: tuple[Named, ...]) -> list[str]:
    return [f"{entry.code.strip()} {entry.name}".strip() for entry in entries]


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _steps(content: VersionContent) -> list[str]:
    return [line for heading, text in content.steps for line in [*_lines(heading), *_lines(text)]]


def _time(quantity: Decimal | None, unit: str, text: str) -> str:
    said = time_text(quantity, unit, text)
    if text and text.strip() != said:
        said += f" ({text.strip()})"
    # What names no time still shows every difference of what is stored.
    clear = limit_of(quantity, unit).unit is not TimeUnit.OTHER
    return said if clear or quantity is None else f"{said} [{quantity.normalize():f} {unit}]"


def _channel(channel: ChannelContent) -> str:
    case = f" [{channel.case}]" if channel.case else ""
    time = _time(channel.quantity, channel.unit, channel.time_text)
    return f"{_worded(Channel.Method, channel.method)}{case}: {time}. {channel.note}".strip()


def _costs(content: VersionContent) -> list[str]:
    return [
        f"{_worded(Channel.Method, channel.method)}: {cost_text(cost)} {cost.note}".strip()
        for channel in content.channels
        for cost in channel.costs
    ]


def _worded(choices: type[TextChoices], stored: str) -> str:
    """Return the Vietnamese words of a stored code: the texts compared are Vietnamese too."""
    return phrase_of(choices, stored).vi if stored in choices.values else stored


def _paper(paper: EvidenceContent, heading: str = "") -> str:
    mark = {None: "", True: " (bắt buộc)", False: " (không bắt buộc)"}[paper.is_mandatory]
    group = f" (một trong nhóm {paper.alternative_group})" if paper.alternative_group else ""
    files = "".join(f" [{file.get('name', '')}]" for file in paper.templates)
    before = f"{heading.strip()}: " if heading.strip() else ""
    return f"{before}{paper.name} – {paper.originals} bản chính, {paper.copies} bản sao{mark}{group}{files}"


def _papers(content: VersionContent) -> list[str]:
    grouped = [_paper(paper, case.name) for case in content.cases for paper in case.evidence]
    return [*(_paper(paper) for paper in content.evidence), *grouped]


def _case(case: CaseContent) -> str:
    time = _time(case.quantity, case.unit, case.time_text) if case.quantity else case.time_text
    return f"{case.code} {case.name} {time}".strip()


def _flags(content: VersionContent) -> list[str]:
    marks = (_FLAGS[name] for name in _FLAGS if getattr(content, name))
    return [_worded(RecordType, content.record_type), *marks]


def _other(content: VersionContent) -> list[str]:
    return [
        f"{_TEXTS.get(key, key)}: {line}" for key, value in sorted(content.texts.items()) for line in _lines(str(value))
    ]


PARTS: dict[str, tuple[Phrase, Callable[[VersionContent], list[str]]]] = {
    "name": (Phrase("Tên thủ tục", "Name"), lambda c: [c.name]),
    "steps": (Phrase("Trình tự thực hiện", "Steps"), _steps),
    "channels": (Phrase("Cách thức và thời hạn", "Channels and time limits"), lambda c: [*map(_channel, c.channels)]),
    "cases": (
        Phrase("Trường hợp giải quyết", "Cases"),
        lambda c: [_case(case) for case in c.cases if case.kind == "case"],
    ),
    "evidence": (Phrase("Thành phần hồ sơ", "Papers"), _papers),
    "audiences": (Phrase("Đối tượng thực hiện", "For whom"), lambda c: _named(c.audiences)),
    "agencies": (
        Phrase("Cơ quan thực hiện", "Agencies"),
        lambda c: [f"{_worded(VersionAgency.Role, agency.role)}: {agency.name}" for agency in c.agencies],
    ),
    "outputs": (Phrase("Kết quả", "Outputs"), lambda c: _named(c.outputs)),
    "requirements": (
        Phrase("Yêu cầu, điều kiện", "Conditions"),
        lambda c: [line for requirement in c.requirements for line in _lines(requirement)],
    ),
    "costs": (Phrase("Phí, lệ phí", "Costs"), _costs),
    "legal_resources": (Phrase("Căn cứ pháp lý", "Legal basis"), lambda c: _named(c.legal_resources)),
    "field": (Phrase("Lĩnh vực", "Field"), lambda c: _named((c.field,) if c.field else ())),
    "announcer": (Phrase("Cơ quan công bố", "Announcing body"), lambda c: _named((c.announcer,))),
    "levels": (Phrase("Cấp thực hiện", "Levels"), lambda c: [_worded(PracticeLevel, level) for level in c.levels]),
    "online_level": (
        Phrase("Mức độ trực tuyến", "Online level"),
        lambda c: [_worded(ProcedureVersion.OnlineLevel, c.online_level)],
    ),
    "flags": (Phrase("Loại và dấu", "Type and marks"), _flags),
    "life_events": (Phrase("Sự kiện", "Life events"), lambda c: _named(c.life_events)),
    "texts": (Phrase("Nội dung khác", "Other wording"), _other),
}


def compare(old: VersionContent, new: VersionContent) -> list[PartChange]:
    """Return the parts in which two texts differ, in the order of the law."""
    found = []
    for key, (phrase, entries) in PARTS.items():
        before, after = entries(old), entries(new)
        if before != after:
            found.append(PartChange(key, phrase, tuple(_changes(before, after))))
    return found


def changed_parts(old: VersionContent, new: VersionContent) -> list[str]:
    """Return the keys of the parts in which two texts differ."""
    return [key for key, (_, entries) in PARTS.items() if entries(old) != entries(new)]


def _changes(before: list[str], after: list[str]) -> list[Change]:
    changes = []
    for tag, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            changes += [Change("kept", text) for text in before[i:j]]
            continue
        changes += [Change("removed", text) for text in before[i:j]]
        changes += [Change("added", text) for text in after[k:m]]
    return changes
