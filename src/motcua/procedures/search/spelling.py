"""Typing mistakes: which known syllable was meant.

Candidates are one edit away (two for long words), and pairs of syllables that occur
in the catalogue decide between them; Telex keys left in a word ("giaays") are undone.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from motcua.procedures.search.words import fold_cached

_TELEX_DOUBLES = (("dd", "d"), ("aa", "a"), ("ee", "e"), ("oo", "o"), ("aw", "a"), ("ow", "o"), ("uw", "u"))
# Sounds that people mix up when they write without looking.
_SOUNDS = (
    (re.compile(r"^f"), "ph"), (re.compile(r"^j"), "gi"), (re.compile(r"^z"), "d"), (re.compile(r"^k(?=[aou])"), "c"),
    (re.compile(r"^gj"), "gi"), (re.compile(r"^ngh(?=[aou])"), "ng"), (re.compile(r"y$"), "i"),
    (re.compile(r"i$"), "y"),
    (re.compile(r"^s"), "x"), (re.compile(r"^x"), "s"), (re.compile(r"^tr"), "ch"), (re.compile(r"^ch"), "tr"),
    (re.compile(r"^d"), "gi"), (re.compile(r"^gi"), "d"), (re.compile(r"^r"), "d"), (re.compile(r"n$"), "ng"),
    (re.compile(r"ng$"), "n"), (re.compile(r"c$"), "t"), (re.compile(r"t$"), "c"), (re.compile(r"^l"), "n"),
    (re.compile(r"^n(?!g|h)"), "l"), (re.compile(r"w"), "u"), (re.compile(r"^q(?!u)"), "qu"), (re.compile(r"k$"), "ch"),
)  # fmt: skip

# A doubled letter or two letters changed are likelier than a wrong one; rivals stay within this share of the best.
_SLIP = 4
_RIVAL = 0.1
Corrected = tuple[list[str], list[tuple[str, str]]]


def telex(word: str) -> str:
    """Return `word` as if its Telex keys had been understood: `giaays` → `giay`."""
    for typed, meant in _TELEX_DOUBLES:
        word = word.replace(typed, meant)
    return re.sub(r"(?<=[a-z])[sfrxjw](?=[a-z]?$)", "", word) if len(word) > 2 else word


class Speller:
    """Knows the syllables and pairs of the catalogue and how often each occurs."""

    def __init__(self, counts: Mapping[str, int], pairs: Mapping[str, int]) -> None:
        self.counts = dict(counts)
        self.pairs = dict(pairs)
        self._by_length: dict[int, list[str]] = defaultdict(list)
        for word in self.counts:
            if word.isalpha():
                self._by_length[len(word)].append(word)
        self._near: dict[str, list[tuple[str, int]]] = {}

    def near(self, word: str) -> list[tuple[str, int]]:
        """Return known syllables near `word` with their distance, nearest and most frequent first."""
        if word not in self._near:
            if len(self._near) > 20_000:
                self._near.clear()
            self._near[word] = self._find_near(word)
        return self._near[word]

    def _find_near(self, word: str) -> list[tuple[str, int]]:
        reach = 2 if len(word) >= 5 else 1
        pool = [known for size in range(len(word) - 1, len(word) + 2) for known in self._by_length.get(size, ())]
        found = {
            near: int(far)
            for near, far, _ in extract(word, pool, scorer=OSA.distance, score_cutoff=reach, limit=None)
            if near != word
        }
        for near in self._sounds_like(word):
            found[near] = min(found.get(near, 1), 1)
        return sorted(found.items(), key=lambda item: (item[1], -self.counts[item[0]]))[:40]

    def _sounds_like(self, word: str) -> Iterable[str]:
        untyped = telex(word)
        if untyped != word and untyped in self.counts:
            yield untyped
        for sound, other in _SOUNDS:
            swapped = sound.sub(other, word)
            if swapped != word and swapped in self.counts:
                yield swapped

    def split(self, word: str) -> tuple[str, str] | None:
        """Return the two known syllables that were typed as one (`khaisinh`), if they are a known pair."""
        best, most = None, 0
        for cut in range(1, len(word)):
            pair = f"{word[:cut]} {word[cut:]}"
            if self.pairs.get(pair, 0) > most:
                best, most = (word[:cut], word[cut:]), self.pairs[pair]
        return best

    def begun(self, start: str, before: str, limit: int = 3) -> list[str]:
        """Return known syllables that begin with `start`, those that follow `before` first."""
        words = [word for word in self.counts if word.startswith(start) and word != start]
        words.sort(key=lambda word: (-self.pairs.get(f"{before} {word}", 0), -self.counts[word]))
        return words[:limit]

    def correct(self, spoken: list[str], sure: set[int], most: int = 3) -> list[Corrected]:
        """Return likely ways to put slips in `spoken` right, the likeliest first; none if nothing is doubtful.

        `sure` places stay. Where two syllables are about as near, each gives a way of its own.
        """
        parts: list[str] = []
        fixed: set[int] = set()
        changed: list[tuple[str, str]] = []
        for place, word in enumerate(spoken):
            folded = fold_cached(word)
            cut = self.split(folded) if self._glued(folded) and place not in sure else None
            fixed.update(range(len(parts), len(parts) + len(cut or [1])) if cut or place in sure else ())
            if cut:
                changed.append((word, " ".join(cut)))
            parts += cut or [word]
        folded_parts = [fold_cached(word) for word in parts]
        rivals: list[tuple[int, str, str]] = []
        for place, word in enumerate(folded_parts):
            if place not in fixed and word.isalpha() and self._doubtful(folded_parts, place):
                typed, better = parts[place], self._better(folded_parts, place)
                if better[0] != word:
                    changed.append((typed, better[0]))
                    parts[place] = folded_parts[place] = better[0]
                rivals += [(place, typed, other) for other in better[1:]]
        ways = [(list(parts), changed)] if changed else []
        for place, typed, other in rivals[: most - 1]:
            left = [change for change in changed if change[0] != typed]
            ways.append(([*parts[:place], other, *parts[place + 1 :]], [*left, (typed, other)]))
        return ways

    def _glued(self, word: str) -> bool:
        return word not in self.counts and len(word) > 4 and word.isalpha()

    def _fit(self, parts: list[str], place: int, word: str) -> int:
        before = self.pairs.get(f"{parts[place - 1]} {word}", 0) if place else 0
        after = self.pairs.get(f"{word} {parts[place + 1]}", 0) if place + 1 < len(parts) else 0
        return before + after

    def _doubtful(self, parts: list[str], place: int) -> bool:
        word = parts[place]
        if word not in self.counts:
            return len(word) > 1
        return len(parts) > 1 and len(word) > 1 and not self._fit(parts, place, word)

    def _better(self, parts: list[str], place: int) -> list[str]:
        """Return the likeliest syllable for a place and up to two rivals that come near."""
        word = parts[place]
        known = word in self.counts
        weighed = [(0.0, word)] if known else []
        for near, far in self.near(word):
            if known and far > 1:
                continue
            fit = self._fit(parts, place, near)
            # A known syllable is only replaced by one that clearly belongs to its neighbours.
            if not known or fit >= 3:
                weight = (fit * 1000 + (0 if known else self.counts[near])) / (30 if far > 1 else 1)
                weighed.append((weight * (_SLIP if _slipped(word, near) else 1), near))
        weighed.sort(key=lambda found: -found[0])
        best = weighed[0][0] if weighed else 0.0
        found = [near for weight, near in weighed[:3] if weight > best * _RIVAL or near == weighed[0][1]]
        return found or [word]


def _slipped(typed: str, meant: str) -> bool:
    """Return whether a finger slipped: a letter doubled, two letters changed places."""
    if len(typed) == len(meant):
        return sorted(typed) == sorted(meant)
    return len(typed) == len(meant) + 1 and re.sub(r"(.)\1", r"\1", typed) == re.sub(r"(.)\1", r"\1", meant)
