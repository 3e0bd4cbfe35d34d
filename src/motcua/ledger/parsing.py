"""Turn the raw members of events, all texts, into typed columns and line flags: one SQL statement.

What cannot be read in a mandatory member rejects the line; elsewhere it only flags it.
"""

import calendar
from collections.abc import Sequence

from motcua.exchange.outcomes import Flag, Rejection
from motcua.ledger import store

MEMBERS = (
    "source", "id", "sequence", "dossier", "procedure", "agency", "field", "status", "occurred_at", "received_at",
    "due_at", "finished_at", "returned_at", "channel", "applicant_kind", "fee_due", "fee_paid_online", "supplements",
    "limit_unit", "outcome",
)  # fmt: skip
TEXTS = ("source", "id", "dossier", "procedure", "agency", "field", "status", "limit_unit", "outcome")
ENVELOPE = ("specversion", "type", "data")
EVENT_TYPE = "vn.motcua.dossier.status.v1"
# Clocks of honest systems differ by minutes.
SKEW_S = 300
FIRST_YEAR, LAST_YEAR = 1990, 2100


def raw_from_lines(path: str) -> str:
    """Return SQL that reads a file of JSON lines as texts, a row for every line, in order."""
    columns = ", ".join(f"{name}: 'VARCHAR'" for name in (*MEMBERS, *ENVELOPE))
    return (
        f"SELECT * FROM read_json({store.quoted(path)}, format='newline_delimited', compression='none', "
        f"columns={{{columns}}}, ignore_errors=true, maximum_object_size=2097152)"
    )


def opened_envelopes(raw: str) -> str:
    """Return SQL that replaces CloudEvents by the members in their `data`."""
    members = ", ".join(
        f"CASE WHEN specversion IS NULL THEN {name} ELSE "
        + (f"{name}" if name in ("source", "id") else f"coalesce(json_extract_string(data, '$.{name}'), {name})")
        + f" END AS {name}"
        for name in MEMBERS
    )
    bad = (
        f"specversion IS NOT NULL AND (specversion != '1.0' OR type IS DISTINCT FROM '{EVENT_TYPE}' "
        "OR data IS NULL OR NOT json_valid(data) OR json_type(data) != 'OBJECT')"
    )
    guarded = "CASE WHEN json_valid(data) THEN data END AS data"
    return f"SELECT {members}, coalesce({bad}, false) AS bad_envelope FROM (SELECT * REPLACE ({guarded}) FROM ({raw}))"


def _text(name: str) -> str:
    """Return SQL of a text without blanks around it, NULL if nothing is left; trimming all costs seconds."""
    odd = f"starts_with({name}, ' ') OR ends_with({name}, ' ')"
    return f"CASE WHEN {name} = '' THEN NULL WHEN {odd} THEN nullif(trim({name}), '') ELSE {name} END"


def _filled(name: str) -> str:
    return f"nullif({name}, '')"


def _whole(name: str) -> str:
    """Return SQL of an integer, or NULL: `4`, `+4` and `4.0` are read, `4.5` and `1e3` are not.

    The cast alone would round 4.5; pattern matching costs a microsecond, so only odd texts pay it.
    """
    odd = f"TRY_CAST(nullif(regexp_extract({name}, '^[+]?(-?[0-9]{{1,18}})([.]0*)?$', 1), '') AS BIGINT)"
    plain = f"NOT contains({name}, '.') AND NOT contains({name}, 'e') AND NOT contains({name}, 'E')"
    return f"CASE WHEN {name} IS NULL THEN NULL WHEN {plain} THEN TRY_CAST({name} AS BIGINT) ELSE {odd} END"


def _moment(name: str) -> str:
    """Return SQL of epoch microseconds, or NULL. A text without offset is Vietnamese time."""
    moment = f"epoch_us(TRY_CAST({name} AS TIMESTAMPTZ))"
    low, high = (calendar.timegm((year, 1, 1, 0, 0, 0)) * 1_000_000 for year in (FIRST_YEAR, LAST_YEAR))
    return f"CASE WHEN {moment} BETWEEN {low} AND {high} THEN {moment} END"


