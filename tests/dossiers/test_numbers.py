"""Numbers are unique: in parallel, over midnight, past 9,999, and after a rolled-back intake."""

import json
import os
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.db import transaction

from motcua.dossiers import clock
from motcua.dossiers.models import NumberCounter
from motcua.dossiers.numbers import next_number

ROOT = Path(__file__).resolve().parents[2]


def tool(*words):
    """Run the kill test in a process of its own, on the database of this test run."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run(
        [sys.executable, str(ROOT / "tools" / "kill_test.py"), *words],
        capture_output=True, text=True, check=False, env=environment, timeout=1800,  # only a real hang takes so long
    )  # fmt: skip
    assert done.stdout, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


@pytest.mark.slow
def test_two_hundred_intakes_at_once_get_two_hundred_numbers():
    answer = tool("--intakes", "200")
    assert (answer["intakes"], answer["different"], answer["wrong"]) == (200, 200, [])


@pytest.mark.slow
def test_nothing_is_lost_or_half_done_when_workers_are_killed():
    answer = tool("--seconds", "6", "--workers", "3")
    assert answer["wrong"] == []
    assert answer["kills"] > 3
    assert answer["acts"] > 20
    assert len(answer["kinds"]) > 12


@pytest.mark.django_db
def test_numbers_begin_anew_after_midnight_in_vietnam(make, office):
    with clock.at(datetime(2026, 3, 2, 16, 59, 59, tzinfo=UTC)):
        before = make.registered(office).number
    with clock.at(datetime(2026, 3, 2, 17, 0, 1, tzinfo=UTC)):
        after = make.registered(office).number
    assert before.endswith("-260302-00001")
    assert after.endswith("-260303-00001")


@pytest.mark.django_db
def test_the_ordinal_grows_past_every_width():
    for last, ending in ((9_999, "-10000"), (99_999, "-100000"), (9_999_999, "-10000000")):
        NumberCounter.objects.update_or_create(prefix="H56.14", day=date(2026, 3, 2), defaults={"last": last})
        assert next_number("H56.14", date(2026, 3, 2)).endswith(ending)


@pytest.mark.django_db(transaction=True)
def test_an_intake_that_fails_gives_no_number_away():
    day = date(2026, 3, 2)

    def fails():
        with transaction.atomic():
            next_number("H56.14", day)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fails()
    assert next_number("H56.14", day).endswith("-00001")
