"""Abbreviations nobody listed: the first letters of words that stand together in the catalogue.

"nvqs" is read as "nghĩa vụ quân sự" because these four words are neighbours in names.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable

from motcua.procedures.search.words import fold_cached

_SIZES = (3, 4, 5)
_OFTEN = 3


class Acronyms:
    """Knows runs of three to five syllables by their initials."""

    def __init__(self, names: Iterable[list[str]]) -> None:
        runs: Counter[tuple[str, ...]] = Counter()
        self._known: set[str] = set()
        for words in names:
            self._known.update(map(fold_cached, words))
            for size in _SIZES:
                runs.update(zip(*(words[start:] for start in range(size)), strict=False))
        self._by_initials: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        for run, count in runs.most_common():
            if count < _OFTEN:
                break
            initials = "".join(fold_cached(word)[0] for word in run)
            if len(self._by_initials[initials]) < 2:
                self._by_initials[initials].append(run)

    def meant_by(self, word: str) -> list[tuple[str, ...]]:
        """Return at most two runs whose initials are `word`; none if `word` is a common syllable itself."""
        if not 3 <= len(word) <= 5 or not word.isalpha() or (word in self._known and set(word) & set("aeiouy")):
            return []
        return self._by_initials.get(word, [])
