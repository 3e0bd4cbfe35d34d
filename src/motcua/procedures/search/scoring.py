"""How well every entry answers a question: how much of it an entry covers, and how much of its name is asked for."""

import numpy as np
from rapidfuzz.distance import LCSseq

from motcua.procedures.search.equals import Words, equals_in
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


def score_all(index: Index, question: Question) -> tuple[Floats, np.ndarray]:
    """Return for every entry its score and the number of the reading that gave it."""
    total = np.zeros(len(index), np.float32)
    best = np.zeros(len(index), np.int16)
    for number, reading in enumerate(question.readings):
        scores = _score(index, reading)
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


def _score(index: Index, reading: Reading) -> Floats:
    asked = 0.0
    covered = np.zeros(len(index), np.float32)
    named = np.zeros(len(index), np.float32)
    words = reading.words
    scale = _scale(index, reading)
    worths: dict[str, float] = {}
    for feature in features(words):
        full = index.worth_of(feature)
        worth = worths[feature] = full * scale.get(feature, 1.0)
        asked += worth
        postings = index.postings(feature)
        if postings is not None:
            covered[postings.places] += worth * postings.strength
            named[postings.places] += full * postings.in_name
    if not asked:
        return covered
    for start, end, meant in equals_in(reading.spoken):
        _add_equals(index, worths, words[start:end], meant, covered, named)
    share = np.minimum(covered / asked, 1.0)
    precision = np.sqrt(np.minimum(named / index.name_mass, 1.0))
    scores: Floats = share**_WHOLE_LINE * (1 - _SHORT_NAME + _SHORT_NAME * precision) * np.float32(reading.trust)
    return scores


def _add_equals(
    index: Index, worths: dict[str, float], typed: list[str], meant: list[Words], covered: Floats, named: Floats
) -> None:
    """Count an equal of `typed` almost as if it had been typed, where the name does not hold what was typed."""
    own = features(typed)
    mass = np.float32(sum(worths.get(feature, 0.0) for feature in own) * _EQUAL_WORTH)
    strong, in_name = np.zeros((2, len(index)), np.float32)
    for words in meant:
        places, held, held_in_name = index.whole(words)
        strong[places] = np.maximum(strong[places], held * mass)
        in_name[places] = np.maximum(in_name[places], held_in_name * mass)
    for feature in own:
        postings = index.postings(feature)
        if postings is not None:
            strong[postings.places] -= worths.get(feature, 0.0) * postings.strength
            in_name[postings.places] -= worths.get(feature, 0.0) * postings.in_name
    covered += np.maximum(strong, 0)
    named += np.maximum(in_name, 0)


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
