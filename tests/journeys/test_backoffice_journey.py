"""A dossier in a real browser: taken over, appraised, signed, back at the counter; pages whole for everybody."""

import importlib.util
import os
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

from motcua.dossiers import services
from motcua.dossiers.models import Dossier

_spec = importlib.util.spec_from_file_location(
    "dossier_factories", Path(__file__).resolve().parents[1] / "dossiers" / "factories.py"
)
make = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(make)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
# A folder for pictures of the pages, when somebody wants to look at them.
PICTURES = os.environ.get("MOTCUA_PICTURES", "")


@pytest.fixture
def office():
    return make.office(name="Cấp bản sao trích lục hộ tịch")


def entered(browser, site, client, account, **facts):
    client.force_login(account)
    context = browser.new_context(**facts)
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": site}])
    page = context.new_page()
    page.errors = []
    page.on("console", lambda message: page.errors.append(message.text) if message.type == "error" else None)
    return page


def pictured(page, name):
    if PICTURES:
        page.screenshot(path=f"{PICTURES}/{name}.png", full_page=True)


def test_from_the_counter_to_a_signed_result_and_back_without_javascript(browser, live_server, client, office):
    dossier = make.received(office)
    services.hand_over(number=dossier.number, actor=office.clerk)
    account = make.units.posting({"settle", "sign"}, unit=office.department).account
    page = entered(browser, live_server.url, client, account, java_script_enabled=False,
                   viewport={"width": 1280, "height": 900})  # fmt: skip
    page.goto(f"{live_server.url}/xu-ly/?hang=take_over")
    page.click(f"text={dossier.number}")
    page.click("text=Nhận bàn giao hồ sơ")
    page.click("main button")
    assert "Đã ghi nhận: Nhận bàn giao hồ sơ" in page.locator(".notices").inner_text()
    page.click("a.button >> text=Thẩm định xong, trình ký")
    page.fill("textarea[name=proposal]", "Hồ sơ đủ điều kiện, đề nghị cấp trích lục.")
    page.click("main form button")
    page.click("a.button >> text=Ký, quyết định")
    page.fill("textarea[name=body]", "Cấp bản sao trích lục khai sinh cho bà Nguyễn Thị Hoa.")
    page.click("main form button")
    assert "Ký, quyết định" in page.locator(".notices").inner_text()
    page.click("text=Giấy tờ")
    assert page.locator("iframe.viewer").count() == 1
    pictured(page, "papers")
    page.click("text=Tổng quan")
    page.click("main a >> text=Chuyển hồ sơ")
    page.select_option("select[name=to]", office.one_stop.code)
    page.click("main form button")
    kept = Dossier.objects.get(pk=dossier.pk)
    assert (kept.state, kept.expected_act, kept.expected_unit_id) == ("decided", "take_over", office.one_stop.pk)
    pictured(page, "decided")
    page.context.close()


def test_the_desk_is_whole_for_everybody(browser, live_server, client, office):
    first = make.received(office)
    for number, name in enumerate(("Lê Thị Bích Ngọc", "Phạm Văn Đức", "Hoàng Minh Tuấn")):
        other = make.received(office, limit=("1wd", "3wd", "10wd")[number], applicant=services.ApplicantFacts(name))
        services.hand_over(number=other.number, actor=office.clerk)
        services.take_over(number=other.number, actor=office.appraiser)
    services.hand_over(number=first.number, actor=office.clerk)
    services.take_over(number=first.number, actor=office.appraiser)
    account = make.units.posting({"settle", "sign", "supervise"}, unit=office.department).account
    make.units.posting({"settle"}, unit=office.one_stop, account=account)
    base = f"/xu-ly/ho-so/{first.number}/"
    pages = {
        "list": "/xu-ly/", "filtered": "/xu-ly/?hang=appraise&tim=hoa", "search": "/xu-ly/tim/?q=nguyen",
        "alerts": "/xu-ly/canh-bao/", "cover": "/xu-ly/lam-thay/", "bulk": "/xu-ly/hang-loat/", "dossier": base,
        "clock": f"{base}dong-ho/", "talk": f"{base}trao-doi/", "text": f"{base}quy-dinh/",
        "decide": f"{base}viec/decide/", "reappoint": f"{base}viec/reappoint/",
    }  # fmt: skip
    found = []
    for width, scheme in ((1280, "light"), (320, "dark")):
        page = entered(browser, live_server.url, client, account, color_scheme=scheme,
                       viewport={"width": width, "height": 900})  # fmt: skip
        for name, where in pages.items():
            page.goto(live_server.url + where)
            pictured(page, f"{name}-{width}")
            flaws = [(each["id"], each["nodes"][0]["html"][:160]) for each in Axe().run(page).response["violations"]]
            wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            found += [(name, width, flaw) for flaw in [*flaws, *page.errors]]
            found += [(name, width, f"{wide} px too wide")] if wide > 0 else []
        page.context.close()
    assert found == []
