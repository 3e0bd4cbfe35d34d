"""Accounts with traits: `citizen()`, `officer()`, `business()`."""

from itertools import count

from motcua.accounts.kinds import AccountKind, AssuranceLevel
from motcua.accounts.models import Account

_numbers = count(1)
PASSWORD = "mot-cua-thu-nghiem"


def account(kind=AccountKind.CITIZEN, **facts):
    number = next(_numbers)
    password = facts.pop("password", None)
    made = Account(**{"username": f"{kind}{number}", "full_name": "Nguyễn Thị Đào", "kind": kind, **facts})
    made.set_password(password)
    made.save()
    return made


def citizen(**facts):
    facts.setdefault("identity_number", f"0012{next(_numbers):08d}")
    return account(AccountKind.CITIZEN, **facts)


def proven_citizen(**facts):
    return citizen(assurance=AssuranceLevel.HIGH, **facts)


def business(**facts):
    facts.setdefault("organisation_code", f"01{next(_numbers):08d}")
    return account(AccountKind.BUSINESS, **{"full_name": "Công ty Cảng Đông", **facts})


def officer(**facts):
    return account(AccountKind.OFFICER, **{"full_name": "Trần Văn Ước", **facts})
