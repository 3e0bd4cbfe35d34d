"""One table of classes, evaluated in three ways."""

import duckdb
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.rules.settlement import (
    PENDING,
    RATED,
    SETTLED,
    Settlement,
    class_sql,
    classify,
    classify_many,
    due_of_date,
    local_day,
)

DAY = 19_400
DUE = due_of_date(DAY)
HOUR = 3600


@pytest.mark.parametrize(
    ("status", "due", "finish", "now", "by_moment", "expected"),
    [
        pytest.param(9, DUE, DUE - 86_400, DUE, False, Settlement.EARLY, id="a day before is early"),
        pytest.param(9, DUE, DUE - HOUR, DUE, False, Settlement.ON_TIME, id="the due day itself is on time"),
        pytest.param(10, DUE, DUE + 2 * HOUR, DUE, False, Settlement.ON_TIME, id="days are compared, not hours"),
        pytest.param(9, DUE, DUE + 2 * HOUR, DUE, True, Settlement.LATE, id="a limit in hours is kept to the second"),
        pytest.param(9, DUE, DUE + 8 * HOUR, DUE, False, Settlement.LATE, id="one o'clock next morning is late"),
        pytest.param(9, None, DUE, DUE, False, Settlement.NO_DUE_DATE, id="no due date is never on time"),
        pytest.param(7, DUE, DUE - HOUR, DUE, False, Settlement.WITHDRAWN, id="withdrawn is not on time"),
        pytest.param(3, DUE, None, DUE, False, Settlement.REFUSED, id="not accepted stands apart"),
        pytest.param(5, DUE, None, DUE + 90 * 86_400, False, Settlement.PAUSED, id="waiting for papers is not overdue"),
        pytest.param(6, DUE, None, DUE, False, Settlement.PAUSED, id="waiting for payment is paused"),
        pytest.param(8, DUE, DUE - HOUR, DUE, False, Settlement.PAUSED, id="stopped never becomes on time"),
        pytest.param(4, DUE, None, DUE - HOUR, False, Settlement.PENDING_IN_LIMIT, id="pending within the limit"),
        pytest.param(2, DUE, None, DUE + 86_400, False, Settlement.PENDING_OVERDUE, id="pending and overdue"),
        pytest.param(4, None, None, DUE, False, Settlement.PENDING_NO_DUE_DATE, id="pending without due date"),
        pytest.param(
            9, DUE, None, DUE + 86_400, False, Settlement.PENDING_OVERDUE, id="done without a moment is not done"
        ),
        pytest.param(1, DUE, None, DUE, False, Settlement.NOT_COUNTED, id="registered only is not counted"),
        pytest.param(77, DUE, DUE, DUE, False, Settlement.NOT_COUNTED, id="an odd status is not counted"),
        pytest.param(None, DUE, DUE, DUE, False, Settlement.NOT_COUNTED, id="no status is not counted"),
    ],
)
def test_the_class_of_one_dossier(status, due, finish, now, by_moment, expected):
    assert classify(status, due, finish, now, by_moment=by_moment) is expected


def test_every_class_has_phrases_and_belongs_to_one_group():
    assert all(settlement.vi and settlement.en for settlement in Settlement)
    groups = [*SETTLED, *PENDING, Settlement.REFUSED, Settlement.NOT_COUNTED]
    assert sorted(groups) == sorted(Settlement)
    assert set(RATED) < set(SETTLED)


moments = st.one_of(st.none(), st.integers(DUE - 3 * 86_400, DUE + 3 * 86_400))
cases = st.tuples(st.integers(0, 12), moments, moments, st.integers(DUE - 86_400, DUE + 86_400), st.booleans())


@settings(max_examples=60, deadline=None)
@given(st.lists(cases, min_size=1, max_size=40))
def test_columns_and_sql_give_the_class_of_the_single_dossier(rows):
    expected = [int(classify(s, d, f, n, by_moment=b)) for s, d, f, n, b in rows]
    status, due, finish, now, by_moment = (list(column) for column in zip(*rows, strict=True))
    columns = classify_many(
        np.array(status), np.array([-1 if d is None else d for d in due]),
        np.array([-1 if f is None else f for f in finish]), np.array(now), np.array(by_moment),
    )  # fmt: skip
    assert columns.tolist() == expected
    values = ", ".join(
        f"({i}, {s}, {_sql(d)}, {_sql(f)}, {n}, {_day(d)}, {_day(f)}, {_day(n)}, {b})"
        for i, (s, d, f, n, b) in enumerate(rows)
    )
    names = "i, status, due_at, finished_at, now_at, due_day, finished_day, now_at_day, by_moment"
    answer = duckdb.connect().execute(f"SELECT {class_sql()} FROM (VALUES {values}) t({names}) ORDER BY i").fetchall()
    assert [row[0] for row in answer] == expected


def _sql(moment):
    return "NULL::BIGINT" if moment is None else str(moment)


def _day(moment):
    return "NULL::BIGINT" if moment is None else str(local_day(moment))
