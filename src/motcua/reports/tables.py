"""A finished report: columns, rows, identities, and where its figures come from.

A printer (JSON, CSV, XLSX, PDF, page) knows this shape and no report.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from motcua.core.phrases import Phrase
from motcua.reports.request import Request
from motcua.rules.confidence import SMALL, wilson


@dataclass(frozen=True, slots=True)
class Column:
    """One column: key, heads, its number in the statutory form, and what kind of value it holds."""

    key: str
    vi: str
    en: str
    number: int | None = None
    kind: str = "count"  # count, rate, money, days, percent, points, text
    under: tuple[str, str] | None = None  # the merged head above it


class Percent(float):
    """A computed share in percent, or a difference in points: it has no whole numbers behind it to be told with."""


@dataclass(frozen=True, slots=True)
class Rate:
    """A share that never travels without its parts."""

    numerator: int
    denominator: int

    @property
    def exact(self) -> Fraction | None:
        return Fraction(self.numerator, self.denominator) if self.denominator else None

    @property
    def value(self) -> float | None:
        return float(self.exact) if self.exact is not None else None

    @property
    def percent(self) -> float | None:
        """The rate in percent with two decimals, rounded half up."""
        return None if self.exact is None else percent(self.exact)

    @property
    def range(self) -> tuple[float, float] | None:
        """The 95 % range (Wilson) of a share of few dossiers; None where there are many, or none."""
        return wilson(self.numerator, self.denominator) if self.denominator < SMALL else None

    def as_dict(self) -> dict[str, Any]:
        return {
            "numerator": self.numerator,
            "denominator": self.denominator,
            "rate": self.value,
            "percent": self.percent,
            "range": list(self.range) if self.range else None,
        }


def percent(share: Fraction) -> float:
    """Return a share in percent with two decimals, rounded half up."""
    return int(share * 10_000 + Fraction(1, 2)) / 100


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its place in the form, its name, its values by column key, and the filter that opens its dossiers."""

    key: str
    vi: str
    en: str
    values: Mapping[str, Any]
    depth: int = 0
    ordinal: str = ""
    is_total: bool = False
    opens: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Identity:
    """An equation that must hold on every print."""

    vi: str
    en: str
    left: int
    right: int
    is_at_most: bool = False

    @property
    def holds(self) -> bool:
        return self.left <= self.right if self.is_at_most else self.left == self.right


DOSSIERS = ("hồ sơ", "dossiers")


@dataclass(frozen=True, slots=True)
class Table:
    """One report, finished."""

    name: str
    vi: str
    en: str
    source: str
    request: Request
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    identities: tuple[Identity, ...] = ()
    notes: tuple[tuple[str, str], ...] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)
    unit: tuple[str, str] = DOSSIERS
    sources: tuple[Mapping[str, Any], ...] = ()

    @property
    def total(self) -> Row | None:
        """The last line that sums all others, if the report has one."""
        return next((row for row in self.rows if row.key == "total"), None)

    @property
    def is_sound(self) -> bool:
        return all(identity.holds for identity in self.identities)

    def as_dict(self) -> dict[str, Any]:
        """Return the report as the command and the API give it."""
        window, asked = self.request.window, self.request
        return {
            "report": self.name,
            "title": {"vi": self.vi, "en": self.en},
            "source": self.source,
            "period": asked.period.name,
            "window": {
                "kind": window.kind.value,
                "label": window.vi,
                "first_day": window.first.isoformat(),
                "last_day": window.last.isoformat(),
                "vi": window.vi,
                "en": window.en,
                "source": window.source,
            },
            "unit": {"vi": self.unit[0], "en": self.unit[1]},
            "level": asked.level.value if asked.level else None,
            "agency": asked.agency_code or None,
            "as_known_on": asked.as_known_on.isoformat() if asked.as_known_on else None,
            **{key: _plain(value) for key, value in self.facts.items()},
            "columns": [
                {"key": c.key, "number": c.number, "vi": c.vi, "en": c.en, "kind": c.kind} for c in self.columns
            ],
            "rows": [_row(row) for row in self.rows],
            "totals": {key: _plain(value) for key, value in self.total.values.items()} if self.total else None,
            "identities": [
                {"vi": i.vi, "en": i.en, "left": i.left, "right": i.right, "holds": i.holds} for i in self.identities
            ],
            "sound": self.is_sound,
            "notes": [{"vi": vi, "en": en} for vi, en in self.notes],
            "sources": [dict(source) for source in self.sources],
        }


def _row(row: Row) -> dict[str, Any]:
    return {
        "key": row.key,
        "ordinal": row.ordinal,
        "vi": row.vi,
        "en": row.en,
        "depth": row.depth,
        "total": row.is_total,
        **{key: _plain(value) for key, value in row.values.items()},
    }


def _plain(value: Any) -> Any:
    if isinstance(value, Rate):
        return value.as_dict()
    if isinstance(value, Phrase):
        return {"vi": value.vi, "en": value.en}
    if isinstance(value, Mapping):
        return {key: _plain(part) for key, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(part) for part in value]
    return float(value) if isinstance(value, Fraction) else value
