"""Dossiers with traits: `registered()`, `received()`, `decided()`; an office to work in: `office()`."""

import importlib.util
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path

from motcua.agencies.models import Unit
from motcua.dossiers import services
from motcua.dossiers.actors import Actor
from motcua.procedures.models import Procedure, ProcedureVersion
from motcua.rules.time_limits import TimeLimit

_spec = importlib.util.spec_from_file_location(
    "unit_factories", Path(__file__).resolve().parents[1] / "agencies" / "factories.py"
)
units = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(units)

_places = count(1)
MONDAY = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)  # 08:30 in Vietnam


@dataclass
class Office:
    """A one-stop unit and a department with their officers."""

    one_stop: Unit
    department: Unit
    clerk: Actor
    appraiser: Actor
    signer: Actor
    version: ProcedureVersion


def version(code=None, name="Cấp bản sao trích lục", **facts):
    made = Procedure.objects.create(
        code=code or f"1.{next(_places):06d}",
        identity=code or f"1.{next(_places):06d}",
        name=name,
        recorded_at=datetime(2020, 1, 1, tzinfo=UTC),
    )
    made.identity = made.code
    made.save()
    return ProcedureVersion.objects.create(
        procedure=made,
        ordinal=1,
        status="published",
        valid_from=date(2018, 1, 1),
        recorded_at=datetime(2020, 1, 1, tzinfo=UTC),
        name=name,
        **facts,
    )


def office(code=None, name="Cấp bản sao trích lục"):
    place = next(_places)
    one_stop = units.one_stop(code=f"H56.{place:02d}", name=f"Trung tâm Phục vụ hành chính công {place}")
    department = units.province(code=f"H56.{place:02d}.01", name=f"Sở {place}")
    return Office(
        one_stop,
        department,
        Actor.officer(units.posting({"receive"}, unit=one_stop)),
        Actor.officer(units.posting({"settle"}, unit=department)),
        Actor.officer(units.posting({"sign"}, unit=department)),
        version(code, name),
    )


def registered(of=None, limit="3wd", **facts):
    of = of or office()
    facts.setdefault("applicant", services.ApplicantFacts("Nguyễn Thị Hoa", identity_number="001188000123"))
    facts.setdefault("summary", "Trích lục khai sinh")
    return services.register(
        procedure_version=facts.pop("procedure_version", of.version),
        receiving_unit=of.one_stop,
        resolving_unit=facts.pop("resolving_unit", of.department),
        actor=of.clerk,
        limit=TimeLimit.parse(limit) if limit else None,
        **facts,
    )


def received(of=None, **facts):
    of = of or office()
    dossier = registered(of, **facts)
    services.receive(number=dossier.number, actor=of.clerk)
    dossier.refresh_from_db()
    return dossier


def decided(of=None, **facts):
    of = of or office()
    dossier = received(of, **facts)
    services.hand_over(number=dossier.number, actor=of.clerk)
    services.take_over(number=dossier.number, actor=of.appraiser)
    services.propose(number=dossier.number, actor=of.appraiser)
    services.decide(number=dossier.number, actor=of.signer)
    dossier.refresh_from_db()
    return dossier
