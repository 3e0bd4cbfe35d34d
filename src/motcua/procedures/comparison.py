"""Two texts of a procedure compared part by part (domain.md 3.1, letters a to h)."""

from collections.abc import Callable
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from motcua.core.phrases import Phrase
from motcua.procedures.contents import CaseContent, ChannelContent, EvidenceContent, Named, VersionContent


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


def _channel(channel: ChannelContent) -> str:
    time = channel.time_text or (
        f"{channel.quantity.normalize():f}{channel.unit}" if channel.quantity else channel.unit
    )
    case = f" [{channel.case}]" if channel.case else ""
    return f"{channel.method}{case}: {time}. {channel.note}".strip()


def _costs(content: VersionContent) -> list[str]:
    return [
        f"{channel.method}: {cost.kind} {_money(cost.amount, cost.currency, cost.state)} {cost.note}".strip()
        for channel in content.channels
        for cost in channel.costs
    ]


def _money(amount: Any, currency: str, state: str) -> str:
    return f"{amount.normalize():f} {currency}" if state == "amount" and amount is not None else state


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
    time = f"{case.quantity.normalize():f}{case.unit}" if case.quantity else case.time_text
    return f"{case.code} {case.name} {time}".strip()


def _flags(content: VersionContent) -> list[str]:
    names = ("is_internal", "is_shared_service", "is_non_territorial", "is_offline_only")
    return [content.record_type, *(name for name in names if getattr(content, name))]


def _other(content: VersionContent) -> list[str]:
    return [f"{key}: {line}" for key, value in sorted(content.texts.items()) for line in _lines(str(value))]


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
        lambda c: [f"{agency.role}: {agency.name}" for agency in c.agencies],
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
    "levels": (Phrase("Cấp thực hiện", "Levels"), lambda c: list(c.levels)),
    "online_level": (Phrase("Mức độ trực tuyến", "Online level"), lambda c: [c.online_level]),
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
