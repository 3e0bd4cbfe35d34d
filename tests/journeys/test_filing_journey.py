"""Whole services in a real browser: file, pay by simulator, handle, sign, receive, verify, rate."""

import os
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.db import connection
from playwright.sync_api import expect

from motcua.documents.services import issue_paper, issue_result
from motcua.documents.testing import a_pdf
from motcua.dossiers import clock, services
from motcua.dossiers.selectors import find
from tests.doors import nation
from tests.journeys.test_public_pages import flaws, wider_than_the_window

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
# Where to leave pictures of every page for people to look at; nowhere by default.
PICTURES = os.environ.get("MOTCUA_TEST_PICTURES", "")
ROADS = [
    pytest.param("9.000201", True, 1280, id="plate with JavaScript"),
    pytest.param("9.000201", False, 320, id="plate without JavaScript on a phone"),
    pytest.param("9.000211", True, 320, id="electricity on a phone"),
    pytest.param("9.000205", False, 1280, id="driving licence without JavaScript"),
    pytest.param("9.000132", True, 320, id="insurance card on a phone"),
    pytest.param("9.000101", False, 320, id="birth without JavaScript on a phone"),
    pytest.param("9.000102", True, 1280, id="birth, residence and health card together"),
]
SERVICES = ("9.000201", "9.000211", "9.000205", "9.000131", "9.000132", "9.000132/book", "9.000101", "9.000102")
EVERYTHING = os.environ.get("MOTCUA_TEST_ROADS") == "all"
# Pages that differ from service to service; every other kind is judged by `test_every_portal_page`.
OWN_TO_A_SERVICE = ("1-", "3-", "4-", "5-")
if EVERYTHING:
    # One road of each kind is enough every day; all of them take a quarter of an hour.
    ROADS = [
        pytest.param(code, scripts, width, id=f"{code}-{'js' if scripts else 'plain'}-{width}")
        for code in SERVICES
        for scripts in (True, False)
        for width in (320, 1280)
    ]


class Person:
    """Somebody at a browser who looks at every page for flaws."""

    def __init__(self, browser, url, scripts, width):
        # Colours that are on their way between two are none that anybody must read.
        self.context = browser.new_context(
            viewport={"width": width, "height": 900}, java_script_enabled=scripts, reduced_motion="reduce"
        )
        self.page, self.url, self.scripts, self.width = self.context.new_page(), url, scripts, width
        self.checker, self.found = None, []

    def open(self, address):
        self.page.goto(self.url + address)

    def look(self, name):
        if EVERYTHING or not self.scripts or name.startswith(OWN_TO_A_SERVICE):
            self.found += [(name, flaw) for flaw in flaws(self.page if self.scripts else self.copy())]
        if wider_than_the_window(self.page) > 0:
            self.found.append((name, "scrolls sideways"))
        if PICTURES:
            Path(PICTURES).mkdir(parents=True, exist_ok=True)
            self.page.screenshot(path=f"{PICTURES}/{name}-{self.width}.png", full_page=True)

    def copy(self):
        """Return what one sees without JavaScript in a page where axe, a script itself, can run."""
        if self.checker is None:
            self.checker = self.context.browser.new_page(viewport=self.page.viewport_size, reduced_motion="reduce")
        seen = self.page.content().replace("<noscript", "<div").replace("</noscript", "</div")
        base = f"<head><base href='{self.page.url}'>"
        self.checker.set_content(re.sub(r"<script\b.*?</script>", "", seen, flags=re.S).replace("<head>", base, 1))
        return self.checker

    def press(self, name):
        self.page.get_by_role("button", name=name, exact=True).first.click()
        self.page.wait_for_load_state()

    def fill(self, answers):
        for name, value in answers.items():
            radio = self.page.locator(f"input[type=radio][name='{name}'][value='{value}']")
            if self.scripts:
                # A question that depends on another comes with the answer to the autosave.
                self.page.locator(f"[name='{name}']").first.wait_for()
            if radio.count():
                radio.check()
                continue
            field = self.page.locator(f"[name='{name}']")
            if not field.count():
                # Without JavaScript the question comes after an update.
                self.press("Cập nhật câu hỏi theo câu trả lời")
                field = self.page.locator(f"[name='{name}']")
            if field.evaluate("node => node.tagName") == "SELECT":
                field.select_option(value)
            else:
                field.fill(value)


