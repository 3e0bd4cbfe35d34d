"""Vietnamese text: one normal form to store, one folded form to search and sort.

`unaccent`, ICU and FTS5 fold differently (none folds đ everywhere), so folding is
done here, once, and stored beside the text.
"""

import re
import unicodedata

# No-break and figure blanks, zero-width characters, soft hyphen, byte-order mark.
_BLANKS = re.compile(r"[\u00a0\u2000-\u200a\u202f\u205f\u3000\t]+")
_INVISIBLE = re.compile(r"[\u200b-\u200f\u2060\ufeff\u00ad\ue000-\uf8ff]")
_NOT_WORD = re.compile(r"[^0-9a-z]+")
_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}


def clean(text: str) -> str:
    """Return `text` in NFC, with plain blanks and without invisible characters."""
    return _INVISIBLE.sub("", _BLANKS.sub(" ", unicodedata.normalize("NFC", text))).strip()


def fold(text: str) -> str:
    """Return `text` in lower-case ASCII words, without any diacritic.

    >>> fold("Đăng ký  KHAI SINH (cấp xã)")
    'dang ky khai sinh cap xa'
    """
    lowered = text.lower().replace("đ", "d")
    stripped = "".join(c for c in unicodedata.normalize("NFD", lowered) if not unicodedata.combining(c))
    return _NOT_WORD.sub(" ", stripped).strip()


def sort_key(text: str) -> str:
    """Return a key that sorts as a Vietnamese dictionary does, on any database.

    >>> sorted(["Em", "Đà", "Dân", "Ân", "Ăn", "An"], key=sort_key)
    ['An', 'Ăn', 'Ân', 'Dân', 'Đà', 'Em']
    """
    letters: list[str] = []
    tones: list[str] = []
    for char in unicodedata.normalize("NFC", text.lower()):
        base, tone = char, "0"
        for mark in unicodedata.normalize("NFD", char)[1:]:
            if mark in _TONES:
                tone = _TONES[mark]
        if tone != "0":
            decomposed = [c for c in unicodedata.normalize("NFD", char) if c not in _TONES]
            base = unicodedata.normalize("NFC", "".join(decomposed))
        place = _ALPHABET.find(base)
        letters.append(chr(0x100 + place) if place >= 0 else base)
        tones.append(tone)
    return "".join(letters) + "\x01" + "".join(tones)
