"""What does a procedure code or a decision number say, and what is wrong with it?

National pattern of a code: one digit, a full stop, six digits (domain.md 2.2, S9). The
first digit is not a class. A localised copy carries an agency suffix. A code is never
repaired: it is kept as published, and only outer blanks are dropped for identity.
"""

import re
import unicodedata
from dataclasses import dataclass

_CODE = re.compile(r"[0-9]\.[0-9]{6}")
_LOCALISED = re.compile(r"([0-9]\.[0-9]{6})\.((?:[A-Z0-9]{2,3}\.)*[A-Y][0-9]{2}(?:\.[0-9A-Z]{2,4})*)")
# Decision numbers: running number, QĐ, then the issuer's initials (domain.md 3.2).
_NUMBER = re.compile(r"[0-9]+/QĐ-[A-ZĐ]+(?:-[A-ZĐ][A-ZĐ0-9]*)*")


@dataclass(frozen=True, slots=True)
class CodeReading:
    """A code as published, its identity, and whether each follows the pattern."""

    published: str
    identity: str
    is_well_formed: bool  # as published
    identity_is_well_formed: bool  # after outer blanks are dropped
    base: str = ""
    agency: str = ""


def read_code(text: str) -> CodeReading:
    """Read one published code.

    >>> read_code(" 1.000001").identity_is_well_formed, read_code(" 1.000001").is_well_formed
    (True, False)
    >>> read_code("1.003560.000.00.00.H56").agency
    '000.00.00.H56'
    """
    identity = unicodedata.normalize("NFC", text).strip(" \t\r\n\u00a0\u200b\ufeff")
    localised = _LOCALISED.fullmatch(identity)
    good = bool(_CODE.fullmatch(identity) or localised)
    return CodeReading(
        published=text,
        identity=identity,
        is_well_formed=good and identity == text,
        identity_is_well_formed=good,
        base=localised[1] if localised else identity,
        agency=localised[2] if localised else "",
    )


def near_codes(code: str, known: list[str], limit: int = 5) -> list[str]:
    """Return known codes that a typing slip away from `code`, nearest first.

    Distance: characters that differ position by position, plus the difference of length;
    a swapped pair counts one. Only codes at distance 2 or less are near.
    """
    wanted = read_code(code).identity
    scored = sorted((_distance(wanted, other), other) for other in known)
    return [other for distance, other in scored if distance <= 2][:limit]


def _distance(one: str, two: str) -> int:
    if abs(len(one) - len(two)) > 2:
        return 99
    previous2: list[int] = []
    previous = list(range(len(two) + 1))
    for i, a in enumerate(one, 1):
        row = [i]
        for j, b in enumerate(two, 1):
            cost = min(previous[j] + 1, row[j - 1] + 1, previous[j - 1] + (a != b))
            if i > 1 and j > 1 and a == two[j - 2] and one[i - 2] == b:
                cost = min(cost, previous2[j - 2] + 1)
            row.append(cost)
        previous2, previous = previous, row
    return previous[-1]


def normalise_number(number: str) -> str:
    """Return a decision number for comparing: NFC, upper case, without blanks; nothing guessed."""
    return "".join(unicodedata.normalize("NFC", number).upper().split())


def number_is_on_pattern(number: str) -> bool:
    """Return whether a decision number, as published, is `digits/QĐ-INITIALS`.

    >>> number_is_on_pattern("497/QĐ-BXD"), number_is_on_pattern("QĐ497-BXD")
    (True, False)
    """
    return bool(_NUMBER.fullmatch(number))
