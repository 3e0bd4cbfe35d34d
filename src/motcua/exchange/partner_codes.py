"""What partners' codes mean here: a dated table that people keep, one row at a time or as a whole CSV file."""

import csv
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from django.db import models, transaction
from django.db.models import QuerySet
from django.utils import timezone

from motcua.agencies.unit_rows import read_day
from motcua.exchange.models import PartnerCode
from motcua.rules.errors import RuleViolation

COLUMNS = ("source", "kind", "partner_code", "our_code", "valid_from", "valid_before")
DEMANDED = COLUMNS[:5]


class CodeKind(models.TextChoices):
    """Of what a partner has its own codes."""

    AGENCY = "agency", "Cơ quan / Agency"
    PROCEDURE = "procedure", "Thủ tục / Procedure"
    FIELD = "field", "Lĩnh vực / Field"


class CodesNotReadable(RuleViolation):
    """Line {line} of the table of codes: {why}. Nothing was taken in; mend the line and send the file again."""

    code = "codes_not_readable"
    vi = "Dòng {line} của bảng mã: {why_vi}. Chưa nhận gì; hãy sửa dòng này rồi gửi lại tệp."


@transaction.atomic
def set_partner_code(
    *, source: str, kind: str, partner_code: str, our_code: str, valid_from: date, valid_before: date | None = None
) -> bool:
    """Let a partner's code mean ours from a day on; return whether anything changed.

    It ends on `valid_before` or where the next known meaning begins, and ends the one before. The
    same day again replaces what was said for it; what was said before stays on record, so that an earlier
    report can be drawn up again. The next refresh of the ledger counts the dossiers it touches anew.
    """
    now = timezone.now()
    code = {"source": source, "kind": kind, "partner_code": partner_code}
    said = list(PartnerCode.objects.select_for_update().said().filter(**code).order_by("valid_from"))
    after = next((row.valid_from for row in said if row.valid_from > valid_from), None)
    if after is not None and (valid_before is None or valid_before > after):
        valid_before = after
    same = next((row for row in said if row.valid_from == valid_from), None)
    if same is not None and (same.our_code, same.valid_before) == (our_code, valid_before):
        return False
    cut = [r for r in said if r.valid_from < valid_from and (r.valid_before is None or r.valid_before > valid_from)]
    gone = [row.pk for row in (*cut, same) if row is not None]
    PartnerCode.objects.filter(pk__in=gone).update(replaced_at=now)
    shortened = [(row.our_code, row.valid_from, valid_from) for row in cut]
    PartnerCode.objects.bulk_create(
        PartnerCode(**code, our_code=ours, valid_from=begins, valid_before=ends, recorded_at=now)
        for ours, begins, ends in (*shortened, (our_code, valid_from, valid_before))
    )
    return True


@transaction.atomic
def take_in_codes(text: str) -> dict[str, int]:
    """Take in a CSV table as a whole; return how many rows were read and changed. Raise as `read_codes`."""
    rows = read_codes(text)
    changed = sum(set_partner_code(**row) for row in rows)
    return {"read": len(rows), "changed": changed, "unchanged": len(rows) - changed}


def read_codes(text: str) -> list[dict[str, Any]]:
    """Return the meanings in a CSV table with the columns of `COLUMNS`.

    Days are ISO or as Vietnam writes them; `valid_before` may be left out. Raise CodesNotReadable for
    the first row that says no meaning.
    """
    lines = text.removeprefix("\ufeff").splitlines()
    separator = max(",;\t|", key=lines[0].count) if lines else ","
    rows = csv.DictReader(lines, delimiter=separator)
    absent = ", ".join(name for name in DEMANDED if name not in (rows.fieldnames or ()))
    if absent:
        raise CodesNotReadable(line=1, why=f"the columns {absent} are missing", why_vi=f"thiếu các cột {absent}")
    cells = ((rows.line_num, {name: (row.get(name) or "").strip() for name in COLUMNS}) for row in rows)
    return [_meaning(row, line) for line, row in cells if any(row.values())]


def _meaning(cells: dict[str, str], line: int) -> dict[str, Any]:
    for name in DEMANDED:
        if not cells[name]:
            raise CodesNotReadable(line=line, why=f"{name} is empty", why_vi=f"cột {name} để trống")
        longest = getattr(PartnerCode._meta.get_field(name), "max_length", None)
        if longest and len(cells[name]) > longest:
            raise CodesNotReadable(line=line, why=f"{name} is too long", why_vi=f"cột {name} quá dài")
    if cells["kind"] not in CodeKind.values:
        kinds = ", ".join(CodeKind.values)
        raise CodesNotReadable(
            line=line, why=f"“{cells['kind']}” is none of {kinds}", why_vi=f"“{cells['kind']}” không phải {kinds}"
        )
    begins, before = _day(cells["valid_from"], line), _day(cells["valid_before"], line)
    if begins and before and before <= begins:
        raise CodesNotReadable(
            line=line, why="valid_before is not after valid_from", why_vi="valid_before không sau valid_from"
        )
    return {**cells, "valid_from": begins, "valid_before": before}


def _day(text: str, line: int) -> date | None:
    try:
        return read_day(text)
    except ValueError:
        raise CodesNotReadable(line=line, why=f"“{text}” is not a day", why_vi=f"“{text}” không phải ngày") from None


def codes_in(source: str = "", kind: str = "", text: str = "") -> QuerySet[PartnerCode]:
    """Return the meanings of one partner or all, newest meaning of each code first."""
    found = PartnerCode.objects.said().order_by("source", "kind", "partner_code", "-valid_from")
    if source:
        found = found.filter(source=source)
    if kind:
        found = found.filter(kind=kind)
    if text:
        found = found.filter(models.Q(partner_code__icontains=text) | models.Q(our_code__icontains=text))
    return found


def codes_said_between(since: datetime, until: datetime) -> int:
    """Return how many meanings were said, anew or for the first time, after `since` and until `until`."""
    return PartnerCode.objects.filter(recorded_at__gt=since, recorded_at__lte=until).count()


def sources_of_codes() -> list[str]:
    """Return the partners of whom any code is known."""
    return list(PartnerCode.objects.said().order_by("source").values_list("source", flat=True).distinct())


def code_rows(found: QuerySet[PartnerCode]) -> Iterator[Sequence[object]]:
    """Yield the table as `take_in_codes` reads it, with its header."""
    yield COLUMNS
    for row in found.iterator(chunk_size=2000):
        yield [getattr(row, name) or "" if name == "valid_before" else getattr(row, name) for name in COLUMNS]
