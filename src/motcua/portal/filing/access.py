"""Whose draft is this? The browser that began it, until a person logs in and it is theirs.

The browser is known by a cookie of its own, which outlives the session: a session that ends in the middle
of a form loses nothing. A draft of somebody else does not exist (404).
"""

import hashlib
import secrets

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse

from motcua.accounts.models import Account
from motcua.portal.filing.drafts import KEPT, claim
from motcua.portal.models import Draft

COOKIE = "motcua_ban_khai"


def account_of(request: HttpRequest) -> Account | None:
    """Return who is logged in, or None."""
    return request.user if isinstance(request.user, Account) else None


def browser_of(request: HttpRequest) -> str:
    """Return the digest of this browser's key, or nothing for a browser that never filed."""
    key = request.COOKIES.get(COOKIE, "")
    return hashlib.sha256(key.encode()).hexdigest() if key else ""


def new_key() -> str:
    return secrets.token_urlsafe(24)


def digest(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()


def remember(response: HttpResponse, key: str) -> None:
    """Give the browser its key for as long as a draft is kept."""
    response.set_cookie(
        COOKIE, key, max_age=int(KEPT.total_seconds()), httponly=True, samesite="Lax", secure=settings.PRODUCTION
    )


def demand_draft(request: HttpRequest, code: str, mark: str) -> Draft:
    """Return the draft if it is this person's or this browser's; logging in makes it the person's."""
    draft = _known(code, mark)
    account = account_of(request)
    if draft.owner_id is not None:
        if account is None or draft.owner_id != account.pk:
            raise Http404
        return draft
    if not browser_of(request) or draft.browser != browser_of(request):
        raise Http404
    return claim(draft=draft, account=account) if account is not None else draft


def lost_session(request: HttpRequest, code: str, mark: str) -> Draft | None:
    """Return the draft of a person whose log-in ended in the middle, at the browser that began it.

    It may be written to, so that nothing typed is lost, but not shown before a new log-in.
    """
    if account_of(request) is not None:
        return None
    draft = _known(code, mark)
    return draft if draft.owner_id is not None and draft.browser == browser_of(request) != "" else None


def _known(code: str, mark: str) -> Draft:
    found = Draft.objects.filter(mark=mark, procedure_code=code)
    draft = found.select_related("version__procedure", "case", "place__parent", "mandate").first()
    if draft is None:
        raise Http404
    return draft
