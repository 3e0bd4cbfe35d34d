"""From a typed line to ranked procedures, each with the reasons why it was found."""

from dataclasses import dataclass, field, replace

import numpy as np
from rapidfuzz.distance import LCSseq

from motcua.procedures.search.entries import Hit, Reason, Why
from motcua.procedures.search.index import Floats, Index, Mask
from motcua.procedures.search.synonyms import Reading, Synonym
from motcua.procedures.search.words import (
    codes_named,
    decisions_named,
    features,
    fold_cached,
    levels_named,
    marks,
    meaning,
    spoken_syllables,
)

_CANDIDATES = 60
_LEVEL_BONUS = 0.08
_FLOOR = 0.22
_NOISE = 0.35
_AS_TYPED = 0.95
_WRONG_MARKS = 0.35
_REFERENCE_WORDS = frozenset({"ma", "qd", "so", "quyet", "dinh"})


@dataclass(slots=True)
class Question:
    """A typed line, taken apart."""

    text: str
    level: str = ""
    codes: list[str] = field(default_factory=list)
    decisions: list[str] = field(default_factory=list)
    readings: list[Reading] = field(default_factory=list)


def understand(index: Index, text: str) -> Question:
    """Return the ways to read `text`, with codes, decision numbers and a level taken out."""
    spoken, level = levels_named(spoken_syllables(text[:300]))
    question = Question(text, level)
    question.codes = [code for code in codes_named(text) if code in index.by_code]
    question.decisions = [key for key in decisions_named(text) if key in index.by_decision]
    if question.codes or question.decisions:
        spoken = [word for word in spoken if not word.isdigit() and fold_cached(word) not in _REFERENCE_WORDS]
    if spoken:
        question.readings = _readings(index, spoken[:40])
    return question


def _readings(index: Index, spoken: list[str]) -> list[Reading]:
    readings = [reading for reading in index.phrases.readings(spoken) if reading.used]
    # With a synonym in use, the line as typed is only the second-best reading.
    readings.append(Reading(tuple(spoken), _AS_TYPED if readings else 1.0))
    sure = {place for match in index.phrases.matches(spoken) for place in range(match.start, match.end)}
    readings += _spelt_out(index, spoken, sure)
    corrected, changed = index.speller.correct(spoken, sure)
    if changed:
        fixes = tuple(changed)
        readings += [replace(r, trust=r.trust * 0.97, corrected=fixes) for r in index.phrases.readings(corrected)]
    return [replace(reading, spoken=tuple(meaning(reading.spoken))) for reading in readings]


def _spelt_out(index: Index, spoken: list[str], sure: set[int]) -> list[Reading]:
    """Read an unknown abbreviation as the words of the catalogue that have these initials."""
    found = []
    for place, word in enumerate(spoken):
        if place not in sure:
            for words in index.acronyms.meant_by(fold_cached(word)):
                meant = Synonym(word, " ".join(words), "abbreviation")
                put = (*spoken[:place], *words, *spoken[place + 1 :])
                found += [
                    replace(reading, trust=reading.trust * 0.96, used=(meant, *reading.used))
                    for reading in index.phrases.readings(list(put))
                ]
    return found


@dataclass(frozen=True, slots=True)
class Ranked:
    """One place in the ranking: the entry's place in the index, its score and the reading that found it."""

    place: int
    score: float
    reading: Reading | None


def search(index: Index, text: str, limit: int = 10) -> list[Hit]:
    """Return at most `limit` hits for `text`, best first; nothing rather than noise."""
    question = understand(index, text)
    return [hit_of(index, question, ranked) for ranked in rank(index, question)[:limit]]


def complete(index: Index, prefix: str, limit: int) -> list[Hit]:
    """Return hits for an unfinished line: its last syllable stands for the likeliest that begins so."""
    hits = search(index, prefix, limit)
    spoken = spoken_syllables(prefix)
    if not spoken or prefix[-1:].isspace():
        return hits
    begun = index.speller.begun(fold_cached(spoken[-1]), fold_cached(spoken[-2]) if len(spoken) > 1 else "")
    for word in begun:
        hits += search(index, " ".join([*spoken[:-1], word]), limit)
    best: dict[str, Hit] = {}
    for hit in sorted(hits, key=lambda hit: -hit.score):
        best.setdefault(hit.code, hit)
    return list(best.values())[:limit]


def hit_of(index: Index, question: Question, ranked: Ranked) -> Hit:
    """Return the entry behind a place in the ranking, with the reasons why it was found."""
    why = _why(index, question, ranked.place, ranked.reading)
    return Hit(index.entries[ranked.place], round(min(ranked.score, 1.0), 4), why)


