"""Tell people what happened: write the message with the act, send it by a task, try again, keep a log."""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from motcua.core.phrases import Phrase
from motcua.core.text import clean
from motcua.notices.errors import BadRecipient, UnknownNotice
from motcua.notices.models import Channel, Consent, Message
from motcua.notices.suppliers.contract import NotSent
from motcua.notices.suppliers.registry import supplier_for
from motcua.notices.texts import TEXTS
from motcua.rules.quiet_hours import earliest, next_try

_PHONE = re.compile(r"(?:\+84|0)[0-9]{9}")
State = Message.State
_CLAIM = timedelta(minutes=5)


@transaction.atomic
def send(
    *,
    event: str,
    channel: str,
    address: str,
    facts: Mapping[str, Any],
    key: str,
    account: Any = None,
    dossier_number: str = "",
    language: str = "vi",
    now: datetime | None = None,
) -> Message:
    """Write one message into the outbox, in the caller's transaction; the worker sends it.

    `key` names the act and the reader: the same key again returns the first message and sends nothing new.
    A person who declined the channel gets nothing (the row says so); urgent codes go out at any hour.
    """
    if event not in TEXTS:
        raise UnknownNotice(event=event, known=", ".join(TEXTS))
    known = Message.objects.filter(key=key).first()
    if known:
        return known
    text, moment = TEXTS[event], timezone.localtime(now or timezone.now())
    wanted = text.urgent or wants(account, channel)
    return Message.objects.create(
        event=event,
        channel=Channel(channel),
        address=_checked(channel, address),
        account=account,
        dossier_number=dossier_number,
        language=language,
        subject=_filled(text.subject, language, facts)[:200],
        body=_filled(text.body, language, facts),
        urgent=text.urgent,
        key=key,
        state=State.WAITING if wanted else State.WITHHELD,
        send_after=earliest(moment, text.urgent),
    )


@transaction.atomic
def set_consent(*, account: Any, channel: str, given: bool) -> Consent:
    """Record that a person wants, or no longer wants, messages on a channel."""
    return Consent.objects.create(account=account, channel=Channel(channel), given=given)


def wants(account: Any, channel: str) -> bool:
    """Return whether a person wants a channel.

    E-mail and texts about one's own dossier are wanted until declined: the address was given for it on the
    application. Chat is opt-in. Somebody without an account gave the address on the form.
    """
    if account is None:
        return channel != Channel.CHAT
    newest = Consent.objects.filter(account=account, channel=channel).order_by("-recorded_at", "-pk").first()
    return newest.given if newest else channel != Channel.CHAT


def send_waiting(*, now: datetime | None = None, limit: int = 500) -> dict[str, int]:
    """Send what is ready, oldest first; return how many were sent, put off and given up."""
    moment = now or timezone.now()
    ready = Message.objects.filter(state=State.WAITING, send_after__lte=moment).order_by("send_after", "pk")
    counts = {"sent": 0, "put_off": 0, "failed": 0}
    for number in list(ready.values_list("pk", flat=True)[:limit]):
        outcome = _send_one(number, moment)
        if outcome:
            counts[outcome] += 1
    return counts


def _send_one(number: int, moment: datetime) -> str:
    # Claimed before the supplier is asked: no lock is held while a network answers, and two workers never
    # send the same message. A worker that dies leaves its claim, which ends by itself.
    ready = Message.objects.filter(pk=number, state=State.WAITING, send_after__lte=moment)
    if not ready.update(send_after=moment + _CLAIM, tries=F("tries") + 1):
        return ""
    message = Message.objects.get(pk=number)
    supplier, settings = supplier_for(message.channel)
    message.supplier = supplier.code
    try:
        done = supplier.send(message.address, message.subject, message.body, settings)
    except NotSent as refusal:
        return _put_off(message, refusal, moment)
    message.state, message.sent_at, message.problem = State.SENT, moment, ""
    message.supplier_reference, message.cost = done.reference[:100], done.cost
    message.save()
    return "sent"


def _put_off(message: Message, refusal: NotSent, moment: datetime) -> str:
    message.problem = str(refusal)[:300]
    wait = None if refusal.final else next_try(message.tries)
    if wait is None:
        message.state = State.FAILED
    else:
        message.send_after = earliest(timezone.localtime(moment + wait), message.urgent)
    message.save()
    return "put_off" if wait else "failed"


def _checked(channel: str, address: str) -> str:
    plain = clean(address)
    if channel == Channel.SMS:
        plain = re.sub(r"[\s.\-]", "", plain)
        good = bool(_PHONE.fullmatch(plain))
    elif channel == Channel.EMAIL:
        try:
            validate_email(plain)
            good = True
        except ValidationError:
            good = False
    else:
        good = bool(plain)
    if not good:
        raise BadRecipient(address=address, channel=channel)
    return plain


def _filled(phrase: Phrase, language: str, facts: Mapping[str, Any]) -> str:
    sentence = phrase.en if language == "en" else phrase.vi
    # Line breaks in a fact must not become headers of a mail.
    plain = {name: " ".join(str(value).split()) for name, value in facts.items()}
    return sentence.format_map(_Known(plain))


class _Known(dict[str, str]):
    def __missing__(self, name: str) -> str:
        return "–"
