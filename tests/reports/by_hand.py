"""The reports counted once more, dossier by dossier in plain Python, from the raw events alone.

Nothing of `motcua` is used here, so that a fault of its definitions cannot hide in both. The rules are those of
docs/explanation/ledger.md and of the forms.
"""

from collections import Counter
from datetime import date, datetime, timedelta, timezone

VIETNAM = timezone(timedelta(hours=7))
PAUSES, DONE = (5, 6, 8), (9, 10)
LEVELS = {
    "G01": "central", "H26.14": "province", "H26.20": "district", "H26.20.5": "commune", "V01": "vertical",
}  # fmt: skip
DISTRICTS_END = date(2025, 7, 1)


def moment(text):
    """Return the aware moment of a text; without offset it is Vietnamese, a date alone is its midnight."""
    if text is None:
        return None
    read = datetime.fromisoformat(text.replace("Z", "+00:00"))
    return read if read.tzinfo else read.replace(tzinfo=VIETNAM)


def day(at):
    return at.astimezone(VIETNAM).date() if at else None


class Told:
    """What the events of one dossier say together."""

    def __init__(self, events):
        self.events = sorted(events, key=lambda each: each["sequence"])
        known = [each for each in self.events if each["status"] in range(1, 11)]
        self.status = known[-1]["status"] if known else 0
        acts = [moment(each["occurred_at"]) for each in known if each["status"] not in (1, 3)]
        self.received = moment(self.last("received_at")) or (min(acts) if acts else None)
        self.due, self.first_due = self.last("due_at"), self.first("due_at")
        self.channel = self.last("channel") or 0
        self.agency, self.field = self.last("agency"), self.last("field")
        self.supplements = max(each["supplements"] for each in self.events)
        self.fee, self.paid = self.last("fee_due"), self.last("fee_paid_online")
        self.in_hours = any(
            each.get("limit_unit") == "h" and len(each.get("due_at") or "") > 10 for each in self.events
        )
        self.finished = moment(self.last("finished_at")) or self.earliest(9) or self.earliest(10)
        self.finished = self.finished if self.status in DONE else None
        self.ended = self.finished if self.status in DONE else None
        if self.status in (3, 7):
            self.ended = min(filter(None, (self.earliest(3), self.earliest(7))))
        self.stood_still(known)

    def last(self, name):
        return next((each[name] for each in reversed(self.events) if each.get(name) is not None), None)

    def first(self, name):
        return next((each[name] for each in self.events if each.get(name) is not None), None)

    def earliest(self, status):
        found = [moment(each["occurred_at"]) for each in self.events if each["status"] == status]
        return min(found) if found else None

    def stood_still(self, known):
        """The last pause decides whether it stood still on a past day."""
        self.paused = self.resumed = None
        for place, each in enumerate(known):
            before = known[place - 1]["status"] if place else 0
            if each["status"] in PAUSES and before not in PAUSES:
                self.paused, self.resumed = moment(each["occurred_at"]), None
            if each["status"] not in PAUSES and before in PAUSES:
                self.resumed = moment(each["occurred_at"])

    @property
    def level(self):
        on = day(self.received or self.ended)
        if self.agency == "H26.20" and on and on >= DISTRICTS_END:
            return "unknown"
        return LEVELS.get(self.agency, "unknown")

    def kind(self, due):
        """Return the class by one due date."""
        if self.status in (0, 1):
            return "not counted"
        if self.status == 3:
            return "not accepted"
        if self.status == 7:
            return "withdrawn"
        if self.status not in DONE or self.finished is None:
            return "open"
        if due is None:
            return "no due date"
        if self.in_hours:
            until = moment(due) if len(due) > 10 else moment(f"{due}T17:00:00+07:00")
            left, right = self.finished, until
        else:
            left, right = day(self.finished), day(moment(due))
        return "early" if left < right else "on time" if left == right else "late"


def counted(dossiers, begin, before):
    """Return by level the figures of the half-open window, from lists of raw events."""
    found = {}
    for events in dossiers:
        told = Told(events)
        for level in (told.level, "total"):
            count(found.setdefault(level, Counter()), told, begin, before)
    return found


def count(into, told, begin, before):
    kind, received, ended = told.kind(told.due), day(told.received), day(told.ended)
    if kind == "not accepted":
        into["not_accepted"] += begin <= (ended or received) < before
    if kind in ("not counted", "not accepted") or received is None:
        return
    fresh = begin <= received < before
    carried = received < begin and (ended is None or ended >= begin)
    settled = ended is not None and begin <= ended < before
    pending = received < before and (ended is None or ended >= before)
    into["received"] += fresh
    into["carried_over"] += carried
    into["settled"] += settled
    into["pending"] += pending
    for name, key in (("early", "early"), ("on time", "on_time"), ("late", "late"), ("no due date", "no_due_date"),
                      ("withdrawn", "withdrawn")):  # fmt: skip
        into[key] += settled and kind == name
    for name in ("early", "on_time", "late"):
        into[f"first_{name}"] += settled and told.kind(told.first_due) == name.replace("_", " ")
    due = day(moment(told.due))
    till = min(filter(None, (day(told.resumed), ended)), default=None)
    still = pending and told.paused is not None and day(told.paused) < before and (till is None or till >= before)
    last_day = before - timedelta(days=1)
    is_past = due is not None and (due <= last_day if told.in_hours else due < last_day)
    overdue = pending and not still and is_past
    into["paused"] += still
    into["pending_overdue"] += overdue
    into["pending_no_due_date"] += pending and not still and due is None
    count_filing(into, told, fresh)
    if (settled and kind == "late") or overdue:
        into[cause(told)] += 1


def count_filing(into, told, fresh):
    if not fresh:
        return
    into["online"] += told.channel == 2
    into["postal"] += told.channel == 3
    into["channel_unknown"] += told.channel == 0
    into["supplemented"] += told.supplements >= 1
    into["supplemented_again"] += told.supplements >= 2
    with_fee = (told.fee or 0) > 0
    into["with_fee"] += with_fee
    into["paid_online"] += with_fee and (told.paid or 0) > 0
    into["fee_due_dong"] += told.fee if with_fee else 0
    into["fee_paid_online_dong"] += max(told.paid or 0, 0)


def cause(told):
    if told.supplements:
        return "again" if told.supplements >= 2 else "once"
    if told.paused:
        return "stopped"
    return "moved" if same_end(told.first_due) != same_end(told.due) else "untold"


def same_end(due):
    if due is None:
        return None
    return moment(due) if len(due) > 10 else moment(f"{due}T17:00:00+07:00")
