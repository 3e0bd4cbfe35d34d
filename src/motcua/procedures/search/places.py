"""Provinces in a typed line: what a province set itself answers there first, and nowhere else.

The names of the 63 provinces lead to the province they passed into in 2025.
"""

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from motcua.agencies.national_frame import MERGED_PROVINCES, PROVINCES
from motcua.procedures.search.entries import Entry
from motcua.procedures.search.words import fold_cached, same_marks, spoken_syllables

_OFFICE = re.compile(r"(?:tỉnh|thành phố)\s+(.+)$", re.IGNORECASE)
_NICKNAMES = {"tphcm": "Hồ Chí Minh", "hcm": "Hồ Chí Minh", "sài gòn": "Hồ Chí Minh", "hn": "Hà Nội", "huế": "Huế"}
_LED_IN = (("thanh", "pho"), ("tinh",), ("tp",), ("ubnd",), ("o",), ("tai",))


def _key(name: str) -> str:
    return " ".join(map(fold_cached, spoken_syllables(name.replace("Thừa Thiên ", ""))))


def _passed_into() -> dict[str, str]:
    into = {_key(province.name): _key(province.name) for province in PROVINCES.values()}
    for kept, (_, merged) in MERGED_PROVINCES.items():
        for code in merged:
            into[_key(PROVINCES[code].name)] = _key(PROVINCES[kept].name)
    return into


class Places:
    """Knows which entries are a province's own, and finds a province in a line."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self.own: dict[str, NDArray[np.bool_]] = {}
        for place, entry in enumerate(entries):
            office = None if entry.national else _OFFICE.search(entry.agency)
            if office:
                self.own.setdefault(_key(office[1]), np.zeros(len(entries), bool))[place] = True
        self.elsewhere = np.array([not entry.national for entry in entries], bool)
        self._meant = self._names()

    def _names(self) -> dict[tuple[str, ...], tuple[str, list[str]]]:
        """Return folded syllables → (the province meant, the syllables with marks)."""
        into = _passed_into()
        spoken = {province.name.replace("Thừa Thiên ", ""): "" for province in PROVINCES.values()} | _NICKNAMES
        names = {}
        for name, stands_for in spoken.items():
            words = spoken_syllables(name)
            key = _key(stands_for or name)
            names[tuple(map(fold_cached, words))] = (into.get(key, key), words)
        return names

    def named(self, spoken: list[str]) -> tuple[list[str], str]:
        """Return `spoken` without the province it names, and that province ("" if none)."""
        words = [fold_cached(word) for word in spoken]
        for size in range(min(4, len(words)), 0, -1):
            for start in range(len(words) - size, -1, -1):
                known = self._meant.get(tuple(words[start : start + size]))
                if known and same_marks(spoken[start : start + size], known[1]):
                    return spoken[: start - _led_in(words[:start])] + spoken[start + size :], known[0]
        return spoken, ""


def _led_in(before: list[str]) -> int:
    """Return how many words before a name only lead to it: `ở tỉnh`."""
    taken = 0
    while lead := next((lead for lead in _LED_IN if before and tuple(before[-len(lead) :]) == lead), None):
        before = before[: -len(lead)]
        taken += len(lead)
    return taken
