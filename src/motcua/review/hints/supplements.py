"""Papers that officers ask for again and again: unclear in the text, hard to get, or not needed."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from motcua.dossiers.asked_items import codes_asked
from motcua.review.asked_papers import AskedPaper, AskedPapers, asked_between
from motcua.review.hints.found import Evidence, Hint
from motcua.review.hints.reading import Catalogue, Text
from motcua.review.hints.usage import YEAR_DAYS
from motcua.rules.parameters.compliance_times import PARAMETERS

# ASSUMPTION: fewer requests, or a smaller part of a procedure's requests, may be chance.
LEAST_REQUESTS, LEAST_SHARE = 5, 0.2
MOST_PROCEDURES = 200
# Who is asked prepares the paper once more and comes once more.
HOURS = float(PARAMETERS["hours_per_paper"].value) + float(PARAMETERS["hours_per_visit"].value)


def asked_of_all(on: date) -> Mapping[str, AskedPapers]:
    """Return the papers asked for in the year up to a day, by procedure, for those asked most."""
    first = on - timedelta(days=YEAR_DAYS - 1)
    codes = codes_asked(first, on, least=LEAST_REQUESTS, most=MOST_PROCEDURES)
    return {code: asked_between(code, first, on) for code in codes}


def causes_supplements(catalogue: Catalogue) -> Iterator[Hint]:
    """Yield each paper that a good part of a procedure's requests name."""
    for text in catalogue.texts:
        asked = catalogue.asked.get(text.code)
        for paper in asked.papers if asked else ():
            if asked and paper.requests >= LEAST_REQUESTS and paper.requests >= LEAST_SHARE * asked.requests:
                yield _hint(text, paper, asked)


def _hint(text: Text, paper: AskedPaper, asked: AskedPapers) -> Hint:
    share = f"{100 * paper.requests / asked.requests:.0f}"
    shown = [
        Evidence(
            text.code,
            f"{paper.requests}/{asked.requests} lần yêu cầu bổ sung trong một năm ({share} %) nêu giấy này, "
            f"ở {paper.dossiers} hồ sơ",
            f"{paper.requests} of {asked.requests} requests of a year ({share} %) name it, "
            f"of {paper.dossiers} dossiers",
        )
    ]
    if paper.median_days is not None:
        days = f"{paper.median_days:g}"
        shown.append(Evidence("", f"Người nộp mất {days.replace('.', ',')} ngày (trung vị) để bổ sung",
                              f"People take {days} days (median) to answer"))  # fmt: skip
    numbers = ", ".join(paper.examples)
    shown.append(Evidence("", f"Hồ sơ để xem: {numbers}", f"Dossiers to look at: {numbers}"))
    why_vi, why_en = (
        ("Giấy có trong thành phần hồ sơ mà người nộp hay thiếu: viết rõ hơn, lấy từ dữ liệu, hoặc bỏ.",
         "The text asks for it, yet people often lack it: say it more clearly, take it from a register, or drop it.")
        if paper.is_of_the_text
        else ("Giấy KHÔNG có trong thành phần hồ sơ đã công bố mà cán bộ vẫn hỏi: không được hỏi, hoặc phải công bố.",
              "The published text does NOT ask for it, yet officers do: do not ask, or publish it.")
    )  # fmt: skip
    return Hint(
        "causes_supplements", f"{text.name} – {paper.name}", why_vi, why_en, (text.code,), tuple(shown),
        hours_each=HOURS, hours_a_year=round(HOURS * paper.dossiers, 1),
        fields=(text.field,) if text.field else (),
    )  # fmt: skip
