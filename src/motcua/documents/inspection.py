"""What is this file really, and may it be kept? Decided by content; the name only must not lie."""

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from motcua.core.phrases import Phrase
from motcua.core.text import clean
from motcua.documents.errors import (
    ActiveContent,
    Bomb,
    BrokenFile,
    EmptyUpload,
    EncryptedFile,
    Infected,
    NameLies,
    TooBig,
    WrongType,
)

LIMIT = 50 * 1024 * 1024
_MOST_PIXELS = 120_000_000
_MOST_UNPACKED = 300 * 1024 * 1024
_MOST_RATIO = 200
_MOST_ENTRIES = 5_000
# Split so that no scanner takes this module for the test virus itself.
_EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!"
_BIDI = re.compile(r"[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_NOT_IN_NAMES = re.compile(r'[\x00-\x1f\x7f<>:"|?*\\/]+')
_LONGEST_NAME = 120

ENDINGS = {
    "application/pdf": ("pdf",),
    "image/jpeg": ("jpg", "jpeg", "jfif"),
    "image/png": ("png",),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ("docx",),
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ("xlsx",),
}
ACCEPTED = "PDF, JPG, PNG, DOCX, XLSX"


@dataclass(frozen=True)
class Inspected:
    """What a file that may be kept is."""

    name: str
    media_type: str
    pages: int | None


def inspect(name: str, content: bytes) -> Inspected:
    """Return what the file is; refuse what is empty, too big, of another type, broken, locked or dangerous."""
    shown = clean_name(name)
    if not content:
        raise EmptyUpload(name=shown)
    check_size(shown, len(content))
    if _EICAR in content[:1024]:
        raise Infected(name=shown, virus="EICAR-Test-File")
    media_type = _type_of(content, shown)
    pages = None
    if media_type == "application/pdf":
        pages = _check_pdf(content, shown)
    elif media_type == "image/png":
        _check_pixels(_png_size(content, shown), shown)
    elif media_type == "image/jpeg":
        _check_pixels(_jpeg_size(content, shown), shown)
    else:
        _check_office(content, shown)
    return Inspected(_with_ending(shown, media_type), media_type, pages)


