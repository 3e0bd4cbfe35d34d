"""Tell people what happened: write the message with the act, send it by a task, try again, keep a log."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from motcua.core.phrases import Phrase
from motcua.core.prepared import PreparedInsert, asked, fresh
from motcua.core.text import clean
from motcua.notices.errors import BadRecipient, NothingToMend, NotSaidHow, UnknownNotice
from motcua.notices.models import Channel, Consent, Message
from motcua.notices.reaching import Reader, Way, address_of, ways_to, wishes_of
from motcua.notices.suppliers.contract import NotSent
from motcua.notices.suppliers.registry import supplier_for
from motcua.notices.texts import TEXTS
from motcua.rules.quiet_hours import earliest, next_try

State = Message.State
_CLAIM = timedelta(minutes=5)
_insert = PreparedInsert(Message, unless_there=True)


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


def tell(
    *,
    event: str,
    reader: Reader,
    facts: Mapping[str, Any],
    key: str,
    dossier_number: str = "",
    now: datetime | None = None,
    overtakes: Collection[str] = (),
    is_old: bool = False,
) -> list[Message]:
    """Write one notice for one person, in the caller's transaction: a message on each channel he is told by.

    A person without a good address gets a row too (`unreachable`), so that somebody looks for another way;
    a stated address never makes the act fail. What still waits of `overtakes` about the same dossier is not
    sent any more; an old act (`is_old`) is noted and not sent. The same key again writes nothing.
    """
    if event not in TEXTS:
        raise UnknownNotice(event=event, known=", ".join(TEXTS))
    moment = timezone.localtime(now or timezone.now())
    if overtakes:
        _overtake(dossier_number, overtakes)
    ways = ways_to(reader) or [Way("", "")]
    told = [_written(event, way, reader, facts, f"{key}:{way.channel}"[:120], moment, is_old=is_old) for way in ways]
    for message in told:
        message.dossier_number = dossier_number
    return [message for message in told if _insert(message)]


def _overtake(dossier_number: str, events: Collection[str]) -> None:
    """Keep back what waits and was not tried yet."""
    marks = ", ".join(["%s"] * len(events))
    values = [str(State.OVERTAKEN), dossier_number, str(State.WAITING), *events]
    asked(f"{_OVERTAKE} ({marks})", values)


_OVERTAKE = "UPDATE notices_message SET state = %s WHERE dossier_number = %s AND state = %s AND tries = 0 AND event IN"


def _written(
    event: str, way: Way, reader: Reader, facts: Mapping[str, Any], key: str, moment: datetime, *, is_old: bool
) -> Message:
    text = TEXTS[event]
    state = State.WAITING if way.wanted else State.WITHHELD
    if not way.address:
        state = State.UNREACHABLE
    elif is_old:
        state = State.OVERTAKEN
    return fresh(
        Message,
        event=event,
        channel=way.channel,
        address=way.address,
        account_id=reader.account_id,
        language=way.language,
        subject=_filled(text.subject, way.language, facts)[:200],
        body=_filled(text.body, way.language, facts),
        urgent=text.urgent,
        key=key,
        state=state,
        send_after=earliest(moment, text.urgent),
    )


@transaction.atomic
def set_consent(*, account: Any, channel: str, given: bool, address: str = "", language: str = "vi") -> Consent:
    """Record that a person wants, or no longer wants, messages on a channel; a chat needs its address."""
    if channel == Channel.CHAT and given:
        address = _checked(channel, address)
    return Consent.objects.create(
        account=account, channel=Channel(channel), given=given, address=address, language=language
    )


def wants(account: Any, channel: str) -> bool:
    """Return whether a person wants a channel.

    E-mail and texts about one's own dossier are wanted until declined: the address was given for it on the
    application. Chat is opt-in. Somebody without an account gave the address on the form.
    """
    newest = wishes_of(account.pk).get(channel) if account is not None else None
    return newest.given if newest else channel != Channel.CHAT


@transaction.atomic
def note_told(*, message: Message, by: Any, how: str, now: datetime | None = None) -> Message:
    """Record that an officer told the person in another way what a lost message would have said."""
    held = _lost(message)
    if not clean(how):
        raise NotSaidHow
    held.told_by, held.told_at, held.told_how = by, now or timezone.now(), clean(how)[:200]
    held.save(update_fields=["told_by", "told_at", "told_how"])
    return held


@transaction.atomic
def send_again(*, message: Message, now: datetime | None = None) -> Message:
    """Put a message that was given up back into the outbox, with all its tries."""
    held = _lost(message)
    if not held.address:
        raise NothingToMend
    held.state, held.tries = State.WAITING, 0
    held.send_after = earliest(timezone.localtime(now or timezone.now()), held.urgent)
    held.save(update_fields=["state", "tries", "send_after"])
    return held


def _lost(message: Message) -> Message:
    held = Message.objects.select_for_update(of=("self",)).get(pk=message.pk)
    if held.state not in {State.FAILED, State.UNREACHABLE} or held.told_at is not None:
        raise NothingToMend
    return held


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
    plain = address_of(channel, address)
    if not plain:
        raise BadRecipient(address=address, channel=channel)
    return plain


def _filled(phrase: Phrase, language: str, facts: Mapping[str, Any]) -> str:
    sentence = phrase.en if language == "en" else phrase.vi
    # Line breaks in a fact must not become headers of a mail.
    plain = {name: " ".join(_said(value, language).split()) for name, value in facts.items()}
    return sentence.format_map(_Known(plain))


def _said(value: Any, language: str) -> str:
    if isinstance(value, Phrase):
        return value.en if language == "en" else value.vi
    return str(value)


class _Known(dict[str, str]):
    def __missing__(self, name: str) -> str:
        return "–"
