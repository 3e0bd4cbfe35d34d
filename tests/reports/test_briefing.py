"""The weekly briefing says what the figures say, opens their dossiers, and is sent once to those who asked."""

from datetime import date

import pytest

from motcua.notices.models import Message
from motcua.reports import behind, briefing_paper, services, weekly
from motcua.reports.briefing import briefing
from motcua.reports.conditions import can_open
from motcua.reports.errors import NotAnInsightPage, SharingNeedsUnit, TooManyViews, ViewNeedsName, WeekNotUnderstood
from motcua.reports.models import KeptView
from motcua.reports.request import request_of
from motcua.reports.weeks import monday_of, week_request
from motcua.rules.confidence import differs
from tests.agencies.factories import posting
from tests.kept_ledger import once
from tests.reports.factories import dossier, take, units

pytestmark = pytest.mark.django_db
WEEK = date(2023, 1, 16)
TUESDAY_AFTER = date(2023, 1, 24)


@pytest.fixture
def filled(tmp_path):
    units()
    week = [
        dossier(1, (2, "2023-01-10"), (9, "2023-01-18"), due="2023-01-17"),
        dossier(2, (2, "2023-01-10"), (9, "2023-01-18"), due="2023-01-20"),
        dossier(3, (2, "2023-01-10"), (9, "2023-01-12"), due="2023-01-20"),
        dossier(4, (2, "2023-01-10"), due="2023-01-19"),
        dossier(5, received="2023-01-17", due="2023-01-24", agency="H26.20.5"),
        dossier(6, received="2023-01-17", due=None),
        dossier(7, (2, "2023-01-10"), (5, "2023-01-11"), (4, "2023-01-12"), (9, "2023-01-19"), due="2023-01-18",
                supplements=2),
    ]  # fmt: skip
    once("a week", lambda: take(tmp_path, *week))


def said(told, part):
    return {s.vi: s for p in told.parts if p.key == part for s in p.sentences}


def test_each_sentence_says_the_figure_whose_dossiers_it_opens(filled):
    told = briefing(WEEK)
    window = f"{told.request.window.first}..{told.request.window.last}"
    checked = 0
    for part in told.parts:
        for sentence in part.sentences:
            if not sentence.opens:
                continue
            words = dict(sentence.opens)
            figure = words.pop("figure")
            assert can_open(figure)
            request = request_of("2023", window, words.pop("level", ""), words.pop("agency", ""))
            many = behind.count_behind(request, figure, behind.Narrowing(**words))
            assert str(many) in sentence.vi, sentence
            assert str(many) in sentence.en, sentence
            checked += 1
    assert checked > 8


def test_it_says_what_changed_where_why_and_what_to_do(filled):
    told = briefing(WEEK)
    assert "Giải quyết quá hạn: 2 hồ sơ, nhiều hơn tuần trước 2 (0)." in said(told, "changed")
    assert "Cơ quan H26.14: 2 hồ sơ quá hạn trên 3 đã giải quyết; cộng dồn 100 % số quá hạn." in said(told, "where")
    assert "Yêu cầu bổ sung từ hai lần: 1 trên 3 hồ sơ trễ hoặc đang quá hạn." in said(told, "why")
    assert any("1 hồ sơ đang quá hạn" in vi and "Cơ quan H26.14 (1)" in vi for vi in said(told, "todo"))
    assert any("1 hồ sơ đến hạn trong 3 ngày tới" in vi for vi in said(told, "todo"))


def test_a_scope_is_asked_for_as_in_every_report(filled):
    assert "Tiếp nhận: 1 hồ sơ, nhiều hơn tuần trước 1 (0)." in said(briefing(WEEK, level="commune"), "changed")
    assert "Tiếp nhận: 1 hồ sơ, nhiều hơn tuần trước 1 (0)." in said(briefing(WEEK, agency="H26.20.5"), "changed")


