"""A small nation in the ledger: districts of two provinces, some of them with too few hands."""

from motcua.ledger import bulk

CALM, BUSY = 0.01, 0.30


def facts_sql(units, *, begin="2023-01-03", days=60):
    """Return SQL of the facts of `units`: (code, dossiers, late share); one procedure in ten is late everywhere."""
    rows = ", ".join(f"('{code}', {many}, {share})" for code, many, share in units)
    return f"""
      WITH u AS (SELECT * FROM (VALUES {rows}) t(agency, many, share)),
           r AS (SELECT agency, share, i, hash(agency, i) AS h FROM u, unnest(range(many)) s(i)),
           d AS (SELECT *, h % 10 = 0 AS hard, (h // 10 % 100000) / 100000.0 AS luck,
                   TIMESTAMP '{begin} 01:00' + to_days((h // 7 % {days})::INTEGER)
                     + to_minutes((30 * (h // 13 % 18))::BIGINT) AS received FROM r),
           e AS (SELECT *, luck < CASE WHEN hard THEN greatest(share, 0.2) ELSE share END AS is_late FROM d)
      SELECT agency || '-' || i AS dossier, 'test' AS source, CASE WHEN hard THEN '9.000010' ELSE '9.000001' END
        AS procedure, agency, 'MP-01' AS field, (1 + h // 3 % 2)::INTEGER AS channel, 1 AS applicant_kind, 9 AS status,
        received AS received_at, received + to_days(3) AS due_at, received + to_days(3) AS due_original_at,
        false AS by_moment, received + to_days(CASE WHEN is_late THEN 6 ELSE 2 END) AS finished_at,
        NULL::TIMESTAMP AS returned_at, received + to_days(CASE WHEN is_late THEN 6 ELSE 2 END) AS ended_at,
        NULL::TIMESTAMP AS paused_at, NULL::TIMESTAMP AS resumed_at, 0 AS paused_s, 0 AS supplements,
        NULL::BIGINT AS fee_due, NULL::BIGINT AS fee_paid_online, false AS refused_after_appraisal,
        60 AS transport_s, 0 AS flags, 2 AS events, 1 AS sources, received AS recorded_at FROM e"""


def districts(provinces=("H01", "H02"), each=8, dossiers=400):
    """Return districts, every fourth of them overloaded."""
    return [
        (f"{province}.{31 + place}", dossiers * (2 if place % 4 == 0 else 1), BUSY if place % 4 == 0 else CALM)
        for province in provinces
        for place in range(each)
    ]


def write(units, **options):
    return bulk.write_facts([lambda _: facts_sql(units, **options)])
