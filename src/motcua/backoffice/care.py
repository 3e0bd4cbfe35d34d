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
from motcua.exchange.comparing import lies_under
from motcua.exchange.outbox import own_source
from motcua.ledger.sources import agencies_by_source

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
        """Return whether a sending system is in care: by what its tokens let it speak for, else by what it told of.

        Codes in no list of agencies are left out: they are what an administrator has to give a meaning to. A former
        unit under a code in care counts as in care.
        """
        if self.everything:
            return True
        if source == own_source():
            return False
        if source in self._allowed:
            return self.holds(self._allowed[source])
        told = self._told.get(source, set()) & self._listed
        return bool(told) and bool(self._cared) and all(lies_under(code, self._cared) for code in told)

    @cached_property
    def _allowed(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for token in tokens().filter(revoked_at=None):
            found.setdefault(token.name, set()).update(token.agencies)
        return found

    @cached_property
    def _told(self) -> dict[str, set[str]]:
        return agencies_by_source()

    @cached_property
    def _listed(self) -> set[str]:
        codes = set().union(*self._told.values())
        units = Unit.objects.filter(code__in=codes).values_list("code", flat=True)
        return {*units, *UnitCode.objects.filter(code__in=codes).values_list("code", flat=True)}


def care_of(request: Any) -> Care:
    """Return the care of the administrator who asks. Two queries."""
    units = units_administered(request.postings)
    outside = Unit.objects.in_force_on(timezone.localdate()).exclude(pk__in=units.order_by().values("pk"))
    return Care(units, not outside.exists())
