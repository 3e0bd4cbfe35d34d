"""Which connected systems may an administrator act on? Those that speak for, or hear of, no unit outside his care."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from motcua.accounts.selectors import tokens
from motcua.agencies.models import Unit, UnitCode
from motcua.agencies.selectors import units_administered
from motcua.core.phrases import Phrase
from motcua.exchange.outbox import own_source

EVERY = "*"
NOT_IN_CARE = Phrase("“{code}” không phải mã đơn vị trong phạm vi của bạn.", "“{code}” is no unit in your care.")
NOT_YOUR_SYSTEM = Phrase(
    "{name} phục vụ cả cơ quan ngoài phạm vi của bạn; việc này thuộc quản trị viên cấp trên.",
    "{name} serves agencies outside your care too; this is for an administrator above you.",
)


@dataclass(frozen=True)
class Care:
    """The units an administrator cares for; `everything` where no unit that runs today lies outside."""

    units: QuerySet[Unit]
    everything: bool

    def strange(self, agencies: Collection[str]) -> list[str]:
        """Return the codes that name no unit in care; `*` means all agencies."""
        if self.everything:
            return [code for code in agencies if code not in {EVERY, *self._named(code__in=agencies)}]
        return [code for code in agencies if code not in self._cared]

    @cached_property
    def _cared(self) -> set[str]:
        return self._named()

    def _named(self, **which: Any) -> set[str]:
        """Return codes of the units in care, those they bore before too. Two queries."""
        own = self.units.filter(**which).values_list("code", flat=True)
        borne = UnitCode.objects.filter(unit__in=self.units.order_by().values("pk"), **which)
        return {*own, *borne.values_list("code", flat=True)}

    def holds(self, agencies: Collection[str]) -> bool:
        """Return whether a system for these agencies (none named: all) is in care as a whole."""
        return self.everything or (bool(agencies) and not self.strange(agencies))

    def holds_source(self, source: str) -> bool:
        """Return whether a sending system is in care: by the agencies its tokens let it speak for."""
        if self.everything:
            return True
        allowed = [set(token.agencies) for token in tokens().filter(name=source, revoked_at=None)]
        return bool(allowed) and source != own_source() and self.holds(set().union(*allowed))


def care_of(request: Any) -> Care:
    """Return the care of the administrator who asks. Two queries."""
    units = units_administered(request.postings)
    outside = Unit.objects.in_force_on(timezone.localdate()).exclude(pk__in=units.order_by().values("pk"))
    return Care(units, not outside.exists())
