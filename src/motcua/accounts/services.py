"""What is done to accounts: mandates, tokens, consent, and the log of every look at personal data."""

import hashlib
import secrets
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import get_random_string

from motcua.accounts.errors import AccountNotPossible, MandateNotPossible, ReasonMissing, TokenNotPossible
from motcua.accounts.kinds import AccountKind, MandateKind
from motcua.accounts.models import AccessLog, Account, AdministrationRecord, Consent, Mandate, SystemToken
from motcua.core.kept import Kept
from motcua.core.text import clean

SCOPES = (
    "procedures:read",
    "dossiers:read",
    "dossiers:write",
    "sync:write",
    "reports:read",
    "payments:notify",
    "webhooks:manage",
)
"""What a connected system may be allowed to do."""

PASSWORD_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # noqa: S105 (letters that are not mixed up)
TOKEN_PREFIX = "mct_"  # noqa: S105 (a mark that secret scanners can find, not a secret)
LONGEST_TOKEN_LIFE = timedelta(days=730)
KEPT_TOKENS: Kept[SystemToken | None] = Kept(1)  # by digest


def _reasoned(reason: str) -> str:
    text = clean(reason)
    if not text:
        raise ReasonMissing
    return text[:300]


def log_view(
    account: Account | None,
    subject: Account | str,
    reason: str,
    *,
    what: str = "",
    unit_code: str = "",
    token: SystemToken | None = None,
    at: datetime | None = None,
) -> AccessLog:
    """Record that `account` (or `token`) looked at the data of `subject` (account or identity number).

    Looking at one's own data is not recorded again by callers; a missing reason is refused.
    """
    person = subject if isinstance(subject, Account) else None
    number = (person.identity_number or person.organisation_code) if person else str(subject)
    return AccessLog.objects.create(
        viewer=account,
        token=token,
        subject=person,
        subject_number=number[:14],
        what=what[:200],
        unit_code=unit_code,
        reason=_reasoned(reason),
        at=at or timezone.now(),
    )


def record_administration(
    *, act: str, by: Account | None, reason: str, about: Account | None = None, **facts: Any
) -> AdministrationRecord:
    """Record one act of an administrator with its reason."""
    return AdministrationRecord.objects.create(
        act=act, by=by, about=about, facts=facts, reason=_reasoned(reason), recorded_at=timezone.now()
    )


def first_password() -> str:
    """Return a random first password of letters and figures that are not mixed up; the officer changes it."""
    return get_random_string(14, PASSWORD_LETTERS)


@transaction.atomic
def open_officer_account(
    *, username: str, full_name: str, email: str = "", password: str | None = None, by: Account | None, reason: str
) -> Account:
    """Open the account of an officer; without a password only the identity provider lets it in."""
    name = clean(username)
    if not name or not clean(full_name):
        raise AccountNotPossible(
            why_vi="thiếu tên đăng nhập hoặc họ tên.", why_en="the user name or the full name is missing."
        )
    if Account.objects.filter(username__iexact=name).exists():
        raise AccountNotPossible(
            why_vi=f"tên đăng nhập “{name}” đã có người dùng. Hãy chọn tên khác.",
            why_en=f"the user name “{name}” is taken. Choose another.",
        )
    account = Account(username=name, full_name=full_name, email=email, kind=AccountKind.OFFICER)
    account.set_password(password)
    account.save()
    record_administration(act="open_account", by=by, about=account, reason=reason)
    return account


@transaction.atomic
def claim_mandate(
    *,
    agent: Account,
    principal_name: str,
    principal_number: str,
    kind: MandateKind,
    valid_from: date,
    valid_before: date | None = None,
    proof: str = "",
) -> Mandate:
    """Record that `agent` says it may act for somebody; it opens nothing until proven."""
    name, number = clean(principal_name), clean(principal_number)
    if not name or not number:
        raise MandateNotPossible(
            why_vi="hãy ghi tên và số định danh (hoặc mã số thuế) của người được làm thay.",
            why_en="give the name and the identity (or tax) number of the person or company.",
        )
    if valid_before is not None and valid_before <= valid_from:
        raise MandateNotPossible(
            why_vi="ngày kết thúc phải sau ngày bắt đầu.", why_en="it must end after the day on which it begins."
        )
    if number in {agent.identity_number, agent.organisation_code}:
        raise MandateNotPossible(
            why_vi="bạn không cần uỷ quyền để làm cho chính mình.",
            why_en="you need no mandate to act for yourself.",
        )
    principal = Account.objects.filter(is_active=True, identity_number=number).first()
    principal = principal or Account.objects.filter(is_active=True, organisation_code=number).first()
    return Mandate.objects.create(
        agent=agent,
        principal=principal,
        principal_name=name,
        principal_number=number,
        kind=kind,
        proof=clean(proof),
        valid_from=valid_from,
        valid_before=valid_before,
    )


