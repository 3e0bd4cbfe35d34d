"""Every working second is charged once."""

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from motcua.rules.calendar import VIETNAM, official_calendar
from motcua.rules.charged_time import Hold, Holder, charged_time, elapsed_seconds

NATION = official_calendar()
HOUR = 3600
MOMENTS = st.integers(0, 40 * 24 * 12).map(
    lambda fives: datetime(2026, 8, 10, tzinfo=VIETNAM) + timedelta(minutes=5 * fives)
)


def at(text):
    return datetime.fromisoformat(f"2026-03-{text}").replace(tzinfo=VIETNAM)


def test_a_usual_dossier_is_charged_to_each_hand():
    holds = [
        Hold(Holder.OTHER_AGENCY, at("02T09:00"), at("02T15:00"), "one-stop"),
        Hold(Holder.AGENCY, at("03T07:00"), at("05T07:00"), "division"),
        Hold(Holder.APPLICANT, at("04T07:00"), at("04T11:30")),
    ]
    charged = charged_time(at("02T09:00"), at("05T17:00"), holds, NATION)
    assert charged.seconds == {
        (Holder.OTHER_AGENCY, "one-stop"): 4 * HOUR,
        (Holder.NOBODY, ""): 10 * HOUR,
        (Holder.AGENCY, "division"): int(11.5 * HOUR),
        (Holder.APPLICANT, ""): int(4.5 * HOUR),
    }
    assert charged.elapsed == 30 * HOUR
    assert charged.of(Holder.AGENCY) == charged.of_unit("division")


def test_agencies_that_hold_it_together_share_the_time():
    holds = [Hold(Holder.OTHER_AGENCY, at("02T07:00"), None, unit) for unit in ("tax", "land", "police")]
    charged = charged_time(at("02T07:00"), at("03T17:00"), holds, NATION)
    assert {unit: charged.of_unit(unit) for unit in ("tax", "land", "police")} == {
        "tax": 19200,
        "land": 19200,
        "police": 19200,
    }


def test_nights_weekends_and_holidays_are_charged_to_nobody_at_all():
    assert elapsed_seconds(at("06T17:00"), at("09T07:00"), NATION) == 0
    assert charged_time(at("06T17:00"), at("09T07:00"), [], NATION).seconds == {}


HOLDS = st.lists(
    st.builds(
        Hold,
        st.sampled_from([Holder.AGENCY, Holder.OTHER_AGENCY, Holder.APPLICANT]),
        MOMENTS,
        st.none() | MOMENTS,
        st.sampled_from(["", "a", "b"]),
    ),
    max_size=6,
)


@given(MOMENTS, MOMENTS, HOLDS)
def test_the_parts_are_the_whole(one, other, holds):
    received, until = min(one, other), max(one, other)
    charged = charged_time(received, until, holds, NATION)
    assert sum(charged.seconds.values()) == charged.elapsed == elapsed_seconds(received, until, NATION)
    assert all(seconds >= 0 for seconds in charged.seconds.values())


@given(MOMENTS, MOMENTS, HOLDS, MOMENTS)
def test_splitting_the_time_at_any_moment_splits_the_charge(one, other, holds, cut):
    received, until = min(one, other), max(one, other)
    middle = min(max(cut, received), until)
    whole = charged_time(received, until, holds, NATION)
    parts = [charged_time(received, middle, holds, NATION), charged_time(middle, until, holds, NATION)]
    for holder in Holder:
        # Shared seconds that do not divide may fall to another hand: at most a few.
        assert abs(whole.of(holder) - sum(part.of(holder) for part in parts)) <= 12
    assert whole.of(Holder.APPLICANT) == sum(part.of(Holder.APPLICANT) for part in parts)
    assert whole.of(Holder.NOBODY) == sum(part.of(Holder.NOBODY) for part in parts)
