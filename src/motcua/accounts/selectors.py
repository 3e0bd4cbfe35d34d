"""Lists about accounts: tokens, mandates, who looked at whose data."""

from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.utils import timezone

from motcua.accounts.errors import MandateNotProven
from motcua.accounts.models import AccessLog, Account, AdministrationRecord, Consent, Mandate, SystemToken
from motcua.accounts.services import KEPT_TOKENS, digest_of
from motcua.core.prepared import PreparedGet
from motcua.core.text import fold


def token_of(secret: str, at: datetime | None = None) -> SystemToken | None:
    """Return the token of a bearer secret if it is known, not expired and not revoked at `at` (now).

    Another process of the server hears of a revocation within a second.
    """
    digest = digest_of(secret) if secret else ""
    found = KEPT_TOKENS.get(digest, lambda: _token(digest)) if secret else None
    if found is None or found.revoked_at is not None or found.expires_at <= (at or timezone.now()):
        return None
    return found


_token = PreparedGet(SystemToken, "digest", locks=False)


def mandates_of(account: Account, on: date | None = None) -> QuerySet[Mandate]:
    """Return the proven mandates under which `account` may act for others on a day (today)."""
    return Mandate.objects.in_force_on(on or timezone.localdate()).filter(agent=account)


def mandate_for(account: Account, principal_number: str, on: date | None = None) -> Mandate:
    """Return the mandate under which `account` acts for `principal_number`; raise MandateNotProven without one."""
    day = on or timezone.localdate()
    found = mandates_of(account, day).filter(principal_number=principal_number).first()
    if found is None:
        raise MandateNotProven(principal=principal_number, on=day)
    return found


def claims_with(number: str) -> QuerySet[Mandate]:
    """Return the mandates that wait for proof and name `number` on either side, oldest first."""
    waiting = Mandate.objects.filter(proven_at=None, revoked_at=None).select_related("agent").order_by("recorded_at")
    agent = Q(agent__identity_number=number) | Q(agent__organisation_code=number)
    return waiting.filter(agent | Q(principal_number=number))


def views_of_my_data(account: Account) -> QuerySet[AccessLog]:
    """Return who looked at the data of `account`, by account or by identity number, newest first."""
    numbers = [number for number in (account.identity_number, account.organisation_code) if number]
    return AccessLog.objects.filter(Q(subject=account) | Q(subject_number__in=numbers)).select_related(
        "viewer", "token"
    )


def consents_of(account: Account) -> QuerySet[Consent]:
    """Return all consents of a person, withdrawn ones too."""
    return Consent.objects.filter(account=account)


def tokens() -> QuerySet[SystemToken]:
    """Return every token, for administrators."""
    return SystemToken.objects.select_related("created_by")


def administration_of(account: Account) -> QuerySet[AdministrationRecord]:
    """Return what administrators did about `account`, newest first."""
    return AdministrationRecord.objects.filter(about=account).select_related("by")


def officers(text: str = "") -> QuerySet[Account]:
    """Return officers whose name, user name or identity number matches `text`, by name."""
    found = Account.objects.filter(kind="officer").order_by("name_key", "username")
    if words := fold(text):
        found = found.filter(Q(name_key__contains=words) | Q(username__icontains=text.strip()))
    return found
