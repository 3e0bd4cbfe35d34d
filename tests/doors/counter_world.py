"""A small province with a counter: officers with their duties, an ordinary procedure and an interlinked one."""

import importlib.util
import itertools
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from django.test import Client

from motcua.agencies.kinds import UnitKind
from motcua.agencies.models import Unit
from motcua.dossiers.actors import Actor
from motcua.procedures.contents import AgencyContent, ChannelContent, CostContent, EvidenceContent, Named
from motcua.rules.levels import Level
from tests.doors.officers import agencies


def _load(name, room):
    path = Path(__file__).resolve().parents[1] / room / "factories.py"
    spec = importlib.util.spec_from_file_location(name, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


procedures = _load("procedure_factories_of_the_counter", "procedures")
_names = itertools.count(1)
COPY, FREE, WHOLE, UNTOLD = "9.900001", "9.900002", "9.900003", "9.900006"
PARTS = ("9.900002", "9.900004", "9.900005")
SINCE = date(2025, 7, 1)


@dataclass
class World:
    """Who works where."""

    province: Unit
    commune: Unit
    counter: Unit
    police: Unit
    insurance: Unit
    clerk: object
    chief: object
    appraiser: Actor
    signer: Actor
    police_actor: Actor
    insurance_actor: Actor


def _unit(code, name, level, kind, parent=None):
    return agencies.unit(level, kind, code=code, name=name, parent=parent, valid_from=SINCE)


def _account(name, unit, *duties):
    account = agencies.accounts.officer(username=f"{name}-{next(_names)}", full_name=name.title())
    agencies.posting(duties, account=account, unit=unit)
    return account


def _actor(unit, *duties):
    return Actor.officer(agencies.posting(duties, unit=unit))


def world():
    """Return offices and officers, with four procedures in force since 2025."""
    province = _unit("H77", "Tỉnh Cảng", Level.PROVINCE, UnitKind.PROVINCE)
    commune = _unit("H77.101", "Xã Bến", Level.COMMUNE, UnitKind.COMMUNE, province)
    counter = _unit(
        "H77.101.01", "Trung tâm Phục vụ hành chính công, Xã Bến", Level.COMMUNE, UnitKind.ONE_STOP, commune
    )
    police = _unit("H77.101.04", "Công an xã, Xã Bến", Level.COMMUNE, UnitKind.VERTICAL, commune)
    insurance = _unit("H77.13", "Bảo hiểm xã hội cơ sở", Level.PROVINCE, UnitKind.VERTICAL, province)
    announce()
    return World(
        province, commune, counter, police, insurance,
        clerk=_account("lan", counter, "receive"),
        chief=_account("tam", counter, "receive", "supervise"),
        appraiser=_actor(commune, "settle"),
        signer=_actor(commune, "sign"),
        police_actor=_actor(police, "settle", "sign"),
        insurance_actor=_actor(insurance, "settle", "sign"),
    )  # fmt: skip


def announce():
    """Bring the procedures into force the lawful way."""
    charge = CostContent("charge", "amount", Decimal(8000))
    papers = (EvidenceContent("Tờ khai cấp bản sao", originals=1, is_mandatory=True), EvidenceContent("Ảnh", copies=2))
    _in_force(COPY, "Cấp bản sao trích lục", days=3, cost=charge, evidence=papers)
    _in_force(FREE, "Đăng ký khai sinh", days=1)
    _in_force(PARTS[1], "Đăng ký thường trú", days=7, body="Công an cấp xã")
    _in_force(PARTS[2], "Cấp thẻ bảo hiểm y tế cho trẻ em", days=5, body="Bảo hiểm xã hội cơ sở")
    texts = {"group": {"codes": list(PARTS), "order": "at_once"}}
    _in_force(WHOLE, "Liên thông khai sinh, thường trú, thẻ bảo hiểm y tế", days=8, texts=texts)


def in_force_without_limit():
    """Publish a text whose channel names no limit that counts."""
    _in_force(UNTOLD, "Xác nhận theo văn bản", days=0)


def _in_force(code, name, *, days, cost=None, evidence=None, body="Ủy ban nhân dân cấp xã", texts=None):
    costs = (cost or CostContent("charge", "free", Decimal(0)),)
    limit = {"quantity": Decimal(days), "unit": "wd"} if days else {"time_text": "Theo từng trường hợp trong văn bản"}
    channel = ChannelContent("direct", costs=costs, **limit)
    text = procedures.content(
        name,
        channels=(channel,),
        cases=(),
        evidence=evidence or (EvidenceContent("Giấy chứng sinh", originals=1, is_mandatory=True),),
        agencies=(AgencyContent("executing", body),),
        field=Named("X01-HT", "Hộ tịch"),
        levels=("commune",),
        texts=texts or {},
    )
    return procedures.in_force(code, text, signed_on=date(2025, 6, 2), effective_on=SINCE)


def client_of(account):
    """Return a browser in which an officer is signed in."""
    client = Client()
    client.force_login(account)
    return client


def filled(page, **changes):
    """Return what a browser would post for a known citizen with the mandatory papers."""
    facts = {
        "key": page.context["form"].typed["key"],
        "act": "receive",
        "identity": "068190000001",
        "name": "Nguyễn Thị Hoa",
        "kind": "1",
        "phone": "0912345678",
        "address": "Thôn 1, Xã Bến",
        "paper-0-given": "yes",
        "paper-0-original": "1",
        "return_way": "counter",
        "pay": "cash",
    }
    facts |= {office["name"]: office["chosen"] for office in page.context["offices"]}
    return {**facts, **changes}
