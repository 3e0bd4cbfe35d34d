"""Which papers cause supplements: matched by their names, counted once a request, waited for until an answer."""

import importlib.util
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from motcua.core.clock_zone import VIETNAM
from motcua.dossiers import services
from motcua.dossiers.asked_items import Request, codes_asked, requests_of
from motcua.review.asked_papers import _key, asked_papers, of_requests
from motcua.review.scope import scope_of

_spec = importlib.util.spec_from_file_location(
    "dossier_factories_of_papers", Path(__file__).resolve().parents[1] / "dossiers" / "factories.py"
)
dossiers = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(dossiers)
ASKED = datetime(2023, 1, 10, 9, tzinfo=VIETNAM)
KNOWN = {_key(name): name for name in ("Giấy chứng sinh", "Giấy chứng nhận quyền sử dụng đất", "Tờ khai")}


def request(dossier, *items, ordinal=1, days=None):
    answered = None if days is None else ASKED + timedelta(days=days)
    return Request(dossier, ordinal, items, ASKED, answered)


def test_other_words_for_a_paper_of_the_text_are_that_paper():
    found = of_requests(
        [
            request("A", "giay chung sinh", days=2),
            request("B", "Bản sao chứng thực Giấy chứng sinh (kèm bản chính)", days=4),
            request("C", "01 bản sao Giấy CNQSDĐ", "Ảnh 4x6"),
        ],
        KNOWN,
    )
    assert [(paper.name, paper.is_of_the_text, paper.requests, paper.median_days) for paper in found.papers] == [
        ("Giấy chứng sinh", True, 2, 3.0),
        ("Giấy chứng nhận quyền sử dụng đất", True, 1, None),
        ("Ảnh 4x6", False, 1, None),
    ]


def test_a_paper_named_twice_in_a_request_counts_once_and_loops_are_told():
    again = request("A", "Tờ khai", ordinal=2, days=1)
    found = of_requests([request("A", "Tờ khai", "tờ khai", days=3), again, request("B", "Tờ khai", days=2)], KNOWN)
    (paper,) = found.papers
    assert (paper.requests, paper.dossiers, paper.median_days) == (3, 2, 2.0)
    assert (found.requests, found.dossiers, found.asked_again) == (3, 2, 1)
    assert paper.examples == ("A", "B")


def test_the_share_of_a_paper_is_of_requests_and_unknown_where_none_was_made():
    found = of_requests([request("A", "Tờ khai"), request("B", "Giấy chứng sinh"), request("C", "Tờ khai")], KNOWN)
    assert found.share_of("tờ khai") == pytest.approx(2 / 3)
    assert found.share_of("Hộ chiếu") == 0
    assert of_requests([], KNOWN).share_of("Tờ khai") is None


@pytest.mark.django_db
def test_requests_are_read_from_the_acts_of_the_dossiers():
    of = dossiers.office()
    first, second = dossiers.received(of), dossiers.received(of)
    for dossier, items in ((first, ["Tờ khai"]), (second, ["Tờ khai", "Ảnh"])):
        services.request_supplement(number=dossier.number, actor=of.clerk, items=items, reason="Thiếu")
    services.supplement(number=first.number, actor=of.clerk, evidence=[], complete=True)
    today = timezone.localdate()

    one, two = requests_of(first.procedure_code, today, today)
    assert (one.items, one.days_waited is not None) == (("Tờ khai",), True)
    assert (two.items, two.answered_at) == (("Tờ khai", "Ảnh"), None)
    assert requests_of(first.procedure_code, today - timedelta(days=9), today - timedelta(days=1)) == []
    window = scope_of(f"{today.year}", window="calendar").window
    assert asked_papers(first.procedure_code, window).requests == 2
    assert codes_asked(today, today, least=2, most=9) == [first.procedure_code]
    assert codes_asked(today, today, least=3, most=9) == []
