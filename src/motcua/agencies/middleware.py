"""What the present officer is posted to do today, read once and only when asked."""

from collections.abc import Callable, Iterable, Iterator, Set
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject, cached_property

from motcua.accounts.duties import Duty
from motcua.agencies import selectors
from motcua.agencies.models import Posting, Unit

SESSION_KEY = "posting"


class Workplace:
    """The postings of one request and the one in which the officer works now."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @cached_property
    def postings(self) -> list[Posting]:
        user: Any = self.request.user
        if not user.is_authenticated or not user.is_officer:
            return []
        return selectors.postings_of(user)

    @cached_property
    def posting(self) -> Posting | None:
        """Return the posting chosen in the session if it still runs, else the first."""
        chosen = self.request.session.get(SESSION_KEY) if self.postings else None
        return next((one for one in self.postings if one.pk == chosen), next(iter(self.postings), None))

    @cached_property
    def unit(self) -> Unit | None:
        return self.posting.unit if self.posting else None

    @cached_property
    def duties(self) -> frozenset[Duty]:
        """Return the duties at the present unit only: who signs in one commune does not sign in another."""
        if self.unit is None:
            return frozenset()
        return selectors.duties_in(one for one in self.postings if one.unit_id == self.unit.pk)


class LazyDuties(Set[Duty]):
    """A set of duties that is read when somebody looks into it (SimpleLazyObject knows no `&`)."""

    def __init__(self, workplace: Workplace) -> None:
        self.workplace = workplace

    @classmethod
    def _from_iterable(cls, it: Iterable[Any]) -> Any:
        return frozenset(it)

    def __contains__(self, duty: object) -> bool:
        return duty in self.workplace.duties

    def __iter__(self) -> Iterator[Duty]:
        return iter(self.workplace.duties)

    def __len__(self) -> int:
        return len(self.workplace.duties)


class PostingMiddleware:
    """Set `request.postings`, `posting`, `unit` and `duties`: one query for an officer, none for others.

    `posting` and `unit` are lazy: test them with `if request.unit`, not with `is None`.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        workplace = Workplace(request)
        request.postings = SimpleLazyObject(lambda: workplace.postings)
        request.posting = SimpleLazyObject(lambda: workplace.posting)
        request.unit = SimpleLazyObject(lambda: workplace.unit)
        request.duties = LazyDuties(workplace)
        return self.get_response(request)
