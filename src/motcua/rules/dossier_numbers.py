"""What does a dossier number say, and how is a new one written?

Three schemes live side by side (TT 01/2018/TT-VPCP art 19; practice after QĐ 20/2020/QĐ-TTg;
TT 03/2025/TT-VPCP art 13.3 as added by TT 04/2025 art 23, in force 25/01/2026):

    2018     000.00.06.H56-231027-0361       agency that RECEIVES, level-1 group last
    2020     H56.14-251027-00361             agency code of QĐ 20/2020, level-1 group first
    central  G09.20-260609-20092637          agency that RESOLVES; two digits of the owner, ordinal

The reader is mild (6- or 8-digit dates, ordinals of 4 to 8 digits); the writer is strict.
The agencies of a dossier are kept as facts and never read out of its number.
"""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar

from motcua.rules.errors import RuleViolation

CENTRAL_SINCE = date(2026, 1, 25)
QD20_SINCE = date(2020, 9, 15)
SHORTEST_ORDINAL = 4
LONGEST_CODE = 35

_NUMBER = re.compile(r"^(?P<prefix>[0-9A-Z]+(?:\.[0-9A-Z]+)*)-(?P<day>\d{6}|\d{8})-(?P<tail>\d{4,10})$")
_LEVEL_1 = re.compile(r"^[A-Y]\d{2}$")
_CODE = re.compile(r"^[0-9A-Z]+(?:\.[0-9A-Z]+)*$")


class Scheme(StrEnum):
    """Which text the number follows."""

    LEVEL_1_LAST = "2018"
    LEVEL_1_FIRST = "2020"
    CENTRAL = "central"
    OTHER = "other"


class NotADossierNumber(RuleViolation):
    """“{text}” is not a dossier number. It looks like H56.14-251027-00361: agency code, day, ordinal."""

    code: ClassVar[str] = "not_a_dossier_number"
    vi: ClassVar[str] = "“{text}” không phải mã hồ sơ. Mã có dạng H56.14-251027-00361: mã cơ quan, ngày, số thứ tự."


class BadPrefix(RuleViolation):
    """“{prefix}” cannot begin a dossier number: at most 35 capital letters, digits and dots."""

    code: ClassVar[str] = "bad_number_prefix"
    vi: ClassVar[str] = "“{prefix}” không thể đứng đầu mã hồ sơ: tối đa 35 ký tự chữ hoa, chữ số và dấu chấm."


@dataclass(frozen=True, slots=True)
class DossierNumber:
    """A number taken apart. `owner` is the two digits of a central system, else empty."""

    prefix: str
    on: date
    ordinal: int
    scheme: Scheme
    owner: str = ""


def read(text: str) -> DossierNumber:
    """Return the parts of a dossier number in any of the three schemes.

    >>> read("000.00.06.H56-231027-0361").scheme.value
    '2018'
    """
    cleaned = text.strip().upper().replace("–", "-").replace(" ", "")
    match = _NUMBER.match(cleaned)
    day = _day(match["day"]) if match else None
    if match is None or day is None:
        raise NotADossierNumber(text=text[:60])
    prefix, tail = match["prefix"], match["tail"]
    scheme = _scheme(prefix, day, tail, long_day=len(match["day"]) == 8)
    owner = tail[:2] if scheme is Scheme.CENTRAL and len(match["day"]) == 6 else ""
    return DossierNumber(prefix, day, int(tail[len(owner) :]), scheme, owner)


def _day(digits: str) -> date | None:
    text = digits if len(digits) == 8 else "20" + digits
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        return None


def _scheme(prefix: str, day: date, tail: str, *, long_day: bool) -> Scheme:
    groups = prefix.split(".")
    if _LEVEL_1.match(groups[-1]) and len(groups) > 1:
        return Scheme.LEVEL_1_LAST
    if not _LEVEL_1.match(groups[0]):
        return Scheme.OTHER
    # A ministry (G..) that resolves, after 25/01/2026, with two digits of the owner before the ordinal.
    ministry = groups[0].startswith("G")
    if ministry and day >= CENTRAL_SINCE and (long_day or len(tail) >= SHORTEST_ORDINAL + 2):
        return Scheme.CENTRAL
    return Scheme.LEVEL_1_FIRST


def write(prefix: str, on: date, ordinal: int, *, owner: str = "") -> str:
    """Return the number of the `ordinal`-th dossier of `prefix` on the day `on`.

    With `owner` (two digits of the owner agency of a central system) the central scheme is
    written. The ordinal grows past 9,999 without limit and is never cut.

    >>> write("H56.14", date(2025, 10, 27), 12_345)
    'H56.14-251027-12345'
    """
    if not _CODE.match(prefix) or len(prefix) > LONGEST_CODE or ordinal < 1:
        raise BadPrefix(prefix=prefix)
    width = SHORTEST_ORDINAL if owner or _LEVEL_1.match(prefix.split(".")[-1]) else SHORTEST_ORDINAL + 1
    return f"{prefix}-{on:%y%m%d}-{owner}{ordinal:0{width}d}"
