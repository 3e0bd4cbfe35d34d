"""Duplicates, stale and impossible events: the same answer however the lines are split."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.exchange.outcomes import Flag, Outcome
from motcua.exchange.sorting import TRANSITIONS, Incoming, sort_out

lines = st.lists(
    st.tuples(
        st.integers(0, 12), st.integers(0, 2), st.integers(0, 3), st.integers(-2, 6), st.integers(0, 10),
        st.sampled_from([0, int(Flag.NO_OFFSET)]),
    ),
    max_size=40,
)  # fmt: skip


class Memory:
    """An index in a dictionary."""

    def __init__(self):
        self.bodies, self.states = {}, {}

    def seen(self, keys):
        found = np.array([int(k) in self.bodies for k in keys], bool)
        return found, np.array([self.bodies.get(int(k), 0) for k in keys], np.uint64)

    def last(self, dossiers):
        states = [self.states.get(int(d)) for d in dossiers]
        return (
            np.array([s is not None for s in states], bool),
            np.array([s[0] if s else 0 for s in states], np.int64),
            np.array([s[1] if s else 0 for s in states], np.uint8),
        )

    def learn(self, answer):
        self.bodies.update(zip(answer.keys.tolist(), answer.bodies.tolist(), strict=True))
        states = zip(answer.sequences.tolist(), answer.statuses.tolist(), strict=True)
        self.states.update(zip(answer.dossiers.tolist(), states, strict=True))


def columns(rows):
    kinds = (np.uint64, np.uint64, np.uint64, np.int64, np.uint8, np.uint32)
    made = [np.array([row[i] for row in rows], kind) for i, kind in enumerate(kinds)]
    return Incoming(*made)


def one_by_one(rows):
    """Sort the lines out the slow and obvious way."""
    bodies, states, answer = {}, {}, []
    for key, body, dossier, sequence, status, own in rows:
        flags = own
        if key in bodies:
            flags |= int(Flag.CONFLICTING_BODY) if bodies[key] != body else 0
            answer.append((Outcome.DUPLICATE, flags))
            continue
        bodies[key] = body
        before = states.get(dossier)
        if before and sequence < before[0]:
            answer.append((Outcome.STALE, flags))
            continue
        if before and sequence == before[0]:
            flags |= Flag.SEQUENCE_REPEATED
        flags |= int(TRANSITIONS[before[1] if before else 0, status])
        states[dossier] = (sequence, status)
        answer.append((Outcome.FLAGGED if flags else Outcome.NEW, flags))
    return answer


@settings(max_examples=300, deadline=None)
@given(lines, st.integers(0, 40))
def test_lines_are_sorted_out_alike_in_one_batch_and_in_two(rows, cut):
    memory, answer = Memory(), []
    for part in (rows[:cut], rows[cut:]):
        result = sort_out(columns(part), memory)
        memory.learn(result)
        answer += zip(result.outcome.tolist(), result.flags.tolist(), strict=True)
    assert answer == [(int(outcome), int(flags)) for outcome, flags in one_by_one(rows)]


def test_a_dossier_that_ended_cannot_go_on_unremarked():
    assert TRANSITIONS[10, 4] == Flag.REOPENED
    assert TRANSITIONS[9, 10] == 0
    assert TRANSITIONS[4, 1] == Flag.IMPOSSIBLE_SEQUENCE
    assert TRANSITIONS[2, 9] == 0
