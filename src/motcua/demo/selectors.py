"""What the demonstration shows of itself: accounts, size, and the on-time table of its quarter."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from motcua.demo import people
from motcua.demo.state import is_simulated, written_nation
from motcua.ledger import selectors as ledger
from motcua.rules.levels import LEVELS, Level
from motcua.rules.windows import parse_period, window_of

LEVEL_ORDER = (Level.CENTRAL, Level.PROVINCE, Level.DISTRICT, Level.COMMUNE)
NUMBER_OF_LEVEL = {Level.CENTRAL: 1, Level.PROVINCE: 2, Level.DISTRICT: 3, Level.COMMUNE: 4}


@dataclass(frozen=True, slots=True)
class OnTimeRow:
    """One level: settled dossiers with a due date, and those not late among them."""

    level: str
    vi: str
    en: str
    on_time: int
    rated: int

    @property
    def percent(self) -> float | None:
        return 100 * self.on_time / self.rated if self.rated else None


@dataclass(frozen=True, slots=True)
class OnTimeTable:
    """The on-time rate of a period by level; the mean of levels counts each level once."""

    period: str
    first: date
    last: date
    window_vi: str
    window_en: str
    rows: tuple[OnTimeRow, ...]

    @property
    def mean_of_levels(self) -> float | None:
        shares = [row.percent for row in self.rows if row.percent is not None]
        return sum(shares) / len(shares) if shares else None

    @property
    def by_dossiers(self) -> float | None:
        rated = sum(row.rated for row in self.rows)
        return 100 * sum(row.on_time for row in self.rows) / rated if rated else None


def on_time_table(window: str = "statutory") -> OnTimeTable | None:
    """Return the table of the simulated quarter from the ledger's figures, or None before it is written."""
    written = written_nation()
    if written is None:
        return None
    span = window_of(parse_period(written[0]), window)
    days = ledger.Window(span.first, span.days.before or span.last)
    with ledger.reader() as connection:
        found = ledger.figures(connection, days, by=("level",), names=("early", "on_time", "late"))
    by_level = {int(row["level"]): row for row in found}
    rows = []
    for level in LEVEL_ORDER:
        row = by_level.get(NUMBER_OF_LEVEL[level], {"early": 0, "on_time": 0, "late": 0})
        good = int(row["early"]) + int(row["on_time"])
        rows.append(OnTimeRow(level.value, LEVELS[level].vi, LEVELS[level].en, good, good + int(row["late"])))
    return OnTimeTable(written[0], span.first, span.last, span.vi, span.en, tuple(rows))


def as_text(table: OnTimeTable) -> str:
    """Return the table for a terminal, in both languages."""
    lines = [
        f"Tỷ lệ đúng hạn {table.period} (mô phỏng), {table.window_vi}",
        f"On-time rate {table.period} (simulated), {table.window_en}",
        f"  {'':<24}{'đúng hạn/on time':>18}{'đã giải quyết/settled':>24}{'%':>9}",
    ]
    lines += [
        f"  {row.vi + ' / ' + row.en:<24}{row.on_time:>18,}{row.rated:>24,}{_percent(row.percent):>9}"
        for row in table.rows
    ]
    lines.append(f"  {'Bình quân các cấp / mean of levels':<66}{_percent(table.mean_of_levels):>9}")
    lines.append(f"  {'Theo số hồ sơ / by dossiers':<66}{_percent(table.by_dossiers):>9}")
    return "\n".join(lines)


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{share:.2f}"


def facts() -> dict[str, Any]:
    """Return what `motcua demo --json` answers."""
    written = written_nation()
    table = on_time_table()
    return {
        "simulated": is_simulated(),
        "period": written[0] if written else None,
        "dossiers": written[1] if written else 0,
        "password": people.PASSWORD,
        "accounts": [
            {"username": role.username, "work": asdict(role.work), "start": role.start} for role in people.ROLES
        ],
        "on_time": _table_facts(table) if table else None,
    }


def _table_facts(table: OnTimeTable) -> dict[str, Any]:
    return {
        "window": {"first": table.first, "last": table.last, "vi": table.window_vi, "en": table.window_en},
        "levels": [{**asdict(row), "percent": row.percent and round(row.percent, 2)} for row in table.rows],
        "mean_of_levels": table.mean_of_levels and round(table.mean_of_levels, 2),
        "by_dossiers": table.by_dossiers and round(table.by_dossiers, 2),
    }
