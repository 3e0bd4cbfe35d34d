"""Sentences in the two languages of the house, side by side.

Vietnamese first, English second, both written where the thing is defined, so that
a status, reason or event never lacks its phrase (docs/decisions/two-languages.md).
"""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language


def speaks_english() -> bool:
    """Return whether the present reader chose English."""
    return (get_language() or "vi").startswith("en")


@dataclass(frozen=True, slots=True)
class Phrase:
    """One sentence in Vietnamese and English; `str()` gives the reader's."""

    vi: str
    en: str

    def __str__(self) -> str:
        return self.en if speaks_english() else self.vi

    def format(self, **facts: Any) -> str:
        return str(self).format(**facts)

    def __mod__(self, facts: Any) -> str:
        """Return the sentence as Django asks for it where an error of a field carries facts; most name none."""
        return str(self) % facts if "%(" in str(self) else str(self)

    # Django's choices and templates treat callables and strings alike; a Phrase must
    # survive deepcopy and comparison in migrations without being resolved too early.
    def deconstruct(self) -> tuple[str, tuple[str, str], dict[str, Any]]:
        return ("motcua.core.phrases.Phrase", (self.vi, self.en), {})


def explain(refusal: Exception) -> str:
    """Return the sentence of a refusal in the reader's language."""
    sentence = getattr(refusal, "sentence", None)
    return sentence("en" if speaks_english() else "vi") if sentence else str(refusal)
