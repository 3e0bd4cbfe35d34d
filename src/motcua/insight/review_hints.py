"""Pages of `/dieu-hanh/ra-soat/goi-y/`: hints across the catalogue, one hint with its evidence, and the table."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from motcua.accounts.duties import Duty
from motcua.accounts.gate import duties_of, officers_with
from motcua.core.phrases import Phrase, explain
from motcua.core.tables import Cell, Column, Row, Table
from motcua.core.templatetags.motcua import number
from motcua.insight.asking import SUBJECTS
from motcua.insight.dashboard import MANAGERS
from motcua.procedures.models import Procedure
from motcua.review import selectors, services
from motcua.review.hints.found import KINDS, PROPOSALS, USUAL
from motcua.review.models import Campaign, SimplificationHint
from motcua.rules.errors import RuleViolation

HINTS = "/dieu-hanh/ra-soat/goi-y/"
TABS = (
    (Phrase("Gợi ý đơn giản hóa", "Hints"), HINTS),
    (Phrase("Kế hoạch rà soát", "Review plans"), "/dieu-hanh/ra-soat/ke-hoach/"),
    (Phrase("Đánh giá tác động", "Impact assessment"), "/dieu-hanh/ra-soat/tac-dong/"),
    (Phrase("Chi phí và nếu như", "Cost and what-if"), "/dieu-hanh/ra-soat/"),
)
PAGE = 30
ASKED = ("kind", "field", "q", "code")


def frame(**facts: Any) -> dict[str, Any]:
    """Return what every page of the review shows around its own facts."""
    return {"subjects": SUBJECTS, "tabs": TABS, **facts}


@officers_with(*MANAGERS)
@require_safe
def hints(request: HttpRequest) -> HttpResponse:
    """List hints of the last round, those that save people most hours first."""
    given = {name: request.GET.get(name, "").strip() for name in ASKED}
    found = selectors.hints(given["kind"], given["field"], given["q"], given["code"])
    page = Paginator(found if given["kind"] else selectors.ranked(found), PAGE).get_page(request.GET.get("trang"))
    sums = selectors.kind_sums()
    facts = frame(
        given=given,
        page=page,
        last=selectors.latest_round(),
        kinds=[(s.kind, KINDS[s.kind], s.hints) for s in sums],
        fields=selectors.hint_fields(),
        table=_table(list(page.object_list)),
        csv=f"{HINTS}bang.csv?{request.GET.urlencode()}",
    )
    return render(request, "insight/review/hints.html", facts)


def _table(rows: list[SimplificationHint]) -> Table:
    columns = [
        Column(Phrase("Gợi ý", "Hint")),
        Column(Phrase("Loại", "Kind")),
        Column(Phrase("Vì sao", "Why")),
        Column(Phrase("Thủ tục", "Procedures"), True),
        Column(Phrase("Giờ mỗi hồ sơ", "Hours a dossier"), True),
        Column(Phrase("Giờ của dân mỗi năm", "People's hours a year"), True),
    ]
    return Table(
        columns,
        [
            Row([Cell(_first(hint.subject), f"{HINTS}{hint.key}/"), KINDS[hint.kind], Phrase(hint.vi, hint.en),
                 number(hint.reach), _hours(hint.hours_each or None), _hours(hint.hours_a_year)])
            for hint in rows
        ],
        Phrase("Gợi ý đơn giản hóa", "Hints to simplify"), quiet_caption=True,
    )  # fmt: skip


def _first(text: str, most: int = 140) -> str:
    text = text[:1].upper() + text[1:]
    return text if len(text) <= most else f"{text[:most].rsplit(' ', 1)[0]}…"


def _hours(value: float | None) -> str:
    return "–" if value is None else number(round(value, 1))


@officers_with(*MANAGERS)
@require_safe
def hint(request: HttpRequest, key: str) -> HttpResponse:
    """Show one hint: its evidence, every procedure it touches, and what may be done with it."""
    found = selectors.hints(with_set_aside=True).filter(key=key).first()
    if found is None:
        raise Http404
    names = dict(Procedure.objects.filter(identity__in=found.codes[:200]).values_list("identity", "name"))
    return render(
        request,
        "insight/review/hint.html",
        frame(
            hint=found,
            title=_first(found.subject, 200),
            kind=KINDS[found.kind],
            why=Phrase(found.vi, found.en),
            usual=PROPOSALS[USUAL[found.kind]],
            evidence=[(each["code"], Phrase(each["vi"], each["en"])) for each in found.evidence],
            procedures=[(code, names.get(code, "")) for code in found.codes[:200]],
            set_aside=selectors.set_aside(key),
            campaigns=Campaign.objects.filter(status="draft") if Duty.PROCEDURE_CONTROL in duties_of(request) else (),
            may_change=Duty.PROCEDURE_CONTROL in duties_of(request),
        ),
    )


@officers_with(Duty.PROCEDURE_CONTROL)
@require_POST
def put_aside(request: HttpRequest, key: str) -> HttpResponse:
    """Set a hint aside with a reason, or take it up again."""
    try:
        if request.POST.get("act") == "again":
            services.take_up_again(key=key)
        else:
            services.set_hint_aside(key=key, reason=request.POST.get("reason", ""), by=request.user)  # type: ignore[arg-type]
    except RuleViolation as refusal:
        messages.error(request, explain(refusal))
    else:
        messages.success(request, str(Phrase("Đã ghi nhận.", "Recorded.")))
    return redirect(f"{HINTS}{key}/")


@officers_with(*MANAGERS)
@require_safe
def table(request: HttpRequest) -> HttpResponse:
    """Give all hints that the filters leave as a table for a spreadsheet."""
    given = {name: request.GET.get(name, "").strip() for name in ASKED}
    found = selectors.hints(given["kind"], given["field"], given["q"], given["code"]).iterator(1000)
    answer = HttpResponse("".join(selectors.hints_as_csv(found)), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="goi-y-don-gian-hoa.csv"'
    return answer
