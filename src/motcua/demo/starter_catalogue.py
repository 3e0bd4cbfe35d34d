"""Put the starter services in force, as a ministry would: decision, text, second person, process, e-form."""

from collections import defaultdict
from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from motcua.accounts.models import Account
from motcua.demo import starter
from motcua.demo.starter import StarterService
from motcua.demo.starter_contents import MINISTRIES, content_of, process_for
from motcua.procedures import services
from motcua.procedures.contents import VersionContent
from motcua.procedures.models import AnnouncementDecision, Procedure, ProcedureVersion
from motcua.procedures.services import DecisionDraft, ItemDraft
from motcua.review.services import approve_assessment, assess, submit_assessment
from motcua.rules.parameters.impact_questions import QUESTIONS

SIGNED_ON, EFFECTIVE_ON = date(2025, 6, 20), date(2025, 7, 1)


@transaction.atomic
def put_in_force(*, editor: Account, second_person: Account, only: Collection[str] = ()) -> list[str]:
    """Bring the starter services (or `only` some) into force, a decision of each ministry; return the codes."""
    by_ministry: dict[str, list[StarterService]] = defaultdict(list)
    for service in starter.services():
        if only and service.code not in only:
            continue
        by_ministry[service.announced_by].append(service)
    codes = []
    for place, (code, found) in enumerate(sorted(by_ministry.items()), start=1):
        decision = _decision(place, code, found, editor)
        for service in found:
            _bring(decision, service, editor, second_person)
            codes.append(service.code)
    return codes


def _decision(place: int, code: str, found: list[StarterService], editor: Account) -> AnnouncementDecision:
    name = MINISTRIES[code]
    short = "".join(word[0] for word in name.replace(",", "").split()).upper().replace("Đ", "D")
    return services.enter_decision(
        draft=DecisionDraft(
            number=f"{9000 + place}/QĐ-{short}",
            issuer_code=code,
            issuer_name=name,
            signed_on=SIGNED_ON,
            effective_on=EFFECTIVE_ON,
            published_on=SIGNED_ON,
            title=f"Công bố thủ tục hành chính minh họa thuộc phạm vi quản lý của {name} (mô phỏng)",
            items=tuple(ItemDraft(code=service.code, kind="new", name=service.vi) for service in found),
        ),
        by=editor,
    )


def _assess(draft: ProcedureVersion, editor: Account, second_person: Account) -> None:
    answers = {question.key: "Minh họa, không phải đánh giá thật." for question in QUESTIONS}
    held = assess(version=draft, answers=answers, dossiers_a_year=0, volume_source="mô phỏng", by=editor)
    approve_assessment(assessment=submit_assessment(assessment=held, by=editor), by=second_person)


def _bring(decision: AnnouncementDecision, service: StarterService, editor: Account, second_person: Account) -> None:
    item = decision.items.get(procedure__identity=service.code)
    draft = services.draft_version(item=item, content=content_of(service), by=editor)
    services.submit(version=draft, by=editor)
    if settings.IMPACT_ASSESSMENT == "demand":
        _assess(draft, editor, second_person)
    services.approve(version=draft, by=second_person)
    procedure = Procedure.objects.get(identity=service.code)
    services.set_process(
        procedure=procedure,
        steps=process_for(service.code).steps,
        valid_from=EFFECTIVE_ON,
        by=editor,
        symbol=f"QT-{service.code}",
        decision=decision,
    )
    form = starter.form_of(service)
    services.set_form(procedure=procedure, schema=form["schema"], ui=form["ui"], valid_from=EFFECTIVE_ON, by=editor)


@transaction.atomic
def prepare_next(*, editor: Account, now: datetime) -> None:
    """Leave work on the editor's desk: a decision signed yesterday, one text to approve and one still being written."""
    day = timezone.localdate(now)
    for place, (code, changed) in enumerate(NEXT.items(), start=1):
        service = next(each for each in starter.services() if each.code == code)
        decision = services.enter_decision(
            draft=DecisionDraft(
                number=f"{9100 + place}/QĐ-MP",
                issuer_code=service.announced_by,
                issuer_name=MINISTRIES[service.announced_by],
                signed_on=day - timedelta(days=1),
                effective_on=day + timedelta(days=16),
                title="Công bố thủ tục hành chính được sửa đổi (mô phỏng)",
                items=(ItemDraft(code=code, kind="amended"),),
            ),
            by=editor,
        )
        draft = services.draft_version(item=decision.items.get(), content=changed(content_of(service)), by=editor)
        if place == 1:
            services.submit(version=draft, by=editor)


def _a_day_less(text: VersionContent) -> VersionContent:
    channels = (replace(way, quantity=(way.quantity or Decimal(2)) - 1) for way in text.channels)
    return replace(text, channels=tuple(channels))


def _a_paper_less(text: VersionContent) -> VersionContent:
    return replace(text, evidence=text.evidence[:-1])


NEXT: dict[str, Callable[[VersionContent], VersionContent]] = {"9.000231": _a_day_less, "9.000105": _a_paper_less}
