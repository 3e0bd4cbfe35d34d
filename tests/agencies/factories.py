"""Units and postings with traits: `province()`, `commune()`, `posting(duties=…)`."""

import importlib.util
from datetime import date
from itertools import count
from pathlib import Path

from motcua.agencies.kinds import UnitKind
from motcua.agencies.models import Posting, Unit, UnitCode
from motcua.rules import agency_codes
from motcua.rules.levels import Level

_spec = importlib.util.spec_from_file_location(
    "account_factories", Path(__file__).resolve().parents[1] / "accounts" / "factories.py"
)
accounts = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(accounts)

_numbers = count(1)


def unit(level=Level.PROVINCE, kind=UnitKind.PROVINCE, more_codes=(), **facts):
    code = facts.setdefault("code", f"X{next(_numbers):02d}")
    made = Unit.objects.create(**{"name": f"Đơn vị {code}", "level": level, "kind": kind, **facts})
    for text in dict.fromkeys((code, *more_codes)):
        UnitCode.objects.create(
            unit=made,
            style=agency_codes.read(text).style,
            code=text,
            valid_from=made.valid_from,
            valid_before=made.valid_before,
        )
    return made


def province(**facts):
    return unit(Level.PROVINCE, UnitKind.PROVINCE, **facts)


def commune(**facts):
    return unit(Level.COMMUNE, UnitKind.COMMUNE, **facts)


def one_stop(**facts):
    return unit(Level.PROVINCE, UnitKind.ONE_STOP, **facts)


def posting(duties=("receive",), account=None, unit=None, **facts):
    facts.setdefault("valid_from", date(2020, 1, 1))
    return Posting.objects.create(
        account=account or accounts.officer(),
        unit=unit or province(),
        title=facts.pop("title", "Chuyên viên"),
        duties=frozenset(duties),
        **facts,
    )
