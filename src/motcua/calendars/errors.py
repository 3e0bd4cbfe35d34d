"""How the calendars room refuses."""

from motcua.rules.errors import RuleViolation


class AmendmentUnreadable(RuleViolation):
    """The amendment file was not applied: {problems}. Correct these lines and give the file again."""

    code = "amendment_unreadable"
    vi = "Chưa áp dụng tệp sửa lịch: {problems_vi}. Hãy sửa các dòng này rồi đưa lại tệp."


class AmendmentWithoutReason(RuleViolation):
    """The calendar was not changed: an amendment must give its reason. Add --reason "…"."""

    code = "amendment_without_reason"
    vi = 'Chưa sửa lịch: phải nêu lý do. Hãy thêm --reason "…".'
