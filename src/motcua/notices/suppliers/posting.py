"""Send JSON to a supplier and read its answer."""

import json
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import Request

from motcua.core.calling import CONFIGURED
from motcua.notices.suppliers.contract import NotSent

_PATIENCE_SECONDS = 10
_BUSY = {408, 425, 429}


def post(address: str, body: dict[str, Any], token: str) -> dict[str, Any]:
    """Return the supplier's answer; a refusal of the message itself (4xx) is final, being busy is not."""
    if not address.startswith(("http://", "https://")):
        raise NotSent("the supplier's address is not set", final=True)
    content = json.dumps(body, ensure_ascii=False).encode()
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {token}"}
    try:
        with CONFIGURED.open(Request(address, content, headers), timeout=_PATIENCE_SECONDS) as answer:  # noqa: S310
            return dict(json.loads(answer.read() or b"{}"))
    except HTTPError as refusal:
        with refusal:
            final = 400 <= refusal.code < 500 and refusal.code not in _BUSY
            raise NotSent(f"supplier answered {refusal.code}", final=final) from refusal
    except (URLError, OSError, ValueError) as problem:
        raise NotSent(f"supplier not reached: {problem}") from problem
