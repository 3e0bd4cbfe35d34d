"""How many parts a text message takes."""

_SINGLE, _JOINED = 160, 153
_SINGLE_WIDE, _JOINED_WIDE = 70, 67


def parts_of(text: str) -> int:
    """Return the number of parts: 160 plain letters, or 70 where any letter has a mark outside ASCII."""
    wide = not text.isascii()
    single, joined = (_SINGLE_WIDE, _JOINED_WIDE) if wide else (_SINGLE, _JOINED)
    length = len(text.encode("utf-16-le")) // 2 if wide else len(text)
    return 1 if length <= single else -(-length // joined)
