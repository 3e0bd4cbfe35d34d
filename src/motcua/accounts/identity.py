"""What an identity provider tells about a person, and which account that is.

VNeID has no public specification, so the names of claims and the meaning of `acr`
values are settings (MOTCUA_OIDC_CLAIMS, MOTCUA_OIDC_ASSURANCE).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db import transaction

from motcua.accounts.kinds import AccountKind, AssuranceLevel
from motcua.accounts.models import Account
from motcua.accounts.services import record_administration
from motcua.core.text import clean


@dataclass(frozen=True, slots=True)
class Identity:
    """A person as the provider describes it; unknown facts are empty."""

    subject: str
    assurance: AssuranceLevel
    full_name: str = ""
    identity_number: str = ""
    organisation_code: str = ""
    email: str = ""
    phone: str = ""
    address: str = ""
    born_on: date | None = None

    @property
    def is_proven(self) -> bool:
        return self.assurance >= AssuranceLevel.SUBSTANTIAL


def identity_in(claims: Mapping[str, Any]) -> Identity:
    """Read the configured claims; `acr` decides the assurance level, `*` for any other value."""

    def text(fact: str) -> str:
        value = claims.get(settings.OIDC_CLAIMS.get(fact, fact))
        return clean(str(value)) if isinstance(value, str | int) else ""

    levels = settings.OIDC_ASSURANCE
    level = levels.get(str(claims.get("acr", "")), levels.get("*", 0))
    number = text("identity_number")
    return Identity(
        subject=str(claims["sub"]),
        assurance=AssuranceLevel(int(level)),
        full_name=text("full_name")[:200],
        identity_number=number if number.isdecimal() and len(number) <= 12 else "",
        organisation_code=text("organisation_code")[:14],
        email=text("email"),
        phone=text("phone")[:20],
        address=text("address")[:300],
        born_on=_day(text("born_on")),
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


@transaction.atomic
def account_for(identity: Identity) -> Account | None:
    """Return the account that an identity seen for the first time belongs to, or None for a new one.

    Only an account whose number was itself proven is joined. A number that somebody merely
    declared is taken away from that account: else its password would open another's papers.
    """
    if not identity.identity_number or not identity.is_proven:
        return None
    held = Account.objects.select_for_update().filter(
        identity_number=identity.identity_number, kind=AccountKind.CITIZEN, is_active=True
    )
    found = held.first()
    if found is None:
        return None
    if found.assurance >= AssuranceLevel.SUBSTANTIAL:
        return found
    found.identity_number, found.assurance = "", AssuranceLevel.NONE
    found.save(update_fields=["identity_number", "assurance"])
    record_administration(
        act="release_number",
        by=None,
        about=found,
        reason="Số định danh đã được người khác xác thực / another person proved this number",
    )
    return None


def officer_named(username: str) -> Account | None:
    """Return the officer's account of this user name, or None; the provider of officers vouches for the name."""
    name = clean(username)
    held = Account.objects.filter(username__iexact=name, kind=AccountKind.OFFICER, is_active=True)
    return held.first() if name else None


def describe(account: Account, identity: Identity, issuer: str) -> None:
    """Put what the provider says on an account (unsaved); never lower a proven level, never empty a fact."""
    for fact in ("full_name", "email", "phone", "address", "born_on"):
        if value := getattr(identity, fact):
            setattr(account, fact, value)
    if identity.is_proven:
        account.identity_number = identity.identity_number or account.identity_number
        account.organisation_code = identity.organisation_code or account.organisation_code
    if account.pk is None and identity.organisation_code:
        account.kind = AccountKind.BUSINESS
    if identity.assurance >= account.assurance:
        account.assurance, account.assurance_source = identity.assurance, issuer[:200]
