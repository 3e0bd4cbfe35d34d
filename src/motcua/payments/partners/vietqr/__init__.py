"""VietQR: the payer scans a code and transfers; the bank's notice of incoming money settles.

The reference travels in the transfer's text, which banks shorten, upper-case and mix with their own words.
ASSUMPTION: the bank signs its notice with HMAC-SHA256 over the raw members (each bank has its own way).
"""

import hashlib
import hmac
import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from motcua.core.phrases import Phrase
from motcua.payments.errors import ForgedNotice
from motcua.payments.partners.contract import DONG, Answer, Notice, Order, Start
from motcua.payments.states import OUTCOME_PHRASES, Outcome
from motcua.rules.vietqr import write

_REFERENCE = re.compile(r"MC[A-HJ-NP-Z2-9]{12}")
_SIGNED = ("account", "amount", "currency", "text", "transaction", "paid_at")


def signature(content: Mapping[str, Any], secret: str) -> str:
    """Return the HMAC-SHA256 over the named members, joined by bars."""
    text = "|".join(str(content.get(name, "")) for name in _SIGNED)
    return hmac.new(secret.encode(), text.encode(), hashlib.sha256).hexdigest()


def reference_in(text: str) -> str:
    """Return our reference inside a transfer's text, or nothing; banks may break it with blanks."""
    found = _REFERENCE.search(text.upper()) or _REFERENCE.search(re.sub(r"[\s.\-]", "", text.upper()))
    return found[0] if found else ""


class VietQr:
    """A transfer to the unit's account."""

    code = "vietqr"
    name = Phrase("Chuyển khoản VietQR", "VietQR transfer")
    needs = ("bin", "account", "secret")

    def start(self, order: Order, settings: Mapping[str, str]) -> Start:
        """Return the code to scan, with amount and reference."""
        return Start(code=write(settings["bin"], settings["account"], amount=order.amount, purpose=order.reference))

    def read_notice(self, content: Mapping[str, Any], settings: Mapping[str, str]) -> Notice:
        """Return which order a transfer is for; money to another account is not ours to settle."""
        given = str(content.get("signature", "")).lower()
        if not hmac.compare_digest(given.encode(), signature(content, settings["secret"]).encode()):
            raise ForgedNotice
        mine = str(content["account"]) == settings["account"]
        paid = content.get("paid_at")
        return Notice(
            reference=reference_in(str(content["text"])) if mine else "",
            amount=int(content["amount"]),
            currency=str(content.get("currency", DONG)),
            succeeded=True,
            transaction=str(content["transaction"]),
            paid_at=datetime.fromisoformat(str(paid)) if paid else None,
        )

    def answer(self, outcome: Outcome) -> Answer:
        """Return 200 for all genuine notices: the bank must not send a refused one for ever."""
        return Answer(
            401 if outcome == Outcome.FORGED else 200, {"outcome": outcome, "vi": OUTCOME_PHRASES[outcome].vi}
        )