def check_size(name: str, size: int) -> None:
    """Refuse a file over the limit."""
    if size > LIMIT:
        raise TooBig(name=name, size_mb=-(-size // 1024**2), limit_mb=LIMIT // 1024**2)


def clean_name(name: str) -> str:
    """Return a name safe to show and save: no path, no control or direction marks, not too long.

    >>> clean_name("../../Đơn\\u202e xin.pdf")
    'Đơn xin.pdf'
    """
    last = re.split(r"[\\/]", name)[-1]
    plain = " ".join(_NOT_IN_NAMES.sub(" ", _BIDI.sub("", clean(last))).split()).strip(". ")
    if len(plain) > _LONGEST_NAME:
        stem, dot, ending = plain.rpartition(".")
        plain = stem[: _LONGEST_NAME - len(ending) - 1] + dot + ending if dot and len(ending) < 6 else plain[:120]
    return plain or "tep"


def _with_ending(name: str, media_type: str) -> str:
    endings = ENDINGS[media_type]
    _, dot, ending = name.rpartition(".")
    if not dot or not re.fullmatch(r"[A-Za-z0-9]{1,5}", ending):
        return f"{name}.{endings[0]}"
    if ending.lower() not in endings:
        raise NameLies(name=name, found=endings[0].upper())
    return name


def _type_of(content: bytes, name: str) -> str:
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if content.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if content.startswith(b"PK\x03\x04"):
        return _office_type(content, name)
    if content.startswith(b"\xd0\xcf\x11\xe0") and "EncryptedPackage".encode("utf-16-le") in content:
        raise EncryptedFile(name=name)
    if b"%PDF-" in content[:1024] and content.lstrip()[:1] != b"<":
        return "application/pdf"
    raise WrongType(name=name, accepted=ACCEPTED)


def _office_type(content: bytes, name: str) -> str:
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            names = set(archive.namelist())
    except zipfile.BadZipFile:
        raise BrokenFile(name=name) from None
    for part, media_type in (("word/document.xml", list(ENDINGS)[3]), ("xl/workbook.xml", list(ENDINGS)[4])):
        if part in names and "[Content_Types].xml" in names:
            return media_type
    raise WrongType(name=name, accepted=ACCEPTED)


def _check_office(content: bytes, name: str) -> None:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        entries = archive.infolist()
        unpacked = sum(entry.file_size for entry in entries)
        if len(entries) > _MOST_ENTRIES or unpacked > _MOST_UNPACKED or unpacked > len(content) * _MOST_RATIO:
            raise Bomb(name=name, what=f"{unpacked // 1024**2} MB, {len(entries)} ×")
        if any(entry.flag_bits & 1 for entry in entries):
            raise EncryptedFile(name=name)
        if any(entry.filename.lower().endswith("vbaproject.bin") for entry in entries):
            raise ActiveContent(name=name, what=Phrase("macro", "macros"))
        try:
            bad = archive.testzip()
        except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError):
            bad = "?"
        if bad:
            raise BrokenFile(name=name)


def _check_pixels(size: tuple[int, int], name: str) -> None:
    if size[0] * size[1] > _MOST_PIXELS:
        raise Bomb(name=name, what=f"{size[0]} × {size[1]} px")


def _png_size(content: bytes, name: str) -> tuple[int, int]:
    place, size, ended = 8, (0, 0), False
    while place + 12 <= len(content) and not ended:
        length, kind = struct.unpack(">I4s", content[place : place + 8])
        body = content[place + 8 : place + 8 + length]
        checksum = content[place + 8 + length : place + 12 + length]
        if len(checksum) < 4 or struct.unpack(">I", checksum)[0] != zlib.crc32(kind + body):
            raise BrokenFile(name=name)
        if kind == b"IHDR" and length == 13:
            size = struct.unpack(">II", body[:8])
        ended = kind == b"IEND"
        place += 12 + length
    if not ended or not all(size):
        raise BrokenFile(name=name)
    return size


def _jpeg_size(content: bytes, name: str) -> tuple[int, int]:
    place = 2
    while place + 9 < len(content):
        if content[place] != 0xFF:
            break
        marker = content[place + 1]
        if marker == 0xFF:
            place += 1
            continue
        if 0xC0 <= marker <= 0xCF and marker not in {0xC4, 0xC8, 0xCC}:
            height, width = struct.unpack(">HH", content[place + 5 : place + 9])
            if width and height and b"\xff\xd9" in content[-4096:]:
                return width, height
            break
        place += 2 + struct.unpack(">H", content[place + 2 : place + 4])[0]
    raise BrokenFile(name=name)


def _check_pdf(content: bytes, name: str) -> int:
    from pypdf import PdfReader  # noqa: PLC0415 - half a second of import time, only for PDF uploads
    from pypdf.errors import LimitReachedError, PyPdfError  # noqa: PLC0415

    if b"%%EOF" not in content[-2048:]:
        raise BrokenFile(name=name)
    try:
        reader = PdfReader(BytesIO(content))
        if reader.is_encrypted and not reader.decrypt(""):
            raise EncryptedFile(name=name)
        pages = len(reader.pages)
        danger = next(_dangers(reader), None) if pages else None
    except LimitReachedError:
        raise Bomb(name=name, what="PDF") from None
    except (PyPdfError, ValueError, TypeError, KeyError, AttributeError, IndexError, RecursionError, OSError):
        raise BrokenFile(name=name) from None
    if not pages:
        raise BrokenFile(name=name)
    if danger:
        raise ActiveContent(name=name, what=danger)
    return pages


def _dangers(reader: Any) -> Iterator[Phrase]:
    """Yield what could act by itself when the PDF is opened."""
    root = reader.trailer["/Root"].get_object()
    names = root.get("/Names", {}).get_object() if "/Names" in root else {}
    if "/JavaScript" in names or _acts(root.get("/OpenAction")) or "/AA" in root:
        yield Phrase("mã lệnh tự chạy", "code that runs by itself")
    if "/EmbeddedFiles" in names:
        yield Phrase("tệp đính kèm bên trong", "files hidden inside")
    form = root.get("/AcroForm")
    if form is not None and "/XFA" in form.get_object():
        yield Phrase("biểu mẫu động XFA", "an XFA form")
    for page in reader.pages:
        if "/AA" in page:
            yield Phrase("mã lệnh tự chạy", "code that runs by itself")
        for note in page.get("/Annots", None) or []:
            if _acts(note.get_object().get("/A")) or "/AA" in note.get_object():
                yield Phrase("mã lệnh tự chạy", "code that runs by itself")


def _acts(action: Any) -> bool:
    found = action.get_object() if action is not None else None
    return isinstance(found, dict) and found.get("/S") in {"/JavaScript", "/Launch", "/ImportData", "/SubmitForm"}
