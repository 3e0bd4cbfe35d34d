"""VNPAY: the payer is sent to the gateway; its server tells ours (IPN); the browser's return only shows.

Sorted parameters, HMAC-SHA512 over the encoded query, amount times 100 (gateway version 2.1.0).
UNVERIFIED against the gateway itself: the protocol is spoken with the simulator only.
"""

import hashlib
import hmac
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from motcua.core.clock_zone import VIETNAM
from motcua.core.phrases import Phrase
from motcua.core.text import fold
from motcua.payments.errors import ForgedNotice
from motcua.payments.partners.contract import DONG, Answer, Notice, Order, Start
from motcua.payments.states import Outcome

SUCCESS = "00"
_UNSIGNED = {"vnp_SecureHash", "vnp_SecureHashType"}
_ANSWERS = {
    Outcome.SETTLED: ("00", "Confirm Success"),
    Outcome.FAILED: ("00", "Confirm Success"),
    Outcome.REPEATED: ("02", "Order already confirmed"),
    Outcome.PAID_TWICE: ("02", "Order already confirmed"),
    Outcome.UNKNOWN_ORDER: ("01", "Order not found"),
    Outcome.OTHER_AMOUNT: ("04", "Invalid amount"),
    Outcome.OTHER_CURRENCY: ("04", "Invalid amount"),
    Outcome.FORGED: ("97", "Invalid signature"),
    Outcome.UNREADABLE: ("99", "Unknown error"),
}


def signature(params: Mapping[str, str], secret: str) -> str:
    """Return the HMAC-SHA512 over the sorted, encoded parameters without the signature itself."""
    query = urlencode(sorted((name, value) for name, value in params.items() if name not in _UNSIGNED and value != ""))
    return hmac.new(secret.encode(), query.encode(), hashlib.sha512).hexdigest()


def is_genuine(params: Mapping[str, str], secret: str) -> bool:
    """Return whether the parameters carry their right signature."""
    signed = {name: value for name, value in params.items() if name.startswith("vnp_")}
    given = str(params.get("vnp_SecureHash", "")).lower()
    return hmac.compare_digest(given.encode(), signature(signed, secret).encode())


class VnPay:
    """The redirect gateway."""

    code = "vnpay"
    name = Phrase("Cổng thanh toán VNPAY", "VNPAY gateway")
    needs = ("terminal", "secret", "address")

    def start(self, order: Order, settings: Mapping[str, str]) -> Start:
        """Return the signed address the payer's browser is sent to."""
        local = order.started_at.astimezone(VIETNAM)
        params = {
            "vnp_Version": "2.1.0",
            "vnp_Command": "pay",
            "vnp_TmnCode": settings["terminal"],
            "vnp_Amount": str(order.amount * 100),
            "vnp_CurrCode": DONG,
            "vnp_TxnRef": order.reference,
            "vnp_OrderInfo": fold(order.description) or order.reference,
            "vnp_OrderType": "other",
            "vnp_Locale": "vn",
            "vnp_ReturnUrl": order.return_url,
            "vnp_IpAddr": order.client_address,
            "vnp_CreateDate": f"{local:%Y%m%d%H%M%S}",
            "vnp_ExpireDate": f"{local + timedelta(minutes=15):%Y%m%d%H%M%S}",
        }
        params["vnp_SecureHash"] = signature(params, settings["secret"])
        return Start(address=f"{settings['address']}?{urlencode(sorted(params.items()))}")

    def read_notice(self, content: Mapping[str, Any], settings: Mapping[str, str]) -> Notice:
        """Return what the gateway says; another merchant's notice is as good as forged."""
        params = {name: str(value) for name, value in content.items()}
        if not is_genuine(params, settings["secret"]) or params.get("vnp_TmnCode") != settings["terminal"]:
            raise ForgedNotice
        hundredths = int(params["vnp_Amount"])
        paid = params.get("vnp_PayDate", "")
        return Notice(
            reference=params["vnp_TxnRef"],
            # An amount that is no whole đồng can be no order of ours.
            amount=hundredths // 100 if hundredths % 100 == 0 else -1,
            currency=params.get("vnp_CurrCode", DONG),
            succeeded=params.get("vnp_ResponseCode") == SUCCESS
            and params.get("vnp_TransactionStatus", SUCCESS) == SUCCESS,
            transaction=params.get("vnp_TransactionNo", ""),
            paid_at=datetime.strptime(paid, "%Y%m%d%H%M%S").replace(tzinfo=VIETNAM) if paid else None,
        )

    def answer(self, outcome: Outcome) -> Answer:
        """Return the gateway's own answer code."""
        code, message = _ANSWERS[outcome]
        return Answer(200, {"RspCode": code, "Message": message})
