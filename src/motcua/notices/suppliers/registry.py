"""Which supplier serves a channel.

Configuration is the JSON file MOTCUA_NOTICES_FILE: {"sms": {"supplier": "http", "address": …, "token": …,
"price": 350}, "chat": {…}}. Without it e-mail goes by the mail settings and texts go to a file.
"""

from typing import Any

from django.conf import settings

from motcua.core.partner_files import settings_of_partners
from motcua.notices.errors import UnknownSupplier
from motcua.notices.suppliers.chat_http import ChatHttp
from motcua.notices.suppliers.contract import Supplier
from motcua.notices.suppliers.email import Email
from motcua.notices.suppliers.sms_file import SmsFile
from motcua.notices.suppliers.sms_http import SmsHttp

SUPPLIERS: list[Supplier] = [Email(), SmsFile(), SmsHttp(), ChatHttp()]
_DEFAULTS = {"email": "email", "sms": "file", "chat": "http"}


def supplier_for(channel: str) -> tuple[Supplier, dict[str, Any]]:
    """Return the supplier of a channel and its settings."""
    given = configuration().get(channel, {})
    code = given.get("supplier", _DEFAULTS.get(channel, ""))
    found = [one for one in SUPPLIERS if (one.channel, one.code) == (channel, code)]
    if not found:
        known = ", ".join(one.code for one in SUPPLIERS if one.channel == channel)
        raise UnknownSupplier(supplier=code, channel=channel, known=known)
    return found[0], given


def configuration() -> dict[str, dict[str, Any]]:
    """Return the configuration of all channels."""
    return settings_of_partners(settings.NOTICES)
