"""The index in memory: for every syllable and pair, the procedures that hold it and how much it says there.

A feature's worth is its inverse document frequency. Two sums decide: how much of
the question a procedure covers, and how much of its name the question covers
(so the short, general name comes before its many special cases).
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from motcua.core.text import clean, fold
from motcua.procedures.search.entries import Entry
from motcua.procedures.search.spelling import Speller
from motcua.procedures.search.synonyms import Phrasebook, Synonym
from motcua.procedures.search.acronyms import Acronyms
from motcua.procedures.search.words import decision_key, features, fold_cached, marks, spoken_syllables, syllables

Floats = NDArray[np.float32]
Ints = NDArray[np.int32]

_BRACKETS = re.compile(r"\([^()]*\)")
_BOILERPLATE = re.compile(
    r"^(\W*thủ tục:?\s+(?!hải quan))|\W*(thực hiện\s+)?tại (công an )?cấp (tỉnh|xã|huyện|trung ương)\W*$", re.IGNORECASE
)
_SPECIAL = re.compile(r"\b(luu dong|khu vuc bien gioi|co yeu to nuoc ngoai|o nuoc ngoai|tai co quan dai dien|quan su|bqp)\b")
# Who names a thing without a verb mostly wants to get it, not to change or lose it.
_FIRST_STEP = re.compile(r"(thu tuc )?(cap(?! lai| doi| dieu chinh| sua| bo sung| gia han)|dang ky(?! lai| thay doi| bien dong| sua)|huong )")
_LATER_STEP = re.compile(
    r"(thu tuc )?(thu hoi|xoa|cham dut|huy|tam dung|dinh chinh|trinh bao|khoi phuc|gia han|sua doi|dieu chinh|cap lai|cap doi|"
    r"khoa|mo khoa|bao cao|giai the|dung |tu choi|rut |thay doi|khai bo sung)"
)
_PAIR_WORTH = 0.8
_TAIL_FROM = 9
_TAIL_WORTH = 0.55
_BRACKET_WORTH = 0.25


@dataclass(frozen=True, slots=True)
class Postings:
    """Where one feature occurs: places of entries, how strongly, and in how much of the name."""

    places: Ints
    strength: Floats
    in_name: Floats


class Index:
    """Everything a search needs, built once from entries and synonyms."""

    def __init__(self, entries: Iterable[Entry], synonyms: Iterable[Synonym] = ()) -> None:
        self.entries: list[Entry] = list(entries)
        self.phrases = Phrasebook(synonyms)
        self.by_code: dict[str, list[int]] = {}
        self.by_decision: dict[str, list[int]] = {}
        self.folded = [fold(entry.name) for entry in self.entries]
        texts = [_weighted(entry) for entry in self.entries]
        self.marks = [_marks(entry.name) for entry in self.entries]
        self._collect_codes()
        pairs = Counter(feature for text in texts for feature, (_, named) in text.items() if named)
        self.worth = self._worths(texts)
        self.unknown_worth = max(self.worth.values(), default=1.0)
        self.postings = self._post(texts)
        self.name_mass = self._masses(texts)
        self.prior = np.array([_prior(entry, name) for entry, name in zip(self.entries, self.folded, strict=True)], np.float32)
        self.speller = Speller(
            {word: count for word, count in pairs.items() if " " not in word},
            {pair: count for pair, count in pairs.items() if " " in pair},
        )
        self.acronyms = Acronyms(entry.name for entry in self.entries)
        self.levels = {
            level: np.array([level in entry.levels for entry in self.entries], bool)
            for level in {level for entry in self.entries for level in entry.levels}
        }

    def __len__(self) -> int:
        return len(self.entries)

    def worth_of(self, feature: str) -> float:
        """Return how much `feature` says; a feature that nowhere occurs says most."""
        return self.worth.get(feature, self.unknown_worth * (_PAIR_WORTH if " " in feature else 1.0))

    def _collect_codes(self) -> None:
        for place, entry in enumerate(self.entries):
            code = entry.code.strip()
            self.by_code.setdefault(code, []).append(place)
            if "." in code:
                self.by_code.setdefault(code.split(".", 1)[1], []).append(place)
            for number in entry.decisions:
                self.by_decision.setdefault(decision_key(number), []).append(place)

    def _worths(self, texts: Sequence[dict[str, tuple[float, float]]]) -> dict[str, float]:
        seen = Counter(feature for text in texts for feature in text)
        total = len(texts) + 1
        return {
            feature: float(np.log(total / count)) ** 1.1 * (_PAIR_WORTH if " " in feature else 1.0) + 0.05
            for feature, count in seen.items()
        }

    def _post(self, texts: Sequence[dict[str, tuple[float, float]]]) -> dict[str, Postings]:
        lists: dict[str, tuple[list[int], list[float], list[float]]] = {}
        for place, text in enumerate(texts):
            for feature, (strength, in_name) in text.items():
                places, strengths, named = lists.setdefault(feature, ([], [], []))
                places.append(place)
                strengths.append(strength)
                named.append(in_name)
        return {
            feature: Postings(np.array(places, np.int32), np.array(strengths, np.float32), np.array(named, np.float32))
            for feature, (places, strengths, named) in lists.items()
        }

    def _masses(self, texts: Sequence[dict[str, tuple[float, float]]]) -> Floats:
        masses = [sum(self.worth[f] * named for f, (_, named) in text.items() if named) for text in texts]
        return np.maximum(np.array(masses, np.float32), 0.1)


def _weighted(entry: Entry) -> dict[str, tuple[float, float]]:
    """Return feature → (strength of the match 0–1, share in the name 0–1) of one entry."""
    name = _BOILERPLATE.sub("", clean(entry.name))
    bracketed = " ".join(_BRACKETS.findall(name))
    plain = syllables(_BRACKETS.sub(" ", name))
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
        for text in texts:
            for feature in features(syllables(text)[:40]):
                if weighted.get(feature, (0.0, 0.0))[0] < strength:
                    weighted[feature] = (strength, weighted.get(feature, (0.0, 0.0))[1])
    return weighted


def _marks(name: str) -> dict[str, frozenset[str]]:
    """Return for every folded syllable of a name the marks it carries there."""
    carried: dict[str, set[str]] = {}
    for word in spoken_syllables(name):
        carried.setdefault(fold_cached(word), set()).add(marks(word))
    return {word: frozenset(found) for word, found in carried.items()}


def _prior(entry: Entry, folded: str) -> float:
    """Return what speaks for an entry whatever the question: general, national, for citizens, near to them."""
    citizen = any(code.casefold() in {"đt1", "citizen"} for code, _ in entry.audiences)
    score = 0.02 * citizen + 0.02 * ("commune" in entry.levels) + 0.01 * bool(entry.life_events)
    score += 0.006 * (entry.online == "full") - 0.05 * (not entry.national) - 0.06 * entry.internal
    score += 0.02 * bool(_FIRST_STEP.match(folded)) - 0.02 * bool(_LATER_STEP.match(folded))
    return score - 0.02 * bool(_SPECIAL.search(folded)) - 0.3 * entry.abolished
