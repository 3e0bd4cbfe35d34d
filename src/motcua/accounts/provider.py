"""Log-in through the national identity provider, or that of officers: allauth's OpenID Connect made strict.

Added here: a nonce bound to the state, the signature of the ID token always checked against
the provider's present keys (so keys may rotate), the same subject in token and user info,
no parameters taken from the address, and log-out at the provider.
"""

import secrets
from typing import Any
from urllib.parse import urlencode

import jwt
import requests
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter, get_adapter
from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import render

from motcua.accounts import identity as identities

PROVIDER_ID = "quoc-gia"
OFFICERS_ID = "can-bo"
SIGNATURES = {"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "EdDSA"}
"""Asymmetric ones only: with HMAC the client secret could sign."""
ID_TOKEN_KEY = "oidc_id_token"  # noqa: S105 (name of a session entry)
PROVIDER_KEY = "oidc_provider"


class StrictAdapter(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]
    """The protocol side of one log-in."""

    def _decode_id_token(self, app: Any, id_token: str) -> dict[str, Any]:
        """Check signature, issuer, audience and time; the keys are fetched each time, so they may rotate."""
        try:
            head = jwt.get_unverified_header(id_token)
            if head.get("alg") not in SIGNATURES:
                raise OAuth2Error(f"ID token signed with {head.get('alg')}")
            claims: dict[str, Any] = jwt.decode(
                id_token,
                self._key(head),
                algorithms=[head["alg"]],
                audience=app.client_id,
                issuer=self.openid_config["issuer"],
                leeway=30,
                options={"require": ["exp", "iat", "sub"]},
            )
        except jwt.PyJWTError as error:
            raise OAuth2Error(f"ID token not valid: {error}") from error
        return claims

    def _key(self, head: dict[str, Any]) -> Any:
        with get_adapter().get_requests_session() as session:
            answer = session.get(self.openid_config["jwks_uri"])
            answer.raise_for_status()
        keys = jwt.PyJWKSet.from_dict(answer.json()).keys
        # A provider with a single key may leave `kid` out (OpenID Connect Core, section 10.1).
        named = [key for key in keys if key.key_id == head["kid"]] if "kid" in head else keys
        if len(named) != 1:
            raise OAuth2Error("the provider has no such key")
        return named[0]

    def complete_login(self, request: HttpRequest, app: Any, token: Any, **kwargs: Any) -> Any:
        id_token = kwargs["response"].get("id_token")
        if not id_token:
            raise OAuth2Error("the provider sent no ID token")
        data = {"userinfo": self._fetch_user_info(token.token), "id_token": self._decode_id_token(app, id_token)}
        if data["userinfo"].get("sub") != data["id_token"].get("sub"):
            raise OAuth2Error("user info and ID token speak of different subjects")
        request.session[ID_TOKEN_KEY], request.session[PROVIDER_KEY] = id_token, self.provider_id
        return self.get_provider().sociallogin_from_response(request, data)


class StrictProvider(OpenIDConnectProvider):  # type: ignore[misc]
    """An identity provider: the national one, or that of officers."""

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

    def get_requests_session(self) -> requests.Session:
        """Ask the provider where the configuration says, and nowhere else: our secret and its tokens go along."""
        session: requests.Session = super().get_requests_session()
        session.max_redirects = 0
        return session

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
        if sociallogin.account.provider == OFFICERS_ID:
            _open_officer(request, sociallogin, claims)
            return
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


def _open_officer(request: HttpRequest, sociallogin: Any, claims: dict[str, Any]) -> None:
    """Open the officer's account an administrator made under this user name; nobody gets a new one this way."""
    if sociallogin.is_existing:
        return
    known = identities.officer_named(str(claims.get(settings.OIDC_OFFICERS_CLAIM) or ""))
    if known is None:
        raise ImmediateHttpResponse(render(request, "socialaccount/no_officer.html", status=403))
    sociallogin.connect(request, known)


def _claims(sociallogin: Any) -> dict[str, Any]:
    told = sociallogin.account.extra_data
    return {**told.get("userinfo", {}), **told.get("id_token", {})}


def logout_address(provider_id: str, id_token: str, back_to: str) -> str | None:
    """Return where the provider ends its own session, or None if it offers nothing or cannot be reached."""
    apps = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]
    app = next((one for one in apps if one["provider_id"] == provider_id), None)
    if app is None:
        return None
    try:
        address = app["settings"]["server_url"].rstrip("/") + "/.well-known/openid-configuration"
        endpoint = requests.get(address, timeout=5, allow_redirects=False).json().get("end_session_endpoint")
    except (requests.RequestException, ValueError):
        return None
    if not endpoint:
        return None
    question = {"id_token_hint": id_token, "post_logout_redirect_uri": back_to, "client_id": app["client_id"]}
    return f"{endpoint}?{urlencode(question)}"
