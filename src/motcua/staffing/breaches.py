"""Which postings at one-stop units break the rules of posting: 6 to 24 months, a back-up for each sending agency.

NĐ 61/2018/NĐ-CP arts 11.4 and 12.8 (domain.md 1.9). ASSUMPTION: the months count for officers whom another agency
sends; a unit's own officers may be posted without an end, but they too need a back-up. A leave cover is no posting.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from motcua.accounts.duties import Duty
from motcua.agencies.models import Posting, Unit
from motcua.agencies.presence import Roll
from motcua.core.phrases import Phrase
from motcua.rules.counting import months_later
from motcua.rules.parameters import staffing as law


@dataclass(frozen=True)
class Breach:
    """One breach: unit, sending agency (None: the unit's own), officer if it is about one, what is wrong."""

    unit: Unit
    sender: Unit | None
    officer: str
    what: Phrase

    @property
    def who(self) -> str:
        """Return unit, sending agency and officer, as far as it is about them."""
        parts = (self.unit.name, self.sender.name if self.sender else "", self.officer)
        return " – ".join(part for part in parts if part)


def breaches(on: date) -> list[Breach]:
    """Return the breaches in force on a day, by unit."""
    rows = Posting.objects.in_force_on(on).with_duty(Duty.RECEIVE)
    return _found(rows.select_related("unit", "sent_by", "account").order_by("pk"))


def breaches_of(roll: Roll, on: date) -> list[Breach]:
    """Return the breaches of one unit on a day."""
    return _found(roll.on(on))


def _found(postings: Iterable[Posting]) -> list[Breach]:
    found: list[Breach] = []
    posted: dict[tuple[int, int | None], list[Posting]] = defaultdict(list)
    for posting in postings:
        if posting.covers_for_id is not None:
            continue
        posted[posting.unit_id, posting.sent_by_id].append(posting)
        if posting.sent_by is not None and (what := _term(posting)):
            found.append(Breach(posting.unit, posting.sent_by, str(posting.account), what))
    for together in posted.values():
        backups = {one.account_id for one in together if one.is_backup}
        if len(backups) < law.BACKUPS_OF_SENDING_AGENCY:
            found.append(Breach(together[0].unit, together[0].sent_by, "", _NO_BACKUP))
    return sorted(found, key=lambda breach: (breach.unit.name_key, breach.unit.pk))


_NO_BACKUP = Phrase(
    f"chưa có người dự phòng; phải có ít nhất {law.BACKUPS_OF_SENDING_AGENCY} (NĐ 61/2018 điều 12.8)",
    f"no back-up is posted; at least {law.BACKUPS_OF_SENDING_AGENCY} is needed (Decree 61/2018 art 12.8)",
)


def _term(posting: Posting) -> Phrase | None:
    low, high = law.POSTING_MONTHS
    begin, end = posting.valid_from, posting.valid_before
    if end is None:
        return Phrase(
            f"chưa ghi ngày hết hạn; mỗi lần cử từ {low} đến {high} tháng (NĐ 61/2018 điều 11.4)",
            f"has no end date; a posting lasts {low} to {high} months (Decree 61/2018 art 11.4)",
        )
    if months_later(begin, low) <= end <= months_later(begin, high):
        return None
    vi, en = f"{begin:%d/%m/%Y} – {end:%d/%m/%Y}", f"{begin} – {end}"
    is_short = end < months_later(begin, low)
    return Phrase(
        f"thời gian cử {vi} {'ngắn hơn' if is_short else 'dài hơn'} {low if is_short else high} tháng "
        "(NĐ 61/2018 điều 11.4)",
        f"is sent for {en}, {'less' if is_short else 'more'} than {low if is_short else high} months "
        "(Decree 61/2018 art 11.4)",
    )


def as_rows(found: list[Breach]) -> list[dict[str, str]]:
    """Return breaches as plain values."""
    return [
        {
            "unit": one.unit.code, "unit_name": one.unit.name,
            "sender": one.sender.code if one.sender else "", "sender_name": one.sender.name if one.sender else "",
            "officer": one.officer, "vi": one.what.vi, "en": one.what.en,
        }
        for one in found
    ]  # fmt: skip
