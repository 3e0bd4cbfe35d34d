"""Bearer tokens of connected systems: `auth=Bearer("dossiers:read")` on an operation."""

from typing import Any

from django.http import HttpRequest
from ninja.security import HttpBearer

from motcua.accounts.models import SystemToken
from motcua.accounts.selectors import token_of
from motcua.api.problems import Problem
from motcua.core.phrases import Phrase

ASK = {"WWW-Authenticate": 'Bearer realm="motcua"'}


class Bearer(HttpBearer):
    """Let a system in whose token holds one of `scopes`; the token becomes `request.auth`."""

    def __init__(self, *scopes: str) -> None:
        self.scopes = scopes
        super().__init__()

    def __call__(self, request: HttpRequest) -> Any:
        token = present(request)
        if token is None:
            raise Problem("unauthorised", headers=ASK)
        if not any(token.may(scope) for scope in self.scopes):
            need = " / ".join(self.scopes)
            wanted = Phrase(f"Mã của hệ thống thiếu quyền {need}.", f"The token lacks the scope {need}.")
            raise Problem("forbidden", wanted, scopes=list(self.scopes))
        return token

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        return token_of(token)


def present(request: HttpRequest) -> SystemToken | None:
    """Return the token a request carries, looked up once; None without a valid one."""
    if not hasattr(request, "system_token"):
        scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
        found = token_of(secret.strip()) if scheme.lower() == "bearer" else None
        request.system_token = found  # type: ignore[attr-defined]
    return request.system_token  # type: ignore[attr-defined,no-any-return]
