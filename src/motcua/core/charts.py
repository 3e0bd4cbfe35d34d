"""Charts drawn on the server as SVG: readable at 320 px, in dark mode, on paper and by ear.

Marks are placed in percent of the width and text keeps its size, so nothing shrinks on a
phone. Where each mark has a long name (bars, intervals), name and value are page text that
wraps and the SVG holds the mark only: tried with SVG text, Vietnamese agency names ran into
the values. Colours are classes (`f1`…`f6` fill, `s1`…`s6` stroke), never attributes, so
that one style sheet rules. Show a chart with `{% figure chart title note table %}`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from motcua.core.templatetags.motcua import number

Show = Callable[[Any], str]
EMPTY = mark_safe("")
SPARK = (
    '<svg class="spark chart" viewBox="0 -4 100 108" preserveAspectRatio="none" role="img" aria-label="{}">'
    "<title>{}</title>{}</svg>"
)
# Lines are drawn in a box of 100 × 100 that is stretched; the stroke is not.
BOX = (
    '<svg y="{}" width="100%" height="{}" viewBox="0 0 100 100" preserveAspectRatio="none" overflow="visible">{}</svg>'
)


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its name, its value, a short note after the value, a colour class 1–6.

    `dots` marks membership of sets, in the order of the chart's sets.
    """

    label: Any
    value: float | None
    note: Any = ""
    colour: int = 1
    dots: Sequence[bool] = ()


@dataclass(frozen=True, slots=True)
class Interval:
    """A middle with its lower and upper end, such as median and quartiles."""

    label: Any
    low: float
    middle: float
    high: float
    colour: int = 1


@dataclass(frozen=True, slots=True)
class Series:
    """One named line; None leaves a gap."""

    name: Any
    values: Sequence[float | None]
    colour: int = 1


def _frame(parts: Sequence[SafeString], height: float, title: Any, desc: Any = "") -> SafeString:
    frame = (
        '<svg class="chart" height="{}" width="100%" role="img" aria-label="{}">'
        "<title>{}</title><desc>{}</desc>{}</svg>"
    )
    inner = format_html_join("", "{}", ((part,) for part in parts))
    return format_html(frame, round(height), title, title, desc, inner)


def _text(x: str, y: float, text: Any, kind: str = "", anchor: str = "start") -> SafeString:
    return format_html('<text x="{}" y="{}" class="{}" text-anchor="{}">{}</text>', x, y, kind, anchor, text)


def _share(value: float, top: float) -> str:
    """Return `value` of `top` as a percentage of the width, never a negative one."""
    return f"{max(0.0, value / top * 100 if top else 0):.2f}%"


def _rows(items: Sequence[tuple[SafeString, Any, SafeString, int]], title: Any, desc: Any) -> SafeString:
    """Give a list of (name, value, marks, height of the marks in px)."""
    line = '<li><span>{}</span><b>{}</b><svg class="chart" width="100%" height="{}" aria-hidden="true">{}</svg></li>'
    lines = format_html_join("", line, ((name, value, height, marks) for name, value, marks, height in items))
    more = format_html('<p class="visually-hidden">{}</p>', desc) if desc else EMPTY
    return format_html('{}<ul class="bars" aria-label="{}">{}</ul>', more, title, lines)


def bars(rows: Sequence[Bar], *, title: Any, desc: Any = "", show: Show = number, top: float = 0) -> SafeString:
    """Draw horizontal bars, each under its name; a value of None says unknown and draws no bar.

    `top` is the value of full width; by default the largest value.
    """
    top = top or max((row.value or 0 for row in rows), default=0)
    items = []
    for row in rows:
        marks = '<rect class="track" width="100%" height="12" rx="2"/><rect class="f{}" width="{}" height="12" rx="2"/>'
        drawn = format_html(marks, row.colour, _share(row.value or 0, top))
        value = format_html("{} <small>{}</small>", show(row.value), row.note) if row.note else show(row.value)
        items.append((format_html("{}{}", _dots(row.dots), row.label), value, drawn, 12))
    return _rows(items, title, desc)


def _dots(marks: Sequence[bool]) -> SafeString:
    """Draw membership of sets: a full dot for a member, a pale one for the others."""
    if not marks:
        return EMPTY
    shape = '<circle cx="{}" cy="6" r="5" class="{}"/>'
    dots = format_html_join("", shape, ((place * 15 + 6, "f1" if m else "off") for place, m in enumerate(marks)))
    return format_html(
        '<svg class="chart dots" width="{}" height="12" aria-hidden="true">{}</svg>', len(marks) * 15, dots
    )


def legend(names: Sequence[Any], colours: Sequence[int] = ()) -> SafeString:
    """Give the colour of each series in words; colours count from 1 unless told."""
    swatch = (
        '<li><svg viewBox="0 0 10 10" aria-hidden="true"><rect class="f{}" width="10" height="10" rx="2"/></svg>{}</li>'
    )
    items = format_html_join("", swatch, zip(colours or range(1, len(names) + 1), names, strict=True))
    return format_html('<ul class="legend">{}</ul>', items)


def stacked(
    rows: Sequence[tuple[Any, Sequence[float]]],
    parts_of: Sequence[Any],
    *,
    title: Any,
    desc: Any = "",
    whole: bool = True,
    colours: Sequence[int] = (),
) -> SafeString:
    """Draw bars made of parts; `whole` gives each bar the full width, else widths compare rows."""
    colours = colours or range(1, len(parts_of) + 1)
    most = max((sum(values) for _, values in rows), default=0)
    items = []
    for label, values in rows:
        total, start, drawn = sum(values), 0.0, []
        for colour, name, value in zip(colours, parts_of, values, strict=True):
            places = (_share(start, total if whole else most), _share(value, total if whole else most))
            shape = '<rect class="f{}" x="{}" width="{}" height="14"><title>{}: {}</title></rect>'
            drawn.append(format_html(shape, colour, *places, name, number(value)))
            start += value
        items.append((format_html("{}", label), number(total), format_html_join("", "{}", ((d,) for d in drawn)), 14))
    return format_html("{}{}", legend(parts_of, colours), _rows(items, title, desc))


