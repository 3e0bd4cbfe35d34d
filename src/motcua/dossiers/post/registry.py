"""The carriers of this house, and their configuration.

Configuration is the JSON file MOTCUA_CARRIERS_FILE: {"post": {"address": …, "secret": …}}.
Without it results are handed out at the counter, or by post outside this system.
"""

import json
from pathlib import Path

from django.conf import settings

from motcua.dossiers.post.contract import Carrier
from motcua.dossiers.post.http_post import HttpPost

CARRIERS: dict[str, Carrier] = {carrier.code: carrier for carrier in (HttpPost(),)}


def configuration() -> dict[str, dict[str, str]]:
    """Return the configuration of all carriers; nothing where none is configured."""
    given = settings.CARRIERS
    if isinstance(given, dict):
        return given
    if not given:
        return {}
    read: dict[str, dict[str, str]] = json.loads(Path(given).read_text(encoding="utf-8"))
    return read


def ready() -> list[Carrier]:
    """Return the carriers that can be asked."""
    found = configuration()
    return [one for one in CARRIERS.values() if all(found.get(one.code, {}).get(name) for name in one.needs)]
