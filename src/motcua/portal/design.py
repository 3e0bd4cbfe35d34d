"""The living page of the visual language: every component, drawn with the real tags."""

from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from motcua.accounts.gate import everyone
from motcua.core import charts
from motcua.core.phrases import Phrase
from motcua.core.tables import Cell, Column, Row, Table

TONES = [
    ("neutral", Phrase("Mới đăng ký", "Registered")),
    ("info", Phrase("Đang xử lý", "In progress")),
    ("good", Phrase("Đúng hạn", "On time")),
    ("warn", Phrase("Sắp đến hạn", "Due soon")),
    ("bad", Phrase("Quá hạn", "Overdue")),
    ("wait", Phrase("Chờ bổ sung", "Waiting for papers")),
]


def words(vi: str, en: str) -> Any:
    """Return a phrase where Django's types ask for a text: it is resolved when it is shown."""
    return Phrase(vi, en)


class ExampleForm(forms.Form):
    """Fields of each kind, one of them wrong."""

    name = forms.CharField(label=words("Họ và tên", "Full name"), help_text=words("Như trên căn cước", "As on the ID"))
    email = forms.EmailField(label=words("Thư điện tử", "E-mail"), required=False)
    way = forms.ChoiceField(
        label=words("Cách nhận kết quả", "How to get the result"),
        choices=[("1", Phrase("Trực tiếp", "In person")), ("3", Phrase("Bưu chính", "By post"))],
        widget=forms.RadioSelect,
    )
    agree = forms.BooleanField(label=words("Tôi cam đoan khai đúng", "What I state is true"), required=False)


def _table() -> Table:
    columns = [
        Column(Phrase("Mã hồ sơ", "Number")),
        Column(Phrase("Thủ tục", "Procedure")),
        Column(Phrase("Trạng thái", "Status")),
        Column(Phrase("Còn lại (giờ)", "Hours left"), numeric=True),
    ]
    birth = Phrase("Đăng ký khai sinh", "Register a birth")
    rows = [
        Row((Cell("H99.01-261124-0001", "#table"), birth, Cell(TONES[4][1], tone="bad"), -3), "late"),
        Row((Cell("H99.01-261124-0002", "#table"), birth, Cell(TONES[3][1], tone="warn"), 2), "soon"),
        Row((Cell("H99.01-261124-0003", "#table"), birth, Cell(TONES[1][1], tone="info"), 19)),
    ]
    return Table(columns, rows, Phrase("Hồ sơ đang giữ", "Dossiers held"))


def _charts() -> dict[str, object]:
    months = [f"{month:02}/2026" for month in range(1, 13)]
    values = [12, 18, 17, 25, 31, 28, None, 36, 41, 44, 39, 52]
    levels = [("A", (True, False, False), 41), ("A + B", (True, True, False), 17), ("C", (False, False, True), 9)]
    title = Phrase("Ví dụ", "Example")
    return {
        "bars": charts.bars([charts.Bar(n, v, dots=dots) for n, dots, v in levels], title=title),
        "stacked": charts.stacked(
            [("A", (60, 30, 10)), ("B", (20, 15, 40))],
            [Phrase("Sớm", "Early"), Phrase("Đúng hạn", "On time"), Phrase("Trễ", "Late")],
            title=title,
        ),
        "line": charts.line([charts.Series("A", values), charts.Series("B", values[::-1], 2)], months, title=title),
        "multiples": charts.small_multiples([charts.Series(n, values, 1) for n in "ABC"], months),
        "intervals": charts.intervals([charts.Interval("A", 2, 5, 9), charts.Interval("B", 1, 3, 12, 2)], title=title),
        "spark": charts.sparkline(values, title=title),
        "figures": Table([Column(Phrase("Nhóm", "Group")), Column("n", True)], [(n, v) for n, _, v in levels]),
    }


@everyone
@require_safe
def design_system(request: HttpRequest) -> HttpResponse:
    """Show every component of the visual language."""
    facts = {
        "crumbs": [(Phrase("Trang chủ", "Home"), "/")],
        "tones": TONES,
        "form": ExampleForm({"email": "sai"}),
        "table": _table(),
        "page": Paginator(range(240), 20).get_page(request.GET.get("trang", 4)),
        "facts_list": [
            (Phrase("Thời hạn", "Time limit"), Phrase("3 ngày làm việc", "3 working days")),
            (Phrase("Phí", "Fee"), "–"),
        ],
        "tabs": [(Phrase("Hệ thiết kế", "Design system"), request.path, 9), (Phrase("Trang chủ", "Home"), "/")],
        "entries": [
            {"at": "24/11/2026 08:15", "title": Phrase("Tiếp nhận", "Received"), "tone": "good"},
            {"at": "24/11/2026 09:02", "title": Phrase("Đang thẩm định", "Under appraisal"), "tone": "now"},
        ],
        "groups": [
            {
                "name": Phrase("Cấp thực hiện", "Level"),
                "open": True,
                "options": [
                    {"label": Phrase("Cấp tỉnh", "Province"), "count": 2978, "href": "#facets", "chosen": True},
                    {"label": Phrase("Cấp xã", "Commune"), "count": 1101, "href": "#facets", "chosen": False},
                ],
            }
        ],
        **_charts(),
    }
    return render(request, "portal/design_system.html", facts)
