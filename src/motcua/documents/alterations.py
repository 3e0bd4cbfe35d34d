"""What was altered in a signed file, in words: bytes of the signed part, or parts added afterwards."""

import difflib
from io import BytesIO
from typing import Any

from motcua.core.phrases import Phrase
from motcua.documents import manifest

_MANY = 8
_WHOLE_REVISION = 2  # pyHanko's coverage level: the whole revision is under the signature


def changes(embedded: Any, pdf: bytes, reader: Any, status: Any) -> list[Phrase]:
    """Return what differs from what was signed; nothing if all is whole or only signatures were added."""
    found: list[Phrase] = []
    if not status.intact:
        found += _inside(reader)
    elif _envelope_differs(embedded, pdf):
        found.append(Phrase("vùng chứa chữ ký bị sửa", "the space that holds the signature was changed"))
    stamp = status.timestamp_validity
    if stamp is not None and not (stamp.intact and stamp.valid):
        found.append(Phrase("dấu thời gian bị sửa", "the timestamp was changed"))
    end = embedded.byte_range[2] + embedded.byte_range[3]
    last = embedded.signed_revision == reader.xrefs.total_revisions - 1
    loose = pdf[end:] if last else pdf[pdf.rfind(b"%%EOF") + 5 :]
    if status.coverage is not None and status.coverage.value < _WHOLE_REVISION:
        what = "chữ ký không bao trùm toàn bộ văn bản"
        found.append(Phrase(what, "the signature does not cover the whole paper"))
    if loose.strip() or (len(pdf) > end and not _is_harmless(status)):
        found += _afterwards(embedded, pdf, reader, end)
    return found


def _envelope_differs(embedded: Any, pdf: bytes) -> bool:
    """Return whether the signature's own space holds anything but the signature and zeros."""
    from asn1crypto.parser import peek  # noqa: PLC0415 - loaded with the verifier

    start, stop = embedded.byte_range[0] + embedded.byte_range[1], embedded.byte_range[2]
    space = pdf[start:stop]
    digits = space[1:-1]
    if space[:1] != b"<" or space[-1:] != b">" or digits not in (digits.lower(), digits.upper()):
        return True
    content = bytes.fromhex(digits.decode("ascii"))
    return bool(content[peek(content) :].strip(b"\0"))


def _is_harmless(status: Any) -> bool:
    level = status.modification_level
    return bool(level is not None and level.name in {"NONE", "LTA_UPDATES", "FORM_FILLING"} and status.docmdp_ok)


def _inside(reader: Any) -> list[Phrase]:
    wanted = manifest.kept(reader)
    numbers = manifest.differing(reader, wanted) if wanted else []
    if wanted and len(numbers) > len(wanted) // 2:
        return [Phrase("toàn bộ tệp đã được ghi lại", "the whole file was written anew")]
    labels = parts(reader)
    told = list(dict.fromkeys(_label(labels, number) for number in numbers))[:_MANY]
    if told:
        return [Phrase(f"nội dung đã ký bị sửa: {one.vi}", f"signed content was changed: {one.en}") for one in told]
    return [Phrase("nội dung nằm trong phần đã ký bị sửa", "bytes inside the signed part were changed")]


def _afterwards(embedded: Any, pdf: bytes, reader: Any, end: int) -> list[Phrase]:
    added = len(pdf) - end
    found = [
        Phrase(f"{added} byte được thêm vào sau chữ ký", f"{added} bytes were added after the signature"),
    ]
    numbers: set[int] = set()
    for revision in range(embedded.signed_revision + 1, reader.xrefs.total_revisions):
        numbers |= {ref.idnum for ref in reader.xrefs.explicit_refs_in_revision(revision)}
    labels = parts(reader)
    told = list(dict.fromkeys(_label(labels, number) for number in sorted(numbers)))[:_MANY]
    found += [Phrase(f"thêm hoặc thay {one.vi}", f"added or replaced: {one.en}") for one in told]
    return found + _text_changes(pdf[:end], pdf)


