"""Who does an act: an officer in a post, the applicant, or the system itself."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from motcua.rules.lifecycle_acts import APPLICANT, SYSTEM

if TYPE_CHECKING:
    from motcua.accounts.models import Account
    from motcua.agencies.models import Posting


@dataclass(frozen=True, slots=True)
class Actor:
    """One who acts, with the duties held at that moment; `unit_id` is the unit acted for."""

    duties: frozenset[str]
    account_id: int | None = None
    unit_id: int | None = None
    post: str = ""

    @classmethod
    def officer(cls, posting: "Posting") -> "Actor":
        """Return the officer of a posting; a deputy acts with the duties of whom he covers."""
        duties = frozenset(str(duty) for duty in posting.duties)
        return cls(duties, posting.account_id, posting.unit_id, posting.title)

    @classmethod
    def applicant(cls, account: "Account | None" = None) -> "Actor":
        """Return the applicant; the door has checked that the dossier is his."""
        return cls(frozenset({APPLICANT}), account.pk if account else None, None, "")

    @classmethod
    def system(cls, name: str, unit_id: int | None = None) -> "Actor":
        """Return Motcua itself or a connected system, by name."""
        return cls(frozenset({SYSTEM}), None, unit_id, name)

    @property
    def is_system(self) -> bool:
        """Return whether no person stands behind the act."""
        return SYSTEM in self.duties
