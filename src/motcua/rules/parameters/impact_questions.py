"""What must an impact assessment of a new procedure answer before the procedure is issued?

Source: Decree 63/2010 arts 10-11 (domain.md 3.4, second-hand): necessity, reasonableness, legality and compliance
cost; the appraising body refuses a file without it. The fourth head, cost, is computed and not asked.
UNVERIFIED: the official form (II.01a/b) was not found; heads are the decree's, the wording of questions is ours.
"""

from dataclasses import dataclass

SOURCE = "NĐ 63/2010/NĐ-CP art 10-11"
HEADS = {
    "necessity": ("Sự cần thiết", "Necessity"),
    "reasonableness": ("Tính hợp lý", "Reasonableness"),
    "legality": ("Tính hợp pháp", "Legality"),
    "cost": ("Chi phí tuân thủ", "Compliance cost"),
}


@dataclass(frozen=True, slots=True)
class Question:
    """One question under one head; its key is what answers are kept by."""

    key: str
    head: str
    vi: str
    en: str


QUESTIONS = (
    Question("aim", "necessity", "Thủ tục nhằm quản lý việc gì, bảo vệ quyền lợi của ai?",
             "What does the procedure control, and whose interest does it protect?"),
    Question("otherwise", "necessity", "Nếu không có thủ tục này thì sao? Đã xét biện pháp nào khác?",
             "What if it did not exist? Which other measures were weighed?"),
    Question("papers", "reasonableness", "Từng giấy tờ được đòi để làm gì? Cơ quan nào đã có sẵn thông tin ấy?",
             "What is each paper asked for? Which body has that information already?"),
    Question("order", "reasonableness", "Trình tự, cách thức, thời hạn đã là ngắn và đơn giản nhất chưa?",
             "Are order, channels and time limit the shortest and simplest that can be?"),
    Question("authority", "legality", "Văn bản nào giao thẩm quyền quy định thủ tục (văn bản, điều, khoản)?",
             "Which text gives the power to lay down the procedure (document, article)?"),
    Question("consistency", "legality", "Có thống nhất với văn bản cấp trên và điều ước quốc tế không?",
             "Does it agree with higher texts and with treaties?"),
)  # fmt: skip
