"""Registering: a dossier comes into being, pinned to the text in force."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from motcua.agencies.models import Unit
from motcua.core.prepared import PreparedInsert
from motcua.core.text import clean, fold
from motcua.dossiers import clock
from motcua.dossiers.actors import Actor
from motcua.dossiers.errors import NotYourAgency
from motcua.dossiers.models import Applicant, ApplicantKind, Dossier, Event, Evidence, EvidenceForm, Visit
from motcua.dossiers.numbers import next_number
from motcua.dossiers.services.recording import Case
from motcua.procedures.models import Channel, ProcedureCase, ProcedureVersion
from motcua.procedures.selectors import time_limit_of
from motcua.rules.lifecycle import check_who
from motcua.rules.lifecycle_acts import Act
from motcua.rules.lifecycle_situation import Situation
from motcua.rules.time_limits import TimeLimit

_CHANNELS = {"direct": 1, "online": 2, "postal": 3}


@dataclass(frozen=True, slots=True)
class ApplicantFacts:
    """Who asks, as stated at filing; unknown stays empty and is never invented."""

    name: str
    kind: int = ApplicantKind.CITIZEN
    identity_number: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    account_id: int | None = None


@dataclass(frozen=True, slots=True)
class EvidenceFacts:
    """One paper given, or reused from where it already is."""

    name: str
    code: str = ""
    form: str = EvidenceForm.COPY
    copies: int = 1
    file_key: str = ""
    is_digitised: bool = False
    reused_from: str = ""


def keep_applicant(facts: ApplicantFacts) -> Applicant:
    """Store the applicant as stated now; earlier rows stay as they were."""
    name = clean(facts.name)
    stated = Applicant(
        kind=facts.kind,
        name=name,
        folded_name=fold(name)[:300],
        identity_number=facts.identity_number.strip(),
        phone=facts.phone.strip(),
        email=facts.email.strip(),
        address=clean(facts.address),
        account_id=facts.account_id,
    )
    _insert_applicant(stated)
    return stated


_insert_applicant = PreparedInsert(Applicant)


def register(
    *,
    procedure_version: ProcedureVersion,
    receiving_unit: Unit,
    resolving_unit: Unit,
    applicant: Applicant | ApplicantFacts,
    actor: Actor,
    procedure_case: ProcedureCase | None = None,
    channel: int | str = 1,
    representative: Applicant | ApplicantFacts | None = None,
    summary: str = "",
    form_data: Mapping[str, Any] | None = None,
    evidence: Sequence[EvidenceFacts] = (),
    return_way: str = "counter",
    visit: Visit | None = None,
    intake_key: str | None = None,
    limit: TimeLimit | None = None,
    number_owner: str = "",
    occurred_at: datetime | None = None,
    chain: Mapping[str, Any] | None = None,
) -> Dossier:
    """Register one application and return it with its number.

    The same `intake_key` again returns the dossier made the first time. `limit` overrides the
    catalogue's (a share of an interlinked promise, or what an officer read in the text where the
    catalogue names none that counts: the act says so); `number_owner` writes a central-system number;
    `chain` holds the columns of an interlinked dossier.
    """
    check_who(Act.REGISTER, actor.duties)
    if not actor.may_speak_for(receiving_unit.code):
        raise NotYourAgency(code=receiving_unit.code)
    if intake_key is not None:
        made_before = Dossier.objects.filter(intake_key=intake_key).first()
        if made_before is not None:
            return made_before
    now = clock.now()
    way = _CHANNELS[channel] if isinstance(channel, str) else channel
    dossier = Dossier(
        procedure_version=procedure_version,
        procedure_case=procedure_case,
        procedure_code=procedure_version.procedure.identity,
        procedure_name=procedure_version.name[:1000],
        limit_text=_limit_text(limit or pinned_limit(procedure_version, procedure_case, way)),
        receiving_unit=receiving_unit,
        resolving_unit=resolving_unit,
        channel=way,
        return_way=return_way,
        summary=clean(summary)[:1000],
        form_data=dict(form_data or {}),
        intake_key=intake_key,
        visit=visit,
        **(chain or {}),
    )
    case = Case(dossier, Situation(), Act.REGISTER, actor, occurred_at or now, now)
    try:
        # Only a repeated key may fail here and be answered all the same.
        with transaction.atomic(savepoint=intake_key is not None):
            _file(case, applicant, representative, evidence, number_owner, was_read=limit is not None and not chain)
    except IntegrityError:
        # Another submit with the same key was faster: its dossier is the one.
        made_meanwhile = Dossier.objects.filter(intake_key=intake_key).first() if intake_key else None
        if made_meanwhile is None:
            raise
        return made_meanwhile
    return dossier


def _file(
    case: Case,
    applicant: Applicant | ApplicantFacts,
    representative: Applicant | ApplicantFacts | None,
    evidence: Sequence[EvidenceFacts],
    owner: str,
    *,
    was_read: bool,
) -> Event:
    dossier = case.dossier
    dossier.applicant = applicant if isinstance(applicant, Applicant) else keep_applicant(applicant)
    if representative is not None:
        stored = representative if isinstance(representative, Applicant) else keep_applicant(representative)
        dossier.representative = stored
    day = timezone.localdate(case.occurred_at)
    # 2018 and 2020 numbers begin with the receiving agency, central ones with the resolving one.
    prefix = dossier.resolving_unit.code if owner else dossier.receiving_unit.code
    dossier.number = next_number(prefix, day, owner)
    dossier.search_text = search_text(dossier)
    event = case.record(
        procedure=dossier.procedure_code,
        receiving_unit=dossier.receiving_unit_id,
        resolving_unit=dossier.resolving_unit_id,
        channel=dossier.channel,
        limit=dossier.limit_text,
        parent=dossier.parent.number if dossier.parent else None,
        limit_read_by_officer=was_read or None,
    )
    keep_evidence(dossier, evidence, case.occurred_at)
    return event


def keep_evidence(dossier: Dossier, evidence: Sequence[EvidenceFacts], given_at: datetime, supplement: int = 0) -> None:
    """Store the papers given with a filing (0) or a supplement (its ordinal)."""
    if not evidence:
        return
    Evidence.objects.bulk_create(
        Evidence(
            dossier=dossier,
            code=paper.code,
            name=clean(paper.name)[:1000],
            form=paper.form,
            copies=paper.copies,
            file_key=paper.file_key,
            is_digitised=paper.is_digitised or bool(paper.file_key),
            reused_from=paper.reused_from,
            given_at=given_at,
            supplement=supplement,
        )
        for paper in evidence
    )


def pinned_limit(version: ProcedureVersion, case: ProcedureCase | None, channel: int) -> TimeLimit:
    """Return the limit of this channel and case in the text under which the dossier is filed."""
    method = {1: Channel.Method.DIRECT, 2: Channel.Method.ONLINE, 3: Channel.Method.POSTAL}.get(channel)
    rows = [row for row in version.channel_rows.all() if row.method == method]
    own = [row for row in rows if case is not None and row.case_id == case.pk]
    shared = [row for row in rows if row.case_id is None]
    found = (own or shared)[0] if own or shared else None
    return time_limit_of(version, case, found)


def _limit_text(limit: TimeLimit) -> str:
    return str(limit) if limit.is_countable else ""


def search_text(dossier: Dossier) -> str:
    """Return the folded words a dossier is found by."""
    parts = [dossier.number, dossier.applicant.name, dossier.applicant.identity_number, dossier.procedure_code]
    return fold(" ".join([*parts, dossier.procedure_name[:300], dossier.summary]))[:1500]
