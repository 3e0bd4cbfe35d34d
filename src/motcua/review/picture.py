"""The map as a picture: SVG drawn on the server, readable on screen, on paper and as a file of its own.

Ink takes the colour of the text around it (`currentColor`), so one picture serves light and dark pages; a
thicker arc was taken more often. Arcs that go back up are dashed. The table beside it says the same in words.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from motcua.core.templatetags.motcua import number
from motcua.review.layers import kept_arcs, layers_of
from motcua.review.process_map import Arc, ProcessMap

WIDTH, HEIGHT, GAP_X, GAP_Y, MARGIN = 176, 46, 64, 58, 34
LINE_LETTERS = 25
# How far an arc that goes back to the layer above stands beside the one that comes down.
BACK_ASIDE = 36
Namer = Callable[[str], str]
# A path, and where its label stands.
Drawn = tuple[str, float, float]


@dataclass(frozen=True, slots=True)
class Spot:
    """The middle of an activity's box."""

    x: float
    y: float
    layer: int


def draw(found: ProcessMap, *, title: str, name: Namer = str, most: int = 40) -> SafeString:
    """Return the SVG of the map; `name` turns an activity into the words to show."""
    counts = {(arc.before, arc.after): arc.count for arc in found.arcs}
    kept = set(kept_arcs(counts, most))
    layers = layers_of([node.activity for node in found.nodes], counts, kept, _ranks(found))
    spots, width, height = _spots(layers)
    top = max(counts.values(), default=1)
    arcs = [_arc(arc, spots, top) for arc in found.arcs if (arc.before, arc.after) in kept]
    boxes = [_box(name(n.activity), n.count, n.count / max(found.cases, 1), spots[n.activity]) for n in found.nodes]
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" class="process-map" width="{0}" height="{1}" viewBox="0 0 {0} {1}" '
        'role="img" aria-label="{2}" font-family="system-ui, sans-serif" font-size="12" fill="currentColor">'
        '<title>{2}</title><defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" '
        'markerHeight="8" markerUnits="userSpaceOnUse" orient="auto"><path d="M0 0L8 4L0 8z"/></marker></defs>'
        "{3}{4}</svg>",
        round(width),
        round(height),
        title,
        _joined(arcs),
        _joined(boxes),
    )


def _ranks(found: ProcessMap) -> dict[str, float]:
    """Return where in a path each activity first stands, on average over the cases."""
    sums: dict[str, list[float]] = {}
    for variant in found.variants:
        for place, activity in enumerate(dict.fromkeys(variant.path)):
            total = sums.setdefault(activity, [0.0, 0.0])
            total[0] += place * variant.count
            total[1] += variant.count
    return {activity: place / count for activity, (place, count) in sums.items()}


def hours(seconds: float) -> str:
    """Return a stretch in minutes, hours or days, short."""
    if seconds < 3600:
        return f"{number(round(seconds / 60))} ph"
    if seconds < 2 * 86_400:
        return f"{number(round(seconds / 3600, 1))} h"
    return f"{number(round(seconds / 86_400, 1))} ng"


def _joined(parts: list[SafeString]) -> SafeString:
    return format_html_join("", "{}", ((part,) for part in parts))


def _spots(layers: list[list[str]]) -> tuple[dict[str, Spot], float, float]:
    widest = max((len(layer) for layer in layers), default=1)
    # Room on both sides for arcs that pass by.
    width = 2 * (MARGIN + GAP_X) + widest * WIDTH + (widest - 1) * GAP_X
    spots = {}
    for depth, layer in enumerate(layers):
        wide = len(layer) * WIDTH + (len(layer) - 1) * GAP_X
        for place, activity in enumerate(layer):
            x = (width - wide) / 2 + place * (WIDTH + GAP_X) + WIDTH / 2
            spots[activity] = Spot(x, MARGIN + HEIGHT / 2 + depth * (HEIGHT + GAP_Y), depth)
    return spots, width, 2 * MARGIN + len(layers) * HEIGHT + max(len(layers) - 1, 0) * GAP_Y


def _box(name: str, count: int, share: float, at: Spot) -> SafeString:
    lines = _lines(name)
    texts = [
        format_html('<tspan x="{}" dy="{}">{}</tspan>', round(at.x), 0 if i == 0 else 14, line)
        for i, line in enumerate([*lines, number(count)])
    ]
    return format_html(
        '<g><title>{0}: {1}</title><rect x="{2}" y="{3}" width="{4}" height="{5}" rx="6" stroke="currentColor" '
        'stroke-width="{6}" fill="currentColor" fill-opacity="0.05"/><text x="{7}" y="{8}" '
        'text-anchor="middle">{9}</text></g>',
        name,
        number(count),
        round(at.x - WIDTH / 2),
        round(at.y - HEIGHT / 2),
        WIDTH,
        HEIGHT,
        1 + round(min(share, 1), 1),
        round(at.x),
        round(at.y + 4 - 7 * len(lines)),
        _joined(texts),
    )


