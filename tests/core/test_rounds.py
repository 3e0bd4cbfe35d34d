"""Recurring work goes round, and one that fails does not stop the others."""

import logging

import pytest
from django.utils.module_loading import import_string

from motcua.core import rounds


@pytest.fixture
def none_registered(monkeypatch):
    monkeypatch.setattr(rounds, "_rounds", {})


@pytest.fixture(autouse=True)
def no_sleep(monkeypatch):
    monkeypatch.setattr(rounds.time, "sleep", lambda seconds: None)


def test_the_rooms_have_registered_their_rounds():
    names = [round_.name for round_ in rounds.registered()]
    assert {"notices.send_waiting", "documents.forget_stale_uploads", "procedures.publish_due"} <= set(names)


@pytest.mark.django_db
def test_each_round_waits_its_own_time(none_registered):
    done = []
    rounds.register("often", 1, lambda: done.append("often"))
    rounds.register("rarely", 3, lambda: done.append("rarely"))
    second = [0]

    def goes_on():
        second[0] += 1
        return second[0] <= 6

    rounds.walk(goes_on, clock=lambda: second[0])
    assert (done.count("often"), done.count("rarely")) == (6, 2)


@pytest.mark.django_db
def test_a_failing_round_is_logged_and_the_others_go_on(none_registered, caplog):
    done = []
    rounds.register("a fails", 1, lambda: 1 / 0)
    rounds.register("b works", 1, lambda: done.append(1))
    turns = iter([True, False])
    with caplog.at_level(logging.ERROR):
        rounds.walk(lambda: next(turns))
    assert done == [1]
    assert "round_failed round=a fails" in caplog.text


def test_a_round_may_be_named_and_is_loaded_only_when_it_is_walked(caplog):
    rounds.register("named", 1, "math.isqrt_of_nothing")
    found = next(round_ for round_ in rounds.registered() if round_.name == "named")
    assert not rounds.walk_once(found)
    assert "isqrt_of_nothing" in caplog.text
    rounds._rounds.pop("named")


def test_every_named_round_leads_to_a_function():
    for round_ in rounds.registered():
        named = getattr(round_.work, "args", ())
        assert all(callable(import_string(name)) for name in named), round_.name
