"""Event logs of others: XES, OCEL 2.0 and CSV become one table of events.

Each reader gives `Columns`; the first thing that is wrong is refused with its place.
"""

from collections.abc import Callable
from pathlib import Path

from motcua.review.errors import BrokenLog, EmptyLog, UnknownLogForm
from motcua.review.logs.columns import Columns, opened
from motcua.review.logs.csv_log import read_csv
from motcua.review.logs.ocel_forms import Log, load_json, load_sqlite, load_xml
from motcua.review.logs.ocel_log import read_ocel
from motcua.review.logs.xes_log import read_xes

OCEL: dict[str, Callable[[Path], Log]] = {"ocel_json": load_json, "ocel_xml": load_xml, "ocel_sqlite": load_sqlite}
ENDINGS = {
    ".xes": "xes", ".csv": "csv", ".tsv": "csv", ".json": "ocel_json", ".jsonocel": "ocel_json",
    ".xmlocel": "ocel_xml", ".sqlite": "ocel_sqlite",
}  # fmt: skip


def read_log(path: Path, *, object_type: str | None = None) -> Columns:
    """Return the events of `path`, whatever of the three forms it has.

    `object_type` chooses what a case is in an OCEL log; without it, the type that most
    events touch exactly once.
    """
    if not path.is_file():
        raise BrokenLog(
            file=path.name,
            place_vi="tệp",
            place_en="file",
            reason_vi="không tìm thấy tệp.",
            reason_en="there is no such file.",
        )
    kind = _kind(path)
    columns = (
        read_ocel(path, OCEL[kind], object_type) if kind in OCEL else {"xes": read_xes, "csv": read_csv}[kind](path)
    )
    if not len(columns):
        raise EmptyLog(file=path.name)
    return columns


def _kind(path: Path) -> str:
    name = path.name.lower().removesuffix(".gz")
    named = next((kind for ending, kind in ENDINGS.items() if name.endswith(ending)), "")
    if named:
        return named
    # The name says nothing; the beginning of the file does.
    try:
        with opened(path) as file:
            head = file.read(65536).lstrip(b"\xef\xbb\xbf \t\r\n")
    except (OSError, EOFError) as fault:
        raise UnknownLogForm(file=path.name) from fault
    if head.startswith(b"SQLite format 3"):
        return "ocel_sqlite"
    if head.startswith(b"<"):
        is_ocel = any(mark in head for mark in (b"<object-types", b"<event-types", b"<objects"))
        return "ocel_xml" if is_ocel and b"<trace" not in head else "xes"
    if head.startswith(b"{"):
        return "ocel_json"
    if b"," in head or b";" in head or b"\t" in head:
        return "csv"
    raise UnknownLogForm(file=path.name)
