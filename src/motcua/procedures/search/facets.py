"""How the answers divide: level, audience, field, agency, online level and life event, each with counts.

A facet is counted over what the question and all *other* filters leave, so that the
numbers say what choosing an option would give.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from motcua.core.phrases import Phrase
from motcua.procedures.search.entries import Entry
from motcua.procedures.search.index import Index, Mask

LEVELS = {
    "commune": Phrase("Cấp xã", "Commune"),
    "district": Phrase("Cấp huyện", "District"),
    "province": Phrase("Cấp tỉnh", "Province"),
    "central": Phrase("Cấp trung ương", "Central"),
    "vertical": Phrase("Ngành dọc", "Vertical agencies"),
    "other": Phrase("Cơ quan khác", "Other bodies"),
    "undetermined": Phrase("Chưa xác định", "Undetermined"),
}
ONLINE = {
    "full": Phrase("Trực tuyến toàn trình", "Fully online"),
    "partial": Phrase("Trực tuyến một phần", "Partly online"),
    "none": Phrase("Không trực tuyến", "Not online"),
}


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a facet, with the number of answers it would leave."""

    value: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """One way to narrow the answers; `name` is the query parameter."""

    name: str
    title: Phrase
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class FacetKind:
    """What a facet reads from an entry: pairs of value and label."""

    name: str
    title: Phrase
    read: Callable[[Entry], Iterable[tuple[str, object]]]
    most: int = 12


KINDS = (
    FacetKind(
        "level", Phrase("Cấp thực hiện", "Level"), lambda e: ((level, LEVELS.get(level, level)) for level in e.levels)
    ),
    FacetKind("audience", Phrase("Đối tượng", "Audience"), lambda e: e.audiences),
    FacetKind(
        "online",
        Phrase("Mức độ trực tuyến", "Online level"),
        lambda e: ((e.online, ONLINE.get(e.online, e.online)),) if e.online else (),
    ),
    FacetKind("life_event", Phrase("Sự kiện", "Life event"), lambda e: e.life_events),
    FacetKind("field", Phrase("Lĩnh vực", "Field"), lambda e: ((e.field_code or e.field, e.field),) if e.field else ()),
    FacetKind(
        "agency",
        Phrase("Cơ quan công bố", "Announcing agency"),
        lambda e: ((e.agency_code or e.agency, e.agency),) if e.agency else (),
    ),
)
NAMES = tuple(kind.name for kind in KINDS)

Filters = Mapping[str, Sequence[str]]


class FacetBook:
    """The options of every facet and which entries hold them; built once per index."""

    def __init__(self, index: Index) -> None:
        self._size = len(index)
        self._labels: dict[str, dict[str, object]] = {}
        self._held: dict[str, dict[str, Mask]] = {}
        for kind in KINDS:
            places: dict[str, list[int]] = {}
            labels = self._labels.setdefault(kind.name, {})
            for place, entry in enumerate(index.entries):
                for value, label in kind.read(entry):
                    places.setdefault(value, []).append(place)
                    labels.setdefault(value, label)
            self._held[kind.name] = {value: self._mask(held) for value, held in places.items()}

    def _mask(self, places: list[int]) -> Mask:
        mask = np.zeros(self._size, bool)
        mask[places] = True
        return mask

    def kept(self, filters: Filters, *, without: str = "") -> Mask:
        """Return the entries that pass `filters`: any value of one facet, every facet; `without` is left out."""
        mask = np.ones(self._size, bool)
        for name, values in filters.items():
            if name == without or not values or name not in self._held:
                continue
            passed = np.zeros(self._size, bool)
            for value in values:
                held = self._held[name].get(value)
                if held is not None:
                    passed |= held
            mask &= passed
        return mask

    def count(self, answers: Mask, filters: Filters) -> tuple[Facet, ...]:
        """Return every facet over `answers` (before filters), most frequent options first."""
        facets = []
        for kind in KINDS:
            base = answers & self.kept(filters, without=kind.name)
            chosen = set(filters.get(kind.name, ()))
            options = []
            for value, held in self._held[kind.name].items():
                count = int(np.count_nonzero(base & held))
                if count or value in chosen:
                    label = str(self._labels[kind.name][value])
                    options.append(Option(value, label, count, value in chosen))
            options.sort(key=lambda option: (not option.chosen, -option.count, option.label))
            facets.append(Facet(kind.name, kind.title, tuple(options[: kind.most])))
        return tuple(facets)
