"""How handling went: supplements, what was carried over, why it was late, more than one system.

domain.md 4.2 (II.07a by memory, K), 5.3 (2.1: more than one request for supplement is late), NĐ 61/2018 art 19. Causes
are those that the events themselves tell; a dossier has the first that fits, and none is guessed.
"""

from motcua.ledger.lateness import TOLD_AFTER_DUE, TOLD_LATE
from motcua.reports.definition import (
    KEPT_IN_WINDOW,
    LEVEL_HEAD,
    OVERDUE_AT_END,
    PENDING_AT_END,
    SETTLED_IN_WINDOW,
    Count,
    Counted,
    Equation,
    Share,
    by_levels,
)
from motcua.reports.tables import Column
from motcua.rules.settlement import Settlement

LATE = f"({SETTLED_IN_WINDOW} AND class = {int(Settlement.LATE)})"
EITHER = f"({LATE} OR coalesce({OVERDUE_AT_END}, false))"
# Kept, but the news came after the due date: until then it looked overdue (ledger/lateness.py).
TRANSPORT = f"({KEPT_IN_WINDOW} AND {TOLD_AFTER_DUE})"
AGAIN, ONCE, STOPPED = "coalesce(supplements, 0) >= 2", "coalesce(supplements, 0) = 1", "paused_day IS NOT NULL"
MOVED = "due_original_at IS DISTINCT FROM due_at"
AGE = "date_diff('day', received_day, :before)"


def _count(key: str, vi: str, en: str, *of: str) -> Count:
    return Count(Column(key, vi, en), of or (key,))


def _cause(key: str, vi: str, en: str, condition: str) -> Count:
    return Count(Column(key, vi, en), when=f"{EITHER} AND {condition}")


def _age(key: str, vi: str, en: str, condition: str) -> Count:
    return Count(Column(key, vi, en), when=f"{PENDING_AT_END} AND {condition}")


SUPPLEMENTS = Counted(
    name="supplements",
    title=("Yêu cầu bổ sung hồ sơ", "Requests for supplement"),
    source="NĐ 61/2018/NĐ-CP; QĐ 766/QĐ-TTg, cách tính 2.1",
    head=LEVEL_HEAD,
    columns=(
        _count("received", "Nhận trong kỳ", "Received"),
        _count("supplemented", "Phải bổ sung", "Asked to supplement"),
        _count("supplemented_again", "Trong đó từ hai lần", "Of which twice or more"),
        Share(Column("rate", "Tỷ lệ phải bổ sung", "Share asked", kind="rate"), ("supplemented",), ("received",)),
        Share(Column("again", "Tỷ lệ từ hai lần", "Share twice or more", kind="rate"),
              ("supplemented_again",), ("received",)),
    ),
    equations=(
        Equation(("Từ hai lần ≤ phải bổ sung", "Twice or more ≤ asked"),
                 ("supplemented_again",), ("supplemented",), is_at_most=True),
        Equation(("Phải bổ sung ≤ nhận", "Asked ≤ received"), ("supplemented",), ("received",), is_at_most=True),
    ),
    groups=by_levels(),
    by_field=True,
    notes=(("Yêu cầu bổ sung quá một lần bị coi là trễ theo QĐ 766.",
            "More than one request counts as late under decision 766."),),
)  # fmt: skip

CARRIED_OVER = Counted(
    name="carried-over",
    title=("Hồ sơ chuyển kỳ và tuổi hồ sơ đang giải quyết", "Carried over, and age of what is pending"),
    source="Biểu II.06(a)/VPCP/KSTT, cột (6) và (11)",
    head=LEVEL_HEAD,
    columns=(
        _count("carried_over", "Kỳ trước chuyển sang", "Carried over in"),
        _count("received", "Nhận trong kỳ", "Received"),
        _count("settled", "Đã giải quyết", "Settled"),
        _count("pending", "Chuyển kỳ sau", "Carried over out"),
        _count("pending_overdue", "Trong đó quá hạn", "Of which overdue"),
        _age("age_30", "Nhận đến 30 ngày", "Up to 30 days old", f"{AGE} <= 30"),
        _age("age_90", "31–90 ngày", "31–90 days", f"{AGE} BETWEEN 31 AND 90"),
        _age("age_180", "91–180 ngày", "91–180 days", f"{AGE} BETWEEN 91 AND 180"),
        _age("age_more", "Trên 180 ngày", "Over 180 days", f"{AGE} > 180"),
    ),
    equations=(
        Equation(
            ("Chuyển sang + nhận = đã giải quyết + chuyển kỳ sau", "Carried over + received = settled + pending"),
            ("carried_over", "received"), ("settled", "pending"),
        ),
        Equation(("Cộng các tuổi = chuyển kỳ sau", "Sum of ages = pending"),
                 ("age_30", "age_90", "age_180", "age_more"), ("pending",)),
    ),
    groups=by_levels(),
    notes=(("Tuổi tính từ ngày tiếp nhận đến cuối kỳ, theo ngày dương lịch.",
            "Age is from the day of receipt to the end of the window, in calendar days."),),
)  # fmt: skip

