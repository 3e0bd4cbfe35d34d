"""Text messages through an HTTP gateway. UNVERIFIED: member names differ by operator; these are ours."""

from collections.abc import Mapping
from typing import Any

from motcua.notices.suppliers.contract import Sent
from motcua.notices.suppliers.lengths import parts_of
from motcua.notices.suppliers.posting import post


class SmsHttp:
    code, channel = "http", "sms"

    def send(self, address: str, subject: str, body: str, settings: Mapping[str, Any]) -> Sent:
        """Hand one text over under the brand name the operator registered."""
        sent = {"to": address, "text": body, "brand": settings.get("brand", "")}
        answer = post(settings.get("address", ""), sent, settings.get("token", ""))
        return Sent(str(answer.get("id", "")), parts_of(body) * int(settings.get("price", 0)))
