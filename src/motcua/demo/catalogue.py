"""The simulated catalogue of the period, with the overlaps that the published counts of Q1/2023 have.

At the end of the quarter it holds 6,472 procedures; a procedure may belong to several levels and serve
several audiences, so parts add up to more than the whole. 575 decisions signed from 1/1 to 23/3/2023
bring texts into force. All texts end with the two-level government; the starter services follow.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from random import Random

from django.db import transaction

from motcua.agencies.national_frame import CENTRAL_BODIES
from motcua.core.text import fold, sort_key
from motcua.demo.catalogue_words import FIELDS, procedure_name
from motcua.demo.words import SIMULATED
from motcua.procedures.contents import (
    AgencyContent,
    ChannelContent,
    CostContent,
    EvidenceContent,
    Named,
    VersionContent,
)
from motcua.procedures.models import AnnouncementDecision, DecisionItem, Procedure, ProcedureVersion
from motcua.procedures.writing import fields_for, set_columns, write_parts
from motcua.rules.calendar import official_calendar
from motcua.rules.levels import TWO_LEVEL_GOVERNMENT_FROM
from motcua.rules.procedure_codes import normalise_number

# Sets of levels and how many procedures have each: 3,868 central, 1,753 vertical, 1,395 local, 6,472 in all.
LEVEL_SETS = {"c": 3348, "v": 1329, "l": 1251, "cv": 400, "cl": 120, "lv": 24}
# Online services: 2,525 for citizens, 2,345 for businesses, 4,396 in all; the rest is not online.
AUDIENCE_SETS = {"c": 2051, "b": 1871, "cb": 474, "": 2076}
QUARTER_FIRST, QUARTER_LAST_SIGNED, QUARTER_END = date(2023, 1, 1), date(2023, 3, 23), date(2023, 3, 31)
QUARTER_DECISIONS, EARLIER_DECISIONS = 575, 700
BROUGHT_IN_QUARTER, WITH_EARLIER_TEXT = 1_700, 400
LOCAL = (("province", 6), ("district", 2), ("commune", 2))
LIMITS: dict[str, tuple[int, ...]] = {
    "central": (5, 7, 10, 15, 20, 30),
    "province": (3, 5, 7, 10, 15),
    "district": (3, 5, 10, 15),
    "commune": (1, 2, 3, 5),
}
CITIZEN, BUSINESS, BODY = (
    Named("citizen", "Công dân", kind="citizen"),
    Named("business", "Doanh nghiệp", kind="business"),
    Named("state_body", "Cơ quan, tổ chức", kind="organisation"),
)
PAPER = EvidenceContent(name="Đơn đề nghị theo mẫu", code="MP-DON", originals=1, is_mandatory=True)
EXECUTING = {
    "central": "Bộ quản lý ngành", "province": "Sở quản lý ngành", "district": "Ủy ban nhân dân cấp huyện",
    "commune": "Ủy ban nhân dân cấp xã", "vertical": "Cơ quan ngành dọc tại địa phương",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Announced:
    """One text and the decision that brings it."""

    decision: AnnouncementDecision
    valid_from: date
    kind: str


def _issuers() -> list[tuple[str, str, str]]:
    found = [(b.code, b.name) for b in CENTRAL_BODIES if b.is_ministry and not b.begins]
    return [
        (code, name, "".join(word[0] for word in name.replace(",", "").split()).upper().replace("Đ", "D"))
        for code, name in found
    ]


def _spread(counts: dict[str, int], rng: Random) -> list[str]:
    members = [key for key, count in counts.items() for _ in range(count)]
    rng.shuffle(members)
    return members


def contents(rng: Random) -> Iterator[VersionContent]:
    """Yield the text of each simulated procedure, in the order of codes."""
    levels, audiences = _spread(LEVEL_SETS, rng), _spread(AUDIENCE_SETS, rng)
    local = [name for name, weight in LOCAL for _ in range(weight)]
    fields = [Named(f"MP-{place:02d}", f"{name} {SIMULATED}") for place, name in enumerate(FIELDS, start=1)]
    issuers = _issuers()
    for place, (kinds, served) in enumerate(zip(levels, audiences, strict=True)):
        names = tuple(
            {"c": "central", "v": "vertical"}.get(letter) or local[rng.randrange(len(local))] for letter in kinds
        )
        issuer = issuers[rng.randrange(len(issuers))]
        yield _content(place, names, served, fields[_field(names, rng, len(fields))], issuer, rng)


def _field(names: tuple[str, ...], rng: Random, many: int) -> int:
    """Return a field; at the district every third procedure is about land."""
    return 0 if "district" in names and rng.random() < 0.34 else rng.randrange(many)


def _content(
    place: int, levels: tuple[str, ...], served: str, field: Named, issuer: tuple[str, str, str], rng: Random
) -> VersionContent:
    who = {"c": (CITIZEN,), "b": (BUSINESS,), "cb": (CITIZEN, BUSINESS)}.get(served)
    first = levels[0] if levels[0] in LIMITS else "central"
    limit = Decimal(rng.choice(LIMITS[first]))
    fee = CostContent("fee", "amount", Decimal(rng.randrange(1, 40) * 5000)) if rng.random() < 0.45 else None
    cost = fee or CostContent("fee", "free")
    methods = ("online", "direct") if served else ("direct",)
    return VersionContent(
        name=procedure_name(place),
        field=field,
        announcer=Named(issuer[0], issuer[1]),
        levels=levels,
        audiences=who or rng.choice(((CITIZEN,), (BUSINESS,), (CITIZEN, BUSINESS), (BODY,))),
        online_level=("full" if rng.random() < 0.5 else "partial") if served else "none",
        steps=(("Nộp hồ sơ", "Nội dung mô phỏng, không phải văn bản chính thức."),),
        channels=tuple(ChannelContent(method, limit, "wd", costs=(cost,)) for method in methods),
        evidence=(PAPER,),
        agencies=(AgencyContent("executing", EXECUTING[levels[0]], is_class=True),),
        texts={"note": "Thủ tục mô phỏng, không có thật. / A simulated procedure, not a real one."},
    )


@transaction.atomic
def announce(seed: int) -> int:
    """Write the simulated catalogue; return the number of procedures."""
    rng = Random(seed)  # noqa: S311 - a simulation that must repeat
    texts = list(contents(rng))
    at = datetime(2023, 3, 31, 10, tzinfo=UTC)
    in_quarter = _decisions(rng, QUARTER_DECISIONS, QUARTER_FIRST, QUARTER_LAST_SIGNED, 0, at)
    earlier = _decisions(rng, EARLIER_DECISIONS, date(2018, 3, 1), date(2022, 11, 30), 2000, at)
    AnnouncementDecision.objects.bulk_create([*in_quarter, *earlier], batch_size=500)
    procedures = Procedure.objects.bulk_create(
        [
            Procedure(
                code=code, identity=code, name=text.name, name_folded=fold(text.name),
                name_sort_key=sort_key(text.name), recorded_at=at,
            )
            for code, text in ((f"9.{100_001 + place}", text) for place, text in enumerate(texts))
        ],
        batch_size=500,
    )  # fmt: skip
    chosen = rng.sample(range(len(texts)), BROUGHT_IN_QUARTER)
    brought = {place: in_quarter[turn % len(in_quarter)] for turn, place in enumerate(chosen)}
    again = set(chosen[:WITH_EARLIER_TEXT])
    lines = _lines(rng, len(texts), brought, again, earlier)
    _write_versions(procedures, texts, lines, at)
    return len(procedures)


def _decisions(rng: Random, many: int, first: date, last: date, begin: int, at: datetime) -> list[AnnouncementDecision]:
    issuers, calendar = _issuers(), official_calendar()
    made = []
    for place in range(many):
        code, name, short = issuers[rng.randrange(len(issuers))]
        day = first + timedelta(days=rng.randrange((last - first).days + 1))
        signed = calendar.on_or_before(day) if day > first + timedelta(days=4) else calendar.on_or_after(day)
        number = f"{begin + place + 1}/QĐ-{short}"
        made.append(
            AnnouncementDecision(
                number=number, number_normalised=normalise_number(number), issuer_code=code, issuer_name=name,
                signed_on=signed, effective_on=signed + timedelta(days=rng.randrange(0, 8)), published_on=signed,
                title=f"Công bố thủ tục hành chính {SIMULATED}", recorded_at=at,
            )
        )  # fmt: skip
    return made


def _lines(
    rng: Random, many: int, brought: dict[int, AnnouncementDecision], again: set[int],
    earlier: list[AnnouncementDecision],
) -> list[tuple[int, Announced]]:  # fmt: skip
    """Return (procedure, text) in order: an earlier text where there is one, then that of the quarter."""
    lines = []
    for place in range(many):
        now = brought.get(place)
        if now is None or place in again:
            before = earlier[rng.randrange(len(earlier))]
            lines.append((place, Announced(before, before.effective_on or before.signed_on, "new")))  # type: ignore[arg-type]
        if now is not None:
            start = now.effective_on or now.signed_on
            lines.append((place, Announced(now, start, "amended" if place in again else "new")))  # type: ignore[arg-type]
    return lines


def _write_versions(
    procedures: list[Procedure], texts: list[VersionContent], lines: list[tuple[int, Announced]], at: datetime
) -> None:
    items = DecisionItem.objects.bulk_create(
        [
            DecisionItem(
                decision=line.decision, procedure=procedures[place], kind=line.kind, effective_on=line.valid_from,
                recorded_at=at,
            )
            for place, line in lines
        ],
        batch_size=500,
    )  # fmt: skip
    fields = fields_for(texts)
    versions: list[ProcedureVersion] = []
    for (place, line), item in zip(lines, items, strict=True):
        text = texts[place]
        before = versions[-1] if versions and versions[-1].procedure_id == procedures[place].pk else None
        if before is not None:
            before.valid_before, before.closed_at = line.valid_from, at
        version = ProcedureVersion(
            procedure=procedures[place], ordinal=2 if before else 1, status=ProcedureVersion.Status.PUBLISHED,
            brought_by=item, valid_from=line.valid_from, valid_before=TWO_LEVEL_GOVERNMENT_FROM, recorded_at=at,
            published_at=at, source="demo", field_id=fields[text.field.code] if text.field else None,
        )  # fmt: skip
        set_columns(version, text)
        versions.append(version)
    ProcedureVersion.objects.bulk_create(versions, batch_size=500)
    write_parts([(version, texts[place]) for version, (place, _) in zip(versions, lines, strict=True)])
