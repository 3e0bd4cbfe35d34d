"""The count of one intake: every line read is in exactly one class."""

import base64
import gzip
import json
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from motcua.exchange.outcomes import Flag, Outcome, Rejection
from motcua.ledger import store

# So many refused lines are listed in the answer; all of them are kept on disk.
LISTED = 1000


@dataclass
class Refused:
    """One line that could not be taken in, or whose text must be kept."""

    file: str
    line: int
    reason: str
    text: bytes


@dataclass
class Tally:
    """Counts by outcome, by file, by flag; the lines refused; the duplicates with another body."""

    outcomes: Counter[int] = field(default_factory=Counter)
    by_file: dict[str, Counter[int]] = field(default_factory=dict)
    flags: Counter[str] = field(default_factory=Counter)
    refused: list[Refused] = field(default_factory=list)
    kept: list[Refused] = field(default_factory=list)
    conflicting: list[dict[str, Any]] = field(default_factory=list)
    checked: frozenset[str] = frozenset()

    def count(self, name: str, outcome: npt.NDArray[Any], flags: npt.NDArray[Any]) -> None:
        """Add the readable lines of one file."""
        numbers = np.bincount(outcome, minlength=5)
        counter = self.by_file.setdefault(name, Counter())
        for place, number in enumerate(numbers):
            self.outcomes[place] += int(number)
            counter[place] += int(number)
        bits, sizes = np.unique(flags, return_counts=True)
        for bit, size in zip(bits.tolist(), sizes.tolist(), strict=True):
            for flag in Flag:
                if bit & flag:
                    self.flags[flag.key] += size

    def refuse(self, name: str, line: int, reason: Rejection, text: bytes) -> None:
        """Add one line that was refused."""
        self.outcomes[Outcome.REJECTED] += 1
        self.by_file.setdefault(name, Counter())[Outcome.REJECTED] += 1
        self.refused.append(Refused(name, line, reason.key, text))

    def answer(self) -> dict[str, Any]:
        """Return the counts as the command and the API print them."""
        listed = [
            {"file": r.file, "line": r.line, "code": r.reason, "reason": _phrase(r.reason)}
            for r in self.refused[:LISTED]
        ]
        return {
            **_counts(self.outcomes),
            "flags": dict(sorted(self.flags.items())),
            "rejections": listed,
            "conflicting": self.conflicting[:LISTED],
            "files": [{"file": name, **_counts(counter)} for name, counter in self.by_file.items()],
            "codes_checked": sorted(self.checked),
        }

    def keep_texts(self) -> str:
        """Write every refused or doubtful line as it came; return the name of the file, empty if none."""
        if not self.refused and not self.kept:
            return ""
        name = store.new_file("rejected", "jsonl.gz")
        with gzip.open(store.folder() / name, "wt", encoding="utf-8", compresslevel=3) as file:
            for refused in (*self.refused, *self.kept):
                file.write(json.dumps(_stored(refused), ensure_ascii=False) + "\n")
        return name


def _counts(counter: Counter[int]) -> dict[str, int]:
    return {"read": sum(counter.values()), **{outcome.key: counter[outcome] for outcome in Outcome}}


def _phrase(reason: str) -> dict[str, str]:
    phrase = Rejection[reason.upper()].phrase
    return {"vi": phrase.vi, "en": phrase.en}


def _stored(refused: Refused) -> dict[str, Any]:
    row: dict[str, Any] = {"file": refused.file, "line": refused.line, "reason": refused.reason}
    try:
        row["text"] = refused.text.decode("utf-8")
    except UnicodeDecodeError:
        row["base64"] = base64.b64encode(refused.text).decode("ascii")
    return row
