"""How a typed line is taken apart: syllables, pairs of syllables and level words.

Most Vietnamese words have two syllables ("khai sinh"), so a pair of neighbours says
far more than its parts; both are indexed.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from motcua.core.text import fold


@lru_cache(maxsize=32768)
def fold_cached(word: str) -> str:
    """Return one syllable without marks."""
    return fold(word).replace(" ", "")


# What people put around the thing they mean; it never decides a match.
FILLERS = frozenset(
    [
        "lam",
        "xin",
        "cho",
        "cua",
        "va",
        "voi",
        "cac",
        "toi",
        "minh",
        "chi",
        "phai",
        "bi",
        "nao",
        "nhu",
        "gi",
        "la",
        "khong",
        "nhung",
        "hay",
        "a",
        "oi",
    ]
)
# Who speaks, and when it happened.
_TELLING_WORDS = "toi minh em anh chi nha moi vua roi da dang bi duoc can muon phai thi la o di ve"
TELLING = frozenset(_TELLING_WORDS.split())
# Fillers that mean something beside these neighbours.
_KEPT = (
    "lam viec|viec lam|lam nghiep|lam thuoc|xin giao|cho thue|cho vay|cho phep|hoi cho|cho o|cua khau|cua hang|"
    "chi nhanh|chung chi|chi phi|chi tra|nhu cau|thuoc la|la hay|vo chi|dia chi"
)
_KEPT_PAIRS = frozenset(_KEPT.split("|"))
_FILLER_PHRASES = (
    "bao nhieu tien|het bao nhieu|mat bao lau|bao lau|o dau|nhu the nao|the nao|can lam giay to gi|lam giay to gi|"
    "can giay to gi|can nhung gi|"
    "lam sao|thu tuc hanh chinh|thu tuc|toi muon|em muon|minh muon|muon|can lam gi|huong dan thu tuc|quy trinh|"
    "cho em hoi|cho hoi|xin hoi"
)
FILLER_PHRASES = tuple(phrase.split() for phrase in _FILLER_PHRASES.split("|"))
LEVEL_WORDS = {
    "cap xa": "commune", "cap phuong": "commune", "xa phuong": "commune", "ubnd xa": "commune",
    "ubnd phuong": "commune", "uy ban xa": "commune", "cong an xa": "commune", "cong an phuong": "commune",
    "uy ban nhan dan cap xa": "commune", "uy ban nhan dan xa": "commune", "phuong xa": "commune",
    "cap huyen": "district", "ubnd huyen": "district", "quan huyen": "district",
    "cap tinh": "province", "ubnd tinh": "province", "cong an tinh": "province",
    "uy ban nhan dan cap tinh": "province",
    "trung uong": "central", "cap trung uong": "central",
}  # fmt: skip
_SYLLABLE = re.compile(r"[^\W_]+")
_LEVEL_LONGEST = max(len(words.split()) for words in LEVEL_WORDS)


def spoken_syllables(text: str) -> list[str]:
    """Return the syllables of `text` in lower case with their marks; each folds to one word."""
    return [word for word in _SYLLABLE.findall(unicodedata.normalize("NFC", text).lower()) if fold_cached(word)]


@lru_cache(maxsize=16384)
def marks(word: str) -> str:
    """Return the marks of a syllable in one order, so that `hòa` and `hoà` agree; "" if it has none.

    >>> marks("hoà") == marks("hòa"), marks("cap"), marks("đăng") == marks("dăng")
    (True, '', False)
    """
    split = unicodedata.normalize("NFD", word)
    return "".join(sorted(c for c in split if unicodedata.combining(c) or c == "đ"))


def syllables(text: str) -> list[str]:
    """Return the folded syllables of `text`."""
    return [fold_cached(word) for word in spoken_syllables(text)]


def same_marks(typed: Sequence[str], meant: Sequence[str]) -> bool:
    """Return whether no syllable was typed with other marks than those meant; without marks it may be either."""
    return all(not marks(a) or marks(a) == marks(b) for a, b in zip(typed, meant, strict=True))


def meaning(spoken: Sequence[str]) -> list[str]:
    """Return `spoken` without fillers; all of it if nothing else is there."""
    left = _without_phrases(list(spoken))
    words = [fold_cached(word) for word in left]
    kept = []
    for place, word in enumerate(words):
        if word in FILLERS:
            before = f"{words[place - 1]} {word}" if place else ""
            after = f"{word} {words[place + 1]}" if place + 1 < len(words) else ""
            if before not in _KEPT_PAIRS and after not in _KEPT_PAIRS:
                continue
        kept.append(left[place])
    return kept or list(spoken)


def bare(spoken: Sequence[str]) -> list[str]:
    """Return `spoken` without who speaks and when: `bố tôi mới mất` → `bố mất`."""
    return [word for word in spoken if fold_cached(word) not in TELLING]


def _without_phrases(spoken: list[str]) -> list[str]:
    words = [fold_cached(word) for word in spoken]
    for phrase in FILLER_PHRASES:
        size = len(phrase)
        for start in range(len(words) - size, -1, -1):
            if words[start] == phrase[0] and words[start : start + size] == phrase:
                del spoken[start : start + size], words[start : start + size]
    return spoken


def features(words: Sequence[str]) -> list[str]:
    """Return the syllables and the neighbouring pairs of `words`, each once."""
    pairs = (f"{a} {b}" for a, b in pairwise(words))
    return list(dict.fromkeys([*words, *pairs]))


def levels_named(spoken: list[str]) -> tuple[list[str], str]:
    """Return `spoken` without the words that name a level, and that level ("" if none)."""
    words = [fold_cached(word) for word in spoken]
    for size in range(min(_LEVEL_LONGEST, len(words)), 1, -1):
        for start in range(len(words) - size + 1):
            level = LEVEL_WORDS.get(" ".join(words[start : start + size]))
            follows = words[start + size : start + size + 1]
            # "cấp phương tiện" is a thing to be given, not a ward.
            if level and not (words[start + size - 1] == "phuong" and follows == ["tien"]):
                return spoken[:start] + spoken[start + size :], level
    return spoken, ""
