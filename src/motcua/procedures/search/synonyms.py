"""Synonyms in use: what people say, and the words of the catalogue it stands for.

The starter list is `starter_synonyms.tsv`; an editor's rows (`SearchSynonym`) come on top.
"""

from collections.abc import Iterable, Set
from dataclasses import dataclass
from importlib.resources import files

from motcua.procedures.search.words import fold_cached, marks, spoken_syllables, syllables

_GAP_FROM = 3
_GAP = 2
# Syllables that make another procedure of a phrase: issue is not reissue.
_TURNING = frozenset(["lai", "doi", "han", "hoi", "xoa", "huy"])


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


@dataclass(frozen=True, slots=True)
class Match:
    """A phrase found from `start` to before `end`; `between` are typed syllables it does not account for."""

    start: int
    end: int
    known: tuple[Synonym, ...]
    between: tuple[str, ...] = ()


class Phrasebook:
    """Finds the phrases of the synonym list in a typed line, longest first."""

    def __init__(self, synonyms: Iterable[Synonym]) -> None:
        self._by_words: dict[tuple[str, ...], list[Synonym]] = {}
        for synonym in synonyms:
            key = tuple(syllables(synonym.phrase))
            if key:
                self._by_words.setdefault(key, []).append(synonym)
        self._longest = max(map(len, self._by_words), default=0)
        self._by_ends: dict[tuple[str, str], list[tuple[str, ...]]] = {}
        for key in self._by_words:
            if len(key) >= _GAP_FROM:
                self._by_ends.setdefault((key[0], key[-1]), []).append(key)

    def matches(self, spoken: list[str]) -> list[Match]:
        """Return every phrase that stands in `spoken` as it is, the longest first."""
        words = [fold_cached(word) for word in spoken]
        found = []
        for size in range(min(self._longest, len(words)), 0, -1):
            for start in range(len(words) - size + 1):
                known = self._by_words.get(tuple(words[start : start + size]))
                meant = tuple(s for s in known or () if _marks_agree(spoken[start : start + size], s.phrase))
                if meant:
                    found.append(Match(start, start + size, meant))
        return found

    def gapped(self, spoken: list[str]) -> list[Match]:
        """Return phrases of three and more syllables that stand in `spoken` with up to two others in between."""
        words = [fold_cached(word) for word in spoken]
        found = []
        for start, first in enumerate(words):
            for end in range(start + _GAP_FROM, len(words)):
                for key in self._by_ends.get((first, words[end]), ()):
                    extra = end + 1 - start - len(key)
                    if 0 < extra <= _GAP and (between := _rest(words[start : end + 1], key)) is not None:
                        if any(words[start + place] in _TURNING for place in between):
                            continue
                        left = tuple(spoken[start + place] for place in between)
                        found.append(Match(start, end + 1, tuple(self._by_words[key]), left))
        return found

    def readings(self, spoken: list[str], within: Set[int] = frozenset(), limit: int = 16) -> list[Reading]:
        """Return the ways to read `spoken` with synonyms put in place, the most trusted first.

        Phrases that overlap exclude each other: the longest make one reading, each of the
        others its own. A later target of the same phrase is trusted a little less, so the
        list of targets is ordered. A phrase of one syllable does not count at the places `within`.
        """
        chosen: list[Match] = []
        others: list[Match] = []
        for match in self.matches(spoken):
            if match.end - match.start == 1 and match.start in within:
                continue
            clash = any(match.start < other.end and other.start < match.end for other in chosen)
            inside = any(other.start <= match.start and match.end <= other.end for other in chosen)
            if not clash:
                chosen.append(match)
            elif not inside:
                others.append(match)
        readings = _put(spoken, chosen, 1.0, limit)
        for match in others[:3]:
            readings += [r for r in _put(spoken, [match], 0.97, 4) if r.used]
        for match in self.gapped(spoken)[:2]:
            readings += [r for r in _put(spoken, [match], 0.96, 4) if r.used]
        return readings


def _put(spoken: list[str], matches: list[Match], trust: float, limit: int) -> list[Reading]:
    readings = [Reading(tuple(spoken), trust)]
    # From right to left, so that places to the left stay true.
    for match in sorted(matches, key=lambda match: -match.start):
        readings = [
            Reading(
                (
                    *reading.spoken[: match.start],
                    *spoken_syllables(synonym.target),
                    *match.between,
                    *reading.spoken[match.end :],
                ),
                reading.trust * (1 - 0.02 * rank),
                (synonym, *reading.used),
            )
            for reading in readings
            for rank, synonym in enumerate(match.known)
        ][:limit]
    return readings


def _marks_agree(spoken: list[str], phrase: str) -> bool:
    """Return whether what was typed with marks has the marks of the phrase: `đổi hộ` is not `đổi họ`."""
    meant = spoken_syllables(phrase)
    return len(meant) != len(spoken) or all(
        not marks(typed) or marks(typed) == marks(word) for typed, word in zip(spoken, meant, strict=True)
    )


def _rest(words: list[str], key: tuple[str, ...]) -> list[int] | None:
    """Return the places of `words` that are left when `key` is taken out in order; None if it is not there."""
    left, at = [], 0
    for place, word in enumerate(words):
        if at < len(key) and word == key[at]:
            at += 1
        else:
            left.append(place)
    return left if at == len(key) else None
