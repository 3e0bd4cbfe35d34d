"""Log-in, sign-up and second-factor forms with labels in two languages."""

from typing import Any

from allauth.account import forms as account_forms
from allauth.core import context
from allauth.mfa.base import forms as mfa_forms
from allauth.mfa.totp import forms as totp_forms
from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from motcua.accounts import attempts
from motcua.accounts.kinds import AccountKind, AssuranceLevel, MandateKind, phrase
from motcua.accounts.models import Account, Mandate
from motcua.core.phrases import Phrase, explain
from motcua.core.text import clean
from motcua.rules.errors import RuleViolation

LABELS = {
    "login": Phrase("Tên đăng nhập hoặc thư điện tử", "User name or e-mail"),
    "username": Phrase("Tên đăng nhập", "User name"),
    "email": Phrase("Thư điện tử (không bắt buộc)", "E-mail (optional)"),
    "password": Phrase("Mật khẩu", "Password"),
    "password1": Phrase("Mật khẩu (ít nhất 10 ký tự)", "Password (at least 10 characters)"),
    "password2": Phrase("Nhập lại mật khẩu", "Password again"),
    "oldpassword": Phrase("Mật khẩu hiện tại", "Present password"),
    "remember": Phrase("Giữ đăng nhập trên thiết bị này", "Stay signed in on this device"),
    "code": Phrase("Mã 6 chữ số hoặc mã dự phòng", "Six-digit code or recovery code"),
}


def relabel(form: forms.Form) -> None:
    """Give the fields of an allauth form our labels and take its placeholders and hints away."""
    for name, field in form.fields.items():
        if name in LABELS:
            field.label = LABELS[name]  # type: ignore[assignment]
        field.widget.attrs.pop("placeholder", None)
        field.help_text = ""


class LogInForm(account_forms.LoginForm):  # type: ignore[misc]
    """Name and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        relabel(self)
        self.fields["login"].widget.attrs["autocomplete"] = "username"


class SignUpForm(account_forms.SignupForm):  # type: ignore[misc]
    """A local account for a citizen or a business, for places without the national log-in.

    An identity number typed here is only declared; it proves nothing.
    """

    kind = forms.ChoiceField(
        label=Phrase("Tài khoản của", "Account of"),  # type: ignore[arg-type]
        choices=lambda: [(each.value, str(phrase(each))) for each in (AccountKind.CITIZEN, AccountKind.BUSINESS)],
    )
    full_name = forms.CharField(label=Phrase("Họ tên hoặc tên tổ chức", "Full name"), max_length=200)  # type: ignore[arg-type]
    number = forms.RegexField(
        r"^[0-9]{9,14}$",
        label=Phrase("Số định danh hoặc mã số thuế (không bắt buộc)", "Identity or tax number (optional)"),  # type: ignore[arg-type]
        required=False,
        error_messages={"invalid": Phrase("Số gồm 9 đến 14 chữ số.", "The number has 9 to 14 digits.")},  # type: ignore[dict-item]
    )
    field_order = ["kind", "full_name", "number", "username", "email", "password1", "password2"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        relabel(self)

    def clean_number(self) -> str:
        number: str = self.cleaned_data["number"]
        if self.data.get("kind") == AccountKind.CITIZEN and number:
            if len(number) not in (9, 12):
                raise ValidationError(str(Phrase("Số định danh có 12 (hoặc 9) chữ số.", "It has 12 (or 9) digits.")))
            if Account.objects.filter(kind=AccountKind.CITIZEN, identity_number=number, is_active=True).exists():
                raise ValidationError(
                    str(
                        Phrase(
                            "Số này đã có tài khoản. Hãy đăng nhập, hoặc để trống và xác thực tại bộ phận một cửa.",
                            "This number has an account. Sign in, or leave it empty and prove it at a one-stop office.",
                        )
                    )
                )
        return number

    def save(self, request: HttpRequest) -> Account:
        account: Account = super().save(request)
        account.kind = self.cleaned_data["kind"]
        account.full_name = self.cleaned_data["full_name"]
        number = self.cleaned_data["number"]
        if account.kind == AccountKind.CITIZEN:
            account.identity_number = number
        else:
            account.organisation_code = number
        account.assurance = AssuranceLevel.LOW if number else AssuranceLevel.NONE
        account.save()
        return account


class _Relabelled:
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        relabel(self)  # type: ignore[arg-type]


class ChangePasswordForm(_Relabelled, account_forms.ChangePasswordForm):  # type: ignore[misc]
    """Old and new password."""


class SetPasswordForm(_Relabelled, account_forms.SetPasswordForm):  # type: ignore[misc]
    """A first password for an account that came by the national log-in."""


class ResetPasswordForm(_Relabelled, account_forms.ResetPasswordForm):  # type: ignore[misc]
    """The e-mail to which the link goes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = Phrase("Thư điện tử", "E-mail")


class ResetPasswordKeyForm(_Relabelled, account_forms.ResetPasswordKeyForm):  # type: ignore[misc]
    """A new password after the link in the e-mail."""


class ReauthenticateForm(_Relabelled, account_forms.ReauthenticateForm):  # type: ignore[misc]
    """The password once more before a sensitive act."""


class _Counted:
    """Count wrong codes in the database: six digits can be tried out."""

    user: Account

    def clean_code(self) -> str:
        name = f"code:{self.user.pk}"
        address = str(context.request.META.get("REMOTE_ADDR", ""))
        try:
            attempts.refuse_if_too_many(name, address)
            code: str = super().clean_code()  # type: ignore[misc]
        except RuleViolation as refusal:
            raise ValidationError(explain(refusal), code=refusal.code) from refusal
        except ValidationError:
            attempts.note_failure(name, address)
            raise
        attempts.forget(name)
        return code


class CodeForm(_Counted, _Relabelled, mfa_forms.AuthenticateForm):  # type: ignore[misc]
    """The second factor at log-in."""


class CodeAgainForm(_Counted, _Relabelled, mfa_forms.ReauthenticateForm):  # type: ignore[misc]
    """The second factor before a sensitive act."""


class ActivateCodeForm(_Counted, _Relabelled, totp_forms.ActivateTOTPForm):  # type: ignore[misc]
    """The first code of a new authenticator."""


class MandateForm(forms.ModelForm):  # type: ignore[type-arg]
    """A claim to act for somebody; an officer proves it later against the paper."""

    class Meta:
        model = Mandate
        fields = ["principal_name", "principal_number", "kind", "proof", "valid_from", "valid_before"]
        labels = {
            "principal_name": Phrase("Họ tên hoặc tên tổ chức được làm thay", "Name of the person or company"),
            "principal_number": Phrase("Số định danh hoặc mã số thuế", "Identity or tax number"),
            "kind": Phrase("Tư cách", "By which title"),
            "proof": Phrase("Số, ngày của giấy uỷ quyền hoặc giấy đăng ký", "Number and day of the paper"),
            "valid_from": Phrase("Từ ngày", "From"),
            "valid_before": Phrase("Đến trước ngày (để trống nếu không thời hạn)", "Until before (empty: open)"),
        }
        widgets = {
            "valid_from": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "valid_before": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        titles = (MandateKind.LEGAL, MandateKind.AUTHORISED, MandateKind.EMPLOYEE)
        self.fields["kind"].choices = [(each.value, str(phrase(each))) for each in titles]  # type: ignore[attr-defined]

    def clean_principal_name(self) -> str:
        return clean(self.cleaned_data["principal_name"])

    def _post_clean(self) -> None:
        """Leave the checks to the service, which also knows the agent."""