def rank(index: Index, question: Question, wanted: Mask | None = None) -> list[Ranked]:
    """Return every entry that answers the question, best first; only those in `wanted` if given.

    The best sixty are compared closely (order of words, marks); behind them the first count stands.
    """
    if not len(index) or not (question.readings or question.codes or question.decisions or question.level):
        return []
    total, best = score_all(index, question)
    found = total >= max(_FLOOR, float(total.max()) * _NOISE)
    if wanted is not None:
        found &= wanted
    places = np.flatnonzero(found)
    places = places[np.argsort(-total[places], kind="stable")]
    readings = question.readings
    ranked = [
        Ranked(place, float(total[place]), readings[best[place]] if readings else None) for place in places.tolist()
    ]
    close = [replace(r, score=_refine(index, r)) for r in ranked[:_CANDIDATES]]
    close.sort(key=lambda r: (-round(r.score, 4), len(index.folded[r.place]), index.entries[r.place].code))
    return close + ranked[_CANDIDATES:]


def score_all(index: Index, question: Question) -> tuple[Floats, np.ndarray]:
    """Return for every entry its score and the number of the reading that gave it."""
    total = np.zeros(len(index), np.float32)
    best = np.zeros(len(index), np.int16)
    for number, reading in enumerate(question.readings):
        scores = _score(index, reading)
        better = scores > total
        best[better] = number
        np.maximum(total, scores, out=total)
    found = total > 0
    total[found] += index.prior[found]
    if question.level and question.level in index.levels:
        bonus = _LEVEL_BONUS if question.readings else _FLOOR * 2
        total += np.where(index.levels[question.level], np.float32(bonus), np.float32(0))
    for code in question.codes:
        total[index.by_code[code]] += 2.0
    for key in question.decisions:
        total[index.by_decision[key]] += 1.5
    return total, best


def _score(index: Index, reading: Reading) -> Floats:
    asked = 0.0
    covered = np.zeros(len(index), np.float32)
    named = np.zeros(len(index), np.float32)
    for feature in features(reading.words):
        worth = index.worth_of(feature)
        asked += worth
        postings = index.postings(feature)
        if postings is not None:
            covered[postings.places] += worth * postings.strength
            named[postings.places] += worth * postings.in_name
    if not asked:
        return covered
    share = covered / asked
    precision = np.sqrt(np.minimum(named / index.name_mass, 1.0))
    scores: Floats = share * (0.72 + 0.28 * precision) * np.float32(reading.trust)
    return scores


def _refine(index: Index, ranked: Ranked) -> float:
    """Add a little for words in the asked order: it separates candidates that hold the same words."""
    place, score, reading = ranked.place, ranked.score, ranked.reading
    if reading is None:
        return score
    name = index.words[place]
    ordered = LCSseq.normalized_similarity(reading.words, name[: len(reading.spoken) + 4])
    return score * (1 - _WRONG_MARKS * _wrong_marks(index, place, reading)) + 0.04 * ordered


def _wrong_marks(index: Index, place: int, reading: Reading) -> float:
    """Return the share (0-1) of the reading that the name holds with other marks only: `mất` is not `mặt`."""
    carried = index.marks[place]
    wrong = total = 0.0
    for word in reading.spoken:
        folded = fold_cached(word)
        worth = index.worth_of(folded)
        total += worth
        typed = marks(word)
        if typed and folded in carried and typed not in carried[folded]:
            wrong += worth
    return wrong / total if total else 0.0


def _why(index: Index, question: Question, place: int, reading: Reading | None) -> tuple[Reason, ...]:
    entry = index.entries[place]
    why = [Reason(Why.CODE, code, entry.code) for code in question.codes if place in index.by_code[code]]
    why += [
        Reason(Why.DECISION, key, next((n for n in entry.decisions), key))
        for key in question.decisions
        if place in index.by_decision[key]
    ]
    if reading is not None:
        for synonym in reading.used:
            kind = Why.LIFE_EVENT if synonym.kind == "life_event" else Why.SYNONYM
            why.append(Reason(kind, synonym.phrase, synonym.target))
        why += [Reason(Why.TYPO, typed, meant) for typed, meant in reading.corrected]
        held = set(index.words[place])
        matched = [word for word in dict.fromkeys(reading.words) if word in held]
        if matched:
            why.append(Reason(Why.WORDS, " ".join(matched)))
    if question.level and question.level in entry.levels:
        why.append(Reason(Why.LEVEL, question.level))
    return tuple(why)
