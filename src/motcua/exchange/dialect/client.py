"""Send to the national portal as local systems do: look up, create or update, then the progress lines."""

import json
import urllib.error
import urllib.request
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from motcua.core.calling import CONFIGURED
from motcua.exchange.dialect.words import ALREADY_THERE, BLOCK, DONE
from motcua.exchange.webhooks import TIMEOUT_S, NotDelivered


class PortalClient:
    """One session at the portal."""

    def __init__(self, address: str, agency: str, secret: str) -> None:
        self.address, self.agency, self.secret, self.session = address, agency, secret, ""

    def call(self, service: str, **members: Any) -> dict[str, Any]:
        """Call one service and return its answer, logging in when needed."""
        if not self.session and service != "Login":
            self._log_in()
        answer = self._post({"session": self.session, "madonvi": self.agency, "service": service, **members})
        if str(answer.get("error_code")) == "01" and service != "Login":
            # The session has ended: once more with a new one.
            self._log_in()
            answer = self._post({"session": self.session, "madonvi": self.agency, "service": service, **members})
        return answer

    def _log_in(self) -> None:
        answer = self._post({"madonvi": self.agency, "service": "Login", "password": self.secret})
        if str(answer.get("error_code")) not in DONE or not answer.get("session"):
            raise NotDelivered(partner=self.address, why=f"log-in refused: {_error(answer)}")
        self.session = str(answer["session"])

    def send_dossier(self, entry: dict[str, Any]) -> None:
        """Create or update one dossier; "đã tồn tại" means that it must be an update."""
        found = self.call("TraCuuHoSo", mahoso=entry["MaHoSo"])
        exists = str(found.get("error_code")) in DONE and bool(found.get("result"))
        answer = self.call("DongBoHoSoMC", isUpdating=str(exists), data=[entry])
        if not exists and ALREADY_THERE in _error(answer):
            answer = self.call("DongBoHoSoMC", isUpdating="True", data=[entry])
        self._demand(answer)

    def send_progress(self, lines: Sequence[dict[str, Any]]) -> None:
        """Send progress lines in blocks of ten."""
        for start in range(0, len(lines), BLOCK):
            self._demand(self.call("CapNhatTienDoHoSoMC", data=list(lines[start : start + BLOCK])))

    def _demand(self, answer: dict[str, Any]) -> None:
        if str(answer.get("error_code")) not in DONE:
            raise NotDelivered(partner=self.address, why=_error(answer) or "error without a text")

    def _post(self, body: dict[str, Any]) -> dict[str, Any]:
        if urlsplit(self.address).scheme not in {"http", "https"}:
            raise NotDelivered(partner=self.address, why="the address is not http(s)")
        content = json.dumps(body, ensure_ascii=False).encode()
        request = urllib.request.Request(  # noqa: S310 - checked above
            self.address, data=content, headers={"Content-Type": "application/json; charset=utf-8"}, method="POST"
        )
        try:
            with CONFIGURED.open(request, timeout=TIMEOUT_S) as answer:
                told = json.loads(answer.read())
        except (OSError, ValueError, RecursionError) as problem:
            raise NotDelivered(partner=self.address, why=str(problem)[:200]) from problem
        if not isinstance(told, dict):
            raise NotDelivered(partner=self.address, why="the answer is not an object")
        return told


def _error(answer: dict[str, Any]) -> str:
    return str(answer.get("error_message") or answer.get("error_description") or "")
