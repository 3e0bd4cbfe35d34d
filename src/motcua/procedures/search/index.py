"""The index in memory: for every syllable and pair, the procedures that hold it and how much it says there.

A feature's worth is its inverse document frequency. Two sums decide: how much of
the question a procedure covers, and how much of its name the question covers
(so the short, general name comes before its many special cases).
"""

import math
import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from motcua.core.text import clean
from motcua.procedures.search.acronyms import Acronyms
from motcua.procedures.search.entries import Entry
from motcua.procedures.search.places import Places
from motcua.procedures.search.references import DecisionBook
from motcua.procedures.search.spelling import Speller
from motcua.procedures.search.synonyms import Phrasebook, Synonym
from motcua.procedures.search.turns import turns_of_name
from motcua.procedures.search.words import features, fold_cached, marks, spoken_syllables, syllables

Floats = NDArray[np.float32]
Ints = NDArray[np.int32]
Mask = NDArray[np.bool_]

_BRACKETS = re.compile(r"\([^()]*\)")
_BOILERPLATE = re.compile(
    r"^(\W*thủ tục:?\s+(?!hải quan))|\W*(thực hiện\s+)?tại (công an )?cấp (tỉnh|xã|huyện|trung ương)\W*$", re.IGNORECASE
)
_SPECIAL = re.compile(
    r"\b(luu dong|khu vuc bien gioi|co yeu to nuoc ngoai|o nuoc ngoai|tai co quan dai dien|quan su|bqp)\b"
)
# Who names a thing without a verb mostly wants to get it, not to change or lose it.
_FIRST_STEP = re.compile(
    r"(thu tuc )?(cap(?! lai| doi| dieu chinh| sua| bo sung| gia han)|dang ky(?! lai| thay doi| bien dong| sua)|huong )"
)
_LATER_STEP = re.compile(
    r"(thu tuc )?(thu hoi|xoa|cham dut|huy|tam dung|dinh chinh|trinh bao|khoi phuc|gia han|sua doi|dieu chinh|cap lai|"
    r"cap doi|khoa|mo khoa|bao cao|giai the|dung |tu choi|rut |thay doi|khai bo sung)"
)
# A pair is worth as much as its syllables hold together: "khai sinh" is a word, "vu cong" is chance.
_PAIR_WORTH = 0.9
_CHANCE_PAIR = 0.25
_STRANGE_PAIR = 0.25
_WHOLE = 0.75
_FREQUENT = 0.1
_LOCAL = 0.12
_TAIL_FROM = 9
_TAIL_WORTH = 0.55
_BRACKET_WORTH = 0.25


