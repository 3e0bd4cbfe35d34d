"""Every page of the portal and of one's account: axe finds nothing, light and dark, and 320 px is enough.

The lists below follow the addresses: a new page without an instance here fails.
"""

from concurrent.futures import ThreadPoolExecutor

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.db import connection
from django.test import Client

from motcua.accounts import sign_in_urls
from motcua.accounts import urls as account_urls
from motcua.portal import urls as portal_urls
from tests.journeys import portal_life

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
# By name of the address; {words} come from `portal_life.lived`.
PAGES = {
    "home": ["/"],
    "search": ["/thu-tuc/?q=dang+ky+xe", "/thu-tuc/?q=khong-co-gi-het"],
    "procedure": ["/thu-tuc/9.000201/"],
    "comparison": ["/thu-tuc/9.000201/so-sanh/"],
    "file": ["/nop-ho-so/9.000201/"],
    "tasks": ["{draft}"],
    "form_page": ["{draft}trang/applicant/", "{draft}trang/vehicle/", "{draft}trang/return_way/"],
    "papers_page": ["{draft}giay-to/"],
    "check": ["{draft}kiem-tra/"],
    "filed": ["/ho-so/{number}/da-nop/"],
    "own": ["/ho-so/{number}/", "/ho-so/{asked}/"],
    "rate": ["/ho-so/{asked}/danh-gia/", "/ho-so/{number}/danh-gia/"],
    "booking": ["/dat-lich/"],
    "slots": ["/dat-lich/H36.101.01/"],
    "appointments": ["/lich-hen/"],
    "appointment": ["/lich-hen/{appointment}/"],
    "consultations": ["/lay-y-kien/"],
    "consultation": ["/lay-y-kien/{consultation}/"],
    "petitions": ["/phan-anh/"],
    "petition": ["/phan-anh/gui/?ho-so={number}"],
    "wishes": ["/tin-bao/"],
    "track": ["/tra-cuu/"],
    "pay": ["/thanh-toan/{asked}/"],
    "paid": ["/thanh-toan/{asked}/ket-qua/"],
    "simulator": ["{way}"],
    "store": ["/kho-giay-to/"],
    "verify_mark": ["/xac-minh/{result}"],
    "decisions": ["/quyet-dinh/"],
    "decision": ["/quyet-dinh/{decision}/"],
    "changes": ["/thay-doi/"],
    "statistics": ["/so-lieu/"],
    "on_time": ["/so-lieu/dung-han/"],
    "design": ["/he-thiet-ke/"],
    "mine": ["/tai-khoan/"],
    "sessions": ["/tai-khoan/phien/"],
    "access": ["/tai-khoan/truy-cap/"],
    "mandates": ["/tai-khoan/uy-quyen/"],
    "account_logout": ["/dang-xuat/"],
    "account_reauthenticate": ["/tai-khoan/xac-nhan/"],
    "account_change_password": ["/tai-khoan/mat-khau/"],
    "mfa_index": ["/tai-khoan/hai-lop/"],
    "socialaccount_connections": ["/tai-khoan/lien-ket/"],
}
WITHOUT_ACCOUNT = {
    "account_login": ["/dang-nhap/"],
    "account_signup": ["/tai-khoan/dang-ky/"],
    "account_inactive": ["/tai-khoan/bi-khoa/"],
    "account_reset_password": ["/tai-khoan/mat-khau/quen/"],
    "account_reset_password_done": ["/tai-khoan/mat-khau/quen/da-gui/"],
    "account_reset_password_from_key": ["/tai-khoan/mat-khau/quen/1-khong-dung/"],
    "account_reset_password_from_key_done": ["/tai-khoan/mat-khau/quen/xong/"],
    "socialaccount_login_cancelled": ["/tai-khoan/lien-ket/huy/"],
    "socialaccount_login_error": ["/tai-khoan/lien-ket/loi/"],
    "track": ["/tra-cuu/"],
    "verify": ["/xac-minh/"],
}
WITH_SECOND_FACTOR = {
    "mfa_reauthenticate": ["/tai-khoan/hai-lop/xac-nhan/"],
    "mfa_index": ["/tai-khoan/hai-lop/"],
    "mfa_view_recovery_codes": ["/tai-khoan/hai-lop/du-phong/"],
    "mfa_generate_recovery_codes": ["/tai-khoan/hai-lop/du-phong/tao/"],
    "mfa_deactivate_totp": ["/tai-khoan/hai-lop/tat/"],
}
# Open only on the way to somewhere, so the walk below goes there.
ON_THE_WAY = {"mfa_authenticate", "mfa_activate_totp"}
WITHOUT_PASSWORD = {"account_set_password": ["/tai-khoan/mat-khau/dat/"]}
# What answers with a file, a part of a page or nothing but a redirect; the walk below sees that none is a page.
NO_PAGES = {
    "suggestions": "/thu-tuc/goi-y/?q=xe",
    "communes": "/nop-ho-so/xa-phuong/?q=xuan",
    "posting_sheet": "/thu-tuc/9.000201/niem-yet.pdf",
    "upload_begin": "{draft}tai-len/",
    "upload_piece": "{draft}tai-len/x/",
    "submit": "{draft}gui/",
    "discard": "{draft}xoa/",
    "copy": "/ho-so/{number}/ban-sao.pdf",
    "supplement": "/ho-so/{asked}/bo-sung/",
    "write": "/ho-so/{asked}/trao-doi/",
    "withdraw": "/ho-so/{asked}/rut/",
    "return_day": "/ho-so/{number}/hen-tra.ics",
    "appointment_file": "/lich-hen/{appointment}.ics",
    "cancel_appointment": "/lich-hen/{appointment}/huy/",
    "payment_notice": "/thanh-toan/thong-bao/vnpay/",
    "payment_due": "/thanh-toan/phai-thu/",
    "result": "/kho-giay-to/{result}.pdf",
    "share": "/kho-giay-to/{result}/chia-se/",
    "revoke": "/kho-giay-to/{share}/thu-hoi/",
    "shared": "/chia-se/{share}/",
    "atom": "/thay-doi/atom.xml",
    "json_feed": "/thay-doi/feed.json",
    "on_time_file": "/so-lieu/dung-han.json",
    "download": "/so-lieu/tai-ve/thu-tuc.json",
    "end_sessions": "/tai-khoan/phien/ket-thuc/",
    "withdraw_consent": "/tai-khoan/dong-y/1/rut/",
    "revoke_mandate": "/tai-khoan/uy-quyen/{mandate}/cham-dut/",
    "mfa_download_recovery_codes": "/tai-khoan/hai-lop/du-phong/tai/",
    "socialaccount_signup": "/tai-khoan/lien-ket/dang-ky/",
    "openid_connect_login": "/dang-nhap/quoc-gia/",
    "openid_connect_callback": "/dang-nhap/quoc-gia/tro-ve/",
}
STATUS = {"/tai-khoan/lien-ket/loi/": 401}
LIGHT = "axe.run({preload: false, resultTypes: ['violations']}).then(found => found.violations)"
# Another scheme changes colours and nothing else.
DARK = LIGHT.replace("preload", "runOnly: ['color-contrast'], preload")
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def names():
    everything = [*portal_urls.urlpatterns, *account_urls.urlpatterns, *sign_in_urls.urlpatterns]
    return {pattern.name for pattern in everything if pattern.name}


