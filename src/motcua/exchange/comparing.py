"""Compare what we sent with what a partner says it holds: dossier by dossier, or day by day.

Here for systems that get our events; those that send to us are compared with the ledger (`ledger.reconciling`).
Both give the same shape: `counts`, and `differences` with what is to be done about each.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.db.models import Max
from django.utils import timezone

from motcua.core.phrases import Phrase
from motcua.exchange.lines import FileNotReadable
from motcua.exchange.models import Delivery, DeliveryState, OutboxMessage, Partner
from motcua.exchange.sheets import plain_rows

# What differs: the key in files and answers, and the words.
DIFFERENCES = {
    "missing_here": Phrase("Họ có, ta không có", "They have it, we have not"),
    "missing_there": Phrase("Ta có, họ không có", "We have it, they have not"),
    "status_differs": Phrase("Trạng thái khác nhau", "The state differs"),
    "on_its_way": Phrase("Tin đang trên đường gửi", "Our message is still on its way"),
    "day_differs": Phrase("Số đếm theo ngày khác nhau", "The counts of the day differ"),
}
TODO = {
    "ask": Phrase("Đề nghị họ gửi lại", "Ask them to send it again"),
    "check": Phrase("Hỏi họ: hồ sơ không còn trong danh sách của họ", "Ask them: it is no longer in their list"),
    "send": Phrase("Gửi lại từ hộp thư đi", "Send it again from the outbox"),
    "wait": Phrase("Chờ gửi xong", "Wait until it is delivered"),
    "list": Phrase("Đối chiếu danh sách của ngày này", "Compare the list of that day"),
}
# By the side that sends: what follows from a difference.
TO_DO_AS_SENDER = {
    "missing_here": "ask", "missing_there": "send", "status_differs": "send", "on_its_way": "wait",
}  # fmt: skip
TO_DO_AS_RECEIVER = {"missing_here": "ask", "missing_there": "check", "status_differs": "ask"}
COLUMNS = ("dossier", "day", "ours", "theirs", "difference", "todo")
NOT_ACCEPTED = 3


def their_rows(path: Path) -> tuple[bool, list[dict[str, str]]]:
    """Return whether the CSV is a list (`dossier,status`) rather than counts (`day,received`), and its rows."""
    rows = plain_rows(path)
    columns = set(rows[0]) if rows else set()
    for names, is_list in (({"dossier", "status"}, True), ({"day", "received"}, False)):
        if names <= columns:
            return is_list, rows
    raise FileNotReadable(
        path=path,
        why="it has neither the columns dossier,status nor day,received",
        why_vi="tệp không có các cột dossier,status hoặc day,received",
    )


def counts_by_day(rows: Iterable[Mapping[str, str]], path: Path) -> dict[date, int]:
    """Return the partner's counts; rows of one day (of several offices, say) are added up."""
    found: dict[date, int] = {}
    try:
        for row in rows:
            day = date.fromisoformat(row["day"].strip())
            found[day] = found.get(day, 0) + int(row["received"])
    except ValueError as problem:
        raise FileNotReadable(path=path, why=str(problem), why_vi="có ngày hoặc số không đọc được") from problem
    return found


def days_compared(ours: Mapping[date, int], theirs: Mapping[date, int]) -> dict[str, Any]:
    """Return sums and the days that differ, between the first and the last day the partner counts."""
    within = {day: many for day, many in ours.items() if theirs and min(theirs) <= day <= max(theirs)}
    differences = [
        {
            "day": day.isoformat(), "ours": within.get(day, 0), "theirs": theirs.get(day, 0),
            "difference": "day_differs", "todo": "list",
        }
        for day in sorted({*within, *theirs})
        if within.get(day, 0) != theirs.get(day, 0)
    ]  # fmt: skip
    counts = {"ours": sum(within.values()), "theirs": sum(theirs.values()), "day_differs": len(differences)}
    return {"counts": counts, "differences": differences}


def summed(ours: int, theirs: int, differences: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the answer for lists: how many each side holds, how many differ in which way, and each of them."""
    kinds = ("missing_here", "missing_there", "status_differs", "on_its_way")
    counts = {kind: sum(each["difference"] == kind for each in differences) for kind in kinds}
    return {"counts": {"ours": ours, "theirs": theirs, **counts}, "differences": differences}


def difference_rows(differences: Iterable[Mapping[str, Any]]) -> Iterator[Sequence[Any]]:
    """Yield the list as a table that a partner can work through, with its header and the words of what is to do."""
    yield (*COLUMNS, "note")
    for each in differences:
        phrases = DIFFERENCES[each["difference"]], TODO[each["todo"]]
        note = ". ".join(f"{phrase.vi} / {phrase.en}" for phrase in phrases)
        yield [*("" if each.get(name) is None else each[name] for name in COLUMNS), note]


def compare_outbox(partner: Partner, path: Path) -> dict[str, Any]:
    """Compare a CSV of a partner that gets our events with what the outbox holds for it."""
    is_list, rows = their_rows(path)
    sent = _sent_to(partner)
    if not is_list:
        ours: dict[date, int] = {}
        for status, received in sent.values():
            if received and status not in (1, NOT_ACCEPTED):
                day = timezone.localdate(datetime.fromisoformat(received))
                ours[day] = ours.get(day, 0) + 1
        return days_compared(ours, counts_by_day(rows, path))
    theirs = {row["dossier"].strip(): _number(row["status"]) for row in rows if row["dossier"].strip()}
    still = Delivery.objects.filter(partner=partner, state=DeliveryState.WAITING)
    waiting = set(still.values_list("dossier_number", flat=True))
    differences = []
    for number in sorted({*sent, *theirs}):
        held, told = sent[number][0] if number in sent else None, theirs.get(number)
        if number not in sent:
            what = "missing_here"
        elif held == told:
            continue
        elif number in waiting:
            what = "on_its_way"
        else:
            what = "status_differs" if number in theirs else "missing_there"
        differences.append(
            {"dossier": number, "ours": held, "theirs": told, "difference": what, "todo": TO_DO_AS_SENDER[what]}
        )
    return summed(len(sent), len(theirs), differences)


def _number(text: str) -> int | None:
    return int(text) if text.strip().isdigit() else None


def lies_under(code: str, agencies: Iterable[str]) -> bool:
    """Return whether the dossiers of an agency go to a partner that gets those of `agencies` (none named: all)."""
    named = list(agencies)
    return not named or any(code == own or code.startswith(f"{own}.") for own in named)


def _sent_to(partner: Partner) -> dict[str, tuple[int, str | None]]:
    """Return by dossier the status and the moment of reception in the last message meant for the partner."""
    last = OutboxMessage.objects.order_by().values("dossier_number").annotate(last=Max("pk")).values("last")
    rows = OutboxMessage.objects.filter(pk__in=last).values_list("dossier_number", "agency_code", "payload")
    return {
        number: (int(payload["status"]), payload.get("received_at"))
        for number, code, payload in rows.iterator(chunk_size=2000)
        if lies_under(code, partner.agencies)
    }
