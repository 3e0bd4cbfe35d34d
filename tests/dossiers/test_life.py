"""One whole life, act by act: states, clock, chain, queues, idempotency, and how few queries it takes."""

from datetime import timedelta

import pytest

from motcua.dossiers import clock, selectors, services
from motcua.dossiers.models import Dossier, Event
from motcua.dossiers.models.event import AppendOnly
from motcua.rules.errors import RuleViolation
from motcua.rules.lifecycle_replay import replay

pytestmark = pytest.mark.django_db


def test_a_whole_life_ends_returned_with_a_whole_chain(make, office):
    dossier = make.decided(office)
    services.return_output(number=dossier.number, actor=office.clerk)
    services.close(number=dossier.number, actor=office.clerk)
    dossier.refresh_from_db()

    acts = [event.act for event in selectors.timeline(dossier)]
    assert acts == [
        "register", "receive", "hand_over", "take_over", "propose", "decide", "return_output", "close",
    ]  # fmt: skip
    assert (dossier.state, dossier.national_status, dossier.is_open) == ("closed", 10, False)
    assert selectors.broken_at(dossier) is None


def test_replaying_the_events_gives_the_cached_situation(make, office):
    dossier = make.decided(office)
    assert replay(selectors.recorded_acts(selectors.timeline(dossier))) == selectors.situation_of(dossier)


def test_a_changed_record_is_found(make, office):
    dossier = make.decided(office)
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("UPDATE dossiers_event SET reason = 'khác' WHERE dossier_id = %s AND ordinal = 3", [dossier.pk])
    assert selectors.broken_at(dossier) == 3


def test_events_cannot_be_changed_or_removed(make, office):
    event = selectors.timeline(make.registered(office))[0]
    event.reason = "khác"
    for attempt in (event.save, event.delete, Event.objects.all().delete):
        with pytest.raises(AppendOnly):
            attempt()
    with pytest.raises(AppendOnly):
        Event.objects.update(reason="khác")


def test_the_same_submit_again_makes_nothing_new(make, office):
    one = make.registered(office, intake_key="form-1")
    two = make.registered(office, intake_key="form-1")
    assert one.pk == two.pk
    first = services.receive(number=one.number, actor=office.clerk, key="k1")
    second = services.receive(number=one.number, actor=office.clerk, key="k1")
    assert first.pk == second.pk
    assert one.events.count() == 2


@pytest.mark.parametrize(
    ("act", "most"),
    [("receive", 8), ("hand_over", 5), ("take_over", 5), ("propose", 4), ("decide", 4), ("return_output", 4)],
)
def test_an_act_takes_few_queries(make, office, django_assert_max_num_queries, act, most):
    dossier = make.registered(office)
    life = [
        ("receive", office.clerk), ("hand_over", office.clerk), ("take_over", office.appraiser),
        ("propose", office.appraiser), ("decide", office.signer), ("return_output", office.clerk),
    ]  # fmt: skip
    for name, actor in life:
        if name == act:
            with django_assert_max_num_queries(most + 4):  # the test's own savepoint, the announcement, the notice
                getattr(services, name)(number=dossier.number, actor=actor)
            return
        getattr(services, name)(number=dossier.number, actor=actor)


def test_registering_takes_few_queries(make, office, django_assert_max_num_queries):
    with django_assert_max_num_queries(10):  # one of them announces the event, one is the notice
        make.registered(office)


def test_the_settling_unit_need_not_press_take_over(make, office):
    dossier = make.received(office)
    services.hand_over(number=dossier.number, actor=office.clerk)
    services.propose(number=dossier.number, actor=office.appraiser)
    acts = [event.act for event in selectors.timeline(dossier)]
    assert acts[-2:] == ["take_over", "propose"]
    assert dossier.hand_overs.get().taken_at is not None


def test_another_unit_cannot_act(make, office):
    dossier = make.received(office)
    stranger = make.office()
    with pytest.raises(RuleViolation) as refusal:
        services.decide(number=dossier.number, actor=stranger.signer)
    assert refusal.value.code == "outside_your_unit"


def test_as_known_on_leaves_out_what_was_recorded_later(make, office):
    with clock.at(make.MONDAY):
        dossier = make.received(office)
    with clock.at(make.MONDAY + timedelta(days=1)):
        services.decide(number=dossier.number, actor=office.signer)
    before = selectors.as_known_on(dossier.number, make.MONDAY + timedelta(hours=3))
    after = selectors.as_known_on(dossier.number, make.MONDAY + timedelta(days=2))
    assert (before.situation.state, after.situation.state) == ("received", "decided")


def test_search_finds_by_number_identity_name_and_words(make, office):
    dossier = make.received(office)
    for text in (dossier.number, "001188000123", "nguyễn thị hoa", "nguyen hoa", "trich luc khai"):
        assert dossier.number in [found.number for found in selectors.search(text)], text
    assert selectors.search("không có ai") == []
    assert selectors.search("nguyen", unit_ids=[office.department.pk])
    assert selectors.search("nguyen", unit_ids=[]) == []


def test_a_counter_is_the_length_of_its_list(make, office):
    make.registered(office)
    make.received(office)
    make.decided(office)
    moving = make.received(office)
    services.hand_over(number=moving.number, actor=office.clerk)
    ids = [office.one_stop.pk, office.department.pk]
    for later in (0, 2, 30):
        now = clock.now() + timedelta(days=later)
        counted = selectors.counts(ids, now)
        assert counted == {name: selectors.queue(name, ids, now).count() for name in selectors.Queue}
    assert counted[selectors.Queue.LATE] == 2
    assert counted[selectors.Queue.TAKE_OVER] == 1


def test_a_repeated_number_is_never_given(make, office):
    numbers = [make.registered(office).number for _ in range(20)]
    assert len(set(numbers)) == 20
    assert Dossier.objects.count() == 20
