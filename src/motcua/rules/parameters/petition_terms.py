"""Within how many working days must an office sort and answer feedback and petitions (phản ánh, kiến nghị)?

Source: the brief of the project names 2, 5 and 15 working days; the legal frame is NĐ 20/2008/NĐ-CP as amended
by NĐ 92/2017/NĐ-CP and the feedback system of the national portal, whose text was not at hand.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PetitionTerm:
    """One limit, as `TimeLimit.parse` reads it, with what it is for."""

    limit: str
    vi: str
    en: str
    source: str = "NĐ 20/2008/NĐ-CP, NĐ 92/2017/NĐ-CP"


# UNVERIFIED: which of the three limits counts for which kind; the text of the decrees was not at hand.
TERMS: dict[str, PetitionTerm] = {
    "sort": PetitionTerm("2wd", "Phân loại, chuyển cơ quan có thẩm quyền", "Sort and forward"),
    "plain": PetitionTerm("5wd", "Trả lời đơn giản", "A plain answer"),
    "involved": PetitionTerm("15wd", "Trả lời cần hỏi cơ quan khác, sửa quy định", "Rules or other agencies concerned"),
}
