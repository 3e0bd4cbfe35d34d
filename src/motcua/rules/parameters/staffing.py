"""What the law says about staffing one-stop units, and what we take for granted where it says nothing.

Sources: NĐ 61/2018/NĐ-CP arts 9, 11, 12; TT 01/2018/TT-VPCP art 7 (domain 1.9, S1). No text sets people per
number of dossiers: every figure derived here is a proposal, never a quota.
"""

from dataclasses import dataclass

from motcua.rules.levels import Level

LEAST_RANK = ("chuyên viên hoặc tương đương", "specialist (chuyên viên) or equivalent", "NĐ 61/2018 điều 11.1.b")
LEAST_YEARS_IN_FIELD = 3
POSTING_MONTHS = (6, 24)  # NĐ 61/2018 art 11.4
BACKUPS_OF_SENDING_AGENCY = 1  # art 12.8
PLAN_SOURCE = "TT 01/2018/TT-VPCP điều 7"
PROPOSAL = (
    "Đề xuất theo tần suất giao dịch và khối lượng công việc; pháp luật không đặt định mức người trên số hồ sơ.",
    "A proposal by frequency of visits and workload; no law sets people per number of dossiers.",
)
APPROVERS: dict[Level, tuple[str, str]] = {
    Level.CENTRAL: ("Bộ trưởng", "Minister"),
    Level.PROVINCE: ("Chủ tịch Ủy ban nhân dân tỉnh", "Chairman of the provincial people's committee"),
    Level.DISTRICT: ("Chủ tịch Ủy ban nhân dân huyện", "Chairman of the district people's committee"),
    Level.COMMUNE: ("Chủ tịch Ủy ban nhân dân xã", "Chairman of the commune people's committee"),
    Level.VERTICAL: ("Thủ trưởng cơ quan ngành dọc", "Head of the vertical agency"),
}

# ASSUMPTION: at least one official and one back-up in every unit.
LEAST_OFFICERS = 1 + BACKUPS_OF_SENDING_AGENCY
# ASSUMPTION: no unit gives up more than a quarter of its officers in one plan.
MOST_GIVEN_SHARE = 0.25
# ASSUMPTION: a move is worth its disturbance if it saves one in a hundred of an average officer's dossiers.
LEAST_WORTH = 0.01
MOST_OFFICERS = 64


@dataclass(frozen=True, slots=True)
class Assumed:
    """Officers of an average unit where no posting is recorded."""

    officers: float


# ASSUMPTION: used only where neither postings nor a table of present officers is given. Units of a level
# then have officers by the square root of their volume: staffing follows work, but not in full.
ASSUMED_OFFICERS: dict[Level, Assumed] = {
    Level.CENTRAL: Assumed(24),
    Level.PROVINCE: Assumed(14),
    Level.DISTRICT: Assumed(12),
    Level.COMMUNE: Assumed(5),
    Level.VERTICAL: Assumed(6),
}
MOST_ASSUMED = 48

# ASSUMPTION: how long a dossier can wait for its officer before it becomes late, in handling times of one
# dossier; the first is used, all three for the ranges.
PATIENCE, PATIENCES = 5.0, (2.5, 5.0, 10.0)

# Counter. ASSUMPTION: minutes at the counter where no ticket was measured.
ASSUMED_SERVING_MINUTES = 12.0
# ASSUMPTION: seconds to scan, check and name one page where scanning is not part of a measured serving.
SCANNING_SECONDS_A_PAGE = 20.0
TARGET_WAIT_MINUTES, TARGET_SHARE = 15.0, 0.8
# ASSUMPTION: mean patience of a person at the counter.
COUNTER_PATIENCE_MINUTES = 45.0
