"""One row per dossier: what its events say, and what the law derives from it.

`folded` folds the events of whole dossiers into one row each; `derived` adds days and classes.
Both are SQL over named relations, so that buckets, an earlier state of knowledge and rows streamed
in from elsewhere go through the same definition.
"""

from motcua.exchange.outcomes import Flag
from motcua.rules.settlement import DONE_STATUSES, PAUSED_STATUSES, class_sql

# The day whose units and codes hold: reception, or the refusal to receive, or when we learnt of it.
ON_THE_DAY = "coalesce(g.received_at, g.ended_at, g.recorded_at)"
# Numbers of levels in the facts; 0 is unknown.
LEVELS = {"central": 1, "province": 2, "district": 3, "commune": 4, "vertical": 5}
CODED = ("source", "procedure", "agency", "field")

_PAUSED = ", ".join(map(str, PAUSED_STATUSES))
_DONE = ", ".join(map(str, DONE_STATUSES))

# What `derived` needs of each dossier. A stream of facts gives these columns (see bulk.py).
GIVEN = (
    "dossier", "source", "procedure", "agency", "field", "channel", "applicant_kind", "status", "received_at",
    "due_at", "due_original_at", "by_moment", "finished_at", "returned_at", "ended_at", "paused_at", "resumed_at",
    "paused_s", "supplements", "fee_due", "fee_paid_online", "refused_after_appraisal", "transport_s", "flags",
    "events", "sources", "recorded_at",
)  # fmt: skip


def folded(events: str) -> str:
    """Return SQL of one row per dossier from the relation `events` (conflicting duplicates left out).

    The newest event is the one with the highest sequence; of equal ones the last to arrive. A moment
    that the newest event leaves out is taken from the newest that gives it. A dossier that is done
    (9, 10) without a stated moment finished when status 9 happened, else 10. `transport_s` is how long the news of
    the end was under way, or that of the newest event where there is no end or it was reopened.
    """
    order = "(sequence, recorded_at, occurred_at)"

    def newest(column: str, condition: str = "") -> str:
        also = f" AND {condition}" if condition else ""
        return f"arg_max({column}, {order}) FILTER ({column} IS NOT NULL{also})"

    return f"""
    WITH told AS (SELECT * FROM {events} WHERE outcome != 1),
    standing AS (
      SELECT dossier, dossier_key, status, occurred_at,
             lead(occurred_at) OVER line AS next_at, lead(status) OVER line AS next_status,
             lag(status) OVER line AS status_before
      FROM told
      WHERE status != 0 AND dossier_key IN (SELECT dossier_key FROM told WHERE status IN ({_PAUSED}))
      WINDOW line AS (PARTITION BY dossier_key, dossier ORDER BY sequence, recorded_at, occurred_at)
    ),
    stops AS (
      SELECT dossier_key, dossier,
             arg_max(occurred_at, occurred_at) FILTER (coalesce(status_before, 0) NOT IN ({_PAUSED})) AS paused_at,
             max(next_at) FILTER (coalesce(next_status, 0) NOT IN ({_PAUSED})) AS resumed_at,
             sum(CASE WHEN next_at > occurred_at THEN epoch(next_at) - epoch(occurred_at) ELSE 0 END) AS paused_s
      FROM standing WHERE status IN ({_PAUSED}) GROUP BY ALL
    ),
    rows_ AS (
      SELECT dossier_key, dossier, {newest("source")} AS source, {newest("procedure")} AS procedure,
        {newest("agency")} AS agency, {newest("field")} AS field, {newest("channel", "channel != 0")} AS channel,
        {newest("applicant_kind", "applicant_kind != 0")} AS applicant_kind,
        {newest("status", "status != 0")} AS status,
        coalesce({newest("received_at")}, min(occurred_at) FILTER (status NOT IN (0, 1, 3))) AS received_at,
        {newest("due_at")} AS due_at,
        arg_min(due_at, {order}) FILTER (due_at IS NOT NULL) AS due_original_at,
        bool_or(by_moment AND NOT due_is_date) AS by_moment,
        coalesce({newest("finished_at")}, min(occurred_at) FILTER (status = 9),
                 min(occurred_at) FILTER (status = 10)) AS finished_at,
        coalesce({newest("returned_at")}, min(occurred_at) FILTER (status = 10)) AS returned_at,
        min(occurred_at) FILTER (status IN (3, 7)) AS stopped_at,
        max(supplements) AS supplements, {newest("fee_due")} AS fee_due,
        {newest("fee_paid_online")} AS fee_paid_online,
        bool_or(refused_after_appraisal) AS refused_after_appraisal,
        arg_max(epoch(recorded_at) - epoch(occurred_at), {order}) AS newest_s,
        min(epoch(recorded_at)) FILTER (status IN ({_DONE})) AS done_told_s,
        min(epoch(recorded_at)) FILTER (status IN (3, 7)) AS stopped_told_s,
        bit_or(flags) AS flags, count(*) AS events, count(DISTINCT source) AS sources, max(recorded_at) AS recorded_at
      FROM told GROUP BY dossier_key, dossier
    )
    SELECT rows_.dossier, source, procedure, agency, field, coalesce(channel, 0) AS channel,
      coalesce(applicant_kind, 0) AS applicant_kind, coalesce(status, 0) AS status, received_at, due_at,
      due_original_at, coalesce(by_moment, false) AS by_moment,
      CASE WHEN status IN ({_DONE}) THEN finished_at END AS finished_at,
      CASE WHEN status = 10 THEN returned_at END AS returned_at,
      CASE WHEN status IN ({_DONE}) THEN finished_at WHEN status IN (3, 7) THEN stopped_at END AS ended_at,
      paused_at, CASE WHEN status IN ({_PAUSED}) OR resumed_at < paused_at THEN NULL ELSE resumed_at END AS resumed_at,
      coalesce(paused_s, 0) AS paused_s, supplements, fee_due, fee_paid_online, refused_after_appraisal,
      greatest(CASE WHEN (flags & {int(Flag.REOPENED)}) != 0 THEN newest_s
        WHEN status IN ({_DONE}) THEN done_told_s - epoch(finished_at)
        WHEN status IN (3, 7) THEN stopped_told_s - epoch(stopped_at) ELSE newest_s END, 0) AS transport_s,
      flags, events, sources, recorded_at
    FROM rows_ LEFT JOIN stops USING (dossier_key, dossier)"""