class Index:
    """Everything a search needs, built once from entries and synonyms."""

    def __init__(self, entries: Iterable[Entry], synonyms: Iterable[Synonym] = ()) -> None:
        self.entries: list[Entry] = list(entries)
        self.phrases = Phrasebook(synonyms)
        self._wholes: dict[tuple[str, ...], tuple[Floats, Floats]] = {}
        self.by_code: dict[str, list[int]] = {}
        spoken = [spoken_syllables(entry.name) for entry in self.entries]
        self.words = [[fold_cached(word) for word in words] for words in spoken]
        self.folded = [" ".join(words) for words in self.words]
        self.marks = [_marks(words) for words in spoken]
        self.decisions = DecisionBook((n, place) for place, entry in enumerate(self.entries) for n in entry.decisions)
        self.places = Places(self.entries)
        self.turns = np.array([int(turns_of_name(folded)) for folded in self.folded], np.int8)
        self._collect_codes()
        self._post([_weighted(entry) for entry in self.entries])
        self.prior = np.array([_prior(e, name) for e, name in zip(self.entries, self.folded, strict=True)], np.float32)
        self.speller = Speller(self._named(" ", absent=True), self._named(" ", absent=False))
        self.acronyms = Acronyms(spoken)
        self.levels = {
            level: np.array([level in entry.levels for entry in self.entries], bool)
            for level in {level for entry in self.entries for level in entry.levels}
        }

    def __len__(self) -> int:
        return len(self.entries)

    def worth_of(self, feature: str) -> float:
        """Return how much `feature` says; a feature that nowhere occurs says most."""
        return self.worth.get(feature, self.unknown_worth * (_STRANGE_PAIR if " " in feature else 1.0))

    def _collect_codes(self) -> None:
        for place, entry in enumerate(self.entries):
            code = entry.code.strip()
            self.by_code.setdefault(code, []).append(place)
            if "." in code:
                self.by_code.setdefault(code.split(".", 1)[1], []).append(place)

    def _post(self, texts: Sequence[dict[str, tuple[float, float]]]) -> None:
        """Turn what each entry says into postings per feature, and measure every name."""
        numbers: dict[str, int] = {}
        which = np.array([numbers.setdefault(f, len(numbers)) for text in texts for f in text], np.int32)
        said = np.array([pair for text in texts for pair in text.values()], np.float32).reshape(-1, 2)
        places = np.repeat(np.arange(len(texts), dtype=np.int32), [len(text) for text in texts])
        counts = np.bincount(which, minlength=len(numbers))
        pair = np.array([" " in feature for feature in numbers], bool)
        held = np.array([_cohesion(feature, number, numbers, counts) for feature, number in numbers.items()])
        worths = np.log((len(texts) + 1) / np.maximum(counts, 1)) ** 1.1 * np.where(pair, held, 1.0) + 0.05
        mass = np.bincount(places, worths[which] * said[:, 1], minlength=len(texts)) if len(which) else np.zeros(0)
        self.name_mass: Floats = np.maximum(mass, 0.1).astype(np.float32)
        self.worth: dict[str, float] = dict(zip(numbers, worths.tolist(), strict=True))
        self.unknown_worth = max(self.worth.values(), default=1.0)
        order = np.argsort(which, kind="stable")
        self._places = places[order]
        self._strength, self._in_name = np.ascontiguousarray(said[order].T)
        ends = np.cumsum(counts)
        self._spans = dict(zip(numbers, zip((ends - counts).tolist(), ends.tolist(), strict=True), strict=True))
        self._columns = self._frequent()

    def summed(self, asked: Sequence[str], worths: Sequence[float], shares: Sequence[float]) -> tuple[Floats, Floats]:
        """Return per entry how strongly it holds the features `asked` and how much of its name they are.

        Each feature counts `worths` in the first sum and `shares` in the second. The rare ones are added
        all at once, the frequent ones as whole columns: both are many times quicker than place by place.
        """
        said = [
            (f, np.float32(w), np.float32(s)) for f, w, s in zip(asked, worths, shares, strict=True) if f in self._spans
        ]
        rare = [(slice(*self._spans[f]), worth, share) for f, worth, share in said if f not in self._columns]
        if rare:
            places = np.concatenate([self._places[span] for span, _, _ in rare])
            strong = self._spread(places, np.concatenate([self._strength[span] * worth for span, worth, _ in rare]))
            named = self._spread(places, np.concatenate([self._in_name[span] * share for span, _, share in rare]))
        else:
            strong, named = np.zeros((2, len(self)), np.float32)
        for feature, worth, share in said:
            if feature in self._columns:
                strength, in_name = self._columns[feature]
                strong += strength * worth
                named += in_name * share
        return strong, named

    def _spread(self, places: Ints, said: Floats) -> Floats:
        return np.bincount(places, said, len(self)).astype(np.float32)

    def _frequent(self) -> dict[str, NDArray[np.float32]]:
        columns = {}
        for feature, (start, end) in self._spans.items():
            if end - start > len(self) * _FREQUENT:
                column = columns[feature] = np.zeros((2, len(self)), np.float32)
                column[:, self._places[start:end]] = self._strength[start:end], self._in_name[start:end]
        return columns

    def whole(self, words: tuple[str, ...]) -> tuple[Floats, Floats]:
        """Return how strongly each entry holds most of `words`, there and in the name (shares of the whole, or 0)."""
        found = self._wholes.get(words)
        if found is None:
            parts = features(words)
            mass = sum(map(self.worth_of, parts))
            shares = [self.worth_of(feature) / mass for feature in parts]
            strong, named = self.summed(parts, shares, shares)
            there = np.zeros(len(self), np.float32)
            for feature, share in zip(parts, shares, strict=True):
                if feature in self._spans:
                    start, end = self._spans[feature]
                    there[self._places[start:end]] += share
            enough = there > _WHOLE
            found = self._wholes[words] = (strong * enough, named * enough)
        return found

    def _named(self, mark: str, *, absent: bool) -> dict[str, int]:
        """Return how many names hold each syllable (`absent` blank) or pair of syllables."""
        named = np.concatenate([[0], np.cumsum(self._in_name > 0)]).tolist() if self._spans else [0]
        return {
            feature: held
            for feature, (start, end) in self._spans.items()
            if (mark not in feature) is absent and (held := named[end] - named[start])
        }


