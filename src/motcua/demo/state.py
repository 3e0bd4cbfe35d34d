"""Whether this database is empty, a simulated nation, or somebody's real work."""

from django.conf import settings

from motcua.accounts.models import Account
from motcua.agencies.models import Posting
from motcua.core.selectors import is_simulated, marks
from motcua.demo.errors import NotInProduction, RealWorkIsThere
from motcua.exchange.selectors import messages_after
from motcua.ledger import store
from motcua.procedures.models import AnnouncementDecision, Procedure

__all__ = ["FACTS_MARK", "bulk_is_there", "demand_empty", "is_simulated", "written_nation"]

FACTS_MARK = "demo_facts"


def written_nation() -> tuple[str, int] | None:
    """Return (period, dossiers) of the nation whose dossiers are written whole, or None."""
    text = marks().get(FACTS_MARK)
    if not text:
        return None
    period, dossiers = text.split()
    return period, int(dossiers)


def bulk_is_there() -> bool:
    """Return whether facts were streamed in; they cannot be told from a second copy, events can."""
    return store.manifest().bulk_dossiers > 0


def demand_empty() -> None:
    """Raise NotInProduction or RealWorkIsThere unless the nation may be written here."""
    if settings.PRODUCTION:
        raise NotInProduction
    for vi, en, is_there in (
        ("thủ tục", "procedures", Procedure.objects.exists()),
        ("quyết định công bố", "announcement decisions", AnnouncementDecision.objects.exists()),
        ("hồ sơ", "dossiers", bool(list(messages_after(0, 1)))),
        ("cán bộ được bố trí", "posted officers", Posting.objects.exists()),
        ("tài khoản", "accounts", Account.objects.exists()),
        ("sự kiện trong sổ cái", "events in the ledger", store.manifest().generation > 0),
    ):
        if is_there:
            raise RealWorkIsThere(what=en, what_vi=vi)
