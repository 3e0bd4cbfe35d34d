"""What the system takes from the law and what it takes for granted: every parameter with its mark."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from motcua.accounts.duties import Duty
from motcua.accounts.gate import officers_with
from motcua.core.law_register import MARKS, Chapter, Mark, Parameter, chapters, readings
from motcua.core.phrases import Phrase

TOLD = {
    "UNVERIFIED": (Phrase("Chưa kiểm chứng", "Unverified"), "bad"),
    "ASSUMPTION": (Phrase("Giả định", "Assumption"), "warn"),
}
Line = tuple[str, Parameter, tuple[Mark, ...]]


@officers_with(Duty.ADMINISTER, Duty.PROCEDURE_CONTROL, Duty.AUDIT)
def index(request: HttpRequest) -> HttpResponse:
    """Show what nobody has confirmed first, then every parameter by subject."""
    law = chapters()
    doubtful = sorted((line for chapter in law for line in _doubtful(chapter)), key=_gravity)
    facts = {"doubtful": doubtful, "chapters": law, "readings": readings(), "counts": _counts(doubtful)}
    return render(request, "backoffice/parameters.html", facts)


def _doubtful(chapter: Chapter) -> list[Line]:
    """Return the parameters with a mark of their own; where the whole table is marked, the table is one line."""
    own: list[Line] = [(chapter.module, each, each.marks) for each in chapter.parameters if each.marks]
    if not chapter.marks:
        return own
    names = ", ".join(dict.fromkeys(each.name for each in chapter.parameters if not each.marks))
    whole = Parameter(names, chapter.question, "", source=chapter.source)
    return [(chapter.module, whole, chapter.marks), *own]


def _gravity(line: Line) -> tuple[int, str]:
    return min(MARKS.index(mark.kind) for mark in line[2]), line[0]


def _counts(lines: list[Line]) -> list[tuple[Phrase, str, int]]:
    kinds = [kind for _, _, marks in lines for kind in {mark.kind for mark in marks}]
    return [(*TOLD[kind], kinds.count(kind)) for kind in MARKS]
