"""The events of this installation's own dossiers, taken in like those of any other system."""

import json

from django.db import connection as django_connection

from motcua.exchange import selectors
from motcua.exchange.lines import block
from motcua.exchange.models import OutboxMessage
from motcua.exchange.outbox import complete, learnt_at
from motcua.ledger import store
from motcua.ledger.intake import Intake

STEP = 100_000


def take_in(state: store.Manifest) -> int:
    """Take in own events recorded since the last time; return how many. The lock is held."""
    if OutboxMessage._meta.db_table not in django_connection.introspection.table_names():
        return 0
    total = 0
    while True:
        messages = list(selectors.messages_after(state.own_events_done, STEP))
        if not messages:
            return total
        intake = Intake.begin(state)
        told = [complete(message) for message in messages]
        lines = b"".join(json.dumps(event, ensure_ascii=False).encode() + b"\n" for event in told)
        intake.add_block(block(lines), "motcua")
        intake.restamp(
            {
                str(event["id"]): round(learnt_at(message).timestamp() * 1_000_000)
                for event, message in zip(told, messages, strict=True)
            }
        )
        state.own_events_done = messages[-1].pk
        intake.finish()
        total += len(messages)
