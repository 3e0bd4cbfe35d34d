"""On which channels may and can a person be told?

Until somebody says otherwise, one message about one's own dossier is wanted: by e-mail where an address
was given, else by text. Whoever stated a wish gets exactly the channels he chose. Chat is opt-in.
"""

import re
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from motcua.core.text import clean
from motcua.notices.models import Channel, Consent

_PHONE = re.compile(r"(?:\+84|0)[0-9]{9}")


@dataclass(frozen=True, slots=True)
class Reader:
    """Who is to be told, and the addresses he gave; empty where unknown."""

    email: str = ""
    phone: str = ""
    account_id: int | None = None


@dataclass(frozen=True, slots=True)
class Way:
    """One channel on which one person is told; not `wanted` where he declined everything."""

    channel: str
    address: str
    language: str = "vi"
    wanted: bool = True


def address_of(channel: str, stated: str) -> str:
    """Return a stated address in plain form, or nothing if it cannot be one."""
    plain = clean(stated)
    if channel == Channel.SMS:
        plain = re.sub(r"[\s.\-]", "", plain)
        return plain if _PHONE.fullmatch(plain) else ""
    if channel == Channel.EMAIL:
        try:
            validate_email(plain)
        except ValidationError:
            return ""
    return plain


def wishes_of(account_id: int | None) -> dict[str, Consent]:
    """Return what a person said last about each channel."""
    if account_id is None:
        return {}
    stated = Consent.objects.filter(account_id=account_id).order_by("recorded_at", "pk")
    return {each.channel: each for each in stated}


def ways_to(reader: Reader) -> list[Way]:
    """Return the ways to tell a person; none where there is no good address."""
    wishes = wishes_of(reader.account_id)
    chat = wishes.get(Channel.CHAT)
    stated = {
        str(Channel.EMAIL): reader.email,
        str(Channel.SMS): reader.phone,
        str(Channel.CHAT): chat.address if chat else "",
    }
    known = {channel: found for channel, text in stated.items() if (found := address_of(channel, text))}
    chosen = [
        Way(channel, address, wishes[channel].language)
        for channel, address in known.items()
        if channel in wishes and wishes[channel].given
    ]
    if chosen:
        return chosen
    usual = [channel for channel in known if channel != Channel.CHAT]
    silent = [channel for channel in usual if channel not in wishes]
    first = (silent or usual)[:1]
    return [Way(channel, known[channel], wanted=channel in silent) for channel in first]
