"""The weekly briefing: what changed, where, why, and what to do, in sentences built from the figures.

No sentence without a figure behind it, and each opens its dossiers. A change that chance alone would make is called
so: people should not chase noise. Nothing is guessed; where events tell no cause, the briefing says that.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from motcua.ledger.selectors import STANDARD
from motcua.reports.behind import Share, late_by
from motcua.reports.conditions import NEAR_DAYS, condition_of
from motcua.reports.counting import count, ledger_of, scan
from motcua.reports.definitions.handling import CAUSES
from motcua.reports.definitions.on_time import rate_of
from motcua.reports.names import agency_names, procedure_names
from motcua.reports.printing.words import number, percent
from motcua.reports.request import Request
from motcua.reports.tables import Rate
from motcua.reports.weeks import WEEK, week_request
from motcua.rules.confidence import differs
from motcua.rules.levels import LEVELS, Level

if TYPE_CHECKING:
    import duckdb

MOST_NAMED = 3
TOLD = ("again", "once", "stopped", "moved")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence in both languages, and the question that opens the dossiers it counted."""

    vi: str
    en: str
    opens: Mapping[str, str] = field(default_factory=dict)
    page: str = "/dieu-hanh/ho-so/"


@dataclass(frozen=True, slots=True)
class Part:
    """One heading of the briefing with its sentences; empty parts say so themselves."""

    key: str
    vi: str
    en: str
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Briefing:
    """The briefing of one week for one scope."""

    request: Request
    before: Request
    parts: tuple[Part, ...]

    def as_dict(self) -> dict[str, Any]:
        """Return the briefing as commands give it."""
        window = self.request.window
        return {
            "week": {"first_day": window.first.isoformat(), "last_day": window.last.isoformat()},
            "level": self.request.level.value if self.request.level else None,
            "agency": self.request.agency_code or None,
            "parts": [
                {"key": p.key, "vi": p.vi, "en": p.en,
                 "sentences": [{"vi": s.vi, "en": s.en, "opens": dict(s.opens)} for s in p.sentences]}
                for p in self.parts
            ],
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Facts:
    """Everything the sentences are built from."""

    now: Mapping[str, int]
    then: Mapping[str, int]
    levels: Mapping[Level | None, tuple[Rate, Rate]]
    units: list[Share]
    procedures: list[Share]
    overdue: list[tuple[str, int]]
    near: list[tuple[str, int]]
    again: list[tuple[str, int]]
    slow_sources: list[tuple[str, int]]
    causes: Mapping[str, Any]
    names: Mapping[str, str]
    titles: Mapping[str, str]


def briefing(monday: date, level: str = "", agency: str = "") -> Briefing:
    """Return the briefing of the week that begins on `monday`, compared with the week before. Four queries."""
    asked, before = week_request(monday, level, agency), week_request(monday - WEEK, level, agency)
    facts = _facts(asked, before)
    parts = (
        Part("changed", "Có gì thay đổi", "What changed", tuple(_changed(facts))),
        Part("where", "Ở đâu", "Where", tuple(_where(facts))),
        Part("why", "Vì sao", "Why", tuple(_why(facts))),
        Part("todo", "Nên làm gì", "What to do", tuple(_todo(facts))),
    )
    return Briefing(asked, before, parts)


def _facts(asked: Request, before: Request) -> _Facts:
    with ledger_of(asked) as connection:
        now, then = (count(connection, each, by=("level",)) for each in (asked, before))
        units, procedures = (late_by(connection, asked, name, MOST_NAMED) for name in ("agency", "procedure"))
        overdue, near = (_most(connection, asked, "agency", figure) for figure in ("pending_overdue", "near_limit"))
        again = _most(connection, asked, "procedure", "causes.again")
        slow = _most(connection, asked, "source", "causes.told_late")
        causes = CAUSES.table(asked).total
    codes = [share.code for share in units] + [code for code, _ in (*overdue, *near)]
    return _Facts(
        _total(now), _total(then), _levels(now, then), units, procedures, overdue, near, again, slow,
        causes.values if causes else {}, agency_names(codes),
        procedure_names([*(share.code for share in procedures), *(code for code, _ in again)]),
    )  # fmt: skip


def _most(
    connection: "duckdb.DuckDBPyConnection", asked: Request, dimension: str, figure: str
) -> list[tuple[str, int]]:
    """Return the whole under an empty code first, then the greatest shares by code."""
    rows = scan(connection, asked, by=(dimension,), sums={"n": f"count(*) FILTER ({condition_of(figure, asked)})"})
    found = sorted(((row[dimension] or "", int(row["n"])) for row in rows if row["n"]), key=lambda r: (-r[1], r[0]))
    return [("", sum(n for _, n in found)), *found[:MOST_NAMED]] if found else []


def _total(rows: list[dict[str, Any]]) -> dict[str, int]:
    return {name: sum(int(row[name]) for row in rows) for name in STANDARD}


def _levels(now: list[dict[str, Any]], then: list[dict[str, Any]]) -> dict[Level | None, tuple[Rate, Rate]]:
    before = {row["level"]: rate_of(row) for row in then}
    return {row["level"]: (rate_of(row), before.get(row["level"], Rate(0, 0))) for row in now}


def _points(now: Rate, then: Rate) -> tuple[str, str]:
    """Return how a rate moved, and whether chance alone would do that."""
    if now.percent is None or then.percent is None:
        return "tuần trước không có số liệu", "no figure the week before"
    moved = round(now.percent - then.percent, 2)
    size, plain = f"{abs(moved):.2f}".replace(".", ","), f"{abs(moved):.2f}"
    real = differs(now.numerator, now.denominator, then.numerator, then.denominator)
    vi = "không đổi" if not moved else f"{'tăng' if moved > 0 else 'giảm'} {size} điểm phần trăm"
    en = "unchanged" if not moved else f"{'up' if moved > 0 else 'down'} {plain} points"
    vi += ", vượt mức dao động thường" if real else ", trong mức dao động thường"
    return vi, en + (", more than chance would" if real else ", within chance")


def _moved(now: int, then: int) -> tuple[str, str]:
    if now == then:
        return f"bằng tuần trước ({number(then)})", f"as the week before ({then:,})"
    return (
        f"{'nhiều' if now > then else 'ít'} hơn tuần trước {number(abs(now - then))} ({number(then)})",
        f"{abs(now - then):,} {'more' if now > then else 'fewer'} than the week before ({then:,})",
    )


def _changed(facts: _Facts) -> Iterator[Sentence]:
    now, then = facts.now, facts.then
    if not any(now[name] or then[name] for name in ("received", "settled", "pending")):
        yield Sentence("Không có hồ sơ nào trong hai tuần này.", "There is no dossier in these two weeks.")
        return
    for figure, vi, en in (
        ("received", "Tiếp nhận", "Received"), ("settled", "Đã giải quyết", "Settled"),
        ("late", "Giải quyết quá hạn", "Settled late"), ("pending", "Đang giải quyết cuối tuần", "Pending at its end"),
        ("pending_overdue", "Đang quá hạn cuối tuần", "Overdue at its end"),
    ):  # fmt: skip
        told = _moved(now[figure], then[figure])
        yield Sentence(
            f"{vi}: {number(now[figure])} hồ sơ, {told[0]}.", f"{en}: {now[figure]:,} dossiers, {told[1]}.",
            {"figure": figure},
        )  # fmt: skip
    rate, before = rate_of(now), rate_of(then)
    if rate.denominator:
        vi, en = _points(rate, before)
        parts = f"{number(rate.numerator)}/{number(rate.denominator)}"
        yield Sentence(
            f"Đúng hạn {percent(rate)} ({parts}), tuần trước {percent(before)}: {vi}.",
            f"On time {rate.percent} % ({rate.numerator:,} of {rate.denominator:,}), "
            f"the week before {before.percent} %: {en}.",
            {"figure": "on-time.rate"},
        )


def _where(facts: _Facts) -> Iterator[Sentence]:
    for level, (rate, before) in facts.levels.items():
        if level and differs(rate.numerator, rate.denominator, before.numerator, before.denominator):
            vi, en = _points(rate, before)
            names = LEVELS[level]
            yield Sentence(
                f"{names.vi}: {percent(rate)}, {vi}.", f"{names.en}: {rate.percent} %, {en}.",
                {"figure": "late", "level": level.value},
            )  # fmt: skip
    for share in facts.units:
        name = facts.names.get(share.code) or "Chưa rõ cơ quan"
        part = f"{share.cumulated * 100:.0f} %"
        yield Sentence(
            f"{name}: {number(share.late)} hồ sơ quá hạn trên {number(share.rated)} đã giải quyết; cộng dồn {part} "
            "số quá hạn.",
            f"{name}: {share.late:,} late of {share.rated:,} settled; {part} of all late so far.",
            {"figure": "late", "agency": share.code} if share.code else {"figure": "late"},
        )
    if not facts.units:
        yield Sentence("Không đơn vị nào giải quyết quá hạn trong tuần.", "No unit settled late in the week.")


def _why(facts: _Facts) -> Iterator[Sentence]:
    causes = facts.causes
    whole = int(causes.get("late", 0)) + int(causes.get("pending_overdue", 0))
    if not whole:
        yield Sentence("Không có hồ sơ trễ để tìm nguyên nhân.", "Nothing is late, so there is no cause to look for.")
        return
    columns = {each.column.key: each.column for each in CAUSES.columns}
    for key in TOLD:
        many = int(causes.get(key, 0))
        if many:
            column = columns[key]
            yield Sentence(
                f"{column.vi}: {number(many)} trên {number(whole)} hồ sơ trễ hoặc đang quá hạn.",
                f"{column.en}: {many:,} of {whole:,} late or overdue dossiers.", {"figure": f"causes.{key}"},
            )  # fmt: skip
    untold = int(causes.get("untold", 0))
    if untold:
        yield Sentence(
            f"{number(untold)} trên {number(whole)} hồ sơ trễ không có sự kiện nào nêu nguyên nhân.",
            f"For {untold:,} of {whole:,} late dossiers no event tells a cause.", {"figure": "causes.untold"},
        )  # fmt: skip
    if apart := int(causes.get("transport", 0)):
        yield Sentence(
            f"Ngoài ra {number(apart)} hồ sơ xong đúng hạn nhưng tin báo đến sau hạn: chậm do truyền tin.",
            f"Besides, {apart:,} dossiers were settled in time but told after they were due: late by transport.",
            {"figure": "causes.transport"},
        )
    for share in facts.procedures[:2]:
        title = facts.titles.get(share.code) or "Chưa rõ thủ tục"
        yield Sentence(
            f"Thủ tục {title}: {number(share.late)} quá hạn trên {number(share.rated)}.",
            f"Procedure {title}: {share.late:,} late of {share.rated:,}.",
            {"figure": "late", "procedure": share.code or "-"},
        )


def _named(most: list[tuple[str, int]], names: Mapping[str, str], unknown: str) -> str:
    return ", ".join(f"{names.get(code) or code or unknown} ({number(many)})" for code, many in most[1:])


def _todo(facts: _Facts) -> Iterator[Sentence]:
    units = facts.names
    yield from _call(
        facts.overdue, "pending_overdue", units,
        ("Giải quyết trước {n} hồ sơ đang quá hạn và xin lỗi người nộp; nhiều nhất: {who}.",
         "Settle first the {n} dossiers that are overdue, and apologise; most at: {who}."),
    )  # fmt: skip
    yield from _call(
        facts.near, "near_limit", units,
        (f"Nhắc {{n}} hồ sơ đến hạn trong {NEAR_DAYS} ngày tới; nhiều nhất: {{who}}.",
         f"Call for the {{n}} dossiers due within {NEAR_DAYS} days; most at: {{who}}."),
    )  # fmt: skip
    yield from _call(
        facts.again, "causes.again", facts.titles,
        ("Sửa hướng dẫn thành phần hồ sơ: {n} hồ sơ trễ bị yêu cầu bổ sung từ hai lần; nhiều nhất: {who}.",
         "Mend the list of papers: {n} late dossiers were asked twice or more; most at: {who}."),
    )  # fmt: skip
    yield from _call(
        facts.slow_sources, "causes.told_late", {},
        ("Yêu cầu hệ thống gửi sự kiện trong ngày: {n} hồ sơ trễ được báo chậm hơn một ngày; nhiều nhất: {who}.",
         "Have systems send events within the day: {n} late dossiers were told more than a day after; most at: {who}."),
    )  # fmt: skip
    if facts.now["pending_no_due_date"]:
        many = facts.now["pending_no_due_date"]
        yield Sentence(
            f"Ghi hẹn trả cho {number(many)} hồ sơ đang giải quyết mà chưa có hạn.",
            f"Give a due date to {many:,} pending dossiers that have none.", {"figure": "pending_no_due_date"},
        )  # fmt: skip
    if facts.units and facts.units[0].cumulated >= 1 / MOST_NAMED and facts.units[0].code:
        worst = facts.units[0]
        name = units.get(worst.code) or worst.code
        yield Sentence(
            f"{name} giữ {worst.cumulated * 100:.0f} % số quá hạn: xem phương án bố trí người cho đơn vị này.",
            f"{name} holds {worst.cumulated * 100:.0f} % of what was late: see the staffing plan of that unit.",
            {}, f"/dieu-hanh/nhan-su/{worst.code}/",
        )  # fmt: skip


def _call(
    most: list[tuple[str, int]], figure: str, names: Mapping[str, str], texts: tuple[str, str]
) -> Iterator[Sentence]:
    if not most:
        return
    many = most[0][1]
    vi, en = texts
    yield Sentence(
        vi.format(n=number(many), who=_named(most, names, "chưa rõ")),
        en.format(n=f"{many:,}", who=_named(most, names, "unknown")), {"figure": figure},
    )  # fmt: skip
