"""How dossiers were filed and paid for: online service, online payment, fees.

domain.md 5.2-5.3 and 6 (QĐ 766/QĐ-TTg 3.3, 3.6; NĐ 42/2022, NĐ 61/2018 art 22). A dossier without a channel counts
as direct and is shown apart. The denominator of online payment is dossiers with a fee above nought.
"""

from motcua.reports.definition import LEVEL_HEAD, Count, Counted, Equation, Share, by_levels
from motcua.reports.tables import Column


def _received(key: str, vi: str, en: str, also: str = "true") -> Count:
    return Count(Column(key, vi, en), ("received",), also)


def _count(key: str, vi: str, en: str, kind: str = "count") -> Count:
    return Count(Column(key, vi, en, kind=kind), (key,))


ONLINE = Counted(
    name="online",
    title=("Hồ sơ nộp trực tuyến", "Dossiers filed online"),
    source="QĐ 766/QĐ-TTg, chỉ số 3.3",
    head=LEVEL_HEAD,
    columns=(
        _received("received", "Nhận trong kỳ", "Received"),
        _received("online", "Trực tuyến", "Online", "channel = 2"),
        _received("direct", "Trực tiếp", "Direct", "channel IN (0, 1)"),
        _received("postal", "Bưu chính", "Postal", "channel = 3"),
        _received("channel_unknown", "Trong trực tiếp: không ghi kênh", "Of direct: channel not stated", "channel = 0"),
        Share(Column("rate", "Tỷ lệ trực tuyến", "Online share", kind="rate"), ("online",), ("received",)),
    ),
    equations=(
        Equation(
            ("Nhận = trực tuyến + trực tiếp + bưu chính", "Received = online + direct + postal"),
            ("received",), ("online", "direct", "postal"),
        ),
    ),
    groups=by_levels(),
    by_field=True,
    notes=(
        ("Theo QĐ 766 hồ sơ trực tuyến còn phải có kết quả điện tử; sự kiện đồng bộ không nói điều đó.",
         "Under decision 766 an online dossier also needs an electronic result; synchronised events do not tell."),
    ),
)  # fmt: skip

PAYMENTS = Counted(
    name="payments",
    title=("Thanh toán trực tuyến", "Online payment"),
    source="QĐ 766/QĐ-TTg, chỉ số 3.6; NĐ 61/2018/NĐ-CP điều 22",
    head=LEVEL_HEAD,
    columns=(
        _count("received", "Nhận trong kỳ", "Received"),
        _count("with_fee", "Có phí, lệ phí", "With a fee"),
        _count("paid_online", "Đã thanh toán trực tuyến", "Paid online"),
        Share(Column("rate", "Tỷ lệ thanh toán trực tuyến", "Paid online share", kind="rate"),
              ("paid_online",), ("with_fee",)),
    ),
    equations=(
        Equation(("Thanh toán trực tuyến ≤ có phí ≤ nhận", "Paid online ≤ with a fee"),
                 ("paid_online",), ("with_fee",), is_at_most=True),
        Equation(("Có phí ≤ nhận", "With a fee ≤ received"), ("with_fee",), ("received",), is_at_most=True),
    ),
    groups=by_levels(),
    notes=(("Hồ sơ không phải nộp phí không nằm trong mẫu số.",
            "Dossiers without a fee are outside the denominator."),),
)  # fmt: skip

FEES = Counted(
    name="fees",
    title=("Phí, lệ phí", "Fees and charges"),
    source="NĐ 61/2018/NĐ-CP điều 22; mức thu theo từng thủ tục",
    head=LEVEL_HEAD,
    columns=(
        _count("with_fee", "Hồ sơ có phí", "Dossiers with a fee"),
        _count("fee_due_dong", "Phải thu (đồng)", "Due (đồng)", "money"),
        _count("fee_paid_online_dong", "Thu trực tuyến (đồng)", "Paid online (đồng)", "money"),
        Share(Column("rate", "Tỷ lệ tiền thu trực tuyến", "Share of money paid online", kind="rate"),
              ("fee_paid_online_dong",), ("fee_due_dong",)),
    ),
    equations=(),
    groups=by_levels(),
    by_field=True,
    unit=("hồ sơ; đồng", "dossiers; đồng"),
    notes=(("Tiền tính theo hồ sơ nhận trong kỳ.", "Money is that of dossiers received in the period."),),
)  # fmt: skip
