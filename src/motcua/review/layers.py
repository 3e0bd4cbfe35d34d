"""Where does each activity stand in the picture? Layers from top to bottom, few crossings (Sugiyama).

1. arcs that close a circle are turned round, the rarest ones; 2. each activity goes one layer below the
deepest that leads to it; 3. layers are ordered by the mean place of their neighbours, a few times over.
"""

from collections.abc import Iterable, Mapping, Sequence

Arc = tuple[str, str]
SWEEPS = 6


def kept_arcs(counts: Mapping[Arc, int], most: int = 40) -> list[Arc]:
    """Return the arcs to draw: the most frequent, and each activity's best way in and out."""
    order = sorted(counts, key=lambda arc: (-counts[arc], arc))
    kept = dict.fromkeys(order[:most])
    seen_in: set[str] = set()
    seen_out: set[str] = set()
    for arc in order:
        if arc[0] not in seen_out or arc[1] not in seen_in:
            kept[arc] = None
        seen_out.add(arc[0])
        seen_in.add(arc[1])
    return list(kept)


def forward_arcs(counts: Mapping[Arc, int], arcs: Iterable[Arc], rank: Mapping[str, float] | None = None) -> list[Arc]:
    """Return the arcs that can all point down: those that follow `rank` first, then the most frequent."""
    rank = rank or {}
    below: dict[str, set[str]] = {}
    forward = []
    for before, after in sorted(arcs, key=lambda a: (rank.get(a[0], 0) > rank.get(a[1], 0), -counts[a], a)):
        if before == after or before in _reached(below, after):
            continue
        below.setdefault(before, set()).add(after)
        forward.append((before, after))
    return forward


def _reached(below: Mapping[str, set[str]], start: str) -> set[str]:
    seen, waiting = {start}, [start]
    while waiting:
        for name in below.get(waiting.pop(), ()):
            if name not in seen:
                seen.add(name)
                waiting.append(name)
    return seen


def layers_of(
    names: Sequence[str], counts: Mapping[Arc, int], arcs: Iterable[Arc], rank: Mapping[str, float] | None = None
) -> list[list[str]]:
    """Return the activities by layer, in the order in which they stand from left to right."""
    forward = forward_arcs(counts, arcs, rank)
    depth = dict.fromkeys(names, 0)
    for _ in names:
        moved = False
        for before, after in forward:
            if depth[after] <= depth[before]:
                depth[after], moved = depth[before] + 1, True
        if not moved:
            break
    layers: list[list[str]] = [[] for _ in range(max(depth.values(), default=-1) + 1)]
    for name in names:
        layers[depth[name]].append(name)
    return _ordered(layers, forward)


def _ordered(layers: list[list[str]], forward: Sequence[Arc]) -> list[list[str]]:
    near: dict[str, list[str]] = {}
    for before, after in forward:
        near.setdefault(before, []).append(after)
        near.setdefault(after, []).append(before)
    for sweep in range(SWEEPS):
        place = {name: (i + 0.5) / len(layer) for layer in layers for i, name in enumerate(layer)}
        for layer in layers if sweep % 2 == 0 else reversed(layers):
            means = {n: sum(place[x] for x in near[n]) / len(near[n]) if near.get(n) else place[n] for n in layer}
            layer.sort(key=lambda name: (means[name], name))
            place.update({name: (i + 0.5) / len(layer) for i, name in enumerate(layer)})
    return layers
