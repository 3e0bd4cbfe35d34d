"""From a typed line to ranked procedures, each with the reasons why it was found."""

from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from motcua.procedures.search.entries import Hit, Reason, Why
from motcua.procedures.search.equals import equals_in
from motcua.procedures.search.index import Index, Mask
from motcua.procedures.search.question import Question
from motcua.procedures.search.references import codes_named
from motcua.procedures.search.scoring import FLOOR, Refiner, score_all
from motcua.procedures.search.synonyms import Reading, Synonym
from motcua.procedures.search.turns import turns_asked
from motcua.procedures.search.words import (
    TELLING,
    bare,
    fold_cached,
    levels_named,
    meaning,
    spoken_syllables,
    syllables,
)

_CANDIDATES = 40
_NOISE = 0.35
_AS_TYPED = 0.95
_CORRECTED = 0.97
_TOLD = 0.97
_WAYS = 6
_REPEATED = 0.88
_FREQUENT_PAIR = 5
_REFERENCE_WORDS = frozenset({"ma", "qd", "so", "quyet", "dinh"})


def understand(index: Index, text: str) -> Question:
    """Return the ways to read `text`, with codes, decision numbers and a level taken out."""
    spoken, level = levels_named(spoken_syllables(text[:300]))
    spoken, province = index.places.named(spoken)
    question = Question(text, level, province, turns_asked(spoken))
    question.codes = [code for code in codes_named(text) if code in index.by_code]
    question.decisions = index.decisions.named(text)
    if question.codes or question.decisions:
        spoken = [word for word in spoken if not word.isdigit() and fold_cached(word) not in _REFERENCE_WORDS]
    if spoken:
        question.readings = _readings(index, spoken[:40])
    return question


def _readings(index: Index, spoken: list[str]) -> list[Reading]:
    within = _inside_words(index, spoken)
    readings = [reading for reading in index.phrases.readings(spoken, within) if reading.used]
    told = bare(spoken)
    if not readings and 1 < len(told) < len(spoken):
        readings = [replace(r, trust=r.trust * _TOLD) for r in index.phrases.readings(told, within) if r.used]
    # With a synonym in use, the line as typed is only the second-best reading.
    readings.append(Reading(tuple(spoken), _AS_TYPED if readings else 1.0))
    sure = {place for match in index.phrases.matches(spoken) for place in range(match.start, match.end)}
    sure.update(place for place, word in enumerate(spoken) if fold_cached(word) in TELLING)
    readings += _spelt_out(index, spoken, sure)
    for number, (corrected, changed) in enumerate(index.speller.correct(spoken, sure)):
        trust = _CORRECTED - number * 0.02
        found = index.phrases.readings(corrected)
        if found[0].used:
            found.append(Reading(tuple(corrected), _AS_TYPED))
        readings += [replace(r, trust=r.trust * trust, corrected=tuple(changed)) for r in found[:_WAYS]]
    return [replace(reading, spoken=tuple(meaning(reading.spoken))) for reading in readings]


def _inside_words(index: Index, spoken: list[str]) -> set[int]:
    """Return the places of syllables that are half of a frequent word: the `hội` of `xã hội` is no association."""
    words = [fold_cached(word) for word in spoken]
    pairs = index.speller.pairs
    ends = [place for place, pair in enumerate(pairwise(words)) if pairs.get(" ".join(pair), 0) >= _FREQUENT_PAIR]
    return {*ends, *(place + 1 for place in ends)}


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
    given = (question.readings, question.codes, question.decisions, question.level, question.province)
    if not len(index) or not any(given):
        return []
    total, best = score_all(index, question)
    found = total >= max(FLOOR, float(total.max()) * _NOISE)
    if wanted is not None:
        found &= wanted
    places = np.flatnonzero(found)
    places = places[np.argsort(-total[places], kind="stable")]
    readings = question.readings
    ranked = [
        Ranked(place, float(total[place]), readings[best[place]] if readings else None) for place in places.tolist()
    ]
    refine = Refiner(index)
    close = [replace(r, score=refine(r.place, r.score, r.reading)) if r.reading else r for r in ranked[:_CANDIDATES]]
    close.sort(key=lambda r: (-round(r.score, 4), len(index.folded[r.place]), index.entries[r.place].code))
    if not question.province:
        close = _one_of_a_name(index, close)
    return close + ranked[_CANDIDATES:]


def _one_of_a_name(index: Index, close: list[Ranked]) -> list[Ranked]:
    """Let provinces' own procedures of one name stand aside for the first of them, unless a province is named."""
    seen: set[str] = set()
    spread = []
    for ranked in close:
        name = index.folded[ranked.place]
        again = name in seen and index.places.elsewhere[ranked.place]
        spread.append(replace(ranked, score=ranked.score * _REPEATED) if again else ranked)
        seen.add(name)
    return sorted(spread, key=lambda ranked: -round(ranked.score, 4))


def _why(index: Index, question: Question, place: int, reading: Reading | None) -> tuple[Reason, ...]:
    entry = index.entries[place]
    why = [Reason(Why.CODE, code, entry.code) for code in question.codes if place in index.by_code[code]]
    why += [
        Reason(Why.DECISION, key, next((n for n in entry.decisions), key))
        for key in question.decisions
        if place in index.decisions.places[key]
    ]
    if reading is not None:
        for synonym in reading.used:
            kind = Why.LIFE_EVENT if synonym.kind == "life_event" else Why.SYNONYM
            why.append(Reason(kind, synonym.phrase, synonym.target))
        why += [Reason(Why.TYPO, typed, meant) for typed, meant in reading.corrected]
        # Shown as the name writes them: nobody should read "dang ky" for "đăng ký".
        named = dict(zip(index.words[place], spoken_syllables(entry.name), strict=True))
        matched = [named[word] for word in dict.fromkeys(reading.words) if word in named]
        if matched:
            why.append(Reason(Why.WORDS, " ".join(matched)))
        if not why:
            why += _met_otherwise(index, place, reading)
    if question.level and question.level in entry.levels:
        why.append(Reason(Why.LEVEL, question.level))
    return tuple(why)


def _met_otherwise(index: Index, place: int, reading: Reading) -> list[Reason]:
    """Return why an entry was found whose name holds no typed word: an equal stands there, or its subject has them."""
    entry = index.entries[place]
    name, spoken = index.words[place], spoken_syllables(entry.name)
    for start, end, meant in equals_in(reading.spoken):
        for words in meant:
            for at in range(len(name) - len(words) + 1):
                if tuple(name[at : at + len(words)]) == words:
                    said = " ".join(spoken[at : at + len(words)])
                    return [Reason(Why.SYNONYM, " ".join(reading.spoken[start:end]), said)]
    about = set(syllables(" ".join((*entry.keywords, entry.field, entry.agency, *entry.executing))))
    about.update(word for _, name in (*entry.life_events, *entry.audiences) for word in syllables(name))
    typed = (spoken for word, spoken in zip(reading.words, reading.spoken, strict=True) if word in about)
    return [Reason(Why.SUBJECT, " ".join(dict.fromkeys(typed)))]