def _lines(name: str) -> list[str]:
    if len(name) <= LINE_LETTERS:
        return [name]
    words, first = name.split(), ""
    while words and len(f"{first} {words[0]}") <= LINE_LETTERS:
        first = f"{first} {words.pop(0)}".strip()
    rest = " ".join(words)
    return [first or name[:LINE_LETTERS], rest if len(rest) <= LINE_LETTERS else f"{rest[: LINE_LETTERS - 1]}…"]


def _arc(arc: Arc, spots: dict[str, Spot], top: int) -> SafeString:
    one, other = spots[arc.before], spots[arc.after]
    path, x, y = _path(one, other, spots.values())
    back = other.layer <= one.layer
    return format_html(
        '<g><title>{0} → {1}: {2}</title><path d="{3}" fill="none" stroke="currentColor" stroke-width="{4}" '
        'stroke-opacity="0.75"{5} marker-end="url(#tip)"/><text x="{6}" y="{7}" font-size="11" '
        'paint-order="stroke" stroke="var(--paper, #fff)" stroke-width="4" text-anchor="middle">{2} · {8}</text></g>',
        arc.before,
        arc.after,
        number(arc.count),
        path,
        round(1 + 4 * arc.count / top, 1),
        mark_safe(' stroke-dasharray="5 4"') if back else "",
        round(x),
        round(y),
        hours(arc.median_s),
    )


def _path(one: Spot, other: Spot, spots: Collection[Spot]) -> Drawn:
    """Return the path and where its label stands: straight down, past the boxes between, back, or a loop."""
    if one == other:
        x, y = one.x + WIDTH / 2, one.y
        loop = f"M{x:.0f} {y - 10:.0f}C{x + 44:.0f} {y - 24:.0f} {x + 44:.0f} {y + 24:.0f} {x:.0f} {y + 10:.0f}"
        return loop, x + 34, y - 22
    if abs(other.layer - one.layer) == 1:
        return _between_neighbours(one, other)
    if other.layer == one.layer:
        x1, x2, y = one.x, other.x, one.y + HEIGHT / 2
        # Beside each other: below the boxes from one to the other.
        dip = y + GAP_Y / 2
        return f"M{x1:.0f} {y:.0f}C{x1:.0f} {dip:.0f} {x2:.0f} {dip:.0f} {x2:.0f} {y:.0f}", (x1 + x2) / 2, dip
    return _through(one, other, _channel(one, other, spots))


def _between_neighbours(one: Spot, other: Spot) -> Drawn:
    """Return an arc to the next layer, from box to box; one that goes back runs beside the one that comes."""
    down = other.layer > one.layer
    aside, half = (0, HEIGHT / 2) if down else (BACK_ASIDE, -HEIGHT / 2)
    x1, x2, y1, y2 = one.x + aside, other.x + aside, one.y + half, other.y - half
    middle = (y1 + y2) / 2
    path = f"M{x1:.0f} {y1:.0f}C{x1:.0f} {middle:.0f} {x2:.0f} {middle:.0f} {x2:.0f} {y2:.0f}"
    lift = 10 if other.x > one.x else -2 if other.x < one.x else 4
    # Labels of arcs back stand by the box they leave, where arcs are apart.
    return (path, (x1 + x2) / 2, middle + lift) if down else (path, x1 + BACK_ASIDE, y1 - 6)


def _through(one: Spot, other: Spot, way: float) -> Drawn:
    """Return an arc over several layers: aside in the first gap, straight through the channel, back in the last."""
    down = 1 if other.layer > one.layer else -1
    aside = 0 if down > 0 else BACK_ASIDE
    x1, x2, y1, y2 = one.x + aside, other.x + aside, one.y + down * HEIGHT / 2, other.y - down * HEIGHT / 2
    first, last = y1 + down * GAP_Y, y2 - down * GAP_Y
    bend1, bend2 = (y1 + first) / 2, (last + y2) / 2
    path = (
        f"M{x1:.0f} {y1:.0f}C{x1:.0f} {bend1:.0f} {way:.0f} {bend1:.0f} {way:.0f} {first:.0f}"
        f"L{way:.0f} {last:.0f}C{way:.0f} {bend2:.0f} {x2:.0f} {bend2:.0f} {x2:.0f} {y2:.0f}"
    )
    return path, way, first + down * HEIGHT / 2 + 4


def _channel(one: Spot, other: Spot, spots: Collection[Spot]) -> float:
    """Return the x nearest to both ends that is free of boxes in every layer between; arcs back keep to the left."""
    low, high = sorted((one.layer, other.layer))
    passed = [spot.x for spot in spots if low < spot.layer < high]
    aim, reach = (one.x + other.x) / 2, (WIDTH + GAP_X) / 2
    free = [
        x for x in (spot + side * reach for spot in passed for side in (-1, 1))
        if all(abs(x - spot) >= reach - 1 for spot in passed)
    ]  # fmt: skip
    right = [x for x in free if x >= aim] if other.layer > one.layer else [x for x in free if x <= aim]
    return min(right or free, key=lambda x: abs(x - aim))
