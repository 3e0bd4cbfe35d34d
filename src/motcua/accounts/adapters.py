"""How allauth behaves in this house: limits, texts in two languages, where people land after log-in."""

import base64
import hashlib
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from motcua.accounts import attempts
from motcua.core.doors import doors_for
from motcua.core.phrases import Phrase, explain
from motcua.rules.errors import RuleViolation

WRONG = Phrase(
    "Tên đăng nhập hoặc mật khẩu không đúng. Hãy kiểm tra dấu, chữ hoa và bộ gõ rồi thử lại.",
    "The user name or the password is wrong. Check capitals and the keyboard, then try again.",
)
SAID = {
    "account/messages/password_changed.txt": Phrase("Đã đổi mật khẩu.", "The password is changed."),
    "account/messages/password_set.txt": Phrase("Đã đặt mật khẩu.", "The password is set."),
    "account/messages/logged_out.txt": Phrase("Bạn đã đăng xuất.", "You are signed out."),
    "mfa/messages/totp_activated.txt": Phrase("Đã bật xác thực hai lớp.", "The second factor is on."),
    "mfa/messages/totp_deactivated.txt": Phrase("Đã tắt xác thực hai lớp.", "The second factor is off."),
    "mfa/messages/recovery_codes_generated.txt": Phrase(
        "Đã tạo mã dự phòng mới; mã cũ không còn dùng được.", "New recovery codes are made; the old ones are void."
    ),
}


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Local accounts: failures are counted in the database, sentences are in two languages."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": WRONG,
        "email_password_mismatch": WRONG,
        "invalid_login": WRONG,
        "account_inactive": Phrase("Tài khoản đã bị khoá.", "This account is closed."),
        "incorrect_password": Phrase("Mật khẩu không đúng.", "The password is wrong."),
        "enter_current_password": Phrase("Hãy nhập mật khẩu hiện tại.", "Enter the present password."),
        "email_taken": Phrase("Thư điện tử này đã có tài khoản.", "There is an account with this e-mail."),
        "username_taken": Phrase("Tên đăng nhập này đã có người dùng.", "This user name is taken."),
        "too_many_login_attempts": Phrase(
            "Thử quá nhiều lần. Hãy chờ ít phút.", "Too many attempts. Wait a few minutes."
        ),
    }

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        try:
            attempts.refuse_if_too_many(_name_in(credentials), self.get_client_ip(request))
        except RuleViolation as refusal:
            raise ValidationError(explain(refusal), code=refusal.code) from refusal

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        user = super().authenticate(request, **credentials)
        if user is not None:
            attempts.forget(_name_in(credentials))
        return user

    def _rollback_login_failed_rl_usage(self) -> None:
        """Leave allauth's own counter alone: it counts per process and is not used."""

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        attempts.note_failure(_name_in(credentials), self.get_client_ip(request))

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Lead an officer to the first door of the duties, everybody else to the portal."""
        own = [door.address for door, _ in doors_for(getattr(request, "duties", ()), "/") if door.duties]
        return own[0] if own else str(settings.LOGIN_REDIRECT_URL)

    def add_message(
        self, request: HttpRequest, level: int, message_template: Any = None, *args: Any, **kw: Any
    ) -> None:
        said = SAID.get(message_template)
        if said is not None:
            messages.add_message(request, level, str(said))


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Second factor: its secrets are encrypted with a key made from the house's own."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": Phrase(
            "Mã không đúng hoặc đã hết hạn. Hãy nhập mã đang hiện trên điện thoại.",
            "The code is wrong or has expired. Enter the one your phone shows now.",
        ),
        "unverified_email": Phrase("Hãy xác nhận thư điện tử trước.", "Confirm the e-mail first."),
    }

    @staticmethod
    def _box() -> Fernet:
        digest = hashlib.sha256(b"second factor:" + settings.SECRET_KEY.encode()).digest()
        return Fernet(base64.urlsafe_b64encode(digest))

    def encrypt(self, text: str) -> str:
        return self._box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return self._box().decrypt(encrypted_text.encode()).decode()


def _name_in(credentials: dict[str, Any]) -> str:
    user = credentials.get("username") or credentials.get("email") or ""
    return str(user)
