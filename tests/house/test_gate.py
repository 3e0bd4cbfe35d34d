"""Every address declares who may enter, and nobody else gets in."""

import re
from datetime import date

import pytest
from django.test import Client
from django.urls import URLResolver, get_resolver

from motcua.accounts.duties import Duty
from motcua.accounts.gate import declared
from motcua.accounts.models import Account
from motcua.agencies.models import Posting, Unit

# What to put where an address wants something; other converters get "1".
STAND_INS = {"uuid": "00000000-0000-4000-8000-000000000000", "path": "a/b", "slug": "a"}


def every_view(resolver=None, prefix=""):
    for pattern in (resolver or get_resolver()).url_patterns:
        where = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from every_view(pattern, where)
        else:
            yield where, pattern.callback


def address(where):
    """Return an address that the pattern `where` matches."""
    plain = re.sub(r"<(?:(\w+):)?\w+>", lambda part: STAND_INS.get(part[1], "1"), where)
    plain = re.sub(r"\(\?P<\w+>[^)]*\)", "1", plain)
    return "/" + plain.replace("^", "").replace("$", "").replace("\\Z", "").replace("\\", "").lstrip("/")


def closed_views():
    return [(where, view) for where, view in every_view() if declared(view) not in ("everyone", "bearer")]


def test_every_view_declares_who_may_enter():
    silent = [f"{where} → {view.__module__}.{view.__qualname__}" for where, view in every_view() if not declared(view)]
    assert silent == []


def test_there_are_views_to_walk():
    assert len(list(every_view())) >= 2
    assert len(closed_views()) >= 10


@pytest.mark.django_db
def test_without_account_no_closed_page_opens():
    client = Client(raise_request_exception=False)
    opened = [where for where, _ in closed_views() if client.get(address(where)).status_code not in (302, 404)]
    assert opened == []


@pytest.mark.django_db
@pytest.mark.parametrize("duty", [*Duty, None], ids=lambda duty: duty.value if duty else "a citizen")
def test_a_page_declared_for_others_stays_closed(duty):
    account = Account.objects.create(username="walker", kind="officer" if duty else "citizen")
    if duty:
        unit = Unit.objects.create(code="W1", name="Đơn vị", level="central")
        Posting.objects.create(
            account=account, unit=unit, title="x", duties=frozenset([duty]), valid_from=date(2020, 1, 1)
        )
    client = Client(raise_request_exception=False)
    client.force_login(account)
    others = [where for where, view in closed_views() if declared(view) != "signed_in" and duty not in declared(view)]
    opened = [where for where in others if client.get(address(where)).status_code not in (403, 404)]
    assert opened == []


@pytest.mark.django_db
def test_a_posting_that_has_ended_opens_nothing():
    account = Account.objects.create(username="walker", kind="officer")
    unit = Unit.objects.create(code="W1", name="Đơn vị", level="central")
    Posting.objects.create(
        account=account,
        unit=unit,
        title="x",
        duties=frozenset(Duty),
        valid_from=date(2020, 1, 1),
        valid_before=date(2020, 2, 1),
    )
    client = Client(raise_request_exception=False)
    client.force_login(account)
    closed = [where for where, view in closed_views() if declared(view) != "signed_in"]
    assert [where for where in closed if client.get(address(where)).status_code not in (403, 404)] == []