def test_an_empty_week_says_so_and_prints(settings):
    told = briefing(date(2020, 1, 6))
    assert list(said(told, "changed")) == ["Không có hồ sơ nào trong hai tuần này."]
    assert briefing_paper.write(told).startswith(b"%PDF")


@pytest.mark.parametrize(
    ("text", "monday"),
    [
        pytest.param("2023-01-22", date(2023, 1, 16), id="a Sunday belongs to the week before"),
        pytest.param("2023-W03", date(2023, 1, 16), id="an ISO week"),
        pytest.param("", date(2023, 1, 16), id="nothing asked: the week that ended last"),
    ],
)
def test_a_week_is_named_by_a_day_or_its_number(text, monday):
    assert monday_of(text, TUESDAY_AFTER) == monday
    assert week_request(monday).window.last == date(2023, 1, 22)


@pytest.mark.parametrize("text", ["hôm qua", "2023-W60", "2023-13-01"])
def test_an_odd_week_is_refused(text):
    with pytest.raises(WeekNotUnderstood, match="is not a week"):
        monday_of(text)


def test_noise_is_not_called_a_change():
    assert not differs(49, 50, 50, 50)
    assert differs(900, 1000, 990, 1000)
    assert not differs(0, 0, 5, 5)


def test_a_weekly_view_sends_one_message_a_week_with_its_sentences(filled):
    held = posting(duties=["plan"])
    held.account.email = "dieuhanh@example.vn"
    held.account.save()
    services.save_view(account=held.account, name="Cấp tỉnh", address="/dieu-hanh/?level=province", weekly=True)
    assert weekly.send_briefings(TUESDAY_AFTER) == 1
    assert weekly.send_briefings(TUESDAY_AFTER) == 0
    message = Message.objects.get()
    assert "Giải quyết quá hạn: 2 hồ sơ" in message.body
    assert "NÊN LÀM GÌ" in message.body
    assert "/dieu-hanh/tuan/?week=2023-01-16&level=province" in message.body


def test_who_holds_no_posting_any_more_gets_no_figures(filled, django_user_model):
    left = django_user_model.objects.create_user("left", email="left@example.vn")
    services.save_view(account=left, name="x", address="/dieu-hanh/", weekly=True)
    assert weekly.send_briefings(TUESDAY_AFTER) == 0


def test_a_view_is_seen_by_its_person_and_shared_only_in_its_unit():
    mine, other, away = posting(), posting(), posting()
    services.save_view(account=mine.account, name="Của tôi", address="/dieu-hanh/?level=commune")
    services.save_view(account=mine.account, name="Chung", address="/dieu-hanh/", unit=mine.unit, shared=True)
    assert [v.name for v in KeptView.objects.seen_by(mine.account, mine.unit)] == ["Chung", "Của tôi"]
    assert [v.name for v in KeptView.objects.seen_by(other.account, mine.unit)] == ["Chung"]
    assert not KeptView.objects.seen_by(away.account, None)
    assert not services.drop_view(account=other.account, view=KeptView.objects.get(name="Chung").pk)


def test_the_same_name_replaces_and_odd_views_are_refused():
    account = posting().account
    first = services.save_view(account=account, name="A", address="/dieu-hanh/")
    assert services.save_view(account=account, name=" A ", address="/dieu-hanh/bao-cao/").pk == first.pk
    with pytest.raises(ViewNeedsName):
        services.save_view(account=account, name="  ", address="/dieu-hanh/")
    for address in ("https://example.com/", "/xu-ly/", "//example.com/dieu-hanh/", "/dieu-hanh//example.com"):
        with pytest.raises(NotAnInsightPage):
            services.save_view(account=account, name="B", address=address)
    with pytest.raises(SharingNeedsUnit):
        services.save_view(account=account, name="B", address="/dieu-hanh/", shared=True)
    KeptView.objects.bulk_create(
        KeptView(account=account, name=f"n{n}", address="/dieu-hanh/") for n in range(services.MOST_VIEWS)
    )
    with pytest.raises(TooManyViews):
        services.save_view(account=account, name="B", address="/dieu-hanh/")
