"""How is an amount of đồng written in words on a receipt?

Vietnamese reading of whole numbers: mốt after mươi, lăm after mười and mươi, linh for an empty
tens place, nghìn, triệu, tỷ. ASSUMPTION: northern spelling (nghìn, linh), as offices print it.
"""

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_GROUPS = ("", "nghìn", "triệu")


def in_words(amount: int) -> str:
    """Return the amount in words, capitalised, with its unit; refuse less than zero.

    >>> in_words(58_000)
    'Năm mươi tám nghìn đồng'
    """
    if amount < 0:
        raise ValueError("an amount on a receipt is never below zero")
    words = _number(amount) if amount else _DIGITS[0]
    return f"{words[0].upper()}{words[1:]} đồng"


def _number(value: int) -> str:
    """Read a number above zero; above a billion, thousand and million repeat before tỷ."""
    if value >= 10**9:
        rest = value % 10**9
        return _number(value // 10**9) + " tỷ" + (f" {_below_billion(rest, full=True)}" if rest else "")
    return _below_billion(value, full=False)


def _below_billion(value: int, full: bool) -> str:
    parts: list[str] = []
    for place in (2, 1, 0):
        group = value // 1000**place % 1000
        if group:
            words = _three(group, full=full or bool(parts))
            parts.append(f"{words} {_GROUPS[place]}".strip())
    return " ".join(parts)


def _three(value: int, full: bool) -> str:
    hundreds, tens, ones = value // 100, value // 10 % 10, value % 10
    words = [f"{_DIGITS[hundreds]} trăm"] if hundreds or full else []
    if tens == 1:
        words.append("mười")
    elif tens:
        words.append(f"{_DIGITS[tens]} mươi")
    elif ones and words:
        words.append("linh")
    if ones:
        words.append("mốt" if ones == 1 and tens > 1 else "lăm" if ones == 5 and tens else _DIGITS[ones])
    return " ".join(words)