def test_every_address_of_the_portal_is_in_a_list():
    groups = (PAGES, WITHOUT_ACCOUNT, WITH_SECOND_FACTOR, ON_THE_WAY, WITHOUT_PASSWORD, NO_PAGES)
    listed = {name for group in groups for name in group}
    assert names() - listed == set()
    assert listed - names() == set()


class Looker:
    """One page of one browser that looks at address after address."""

    def __init__(self, browser, url):
        self.context = browser.new_context(viewport={"width": 320, "height": 800}, reduced_motion="reduce")
        self.page, self.url, self.found, self.seen = self.context.new_page(), url, [], ""
        self.page.on("console", self.hear)

    def hear(self, told):
        if told.type == "error" and self.seen not in STATUS:
            self.note(told.text)

    def note(self, flaw):
        self.found.append((self.seen, flaw))

    def all(self, group, facts):
        for addresses in group.values():
            for address in addresses:
                self.look(address.format(**facts))

    def look(self, address):
        self.seen = address
        answer = self.page.goto(self.url + address)
        if answer.status != STATUS.get(address, 200):
            self.note(answer.status)
        self.judge(address)

    def judge(self, address):
        """Judge the page that is open, which should be the one at `address`."""
        self.seen = address
        if self.page.url != self.url + address:
            self.note(f"one is led to {self.page.url}")
        if self.page.evaluate(SIDEWAYS) > 0:
            self.note("scrolls sideways at 320 px")
        self.page.evaluate(AXE_SCRIPT)
        self.flaws(LIGHT, "light")
        self.page.emulate_media(color_scheme="dark")
        self.flaws(DARK, "dark")
        self.page.emulate_media(color_scheme="light")

    def flaws(self, run, scheme):
        for each in self.page.evaluate(run):
            self.note(f"{scheme}: {each['id']} {each['nodes'][0]['html'][:160]}")

    def give(self, address, **answers):
        """Open a page, fill its form and send it."""
        self.page.goto(self.url + address)
        for name, value in answers.items():
            self.page.fill(f"main [name={name}]", value)
        self.press("main form button")

    def press(self, button):
        self.page.locator(button).first.click()
        self.page.wait_for_load_state()


def lived():
    """Return the values for the addresses, and which of NO_PAGES are pages after all."""
    client = Client()
    facts = portal_life.lived(client)
    answers = [(name, client.get(address.format(**facts))) for name, address in NO_PAGES.items()]
    html = [name for name, got in answers if got.status_code == 200 and b"<html" in getattr(got, "content", b"")]
    facts |= portal_life.unusual_accounts()
    connection.close()
    return facts, html


def test_every_page_is_whole_for_everybody(browser, live_server):
    # The browser's own loop runs in this thread, and signing needs one of its own.
    with ThreadPoolExecutor(1) as office:
        facts, html = office.submit(lived).result()
    assert html == []
    looker = Looker(browser, live_server.url)
    looker.all(WITHOUT_ACCOUNT, facts)
    looker.give("/dang-nhap/", login="congdan", password=portal_life.PASSWORD)
    looker.all(PAGES, facts)
    looker.give("/tai-khoan/xac-nhan/", password=portal_life.PASSWORD)
    looker.look("/tai-khoan/hai-lop/bat/")
    looker.page.goto(f"{live_server.url}/thanh-toan/{facts['asked']}/")
    looker.press("button[value=vietqr]")
    looker.judge(f"/thanh-toan/{facts['asked']}/")
    looker.context.clear_cookies()
    looker.give("/dang-nhap/", login="doanhnghiep", password=portal_life.PASSWORD)
    looker.judge("/tai-khoan/hai-lop/ma/")
    looker.page.fill("main [name=code]", facts["recovery_code"])
    looker.press("main form button")
    looker.give("/tai-khoan/xac-nhan/", password=portal_life.PASSWORD)
    looker.all(WITH_SECOND_FACTOR, facts)
    looker.context.add_cookies([{"name": "sessionid", "value": facts["without_password"], "url": live_server.url}])
    looker.all(WITHOUT_PASSWORD, facts)
    assert looker.found == []
    looker.context.close()
