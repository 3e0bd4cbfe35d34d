"""Simulated lives into the ledger: as status events through the ordinary intake, or as facts in bulk.

Events are sent by simulated systems, one a province and one a ministry: some are slow, some lose a day, some
send twice. Up to `MOST_AS_EVENTS` dossiers come as events; more are streamed as facts, with the same lives.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from motcua.demo.lives import Lives, knowledge_ends, live
from motcua.demo.world import LEVELS, SHARE, LevelWorld, world
from motcua.ledger import bulk, store
from motcua.ledger.intake import Intake
from motcua.rules.levels import Level
from motcua.rules.windows import ReportPeriod

if TYPE_CHECKING:
    import duckdb

MOST_AS_EVENTS = 500_000
CHUNK = 1_000_000
SLOW_SOURCE, LOST_DAY, TWICE = 9, 211, 97  # one in so many
OFFSET = "INTERVAL 7 HOUR"


def write(period: ReportPeriod, dossiers: int, seed: int, told: object = None) -> int:
    """Write the dossiers of a quarter into the ledger; return how many.

    `told`, if given, is called with the share done after each chunk.
    """
    rng = np.random.default_rng(seed)
    worlds = world(period.calendar_days.start, dossiers, rng)
    if dossiers <= MOST_AS_EVENTS:
        return _as_events(worlds, period, dossiers, rng)

    def batches() -> Iterator[bulk.Batch]:
        done = 0
        while done < dossiers:
            many = min(CHUNK, dossiers - done)
            yield _batch(worlds, period, many, done, rng)
            done += many
            if callable(told):
                told(done / dossiers)

    return bulk.write_facts(batches(), memory="4GB")


def _batch(
    worlds: dict[Level, LevelWorld], period: ReportPeriod, many: int, begin: int, rng: np.random.Generator
) -> bulk.Batch:
    def made(connection: "duckdb.DuckDBPyConnection") -> str:
        lay_out(connection, worlds, period, many, begin, rng)
        return facts_sql(period)

    return made


def lay_out(
    connection: "duckdb.DuckDBPyConnection",
    worlds: dict[Level, LevelWorld],
    period: ReportPeriod,
    many: int,
    begin: int,
    rng: np.random.Generator,
) -> None:
    """Make the relation `life`: one row per dossier, codes as texts, moments local."""
    # The engine takes no new relation while an answer is open.
    connection.execute("SELECT 1").fetchall()
    parts = []
    for level in LEVELS:
        part = (
            int(many * SHARE[level])
            if level is not LEVELS[-1]
            else many - sum(int(many * SHARE[other]) for other in LEVELS[:-1])
        )
        lives = live(worlds[level], period, part, rng)
        name = f"life_{level.value}"
        _register(connection, name, lives, begin)
        _register_world(connection, level, worlds[level])
        begin += len(lives.unit)
        parts.append(
            f"SELECT l.* EXCLUDE (unit, procedure), u.code AS agency, u.source, p.code AS procedure, p.field "
            f"FROM {name} l JOIN unit_{level.value} u ON u.place = l.unit "
            f"JOIN procedure_{level.value} p ON p.place = l.procedure"
        )
    number = "agency || '-' || strftime(received, '%y%m%d') || '-' || printf('%05d', ordinal)"
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE life AS SELECT *, {number} AS dossier FROM ({' UNION ALL '.join(parts)})"
    )


def _register(connection: "duckdb.DuckDBPyConnection", name: str, lives: Lives, begin: int) -> None:
    columns = {field: getattr(lives, field) for field in Lives.__dataclass_fields__}
    many = len(lives.unit)
    connection.register(name, {**columns, "ordinal": np.arange(begin + 1, begin + many + 1)})


def _register_world(connection: "duckdb.DuckDBPyConnection", level: Level, of: LevelWorld) -> None:
    units = {"place": np.arange(len(of.units)), "code": of.units.astype(object), "source": of.sources.astype(object)}
    procedures = {
        "place": np.arange(len(of.procedures)),
        "code": of.procedures.astype(object),
        "field": of.fields.astype(object),
    }
    connection.register(f"unit_{level.value}", units)
    connection.register(f"procedure_{level.value}", procedures)


def _as_events(worlds: dict[Level, LevelWorld], period: ReportPeriod, dossiers: int, rng: np.random.Generator) -> int:
    with store.writing() as state:
        intake = Intake.begin(state)
        lay_out(intake.connection, worlds, period, dossiers, 0, rng)
        intake.add_rows(events_sql(period), "demo", 1, arrived="arrived_us")
        found = intake.connection.execute("SELECT count(*) FROM life").fetchone()
        intake.finish()
    return int(found[0]) if found else 0


# status, sequence, moment, condition; of a dossier that lives on, is withdrawn, is not accepted.
_STEPS = (
    (2, 1, "received", "fate != 3"),
    (1, 1, "received", "fate = 3"),
    (4, 2, "taken", "fate = 0 AND taken < coalesce(ended, taken + INTERVAL 1 DAY)"),
    ("pause", 3, "paused", "paused IS NOT NULL"),
    (4, 4, "resumed", "resumed IS NOT NULL"),
    (9, 5, "ended", "fate = 0 AND ended IS NOT NULL"),
    (10, 6, "returned", "fate = 0 AND ended IS NOT NULL AND returned IS NOT NULL"),
    ("fate", 5, "ended", "fate != 0 AND ended IS NOT NULL"),
)


def events_sql(period: ReportPeriod) -> str:
    """Return SQL of the status events of `life` as texts, in the order in which they arrive."""
    parts = [
        f"SELECT *, {status} AS status_, {sequence} AS sequence_, {moment} AS occurred FROM lived WHERE {condition}"
        for status, sequence, moment, condition in _STEPS
    ]
    uniform = "((hash(dossier, sequence_) % 1000000) + 1) / 1000001.0"
    mean = f"CASE WHEN hash(source) % {SLOW_SOURCE} = 0 THEN 100000 ELSE 900 END"
    lost = f"hash(source, occurred::DATE) % {LOST_DAY} = 0 AND status_ NOT IN (3, 7, 9)"
    end = f"TIMESTAMP '{knowledge_ends(period)}'"
    return f"""
      WITH lived AS (SELECT *, least(received + to_seconds(3600 + ordinal % 20000),
                                     coalesce(paused - INTERVAL 1 MINUTE, received + INTERVAL 1 DAY)) AS taken
                     FROM life),
      told AS (SELECT * FROM ({" UNION ALL ".join(parts)}) WHERE occurred < {end} AND NOT ({lost})),
      sent AS (
        SELECT *, epoch_us(occurred - {OFFSET}) + (-ln({uniform}) * {mean} * 1000000)::BIGINT AS arrived_us FROM told
      ),
      twice AS (SELECT * FROM sent UNION ALL
                SELECT * REPLACE (arrived_us + 3600000000 AS arrived_us) FROM sent
                WHERE hash(dossier, sequence_, 2) % {TWICE} = 0)
      SELECT source, dossier || '/' || sequence_ AS id, sequence_::VARCHAR AS sequence, dossier, procedure, agency,
        field, status_::VARCHAR AS status, {_text("occurred")} AS occurred_at, {_text("received")} AS received_at,
        {_text("CASE WHEN sequence_ > 3 THEN due ELSE due_first END")} AS due_at,
        CASE WHEN status_ IN (9, 10) THEN {_text("ended")} END AS finished_at,
        CASE WHEN status_ = 10 THEN {_text("returned")} END AS returned_at, channel::VARCHAR AS channel,
        kind::VARCHAR AS applicant_kind, fee::VARCHAR AS fee_due, paid::VARCHAR AS fee_paid_online,
        CASE WHEN pause = 5 AND sequence_ >= 3 THEN '1' ELSE '0' END AS supplements, 'wd' AS limit_unit,
        CASE WHEN refused AND status_ IN (9, 10) THEN 'refused' END AS outcome, arrived_us
      FROM twice ORDER BY arrived_us"""


def _text(moment: str) -> str:
    return f"strftime({moment}, '%Y-%m-%dT%H:%M:%S+07:00')"


def facts_sql(period: ReportPeriod) -> str:
    """Return SQL of `life` with the columns that the ledger takes in bulk (moments in UTC)."""

    def utc(moment: str) -> str:
        return f"({moment} - {OFFSET})"

    settled = "fate = 0 AND ended IS NOT NULL"
    standing = "paused IS NOT NULL AND resumed IS NULL"
    status = (
        f"CASE WHEN fate != 0 AND ended IS NOT NULL THEN fate WHEN {settled} AND returned IS NOT NULL THEN 10 "
        f"WHEN {settled} THEN 9 WHEN {standing} THEN pause WHEN fate = 3 THEN 1 ELSE 4 END"
    )
    due = "CASE WHEN resumed IS NOT NULL THEN due ELSE due_first END"
    return f"""
      SELECT dossier, source, procedure, agency, field, channel, kind AS applicant_kind, {status} AS status,
        {utc("received")} AS received_at, {utc(due)} AS due_at, {utc("due_first")} AS due_original_at,
        false AS by_moment, CASE WHEN {settled} THEN {utc("ended")} END AS finished_at,
        CASE WHEN {settled} THEN {utc("returned")} END AS returned_at,
        {utc("ended")} AS ended_at, {utc("paused")} AS paused_at, {utc("resumed")} AS resumed_at,
        coalesce(epoch(resumed) - epoch(paused), 0)::BIGINT AS paused_s,
        CASE WHEN pause = 5 AND paused IS NOT NULL THEN 1 ELSE 0 END AS supplements, fee AS fee_due,
        paid AS fee_paid_online, refused AND {settled} AS refused_after_appraisal,
        CASE WHEN hash(source) % {SLOW_SOURCE} = 0 THEN 100000 ELSE 900 END AS transport_s, 0 AS flags, 4 AS events,
        1 AS sources, TIMESTAMP '{knowledge_ends(period)}' AS recorded_at
      FROM life"""