def filed(person, code):
    page = person.page
    person.open(f"/nop-ho-so/{code.partition('/')[0]}/")
    person.look("1-start")
    if page.locator("[name=case]").count():
        page.locator("[name=case]").first.check()
    page.select_option("[name=place]", "H36.101")
    person.press("Bắt đầu khai")
    person.look("2-tasks")
    page.locator("main ol.links a").first.click()
    for key, answers in nation.FORMS[code].items():
        page.wait_for_url(f"**/trang/{key}/")
        person.fill(answers)
        person.look(f"3-page-{key}")
        person.press("Lưu và tiếp tục")
    page.wait_for_url("**/giay-to/")
    person.look("4-papers")
    while page.locator("button[value^=reuse]").count():
        page.locator("button[value^=reuse]").first.click()
        page.wait_for_load_state()
    while (missing := page.locator("section:has-text('Bắt buộc, chưa có')")).count():
        file = {"name": "giay.pdf", "mimeType": "application/pdf", "buffer": a_pdf()}
        missing.first.locator("input[type=file]").set_input_files(file)
        left = missing.count() - 1
        missing.first.locator("button[value=upload]").click()
        expect(page.locator("section:has-text('Bắt buộc, chưa có')")).to_have_count(left)
    page.get_by_role("link", name="Tiếp tục: kiểm tra và gửi").click()
    person.look("5-check")
    person.press("Đăng nhập để gửi")
    page.fill("[name=login]", "congdan")
    page.fill("[name=password]", "motcua-demo")
    page.locator("main form button").first.click()
    page.wait_for_url("**/kiem-tra/")
    page.locator("[name=stated]").check()
    person.press("Gửi hồ sơ")
    page.wait_for_url("**/da-nop/")
    person.look("6-filed")
    return page.locator("#number").inner_text()


def paid(person, number):
    page = person.page
    person.open(f"/thanh-toan/{number}/")
    person.look("7-pay")
    if page.locator("button[value=vnpay]").count():
        page.locator("button[value=vnpay]").click()
        person.look("8-simulator")
        person.press("Trả tiền (mô phỏng)")
        page.wait_for_url("**/ket-qua/**")
        assert "Đã nộp đủ" in page.locator("main").inner_text()
        person.look("9-paid")


def handled(number):
    """The office's side, through the official acts, by officers of the units concerned."""
    dossier = find(number)
    desk = nation.officer_of(dossier.receiving_unit, "receive")
    services.receive(number=number, actor=desk)
    for part in [*dossier.children.all()] or [dossier]:
        settler, signer = (nation.officer_of(part.resolving_unit, duty) for duty in ("settle", "sign"))
        if part is dossier:
            services.hand_over(number=number, actor=desk)
            services.take_over(number=number, actor=settler)
            services.propose(number=number, actor=settler)
        services.decide(number=part.number, actor=signer, output="KQ-01")
    paper = issue_paper(
        kind="result",
        unit=dossier.resolving_unit,
        facts={"dossier_number": number, "title": "Kết quả", "body": "Đã giải quyết.", "signer": "Phạm Quang Sơn"},
        issued_at=clock.now(),
    )
    result = issue_result(paper=paper, title="Kết quả giải quyết", at=clock.now())
    services.return_output(number=number, actor=desk, way="electronic")
    connection.close()
    return result


@pytest.mark.parametrize(("code", "scripts", "width"), ROADS)
def test_a_person_files_pays_receives_verifies_and_rates(browser, live_server, code, scripts, width, tmp_path):
    nation.founded()
    person = Person(browser, live_server.url, scripts, width)
    number = filed(person, code)
    paid(person, number)
    person.open(f"/ho-so/{number}/")
    person.look("10-own")
    # The browser's own loop runs in this thread, and signing needs one of its own.
    with ThreadPoolExecutor(1) as office:
        result = office.submit(handled, number).result()
    person.open(f"/ho-so/{number}/")
    assert "Đã trả kết quả" in person.page.locator("main").inner_text()
    person.look("11-returned")
    person.open("/kho-giay-to/")
    person.look("12-store")
    signed = tmp_path / "kq.pdf"
    signed.write_bytes(person.context.request.get(f"{live_server.url}/kho-giay-to/{result.mark}.pdf").body())
    person.open(f"/xac-minh/{result.mark}")
    person.page.set_input_files("#file", signed)
    person.press("Kiểm tra")
    assert "Tệp đúng là bản đã cấp" in person.page.locator("#answer").inner_text()
    person.look("13-verified")
    person.open("/tra-cuu/")
    person.look("14-track")
    person.open(f"/ho-so/{number}/danh-gia/")
    person.page.locator("[name=attitude][value='5']").check()
    person.look("15-rate")
    person.press("Gửi đánh giá")
    assert "Cảm ơn bạn" in person.page.locator("main").inner_text()
    person.open("/phan-anh/")
    person.look("16-petitions")
    person.open("/phan-anh/gui/")
    person.look("17-petition")
    assert person.found == []
    if person.checker:
        person.checker.close()
    person.context.close()
