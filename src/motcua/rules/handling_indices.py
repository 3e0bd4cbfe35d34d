"""How well does an officer or an agency handle dossiers, by the nine indices of 2018?

Circular 01/2018/TT-VPCP arts 13-15 (domain.md 1.10): each index is 0, 1 or 2 for a dossier
(1, 2, 3, 4, 7) or a unit (5, 6, 8, 9); its score is the mean, one decimal; an index
without data is skipped.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import ClassVar

from motcua.rules.errors import RuleViolation

SOURCE = "Thông tư 01/2018/TT-VPCP, điều 13-15"
OFFICER_INDICES = (1, 2, 3, 4, 7)
ALL_INDICES = tuple(range(1, 10))
NAMES = {
    1: ("Thời gian giải quyết", "Total handling time"),
    2: ("Thời gian của từng cơ quan tham gia", "Time of each agency that takes part"),
    3: ("Số lần liên hệ nơi tiếp nhận", "Contacts with the receiving place"),
    4: ("Số cơ quan phải liên hệ", "Agencies the applicant must contact"),
    5: ("Giải quyết tại Bộ phận Một cửa", "Handling at the one-stop unit"),
    6: ("Công khai thủ tục", "Publicity"),
    7: ("Thái độ phục vụ", "Attitude"),
    8: ("Tiếp thu, giải trình phản ánh", "Handling of complaints"),
    9: ("Dịch vụ trực tuyến", "Online services"),
}
TENTH = Decimal("0.1")
OFFICER_BANDS = (
    (Decimal(5), "Hoàn thành 100% nhiệm vụ", "100 % of duty"),
    (Decimal("3.5"), "Hoàn thành từ 70% đến dưới 100%", "70 to under 100 % of duty"),
    (Decimal(0), "Hoàn thành dưới 70%", "under 70 % of duty"),
)
AGENCY_BANDS = (
    (Decimal(15), "Xuất sắc", "Excellent"),
    (Decimal(12), "Tốt", "Good"),
    (Decimal(9), "Khá", "Fair"),
    (Decimal(6), "Trung bình", "Average"),
    (Decimal(0), "Yếu", "Weak"),
)


class BadPoints(RuleViolation):
    """Index {index} gives 0, 1 or 2 points, not {points}."""

    code: ClassVar[str] = "bad_points"
    vi: ClassVar[str] = "Chỉ số {index} chỉ cho 0, 1 hoặc 2 điểm, không phải {points}."


@dataclass(frozen=True, slots=True)
class Rating:
    """Scores by index (None: no data), their sum, and the band (vi, en)."""

    scores: Mapping[int, Decimal | None]
    total: Decimal
    band: tuple[str, str]


def time_points(taken: Decimal, limit: Decimal) -> int:
    """Return 2 when shorter than the limit, 1 when equal, 0 when longer (indices 1 and 2)."""
    return 2 if taken < limit else 1 if taken == limit else 0


def contact_points(contacts: int) -> int:
    """Return 2 for no contact to complete the dossier, 1 for one, 0 for more (index 3)."""
    return max(0, 2 - contacts)


def complaint_points(on_time: int, received: int) -> int:
    """Return 2 when all or none came, 1 from 90 %, else 0 (index 8)."""
    if on_time >= received:
        return 2
    return 1 if on_time * 10 >= received * 9 else 0


def mean_points(index: int, points: Sequence[int]) -> Decimal | None:
    """Return the mean with one decimal, or None without data."""
    for value in points:
        if value not in (0, 1, 2):
            raise BadPoints(index=index, points=value)
    if not points:
        return None
    return (Decimal(sum(points)) / len(points)).quantize(TENTH, ROUND_HALF_UP)


def rate_officer(points: Mapping[int, Sequence[int]]) -> Rating:
    """Return the rating of an officer from indices 1, 2, 3, 4, 7 (at most 10)."""
    return _rate(points, OFFICER_INDICES, OFFICER_BANDS)


def rate_agency(points: Mapping[int, Sequence[int]]) -> Rating:
    """Return the rating of an agency from all nine indices (at most 18)."""
    return _rate(points, ALL_INDICES, AGENCY_BANDS)


def rate_agency_counts(counts: Mapping[int, Mapping[int, int]]) -> Rating:
    """Return the rating of an agency from how often each index gave 0, 1 or 2 points: for millions of dossiers."""
    scores = {index: _mean_of_counts(index, counts.get(index, {})) for index in ALL_INDICES}
    return _banded(scores, AGENCY_BANDS)


def _mean_of_counts(index: int, counts: Mapping[int, int]) -> Decimal | None:
    for value in counts:
        if value not in (0, 1, 2):
            raise BadPoints(index=index, points=value)
    many = sum(counts.values())
    points = sum(value * number for value, number in counts.items())
    return (Decimal(points) / many).quantize(TENTH, ROUND_HALF_UP) if many else None


def _rate(
    points: Mapping[int, Sequence[int]], indices: tuple[int, ...], bands: Sequence[tuple[Decimal, str, str]]
) -> Rating:
    return _banded({index: mean_points(index, points.get(index, ())) for index in indices}, bands)


def _banded(scores: Mapping[int, Decimal | None], bands: Sequence[tuple[Decimal, str, str]]) -> Rating:
    total = sum((score for score in scores.values() if score is not None), Decimal(0))
    band = next((vi, en) for limit, vi, en in bands if total >= limit)
    return Rating(scores, total, band)
