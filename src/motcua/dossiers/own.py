"""Which dossiers are a person's own, and the short code by which anybody may follow one without an account.

TT 01/2018/TT-VPCP art 16.2.d: without authentication only the code and the degree of completion are shown.
"""

import hashlib
import hmac

from django.conf import settings
from django.db.models import Q, QuerySet

from motcua.accounts.kinds import AssuranceLevel
from motcua.accounts.models import Account
from motcua.dossiers.models import Dossier, Evidence
from motcua.rules.lifecycle_states import FINISHED, State

_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
CODE_LENGTH = 8


def _mine(account: Account) -> Q:
    found = Q(applicant__account=account) | Q(representative__account=account)
    # A number that nobody checked opens nothing.
    if account.assurance >= AssuranceLevel.SUBSTANTIAL:
        numbers = [number for number in (account.identity_number, account.organisation_code) if number]
        found |= Q(applicant__identity_number__in=numbers)
    return found


def dossiers_of_account(account: Account) -> QuerySet[Dossier]:
    """Return a person's own applications, newest first, each once."""
    found = Dossier.objects.filter(_mine(account)).counted_for_applicants()
    return found.select_related("applicant", "resolving_unit", "receiving_unit", "expected_unit").order_by("-id")


def own_dossier(account: Account, number: str) -> Dossier | None:
    """Return the person's own dossier of this number; None for anybody else's, as if it did not exist."""
    found = Dossier.objects.filter(_mine(account), number=number.strip().upper())
    return found.select_related(
        "procedure_version__procedure",
        "receiving_unit",
        "resolving_unit",
        "expected_unit",
        "applicant",
        "representative",
    ).first()


def papers_given(dossier: Dossier) -> list[Evidence]:
    """Return the papers given with a dossier and its supplements, in order."""
    return list(dossier.evidence.order_by("supplement", "pk"))


def tracking_code(number: str) -> str:
    """Return the code printed beside a dossier's number: eight letters that only this installation can make."""
    digest = hmac.new(settings.SECRET_KEY.encode(), f"tracking {number}".encode(), hashlib.sha256).digest()
    return "".join(_LETTERS[byte % len(_LETTERS)] for byte in digest[:CODE_LENGTH])


def followed(number: str, code: str) -> Dossier | None:
    """Return the dossier if `code` is the one printed for it."""
    typed = "".join(code.split()).upper()
    wanted = number.strip().upper()
    if not hmac.compare_digest(tracking_code(wanted).encode(), typed.encode()):
        return None
    return Dossier.objects.filter(number=wanted).first()


_DEGREES = {
    State.REGISTERED: 10,
    State.SUPPLEMENT_BEFORE_RECEPTION: 10,
    State.RECEIVED: 30,
    State.PROCESSING: 50,
    State.AWAITING_SUPPLEMENT: 50,
    State.SUPPLEMENT_GIVEN: 50,
    State.AWAITING_DUTY: 60,
    State.PROPOSED: 80,
}


def degree_of_completion(state: str) -> int:
    """Return how far a dossier is, in percent.

    ASSUMPTION: no text says how the degree is counted; each state is a fixed mark on the way.
    """
    if state in {State.DECIDED, State.REFUSED}:
        return 90
    return 100 if state in FINISHED else _DEGREES[State(state)]
