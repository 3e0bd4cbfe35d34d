"""The carriers of this house, and their configuration.

Configuration is the JSON file MOTCUA_CARRIERS_FILE: {"post": {"address": …, "secret": …}}.
Without it results are handed out at the counter, or by post outside this system.
"""

from django.conf import settings

from motcua.core.partner_files import settings_of_partners
from motcua.dossiers.post.contract import Carrier
from motcua.dossiers.post.http_post import HttpPost

CARRIERS: dict[str, Carrier] = {carrier.code: carrier for carrier in (HttpPost(),)}


def configuration() -> dict[str, dict[str, str]]:
    """Return the configuration of all carriers; nothing where none is configured."""
    return settings_of_partners(settings.CARRIERS)


def ready() -> list[Carrier]:
    """Return the carriers that can be asked."""
    found = configuration()
    return [one for one in CARRIERS.values() if all(found.get(one.code, {}).get(name) for name in one.needs)]