def _cohesion(feature: str, number: int, numbers: dict[str, int], counts: NDArray[np.int64]) -> float:
    first, _, second = feature.partition(" ")
    if not second:
        return 1.0
    alone = float(min(counts[numbers[first]], counts[numbers[second]]))
    return _CHANCE_PAIR + (_PAIR_WORTH - _CHANCE_PAIR) * math.sqrt(float(counts[number]) / alone)


def _weighted(entry: Entry) -> dict[str, tuple[float, float]]:
    """Return feature → (strength of the match 0–1, share in the name 0–1) of one entry."""
    name = _BOILERPLATE.sub("", clean(entry.name))
    bracketed = " ".join(_BRACKETS.findall(name)) if "(" in name else ""
    plain = syllables(_BRACKETS.sub(" ", name) if bracketed else name)
    weighted: dict[str, tuple[float, float]] = {}
    for worth, words in (
        (1.0, plain[:_TAIL_FROM]),
        (_TAIL_WORTH, plain[_TAIL_FROM - 1 :]),
        (_BRACKET_WORTH, syllables(bracketed)),
    ):
        for feature in features(words):
            weighted.setdefault(feature, (0.85 + 0.15 * worth, worth))
    for strength, texts in (
        (0.7, entry.keywords),
        (0.5, (entry.field, *(name for _, name in entry.life_events))),
        (0.45, (entry.agency, *entry.executing)),
        (0.3, tuple(name for _, name in entry.audiences)),
    ):
        for text in dict.fromkeys(texts):
            for feature in _features_of(text):
                said = weighted.get(feature)
                if said is None:
                    weighted[feature] = (strength, 0.0)
                elif said[0] < strength:
                    weighted[feature] = (strength, said[1])
    return weighted


@lru_cache(maxsize=4096)
def _features_of(text: str) -> tuple[str, ...]:
    return tuple(features(syllables(text)[:40]))


def _marks(spoken: Sequence[str]) -> dict[str, frozenset[str]]:
    """Return for every folded syllable of a name the marks it carries there."""
    carried: dict[str, set[str]] = {}
    for word in spoken:
        carried.setdefault(fold_cached(word), set()).add(marks(word))
    return {word: frozenset(found) for word, found in carried.items()}


def _prior(entry: Entry, folded: str) -> float:
    """Return what speaks for an entry whatever the question: general, national, for citizens, near to them."""
    citizen = any(code.casefold() in {"đt1", "citizen"} for code, _ in entry.audiences)
    score = 0.02 * citizen + 0.02 * ("commune" in entry.levels) + 0.01 * bool(entry.life_events)
    score += 0.006 * (entry.online == "full") - _LOCAL * (not entry.national) - 0.06 * entry.internal
    score += 0.02 * bool(_FIRST_STEP.match(folded)) - 0.02 * bool(_LATER_STEP.match(folded))
    special = _SPECIAL.search(folded) or entry.field.endswith("BQP") or _abroad(entry)
    return score - 0.03 * bool(special) - 0.3 * entry.abolished


def _abroad(entry: Entry) -> bool:
    """Return whether only missions abroad do this: people at home have a procedure of their own."""
    return entry.levels == ("other",) and "Ngoại giao" in entry.agency
