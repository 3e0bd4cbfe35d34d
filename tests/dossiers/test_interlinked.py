"""Birth registration with residence and health card: one promise, three agencies."""

from datetime import timedelta

import pytest

from motcua.dossiers import clock, selectors, services
from motcua.dossiers.models import Dossier
from motcua.rules.time_limits import TimeLimit

pytestmark = pytest.mark.django_db


@pytest.fixture
def chain(make, office):
    """Return a parent received on Monday morning, and its agencies by key."""
    agencies = {key: make.office(name=key) for key in ("birth", "residence", "health_card")}
    parts = {
        key: services.PartFacts(of.version, of.department, limit=TimeLimit.parse("2wd")) for key, of in agencies.items()
    }
    with clock.at(make.MONDAY):
        parent = services.register_interlinked(
            group="khai-sinh",
            parts=parts,
            receiving_unit=office.one_stop,
            applicant=services.ApplicantFacts("Trần Văn Bình"),
            actor=office.clerk,
        )
        services.receive(number=parent.number, actor=office.clerk)
    parent.refresh_from_db()
    return parent, agencies


def children(parent):
    return {child.summary: child for child in selectors.children_of(parent)}


def part(parent, place):
    return [child for child in selectors.children_of(parent) if child.place_in_chain == place]


def settle(child, of, act="decide", **facts):
    getattr(services, act)(number=child.number, actor=of.signer, **facts)


def test_one_promise_covers_the_shares_in_their_order(chain):
    parent, _ = chain
    # Monday + 2 working days, then 2 more: Friday, at closing time in Vietnam.
    assert parent.current_due_at.isoformat() == "2026-03-06T10:00:00+00:00"


def test_only_the_first_place_begins(chain):
    parent, _ = chain
    assert [child.state for child in selectors.children_of(parent)] == ["received", "registered", "registered"]


def test_the_next_places_begin_when_the_first_has_its_result(make, chain):
    parent, agencies = chain
    with clock.at(make.MONDAY + timedelta(days=1)):
        settle(part(parent, 1)[0], agencies["birth"])
    assert [child.state for child in selectors.children_of(parent)] == ["decided", "received", "received"]


def test_the_whole_is_decided_when_all_parts_are(chain):
    parent, agencies = chain
    settle(part(parent, 1)[0], agencies["birth"], output="GKS 1")
    first, second = part(parent, 2)
    settle(first, agencies["residence"], output="TT 2")
    settle(second, agencies["health_card"], output="BHYT 3")
    parent.refresh_from_db()
    assert parent.state == "decided"
    assert selectors.timeline(parent)[-1].facts["output"] == "GKS 1; TT 2; BHYT 3"


def test_a_refused_critical_part_refuses_the_whole_and_what_comes_later(chain):
    parent, agencies = chain
    settle(part(parent, 1)[0], agencies["birth"], "refuse_after_appraisal", reason="Thiếu giấy chứng sinh")
    parent.refresh_from_db()
    assert parent.state == "refused"
    assert [child.state for child in part(parent, 2)] == ["reception_refused", "reception_refused"]
    assert selectors.timeline(parent)[-1].reason == "Thiếu giấy chứng sinh"


def test_a_supplement_asked_by_an_agency_is_asked_once_of_the_citizen_and_travels_back(make, office, chain):
    parent, agencies = chain
    child = part(parent, 1)[0]
    with clock.at(make.MONDAY + timedelta(hours=2)):
        services.request_supplement(
            number=child.number, actor=agencies["birth"].appraiser, items=["Giấy chứng sinh"], reason="Thiếu"
        )
    parent.refresh_from_db()
    assert (parent.state, parent.current_due_at) == ("awaiting_supplement", None)
    assert selectors.timeline(parent)[-1].facts["items"] == ["Giấy chứng sinh"]

    with clock.at(make.MONDAY + timedelta(days=2)):
        services.supplement(number=parent.number, actor=office.clerk)
    child.refresh_from_db()
    parent.refresh_from_db()
    assert (child.state, parent.state) == ("processing", "processing")
    # Wednesday + 2 working days, then 2 more: Tuesday.
    assert parent.current_due_at.isoformat() == "2026-03-10T10:00:00+00:00"


