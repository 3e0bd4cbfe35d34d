"""Text messages written to DATA_DIR/sms.jsonl: the default of a demonstration."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.conf import settings as house
from django.utils import timezone

from motcua.notices.suppliers.contract import Sent
from motcua.notices.suppliers.lengths import parts_of


class SmsFile:
    code, channel = "file", "sms"

    def send(self, address: str, subject: str, body: str, settings: Mapping[str, Any]) -> Sent:
        """Append one line; the cost is what a real supplier would ask by the configured tariff."""
        path = Path(house.DATA_DIR) / "sms.jsonl"
        path.parent.mkdir(parents=True, exist_ok=True)
        parts = parts_of(body)
        line = {"at": timezone.now().isoformat(), "to": address, "text": body, "parts": parts}
        with path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
        return Sent(cost=parts * int(settings.get("price", 0)))
