"""The plan as a workbook: answer, moves, units, curve, assumptions. Nothing in it is a formula."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

UNIT_COLUMNS = (
    ("code", "Mã"), ("name", "Đơn vị"), ("level", "Cấp"), ("rated", "Hồ sơ có hạn đã giải quyết"),
    ("on_time", "Đúng và trước hạn"), ("rate_now", "Tỷ lệ nay"), ("rate_after", "Tỷ lệ sau"), ("present", "Người nay"),
    ("present_from", "Nguồn số người"), ("needed", "Người đề xuất"), ("change", "Thay đổi"),
    ("gain_of_one_more", "Thêm 1 người: bớt hồ sơ trễ"), ("loss_of_one_fewer", "Bớt 1 người: thêm hồ sơ trễ"),
)  # fmt: skip


def write_workbook(answer: dict[str, Any]) -> bytes:
    """Return the workbook of an answer (`answers.as_dict`)."""
    import xlsxwriter  # noqa: PLC0415 - only a planner writes workbooks

    target = BytesIO()
    # What looks like a formula in a unit's name is text.
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(target, options) as book:
        percent, head = book.add_format({"num_format": "0.00%"}), book.add_format({"bold": True, "text_wrap": True})

        def sheet(name: str, columns: Sequence[str], rows: Sequence[Sequence[Any]], shares: Sequence[int] = ()) -> None:
            page = book.add_worksheet(name)
            page.freeze_panes(1, 0)
            page.set_column(0, len(columns), 16)
            page.write_row(0, 0, columns, head)
            for number, row in enumerate(rows, 1):
                for place, value in enumerate(row):
                    page.write(number, place, value, percent if place in shares else None)

        sheet("Trả lời", ("Nội dung", "Giá trị"), _answer_rows(answer))
        sheet("Theo cấp", ("Cấp", "Đơn vị", "Có hạn", "Đúng hạn", "Nay", "Sau", "Người nay", "Người sau"),
              [(r["vi"], r["units"], r["rated"], r["on_time"], r["rate_now"], r["rate_after"], r["officers_now"],
                r["officers_after"]) for r in answer["levels"]], (4, 5))  # fmt: skip
        sheet("Điều chuyển", ("TT", "Từ mã", "Từ", "Đến mã", "Đến", "Bớt trễ ở nơi đến", "Thêm trễ ở nơi đi", "Lợi"),
              [_move_row(row) for row in answer["moves"]])  # fmt: skip
        sheet("Đơn vị", [vi for _, vi in UNIT_COLUMNS],
              [[row[key] for key, _ in UNIT_COLUMNS] for row in answer["units"]], (5, 6))  # fmt: skip
        sheet("Thêm người", ("Người thêm", "Bớt hồ sơ trễ", "Tỷ lệ đúng hạn"),
              [(r["officers_added"], r["fewer_late"], r["rate"]) for r in answer["curve"]], (2,))  # fmt: skip
        sheet("Dự báo", ("Ngày làm việc", "Hồ sơ dự báo"),
              [(str(r["day"]), r["expected"]) for r in (answer["forecast"] or {"days": []})["days"]])  # fmt: skip
        sheet("Giả định", ("Tiếng Việt", "English"), [(row["vi"], row["en"]) for row in answer["assumptions"]])
    return target.getvalue()


def _move_row(row: dict[str, Any]) -> tuple[Any, ...]:
    ends = (row["from"]["code"], row["from"]["name"], row["to"]["code"], row["to"]["name"])
    return (row["order"], *ends, row["fewer_late"], row["more_late"], row["net"])


def _answer_rows(answer: dict[str, Any]) -> list[tuple[str, Any]]:
    scope, price = answer["scope"], answer["price"]
    after, coming = scope["interval_after"], answer["forecast"]
    return [
        ("", answer["proposal"]["vi"]),
        ("Số liệu", "MÔ PHỎNG" if answer["simulated"] else "thật"),
        ("Khoảng số liệu", answer["window"]["vi"]),
        ("Hồ sơ có hạn đã giải quyết", scope["rated"]),
        ("Đúng và trước hạn", scope["on_time"]),
        ("Tỷ lệ đúng hạn nay (%)", round(100 * scope["rate_now"], 2)),
        ("Tỷ lệ đúng hạn sau (%)", round(100 * scope["rate_after"], 2)),
        ("Khoảng 90 % sau (%)", f"{100 * after['low']:.2f} – {100 * after['high']:.2f}"),
        ("Người điều chuyển", price["moved"]),
        ("Người thêm", price["added"]),
        ("Tháng công (lần cử ngắn nhất)", price["officer_months_moved"] + price["officer_months_added"]),
        ("Sai số dự báo số hồ sơ mỗi ngày (%)", round(100 * coming["error"], 1) if coming else "chưa đủ ngày"),
        ("Mức không vượt được dù thêm người (%)",
         round(100 * answer["not_mended_by_staff"]["rate_with_unlimited_officers"], 2)),
    ]  # fmt: skip
