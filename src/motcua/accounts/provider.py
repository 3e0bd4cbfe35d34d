"""Log-in through the national identity provider: allauth's OpenID Connect made strict.

Added here: a nonce bound to the state, the signature of the ID token always checked against
the provider's present keys (so keys may rotate), the same subject in token and user info,
no parameters taken from the address, and log-out at the provider.
"""

import secrets
from typing import Any
from urllib.parse import urlencode

import requests
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.http import HttpRequest

from motcua.accounts import identity as identities

PROVIDER_ID = "quoc-gia"
ID_TOKEN_KEY = "oidc_id_token"  # noqa: S105 (name of a session entry)


class StrictAdapter(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]
    """The protocol side of one log-in."""

    def _decode_id_token(self, app: Any, id_token: str) -> dict[str, Any]:
        claims: dict[str, Any] = jwtkit.verify_and_decode(
            credential=id_token,
            keys_url=self.openid_config["jwks_uri"],
            issuer=self.openid_config["issuer"],
            audience=app.client_id,
            lookup_kid=jwtkit.lookup_kid_jwk,
            verify_signature=True,
        )
        return claims

    def complete_login(self, request: HttpRequest, app: Any, token: Any, **kwargs: Any) -> Any:
        id_token = kwargs["response"].get("id_token")
        if not id_token:
            raise OAuth2Error("the provider sent no ID token")
        data = {"userinfo": self._fetch_user_info(token.token), "id_token": self._decode_id_token(app, id_token)}
        if data["userinfo"].get("sub") != data["id_token"].get("sub"):
            raise OAuth2Error("user info and ID token speak of different subjects")
        request.session[ID_TOKEN_KEY] = id_token
        return self.get_provider().sociallogin_from_response(request, data)


class StrictProvider(OpenIDConnectProvider):  # type: ignore[misc]
    """The national identity provider."""

    oauth2_adapter_class = StrictAdapter
    pkce_enabled_default = True

    def get_default_scope(self) -> list[str]:
        return list(settings.OIDC_SCOPES)

    def get_scope_from_request(self, request: HttpRequest) -> list[str]:
        return list(self.get_scope())

    def get_auth_params_from_request(self, request: HttpRequest, action: Any) -> dict[str, str]:
        return dict(self.get_auth_params())

    def redirect(
        self, request: HttpRequest, process: Any, next_url: Any = None, data: Any = None, **kwargs: Any
    ) -> Any:
        nonce = secrets.token_urlsafe(24)
        kwargs["auth_params"] = {**(kwargs.get("auth_params") or self.get_auth_params()), "nonce": nonce}
        return super().redirect(request, process, next_url=next_url, data=data, nonce=nonce, **kwargs)

    def extract_email_addresses(self, data: Any) -> list[Any]:
        """Leave e-mails out: another's address must never decide who somebody is."""
        return []


class SocialAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Which account a national log-in opens."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return True

    def is_auto_signup_allowed(self, request: HttpRequest, sociallogin: Any) -> bool:
        return True

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        claims = _claims(sociallogin)
        told = claims.get("nonce")
        if not told or told != (sociallogin.state or {}).get("nonce"):
            provider = sociallogin.account.get_provider(request)
            raise ImmediateHttpResponse(render_authentication_error(request, provider, error="nonce"))
        who = identities.identity_in(claims)
        if not sociallogin.is_existing and (known := identities.account_for(who)) is not None:
            sociallogin.connect(request, known)
        if sociallogin.is_existing:
            identities.describe(sociallogin.user, who, settings.OIDC_ISSUER)
            sociallogin.user.save()

    def populate_user(self, request: HttpRequest, sociallogin: Any, data: Any) -> Any:
        who = identities.identity_in(_claims(sociallogin))
        sociallogin.user.username = f"oidc-{who.subject}"[:150]
        identities.describe(sociallogin.user, who, settings.OIDC_ISSUER)
        return sociallogin.user


def _claims(sociallogin: Any) -> dict[str, Any]:
    told = sociallogin.account.extra_data
    return {**told.get("userinfo", {}), **told.get("id_token", {})}


def logout_address(id_token: str, back_to: str) -> str | None:
    """Return where the provider ends its own session, or None if it offers nothing or cannot be reached."""
    try:
        address = settings.OIDC_ISSUER.rstrip("/") + "/.well-known/openid-configuration"
        endpoint = requests.get(address, timeout=5).json().get("end_session_endpoint")
    except (requests.RequestException, ValueError):
        return None
    if not endpoint:
        return None
    question = {
        "id_token_hint": id_token,
        "post_logout_redirect_uri": back_to,
        "client_id": settings.OIDC_CLIENT_ID,
    }
    return f"{endpoint}?{urlencode(question)}"
