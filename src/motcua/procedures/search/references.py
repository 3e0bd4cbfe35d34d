"""Codes and decision numbers in a typed line, however their dots, strokes and blanks were typed."""

import re
from collections.abc import Iterable
from itertools import pairwise

from motcua.core.text import fold

_CODE = re.compile(r"(?<![\d.])(\d)\s?[.,]\s?(\d{6,9})(?!\d)|(?<![\d./])(\d{6,7})(?![\d/])")
_LED_IN = re.compile(r"^(quyet dinh|so|qd|\s)+(?=\d)")
_NUMBER_ALONE = re.compile(r"\b(?:quyet dinh|qd)(?: so)? (\d{1,5}[a-z]?)\b|\b(\d{1,5}[a-z]?) (?:qd|quyet dinh)\b")
_SHORTEST = 5


def codes_named(text: str) -> list[str]:
    """Return what looks like procedure codes: `1.004194`, `1004194`, `1,004194` or the last six digits."""
    found = []
    for first, rest, bare in _CODE.findall(text):
        if first:
            found.append(f"{first}.{rest}")
        else:
            found.append(f"{bare[0]}.{bare[1:]}" if len(bare) == 7 else bare)
    return found


def decision_key(number: str) -> str:
    """Return one form for a decision number; the words that lead it in do not count."""
    return re.sub(r"[^0-9a-z]", "", _LED_IN.sub("", fold(number)))


class DecisionBook:
    """Knows which entries each decision number stands for, and finds such numbers in a typed line."""

    def __init__(self, numbers: Iterable[tuple[str, int]]) -> None:
        self.places: dict[str, list[int]] = {}
        self._by_digits: dict[str, set[str]] = {}
        for number, place in numbers:
            key = decision_key(number)
            if key:
                self.places.setdefault(key, []).append(place)
                self._by_digits.setdefault(re.split(r"(?<=\d)(?=[a-z]{2})", key)[0], set()).add(key)

    def named(self, text: str) -> list[str]:
        """Return the keys of the decisions named in `text`: whole numbers first, else every one with these digits."""
        folded = fold(text)
        words = folded.split()
        if not any(word[0].isdigit() for word in words) and "qd" not in folded:
            return []
        whole = self._whole(words)
        if whole:
            return whole
        alone = next(filter(None, (a or b for a, b in _NUMBER_ALONE.findall(folded))), "")
        return sorted(self._by_digits.get(alone, ()))

    def _whole(self, words: list[str]) -> list[str]:
        """Return known numbers that begin where a word begins and end where one ends, the longest of each start."""
        squeezed = "".join(words)
        starts = [0]
        for word in words:
            starts.append(starts[-1] + len(word))
        ends = set(starts)
        found = []
        for start, _ in pairwise(starts):
            fits = (
                e for e in sorted(ends, reverse=True) if e - start >= _SHORTEST and squeezed[start:e] in self.places
            )
            end = next(fits, None)
            if end is not None:
                found.append(squeezed[start:end])
            elif (spoken := decision_key(" ".join(words))) in self.places:
                found.append(spoken)
        return list(dict.fromkeys(found))
