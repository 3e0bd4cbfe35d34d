"""Which paper does a line of a published list mean?

Decree 224/2026 art 18.4 forbids asking for papers whose data the State already holds (domain.md section 6); to find
them, lines written in a thousand ways must be seen as the same paper. A line loses its bullet, its number of copies
and its form; abbreviations are written out; the place of a tone and i/y count as one spelling.
ASSUMPTION: lists in `parameters.paper_words`. The published wording itself is never changed.
"""

import re
import unicodedata
from functools import lru_cache

from motcua.rules.parameters import paper_words as words

_BLANK = re.compile(r"[\s\u00a0\u2000-\u200a\u202f\u3000]+")
_UNSEEN = re.compile(r"[\u200b-\u200f\u2060\ufeff\u00ad\ue000-\uf8ff]")
_BULLET = re.compile(r"^(?:[\s\-–—+*•·.,:;()\[\]]+|(?:\d{1,2}(?:\.\d{1,2})*|[a-zđ]|[ivx]{1,4})\s*[.):]+)+")
_COUNT = re.compile(r"(số\s+lượng\s*:?\s*)?\b0?\d{1,2}\s*(\([^)]{1,12}\)\s*)?(bản|bộ|tờ|ảnh)\b")
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\]]*\]")
_TAIL = re.compile(r"[:;.\n].*$", re.S)
# A name is near the beginning; what a paragraph goes on to explain is not part of it.
MOST_LETTERS = 240
_LEADING = re.compile(
    r"^(?:\s|bản(?=\s+(?:giấy|quyết|thẻ|sổ|chứng|văn|hợp|bằng|của|có|hoặc|kèm|và)\b)|bộ(?=\s)|(?:các|những|hoặc|và|có|sao|gốc|chính"
    r"|của|kèm|theo|chụp|là|một|điện tử)\b|\d|[,;:.\-–+/])+"
)
_NOT_WORD = re.compile(r"[^0-9a-z]+")
_COPIES = re.compile(rf"\b(?:{'|'.join(words.COPY_PHRASES)})", re.S)
_FORMS = re.compile(rf"\(?\s*\b(?:{'|'.join(words.FORM_PHRASES)})", re.S)
_EDGES = re.compile(r"^\W+|(?:\W|\b(?:theo|được|được cấp|đã cấp|đã được cấp|của|cũ|do|và|hoặc|có|kèm)\b)+$")
_ENDS = '()/,."“”'
# hoá/hóa, thuỷ/thủy: the tone stands on the first of two vowels here; i/y at the end of a syllable is one sound.
_TONED = re.compile("(o|u)([aeyAEY])([\u0300\u0301\u0303\u0309\u0323])(?![a-zA-Z\u0300-\u036f])")
_IY = re.compile(r"(?<=[hklmst])y(?![a-z])")


@lru_cache(maxsize=60_000)
def one_spelling(text: str) -> str:
    """Return `text` in NFC and lower case, with one place for the tone and plain blanks.

    >>> one_spelling("Thẻ  căn cước hoá") == one_spelling("thẻ căn cước hóa")
    True
    """
    parts = unicodedata.normalize("NFD", _UNSEEN.sub("", text).lower())
    parts = _TONED.sub(r"\1\3\2", parts) if "q" not in parts else re.sub(_TONED.pattern, _toned, parts)
    return _BLANK.sub(" ", unicodedata.normalize("NFC", parts)).strip()


def _toned(found: re.Match[str]) -> str:
    before = found.string[found.start() - 1 : found.start()]
    return found.group(0) if before == "q" else found.group(1) + found.group(3) + found.group(2)


def plain(text: str) -> str:
    """Return words in ASCII without marks; `ký` and `kí` are one."""
    return _IY.sub("i", _NOT_WORD.sub(" ", unicodedata.normalize("NFC", text).translate(_ASCII))).strip()


_ASCII = {
    code: base
    for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00))
    if (base := "".join(c for c in unicodedata.normalize("NFD", chr(code).lower()) if not unicodedata.combining(c)))
} | {ord("đ"): "d", ord("Đ"): "d"}


def paper_name(line: str) -> str:
    """Return the name of the paper a line asks for, in lower case; empty for a sentence that names none.

    >>> paper_name("- 01 bản sao có chứng thực Giấy CNQSDĐ (kèm bản chính để đối chiếu);")
    'giấy chứng nhận quyền sử dụng đất'
    """
    return " ".join(_written_out(word) for word in paper_wording(line).split()).replace("giấy giấy", "giấy")


@lru_cache(maxsize=60_000)
def paper_wording(line: str) -> str:
    """Return the same name as it was written, abbreviations kept."""
    text = one_spelling(line[:MOST_LETTERS])
    text = _BULLET.sub("", text)
    if text.startswith(words.NO_PAPER):
        return ""
    text = _BRACKETS.sub(" ", text)
    text = _COUNT.sub(" ", text)
    text = _FORMS.sub(" ", _COPIES.sub(" ", text))
    text = _LEADING.sub("", _BLANK.sub(" ", text))
    text = _TAIL.sub("", text).strip(" -–+/()\"“”'")
    return " ".join(_EDGES.sub("", text).split())


def _written_out(word: str) -> str:
    bare = word.strip(_ENDS)
    return word.replace(bare, words.ABBREVIATIONS[bare]) if bare in words.ABBREVIATIONS else word


def paper_words(name: str) -> tuple[str, ...]:
    """Return the folded words of a name; an old name gives the words of today's."""
    folded = plain(name)
    for old, new in _OLD:
        if folded == old or folded.startswith(old + " "):
            return tuple((new + folded[len(old) :]).split())
    return tuple(folded.split())


_OLD = sorted(
    ((plain(old), plain(new)) for old, new in words.OLD_NAMES.items()), key=lambda pair: len(pair[0]), reverse=True
)


@lru_cache(maxsize=100_000)
def paper_key(name: str) -> str:
    """Return one key for all names of a paper: today's name, one head for a request, no words that say nothing."""
    text = " ".join(paper_words(name))
    head = next((request for request in words.REQUESTS if text.startswith(request + " ")), "")
    text = words.REQUEST + text[len(head) :] if head else text
    return " ".join(word for word in text.split() if word not in words.STOP_WORDS)


def wording_key(name: str) -> str:
    """Return what remains of a wording without marks and words that say nothing: two such keys are two names."""
    return " ".join(word for word in plain(name).split() if word not in words.STOP_WORDS)


_FORM = re.compile(r"theo mẫu|mẫu số|biểu mẫu|\bmẫu [0-9a-z]")


def is_form(line: str) -> bool:
    """Whether the line asks for a form to be filled in, not for a paper somebody has."""
    return _FORM.search(one_spelling(line)) is not None


def is_spared(line: str) -> bool:
    """Whether the line asks only when the data cannot be had otherwise, or only to be shown."""
    text = one_spelling(line)
    return any(phrase in text for phrase in words.ALREADY_SPARED)


def is_foreign(line: str) -> bool:
    """Whether the paper was made abroad, so that no register here holds it."""
    text = one_spelling(line)
    return any(phrase in text for phrase in words.FOREIGN)


_ISSUED = tuple(plain(start) + (" " if start.endswith(" ") else "") for start in words.ISSUED)


def is_issued(name: str) -> bool:
    """Whether a paper of this name is issued by an authority (and not written by the applicant)."""
    return plain(name).startswith(_ISSUED)
