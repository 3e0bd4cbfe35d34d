"""Answers kept on disk until the ledger changes, so that a page need not plan anew.

Only plans without a given table are kept. A file that cannot be read is made again.
"""

import hashlib
import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

from motcua.ledger import store
from motcua.staffing import present
from motcua.staffing.answers import as_dict
from motcua.staffing.plan import Question, make_plan

# Counts up when an answer gets other members, so that kept ones of before are not read.
SHAPE = 3
MOST_KEPT = 40


def answer_of(question: Question) -> dict[str, Any]:
    """Return the answer as JSON values, kept or planned now."""
    path = _path(question)
    if not path.exists():
        text = json.dumps(as_dict(make_plan(question)), ensure_ascii=False, default=str)
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_suffix(f".{timezone.now().timestamp()}.tmp")
        fresh.write_text(text, encoding="utf-8")
        fresh.replace(path)
        _sweep(path.parent)
    return _read(path)


@lru_cache(maxsize=4)
def _read(path: Path) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return answer


def prepare(question: Question) -> bool:
    """Plan a question whose answer is not kept yet; return whether that was needed."""
    if _path(question).exists():
        return False
    answer_of(question)
    return True


def known_answer(question: Question) -> dict[str, Any] | None:
    """Return the answer if it was planned since the ledger last changed; a page that shows it in passing asks so."""
    path = _path(question)
    return _read(path) if path.exists() else None


def _path(question: Question) -> Path:
    """Return the file of the question: ledger, postings and question as they are make its name."""
    posted = sorted(present.posted(question.days.begin).items())
    facts = [SHAPE, store.manifest().generation, posted, str(question.days), question.level, question.officers]
    key = hashlib.sha256(repr([*facts, question.target_wait, question.period.name]).encode()).hexdigest()[:24]
    return Path(settings.DATA_DIR) / "staffing" / f"{key}.json"


def _sweep(folder: Path) -> None:
    oldest = sorted(folder.glob("*.json"), key=lambda path: path.stat().st_mtime)
    for path in oldest[:-MOST_KEPT]:
        path.unlink(missing_ok=True)
