"""PayGov, the payment platform of the national portal: it asks us what is due, then notifies.

UNVERIFIED: the platform has no public specification; member names and the signature (HMAC-SHA256
over the sorted members) are ours, kept in this folder so that only it changes.
"""

import hashlib
import hmac
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from motcua.core.phrases import Phrase
from motcua.payments.errors import ForgedNotice
from motcua.payments.partners.contract import DONG, Answer, Notice, Order, Start
from motcua.payments.states import OUTCOME_PHRASES, Outcome

SUCCESS = "00"
_CODES = {
    Outcome.SETTLED: "00",
    Outcome.FAILED: "00",
    Outcome.REPEATED: "02",
    Outcome.PAID_TWICE: "02",
    Outcome.UNKNOWN_ORDER: "01",
    Outcome.OTHER_AMOUNT: "04",
    Outcome.OTHER_CURRENCY: "04",
    Outcome.FORGED: "97",
    Outcome.UNREADABLE: "99",
}


def signature(content: Mapping[str, Any], secret: str) -> str:
    """Return the HMAC-SHA256 over the members without `chuKy`, sorted, as compact JSON."""
    signed = {name: value for name, value in content.items() if name != "chuKy"}
    text = json.dumps(signed, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hmac.new(secret.encode(), text.encode(), hashlib.sha256).hexdigest()


def is_genuine(content: Mapping[str, Any], secret: str) -> bool:
    """Return whether the members carry their right signature."""
    given = str(content.get("chuKy", "")).lower()
    return hmac.compare_digest(given.encode(), signature(content, secret).encode())


class PayGov:
    """The platform of the national portal."""

    code = "paygov"
    name = Phrase("Nền tảng thanh toán Cổng Dịch vụ công quốc gia", "National portal payment platform")
    needs = ("secret", "address")

    def start(self, order: Order, settings: Mapping[str, str]) -> Start:
        """Return the platform's page for this reference; the amount is what it asks us, not what the browser says."""
        query = urlencode({"maThamChieu": order.reference, "urlTroVe": order.return_url})
        return Start(address=f"{settings['address']}?{query}")

    def read_notice(self, content: Mapping[str, Any], settings: Mapping[str, str]) -> Notice:
        """Return what the platform says about one reference."""
        if not is_genuine(content, settings["secret"]):
            raise ForgedNotice
        paid = content.get("thoiGianThanhToan")
        return Notice(
            reference=str(content["maThamChieu"]),
            amount=int(content["soTien"]),
            currency=str(content.get("loaiTien", DONG)),
            succeeded=str(content["maKetQua"]) == SUCCESS,
            transaction=str(content.get("maGiaoDich", "")),
            paid_at=datetime.fromisoformat(str(paid)) if paid else None,
        )

    def answer(self, outcome: Outcome) -> Answer:
        """Return the result code and its sentence."""
        return Answer(200, {"maLoi": _CODES[outcome], "moTa": OUTCOME_PHRASES[outcome].vi})

    def due_answer(self, reference: str, amount: int | None, settings: Mapping[str, str]) -> Answer:
        """Return the signed answer to the question what is due under a reference; None where nothing is."""
        body: dict[str, Any] = {"maThamChieu": reference, "maLoi": "00" if amount else "01"}
        if amount:
            body |= {"soTien": amount, "loaiTien": DONG}
        return Answer(200, {**body, "chuKy": signature(body, settings["secret"])})
