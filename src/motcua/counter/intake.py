"""Receive a walk-in application in one page: who, which papers, fee, way of return, receipt."""

from typing import Any

from django.contrib import messages
from django.db.models import prefetch_related_objects
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from motcua.accounts.duties import Duty
from motcua.accounts.gate import officers_with
from motcua.accounts.services import log_view
from motcua.agencies.answering import suggested, units_near
from motcua.core.kept import Kept
from motcua.core.phrases import Phrase, explain, speaks_english
from motcua.counter import eform, money
from motcua.counter import intake_form as forms
from motcua.counter.errors import NoUnitChosen
from motcua.counter.phrases import LIMIT_UNITS, PAY_WAYS, RETURN_WAYS
from motcua.counter.taking_in import Intake, Missing, ask_or_refuse, take_in
from motcua.counter.workplace import actor_of, dossier_of, new_key
from motcua.dossiers import selectors as dossiers
from motcua.dossiers import visits
from motcua.dossiers.groups import group_of
from motcua.dossiers.services import pinned_limit
from motcua.procedures.search.finding import find, suggest
from motcua.procedures.selectors import cases_of, demand_version, form_of
from motcua.rules.errors import RuleViolation

LOOKED_UP = "Tiếp nhận hồ sơ tại quầy"
FOUND = Phrase("Đã điền dữ liệu người nộp đã khai trước đây. Hãy hỏi lại xem còn đúng không.",
               "Filled in from what was stated before. Ask whether it is still right.")  # fmt: skip
NOT_FOUND = Phrase("Chưa có dữ liệu nào với số này. Hãy nhập mới.", "Nothing is known under this number. Enter it.")
MEND = Phrase("Chưa tiếp nhận: hãy sửa các mục được đánh dấu.", "Not received yet: mend what is marked.")


@officers_with(Duty.RECEIVE)
@require_safe
def choose(request: Any) -> HttpResponse:
    """Find the procedure: by name, habit, acronym, or code; a full code leads straight on."""
    text = request.GET.get("q", "").strip()[:300]
    answer = find(text, size=12)
    if text and answer.results and answer.results[0].code == text:
        return redirect("counter:intake", code=text)
    facts = {"q": text, "hits": answer.results, "total": answer.total, "from_number": request.GET.get("tu", "")}
    return render(request, "counter/choose.html", facts)


@officers_with(Duty.RECEIVE)
@require_safe
def suggestions(request: Any) -> HttpResponse:
    """Give procedures under the field while somebody types."""
    text = request.GET.get("q", "").strip()[:300]
    hits = suggest(text) if len(text) > 1 else []
    return render(request, "counter/suggestions.html", {"hits": hits, "from_number": request.GET.get("tu", "")})


@officers_with(Duty.RECEIVE)
@require_http_methods(["GET", "HEAD", "POST"])
def receive(request: Any, code: str) -> HttpResponse:
    """Show the page of one application, look the applicant up, or take the application in."""
    try:
        version = _whole(demand_version(code))
    except RuleViolation as refusal:
        raise Http404(explain(refusal)) from refusal
    cases = cases_of(version)
    chosen = request.POST.get("case") or request.GET.get("case", "")
    case = next((one for one in cases if str(one.pk) == chosen), cases[0] if len(cases) == 1 else None)
    page = _Page(request, version, cases, case)
    if request.method != "POST":
        return page.shown(page.blank())
    form = forms.read(request.POST, request.FILES, version, case, request.user)
    act = request.POST.get("act", "receive")
    if act == "look":
        _look_up(request, form)
        page.prefill(form)
        return page.shown(form)
    if act == "fill":
        log_view(request.user, form.get("identity"), LOOKED_UP, what="tờ khai trước đây", unit_code=request.unit.code)
        page.prefill(form)
        return page.shown(form)
    if act == "case" or act.startswith("find:"):
        return page.shown(form)
    return page.sent(form, act)


def _look_up(request: Any, form: forms.IntakeForm) -> None:
    """Fill in what the person stated last time; what was typed now stays."""
    number = form.get("identity").replace(" ", "")
    known = dossiers.known_applicants(number, 1)
    if not known:
        messages.info(request, str(NOT_FOUND))
        return
    _offer(request, form, known[0])
    messages.success(request, str(FOUND))


def _offer(request: Any, form: forms.IntakeForm, who: Any) -> None:
    log_view(request.user, who.identity_number, LOOKED_UP, what="dữ liệu đã khai", unit_code=request.unit.code)
    before = {"name": who.name, "phone": who.phone, "email": who.email, "address": who.address, "kind": str(who.kind)}
    for name, value in {**before, "identity": who.identity_number}.items():
        if not form.typed.get(name) or name == "kind":
            form.typed[name] = value


def _whole(version: Any) -> Any:
    """Return the text in force with its parts, which never change once published: read once a minute."""
    return _TEXTS.get(version.pk, lambda: demand_version(version.procedure.identity, whole=True))


def _group(version: Any) -> Any:
    """Return the interlinked group of a text with the agencies of its parts, or None; read once a minute."""

    def make() -> tuple[Any]:
        found = group_of(version)
        if found is not None:
            prefetch_related_objects(list(found.texts.values()), "versionagency_rows")
        return (found,)

    return _GROUPS.get((version.pk, timezone.localdate()), make)[0]


