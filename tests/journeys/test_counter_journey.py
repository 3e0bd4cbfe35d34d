"""A walk-in birth registration with residence and health card, from the number drawn to the result handed out."""

import os
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from django.utils import timezone

from motcua.accounts.models import Account
from motcua.demo import offices, people, starter_catalogue
from motcua.documents.models import Paper
from motcua.dossiers import selectors, services
from motcua.dossiers.actors import Actor
from motcua.dossiers.models import Dossier
from motcua.procedures.search.finding import forget_index
from tests.doors.officers import agencies

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SERVICE = "9.000102"


@pytest.fixture
def nation():
    places = offices.open_offices()
    postings = people.open_accounts(places)
    starter_catalogue.put_in_force(editor=postings["kiemsoat"].account, second_person=postings["kiemsoat2"].account)
    forget_index()
    return places, postings


def page_of(browser, address, account, width=1280, **facts):
    client = Client()
    client.force_login(account)
    context = browser.new_context(viewport={"width": width, "height": 900}, **facts)
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": address}])
    # The receipt prints at once; a headless browser ends a page that prints.
    context.add_init_script("window.print = () => {}")
    page = context.new_page()
    page.set_default_timeout(20_000)
    page.errors = []
    page.on("console", lambda message: page.errors.append(message.text) if message.type == "error" else None)
    return page


def looked_at(page, name):
    """Keep a picture where somebody asks for it, and return what axe and the console hold against the page."""
    if folder := os.environ.get("MOTCUA_PICTURES"):
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)
    found = Axe().run(page).response["violations"]
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    flaws = [(each["id"], each["nodes"][0]["html"][:160]) for each in found] + page.errors
    return flaws + [f"{name} is {wide} px too wide"] * (wide > 0)


def settle(parent, places):
    """Let each agency take its part over and decide it."""
    for child in selectors.children_of(parent):
        officer = Actor.officer(agencies.posting({"settle", "sign"}, unit=child.resolving_unit))
        services.take_over(number=child.number, actor=officer)
        services.propose(number=child.number, actor=officer)
        services.decide(number=child.number, actor=officer, output=f"KQ/{child.number}")


