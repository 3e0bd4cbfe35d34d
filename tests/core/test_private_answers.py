"""What was answered to one person is kept by no browser and no proxy."""

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import RequestFactory

from motcua.core.middleware import PrivateAnswersMiddleware


def answered(request, **headers):
    return PrivateAnswersMiddleware(lambda _: HttpResponse(headers=headers))(request)


def with_session(request):
    request.COOKIES[settings.SESSION_COOKIE_NAME] = "s"
    return request


@pytest.mark.parametrize(
    "ask", [with_session(RequestFactory().get("/kho-giay-to/")), RequestFactory().post("/tra-cuu/")]
)
def test_an_answer_to_one_person_is_not_kept(ask):
    assert answered(ask)["Cache-Control"] == "private, no-store"


def test_a_page_that_hands_out_a_token_is_not_kept():
    answer = HttpResponse()
    answer.set_cookie(settings.CSRF_COOKIE_NAME, "t")
    ask = RequestFactory().get("/tra-cuu/")
    assert PrivateAnswersMiddleware(lambda _: answer)(ask)["Cache-Control"] == "private, no-store"


def test_a_public_page_and_a_view_that_speaks_for_itself_are_left_alone():
    assert "Cache-Control" not in answered(RequestFactory().get("/thu-tuc/"))
    own = answered(with_session(RequestFactory().get("/api/v1/x")), **{"Cache-Control": "no-cache"})
    assert own["Cache-Control"] == "no-cache"
