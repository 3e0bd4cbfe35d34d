"""The parts of a text as an editor changes them: each part reads from and goes back into one content.

What a part does not show (keys of the source, forms attached to a paper) is carried over
from the entry it came from, found by its place and name.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django import forms

from motcua.backoffice import catalogue_forms as f
from motcua.core.phrases import Phrase
from motcua.procedures.contents import (
    AgencyContent,
    CaseContent,
    ChannelContent,
    CostContent,
    EvidenceContent,
    Named,
    VersionContent,
)

Rows = list[dict[str, Any]]
MARKS = {"yes": True, "no": False}


@dataclass(frozen=True, slots=True)
class Part:
    """One editable part: its address, its name, its row form, and both directions."""

    key: str
    name: Phrase
    row: type[forms.Form]
    read: Callable[[VersionContent], Rows]
    write: Callable[[VersionContent, Rows], VersionContent]
    hint: Phrase | None = None


def _kept(old: Sequence[Named], code: str, name: str) -> Named:
    """Return the entry as it was, so that its key at the source is not lost, or a new one."""
    same = (each for each in old if each.code.strip() == code and each.name.strip() == name)
    return next(same, Named(code, name))


def _read_named(entries: Sequence[Named]) -> Rows:
    return [{"code": each.code.strip(), "name": each.name.strip()} for each in entries]


def _named(old: Sequence[Named], rows: Rows) -> tuple[Named, ...]:
    return tuple(_kept(old, row["code"], row["name"]) for row in rows if row["code"] or row["name"])


def _agencies(content: VersionContent, rows: Rows) -> VersionContent:
    found = tuple(AgencyContent(r["role"], r["name"], r["code"], r["is_class"]) for r in rows if r["name"])
    return replace(content, agencies=found)


def _read_cases(content: VersionContent) -> Rows:
    return [
        {"name": c.name, "kind": c.kind, "code": c.code, "quantity": c.quantity, "unit": c.unit} for c in content.cases
    ]


def _cases(content: VersionContent, rows: Rows) -> VersionContent:
    """Change cases in their places; papers stay with their case, and so do channels of later ones."""
    found: list[CaseContent] = []
    moved: dict[int, int] = {}
    for place, row in enumerate(rows, 1):
        if not row["name"]:
            continue
        old = content.cases[place - 1] if place <= len(content.cases) else CaseContent()
        facts = {name: row[name] for name in ("name", "kind", "code", "quantity", "unit")}
        found.append(replace(old, **facts))
        moved[place] = len(found)
    channels = tuple(
        replace(c, case=moved[c.case] if c.case else None)
        for c in content.channels
        if c.case is None or c.case in moved
    )
    return replace(content, cases=tuple(found), channels=channels)


def _read_channels(content: VersionContent) -> Rows:
    return [
        {"method": c.method, "case": c.case, "quantity": c.quantity, "unit": c.unit, "note": c.note}
        for c in content.channels
    ]


def _channels(content: VersionContent, rows: Rows) -> VersionContent:
    found = []
    for place, row in enumerate(rows):
        if not row["method"]:
            continue
        old = content.channels[place] if place < len(content.channels) else ChannelContent(row["method"])
        case = row["case"] if row["case"] and row["case"] <= len(content.cases) else None
        # A number that was changed makes the old wording of the time untrue.
        same_time = (old.quantity, old.unit) == (row["quantity"], row["unit"] or "see")
        facts = {"quantity": row["quantity"], "unit": row["unit"] or "see", "note": row["note"], "case": case}
        found.append(replace(old, method=row["method"], time_text=old.time_text if same_time else "", **facts))
    return replace(content, channels=tuple(found))


def _read_costs(content: VersionContent) -> Rows:
    return [
        {"channel": place, "kind": c.kind, "state": c.state, "amount": c.amount, "note": c.note}
        for place, channel in enumerate(content.channels, 1)
        for c in channel.costs
    ]


def _costs(content: VersionContent, rows: Rows) -> VersionContent:
    """Hang each price on its channel; only "amount" carries a sum, so a zero is never a price."""
    old = [cost for channel in content.channels for cost in channel.costs]
    found: dict[int, list[CostContent]] = {}
    for place, row in enumerate(rows):
        if row["channel"] and row["channel"] <= len(content.channels):
            amount = row["amount"] if row["state"] == "amount" else None
            currency = old[place].currency if place < len(old) else "VND"
            cost = CostContent(row["kind"], row["state"], amount, currency, row["note"])
            found.setdefault(row["channel"], []).append(cost)
    channels = tuple(replace(c, costs=tuple(found.get(n, ()))) for n, c in enumerate(content.channels, 1))
    return replace(content, channels=channels)


def _papers_of(content: VersionContent) -> list[tuple[int | None, EvidenceContent]]:
    own = [(place, paper) for place, case in enumerate(content.cases, 1) for paper in case.evidence]
    return [*((None, paper) for paper in content.evidence), *own]


def _read_papers(content: VersionContent) -> Rows:
    marks = {True: "yes", False: "no", None: ""}
    return [
        {
            "name": paper.name,
            "case": case,
            "originals": paper.originals,
            "copies": paper.copies,
            "is_mandatory": marks[paper.is_mandatory],
            "alternative_group": paper.alternative_group,
        }
        for case, paper in _papers_of(content)
    ]


def _papers(content: VersionContent, rows: Rows) -> VersionContent:
    old = _papers_of(content)
    found: dict[int | None, list[EvidenceContent]] = {}
    for place, row in enumerate(rows):
        if not row["name"]:
            continue
        before = old[place][1] if place < len(old) and old[place][1].name.strip() == row["name"] else None
        paper = replace(
            before or EvidenceContent(row["name"]),
            originals=row["originals"] or 0,
            copies=row["copies"] or 0,
            is_mandatory=MARKS.get(row["is_mandatory"]),
            alternative_group=row["alternative_group"],
        )
        case = row["case"] if row["case"] and row["case"] <= len(content.cases) else None
        found.setdefault(case, []).append(paper)
    cases = tuple(replace(c, evidence=tuple(found.get(n, ()))) for n, c in enumerate(content.cases, 1))
    return replace(content, evidence=tuple(found.get(None, ())), cases=cases)


def _steps(content: VersionContent, rows: Rows) -> VersionContent:
    return replace(content, steps=tuple((r["heading"], r["text"]) for r in rows if r["heading"] or r["text"]))


CLEAR = Phrase("Xóa trắng một dòng để bỏ dòng đó.", "Empty a row to remove it.")
NUMBERED = Phrase(
    "Số thứ tự theo dòng của phần trước; để trống là áp dụng cho mọi trường hợp. Xóa trắng một dòng để bỏ dòng đó.",
    "Numbers refer to the rows of the part before; empty means every case. Empty a row to remove it.",
)
PARTS = {
    part.key: part
    for part in (
        Part(
            "buoc",
            Phrase("Trình tự", "Steps"),
            f.StepRow,
            lambda c: [{"heading": heading, "text": text} for heading, text in c.steps],
            _steps,
            CLEAR,
        ),
        Part("truong-hop", Phrase("Trường hợp", "Cases"), f.CaseRow, _read_cases, _cases, CLEAR),
        Part("cach-nop", Phrase("Cách nộp, thời hạn", "Ways, time"), f.ChannelRow, _read_channels, _channels, NUMBERED),
        Part("phi", Phrase("Phí, lệ phí", "Costs"), f.CostRow, _read_costs, _costs, NUMBERED),
        Part("giay-to", Phrase("Thành phần hồ sơ", "Papers"), f.PaperRow, _read_papers, _papers, NUMBERED),
        Part(
            "dieu-kien",
            Phrase("Yêu cầu, điều kiện", "Conditions"),
            f.TextRow,
            lambda c: [{"text": text} for text in c.requirements],
            lambda c, rows: replace(c, requirements=tuple(row["text"] for row in rows if row["text"])),
            CLEAR,
        ),
        Part(
            "co-quan",
            Phrase("Cơ quan", "Agencies"),
            f.AgencyRow,
            lambda c: [{"role": a.role, "name": a.name, "code": a.code, "is_class": a.is_class} for a in c.agencies],
            _agencies,
            CLEAR,
        ),
        Part(
            "ket-qua",
            Phrase("Kết quả", "Outputs"),
            f.NamedRow,
            lambda c: _read_named(c.outputs),
            lambda c, rows: replace(c, outputs=_named(c.outputs, rows)),
            CLEAR,
        ),
        Part(
            "can-cu",
            Phrase("Căn cứ pháp lý", "Legal basis"),
            f.NamedRow,
            lambda c: _read_named(c.legal_resources),
            lambda c, rows: replace(c, legal_resources=_named(c.legal_resources, rows)),
            CLEAR,
        ),
    )
}


def read_marks(content: VersionContent) -> dict[str, Any]:
    """Return what the form of marks shows."""
    return {
        "name": content.name,
        "field": content.field.code if content.field else "",
        "announcer_code": content.announcer.code,
        "announcer_name": content.announcer.name,
        "online_level": content.online_level,
        "levels": list(content.levels),
        "audiences": [each.code for each in content.audiences],
        "life_events": [each.code for each in content.life_events],
    }


def write_marks(content: VersionContent, form: forms.Form) -> VersionContent:
    """Return `content` with the marks chosen; names come from the code lists of the form."""
    chosen = form.cleaned_data
    fields: dict[str, Any] = form.fields
    names = {key: dict(fields[key].choices) for key in ("field", "audiences", "life_events")}
    kinds = {each.code: each.kind for each in (*content.audiences, *content.life_events)}

    def named(key: str) -> tuple[Named, ...]:
        return tuple(Named(code, str(names[key][code]), kind=kinds.get(code, "")) for code in chosen[key])

    code = chosen["field"]
    return replace(
        content,
        name=chosen["name"],
        field=Named(code, str(names["field"][code])) if code else None,
        announcer=Named(chosen["announcer_code"], chosen["announcer_name"]),
        online_level=chosen["online_level"],
        levels=tuple(chosen["levels"]),
        audiences=named("audiences"),
        life_events=named("life_events"),
    )
