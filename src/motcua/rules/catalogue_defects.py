"""What is wrong with a published procedure?

Compulsory parts: Decree 63/2010/ND-CP art 8.2 (domain.md 3.1). The kinds of flaw were
counted in the snapshot of the national database (S9). A flaw is reported by a stable
code; nothing is repaired here or anywhere on import.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from motcua.rules.procedure_codes import CodeReading, number_is_on_pattern


@dataclass(frozen=True, slots=True)
class DefectKind:
    """A kind of flaw with its sentence in two languages; `blocks` keeps the record out."""

    code: str
    vi: str
    en: str
    blocks: bool = False


DEFECTS: dict[str, DefectKind] = {
    kind.code: kind
    for kind in (
        DefectKind("bad_code", "Mã thủ tục sai mẫu", "Code off the national pattern", blocks=True),
        DefectKind("duplicate_after_trim", "Trùng mã sau khi bỏ khoảng trắng", "Same code once blanks go", blocks=True),
        DefectKind("duplicate_code", "Mã lặp lại với nội dung khác", "Code repeated with another text", blocks=True),
        DefectKind("unreadable_record", "Bản ghi sai cấu trúc", "Record of another shape", blocks=True),
        DefectKind("repeated_member", "Bản ghi có thành phần ghi hai lần", "A member stands twice", blocks=True),
        DefectKind("codes_differ", "Các mã trong bản ghi lệch nhau", "The codes inside the record differ"),
        DefectKind(
            "online_without_channel", "Toàn trình nhưng không có kênh trực tuyến", "Fully online, no online channel"
        ),
        DefectKind(
            "offline_with_channel", "Chỉ trực tiếp nhưng có kênh trực tuyến", "Offline only, yet an online channel"
        ),
        DefectKind("zero_amount_with_note", "Mức thu 0 kèm ghi chú", "Amount 0 with a note"),
        DefectKind("amount_missing", "Thiếu mức thu", "No amount"),
        DefectKind("time_missing", "Thời hạn bằng 0 hoặc thiếu", "Time limit zero or missing"),
        DefectKind("time_not_a_number", "Thời hạn ghi bằng chữ", "Time limit is text, not a number"),
        DefectKind("no_channel", "Thiếu cách thức thực hiện", "No way of filing"),
        DefectKind("no_steps", "Thiếu trình tự thực hiện", "No steps"),
        DefectKind("no_legal_basis", "Thiếu căn cứ pháp lý", "No legal basis"),
        DefectKind("no_result", "Thiếu kết quả", "No result"),
        DefectKind("no_agency", "Thiếu cơ quan thực hiện", "No executing agency"),
        DefectKind("no_components", "Thiếu thành phần hồ sơ", "No papers"),
        DefectKind("no_audience", "Thiếu đối tượng thực hiện", "No audience"),
        DefectKind("level_undetermined", "Chưa xác định cấp thực hiện", "Level undetermined"),
        DefectKind("decision_number_missing", "Thiếu số quyết định", "Decision without a number"),
        DefectKind("decision_number_off_pattern", "Số quyết định sai mẫu", "Decision number off the pattern"),
        DefectKind("decision_undated", "Quyết định không có ngày", "Decision without a day"),
        DefectKind("decision_in_future", "Quyết định ghi ngày tương lai", "Decision dated in the future"),
        DefectKind("published_before_signed", "Công khai trước ngày ký", "Published before it was signed"),
        DefectKind("text_not_nfc", "Chữ không theo chuẩn NFC", "Text not in NFC"),
        DefectKind("odd_characters", "Ký tự ẩn hoặc riêng", "Invisible or private-use characters"),
        DefectKind("repeated_channel", "Dòng cách thức lặp lại", "Channel rows repeated"),
        DefectKind("case_code_repeated", "Mã trường hợp lặp lại", "Case code repeated"),
        DefectKind("equal_names", "Trùng tên với thủ tục khác", "Same name as another procedure"),
        DefectKind("name_contradicts_flag", "Tên trái với mức độ trực tuyến", "Name contradicts the online flag"),
        DefectKind("flags_contradict", "Loại và dấu nội bộ trái nhau", "Type and internal flag contradict"),
        DefectKind("reference_missing", "Mã tham chiếu không có nội dung", "Reference without an entry"),
    )
}


@dataclass(frozen=True, slots=True)
class CatalogueFacts:
    """What the rules need to know of one record; texts as published."""

    code: CodeReading
    other_codes: tuple[str, ...]
    name: str
    is_full_online: bool
    is_offline_only: bool
    is_internal: bool
    record_type: str
    decision_kind: str
    methods: tuple[str, ...]
    channel_keys: tuple[str, ...]
    # (number or None, the published text where it is not a number)
    times: tuple[tuple[Decimal | None, str], ...]
    fees: tuple[tuple[Decimal | None, str], ...]
    steps: int
    legal: int
    results: int
    agencies: int
    papers: int
    audiences: int
    levels: tuple[str, ...]
    case_codes: tuple[str, ...]
    missing_references: int
    decision_number: str | None
    signed_on: date | None
    published_on: date | None
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """One kind of flaw in one record: how often, and where it helps an example."""

    code: str
    count: int = 1
    detail: str = ""


_ODD = re.compile(r"[\u00a0\u2000-\u200f\u202f\u2060\ufeff\u00ad\ue000-\uf8ff]")
_FULL = re.compile(r"dịch vụ công\s+(?:trực\s+tuyến\s+)?toàn trình|trực\s+tuyến\s+toàn trình")
_PART = re.compile(r"dịch vụ công\s+(?:trực\s+tuyến\s+)?một phần|trực\s+tuyến\s+một phần")


def find_defects(facts: CatalogueFacts, today: date) -> tuple[Found, ...]:
    """Return every flaw of one record, in the order of DEFECTS; `today` decides what is future."""
    counts = [*_of_identity(facts), *_of_parts(facts), *_of_money_and_time(facts), *_of_decision(facts, today)]
    counts += _of_texts(facts)
    order = {code: place for place, code in enumerate(DEFECTS)}
    return tuple(sorted((f for f in counts if f.count), key=lambda f: order[f.code]))


def _of_identity(facts: CatalogueFacts) -> Iterator[Found]:
    yield Found("bad_code", int(not facts.code.is_well_formed), repr(facts.code.published))
    yield Found("codes_differ", sum(other != facts.code.published for other in facts.other_codes))
    name = " ".join(unicodedata.normalize("NFC", facts.name).lower().split())
    says_full, says_part = bool(_FULL.search(name)), bool(_PART.search(name))
    contradicts = (says_full and not says_part and not facts.is_full_online) or (
        says_part and not says_full and facts.is_full_online
    )
    yield Found("name_contradicts_flag", int(contradicts))
    internal = facts.record_type == "internal"
    types_differ = facts.decision_kind != "" and facts.decision_kind != facts.record_type
    yield Found("flags_contradict", int(internal != facts.is_internal or types_differ))


def _of_parts(facts: CatalogueFacts) -> Iterator[Found]:
    yield Found("online_without_channel", int(facts.is_full_online and "online" not in facts.methods))
    yield Found("offline_with_channel", int(facts.is_offline_only and "online" in facts.methods))
    yield Found("no_channel", int(not facts.methods))
    yield Found("no_steps", int(not facts.steps))
    yield Found("no_legal_basis", int(not facts.legal))
    yield Found("no_result", int(not facts.results))
    yield Found("no_agency", int(not facts.agencies))
    yield Found("no_components", int(not facts.papers))
    yield Found("no_audience", int(not facts.audiences))
    yield Found("level_undetermined", int(not facts.levels or "undetermined" in facts.levels))
    yield Found("repeated_channel", _repeats(facts.channel_keys))
    yield Found("case_code_repeated", _repeats(code for code in facts.case_codes if code))
    yield Found("reference_missing", facts.missing_references)


def _of_money_and_time(facts: CatalogueFacts) -> Iterator[Found]:
    notes = [note for amount, note in facts.fees if amount == 0 and note.strip()]
    yield Found("zero_amount_with_note", len(notes), notes[0][:200] if notes else "")
    yield Found("amount_missing", sum(amount is None for amount, _ in facts.fees))
    yield Found("time_missing", sum(not number and not text.strip() for number, text in facts.times))
    worded = [text for number, text in facts.times if number is None and text.strip()]
    yield Found("time_not_a_number", len(worded), worded[0][:200] if worded else "")


def _of_decision(facts: CatalogueFacts, today: date) -> Iterator[Found]:
    number, signed = facts.decision_number, facts.signed_on
    yield Found("decision_number_missing", int(not number))
    yield Found(
        "decision_number_off_pattern", int(bool(number) and not number_is_on_pattern(number or "")), number or ""
    )
    yield Found("decision_undated", int(signed is None))
    yield Found("decision_in_future", int(signed is not None and signed > today), str(signed or ""))
    early = signed is not None and facts.published_on is not None and facts.published_on < signed <= today
    yield Found("published_before_signed", int(early), f"{facts.published_on} < {signed}" if early else "")


def _of_texts(facts: CatalogueFacts) -> Iterator[Found]:
    yield Found("text_not_nfc", sum(not unicodedata.is_normalized("NFC", text) for text in facts.texts))
    yield Found("odd_characters", sum(bool(_ODD.search(text)) for text in facts.texts))


def _repeats(keys: Iterable[str]) -> int:
    return sum(times - 1 for times in Counter(keys).values())


def equal_name_groups(names: Iterable[tuple[str, str]]) -> list[list[str]]:
    """Return groups of codes whose names are the same but for letter case, blanks and normal form."""
    groups: dict[str, list[str]] = {}
    for code, name in names:
        groups.setdefault(" ".join(unicodedata.normalize("NFC", name).split()).lower(), []).append(code)
    return [codes for codes in groups.values() if len(codes) > 1]
