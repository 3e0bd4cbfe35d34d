"""Every address declares who may enter."""

from django.urls import URLResolver, get_resolver

from motcua.accounts.gate import declared


def every_view(resolver=None, prefix=""):
    for pattern in (resolver or get_resolver()).url_patterns:
        where = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from every_view(pattern, where)
        else:
            yield where, pattern.callback


def test_every_view_declares_who_may_enter():
    silent = [f"{where} → {view.__module__}.{view.__qualname__}" for where, view in every_view() if not declared(view)]
    assert silent == []


def test_there_are_views_to_walk():
    assert len(list(every_view())) >= 2