def _label(labels: dict[int, Phrase], number: int) -> Phrase:
    return labels.get(number, Phrase(f"đối tượng số {number}", f"object {number}"))


def parts(reader: Any) -> dict[int, Phrase]:
    """Return object number → what it is to a reader of the paper, as far as the file can still be walked."""
    labels: dict[int, Phrase] = {}
    pages = _pages(reader)
    for number, page in enumerate(pages, start=1):
        labels.setdefault(page.idnum, Phrase(f"trang {number}", f"page {number}"))
    names = (
        ("/Contents", "nội dung trang {n}", "content of page {n}"),
        ("/Annots", "ghi chú, liên kết hoặc trường trên trang {n}", "a note, link or field on page {n}"),
        ("/Resources", "phông chữ, hình ảnh trang {n}", "fonts and pictures of page {n}"),
    )
    for key, vi, en in names:
        for number, page in enumerate(pages, start=1):
            _spread(page, key, Phrase(vi.format(n=number), en.format(n=number)), labels)
    rest = (
        ("/Metadata", "thông tin mô tả văn bản", "the description of the paper"),
        ("/StructTreeRoot", "cấu trúc cho trình đọc màn hình", "the structure for screen readers"),
        ("/OutputIntents", "hồ sơ màu", "the colour profile"),
        ("/Pages", "danh sách trang", "the list of pages"),
        ("/AcroForm", "biểu mẫu và chữ ký", "form and signatures"),
    )
    labels.setdefault(reader.root_ref.idnum, Phrase("danh mục của tệp", "the file's catalogue"))
    for key, vi, en in rest:
        _spread(reader.root_ref, key, Phrase(vi, en), labels)
    return labels


def _spread(start: Any, key: str, label: Phrase, labels: dict[int, Phrase]) -> None:
    """Give `label` to every object below one entry that has no label yet."""
    from pyhanko.pdf_utils.generic import IndirectObject  # noqa: PLC0415 - loaded with the verifier

    try:
        holder: Any = start.get_object()
        waiting: list[Any] = [holder.raw_get(key)] if key in holder else []
        while waiting:
            one: Any = waiting.pop()
            if isinstance(one, IndirectObject):
                if one.idnum in labels:
                    continue
                labels[one.idnum] = label
                one = one.get_object()  # type: ignore[no-untyped-call]
            inner: Any = []
            if isinstance(one, dict):
                inner = [name for name in one if name not in ("/Parent", "/P", "/Pg")]
            elif isinstance(one, list):
                inner = range(len(one))
            raw: Any = getattr(one, "raw_get", None)
            waiting += [raw(place) for place in inner]
    except Exception:  # noqa: S110 - where a damaged file cannot be walked, its parts stay unnamed
        pass


def _pages(reader: Any) -> list[Any]:
    found: list[Any] = []

    def walk(node: Any) -> None:
        for position in range(len(node["/Kids"])):
            ref = node["/Kids"].raw_get(position)
            if "/Kids" in ref.get_object():
                walk(ref.get_object())
            else:
                found.append(ref)

    try:
        walk(reader.root["/Pages"])
    except Exception:
        return found
    return found


def _text_changes(before: bytes, after: bytes) -> list[Phrase]:
    """Return lines of text that are no longer, or newly, on the pages."""
    old, new = _lines(before), _lines(after)
    found = []
    for line in difflib.unified_diff(old, new, lineterm="", n=0):
        if line.startswith("-") and not line.startswith("---"):
            found.append(Phrase(f"mất dòng “{line[1:]}”", f"line “{line[1:]}” is gone"))
        elif line.startswith("+") and not line.startswith("+++"):
            found.append(Phrase(f"thêm dòng “{line[1:]}”", f"line “{line[1:]}” is new"))
    return found[:_MANY]


def _lines(pdf: bytes) -> list[str]:
    from pypdf import PdfReader  # noqa: PLC0415 - only when a file was altered

    try:
        return [line for page in PdfReader(BytesIO(pdf)).pages for line in page.extract_text().splitlines()]
    except Exception:
        return []