@transaction.atomic
def prove_mandate(*, mandate: Mandate, by: Account, proof: str, at: datetime | None = None) -> Mandate:
    """Record that `by` has seen the paper that proves the mandate; nobody proves one's own."""
    if by.pk == mandate.agent_id:
        raise MandateNotPossible(
            why_vi="người được uỷ quyền không tự xác nhận được.", why_en="the agent cannot confirm it alone."
        )
    if not clean(proof):
        raise MandateNotPossible(why_vi="hãy ghi số và ngày của giấy tờ.", why_en="give number and day of the paper.")
    held = Mandate.objects.select_for_update(of=("self",)).get(pk=mandate.pk)
    held.proof, held.proven_by, held.proven_at = clean(proof)[:300], by, at or timezone.now()
    held.save(update_fields=["proof", "proven_by", "proven_at"])
    return held


@transaction.atomic
def revoke_mandate(*, mandate: Mandate, by: Account, reason: str) -> Mandate:
    """End a mandate at once; its row and its proof stay."""
    held = Mandate.objects.select_for_update(of=("self",)).get(pk=mandate.pk)
    if by.pk not in {held.agent_id, held.principal_id} and not by.is_officer:
        raise MandateNotPossible(
            why_vi="chỉ người uỷ quyền, người được uỷ quyền hoặc cán bộ được chấm dứt.",
            why_en="only the principal, the agent or an officer may end it.",
        )
    held.revoked_at, held.revoked_reason = timezone.now(), _reasoned(reason)
    held.save(update_fields=["revoked_at", "revoked_reason"])
    return held


def give_consent(*, account: Account, purpose: str, recipient: str = "", expires_at: datetime | None = None) -> Consent:
    """Record that a person allows a use of data."""
    return Consent.objects.create(
        account=account, purpose=purpose, recipient=recipient, given_at=timezone.now(), expires_at=expires_at
    )


def withdraw_consent(*, consent: Consent) -> Consent:
    """End a consent; doing so twice keeps the first moment."""
    if consent.withdrawn_at is None:
        consent.withdrawn_at = timezone.now()
        consent.save(update_fields=["withdrawn_at"])
    return consent


def digest_of(secret: str) -> str:
    """Return the stored form of a bearer secret (256 random bits need no slow hash)."""
    return hashlib.sha256(secret.encode()).hexdigest()


@transaction.atomic
def issue_token(
    *,
    name: str,
    scopes: Iterable[str],
    agencies: Sequence[str] = (),
    expires_at: datetime,
    by: Account | None,
    reason: str,
) -> tuple[SystemToken, str]:
    """Make a bearer token and return it with its secret, which is never shown again."""
    wanted, now = sorted(set(scopes)), timezone.now()
    if unknown := [scope for scope in wanted if scope not in SCOPES]:
        raise TokenNotPossible(
            why_vi=f"quyền “{unknown[0]}” không có. Các quyền: {', '.join(SCOPES)}.",
            why_en=f"there is no scope “{unknown[0]}”. Scopes: {', '.join(SCOPES)}.",
        )
    if not clean(name) or not wanted:
        raise TokenNotPossible(why_vi="hãy ghi tên hệ thống và chọn quyền.", why_en="give a name and a scope.")
    if not now < expires_at <= now + LONGEST_TOKEN_LIFE:
        raise TokenNotPossible(
            why_vi="ngày hết hạn phải ở tương lai và trong vòng hai năm.",
            why_en="it must expire in the future and within two years.",
        )
    secret = TOKEN_PREFIX + secrets.token_urlsafe(32)
    token = SystemToken.objects.create(
        name=clean(name),
        prefix=secret[:10],
        digest=digest_of(secret),
        scopes=wanted,
        agencies=list(agencies),
        created_by=by,
        created_at=now,
        expires_at=expires_at,
    )
    record_administration(act="issue_token", by=by, reason=reason, token=token.pk, name=token.name, scopes=wanted)
    return token, secret


@transaction.atomic
def revoke_token(*, token: SystemToken, by: Account | None, reason: str) -> SystemToken:
    """Close a token at once."""
    if token.revoked_at is None:
        token.revoked_at = timezone.now()
        token.save(update_fields=["revoked_at"])
        KEPT_TOKENS.forget()
        record_administration(act="revoke_token", by=by, reason=reason, token=token.pk, name=token.name)
    return token
