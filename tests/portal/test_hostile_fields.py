"""SQL, script, templates, emoji and right-to-left text in every field of every form of the portal and the account.

The forms are read from the pages themselves, so a new form is attacked without anybody thinking of it.
"""

from urllib.parse import urljoin

import pytest
from django.db import connection
from django.test import Client
from lxml import html

from motcua.portal.models import Draft
from tests.journeys import portal_life
from tests.journeys.test_every_portal_page import PAGES, WITHOUT_ACCOUNT

pytestmark = pytest.mark.django_db
HOSTILE = (
    "<script>alert(1)</script>\"'><img src=x onerror=alert(2)> '; DROP TABLE portal_draft; -- "
    "{{ settings.SECRET_KEY }}{% debug %} \u202eaoH 🌺👨‍👩‍👧 ẶỖỮĐ"
)
RAW = ("<script>alert(1)", "<img src=x onerror", "only-for-tests")
# Leaving, and ending other sessions, would end the walk.
NOT_SENT = {"/dang-xuat/", "/tai-khoan/phien/ket-thuc/"}


def fields_of(form, everything):
    """Return what to send: words in every field a person types in, or in every field there is."""
    sent = {}
    for field in form.inputs:
        kind = field.get("type", field.tag)
        if not field.name or kind in ("file", "submit"):
            continue
        typed = kind in ("text", "textarea", "search", "email", "tel", "url", "password", "number", "date")
        sent[field.name] = HOSTILE if typed or (everything and kind != "checkbox") else (field.get("value") or "on")
    buttons = form.xpath(".//button[@name]")
    return sent | {button.get("name"): button.get("value", "") for button in buttons[:1] if not everything}


def forms_on(page, address):
    """Yield method, address and both kinds of answers of every form of a page."""
    for form in html.fromstring(page.content.decode()).forms:
        where = urljoin(f"http://testserver{address}", form.get("action") or address)
        for everything in (False, True):
            yield form.method, where.removeprefix("http://testserver"), fields_of(form, everything)


def test_what_people_type_in_any_field_is_text_and_nothing_else(client):
    facts = portal_life.lived(client)
    addresses = [(Client(), each) for group in WITHOUT_ACCOUNT.values() for each in group]
    addresses += [(client, each.format(**facts)) for group in PAGES.values() for each in group]
    sent, found = set(), []

    def judge(answer, where):
        content = getattr(answer, "content", b"").decode(errors="replace")
        is_page = answer.get("Content-Type", "").startswith("text/html")
        found.extend((where, answer.status_code, raw) for raw in RAW if is_page and raw in content)
        if answer.status_code >= 500:
            found.append((where, answer.status_code))

    for visitor, address in addresses:
        page = visitor.get(address)
        judge(page, address)
        if page.status_code != 200:
            continue
        for method, where, fields in forms_on(page, address):
            key = (method, where.partition("?")[0], *sorted(fields.items()))
            if key in sent or where in NOT_SENT:
                continue
            sent.add(key)
            ask = visitor.post if method == "POST" else visitor.get
            judge(ask(where, fields), f"{method} {where} from {address}")
    for _, address in addresses:
        judge(client.get(address), f"afterwards {address}")
    assert found == []
    assert len(sent) > 60, len(sent)
    assert Draft._meta.db_table in connection.introspection.table_names()
