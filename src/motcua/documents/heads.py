"""How a unit heads, numbers and seals its papers from a day on; papers that were issued keep the head they had."""

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from motcua.documents.errors import NotASeal
from motcua.documents.inspection import inspect
from motcua.documents.models import Letterhead

STATED = ("governing_body", "unit_name", "office_mark", "place", "signer_title", "contact")


@transaction.atomic
def set_letterhead(
    *, unit_code: str, valid_from: date, seal: bytes | None = None, keeps_seal: bool = True, **stated: str
) -> Letterhead:
    """Head the papers of a unit so from a day on, until the head that is already known to come after.

    The same day again replaces what was set for it. Without `seal` the one before goes on, unless
    `keeps_seal` is false. Raise NotASeal for a file that is no PNG picture.
    """
    if seal and inspect("seal.png", seal).media_type != "image/png":
        raise NotASeal
    heads = Letterhead.objects.select_for_update().filter(unit_code=unit_code)
    before = heads.filter(valid_from__lt=valid_from).order_by("-valid_from").first()
    after = heads.filter(valid_from__gt=valid_from).order_by("valid_from").first()
    same = heads.filter(valid_from=valid_from).first()
    if before is not None and (before.valid_before is None or before.valid_before > valid_from):
        before.valid_before = valid_from
        before.save(update_fields=["valid_before"])
    head = same or Letterhead(unit_code=unit_code, valid_from=valid_from)
    earlier = same or before
    for name in STATED:
        setattr(head, name, stated[name].strip())
    head.seal = seal or (earlier.seal if earlier is not None and keeps_seal else None)
    head.valid_before = after.valid_from if after else None
    head.save()
    return head


def letterheads_of(unit_codes: Any, on: date) -> QuerySet[Letterhead]:
    """Return the heads of these units that are in force on a day or will be, by unit and day."""
    running = Letterhead.objects.filter(Q(valid_before=None) | Q(valid_before__gt=on), unit_code__in=unit_codes)
    return running.order_by("unit_code", "valid_from")