def test_papers_taken_for_a_part_let_the_whole_follow(office, chain):
    parent, agencies = chain
    child = part(parent, 1)[0]
    services.request_supplement(
        number=child.number, actor=agencies["birth"].appraiser, items=["Giấy chứng sinh"], reason="Thiếu"
    )
    services.supplement(number=child.number, actor=office.clerk)
    parent.refresh_from_db()
    assert parent.state == "processing"


def test_withdrawing_the_whole_withdraws_every_part(office, chain):
    parent, _ = chain
    services.withdraw(number=parent.number, actor=office.clerk)
    assert {child.state for child in selectors.children_of(parent)} == {"withdrawn"}


def test_returning_the_whole_returns_every_part(office, chain):
    parent, agencies = chain
    settle(part(parent, 1)[0], agencies["birth"])
    for child, key in zip(part(parent, 2), ("residence", "health_card"), strict=True):
        settle(child, agencies[key])
    services.return_output(number=parent.number, actor=office.clerk)
    assert {child.state for child in selectors.children_of(parent)} == {"returned"}


def test_it_counts_once_for_the_applicant_and_once_for_each_agency(chain):
    assert Dossier.objects.counted_for_applicants().count() == 1
    assert Dossier.objects.counted_for_agencies().count() == 3


def test_a_late_critical_part_makes_the_whole_late_before_its_own_date(make, office, chain):
    parent, _ = chain
    thursday = make.MONDAY + timedelta(days=3)
    assert parent.current_due_at > thursday
    late = selectors.queue("late", [office.one_stop.pk], thursday)
    assert parent.number in [found.number for found in late]
    assert [child.place_in_chain for child in selectors.late_parts(parent, thursday)] == [1]


def test_the_chain_is_late_though_each_leg_was_on_time_and_it_is_said_where_the_time_went(make, chain):
    """The first leg is settled on Tuesday but written down on Friday: the next ones begin only then."""
    parent, agencies = chain
    first = part(parent, 1)[0]
    tuesday, friday = make.MONDAY + timedelta(days=1), make.MONDAY + timedelta(days=4)
    with clock.at(friday):
        settle(first, agencies["birth"], occurred_at=tuesday)
    assert selectors.slipped_parts(parent, friday) == []
    next_tuesday = make.MONDAY + timedelta(days=8)
    with clock.at(next_tuesday):
        for child, key in zip(part(parent, 2), ("residence", "health_card"), strict=True):
            settle(child, agencies[key])
    parent.refresh_from_db()
    for leg in selectors.children_of(parent):
        promised = selectors.situation_of(leg).current_promise
        assert leg.finished_at <= promised.at
    assert parent.finished_at > parent.current_due_at
    assert selectors.late_parts(parent) == []
    named = selectors.slipped_parts(parent)
    assert [each.part.summary for each in named] == ["Đăng ký thường trú", "Cấp thẻ BHYT cho trẻ dưới 6 tuổi"]
    assert {(each.kept_promise, each.planned_at.isoformat()) for each in named} == {(True, "2026-03-06T17:00:00+07:00")}


def test_a_leg_past_its_own_date_is_named_first(make, chain):
    parent, agencies = chain
    first = part(parent, 1)[0]
    with clock.at(make.MONDAY + timedelta(days=9)):
        settle(first, agencies["birth"])
        parent.refresh_from_db()
        named = selectors.slipped_parts(parent)
    assert (named[0].part.pk, named[0].kept_promise) == (first.pk, False)


def test_an_officer_settles_parts_not_the_whole(office, chain):
    from motcua.dossiers.errors import ChildrenDecide

    parent, _agencies = chain
    with pytest.raises(ChildrenDecide) as refusal:
        services.decide(number=parent.number, actor=make_signer(office))
    assert part(parent, 1)[0].number in refusal.value.sentence("vi")


def make_signer(office):
    from dataclasses import replace

    return replace(office.signer, unit_id=office.one_stop.pk)
