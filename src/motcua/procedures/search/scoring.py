"""How well every entry answers a question: how much of it an entry covers, and how much of its name is asked for."""

import numpy as np
from rapidfuzz.distance import LCSseq

from motcua.procedures.search.equals import Equal, Words, equals_in
from motcua.procedures.search.index import Floats, Index
from motcua.procedures.search.question import Question
from motcua.procedures.search.synonyms import Reading
from motcua.procedures.search.turns import Turn
from motcua.procedures.search.words import features, marks, syllables

FLOOR = 0.22
_LEVEL_BONUS = 0.08
_WRONG_MARKS = 0.35
_IN_ORDER = 0.04
_SAME_TURN = 1.08
_OTHER_TURN = 0.94
_OWN_PROVINCE = 0.25
_OTHER_PROVINCE = 0.15
_EQUAL_WORTH = 0.85
_LIGHTEST = 0.8
_WHOLE_LINE = 1.4
_SHORT_NAME = 0.25

# What an equal adds to the covered part and to the part of the name: the readings of one question share most.
Gains = dict[tuple[object, ...], tuple[Floats, Floats]]


def score_all(index: Index, question: Question) -> tuple[Floats, np.ndarray]:
    """Return for every entry its score and the number of the reading that gave it."""
    total = np.zeros(len(index), np.float32)
    best = np.zeros(len(index), np.int16)
    gains: Gains = {}
    for number, reading in enumerate(question.readings):
        scores = _score(index, reading, gains)
        better = scores > total
        best[better] = number
        np.maximum(total, scores, out=total)
    if question.turn:
        total *= _turned(index, question.turn)
    found = total > 0
    total[found] += index.prior[found]
    if question.province:
        _favour_province(index, question, total)
    if question.level and question.level in index.levels:
        bonus = _LEVEL_BONUS if question.readings else FLOOR * 2
        total += np.where(index.levels[question.level], np.float32(bonus), np.float32(0))
    for code in question.codes:
        total[index.by_code[code]] += 2.0
    for key in question.decisions:
        total[index.decisions.places[key]] += 1.5
    return total, best


def _turned(index: Index, asked: Turn) -> Floats:
    """Return more than 1 for names that take the asked turn, less for names that take another or none."""
    same = (index.turns & int(asked)) > 0
    other = ~same & (index.turns > 0)
    return np.where(same, _SAME_TURN, np.where(other, _OTHER_TURN, 1.0)).astype(np.float32)


def _favour_province(index: Index, question: Question, total: Floats) -> None:
    own = index.places.own.get(question.province)
    if own is not None:
        total[own & ((total > 0) | (not question.readings))] += _OWN_PROVINCE
        total[index.places.elsewhere & ~own] -= _OTHER_PROVINCE
    else:
        total[index.places.elsewhere] -= _OTHER_PROVINCE


def _score(index: Index, reading: Reading, gains: Gains) -> Floats:
    words = reading.words
    asked = features(words)
    full = [index.worth_of(feature) for feature in asked]
    scale = _scale(index, reading)
    scaled = [worth * scale.get(feature, 1.0) for feature, worth in zip(asked, full, strict=True)]
    if not sum(scaled):
        return np.zeros(len(index), np.float32)
    covered, named = index.summed(asked, scaled, full)
    worths = dict(zip(asked, scaled, strict=True))
    for together in overlapping(equals_in(reading.spoken)):
        strong, in_name = np.zeros((2, len(index)), np.float32)
        for start, end, meant in together:
            own = features(words[start:end])
            said = [worths.get(feature, 0.0) for feature in own]
            key = (*own, *said, *meant)
            if key not in gains:
                gains[key] = _gain(index, own, said, meant)
            np.maximum(strong, gains[key][0], out=strong)
            np.maximum(in_name, gains[key][1], out=in_name)
        covered += strong
        named += in_name
    share = np.minimum(covered / np.float32(sum(scaled)), 1.0)
    precision = np.sqrt(np.minimum(named / index.name_mass, 1.0))
    # exp(log()) is share ** _WHOLE_LINE at half its price; log(0) is -inf, and exp of that 0 again.
    with np.errstate(divide="ignore"):
        whole = np.exp(np.log(share) * np.float32(_WHOLE_LINE))
    scores: Floats = whole * (1 - _SHORT_NAME + _SHORT_NAME * precision) * np.float32(reading.trust)
    return scores


def overlapping(equals: list[Equal]) -> list[list[Equal]]:
    """Return groups of equals whose phrases share a syllable: it was typed once and counts once."""
    groups: list[list[Equal]] = []
    reached = -1
    for equal in sorted(equals, key=lambda equal: equal[0]):
        if equal[0] >= reached:
            groups.append([])
        groups[-1].append(equal)
        reached = max(reached, equal[1])
    return groups


def _gain(index: Index, own: list[str], said: list[float], meant: list[Words]) -> tuple[Floats, Floats]:
    """Return what equals of a typed phrase add: almost as if typed, where the name does not hold what was typed."""
    mass = np.float32(sum(said) * _EQUAL_WORTH)
    held, held_in_name = index.summed(own, said, said)
    wholes = [index.whole(words) for words in meant]
    strong = np.maximum.reduce([whole for whole, _ in wholes]) * mass
    in_name = np.maximum.reduce([whole for _, whole in wholes]) * mass
    return np.maximum(strong - held, 0), np.maximum(in_name - held_in_name, 0)


def _scale(index: Index, reading: Reading) -> dict[str, float]:
    """Return feature → factor for words a synonym brought in: together they weigh no more than what they stand for."""
    scale: dict[str, float] = {}
    for synonym in reading.used:
        if synonym.kind == "abbreviation":
            continue
        typed = sum(map(index.worth_of, features(syllables(synonym.phrase))))
        brought = features(syllables(synonym.target))
        factor = min(max(typed / max(sum(map(index.worth_of, brought)), 0.1), _LIGHTEST), 1.0)
        scale.update(dict.fromkeys(brought, factor))
    return scale


class Refiner:
    """Adds a little for words in the asked order and takes away for wrong marks: `mất` is not `mặt`."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self._known: dict[int, tuple[list[str], list[tuple[str, str, float]], float]] = {}

    def __call__(self, place: int, score: float, reading: Reading) -> float:
        words, weighed, total = self._known.get(id(reading)) or self._weigh(reading)
        ordered = LCSseq.normalized_similarity(words, self.index.words[place][: len(words) + 4])
        carried = self.index.marks[place]
        wrong = sum(worth for word, typed, worth in weighed if word in carried and typed not in carried[word])
        return score * (1 - _WRONG_MARKS * (wrong / total if total else 0.0)) + _IN_ORDER * ordered

    def _weigh(self, reading: Reading) -> tuple[list[str], list[tuple[str, str, float]], float]:
        words = reading.words
        worths = [self.index.worth_of(word) for word in words]
        typed = (
            (word, marks(spoken), worth) for word, spoken, worth in zip(words, reading.spoken, worths, strict=True)
        )
        found = self._known[id(reading)] = (words, [known for known in typed if known[1]], sum(worths))
        return found
