"""The duties an officer may hold; each opens certain pages and acts.

Duties are bound to a post in a unit for a time (`agencies.Posting`).
"""

from django.db import models


class Duty(models.TextChoices):
    """What an officer is posted to do."""

    RECEIVE = "receive", "Tiếp nhận và trả kết quả"
    SETTLE = "settle", "Thụ lý, giải quyết"
    SIGN = "sign", "Ký, phê duyệt"
    SUPERVISE = "supervise", "Giám sát bộ phận một cửa"
    PROCEDURE_CONTROL = "procedure_control", "Kiểm soát thủ tục hành chính"
    PLAN = "plan", "Điều hành, bố trí nhân sự"
    AUDIT = "audit", "Kiểm tra, thanh tra"
    ADMINISTER = "administer", "Quản trị hệ thống"


ENGLISH = {
    Duty.RECEIVE: "Receive and return",
    Duty.SETTLE: "Settle",
    Duty.SIGN: "Sign",
    Duty.SUPERVISE: "Supervise a one-stop unit",
    Duty.PROCEDURE_CONTROL: "Procedure control",
    Duty.PLAN: "Plan and staff",
    Duty.AUDIT: "Audit",
    Duty.ADMINISTER: "Administer the system",
}
