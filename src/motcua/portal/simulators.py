"""Payment partners played by pages of the simulated nation itself; no money moves.

Only where the nation is simulated, no real partner is configured, and not in production.
"""

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.crypto import get_random_string
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods

from motcua.accounts.gate import everyone
from motcua.payments import services
from motcua.payments.partners import paygov, vietqr, vnpay
from motcua.payments.partners.registry import PARTNERS, has_simulators, settings_of
from motcua.payments.selectors import amount_of
from motcua.payments.testing import bank_told, paygov_told, vnpay_told
from motcua.rules import vietqr as codes
from motcua.rules.errors import RuleViolation

DIGITS = "0123456789"


@everyone
@require_http_methods(["GET", "POST"])
def simulator(request: HttpRequest, partner: str) -> HttpResponse:
    """Play the partner's page: pay or give up; its server then tells ours."""
    if partner not in PARTNERS or not has_simulators():
        raise Http404
    given = {name: str(value) for name, value in (request.POST if request.method == "POST" else request.GET).items()}
    if request.method == "GET":
        facts = {"partner": PARTNERS[partner], "given": list(given.items()), "amount": _amount(partner, given)}
        return render(request, "portal/simulator.html", facts)
    try:
        notice, back = _TOLD[partner](given, given.pop("act", "") != "fail")
    except (KeyError, ValueError, RuleViolation) as fault:
        raise Http404 from fault
    services.receive_notice(partner=partner, content=notice)
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}):
        raise Http404
    return redirect(back)


def _amount(partner: str, given: dict[str, str]) -> int | None:
    if partner == "vnpay" and given.get("vnp_Amount", "").isdecimal():
        return int(given["vnp_Amount"]) // 100
    return amount_of("paygov", given.get("maThamChieu", "")) if partner == "paygov" else None


def _transaction() -> str:
    return get_random_string(8, DIGITS)


def _vnpay(given: dict[str, str], succeeded: bool) -> tuple[dict[str, Any], str]:
    secret = settings_of("vnpay")["secret"]
    if not vnpay.is_genuine(given, secret):
        raise ValueError("wrong signature")
    told = vnpay_told(given, _transaction(), succeeded=succeeded)
    told["vnp_SecureHash"] = vnpay.signature(told, secret)
    return told, f"{given['vnp_ReturnUrl']}?{urlencode(told)}"


def _paygov(given: dict[str, str], succeeded: bool) -> tuple[dict[str, Any], str]:
    amount = amount_of("paygov", given["maThamChieu"])
    if amount is None:
        raise ValueError("nothing is due")
    told = paygov_told(given["maThamChieu"], amount, _transaction(), succeeded)
    return {**told, "chuKy": paygov.signature(told, settings_of("paygov")["secret"])}, given["urlTroVe"]


def _bank(given: dict[str, str], succeeded: bool) -> tuple[dict[str, Any], str]:
    told = bank_told(codes.read(given["code"]), _transaction())
    told["signature"] = vietqr.signature(told, settings_of("vietqr")["secret"] if succeeded else "")
    return told, given["back"]


_TOLD = {"vnpay": _vnpay, "paygov": _paygov, "vietqr": _bank}
