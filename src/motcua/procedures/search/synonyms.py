"""Synonyms in use: what people say, and the words of the catalogue it stands for.

The starter list is `starter_synonyms.tsv`; an editor's rows (`SearchSynonym`) come on top.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources import files

from motcua.procedures.search.words import fold_cached, spoken_syllables, syllables


@dataclass(frozen=True, slots=True)
class Synonym:
    """`phrase` as people type it stands for `target`; `kind` is abbreviation, colloquial, old_name or life_event."""

    phrase: str
    target: str
    kind: str = "colloquial"


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a typed line: its syllables with marks, how far it is trusted (0–1), the synonyms behind it."""

    spoken: tuple[str, ...]
    trust: float
    used: tuple[Synonym, ...] = ()
    corrected: tuple[tuple[str, str], ...] = ()

    @property
    def words(self) -> list[str]:
        """The syllables without marks."""
        return [fold_cached(word) for word in self.spoken]


def starter() -> list[Synonym]:
    """Return the synonyms that are shipped."""
    text = files("motcua.procedures.search").joinpath("starter_synonyms.tsv").read_text(encoding="utf-8")
    found = []
    for line in text.splitlines():
        if line and not line.startswith("#"):
            kind, phrases, targets = line.split("\t")
            found += [
                Synonym(phrase.strip(), target.strip(), kind)
                for phrase in phrases.split(";")
                for target in targets.split(";")
            ]
    return found


class Phrasebook:
    """Finds the phrases of the synonym list in a typed line, longest first."""

    def __init__(self, synonyms: Iterable[Synonym]) -> None:
        self._by_words: dict[tuple[str, ...], list[Synonym]] = {}
        for synonym in synonyms:
            key = tuple(syllables(synonym.phrase))
            if key:
                self._by_words.setdefault(key, []).append(synonym)
        self._longest = max(map(len, self._by_words), default=0)

    def matches(self, words: list[str]) -> list[tuple[int, int, list[Synonym]]]:
        """Return (start, end, synonyms) of phrases that do not overlap; the longest wins."""
        found: list[tuple[int, int, list[Synonym]]] = []
        taken = [False] * len(words)
        for size in range(min(self._longest, len(words)), 0, -1):
            for start in range(len(words) - size + 1):
                known = self._by_words.get(tuple(words[start : start + size]))
                if known and not any(taken[start : start + size]):
                    found.append((start, start + size, known))
                    taken[start : start + size] = [True] * size
        return found

    def readings(self, spoken: list[str], limit: int = 16) -> list[Reading]:
        """Return the ways to read `spoken` with synonyms put in place, the most trusted first.

        A later target of the same phrase is trusted a little less, so a list of targets is ordered.
        """
        readings = [Reading(tuple(spoken), 1.0)]
        words = [fold_cached(word) for word in spoken]
        # From right to left, so that places to the left stay true.
        for start, end, known in sorted(self.matches(words), key=lambda match: -match[0]):
            grown = []
            for reading in readings:
                for rank, synonym in enumerate(known):
                    put = (*reading.spoken[:start], *spoken_syllables(synonym.target), *reading.spoken[end:])
                    grown.append(Reading(put, reading.trust * (1 - 0.02 * rank), (synonym, *reading.used)))
            readings = grown[:limit]
        return readings
