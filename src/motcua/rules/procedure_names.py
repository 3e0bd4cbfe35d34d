"""Do two names mean one procedure, told apart only by level, agency or a word?

Review looks for groups of procedures where one could do (Decree 63/2010 arts 27-28, domain.md 3.4). ASSUMPTION: words
that name a level, an agency or a place do not make another procedure; which of two alike is kept is for people.
"""

import re
from functools import lru_cache

from motcua.rules.paper_names import one_spelling, plain

_BRACKETS = re.compile(r"\([^()]*\)|\[[^\]]*\]")
_LEVELS = re.compile(
    r"\b(?:thực\s+hiện\s+tại\s+)?(?:ở\s+|tại\s+)?cấp\s+(?:trung\s+ương|tw|bộ|tỉnh|huyện|xã|cơ\s+sở)\b"
    r"|\bthuộc\s+thẩm\s+quyền\s+(?:giải\s+quyết\s+|cấp\s+|quản\s+lý\s+|quyết\s+định\s+)*(?:của\s+)?.*$"
    r"|\b(?:của\s+)?(?:chủ\s+tịch\s+)?(?:ủy\s+ban\s+nhân\s+dân|ubnd)\s+(?:cấp\s+)?(?:tỉnh|huyện|xã|thành\s+phố)\b.*$"
    r"|\b(?:do|của)\s+(?:bộ|sở|cục|tổng\s+cục)\s+.*$"
    r"|\btrên\s+địa\s+bàn\s+.*$|\bthủ\s+tục\b|\bban\s+hành\s+kèm.*$"
)
_STOP = frozenset(
    [
        "cua",
        "cho",
        "ve",
        "cac",
        "nhung",
        "theo",
        "tai",
        "va",
        "doi",
        "voi",
        "thu",
        "tuc",
        "hanh",
        "chinh",
        "viec",
        "de",
        "truong",
        "hop",
        "thuc",
        "hien",
    ]
)


@lru_cache(maxsize=20_000)
def name_words(name: str) -> tuple[str, ...]:
    """Return the folded words of a name without level, agency and filler."""
    bare = _LEVELS.sub(" ", _BRACKETS.sub(" ", one_spelling(name)))
    return tuple(word for word in plain(bare).split() if word not in _STOP)


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """Return the share of common words among all words (Jaccard); 0 for two empty sets."""
    union = len(one | other)
    return len(one & other) / union if union else 0.0
