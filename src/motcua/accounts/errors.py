"""How this room refuses."""

from motcua.rules.errors import RuleViolation


class ReasonMissing(RuleViolation):
    """A reason is missing, so nothing was done. Say in a few words why, then try again."""

    code = "reason_missing"
    vi = "Thiếu lý do nên chưa thực hiện. Hãy ghi ngắn gọn lý do rồi làm lại."


class MandateNotProven(RuleViolation):
    """No proven mandate lets you act for “{principal}” on {on}. Hand in the letter of authority first."""

    code = "mandate_not_proven"
    vi = "Chưa có uỷ quyền được xác nhận để bạn làm thay “{principal}” vào ngày {on}. Hãy nộp giấy uỷ quyền trước."


class MandateNotPossible(RuleViolation):
    """The mandate was not recorded: {why_en}"""

    code = "mandate_not_possible"
    vi = "Chưa ghi nhận uỷ quyền: {why_vi}"


class TokenNotPossible(RuleViolation):
    """The token was not made: {why_en}"""

    code = "token_not_possible"
    vi = "Chưa tạo khoá kết nối: {why_vi}"


class AccountNotPossible(RuleViolation):
    """The account was not made: {why_en}"""

    code = "account_not_possible"
    vi = "Chưa tạo được tài khoản: {why_vi}"


class TooManyAttempts(RuleViolation):
    """Too many failed log-ins. Wait {minutes} minutes, then try again, or ask for a new password."""

    code = "too_many_attempts"
    vi = "Đăng nhập sai quá nhiều lần. Hãy chờ {minutes} phút rồi thử lại, hoặc yêu cầu mật khẩu mới."
