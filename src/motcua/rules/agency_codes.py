"""Of which style is an agency code, and which level-1 body does it claim?

QĐ 20/2020/QĐ-TTg arts 4–6: groups of A–Z and 0–9 separated by ".", left to right, first
group `MX1X2`, at most 35 characters; registration numbers of firms; scheme codes Z01–Z99.
QCVN 102:2016 (TT 10/2016/TT-BTTTT): the same level-1 code stands last, `000.00.06.H56`.
Both live in 2026 data, beside generic codes and blanks. What a code *means* is therefore
read from the table `agencies.UnitCode`; this module only recognises the style.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

MAX_LENGTH = 35

_LEVEL1 = r"[A-Y][0-9]{2}"
_QCVN = re.compile(rf"[0-9A-Z]{{3}}(?:\.[0-9A-Z]{{2,3}}){{1,3}}\.({_LEVEL1})")
_QD20 = re.compile(rf"({_LEVEL1})(?:\.[0-9A-Z]+)*")
_SCHEME = re.compile(r"Z(?!00)[0-9]{2}[0-9A-Z.]{1,32}")
_REGISTRATION = re.compile(r"[0-9]{10}(?:-?[0-9]{3})?")
_STATISTICS = re.compile(r"[0-9]{2}|[0-9]{3}|[0-9]{5}")


class CodeStyle(StrEnum):
    """How a code is built, and by which decision."""

    QD20 = "qd20"
    QCVN102 = "qcvn102"
    GSO = "gso"
    REGISTRATION = "registration"
    SCHEME = "scheme"
    GENERIC = "generic"


@dataclass(frozen=True, slots=True)
class ReadCode:
    """A code with its style; `level1` is the body it claims to belong to, if the style says so."""

    text: str
    style: CodeStyle
    level1: str | None = None


def read(code: str) -> ReadCode:
    """Return the style of `code`; anything not recognised is GENERIC, never an error.

    >>> read("000.00.22.G12").level1, read("G12.18").level1, read("UBNDCT").style.value
    ('G12', 'G12', 'generic')
    """
    text = code.strip().upper()
    if len(text) <= MAX_LENGTH:
        if match := _QCVN.fullmatch(text):
            return ReadCode(text, CodeStyle.QCVN102, match[1])
        if match := _QD20.fullmatch(text):
            return ReadCode(text, CodeStyle.QD20, match[1])
        if _SCHEME.fullmatch(text):
            return ReadCode(text, CodeStyle.SCHEME)
    if _STATISTICS.fullmatch(text):
        return ReadCode(text, CodeStyle.GSO)
    if _REGISTRATION.fullmatch(text):
        return ReadCode(text, CodeStyle.REGISTRATION)
    return ReadCode(text, CodeStyle.GENERIC)


def level1_in_both_styles(level1: str) -> tuple[str, str]:
    """Return a level-1 code as QĐ 20/2020 and as QCVN 102:2016 write it.

    >>> level1_in_both_styles("H56")
    ('H56', '000.00.00.H56')
    """
    return level1, f"000.00.00.{level1}"
