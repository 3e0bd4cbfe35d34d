"""Search of the real catalogue in process, against a plain fuzzy scan of all names."""

import json
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from rapidfuzz import fuzz, process

from motcua.core.text import fold
from motcua.procedures.search.engine import search
from motcua.procedures.search.index import Index
from motcua.procedures.search.synonyms import starter

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT.parent / "shared" / "data"
QUERIES = ROOT / "tests" / "procedures_search" / "queries.jsonl"


def run() -> Iterator[dict[str, object]]:
    if not DATA.is_dir():
        yield {"work": "search", "figure": None, "unit": "the real data folder is not beside this checkout"}
        return
    from tests.procedures_search import raw_entries

    entries = list(raw_entries.entries(DATA))
    began = time.perf_counter()
    index = Index(entries, starter())
    yield {"work": f"build the index of {len(entries)}", "figure": round(time.perf_counter() - began, 2), "unit": "s"}
    queries = [json.loads(line) for line in QUERIES.read_text("utf-8").splitlines()]
    yield from _scores(index, queries)
    typed = [query["q"] for query in queries]
    names = [fold(entry.name) for entry in entries]
    ours = _percentile(lambda text: search(index, text, 10), typed)
    scan = _percentile(
        lambda text: process.extract(fold(text), names, scorer=fuzz.token_set_ratio, limit=10), typed[:100]
    )
    yield {
        "work": "search, 95th percentile of processor time",
        "figure": ours,
        "unit": "ms",
        "peer": scan,
        "ratio": round(scan / ours, 1),
    }


def _scores(index: Index, queries: list[dict[str, object]]) -> Iterator[dict[str, object]]:
    for part in ("tuned", "held", "later", "blind1", "blind2", "blind3", "blind4"):
        asked = [query for query in queries if query["part"] == part]
        found = [(query["codes"], [hit.code for hit in search(index, str(query["q"]), 5)]) for query in asked]
        first = sum(bool(hits) and hits[0] in codes for codes, hits in found)  # type: ignore[operator]
        five = sum(bool(set(hits) & set(codes)) for codes, hits in found)  # type: ignore[call-overload]
        yield {"work": f"first answer right, {part} queries", "figure": f"{first}/{len(asked)}", "unit": ""}
        yield {"work": f"right among five, {part} queries", "figure": f"{five}/{len(asked)}", "unit": ""}


def _percentile(work: Callable[[str], object], typed: Iterable[str]) -> float:
    times = []
    for text in typed:
        # Processor time: what else the machine does is not counted.
        began = time.process_time()
        work(text)
        times.append(time.process_time() - began)
    return round(sorted(times)[int(len(times) * 0.95)] * 1000, 2)
