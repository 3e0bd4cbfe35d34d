"""What is a file, by its first bytes and whatever its name says? What holds no records, one a line, is refused."""

import re
from pathlib import PurePath

from motcua.procedures.errors import FileUnreadable

ENOUGH = 512
_BOM = b"\xef\xbb\xbf"
# First bytes → what the file is and what to do about it (vi, en).
_UNPACK = ("hãy giải nén rồi nhập tệp .jsonl bên trong", "unpack it and import the .jsonl file inside")
_NO_DATA = ("hãy tải lại dữ liệu dạng .jsonl từ nguồn", "fetch the data as .jsonl from its source")
_OTHERS: tuple[tuple[bytes, tuple[str, str], tuple[str, str]], ...] = (
    (b"PK\x03\x04", ("tệp ZIP (hoặc bảng tính, văn bản Office)", "a ZIP file (or an Office document)"), _UNPACK),
    (b"BZh", ("tệp nén bzip2", "a bzip2 archive"), _UNPACK),
    (b"\x28\xb5\x2f\xfd", ("tệp nén Zstandard", "a Zstandard archive"), _UNPACK),
    (b"7z\xbc\xaf\x27\x1c", ("tệp nén 7-Zip", "a 7-Zip archive"), _UNPACK),
    (b"Rar!", ("tệp nén RAR", "a RAR archive"), _UNPACK),
    (b"%PDF", ("tệp PDF", "a PDF document"), _NO_DATA),
    (b"\xd0\xcf\x11\xe0", ("tệp Excel hoặc Word đời cũ", "an old Excel or Word document"), _NO_DATA),
    (b"SQLite format 3", ("cơ sở dữ liệu SQLite", "an SQLite database"), _NO_DATA),
    (b"PAR1", ("tệp Parquet", "a Parquet file"), _NO_DATA),
    (
        b"<",
        ("trang HTML hoặc tệp XML, có thể là trang báo lỗi", "an HTML page or XML, perhaps an error page"),
        _NO_DATA,
    ),
)
_ONE_A_LINE = (
    "hãy ghi mỗi thủ tục một dòng (ví dụ bằng lệnh jq -c)",
    "write one procedure a line (for instance with jq -c)",
)


def refuse_other_kinds(path: PurePath, start: bytes, *, packed: bool) -> None:
    """Raise FileUnreadable if `start`, the first bytes (unpacked if `packed`), belongs to no file of records."""
    if _in_wide_characters(start):
        said = ("tệp ở dạng UTF-16 hoặc UTF-32", "it is UTF-16 or UTF-32")
        raise _refused(path, said, ("hãy lưu lại UTF-8", "save it as UTF-8"))
    if start[257:262] == b"ustar":
        raise _refused(path, ("bên trong là tệp TAR", "it holds a TAR archive"), _UNPACK)
    text = start.removeprefix(_BOM).lstrip()
    for magic, (vi, en), remedy in _OTHERS:
        if text.startswith(magic):
            raise _refused(path, (f"đây là {vi}", f"it is {en}"), remedy)
    if text.startswith(b"["):
        raise _refused(path, ("cả tệp là một mảng JSON", "the whole file is one JSON array"), _ONE_A_LINE)
    if re.match(rb"\{\s*\r?\n", text):
        said = ("một đối tượng JSON trải trên nhiều dòng", "it is one JSON object over several lines")
        raise _refused(path, said, _ONE_A_LINE)
    if not packed and path.suffix in {".xz", ".gz"} and text and not text.startswith(b"{"):
        kind = path.suffix.removeprefix(".")
        said = (
            f"tên tệp có đuôi .{kind} nhưng nội dung không phải tệp nén {kind}, cũng không phải JSON",
            f"its name ends in .{kind}, yet it is neither such an archive nor JSON",
        )
        raise _refused(path, said, ("hãy tải lại tệp", "fetch the file again"))


def _in_wide_characters(start: bytes) -> bool:
    """Return whether `start` is UTF-16 or UTF-32: by its mark, or by the zeros around its first bracket."""
    marked = start.startswith((b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff"))
    return marked or start.startswith((b"{\x00", b"\x00{", b"[\x00", b"\x00[", b"\x00\x00\x00{"))


def _refused(path: PurePath, said: tuple[str, str], remedy: tuple[str, str]) -> FileUnreadable:
    return FileUnreadable(file=path.name, reason_vi=f"{said[0]}; {remedy[0]}", reason=f"{said[1]}; {remedy[1]}")
