"""A procedure's text turned into answers to what a person asks, in the reader's language.

Money has three states that never mix: an amount, explicitly free, and "see the note".
A zero that came with a note is the third, and is never shown as free (domain.md 3, data).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from motcua.core.phrases import Phrase, speaks_english
from motcua.core.templatetags.motcua import dong, number
from motcua.procedures.contents import ChannelContent, CostContent, EvidenceContent, VersionContent
from motcua.procedures.limits import limit_of
from motcua.procedures.models import Channel, Cost, ProcedureVersion, VersionAgency
from motcua.procedures.models.parts import PracticeLevel
from motcua.procedures.phrases import phrase_of

NO_COST = Phrase("Văn bản không nêu phí, lệ phí", "No fee is stated")
SEE_NOTE = Phrase("Xem ghi chú", "See the note")
FREE = Phrase("Miễn phí", "Free")
NO_LIMIT = Phrase("Văn bản không nêu", "Not stated")


@dataclass(frozen=True, slots=True)
class CostLine:
    """One price as a person reads it."""

    kind: Any
    text: str
    note: str
    is_free: bool = False


@dataclass(frozen=True, slots=True)
class Way:
    """One way of filing with its time and price."""

    method: Any
    case: str
    limit: str
    note: str
    costs: tuple[CostLine, ...]


@dataclass(frozen=True, slots=True)
class PaperGroup:
    """The papers of one case or heading; an empty name means every case."""

    name: str
    papers: tuple[EvidenceContent, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything the page of one procedure shows, ready to be set."""

    content: VersionContent
    levels: tuple[Any, ...]
    online: Any
    online_tone: str
    cost: str
    limit: str
    ways: tuple[Way, ...]
    priced: tuple[tuple[Way, CostLine], ...]
    timed: tuple[Way, ...]
    papers: tuple[PaperGroup, ...]
    agencies: tuple[tuple[Any, tuple[str, ...]], ...]
    cases: tuple[str, ...]
    has_marks: bool


def sheet_of(content: VersionContent) -> Sheet:
    """Return the answers of one text."""
    names = {place: case.name for place, case in enumerate(content.cases, 1)}
    ways = tuple(_way(channel, names) for channel in content.channels)
    priced = tuple((way, cost) for way in ways for cost in way.costs)
    same_price = len({(cost.text, cost.note) for _, cost in priced}) < 2 and not any(cost.note for _, cost in priced)
    same_time = len({(way.limit, way.note) for way in ways}) < 2 and not any(way.note for way in ways)
    groups = [PaperGroup("", content.evidence)] if content.evidence else []
    groups += [PaperGroup(case.name, case.evidence) for case in content.cases if case.evidence]
    return Sheet(
        content=content,
        levels=tuple(phrase_of(PracticeLevel, level) for level in content.levels),
        online=phrase_of(ProcedureVersion.OnlineLevel, content.online_level),
        online_tone={"full": "good", "partial": "info"}.get(content.online_level, "neutral"),
        cost=cost_in_short([cost for channel in content.channels for cost in channel.costs]),
        limit=limit_in_short(content),
        ways=ways,
        # One answer for all ways needs no table under it.
        priced=() if same_price else priced,
        timed=() if same_time else ways,
        papers=tuple(groups),
        agencies=_agencies(content),
        cases=tuple(case.name for case in content.cases if case.kind == "case" and case.name),
        has_marks=any(paper.is_mandatory is not None for group in groups for paper in group.papers),
    )


def _agencies(content: VersionContent) -> tuple[tuple[Any, tuple[str, ...]], ...]:
    found = []
    for role in VersionAgency.Role:
        names = tuple(dict.fromkeys(agency.name for agency in content.agencies if agency.role == role))
        if names:
            found.append((phrase_of(VersionAgency.Role, role), names))
    return tuple(found)


def _way(channel: ChannelContent, cases: dict[int, str]) -> Way:
    limit = limit_of(channel.quantity, channel.unit, channel.time_text)
    return Way(
        method=phrase_of(Channel.Method, channel.method),
        case=cases.get(channel.case, "") if channel.case is not None else "",
        limit=limit.words(_language()) if limit.is_countable or limit.text else str(NO_LIMIT),
        note=channel.note,
        costs=tuple(cost_line(cost) for cost in channel.costs),
    )


def _language() -> str:
    return "en" if speaks_english() else "vi"


def money(amount: Decimal | None, currency: str) -> str:
    """Return an amount in its own currency."""
    return str(dong(amount)) if currency in ("", "VND") else f"{number(amount)} {currency}"


def cost_line(cost: CostContent) -> CostLine:
    """Return one price; what the law leaves to a note stays a note."""
    kind = phrase_of(Cost.Kind, cost.kind)
    if cost.state == Cost.State.AMOUNT:
        return CostLine(kind, money(cost.amount, cost.currency), cost.note)
    if cost.state == Cost.State.FREE:
        return CostLine(kind, str(FREE), cost.note, is_free=True)
    return CostLine(kind, str(SEE_NOTE if cost.note else NO_COST), cost.note)


def cost_in_short(costs: Iterable[CostContent]) -> str:
    """Return the price in one line: a span of amounts, free, or see the note; never a bare zero."""
    costs = list(costs)
    if not costs:
        return str(NO_COST)
    states = {cost.state for cost in costs}
    parts = []
    for currency in dict.fromkeys(cost.currency for cost in costs if cost.state == Cost.State.AMOUNT):
        amounts = [c.amount for c in costs if c.state == Cost.State.AMOUNT and c.currency == currency and c.amount]
        low, high = min(amounts), max(amounts)
        span = [money(low, currency)] if low == high else [money(low, currency), money(high, currency)]
        parts.append(" – ".join(span))
    if Cost.State.FREE in states:
        parts.insert(0, str(FREE))
    if Cost.State.SEE_NOTE in states:
        parts.append(str(SEE_NOTE))
    joined = "; ".join(parts)
    return joined if len(parts) < 2 else str(Phrase("Tùy trường hợp: {0}", "Depends on the case: {0}")).format(joined)


def limit_in_short(content: VersionContent) -> str:
    """Return the time in one line; where limits differ, all of up to three of them."""
    limits = [limit_of(c.quantity, c.unit, c.time_text) for c in content.channels]
    limits += [limit_of(case.quantity, case.unit, case.time_text) for case in content.cases if case.unit]
    words = list(dict.fromkeys(limit.words(_language()) for limit in limits if limit.is_countable))
    if not words:
        return str(Phrase("Theo văn bản", "As the text says")) if limits else str(NO_LIMIT)
    if len(words) > 3:
        return f"{words[0]}; {words[1]}; …"
    return "; ".join(words)
