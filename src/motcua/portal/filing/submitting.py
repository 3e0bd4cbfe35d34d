"""Filing: the moment a draft becomes a dossier, exactly once."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from motcua.accounts.models import Account
from motcua.documents.services import attach
from motcua.dossiers import services as acts
from motcua.dossiers.actors import Actor
from motcua.dossiers.groups import group_of
from motcua.dossiers.services import ApplicantFacts, EvidenceFacts, PartFacts
from motcua.payments.services import open_charge
from motcua.portal.errors import NotFinished, PaperMissing, TextChanged, TruthNotStated
from motcua.portal.filing.papers import PREFIX, PaperAsked, papers_asked
from motcua.portal.filing.places import Offices, offices_for
from motcua.portal.filing.showing import faults_of, statements_of
from motcua.portal.models import Draft
from motcua.procedures.eforms.answers import asked, errors_of
from motcua.procedures.models import Channel, Cost, ProcedureVersion
from motcua.procedures.selectors import cases_of, form_of, version_in_force

CITIZEN, BUSINESS = 1, 2


def demand_form(version: ProcedureVersion, case: Any = None) -> dict[str, Any]:
    """Return the e-form of a text, empty where it has none."""
    return form_of(version, case) or {"schema": {"type": "object"}, "ui": []}


@transaction.atomic
def submit(*, draft: Draft, account: Account, stated: set[str]) -> str:
    """File a draft and return the dossier's number; filing it again gives the same number.

    `stated` names the statements of truth the person confirmed. The draft's row is locked, and the
    dossier carries the draft's mark as intake key: two tabs, a double click and a repeated request make one.
    """
    held = Draft.objects.select_for_update(of=("self",)).get(pk=draft.pk)
    if held.filed_number:
        return held.filed_number
    form = demand_form(held.version, held.case)
    answers = {**held.answers, **{one["name"]: True for one in statements_of(form) if one["name"] in stated}}
    papers = _checked(held, form, answers, account)
    offices = offices_for(held.version, held.place)
    applicant, representative = _people(held, answers, account)
    dossier = _registered(
        held,
        offices,
        applicant=applicant,
        representative=representative,
        actor=Actor.applicant(account),
        channel="online",
        summary=held.version.name,
        form_data=asked(form, answers),
        evidence=_evidence(papers),
        return_way=str(answers.get("return_by", "counter")),
        intake_key=f"portal-{held.mark}",
    )
    attach(
        marks=[given.upload.mark for paper in papers for given in paper.given if given.upload],
        dossier_number=dossier.number,
    )
    _charge(held, dossier.number, offices.receiving.code, applicant.name)
    held.filed_number, held.owner, held.changed_at = dossier.number, account, timezone.now()
    held.save(update_fields=["filed_number", "owner", "changed_at"])
    return str(dossier.number)


def _registered(held: Draft, offices: Offices, **facts: Any) -> Any:
    """Register the dossier; an interlinked text is registered with a part for each of its agencies."""
    group = group_of(held.version)
    if group is None:
        return acts.register(
            procedure_version=held.version,
            procedure_case=held.case,
            receiving_unit=offices.receiving,
            resolving_unit=offices.resolving,
            **facts,
        )
    parts = {key: PartFacts(text, offices_for(text, held.place).resolving) for key, text in group.texts.items()}
    return acts.register_interlinked(
        group=group.group,
        parts=parts,
        whole=PartFacts(held.version, offices.resolving, held.case),
        receiving_unit=offices.receiving,
        **facts,
    )


def _checked(held: Draft, form: dict[str, Any], answers: dict[str, Any], account: Account) -> list[PaperAsked]:
    """Raise the first reason for which the draft cannot be filed; return its papers."""
    now_in_force = version_in_force(held.procedure_code)
    if now_in_force is None or now_in_force.pk != held.version_id:
        raise TextChanged
    today = timezone.localdate()
    if faults_of(form, answers, today):
        raise NotFinished
    papers = papers_asked(held, account)
    missing = [paper.name for paper in papers if paper.is_missing]
    if missing:
        raise PaperMissing(papers="; ".join(missing))
    if errors_of(form, answers, today=today):
        raise TruthNotStated
    return papers


@transaction.atomic
def follow_text(*, draft: Draft) -> Draft:
    """Move a draft to the text in force now; answers stay, papers and case are matched by name."""
    held = Draft.objects.select_for_update(of=("self",)).get(pk=draft.pk)
    current = version_in_force(held.procedure_code)
    if current is None or current.pk == held.version_id or held.filed_number:
        return held
    names = {row.text: row for row in current.evidencerequirement_rows.select_related("evidence_type")}
    for paper in held.papers.select_related("requirement__evidence_type"):
        heir = names.get(paper.requirement.text)
        if heir is None:
            paper.delete()
        else:
            paper.requirement = heir
            paper.save(update_fields=["requirement"])
    held.case = next((case for case in cases_of(current) if held.case and case.name == held.case.name), None)
    held.version, held.done = current, []
    held.save(update_fields=["case", "version", "done"])
    return held


def _people(held: Draft, answers: dict[str, Any], account: Account) -> tuple[ApplicantFacts, ApplicantFacts | None]:
    """Return who asks, and who acts for him under a mandate."""
    is_business = "business_name" in answers
    prefix = "business" if is_business else "applicant"
    own = ApplicantFacts(
        name=str(answers.get(f"{prefix}_name") or account.full_name or account.username),
        kind=BUSINESS if is_business else CITIZEN,
        identity_number=str(answers.get("business_number" if is_business else "applicant_identity", "")),
        phone=str(answers.get(f"{prefix}_phone", "")),
        email=str(answers.get("applicant_email", account.email)),
        address=str(answers.get(f"{prefix}_address", "")),
        account_id=held.mandate.principal_id if held.mandate else account.pk,
    )
    if held.mandate is None:
        return own, None
    agent = ApplicantFacts(
        name=account.full_name or account.username,
        identity_number=account.identity_number,
        phone=account.phone,
        email=account.email,
        account_id=account.pk,
    )
    return own, agent


def _evidence(papers: list[PaperAsked]) -> list[EvidenceFacts]:
    """Return the papers given, and those that the office looks up in a register."""
    looked_up = [
        EvidenceFacts(
            name=paper.name, code=paper.requirement.evidence_type.code[:60], reused_from=f"{PREFIX}{paper.register}"
        )
        for paper in papers
        if paper.register and not paper.given
    ]
    return looked_up + [
        EvidenceFacts(
            name=paper.name,
            code=paper.requirement.evidence_type.code[:60],
            file_key=given.upload.mark if given.upload else "",
            is_digitised=True,
            reused_from=given.reused_from[:100],
        )
        for paper in papers
        for given in paper.given
    ]


def prices_of(version: ProcedureVersion, case: Any) -> list[Cost]:
    """Return the prices of filing this case online."""
    rows = list(version.channel_rows.filter(method=Channel.Method.ONLINE).prefetch_related("costs"))
    own = [row for row in rows if case is not None and row.case_id == case.pk]
    chosen = own or [row for row in rows if row.case_id is None]
    return [cost for row in chosen for cost in row.costs.all()]


def _charge(held: Draft, number: str, unit_code: str, payer: str) -> None:
    """Ask for what the text prices as an amount; a price that depends on a note is set by the office."""
    lines = [
        {"name": cost.get_kind_display(), "kind": cost.kind, "amount": int(cost.amount)}
        for cost in prices_of(held.version, held.case)
        if cost.state == Cost.State.AMOUNT and cost.amount
    ]
    if lines:
        open_charge(
            dossier_number=number,
            unit_code=unit_code,
            moment="receipt",
            lines=lines,
            opened_at=timezone.now(),
            payer=payer,
        )
