"""How good the data of the period are, by level: what is missing, unknown or impossible.

A dossier may stand in several columns: each is a part of the whole, and they do not add up to it.
"""

from motcua.exchange.outcomes import FLAG_PHRASES, Flag
from motcua.ledger.lateness import TOLD_LATE
from motcua.reports.definition import LEVEL_HEAD, Count, Counted, Equation, Share, by_levels
from motcua.reports.tables import Column

IN_WINDOW = (
    "coalesce(received_day, CAST(recorded_at + INTERVAL 7 HOUR AS DATE)) >= :begin "
    "AND coalesce(received_day, CAST(recorded_at + INTERVAL 7 HOUR AS DATE)) < :before"
)


def _faulty(flag: Flag) -> Count:
    phrase, condition = FLAG_PHRASES[flag], f"{IN_WINDOW} AND (flags & {int(flag)}) != 0"
    return Count(Column(flag.key, phrase.vi, phrase.en), when=condition)


def _lacking(key: str, vi: str, en: str, condition: str) -> Count:
    return Count(Column(key, vi, en), when=f"{IN_WINDOW} AND {condition}")


_PARTS = (
    _lacking("no_due", "Không có hạn trả", "No due date", "due_day IS NULL"),
    _lacking("no_receipt", "Không có ngày tiếp nhận", "No day of receipt", "received_day IS NULL"),
    _lacking("no_channel", "Không ghi kênh nộp", "No channel", "channel = 0"),
    _lacking("told_late", "Tin đến sau hơn một ngày", "Told after more than a day", TOLD_LATE),
    *(_faulty(flag) for flag in Flag),
)
DATA_QUALITY = Counted(
    name="data-quality",
    title=("Chất lượng dữ liệu đồng bộ", "Quality of synchronised data"),
    source="Quy tắc tiếp nhận sự kiện (docs/explanation/ledger.md)",
    head=LEVEL_HEAD,
    columns=(
        _lacking("all", "Hồ sơ trong kỳ", "Dossiers of the period", "true"),
        _lacking("clean", "Không có dấu hiệu bất thường", "Without a remark", "flags = 0"),
        Share(Column("rate", "Tỷ lệ không bất thường", "Share without a remark", kind="rate"), ("clean",), ("all",)),
        *_PARTS,
    ),
    equations=tuple(
        Equation(
            (f"{each.column.vi} ≤ tất cả", f"{each.column.en} ≤ all"), (each.column.key,), ("all",), is_at_most=True
        )
        for each in _PARTS
    ),
    groups=by_levels(),
    notes=(
        (
            "Một hồ sơ có thể nằm ở nhiều cột; các cột không cộng lại thành tổng.",
            "A dossier may stand in several columns; they do not add up.",
        ),
    ),
)
