"""What is asked to happen to a paper: issue it anew, change it, extend it or end it.

"mất giấy phép" wants the reissue, "sửa giấy phép" the amendment: many names differ in this alone.
"""

import re
from collections.abc import Sequence
from enum import IntFlag

from motcua.procedures.search.words import fold_cached, marks


class Turn(IntFlag):
    """A turn in the life of a paper."""

    NONE = 0
    AGAIN = 1
    CHANGE = 2
    LONGER = 4
    END = 8


_PAPER = (
    r"(?:giay|the|so|bang|ho chieu|chung chi|bien|gp\w*|gcn\w*|cccd|cmnd|cchn|can cuoc|van bang|dang ky|phep|trich luc)"
)
_IN_NAMES = (
    (Turn.AGAIN, r"\bcap lai\b|\bdang ky lai\b|\bcap moi cap lai\b|\bbi mat\b|\bhu hong\b|\bbi hong\b"),
    (
        Turn.CHANGE,
        r"\bsua doi\b|\bbo sung\b|\bdieu chinh\b|\bthay doi\b|\bcap doi\b|\bdinh chinh\b|\bcai chinh\b|\bdoi\b"
        r"|\bchinh ly\b|\bchuyen doi\b|\bcap nhat\b",
    ),
    (Turn.LONGER, r"\bgia han\b|\bkeo dai\b|\bduy tri\b"),
    (
        Turn.END,
        r"\bthu hoi\b|\bhuy\b|\bxoa\b|\bcham dut\b|\bgiai the\b|\bdong cua\b|\btam ngung\b|\btam dung\b|\bdinh chi\b"
        r"|\btra lai\b|\bngung\b|\bdung\b|\bket thuc\b|\brut\b|\btra giay\b",
    ),
)
_IN_LINES = (
    (
        Turn.AGAIN,
        r"\bcap lai\b|\blam lai\b|\bxin lai\b|\bdang ky lai\b|\b(?:mat|roi|lam mat|that lac|hong|rach) (?:cai |to )?"
        + _PAPER
        + r"\b|\bbi (?:mat|hong|rach|hu)\b|\bhu hong\b|\bthat lac\b",
    ),
    (
        Turn.CHANGE,
        r"\bsua doi\b|\bsửa\b|\bsua(?= (?:ten|giay|gp|quyet dinh|thong tin|noi dung|ho so|khai sinh|so|du an|dang ky))"
        r"|\bbo sung\b|\bdieu chinh\b|\bthay doi\b|\bcap doi\b|\bdinh chinh\b|\bcai chinh\b|(?<!chuyen )(?<!trao )\bdoi\b"
        r"|\bcap nhat\b|\bsai\b",
    ),
    (Turn.LONGER, r"\bgia han\b|\bkeo dai\b|\bhet han\b"),
    (
        Turn.END,
        r"\bthu hoi\b|\bhuy\b|\bxoa\b|\bcham dut\b|\bgiai the\b|\bdong cua\b|\btam ngung\b|\btam dung\b|\bdinh chi\b"
        r"|\btra lai\b|\bngung\b|\brut\b|\btra giay\b|\bdong (?=kho|ma so|cua|quan|cong ty|chi nhanh|hkd|ho)",
    ),
)
_NAMES = tuple((turn, re.compile(pattern)) for turn, pattern in _IN_NAMES)
_LINES = tuple((turn, re.compile(pattern)) for turn, pattern in _IN_LINES)
_WITH_MARKS = {"sua": marks("sửa"), "doi": marks("đổi"), "xoa": marks("xóa"), "huy": marks("hủy"), "rut": marks("rút")}


def turns_of_name(folded: str) -> Turn:
    """Return the turns a folded name speaks of, in its first words."""
    return _found(_NAMES, " ".join(folded.split()[:16]))


def turns_asked(spoken: Sequence[str]) -> Turn:
    """Return the turns a typed line asks for; what is typed with marks must have the right ones (`sữa` is milk)."""
    kept = []
    for word in spoken:
        folded = fold_cached(word)
        meant = _WITH_MARKS.get(folded)
        kept.append("_" if meant and marks(word) and marks(word) != meant else folded)
    line = " ".join(kept)
    asked = _found(_LINES, line)
    if any(word == "sửa" for word in spoken):
        asked |= Turn.CHANGE
    return asked


def _found(patterns: Sequence[tuple[Turn, re.Pattern[str]]], text: str) -> Turn:
    found = Turn.NONE
    for turn, pattern in patterns:
        if pattern.search(text):
            found |= turn
    return found