def _runs(values: Sequence[float | None], low: float, top: float) -> list[str]:
    """Return the unbroken stretches of a line as `points` in a 100 × 100 box."""
    step = 100 / max(1, len(values) - 1)
    runs: list[list[str]] = [[]]
    for place, value in enumerate(values):
        if value is None:
            runs.append([])
        else:
            y = 100 - (value - low) / (top - low) * 100 if top > low else 50
            runs[-1].append(f"{place * step:.2f},{y:.2f}")
    # A stretch of one point would draw nothing: give it a hair's width.
    return [" ".join(run * 2 if len(run) == 1 else run) for run in runs if run]


def _lines(series: Sequence[Series], low: float, top: float) -> SafeString:
    shape = '<polyline class="stroke s{}" points="{}"/>'
    return format_html_join("", shape, ((s.colour, run) for s in series for run in _runs(s.values, low, top)))


def nice_top(value: float) -> float:
    """Return the next round number (1, 2, 4, 6, 8 × 10ⁿ) at or above `value`.

    >>> [nice_top(v) for v in (0, 3, 12, 180, 0.7)]
    [1, 4, 20, 200, 0.8]
    """
    if value <= 0:
        return 1
    size = 1.0
    while size * 10 <= value:
        size *= 10
    while size > value:
        size /= 10
    chosen = next(size * factor for factor in (1, 2, 4, 6, 8, 10) if size * factor >= value)
    return _plain(chosen)


def _plain(value: float) -> float:
    """Return a whole number as int, so that no idle decimals are written."""
    value = round(value, 6)
    return int(value) if value == int(value) else value


def line(
    series: Sequence[Series],
    labels: Sequence[Any],
    *,
    title: Any,
    desc: Any = "",
    show: Show = number,
    height: int = 220,
) -> SafeString:
    """Draw lines from zero upward; `labels` name the points, first, middle and last are written."""
    top = nice_top(max((v for s in series for v in s.values if v is not None), default=0))
    inner, parts = height - 44, []
    for share in (0, 0.5, 1):
        y = 18 + inner * (1 - share)
        parts.append(format_html('<line class="grid-line" x1="0" x2="100%" y1="{}" y2="{}"/>', y, y))
        parts.append(_text("0", y - 4, show(_plain(top * share)), "soft"))
    parts.append(format_html(BOX, 18, inner, _lines(series, 0, top)))
    places = sorted({0, len(labels) // 2, len(labels) - 1}) if labels else []
    for place in places:
        at = place / max(1, len(labels) - 1) * 100
        anchor = "start" if at < 10 else "end" if at > 90 else "middle"
        parts.append(_text(f"{at:.2f}%", height - 6, labels[place], "soft", anchor))
    drawn = _frame(parts, height, title, desc)
    if len(series) < 2:
        return drawn
    return format_html("{}{}", legend([s.name for s in series], [s.colour for s in series]), drawn)


def sparkline(values: Sequence[float | None], *, title: Any, colour: int = 1) -> SafeString:
    """Draw a line as small as a word, from the least to the greatest value."""
    known = [value for value in values if value is not None]
    if len(known) < 2:
        return EMPTY
    inner = _lines([Series("", values, colour)], min(known), max(known))
    return format_html(SPARK, title, title, inner)


def small_multiples(
    panels: Sequence[Series], labels: Sequence[Any], *, show: Show = number, height: int = 120
) -> SafeString:
    """Draw one small chart per series, all on the same scale, so that heights compare."""
    top = nice_top(max((v for p in panels for v in p.values if v is not None), default=0))
    drawn = []
    for panel in panels:
        inner = height - 38
        last = next((v for v in reversed(panel.values) if v is not None), None)
        parts = [
            _text("0", 14, panel.name, "bold"),
            _text("100%", 14, show(last), "", "end"),
            format_html('<line class="grid-line" x1="0" x2="100%" y1="{}" y2="{}"/>', 22 + inner, 22 + inner),
            format_html(BOX, 22, inner, _lines([panel], 0, top)),
            _text("0", height - 2, labels[0] if labels else "", "soft"),
            _text("100%", height - 2, labels[-1] if labels else "", "soft", "end"),
        ]
        drawn.append(_frame(parts, height, panel.name))
    return format_html('<div class="grid">{}</div>', format_html_join("", "<div>{}</div>", ((d,) for d in drawn)))


def intervals(
    rows: Sequence[Interval], *, title: Any, desc: Any = "", show: Show = number, top: float = 0
) -> SafeString:
    """Draw a dot with its span per row, on a scale from zero."""
    top = top or max((row.high for row in rows), default=0)
    items = []
    for row in rows:
        middle = format_html("{} <small>({}–{})</small>", show(row.middle), show(row.low), show(row.high))
        shape = (
            '<line class="grid-line" x2="100%" y1="8" y2="8"/><line class="span s{}" x1="{}" x2="{}" y1="8" y2="8"/>'
            '<circle class="f{}" cx="{}" cy="8" r="6"/>'
        )
        ends = (_share(row.low, top), _share(row.high, top))
        drawn = format_html(shape, row.colour, *ends, row.colour, _share(row.middle, top))
        items.append((format_html("{}", row.label), middle, drawn, 16))
    return _rows(items, title, desc)
