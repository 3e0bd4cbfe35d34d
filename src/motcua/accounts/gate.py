"""The one gate: every view says who may enter, and nobody enters a view that does not.

Decorators only declare; `GateMiddleware` enforces before the view runs. A view
without a declaration answers 403 to everybody, so forgetting closes the door.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from allauth.account.authentication import get_authentication_records
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from motcua.accounts.duties import Duty

View = TypeVar("View", bound=Callable[..., Any])


def everyone(view: View) -> View:
    """Let anybody in, logged in or not."""
    view.who_may_enter = "everyone"  # type: ignore[attr-defined]
    return view


def signed_in(view: View) -> View:
    """Let in any person with an account."""
    view.who_may_enter = "signed_in"  # type: ignore[attr-defined]
    return view


def bearer(view: View) -> View:
    """Let the view itself check the bearer token of a connected system (api only)."""
    view.who_may_enter = "bearer"  # type: ignore[attr-defined]
    return view


def officers_with(*duties: Duty | str) -> Callable[[View], View]:
    """Let in officers who hold at least one of `duties` today."""
    wanted = frozenset(Duty(duty) for duty in duties)

    def declare(view: View) -> View:
        view.who_may_enter = wanted  # type: ignore[attr-defined]
        return view

    return declare


def declared(view: Any) -> Any:
    """Return what `view` declares, through wrappers and allauth's class views; None if nothing."""
    own = getattr(view, "who_may_enter", None)
    if own is None and getattr(view, "__module__", "").startswith("allauth."):
        # allauth's pages guard themselves (login_required inside) and are all about one's own account.
        return "everyone"
    return own


def duties_of(request: HttpRequest) -> frozenset[str]:
    """Return the duties of the present officer; `agencies.middleware` fills them in."""
    return getattr(request, "duties", frozenset())


class GateMiddleware:
    """Enforce the declaration of each view."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        allowed = declared(view)
        if allowed in ("everyone", "bearer"):
            return None
        if allowed is None:
            if settings.DEBUG:
                raise PermissionDenied(f"{view.__module__}.{view.__qualname__} does not declare who may enter")
            raise PermissionDenied
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if allowed == "signed_in":
            return None
        if not duties_of(request) & allowed:
            raise PermissionDenied
        return second_factor_first(request)


def second_factor_first(request: HttpRequest) -> HttpResponse | None:
    """Send an officer in production to the second factor unless this session has passed it.

    A session that came through the identity provider has its second factor there.
    """
    if not settings.PRODUCTION:
        return None
    passed = {record.get("method") for record in get_authentication_records(request, request.user)}
    if passed & {"mfa", "socialaccount"}:
        return None
    page = "mfa_reauthenticate" if is_mfa_enabled(request.user) else "mfa_activate_totp"
    return redirect(f"{reverse(page)}?{urlencode({'next': request.get_full_path()})}")
