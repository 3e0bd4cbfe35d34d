"""Figures of others: read as copied, kept with their source, held to their own equations."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from motcua.cli import main
from motcua.reports import services
from motcua.reports.errors import PublishedNeedsSource, PublishedTableNotRead, WithdrawalNeedsReason
from motcua.reports.models import PublishedTable
from motcua.reports.published import check
from motcua.reports.published_text import read_text
from tests.agencies.factories import posting

pytestmark = pytest.mark.django_db
PAGE = "/dieu-hanh/bao-cao/da-cong-bo/"
RATES = "Cấp\tTỷ lệ\nBộ\t99,87 %\nTỉnh\t98,61\nHuyện\t94,20\nXã\t99,36\n"


def failing(given):
    return [finding["vi"] for finding in check(given)["findings"] if not finding["holds"]]


def test_the_published_rates_of_the_first_quarter_are_the_mean_of_levels():
    assert failing(read_text("on-time", RATES, "98,01 %")) == []
    assert failing(read_text("on-time", RATES, "99,10")) == ["Toàn quốc = trung bình của các dòng"]


def test_columns_are_named_by_number_head_or_key_and_numbers_are_vietnamese():
    given = read_text(
        "06a", "Đơn vị; (3); c4; 5; Từ kỳ trước\nSở A; 1.234; 1.000; 200; 34\nTổng cộng; 1.234;1.000;200;–"
    )
    assert given["rows"][0] == {"name": "Sở A", "c3": 1234, "c4": 1000, "c5": 200, "c6": 34}
    assert given["rows"][1] == {"name": "total", "c3": 1234, "c4": 1000, "c5": 200}
    assert failing(given) == []
    assert failing(read_text("06a", "Đơn vị;3;4;5;6\nSở A;1.235;1.000;200;34")) == ["Sở A: (3) = (4) + (5) + (6)"]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        pytest.param("Cấp;Niềm vui\nBộ;3", 1, id="a column nobody knows"),
        pytest.param("Cấp;Quá hạn\nBộ;ba", 2, id="no number"),
        pytest.param("Cấp;Quá hạn\nBộ;3;4", 2, id="a cell too many"),
        pytest.param("Cấp;Quá hạn", 1, id="no row"),
        pytest.param("", 1, id="nothing"),
    ],
)
def test_a_table_that_cannot_be_read_is_refused_with_its_line(text, line):
    with pytest.raises(PublishedTableNotRead, match=f"at line {line}"):
        read_text("on-time", text)


def test_a_table_needs_a_source_and_a_day_that_has_come():
    given = read_text("on-time", RATES)
    tomorrow = timezone.localdate() + timedelta(days=1)
    for who, on in (("", date(2023, 3, 30)), ("VPCP", tomorrow)):
        with pytest.raises(PublishedNeedsSource):
            services.enter_published(publisher=who, title="Quý I", published_on=on, given=given)
    kept = services.enter_published(publisher="VPCP", title="Quý I", published_on=date(2023, 3, 30), given=given)
    with pytest.raises(WithdrawalNeedsReason):
        services.withdraw_published(table=kept.pk, reason=" ")


def test_the_page_keeps_a_table_points_out_what_fails_and_withdraws_it(client):
    client.force_login(posting(duties=["audit"]).account)
    given = {"report": "on-time", "publisher": "Văn phòng A", "title": "Quý I/2023", "published_on": "2023-03-30",
             "text": "Cấp;Trước hạn;Đúng hạn;Quá hạn;Tỷ lệ\nTỉnh;90;5;5;99", "national": ""}  # fmt: skip
    page = client.post(PAGE, given, follow=True).content.decode()
    assert "Có đẳng thức không thỏa mãn" in page
    assert "Tỉnh: tỷ lệ = tử số ÷ mẫu số" in page
    assert "Quý I/2023" in client.get(PAGE).content.decode()
    refused = client.post(PAGE, {**given, "published_on": ""})
    assert refused.status_code == 422
    assert "ai công bố" in refused.content.decode()
    number = PublishedTable.objects.get().pk
    assert "phải nêu lý do" in client.post(f"{PAGE}{number}/rut/", {}, follow=True).content.decode()
    client.post(f"{PAGE}{number}/rut/", {"reason": "gõ nhầm"})
    assert "Quý I/2023" not in client.get(PAGE).content.decode()
    assert "gõ nhầm" in client.get(f"{PAGE}{number}/").content.decode()


def test_the_command_checks_and_keeps(tmp_path, capsys):
    file = tmp_path / "q1.json"
    file.write_text('{"report": "on-time", "rows": [{"name": "central", "percent": 99.87}], "national_percent": 98}')
    assert main(["report", "check", str(file), "--publisher", "VPCP", "--published-on", "2023-03-30"]) == 1
    assert PublishedTable.objects.get().publisher == "VPCP"
    assert "✗" in capsys.readouterr().out
