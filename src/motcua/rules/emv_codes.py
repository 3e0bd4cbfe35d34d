"""What is written in an EMVCo payment code, and is it whole?

EMV QR Code Specification for Payment Systems, Merchant-Presented Mode 1.1: two-digit
tag, two-digit length, value; 00 first, 63 (CRC-16/CCITT-FALSE) last, no tag twice.
ASSUMPTION: lengths count characters; a code whose lengths only fit when UTF-8 bytes
are counted is read that way, because generators of both kinds are in use.
ASSUMPTION: a checksum in lower-case letters is the same number and is accepted.
"""

import re
from binascii import crc_hqx
from typing import Any

from motcua.rules.errors import RuleViolation

Tags = dict[str, Any]  # tag → value, or tag → Tags for a template
_HEAD = re.compile(r"[0-9]{4}")
_CHECKSUM = re.compile(r"6304([0-9A-Fa-f]{4})")
_LONGEST_CODE = 512
_LONGEST_VALUE = 99


class CodeRefused(RuleViolation):
    """This is not a payment code that can be used."""

    code = "qr_refused"
    vi = "Đây không phải là mã thanh toán dùng được."


class BadText(CodeRefused):
    """The code is empty, longer than {limit} characters, or holds characters that are not text. Scan it again."""

    code = "qr_text"
    vi = "Mã trống, dài quá {limit} ký tự, hoặc chứa ký tự không phải văn bản. Hãy quét lại."


class BadStructure(CodeRefused):
    """The structure breaks at position {position}{inside}: {what_en}. Copy or scan the whole code again."""

    code = "qr_structure"
    vi = "Cấu trúc mã sai tại vị trí {position}{inside}: {what_vi}. Hãy sao chép hoặc quét lại toàn bộ mã."


class BadChecksum(CodeRefused):
    """The checksum is {found} but should be {expected}: the code was changed or damaged. Scan it again."""

    code = "qr_checksum"
    vi = "Mã kiểm tra (CRC) là {found}, đúng ra phải là {expected}: mã đã bị sửa hoặc hỏng. Hãy quét lại."


class BadField(CodeRefused):
    """Field {tag} ({name}) is wrong: {what_en}. Correct it, or ask for another code."""

    code = "qr_field"
    vi = "Trường {tag} ({name}) sai: {what_vi}. Hãy sửa, hoặc xin mã khác."


class TooLong(CodeRefused):
    """Field {tag} has {length} characters; {limit} fit. Shorten it."""

    code = "qr_too_long"
    vi = "Trường {tag} có {length} ký tự, tối đa {limit}. Hãy rút ngắn."


def checksum(text: str) -> str:
    """Return the CRC-16/CCITT-FALSE of the UTF-8 bytes of `text`, four upper-case hexadecimal digits.

    >>> checksum("123456789")
    '29B1'
    """
    return f"{crc_hqx(text.encode(), 0xFFFF):04X}"


def is_template(tag: str) -> bool:
    """Return whether the value of a root tag is itself a list of tags."""
    return 26 <= int(tag) <= 51 or tag in {"62", "64"} or int(tag) >= 80


def parse(text: str) -> Tags:
    """Return the tags of a whole code, templates unfolded one level; refuse a wrong checksum or structure."""
    _check_text(text)
    ending = _CHECKSUM.fullmatch(text[-8:])
    if ending and ending[1].upper() != (expected := checksum(text[:-4])):
        raise BadChecksum(found=ending[1], expected=expected)
    try:
        return _parse_root(text)
    except BadStructure as refusal:
        if text.isascii():
            raise
        try:
            return _from_bytes(_parse_root(text.encode().decode("latin-1")))
        except (BadStructure, UnicodeDecodeError):
            raise refusal from None


def split(text: str, inside: str = "") -> dict[str, str]:
    """Return the tags of one level in their order; `inside` names the template for the sentence."""
    found: dict[str, str] = {}
    place = 0
    while place < len(text):
        if not _HEAD.fullmatch(head := text[place : place + 4]):
            raise _broken(place, inside, "thiếu thẻ và độ dài bốn chữ số", "a four-digit tag and length is missing")
        tag, length = head[:2], int(head[2:])
        value = text[place + 4 : place + 4 + length]
        if not length:
            raise _broken(place, inside, f"thẻ {tag} không có nội dung", f"tag {tag} is empty")
        if len(value) < length:
            vi = f"thẻ {tag} ghi {length} ký tự nhưng chỉ còn {len(value)}"
            raise _broken(place, inside, vi, f"tag {tag} announces {length} characters but {len(value)} are left")
        if tag in found:
            raise _broken(place, inside, f"thẻ {tag} lặp lại", f"tag {tag} appears twice")
        found[tag] = value
        place += 4 + length
    return found


def join(tags: Tags) -> str:
    """Return the text of `tags` in their order; a nested mapping becomes a template."""
    parts = []
    for tag, value in tags.items():
        inner = join(value) if isinstance(value, dict) else str(value)
        if not 1 <= len(inner) <= _LONGEST_VALUE:
            raise TooLong(tag=tag, length=len(inner), limit=_LONGEST_VALUE)
        parts.append(f"{tag}{len(inner):02d}{inner}")
    return "".join(parts)


def sealed(tags: Tags) -> str:
    """Return a whole code: the tags, then the checksum over everything including its own `6304`."""
    body = join(tags) + "6304"
    return body + checksum(body)


def _check_text(text: str) -> None:
    surrogate = any(0xD800 <= ord(char) <= 0xDFFF for char in text)
    if not text or len(text) > _LONGEST_CODE or surrogate or any(ord(c) < 32 or 127 <= ord(c) < 160 for c in text):
        raise BadText(limit=_LONGEST_CODE)


def _parse_root(text: str) -> Tags:
    tags: Tags = dict(split(text))
    order = list(tags)
    if order[0] != "00":
        raise _broken(0, "", "mã phải bắt đầu bằng thẻ 00", "the code must begin with tag 00")
    if tags["00"] != "01":
        raise _broken(4, "", "phiên bản (thẻ 00) phải là 01", "the version (tag 00) must be 01")
    if order[-1] != "63" or not _CHECKSUM.fullmatch(text[-8:]):
        what = "mã phải kết thúc bằng thẻ 63 có bốn chữ số kiểm tra"
        raise _broken(len(text), "", what, "the code must end with tag 63 and four check digits")
    for tag in order:
        if is_template(tag):
            tags[tag] = split(tags[tag], tag)
    return tags


def _from_bytes(tags: Tags) -> Tags:
    return {
        tag: _from_bytes(value) if isinstance(value, dict) else value.encode("latin-1").decode()
        for tag, value in tags.items()
    }


def _broken(place: int, inside: str, what_vi: str, what_en: str) -> BadStructure:
    where = f" ({inside})" if inside else ""
    return BadStructure(position=place + 1, inside=where, what_vi=what_vi, what_en=what_en)
