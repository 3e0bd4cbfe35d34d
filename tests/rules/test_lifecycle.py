"""The lifecycle: the table is whole, terminal states end, replay is a fold, time is charged without gap."""

import itertools
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.rules.errors import RuleViolation
from motcua.rules.event_chain import FIRST, first_broken, link
from motcua.rules.expected_acts import expected_act, holder, holdings
from motcua.rules.lifecycle import NotYourDuty, ReasonMissing, check_move, check_who, possible_acts
from motcua.rules.lifecycle_acts import ACTS, Act
from motcua.rules.lifecycle_replay import AlreadyReappointed, apply, replay
from motcua.rules.lifecycle_situation import RecordedAct, Situation, from_json, to_json
from motcua.rules.lifecycle_states import FINISHED, STATES, TERMINAL, State
from motcua.rules.national_status import NATIONAL_STATUSES, NationalStatus, national_status

MORNING = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)


def act(kind, hours=0, **facts):
    at = MORNING + timedelta(hours=hours)
    return RecordedAct(0, Act(kind), at, at + timedelta(minutes=1), unit=7, reason="vì sao", facts=facts)


def walk(*steps):
    """Replay acts an hour apart; a step is a verb or (verb, facts)."""
    acts = []
    for hour, step in enumerate(steps):
        verb, facts = step if isinstance(step, tuple) else (step, {})
        acts.append(act(verb, hour, **facts))
    return replay(acts)


@st.composite
def histories(draw, longest=25):
    """Return any history the table allows, by trying acts at random and keeping those that pass."""
    situation, acts = Situation(), []
    clock = MORNING
    for _ in range(draw(st.integers(1, longest))):
        verb = draw(st.sampled_from(possible_acts(situation.state) or (Act.REPORT_CHILD,)))
        clock += timedelta(minutes=draw(st.integers(0, 3000)))
        facts = {
            "to_unit": draw(st.integers(1, 3)),
            "receiving_unit": 7,
            "holder_unit": 7,
            "key": draw(st.sampled_from("abc")),
            "step": draw(st.sampled_from("xyz")),
            "complete": draw(st.booleans()),
            "promise": {"kind": "original", "at": (clock + timedelta(days=3)).isoformat()}
            if draw(st.booleans())
            else None,
        }
        made = RecordedAct(len(acts) + 1, verb, clock, clock + timedelta(seconds=5), 7, "vì sao", facts)
        try:
            situation = apply(situation, made)
        except RuleViolation:
            continue
        acts.append(made)
    return acts


def test_every_state_and_status_has_its_words_in_two_languages():
    assert set(STATES) == set(State)
    assert all(entry.vi and entry.en for entry in STATES.values())
    assert set(NATIONAL_STATUSES) == set(NationalStatus)


def test_every_act_has_a_row_with_words_and_a_legal_source():
    assert set(ACTS) == set(Act)
    assert all(entry.vi and entry.en and entry.source and entry.who for entry in ACTS.values())


def test_every_state_can_be_reached():
    reached = {None}
    while True:
        further = {
            target or state for entry in ACTS.values() for state, target in entry.moves.items() if state in reached
        } | {entry.if_incomplete for entry in ACTS.values() if entry.if_incomplete}
        if further <= reached:
            break
        reached |= further
    assert reached - {None} == set(State)


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        ("awaiting_supplement", 5),
        ("supplement_before_reception", 5),
        ("awaiting_duty", 6),
        ("stopped", 8),
        ("withdrawn", 7),
        ("reception_refused", 3),
        ("decided", 9),
        ("returned", 10),
    ],
)
def test_the_true_status_is_sent(state, expected):
    assert national_status(state) == expected


def test_no_act_but_an_approved_reopening_leaves_a_terminal_state():
    for state in TERMINAL:
        leaving = {a for a in possible_acts(state) if ACTS[a].moves[state] not in {None, state}}
        assert leaving <= {Act.REOPEN}


@given(histories())
@settings(max_examples=150, deadline=None)
def test_no_path_leaves_a_terminal_state_without_reopening(acts):
    situation = Situation()
    for made in acts:
        after = apply(situation, made)
        if situation.state in TERMINAL and made.act is not Act.REOPEN:
            assert after.state == situation.state
        situation = after


@given(histories())
@settings(max_examples=150, deadline=None)
def test_replaying_gives_the_same_situation_as_acting_step_by_step_through_json(acts):
    situation = Situation()
    for made in acts:
        situation = from_json(to_json(apply(situation, made)))
    assert situation == replay(acts)


@given(histories())
@settings(max_examples=150, deadline=None)
def test_the_time_charged_is_the_time_elapsed(acts):
    until = acts[-1].occurred_at + timedelta(days=1) if acts else MORNING
    held = holdings(acts, until)
    assert all(a.ended_at <= b.began_at for a, b in itertools.pairwise(held))
    situation, elapsed = Situation(), timedelta()
    for made in acts:
        if situation.last_at and situation.state not in FINISHED:
            elapsed += made.occurred_at - situation.last_at
        situation = apply(situation, made)
    if situation.last_at and situation.state not in FINISHED:
        elapsed += until - situation.last_at
    assert sum((h.ended_at - h.began_at for h in held), timedelta()) == elapsed


