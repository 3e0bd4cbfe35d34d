"""The public pages in a real browser: what the one catalogue of `test_every_portal_page` cannot show."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from motcua.procedures.search.finding import forget_index
from tests.doors import catalogue_rows as rows
from tests.doors.officers import officer_with

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LIVING = f"/thu-tuc/{rows.NEW}/"
# A procedure that was replaced, two texts side by side, and a week of changes: every other page of the
# portal is judged by `test_every_portal_page`.
PAGES = [LIVING, f"/thu-tuc/{rows.OLD}/", f"{LIVING}so-sanh/", "/thay-doi/?tuan=2026-01-01"]
# Another colour scheme changes colours only.
COLOURS = {"resultTypes": ["violations"], "runOnly": {"type": "rule", "values": ["color-contrast"]}}
PHONE, DESK_TOP = {"width": 320, "height": 900}, {"width": 1280, "height": 900}
DESK = ["/xu-ly/danh-muc/", "/xu-ly/danh-muc/quyet-dinh/moi/", "/xu-ly/danh-muc/tim-kiem/"]


@pytest.fixture
def site(live_server):
    rows.small_catalogue()
    forget_index()
    return live_server.url


def opened(browser, address, *, width=1280, scheme="light", **facts):
    # Colours on their way between two are none that anybody must read.
    facts = {"reduced_motion": "reduce", "color_scheme": scheme, **facts}
    context = browser.new_context(viewport={"width": width, "height": 900}, **facts)
    page = context.new_page()
    page.errors = []
    page.on("console", lambda message: page.errors.append(message.text) if message.type == "error" else None)
    page.goto(address)
    return page


def flaws(page, options=None):
    found = Axe().run(page, options=options or {"resultTypes": ["violations"]}).response["violations"]
    return [(each["id"], each["nodes"][0]["html"][:120]) for each in found]


def wider_than_the_window(page):
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


def test_every_page_is_whole_in_light_and_dark_and_on_a_phone(browser, site):
    page, found = opened(browser, site), []
    for address in PAGES:
        page.goto(site + address)
        found += [(address, "light", flaw) for flaw in flaws(page)]
        page.emulate_media(color_scheme="dark")
        found += [(address, "dark", flaw) for flaw in flaws(page, COLOURS)]
        page.set_viewport_size(PHONE)
        found += [(address, "scrolls sideways")] if wider_than_the_window(page) > 0 else []
        page.emulate_media(color_scheme="light")
        page.set_viewport_size(DESK_TOP)
    # What the policy of the page stops is an error of the console.
    assert found + page.errors == []
    page.context.close()


def test_one_finds_a_procedure_without_javascript(browser, site):
    page = opened(browser, site + "/", java_script_enabled=False)
    page.fill("#q", "neo dau tau")
    page.press("#q", "Enter")
    page.click(f"a[href='{LIVING}']")
    assert page.locator("h1").inner_text() == "Đăng ký neo đậu tàu thuyền"
    page.fill("#on", "2025-08-01")
    page.click("form.toolbar button")
    assert "01/08/2025" in page.locator(".notices").inner_text()
    page.context.close()


def test_suggestions_come_while_one_types(browser, site):
    page = opened(browser, site + "/")
    page.locator("#q").press_sequentially("neo dau")
    page.wait_for_selector("#suggestions a")
    assert "Đăng ký neo đậu" in page.locator("#suggestions").inner_text()
    assert page.errors == []
    page.context.close()


def test_a_first_visit_costs_less_than_a_hundred_kilobytes(browser, site):
    for address in ("/", LIVING, "/so-lieu/"):
        page = browser.new_context().new_page()
        sizes = []
        page.on("response", lambda answer, sizes=sizes: sizes.append(len(answer.body())))
        page.goto(site + address)
        page.wait_for_load_state("networkidle")
        # The test server does not compress: even so it stays below the budget of a compressed visit.
        assert sum(sizes) < 125_000, (address, sum(sizes))
        page.context.close()


def test_the_desk_is_whole_for_everybody_too(browser, site, client):
    client.force_login(officer_with("procedure_control"))
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": site}
    context = browser.new_context(viewport=PHONE, reduced_motion="reduce")
    context.add_cookies([cookie])
    page = context.new_page()
    for address in DESK:
        page.goto(site + address)
        assert flaws(page) == [], address
        assert wider_than_the_window(page) <= 0, address
        page.emulate_media(color_scheme="dark")
        assert flaws(page, COLOURS) == [], f"{address} dark"
        page.emulate_media(color_scheme="light")
    context.close()
