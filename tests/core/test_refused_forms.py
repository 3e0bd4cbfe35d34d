"""A form without its token is refused in the reader's language, and nothing is done."""

import pytest
from django.test import Client


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        pytest.param("vi", "cho phép cookie của trang này rồi gửi lại", id="Vietnamese first"),
        pytest.param("en", "allow this site&#x27;s cookies and send it again", id="English on wish"),
    ],
)
def test_a_form_without_its_token_is_refused_with_a_sentence(db, language, sentence):
    answer = Client(enforce_csrf_checks=True).post(f"/dang-nhap/?lang={language}", {"login": "motcua"})
    assert answer.status_code == 403
    text = answer.content.decode()
    assert sentence in text
    assert "CSRF" not in text
