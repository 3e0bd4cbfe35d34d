"""Messages to a chat account (an official account that the person follows) through HTTP.

UNVERIFIED: the operator's own members; kept in this folder so that only it changes.
"""

from collections.abc import Mapping
from typing import Any

from motcua.notices.suppliers.contract import Sent
from motcua.notices.suppliers.posting import post


class ChatHttp:
    code, channel = "http", "chat"

    def send(self, address: str, subject: str, body: str, settings: Mapping[str, Any]) -> Sent:
        """Hand one message over to the person's chat account."""
        sent = {"recipient": {"user_id": address}, "message": {"text": f"{subject}\n{body}"}}
        answer = post(settings.get("address", ""), sent, settings.get("token", ""))
        return Sent(str(answer.get("id", "")), int(settings.get("price", 0)))
