"""The partners of this house, and their configuration.

Configuration is the JSON file MOTCUA_PAYMENTS_FILE: {"vnpay": {"terminal": …, "secret": …}, …}.
A simulated nation without such a file is offered the simulators at `/mo-phong/`.
"""

import hashlib
import hmac

from django.conf import settings

from motcua.core.partner_files import settings_of_partners
from motcua.core.selectors import is_simulated
from motcua.payments.errors import PartnerNotReady, UnknownPartner
from motcua.payments.partners.contract import Partner
from motcua.payments.partners.paygov import PayGov
from motcua.payments.partners.vietqr import VietQr
from motcua.payments.partners.vnpay import VnPay

PARTNERS: dict[str, Partner] = {partner.code: partner for partner in (VnPay(), PayGov(), VietQr())}


def partner_of(code: str) -> Partner:
    """Return the partner of this code."""
    if code not in PARTNERS:
        raise UnknownPartner(partner=code, known=", ".join(PARTNERS))
    return PARTNERS[code]


def settings_of(code: str) -> dict[str, str]:
    """Return a partner's configuration; refuse one that is not complete."""
    partner = partner_of(code)
    found = configuration().get(code, {})
    missing = [name for name in partner.needs if not found.get(name)]
    if missing:
        raise PartnerNotReady(partner=str(partner.name), missing=", ".join(missing))
    return found


def ready() -> list[Partner]:
    """Return the partners that can be offered to a payer."""
    found = configuration()
    return [one for one in PARTNERS.values() if all(found.get(one.code, {}).get(name) for name in one.needs)]


def configuration() -> dict[str, dict[str, str]]:
    """Return the configuration of all partners; nothing where none is configured."""
    given = settings.PAYMENTS
    return demonstration() if not isinstance(given, dict) and has_simulators() else settings_of_partners(given)


def has_simulators() -> bool:
    """Return whether the simulated nation pays through the simulators built into its pages."""
    return not settings.PAYMENTS and not settings.PRODUCTION and is_simulated()


def demonstration() -> dict[str, dict[str, str]]:
    """Return partners that are pages of this installation itself and move no money."""

    def secret(code: str) -> str:
        return hmac.new(settings.SECRET_KEY.encode(), f"simulator {code}".encode(), hashlib.sha256).hexdigest()

    return {
        "vnpay": {"terminal": "MOPHONG1", "secret": secret("vnpay"), "address": "/mo-phong/vnpay/"},
        "paygov": {"secret": secret("paygov"), "address": "/mo-phong/paygov/"},
        "vietqr": {"bin": "970403", "account": "0000000000", "secret": secret("vietqr")},
    }
