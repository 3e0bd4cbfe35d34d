"""The weekly briefing as one page of PDF, in the reader's language."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from motcua.core.phrases import Phrase
from motcua.core.selectors import is_simulated
from motcua.documents import typesetting
from motcua.reports.briefing import Briefing
from motcua.rules.levels import LEVELS


def write(told: Briefing, *, scope: str = "", at: datetime | None = None) -> bytes:
    """Return the paper; `scope` is the name of the agency the briefing speaks of."""
    return typesetting.draw("common/briefing", facts_of(told, scope), timezone.localtime(at))


def facts_of(told: Briefing, scope: str = "") -> dict[str, Any]:
    """Return what the layout places."""
    window = told.request.window
    return {
        "title": title(),
        "language": str(Phrase("vi", "en")),
        "window": str(Phrase(window.vi, window.en)).capitalize(),
        "scope": scope_words(told, scope),
        "warning": str(Phrase("Số liệu mô phỏng.", "Simulated figures.")) if is_simulated() else "",
        "nothing": str(Phrase("Không có gì cần nêu.", "Nothing to report.")),
        "source": str(Phrase("Nguồn: sổ cái sự kiện của hệ thống này", "Source: the ledger of this system")),
        "parts": [
            {"title": str(Phrase(p.vi, p.en)), "lines": [str(Phrase(s.vi, s.en)) for s in p.sentences]}
            for p in told.parts
        ],
    }  # fmt: skip


def title() -> str:
    """Return what the paper is called."""
    return str(Phrase("Bản tin tuần", "Weekly briefing"))


def scope_words(told: Briefing, scope: str = "") -> str:
    """Return of whom the briefing speaks."""
    level = LEVELS[told.request.level] if told.request.level else None
    parts = [scope or told.request.agency_code, str(Phrase(level.vi, level.en)) if level else ""]
    named = ", ".join(part for part in parts if part)
    return named or str(Phrase("Toàn bộ cơ quan", "All agencies"))