CAUSES = Counted(
    name="causes",
    title=("Nguyên nhân quá hạn", "Causes of lateness"),
    source="Biểu II.07a/VPCP/KSTT (tên biểu chưa kiểm chứng); sự kiện của hồ sơ",
    head=LEVEL_HEAD,
    columns=(
        _count("late", "Giải quyết quá hạn", "Settled late"),
        _count("pending_overdue", "Đang giải quyết, quá hạn", "Pending and overdue"),
        _cause("again", "Yêu cầu bổ sung từ hai lần", "Supplement asked twice or more", AGAIN),
        _cause("once", "Yêu cầu bổ sung một lần", "Supplement asked once", f"NOT ({AGAIN}) AND {ONCE}"),
        _cause("stopped", "Tạm dừng (nghĩa vụ tài chính, dừng xử lý)", "Clock stopped (duty, stop)",
               f"coalesce(supplements, 0) = 0 AND {STOPPED}"),
        _cause("moved", "Đã hẹn lại, vẫn quá hạn", "Promise moved, still late",
               f"coalesce(supplements, 0) = 0 AND NOT ({STOPPED}) AND {MOVED}"),
        _cause("untold", "Sự kiện không nêu nguyên nhân", "Events tell no cause",
               f"coalesce(supplements, 0) = 0 AND NOT ({STOPPED}) AND NOT ({MOVED})"),
        Count(Column("told_late", "Trong đó tin báo đến sau hơn một ngày", "Of which told more than a day after"),
              when=f"{EITHER} AND {TOLD_LATE}"),
        Count(Column("seen", "Từng thấy là quá hạn", "Seen as overdue"),
              when=f"({EITHER} OR coalesce({TRANSPORT}, false))"),
        Count(Column("officer", "Do xử lý: hồ sơ quá hạn thật", "By handling: late itself"), when=EITHER),
        Count(Column("transport", "Do truyền tin: đúng hạn, tin đến sau hạn", "By transport: kept, told after due"),
              when=TRANSPORT),
    ),
    equations=(
        Equation(
            ("Cộng các nguyên nhân = quá hạn đã và đang giải quyết", "Sum of causes = late + overdue"),
            ("again", "once", "stopped", "moved", "untold"), ("late", "pending_overdue"),
        ),
        Equation(("Tin đến chậm ≤ quá hạn", "Told late ≤ late"), ("told_late",), ("late", "pending_overdue"),
                 is_at_most=True),
        Equation(("Do xử lý = quá hạn đã và đang giải quyết", "By handling = late + overdue"),
                 ("officer",), ("late", "pending_overdue")),
        Equation(("Từng thấy là quá hạn = do xử lý + do truyền tin", "Seen as overdue = by handling + by transport"),
                 ("seen",), ("officer", "transport")),
    ),
    groups=by_levels(),
    notes=(("Mỗi hồ sơ chỉ tính vào một nguyên nhân, theo thứ tự cột; không suy đoán khi sự kiện không nói.",
            "Each dossier has one cause, the first column that fits; nothing is guessed where events are silent."),
           ("Chậm do truyền tin không phải lỗi của người giải quyết: hồ sơ xong đúng hạn, tin báo đến sau hạn.",
            "Late by transport is no fault of the officer: settled in time, the news came after the due date.")),
)  # fmt: skip

INTERLINKED = Counted(
    name="interlinked",
    title=("Hồ sơ liên thông qua nhiều hệ thống", "Interlinked dossiers across systems"),
    source="NĐ 61/2018/NĐ-CP (cơ chế một cửa liên thông); nguồn của sự kiện",
    head=LEVEL_HEAD,
    columns=(
        Count(Column("all", "Đã giải quyết", "Settled"), when=SETTLED_IN_WINDOW),
        Count(Column("linked", "Trong đó qua nhiều hệ thống", "Of which through several systems"),
              when=f"{SETTLED_IN_WINDOW} AND sources >= 2"),
        Count(Column("kept", "Liên thông đúng, trước hạn", "Interlinked, kept"),
              when=f"{SETTLED_IN_WINDOW} AND sources >= 2 AND class IN (1, 2)"),
        Count(Column("late", "Liên thông quá hạn", "Interlinked, late"),
              when=f"{SETTLED_IN_WINDOW} AND sources >= 2 AND class = 3"),
        Share(Column("rate", "Tỷ lệ đúng hạn liên thông", "On-time rate, interlinked", kind="rate"),
              ("kept",), ("kept", "late")),
    ),
    equations=(
        Equation(("Liên thông ≤ đã giải quyết", "Interlinked ≤ settled"), ("linked",), ("all",), is_at_most=True),
        Equation(("Đúng + quá hạn ≤ liên thông", "Kept + late ≤ interlinked"), ("kept", "late"), ("linked",),
                 is_at_most=True),
    ),
    groups=by_levels(),
    notes=(("Liên thông ở đây là hồ sơ mà từ hai hệ thống trở lên đã báo về.",
            "Interlinked here means told of by two systems or more."),),
)  # fmt: skip