def _lacks_offset(text: str) -> str:
    """Return SQL that says whether a moment has no offset; the two usual endings are tried first."""
    # Few words: a batch of a thousand lines spends most of its time on the planning of this statement.
    odd = f"strlen({text}) > 10 AND NOT regexp_matches({text}, '(z|[+-](..|....|.....))$')"
    return f"CASE WHEN ends_with({text}, '+07:00') OR ends_with({text}, 'Z') THEN false ELSE coalesce({odd}, false) END"


def _bit(flag: Flag, condition: str) -> str:
    return f"(CASE WHEN {condition} THEN {int(flag)} ELSE 0 END)"


def _unknown(column: str, table: str) -> str:
    return f"({column} IS NOT NULL AND {column} NOT IN (SELECT code FROM {table}))"


MOMENTS = ("received_at", "due_at", "finished_at", "returned_at")
WHOLES = ("channel", "applicant_kind", "fee_due", "fee_paid_online", "supplements")


def typed(raw: str, recorded_us: int | str, known: frozenset[str], agencies: Sequence[str] | None = None) -> str:
    """Return SQL of typed rows, in order, with `rejection` (0 is none) and `line_flags`.

    `recorded_us` is when the lines arrived; a name means a column of `raw` (a simulation of long arrivals).
    `known` names the code tables (`known_procedure`, …) that hold anything; an empty list proves
    nothing, so nothing is flagged by it. `agencies` are those the sender may speak for; None is all.
    """
    arrived = f", {recorded_us}" if isinstance(recorded_us, str) else ""
    # Casts skip blanks by themselves.
    reads = [f"{_text(name) if name in TEXTS else _filled(name)} AS {name}_text" for name in MEMBERS]
    numbers = [f"{_whole(f'{name}_text')} AS {name}_number" for name in ("sequence", "status", *WHOLES)]
    moments = [f"{_moment(f'{name}_text')} AS {name}_us" for name in ("occurred_at", *MOMENTS)]
    due = (
        "CASE WHEN strlen(due_at_text) <= 10 THEN due_at_us + 17 * 3600000000 ELSE due_at_us END AS due_us, "
        "coalesce(strlen(due_at_text) <= 10, false) AS due_is_date"
    )
    return f"""
      WITH texts AS (SELECT {", ".join(reads)}, bad_envelope{arrived} FROM ({raw})),
           values_ AS (SELECT *, {", ".join(numbers)}, {", ".join(moments)} FROM texts),
           rows_ AS (SELECT *, {due} FROM values_)
      SELECT {_columns(recorded_us)},
             {_rejection(agencies)} AS rejection,
             ({_line_flags(recorded_us, known)})::UINTEGER AS line_flags
      FROM rows_"""


def _columns(recorded_us: int | str) -> str:
    stamp = "make_timestamp({})"
    return f"""
      coalesce(hash(source_text, id_text), 0) AS key, coalesce(hash(dossier_text), 0) AS dossier_key,
      source_text AS source, id_text AS id, coalesce(sequence_number, 0) AS sequence, dossier_text AS dossier,
      procedure_text AS procedure, agency_text AS agency, field_text AS field,
      (CASE WHEN status_number BETWEEN 1 AND 10 THEN status_number ELSE 0 END)::UTINYINT AS status,
      CASE WHEN status_number BETWEEN 1 AND 10 THEN NULL ELSE status_text END AS status_raw,
      {stamp.format("occurred_at_us")} AS occurred_at, {stamp.format("received_at_us")} AS received_at,
      {stamp.format("due_us")} AS due_at, due_is_date,
      {stamp.format("finished_at_us")} AS finished_at, {stamp.format("returned_at_us")} AS returned_at,
      (CASE WHEN channel_number BETWEEN 1 AND 3 THEN channel_number ELSE 0 END)::UTINYINT AS channel,
      (CASE WHEN applicant_kind_number BETWEEN 1 AND 4 THEN applicant_kind_number ELSE 0 END)::UTINYINT
        AS applicant_kind,
      fee_due_number AS fee_due, fee_paid_online_number AS fee_paid_online,
      least(greatest(coalesce(supplements_number, 0), 0), 65535)::USMALLINT AS supplements,
      coalesce(limit_unit_text = 'h', false) AS by_moment,
      coalesce(outcome_text = 'refused', false) AS refused_after_appraisal,
      make_timestamp({recorded_us}) AS recorded_at,
      hash(dossier_text, procedure_text, agency_text, field_text, sequence_number, status_text, occurred_at_us,
           received_at_us, due_us, finished_at_us, returned_at_us, channel_text, applicant_kind_text, fee_due_number,
           fee_paid_online_number, coalesce(supplements_number, 0), limit_unit_text, outcome_text) AS body"""


