"""Today's work in the demonstration offices: dossiers in every queue, people at the counter.

Every dossier passes through the official acts, recorded at the moments at which they would have
happened; nothing is put into a state by hand.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from motcua.accounts.models import Account
from motcua.agencies.models import Posting, Unit
from motcua.demo import words
from motcua.demo.offices import Offices
from motcua.dossiers import clock, services, visits
from motcua.dossiers.actors import Actor
from motcua.dossiers.services import ApplicantFacts, EvidenceFacts
from motcua.procedures.models import ProcedureVersion
from motcua.procedures.selectors import version_in_force
from motcua.rules.calendar import official_calendar

SETTLED = ("receive", "hand_over", "take_over")
PATHS: dict[str, tuple[str, ...]] = {
    "new": (),
    "received": ("receive",),
    "handed": ("receive", "hand_over"),
    "processing": SETTLED,
    "proposed": (*SETTLED, "propose"),
    "decided": (*SETTLED, "propose", "decide", "bring_back"),
    "returned": (*SETTLED, "propose", "decide", "bring_back", "return_output"),
    "refused": (*SETTLED, "propose", "refuse", "bring_back"),
    "asked_before": ("ask",),
    "asked": (*SETTLED, "ask"),
    "given": (*SETTLED, "ask", "give"),
    "withdrawn": (*SETTLED, "withdraw"),
}
# Office, service, path, working days since filing, how many. The limits are those of the services.
SCENES: tuple[tuple[str, str, str, int, int], ...] = (
    ("commune", "9.000101", "new", 0, 3),
    ("commune", "9.000105", "new", 0, 2),
    ("commune", "9.000231", "new", 0, 2),
    ("commune", "9.000106", "received", 1, 3),
    ("commune", "9.000231", "handed", 1, 3),
    ("commune", "9.000106", "processing", 2, 3),  # near the limit of three days
    ("commune", "9.000231", "processing", 3, 2),
    ("commune", "9.000106", "processing", 6, 2),  # late
    ("commune", "9.000142", "processing", 8, 1),  # late
    ("commune", "9.000141", "processing", 3, 3),
    ("commune", "9.000223", "proposed", 6, 2),
    ("commune", "9.000106", "proposed", 2, 2),
    ("commune", "9.000141", "asked", 4, 2),
    ("commune", "9.000142", "asked_before", 2, 2),
    ("commune", "9.000143", "given", 9, 2),
    ("commune", "9.000101", "decided", 1, 3),
    ("commune", "9.000231", "decided", 3, 2),
    ("commune", "9.000105", "returned", 4, 4),
    ("commune", "9.000142", "refused", 5, 1),
    ("commune", "9.000141", "withdrawn", 5, 1),
    ("province", "9.000232", "new", 0, 2),
    ("province", "9.000232", "received", 1, 2),
    ("province", "9.000232", "processing", 2, 3),
    ("province", "9.000232", "processing", 5, 1),
    ("province", "9.000232", "asked", 3, 1),
    ("province", "9.000232", "proposed", 2, 2),
    ("province", "9.000232", "decided", 3, 2),
    ("province", "9.000232", "returned", 6, 2),
)
# Minutes between one act and the next on the same day.
BETWEEN = timedelta(minutes=35)
MISSING = ("Bản sao giấy tờ chứng minh nơi cư trú", "Tờ khai còn thiếu chữ ký")


@dataclass(frozen=True, slots=True)
class Team:
    """Who works in one office, and where its papers go in and out."""

    clerk: Actor
    appraiser: Actor
    signer: Actor
    receives: Unit
    resolves: Unit


def teams(offices: Offices, postings: dict[str, Posting]) -> dict[str, Team]:
    """Return the two teams of the demonstration."""
    actor = {name: Actor.officer(posting) for name, posting in postings.items()}
    return {
        "commune": Team(actor["motcua"], actor["thuly"], actor["lanhdao"], offices.counter, offices.commune),
        "province": Team(actor["motcuatinh"], actor["thulyso"], actor["lanhdaoso"], offices.centre, offices.finance),
    }


@transaction.atomic
def begin_the_day(offices: Offices, postings: dict[str, Posting], now: datetime) -> int:
    """File and work on the dossiers of every scene, and open the counter; return the number of dossiers."""
    staff = teams(offices, postings)
    citizen = Account.objects.get(username="congdan")
    versions: dict[str, ProcedureVersion] = {}
    number = 0
    for office, code, path, days, many in SCENES:
        if code not in versions:
            versions[code] = version_in_force(code)  # type: ignore[assignment]
        for _ in range(many):
            _live(staff[office], versions[code], path, _filed_at(now, days, number), number, citizen)
            number += 1
    _open_counter(staff["commune"], now)
    return number


def _filed_at(now: datetime, days: int, place: int) -> datetime:
    """Return a morning `days` working days ago, or a moment of the last hours for 0."""
    if days == 0:
        return now - timedelta(minutes=58 - 6 * (place % 9))
    day = official_calendar().add(timezone.localdate(now), -days)
    morning = datetime.combine(day, time(7, 35), timezone.get_current_timezone())
    return min(morning + timedelta(minutes=3 * (place % 20)), now - timedelta(hours=6))


def _live(team: Team, version: ProcedureVersion, path: str, filed_at: datetime, place: int, citizen: Account) -> None:
    # The first person is the demonstration citizen, so that the tracking page has something to show.
    is_own = place % 8 == 0
    is_online = place % 2 == 0
    who = ApplicantFacts(
        name=citizen.full_name if is_own else words.person(place),
        identity_number=citizen.identity_number
        if is_own
        else f"0681{70 + place % 30:02d}{place * 137 % 1_000_000:06d}",
        phone=f"09{place * 7919 % 100_000_000:08d}",
        address="Phường Xuân Hoà (mô phỏng)",
        account_id=citizen.pk if is_own else None,
    )
    with clock.at(filed_at):
        dossier = services.register(
            procedure_version=version,
            receiving_unit=team.receives,
            resolving_unit=team.resolves,
            applicant=who,
            actor=Actor.applicant(citizen if is_own else None) if is_online else team.clerk,
            channel=2 if is_online else 1,
            summary=f"{version.name} (mô phỏng)"[:200],
            evidence=[EvidenceFacts(name=paper, is_digitised=is_online) for paper in _papers(version)],
            intake_key=f"demo-{place}",
        )
    moment = filed_at
    for act in PATHS[path]:
        moment += BETWEEN
        with clock.at(moment):
            _act(team, act, dossier.number)


def _papers(version: ProcedureVersion) -> list[str]:
    return [row.evidence_type.name for row in version.evidencerequirement_rows.select_related("evidence_type")][:3]


def _act(team: Team, act: str, number: str) -> None:
    match act:
        case "receive":
            services.receive(number=number, actor=team.clerk)
        case "hand_over":
            services.hand_over(number=number, actor=team.clerk)
        case "take_over":
            services.take_over(number=number, actor=team.appraiser)
        case "propose":
            services.propose(number=number, actor=team.appraiser, proposal="Đủ điều kiện, trình ký")
        case "decide":
            services.decide(number=number, actor=team.signer, output=f"KQ/{number}")
        case "bring_back":
            services.hand_over(number=number, actor=team.appraiser, to_unit=team.receives)
            services.take_over(number=number, actor=team.clerk)
        case "return_output":
            services.return_output(number=number, actor=team.clerk, identity_checked=True)
        case "refuse":
            services.refuse_after_appraisal(number=number, actor=team.signer, reason="Không đủ điều kiện hưởng")
        case "ask":
            services.request_supplement(number=number, actor=team.clerk, items=MISSING, reason="Hồ sơ chưa đủ")
        case "give":
            services.supplement(
                number=number, actor=team.clerk, evidence=[EvidenceFacts(name=MISSING[0])], complete=False
            )
        case "withdraw":
            services.withdraw(number=number, actor=team.clerk, reason="Người nộp đề nghị rút hồ sơ")


def _arrivals(now: datetime) -> Iterator[tuple[int, datetime]]:
    for place in range(12):
        yield place, now - timedelta(minutes=95 - 7 * place)


def _open_counter(team: Team, now: datetime) -> None:
    """Let twelve people come: eight are served, one is being served, three wait."""
    for place, arrived_at in _arrivals(now):
        with clock.at(arrived_at):
            ticket = visits.arrive(
                unit=team.receives, queue="A" if place % 3 else "B", procedures=["9.000101"], is_priority=place == 10
            )
        if place > 8:
            continue
        with clock.at(arrived_at + timedelta(minutes=3 + place % 4)):
            visits.call(ticket=ticket, actor=team.clerk, counter="1")
            visits.serve(ticket=ticket, actor=team.clerk)
        if place < 8:
            with clock.at(arrived_at + timedelta(minutes=11 + place % 5)):
                visits.finish(ticket=ticket)
