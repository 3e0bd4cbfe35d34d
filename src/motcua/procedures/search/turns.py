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


_PAPERS = (
    "giay|the|so|bang|ho chieu|chung chi|bien|gp\\w*|gcn\\w*|cccd|cmnd|cchn|can cuoc|van bang|dang ky|phep|trich luc"
)
_SUA_BEFORE = "ten|giay|gp|quyet dinh|thong tin|noi dung|ho so|khai sinh|so|du an|dang ky"
_DUNG_BEFORE = "nhan|huong|hoat dong|kinh doanh|lanh|ban"
_DONG_BEFORE = "kho|ma so|cua|quan|cong ty|chi nhanh|hkd|ho"
_CHANGES = "sua doi|bo sung|dieu chinh|thay doi|cap doi|dinh chinh|cai chinh|cap nhat"
_ENDS = "thu hoi|huy|xoa|cham dut|giai the|dong cua|tam ngung|tam dung|dinh chi|tra lai|ngung|rut|tra giay"


def _any(*words: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(words)})\b")


_NAMES = (
    (Turn.AGAIN, _any("cap lai|dang ky lai|cap moi cap lai|bi mat|hu hong|bi hong")),
    (Turn.CHANGE, _any(_CHANGES, "doi|chinh ly|chuyen doi")),
    (Turn.LONGER, _any("gia han|keo dai|duy tri")),
    (Turn.END, _any(_ENDS, "dung|ket thuc")),
)
_LINES = (
    (
        Turn.AGAIN,
        _any(
            "cap lai|lam lai|xin lai|dang ky lai|hu hong|that lac|bi (?:mat|hong|rach|hu)",
            rf"(?:mat|roi|lam mat|that lac|hong|rach) (?:cai |to )?(?:{_PAPERS})",
        ),
    ),
    (
        Turn.CHANGE,
        _any(_CHANGES, f"sua(?= (?:{_SUA_BEFORE}))", "(?<!chuyen )(?<!trao )doi", "sai"),
    ),
    (Turn.LONGER, _any("gia han|keo dai|het han")),
    (Turn.END, _any(_ENDS, f"dung (?:{_DUNG_BEFORE})", f"dong (?:{_DONG_BEFORE})")),
)
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
