"""What stands beside the counts on a manager's first page: index, satisfaction, officers, the period before.

Each is a value with its note, or says that nobody has told it; none is computed where it would keep the page waiting.
"""

from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from django.utils import timezone

from motcua.core.phrases import Phrase
from motcua.core.templatetags.motcua import number, percent
from motcua.dossiers.voice.selectors import rating_figures
from motcua.insight.asking import Asked
from motcua.quality.selectors import index_for
from motcua.reports.counting import codes_under, count, ledger_of, unit_of
from motcua.reports.definitions.on_time import rate_of
from motcua.reports.request import Request, earlier
from motcua.reports.tables import Rate
from motcua.rules.confidence import differs
from motcua.rules.windows import WindowKind
from motcua.staffing import kept
from motcua.staffing.plan import question_of


@dataclass(frozen=True, slots=True)
class Stat:
    """One figure with its note and the page that explains it."""

    label: Any
    value: Any
    note: Any
    href: str = ""


def beside(ask: Asked) -> list[Stat]:
    """Return index, satisfaction and officers of the asked scope."""
    return [_quality(ask), _satisfaction(ask), _officers(ask)]


def _quality(ask: Asked) -> Stat:
    label = Phrase("Chỉ số chất lượng 766", "Quality index 766")
    href = ask.link("/dieu-hanh/chi-so-766/")
    if ask.request.level is not None:
        return Stat(label, "–", Phrase("tính cho cơ quan, không cho một cấp", "scored for agencies, not levels"), href)
    index = index_for(ask.request)
    note = Phrase("trên {n} điểm đo được, trong 100", "of {n} that can be measured, of 100")
    return Stat(label, number(index.total), note.format(n=number(index.given)), href)


def _satisfaction(ask: Asked) -> Stat:
    """Return the share of answers that were content (4 or 5 of 5), over all aspects asked."""
    label = Phrase("Hài lòng", "Content")
    if ask.request.level is not None:
        return Stat(label, "–", Phrase("chọn cơ quan để xem", "choose an agency to see it"))
    days = ask.request.window.days
    began, ended = (timezone.make_aware(datetime.combine(day, time())) for day in (days.start, days.before))  # type: ignore[arg-type]
    unit = unit_of(ask.request) if ask.request.agency_code else None
    found = rating_figures(began, ended, unit)
    content, answered = (sum(getattr(each, name) for each in found.aspects) for name in ("content", "answered"))
    if not answered:
        return Stat(label, "–", Phrase("chưa có đánh giá trong kỳ", "nobody rated in the period"))
    note = Phrase("{a}/{b} câu trả lời; {c}/{d} hồ sơ được đánh giá", "{a} of {b} answers; {c} of {d} dossiers rated")
    told = note.format(a=number(content), b=number(answered), c=number(found.rated), d=number(found.returned))
    return Stat(label, percent(content / answered, 1), told)


def _officers(ask: Asked) -> Stat:
    """Return officers present against needed, from the plan if it was drawn up; a page does not wait for one."""
    label, href = Phrase("Cán bộ có / cần", "Officers present / needed"), ask.link("/dieu-hanh/nhan-su/")
    words = ask.words
    level = words["level"]
    answer = kept.known_answer(question_of(words["period"], window=words["window"], level=level))
    if answer is None and level:
        # The plan of the country holds every level; only its curve and ranges are of the whole.
        answer = kept.known_answer(question_of(words["period"], window=words["window"]))
    if answer is None:
        return Stat(label, "–", Phrase("mở trang Nhân sự để lập phương án", "open Staffing to draw up a plan"), href)
    units = [unit for unit in answer["units"] if not level or unit["level"] == level]
    if ask.request.agency_code:
        mine = set(codes_under(ask.request))
        units = [unit for unit in units if unit["code"] in mine]
    present, needed = (sum(unit[name] for unit in units) for name in ("present", "needed"))
    short = sum(max(0, unit["change"]) for unit in units)
    note = Phrase("{n} đơn vị; thiếu {s} người ở nơi thiếu", "{n} units; {s} short where short")
    told = note.format(n=number(len(units)), s=number(short))
    return Stat(label, f"{number(present)} / {number(needed)}", told, href)


def against_before(request: Request, rate: Rate) -> str:
    """Return how the on-time rate stands to the period before; nothing for a window of one's own choice."""
    if request.window.kind is WindowKind.CUSTOM or rate.value is None:
        return ""
    then = earlier(request)
    with ledger_of(then) as connection:
        [row] = count(connection, then, names=("early", "on_time", "late"))
    before = rate_of(row)
    if before.value is None:
        return ""
    real = differs(rate.numerator, rate.denominator, before.numerator, before.denominator)
    verdict = Phrase("khác thật", "a real change") if real else Phrase("trong mức dao động thường", "within chance")
    told = Phrase("{p}: {r} ({v})", "{p}: {r} ({v})")
    name = Phrase(then.period.vi, then.period.en)
    return told.format(p=name, r=percent(before.value), v=verdict)
