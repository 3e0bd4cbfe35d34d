"""Who can serve at a unit on a day: officials who are not away, who stands in for them, and back-ups to call."""

from dataclasses import dataclass
from datetime import date

from motcua.accounts.duties import Duty
from motcua.agencies.models import Leave, Posting, Unit


@dataclass(frozen=True)
class OnHand:
    """Postings of one unit on one day, each person in one list only."""

    present: list[Posting]
    backups: list[Posting]
    away: list[Posting]


@dataclass(frozen=True)
class Roll:
    """All postings of one unit for one duty, of all times, in the order of their beginning."""

    unit: Unit
    postings: list[Posting]

    def on(self, day: date) -> list[Posting]:
        return [one for one in self.postings if one.runs_on(day)]

    def accounts_between(self, begin: date, before: date) -> set[int]:
        """Return who was posted on some day of a half-open stretch."""
        return {
            one.account_id for one in self.postings
            if one.valid_from < before and (one.valid_before is None or begin < one.valid_before)
        }  # fmt: skip


def roll_of(unit: Unit, duty: Duty) -> Roll:
    """Return the roll of a unit in one query."""
    rows = Posting.objects.filter(unit=unit).with_duty(duty).order_by("valid_from", "pk")
    return Roll(unit, list(rows.select_related("account", "unit", "covers_for", "sent_by")))


def on_hand(roll: Roll, day: date) -> OnHand:
    """Return who is there; a person who stands in and is posted there too counts once.

    Away is who has leave, and whose posting somebody covers. A cover counts only while its posting runs.
    """
    held = roll.on(day)
    gone = Leave.objects.in_force_on(day).filter(account__in=[one.account_id for one in held])
    on_leave = set(gone.values_list("account_id", flat=True)) if held else set()
    covers = [one for one in held if one.covers_for is not None and one.covers_for.runs_on(day)]
    covered = {one.covers_for_id for one in covers}
    present: dict[int, Posting] = {}
    backups: dict[int, Posting] = {}
    away: dict[int, Posting] = {}
    for posting in held:
        if posting.covers_for_id is None:
            is_away = posting.pk in covered or posting.account_id in on_leave
            place = away if is_away else backups if posting.is_backup else present
            place.setdefault(posting.account_id, posting)
    for posting in covers:
        if posting.account_id not in on_leave:
            present.setdefault(posting.account_id, posting)
    return OnHand(
        list(present.values()),
        [one for one in backups.values() if one.account_id not in present],
        [one for one in away.values() if one.account_id not in present],
    )