def mapped(given: str) -> str:
    """Return SQL of the rows `given` with partners' codes replaced by ours, as valid on the day of reception.

    Events keep the code that was sent; `partner_code` (source, kind, partner_code, our_code, valid_from,
    valid_before) has at most one row a day for each code.
    """
    kinds = ("procedure", "agency", "field")
    day = _day(ON_THE_DAY)
    joins = " ".join(
        f"LEFT JOIN partner_code p_{kind} ON p_{kind}.kind = '{kind}' AND p_{kind}.source = g.source "
        f"AND p_{kind}.partner_code = g.{kind} AND {day} >= p_{kind}.valid_from AND {day} < p_{kind}.valid_before"
        for kind in kinds
    )
    ours = ", ".join(f"coalesce(p_{kind}.our_code, g.{kind}) AS {kind}" for kind in kinds)
    return f"SELECT g.* REPLACE ({ours}) FROM ({given}) g {joins}"


def with_texts(relation: str) -> str:
    """Return SQL of the fact rows of `relation` with the texts of their codes."""
    joins = " ".join(f"LEFT JOIN code_{kind} ON code_{kind}.id = f.{kind}" for kind in CODED)
    texts = ", ".join(f"code_{kind}.code AS {kind}" for kind in CODED)
    return f"SELECT f.* REPLACE ({texts}) FROM {relation} f {joins}"


def _day(moment: str) -> str:
    return f"CAST({moment} + INTERVAL 7 HOUR AS DATE)"


def derived(given: str) -> str:
    """Return SQL of fact rows, as stored, from rows with the columns of `GIVEN`.

    Needs the tables `code_source`, `code_procedure`, `code_agency`, `code_field` (code, id) and
    `unit_level` (code, level, valid_from, valid_before).
    """
    joins = " ".join(f"LEFT JOIN code_{name} ON code_{name}.code = g.{name}" for name in CODED)
    ids = ", ".join(f"coalesce(code_{name}.id, 0)::UINTEGER AS {name}" for name in CODED)
    level = (
        "coalesce(unit_level.level, 0)::UTINYINT AS level"
    )  # fmt: skip
    return f"""
    WITH g AS (SELECT * FROM ({given})),
    dated AS (
      SELECT g.* REPLACE ({ids}), {level}, {_day("g.received_at")} AS received_day, {_day("g.due_at")} AS due_day,
             {_day("g.due_original_at")} AS due_original_day, {_day("g.finished_at")} AS finished_day,
             {_day("g.ended_at")} AS ended_day, {_day("g.paused_at")} AS paused_day,
             {_day("g.resumed_at")} AS resumed_day
      FROM g {joins}
      LEFT JOIN unit_level ON unit_level.code = g.agency
        AND {_day(ON_THE_DAY)} >= unit_level.valid_from
        AND {_day(ON_THE_DAY)} < unit_level.valid_before
    )
    SELECT dossier, hash(dossier) AS dossier_key, source, procedure, agency, field, level,
      channel::UTINYINT AS channel, applicant_kind::UTINYINT AS applicant_kind, status::UTINYINT AS status,
      ({class_sql(now="NULL::TIMESTAMP").replace("NULL::TIMESTAMP_day", "NULL::DATE")})::UTINYINT AS class,
      ({_original_class()})::UTINYINT AS class_original,
      received_at, due_at, due_original_at, by_moment, finished_at, returned_at, ended_at, paused_at, resumed_at,
      received_day, due_day, due_original_day, finished_day, ended_day, paused_day, resumed_day,
      CASE WHEN by_moment THEN due_day ELSE due_day + 1 END AS overdue_day,
      least(supplements, 65535)::USMALLINT AS supplements, fee_due, fee_paid_online,
      coalesce(refused_after_appraisal, false) AS refused_after_appraisal,
      paused_s::UINTEGER AS paused_s, least(transport_s, 4294967295)::UINTEGER AS transport_s, flags::UINTEGER AS flags,
      least(events, 65535)::USMALLINT AS events, least(sources, 255)::UTINYINT AS sources, recorded_at
    FROM dated"""


def _original_class() -> str:
    renamed = {"due_at": "due_original_at", "due_day": "due_original_day"}
    return class_sql(renamed, now="NULL::TIMESTAMP").replace("NULL::TIMESTAMP_day", "NULL::DATE")
