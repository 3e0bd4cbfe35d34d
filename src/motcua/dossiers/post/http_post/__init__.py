"""A carrier over HTTP and JSON, each request signed with HMAC-SHA256 over its body or path.

UNVERIFIED: no public specification of a Vietnamese carrier's service for one-stop units was found; addresses and
member names are ours, kept in this folder so that only it changes.
"""

import hashlib
import hmac
import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import quote
from urllib.request import Request

from motcua.core.calling import CONFIGURED
from motcua.core.phrases import Phrase
from motcua.dossiers.post.contract import CarrierTrouble, Consignment, Status, TrackingStep

SIGNED = "X-Signature"
_PATIENCE_SECONDS = 10
_LARGEST_ANSWER = 256 * 1024


def signature(text: bytes, secret: str) -> str:
    """Return the HMAC-SHA256 of a body (or of the path of a question) in hexadecimal."""
    return hmac.new(secret.encode(), text, hashlib.sha256).hexdigest()


class HttpPost:
    """Public post over HTTP."""

    code = "post"
    name = Phrase("Bưu chính công ích", "Public post")
    needs = ("address", "secret")

    def order(self, consignment: Consignment, settings: Mapping[str, str]) -> str:
        """Order the transport; return the tracking number."""
        body = {
            "maThamChieu": consignment.reference,
            "nguoiGui": consignment.sender,
            "nguoiNhan": consignment.receiver,
            "dienThoai": consignment.phone,
            "diaChi": consignment.address,
            "noiDung": consignment.content,
        }
        answer = self._ask(settings, "/orders", json.dumps(body, ensure_ascii=False).encode())
        number = str(answer.get("maBuuGui", "")).strip()
        if not number or len(number) > 60:
            raise CarrierTrouble("the answer has no tracking number")
        return number

    def track(self, tracking_number: str, settings: Mapping[str, str]) -> Sequence[TrackingStep]:
        """Return the steps so far, oldest first."""
        answer = self._ask(settings, f"/orders/{quote(tracking_number, safe='')}")
        try:
            steps = [
                TrackingStep(
                    at=datetime.fromisoformat(str(step["thoiGian"])),
                    status=Status(step["trangThai"]),
                    place=str(step.get("noi", ""))[:120],
                    note=str(step.get("ghiChu", ""))[:300],
                )
                for step in answer["hanhTrinh"]
            ]
        except (KeyError, TypeError, ValueError) as fault:
            raise CarrierTrouble(f"the answer cannot be read: {fault}") from fault
        if any(step.at.tzinfo is None for step in steps):
            raise CarrierTrouble("a time has no zone")
        return sorted(steps, key=lambda step: step.at)

    def _ask(self, settings: Mapping[str, str], path: str, body: bytes | None = None) -> dict[str, Any]:
        signed = signature(body if body is not None else path.encode(), settings["secret"])
        headers = {"Content-Type": "application/json", SIGNED: signed}
        request = Request(settings["address"].rstrip("/") + path, body, headers)  # noqa: S310 - configured
        try:
            with CONFIGURED.open(request, timeout=_PATIENCE_SECONDS) as answer:
                content = answer.read(_LARGEST_ANSWER + 1)
        except HTTPError as refusal:
            with refusal:
                raise CarrierTrouble(f"the carrier answered {refusal.code}") from refusal
        except (URLError, OSError) as fault:
            raise CarrierTrouble(f"the carrier was not reached: {fault}") from fault
        try:
            whole = json.loads(content)
        except (ValueError, RecursionError) as fault:
            raise CarrierTrouble("the answer is not JSON") from fault
        if not isinstance(whole, dict):
            raise CarrierTrouble("the answer is not an object")
        return whole
