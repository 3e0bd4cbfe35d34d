"""Who does an act: an officer in a post, the applicant, or the system itself."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from motcua.rules.lifecycle_acts import APPLICANT, SYSTEM

if TYPE_CHECKING:
    from motcua.accounts.models import Account
    from motcua.agencies.models import Posting

_SYSTEM = frozenset({SYSTEM})


@dataclass(frozen=True, slots=True)
class Actor:
    """One who acts, with the duties held at that moment; `unit_id` is the unit acted for.

    `speaks_for` are the agency codes a connected system was enrolled for; None is no such bound.
    """

    duties: frozenset[str]
    account_id: int | None = None
    unit_id: int | None = None
    post: str = ""
    speaks_for: frozenset[str] | None = None

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
    def system(cls, name: str, unit_id: int | None = None, speaks_for: frozenset[str] | None = None) -> "Actor":
        """Return Motcua itself or a connected system, by name."""
        return cls(_SYSTEM, None, unit_id, name, speaks_for)

    def may_speak_for(self, *codes: str) -> bool:
        """Return whether one of these unit codes is, or lies under, a code the actor speaks for.

        Codes are nested by dots (H56.14 lies under H56); `*` is every agency.
        """
        if self.speaks_for is None or "*" in self.speaks_for:
            return True
        return any(code == own or code.startswith(f"{own}.") for code in codes for own in self.speaks_for)

    @property
    def is_system(self) -> bool:
        """Return whether no person stands behind the act."""
        return SYSTEM in self.duties