_TEXTS: Kept[Any] = Kept(60)
_GROUPS: Kept[tuple[Any]] = Kept(60)


class _Page:
    """The page of one application: what it needs to be drawn, and what happens when it is sent."""

    def __init__(self, request: Any, version: Any, cases: list[Any], case: Any) -> None:
        self.request, self.version, self.cases, self.case = request, version, cases, case
        self.known = _group(version)
        self.near = units_near(request.unit)
        self.asked = money.asked_for(version, case)
        self.limit = pinned_limit(version, case, 1)
        self.eform = eform.read(form_of(version, case), request.POST.dict())

    def prefill(self, form: forms.IntakeForm) -> None:
        """Fill the e-form in from the applicant's line and his earlier dossiers."""
        if self.eform is not None:
            self.eform.prefill(form.typed)

    def blank(self) -> forms.IntakeForm:
        """Return the empty form; a second procedure for the same person begins with his data."""
        rows = forms.blank_rows(self.version, self.case)
        rows.append(forms.PaperRow(len(rows), ""))
        typed = {"key": new_key(), "kind": "1", "return_way": "counter", "pay": "later"}
        form = forms.IntakeForm(typed, rows)
        if before := self.request.GET.get("tu", ""):
            _offer(self.request, form, dossier_of(self.request, before).applicant)
            self.prefill(form)
        return form

    def shown(self, form: forms.IntakeForm, status: int = 200) -> HttpResponse:
        form.typed.setdefault("key", new_key())
        facts = {
            "version": self.version,
            "cases": self.cases,
            "case": self.case,
            "form": form,
            "near": self.near,
            "offices": self.offices(form),
            "asked": self.asked,
            "fee_words": money.words(self.asked),
            "pay_ways": [(way, PAY_WAYS[way]) for way in money.ways_ready()],
            "return_ways": list(RETURN_WAYS.items()),
            "limit": self.limit.words("en" if speaks_english() else "vi"),
            "limit_units": list(LIMIT_UNITS.items()) if self._asks_for_limit() else [],
            "ticket": visits.served_by(self.request.user.pk, self.request.unit),
            "eform": self.eform,
            "eform_pages": self.eform.pages() if self.eform else [],
            "missing": "\n".join(row.name for row in form.rows if row.is_mandatory and not row.is_given),
        }
        return render(self.request, "counter/intake.html", facts, status=status)

    def _asks_for_limit(self) -> bool:
        """Return whether the catalogue names no limit that counts: then the officer reads it in the text."""
        return self.known is None and not self.limit.is_countable

    def offices(self, form: forms.IntakeForm) -> list[dict[str, Any]]:
        """Return the choices of agency: one, or one for each member of an interlinked procedure."""
        texts = self.known.texts if self.known else {"": self.version}
        found = []
        for code, text in texts.items():
            name = f"unit-{code}" if code else "unit"
            bodies = [row.name for row in text.versionagency_rows.all() if row.role == "executing"]
            guess = suggested(bodies, self.request.unit, self.near)
            chosen = form.get(name) or (str(guess.pk) if guess else "")
            found.append({"name": name, "code": code, "text": text, "bodies": bodies, "chosen": chosen})
        return found

    def sent(self, form: forms.IntakeForm, act: str) -> HttpResponse:
        forms.check(form, self.asked, complete=act == "receive")
        if act == "receive" and self.eform is not None and not self.eform.check():
            form.errors |= self.eform.sentences()
        if form.errors:
            messages.error(self.request, str(MEND))
            return self.shown(form, 422)
        actor = actor_of(self.request)
        try:
            intake = self.intake(form)
            if act == "receive":
                dossier = take_in(intake, actor, self.request.user)
            else:
                items = str(self.request.POST.get("items", "")).splitlines() if act == "ask" else ()
                missing = Missing(form.get("reason"), items, form.get("guidance"))
                refuses = act == "refuse"
                dossier = ask_or_refuse(intake, missing, actor, self.request.user, refuses=refuses)
        except RuleViolation as refusal:
            messages.error(self.request, explain(refusal))
            return self.shown(form, 422)
        return redirect("counter:received", number=dossier.number)

    def intake(self, form: forms.IntakeForm) -> Intake:
        offices = self.offices(form)
        units = {str(unit.pk): unit for unit in self.near}
        chosen = {}
        for office in offices:
            if office["chosen"] not in units:
                raise NoUnitChosen(name=office["text"].name)
            chosen[office["code"]] = units[office["chosen"]]
        ticket = visits.served_by(self.request.user.pk, self.request.unit)
        return Intake(
            key=form.get("key"),
            version=self.version,
            case=self.case,
            unit=self.request.unit,
            resolving=self.request.unit if self.known else chosen[""],
            applicant=forms.applicant_of(form),
            papers=forms.papers_of(form),
            fee=forms.fee_of(form, self.asked),
            representative=forms.representative_of(form),
            summary=form.get("summary"),
            return_way=forms.return_way_of(form),
            visit=ticket.visit if ticket else None,
            known=self.known,
            form_data=self.eform.facts() if self.eform else {},
            parts={} if self.known is None else chosen,
            limit=forms.limit_of(form) if self._asks_for_limit() else None,
        )
