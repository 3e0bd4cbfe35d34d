"""Dossiers whose clock moved in an odd way: cases to read, never accusations.

Each sign has an innocent explanation too, so it comes with its count, what it is counted against,
and the numbers of some dossiers. A unit is named only where enough dossiers stand behind it.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from motcua.core.phrases import Phrase

if TYPE_CHECKING:
    import duckdb

EXAMPLES = 10
# ASSUMPTION: no source gives thresholds; these are shown beside the figures.
ENOUGH = 20
SHARE_AT_LIMIT = 0.9
DAY_S, LATE_RECEPTION_S = 86_400, 3 * 86_400  # three days hold a weekend
LOCAL = "INTERVAL 7 HOUR"

SIGNS: dict[str, tuple[Phrase, str, str]] = {
    "supplement_on_last_day": (
        Phrase("Yêu cầu bổ sung đúng ngày hẹn trả", "Supplement asked on the day the result was due"),
        f"""SELECT DISTINCT l.dossier, l.agency FROM log l JOIN chosen c ON c.dossier_key = l.case_id
            WHERE l.status = 5 AND CAST(l.occurred_at + {LOCAL} AS DATE) = c.due_original_day""",
        "SELECT count(DISTINCT case_id) FROM log WHERE status = 5",
    ),
    "all_closed_at_the_limit": (
        Phrase("Đơn vị kết thúc gần như mọi hồ sơ đúng ngày hẹn", "Unit ends nearly every dossier on its last day"),
        f"""SELECT dossier, agency FROM chosen WHERE class = 2 AND agency IN (
              SELECT agency FROM chosen WHERE class IN (1, 2, 3) GROUP BY ALL
              HAVING count(*) >= {ENOUGH} AND avg((class = 2)::INT) >= {SHARE_AT_LIMIT})""",
        "SELECT count(*) FROM chosen WHERE class IN (1, 2, 3)",
    ),
    "decided_and_reopened": (
        Phrase("Đã có kết quả rồi mở lại", "Decided, then opened again"),
        """SELECT DISTINCT dossier, agency FROM (
              SELECT *, lag(status) OVER (PARTITION BY case_id ORDER BY at_s, ordinal) AS before FROM log)
            WHERE before IN (9, 10) AND status IN (2, 4, 5, 6)""",
        "SELECT count(DISTINCT case_id) FROM log WHERE status IN (9, 10)",
    ),
    "dated_before_upload": (
        Phrase("Kết quả ghi trong hạn nhưng gửi lên sau hạn", "Result dated within the limit, sent after it"),
        f"""SELECT DISTINCT l.dossier, l.agency FROM log l JOIN chosen c ON c.dossier_key = l.case_id
            WHERE l.status = 9 AND c.class IN (1, 2) AND l.recorded_at > c.due_at + INTERVAL 1 DAY
              AND epoch(l.recorded_at) - l.at_s > {DAY_S}""",
        "SELECT count(*) FROM chosen WHERE class IN (1, 2)",
    ),
    "received_late": (
        Phrase("Đăng ký trực tuyến quá ba ngày mới tiếp nhận", "Filed online, received more than three days later"),
        f"""SELECT dossier, agency FROM log GROUP BY case_id, dossier, agency
            HAVING min(at_s) FILTER (status = 2) - min(at_s) FILTER (status = 1) > {LATE_RECEPTION_S}""",
        "SELECT count(DISTINCT case_id) FROM log WHERE status = 1",
    ),
}


@dataclass(frozen=True, slots=True)
class Game:
    """One sign: `dossiers` show it, of `of` that could."""

    sign: str
    name: Phrase
    dossiers: int
    of: int
    units: tuple[tuple[str, int], ...]
    examples: tuple[str, ...]


def found_games(connection: "duckdb.DuckDBPyConnection") -> tuple[Game, ...]:
    """Return every sign with its cases; reads the relations of `scope.choose`."""
    games = []
    for sign, (name, sql, of) in SIGNS.items():
        connection.execute(f"CREATE OR REPLACE TEMP TABLE sign AS {sql}")
        (count,) = connection.execute("SELECT count(*) FROM sign").fetchone() or (0,)
        (every,) = connection.execute(of).fetchone() or (0,)
        units = connection.execute("SELECT agency, count(*) FROM sign GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 5").fetchall()
        examples = connection.execute(f"SELECT dossier FROM sign ORDER BY 1 LIMIT {EXAMPLES}").fetchall()
        games.append(Game(sign, name, int(count), int(every), tuple(units), tuple(row[0] for row in examples)))
    return tuple(games)


def as_dict(game: Game) -> dict[str, Any]:
    """Return one sign as JSON gives it."""
    return {
        "sign": game.sign,
        "vi": game.name.vi,
        "en": game.name.en,
        "dossiers": game.dossiers,
        "of": game.of,
        "units": [{"agency": code, "dossiers": count} for code, count in game.units],
        "examples": list(game.examples),
    }