def _rejection(agencies: Sequence[str] | None) -> str:
    steps = [
        ("bad_envelope", Rejection.BAD_CLOUDEVENT),
        ("source_text IS NULL", Rejection.NO_SOURCE),
        ("id_text IS NULL", Rejection.NO_ID),
        ("dossier_text IS NULL", Rejection.NO_DOSSIER),
        ("sequence_text IS NULL", Rejection.NO_SEQUENCE),
        ("sequence_number IS NULL", Rejection.BAD_SEQUENCE),
        ("status_text IS NULL", Rejection.NO_STATUS),
        ("occurred_at_text IS NULL", Rejection.NO_OCCURRED_AT),
        ("occurred_at_us IS NULL", Rejection.BAD_OCCURRED_AT),
    ]
    if agencies is not None:
        own = ", ".join(map(store.quoted, agencies)) or "NULL"
        steps.append((f"(agency_text IN ({own})) IS NOT TRUE", Rejection.FOREIGN_AGENCY))
    cases = " ".join(f"WHEN {condition} THEN {int(reason)}" for condition, reason in steps)
    return f"(CASE {cases} ELSE 0 END)::UTINYINT"


def _line_flags(recorded_us: int | str, known: frozenset[str]) -> str:
    moments = [f"({name}_text IS NOT NULL AND {name}_us IS NULL)" for name in MOMENTS]
    numbers = [f"({name}_text IS NOT NULL AND {name}_number IS NULL)" for name in WHOLES[2:]]
    no_offset = " OR ".join(f"({_lacks_offset(f'{name}_text')})" for name in ("occurred_at", *MOMENTS))
    future = f"{recorded_us} + {SKEW_S * 1_000_000}"
    bits = [
        _bit(Flag.UNKNOWN_STATUS, "status_number IS NULL OR status_number NOT BETWEEN 1 AND 10"),
        _bit(Flag.UNKNOWN_CHANNEL, "channel_text IS NOT NULL AND coalesce(channel_number NOT BETWEEN 1 AND 3, true)"),
        _bit(
            Flag.UNKNOWN_APPLICANT_KIND,
            "applicant_kind_text IS NOT NULL AND coalesce(applicant_kind_number NOT BETWEEN 1 AND 4, true)",
        ),
        _bit(Flag.NO_OFFSET, f"{no_offset} OR strlen(occurred_at_text) <= 10"),
        _bit(
            Flag.UNREADABLE_VALUE, " OR ".join(moments + numbers + ["fee_due_number < 0", "fee_paid_online_number < 0"])
        ),
        _bit(
            Flag.IMPOSSIBLE_DATES,
            "finished_at_us < received_at_us OR returned_at_us < received_at_us OR returned_at_us < finished_at_us "
            "OR due_us < received_at_us",
        ),
        _bit(Flag.CLOCK_SKEW, f"occurred_at_us > {future} OR finished_at_us > {future} OR received_at_us > {future}"),
    ]
    for flag, column in (
        (Flag.UNKNOWN_PROCEDURE, "procedure"),
        (Flag.UNKNOWN_AGENCY, "agency"),
        (Flag.UNKNOWN_FIELD, "field"),
    ):
        if column in known:
            bits.append(_bit(flag, _unknown(f"{column}_text", f"known_{column}")))
    return " + ".join(bits)