@given(histories())
@settings(max_examples=150, deadline=None)
def test_no_order_of_acts_yields_two_receipts(acts):
    receipts = [a for a in acts if ACTS[a.act].paper == "receipt"]
    reopened = [a for a in acts if a.act is Act.REOPEN]
    assert len(receipts) <= 1 + len(reopened)
    assert len({a.ordinal for a in acts}) == len(acts)


@given(histories())
@settings(max_examples=150, deadline=None)
def test_a_finish_once_reached_is_never_moved(acts):
    situation = Situation()
    for made in acts:
        after = apply(situation, made)
        if situation.first_finished_at:
            assert after.first_finished_at == situation.first_finished_at
        if situation.finished_at and made.act is not Act.REOPEN:
            assert after.finished_at == situation.finished_at
        situation = after


@given(histories())
@settings(max_examples=100, deadline=None)
def test_somebody_is_expected_to_act_until_the_end(acts):
    situation = replay(acts)
    assert (expected_act(situation) is None) == (situation.state in TERMINAL)


@pytest.mark.parametrize(
    ("steps", "who"),
    [
        pytest.param(["register"], "nobody", id="before reception nobody holds it"),
        pytest.param(["register", "receive"], "agency", id="received"),
        pytest.param(
            ["register", "receive", ("hand_over", {"to_unit": 2})], "nobody", id="on the way nobody has it yet"
        ),
        pytest.param(["register", "receive", "request_supplement"], "applicant", id="papers asked for"),
        pytest.param(["register", "receive", "request_financial_duty"], "applicant", id="duty asked for"),
        pytest.param(
            ["register", "receive", ("consult", {"key": "a", "to_unit": 9})], "other_agency", id="consulted agency"
        ),
        pytest.param(["register", "receive", "decide"], "nobody", id="settled"),
    ],
)
def test_hours_are_charged_to_whoever_holds_it(steps, who):
    assert holder(walk(*steps))[0] == who


def test_a_second_reappointment_is_refused_with_a_sentence():
    with pytest.raises(AlreadyReappointed) as refusal:
        walk("register", "receive", "reappoint", "reappoint")
    assert "một lần" in refusal.value.sentence("vi")
    assert "no second one" in refusal.value.sentence("en")


def test_a_refused_move_says_what_can_be_done_instead():
    with pytest.raises(RuleViolation) as refusal:
        walk("register", "return_output")
    assert refusal.value.code == "move_refused"
    assert "Mới đăng ký" in refusal.value.sentence("vi")
    assert "Receive" in refusal.value.sentence("en")


def test_an_applicant_cannot_decide():
    with pytest.raises(NotYourDuty):
        check_who(Act.DECIDE, {"applicant"})
    check_who(Act.WITHDRAW, {"applicant"})


def test_a_refusal_needs_a_reason():
    bare = RecordedAct(2, Act.REFUSE_RECEPTION, MORNING, MORNING, 7, "  ", {})
    with pytest.raises(ReasonMissing):
        apply(replay([act("register")]), bare)


@pytest.mark.parametrize(
    ("occurred", "recorded"),
    [
        pytest.param(2, 1, id="an act in the future"),
        pytest.param(-1, 5, id="an act before the last one"),
    ],
)
def test_an_act_cannot_be_moved_in_time(occurred, recorded):
    moved = RecordedAct(
        2, Act.DECIDE, MORNING + timedelta(hours=occurred), MORNING + timedelta(hours=recorded), 7, "", {}
    )
    with pytest.raises(RuleViolation) as refusal:
        apply(replay([act("register", -2), act("receive", 0)]), moved)
    assert refusal.value.code == "impossible_time"


def test_an_undelivered_dossier_cannot_be_decided():
    with pytest.raises(RuleViolation) as refusal:
        walk("register", "receive", ("hand_over", {"to_unit": 2}), "decide")
    assert refusal.value.code == "hand_over_pending"


def test_a_decision_waits_for_the_consulted_unit():
    asked = ["register", "receive", ("consult", {"key": "a", "to_unit": 9})]
    with pytest.raises(RuleViolation) as refusal:
        walk(*asked, "decide")
    assert refusal.value.code == "consultations_open"
    assert walk(*asked, ("answer_consultation", {"key": "a"}), "decide").state == State.DECIDED


def test_check_move_follows_the_table():
    assert check_move(Act.RECEIVE, State.REGISTERED) is State.RECEIVED
    assert check_move(Act.HAND_OVER, State.RECEIVED) is State.RECEIVED


def test_a_changed_act_breaks_the_chain():
    first = {"act": "register", "at": MORNING}
    second = {"act": "receive", "at": MORNING}
    one = link(FIRST, first)
    two = link(one, second)
    assert first_broken([(FIRST, one, first), (one, two, second)]) is None
    assert first_broken([(FIRST, one, first), (one, two, {**second, "act": "decide"})]) == 1
    assert first_broken([(one, two, second)]) == 0


def test_the_reference_page_of_acts_is_up_to_date():
    from pathlib import Path

    from motcua.dossiers.act_pages import acts_page

    page = Path(__file__).resolve().parents[2] / "docs" / "reference" / "acts.md"
    assert page.read_text(encoding="utf-8") == acts_page()
