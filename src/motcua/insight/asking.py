"""What a manager asks: period, window, level and agency, from the address of the page."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, QueryDict
from django.utils import timezone

from motcua.core.phrases import Phrase, explain
from motcua.core.selectors import is_simulated
from motcua.reports import names
from motcua.reports.request import Request, request_of
from motcua.rules.errors import RuleViolation
from motcua.rules.levels import LEVELS, Level

SUBJECTS = (
    (Phrase("Tổng quan", "Overview"), "/dieu-hanh/"),
    (Phrase("Bản tin tuần", "Weekly briefing"), "/dieu-hanh/tuan/"),
    (Phrase("Báo cáo", "Reports"), "/dieu-hanh/bao-cao/"),
    (Phrase("Chỉ số 766", "Quality index"), "/dieu-hanh/chi-so-766/"),
    (Phrase("Nhân sự", "Staffing"), "/dieu-hanh/nhan-su/"),
    (Phrase("Quy trình", "Processes"), "/dieu-hanh/quy-trinh/"),
    (Phrase("Rà soát", "Review"), "/dieu-hanh/ra-soat/"),
)


@dataclass(frozen=True, slots=True)
class Asked:
    """The request of a page, and what was not understood of it."""

    request: Request
    problem: str
    words: dict[str, str]

    def link(self, address: str, **changes: Any) -> str:
        """Return an address that keeps what is asked, with `changes`."""
        words = {**self.words, **{name: str(value) for name, value in changes.items()}}
        return f"{address}?{urlencode({name: value for name, value in words.items() if value})}"


def usual_period(today: date | None = None) -> str:
    """Return the quarter that ended last; in the simulated nation its own quarter."""
    if is_simulated():
        return "2023Q1"
    day = today or timezone.localdate()
    quarter = (day.month - 1) // 3
    return f"{day.year}Q{quarter}" if quarter else f"{day.year - 1}Q4"


def asked(request: HttpRequest, **instead: str) -> Asked:
    """Read the address; what is not understood is said, and the usual shown instead."""
    words = {**_words(request.GET), **instead}
    try:
        return Asked(request_of(**words), "", words)
    except RuleViolation as refusal:
        usual = {**words, "period": usual_period(), "window": "statutory", "level": "", "as_known_on": ""}
        return Asked(request_of(**usual), explain(refusal), usual)


def _words(given: QueryDict) -> dict[str, str]:
    names = {"period": usual_period(), "window": "statutory", "level": "", "agency": "", "as_known_on": ""}
    return {name: given.get(name, "").strip() or usual for name, usual in names.items()}


def level_name(level: Level | None) -> str:
    """Return the name of a level for the reader."""
    if level is None:
        return str(Phrase("Chưa rõ cấp", "Level unknown"))
    return str(Phrase(LEVELS[level].vi, LEVELS[level].en))


def agency_names(codes: list[str]) -> dict[str, str]:
    """Return the name behind each code, or the code itself; an empty code is unknown. Two queries."""
    return names.agency_names(codes, str(Phrase("Chưa rõ cơ quan", "Agency unknown")))