def test_a_birth_is_registered_with_residence_and_health_card(browser, live_server, nation):
    places, _ = nation
    site, clerk = live_server.url, Account.objects.get(username="motcua")
    page = page_of(browser, site, clerk)
    flaws = []
    # A number is drawn, called and served.
    page.goto(f"{site}/mot-cua/hang-cho/")
    kiosk = page.get_attribute("a[href*='lay-so']", "href")
    visitor = browser.new_context(viewport={"width": 1024, "height": 768}).new_page()
    visitor.errors = []
    visitor.goto(site + kiosk)
    flaws += looked_at(visitor, "kiosk")
    visitor.click("button[value=A]")
    assert "A001" in visitor.inner_text("main")
    page.click("text=Gọi số tiếp theo")
    page.click("text=Bắt đầu phục vụ")
    flaws += looked_at(page, "tickets")
    visitor.goto(site + kiosk.replace("lay-so", "man-hinh"))
    assert "A001" in visitor.inner_text("main")
    # The calling screen renews itself: nobody reads or types there, and it must work without JavaScript.
    flaws += [flaw for flaw in looked_at(visitor, "screen") if flaw[0] != "meta-refresh"]
    # The procedure is found by its usual name; the person and his papers are entered by keyboard.
    page.goto(f"{site}/mot-cua/tiep-nhan/")
    page.locator("#q").press_sequentially("lien thong khai sinh")
    page.wait_for_selector("#suggestions a")
    flaws += looked_at(page, "choose")
    for _ in range(9):
        page.keyboard.press("ArrowDown")
        if SERVICE in (page.evaluate("document.activeElement.href") or ""):
            break
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{SERVICE}/")
    page.fill("#identity", "068190000001")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=Chưa có dữ liệu nào")
    page.fill("#f-name", "Nguyễn Thị Hoa")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "f-kind"
    page.fill("#f-phone", "0912345678")
    page.fill("#f-address", "Phường Xuân Hoà (mô phỏng)")
    page.fill("#f-summary", "Khai sinh cho cháu Nguyễn Minh An")
    page.check("#f-paper-0-given")
    flaws += looked_at(page, "intake")
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/xong/")
    flaws += looked_at(page, "received")
    parent = Dossier.objects.get(parent=None)
    assert parent.number in page.inner_text("main")
    assert [child.state for child in selectors.children_of(parent)] == ["received"] * 3
    assert parent.visit.tickets.get().label == "A001"
    # The receipt is opened: it is a PDF that says what was promised.
    receipt = Paper.objects.get(kind="receipt")
    told = page.request.get(f"{site}/mot-cua/giay/{receipt.mark}.pdf")
    assert told.headers["content-type"] == "application/pdf"
    text = read(told.body())
    assert parent.number in text
    assert f"{timezone.localtime(parent.current_due_at):%d/%m/%Y}" in text or "ngày" in text
    keep(told.body(), "receipt.pdf")
    # The parts go to their agencies on one sheet each, and come back decided.
    page.goto(f"{site}/mot-cua/ban-giao/")
    flaws += looked_at(page, "handing")
    page.click("text=Bàn giao hồ sơ đã chọn")
    page.wait_for_selector("text=Đã bàn giao 3 hồ sơ")
    flaws += looked_at(page, "handed")
    settle(parent, places)
    page.goto(f"{site}/mot-cua/tra-ket-qua/")
    flaws += looked_at(page, "results")
    page.click("td a:has-text('Trả')")
    page.fill("#f-taker_identity", "068190000001")
    page.check("[name=identity_checked]")
    flaws += looked_at(page, "hand-out")
    page.click("text=Trả kết quả, in phiếu")
    page.wait_for_url("**/da-tra/**")
    flaws += looked_at(page, "handed-out")
    keep(page.request.get(f"{site}/mot-cua/giay/{Paper.objects.get(kind='result_slip').mark}.pdf").body(), "slip.pdf")
    parent.refresh_from_db()
    assert parent.state == "returned"
    assert {child.state for child in parent.children.all()} == {"returned"}
    page.goto(f"{site}/mot-cua/ho-so/{parent.number}/")
    flaws += looked_at(page, "dossier")
    page.goto(f"{site}/mot-cua/")
    flaws += looked_at(page, "desk")
    page.goto(f"{site}/mot-cua/so-theo-doi/")
    flaws += looked_at(page, "book")
    assert flaws == []
    page.context.close()
    narrow(browser, site, clerk, parent)


def narrow(browser, site, clerk, parent):
    """The same pages on a phone, without JavaScript."""
    page = page_of(browser, site, clerk, 320)
    flaws = []
    names = ["", "tiep-nhan/", f"tiep-nhan/{SERVICE}/", f"ho-so/{parent.number}/", "ban-giao/", "hang-cho/",
             "so-theo-doi/", "tra-ket-qua/", f"ho-so/{parent.number}/xong/"]  # fmt: skip
    for name in names:
        page.goto(f"{site}/mot-cua/{name}")
        flaws += looked_at(page, f"narrow-{name.replace('/', '-')}")
    assert flaws == []
    page.context.close()


def test_a_walk_in_is_received_without_javascript(browser, live_server, nation):
    clerk = Account.objects.get(username="motcua")
    page = page_of(browser, live_server.url, clerk, java_script_enabled=False)
    page.goto(f"{live_server.url}/mot-cua/tiep-nhan/?q=khai+sinh")
    page.click("a[href$='9.000101/']")
    page.fill("#f-name", "Trần Văn Bình")
    for box in page.locator(".checklist input[type=checkbox]").all():
        box.check()
    page.click(".act-bar button")
    assert "Đã tiếp nhận" in page.inner_text("h1")
    assert page.locator("img.paper-view").count() == 1
    page.context.close()


def read(pdf):
    from io import BytesIO

    from pypdf import PdfReader

    return " ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)


def keep(content, name):
    if folder := os.environ.get("MOTCUA_PICTURES"):
        (Path(folder) / name).write_bytes(content)
