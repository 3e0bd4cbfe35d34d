"""Forms of the administrator: officers, postings, leave cover, tokens."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone

from motcua.accounts.duties import ENGLISH, Duty
from motcua.accounts.services import SCOPES
from motcua.core.phrases import Phrase
from motcua.procedures.listings import field_names

ISO = "%Y-%m-%d"


def day_field(label: Phrase, *, required: bool = True) -> forms.DateField:
    """Return a day that a browser asks with its calendar."""
    return forms.DateField(
        label=label,  # type: ignore[arg-type]
        required=required,
        widget=forms.DateInput(attrs={"type": "date"}, format=ISO),
    )


def text_field(label: Phrase, *, required: bool = True, most: int = 200) -> forms.CharField:
    return forms.CharField(label=label, required=required, max_length=most)  # type: ignore[arg-type]


def reason_field() -> forms.CharField:
    return text_field(Phrase("Lý do, số văn bản", "Reason, number of the order"), most=300)


def _duties() -> list[tuple[str, str]]:
    return [(duty.value, str(Phrase(str(duty.label), ENGLISH[duty]))) for duty in Duty]


class OfficerForm(forms.Form):
    """A new officer's account."""

    username = text_field(Phrase("Tên đăng nhập", "User name"), most=150)
    full_name = text_field(Phrase("Họ tên", "Full name"))
    email = forms.EmailField(label=Phrase("Thư điện tử công vụ", "Office e-mail"), required=False)  # type: ignore[arg-type]
    reason = reason_field()


class PostingForm(forms.Form):
    """A posting in a unit; the unit is given by its code."""

    unit = text_field(Phrase("Mã đơn vị", "Code of the unit"), most=40)
    title = text_field(Phrase("Chức danh", "Title"))
    duties = forms.MultipleChoiceField(
        label=Phrase("Nhiệm vụ", "Duties"),  # type: ignore[arg-type]
        choices=_duties,
        widget=forms.CheckboxSelectMultiple,
    )
    valid_from = day_field(Phrase("Từ ngày", "From"))
    valid_before = day_field(Phrase("Đến trước ngày (có thể để trống)", "Until before (may be empty)"), required=False)
    sent_by = text_field(
        Phrase("Mã cơ quan cử đến (trống: người của đơn vị)", "Code of the sending agency (empty: the unit’s own)"),
        required=False,
        most=40,
    )
    is_backup = forms.BooleanField(
        label=Phrase("Người dự phòng, chỉ làm khi được gọi", "Back-up, works only when called"),  # type: ignore[arg-type]
        required=False,
    )
    fields_served = text_field(
        Phrase("Mã lĩnh vực làm được, ngăn bằng dấu phẩy (trống: mọi lĩnh vực)",
               "Codes of fields that can be served, with commas (empty: every field)"),
        required=False,
        most=400,
    )  # fmt: skip
    reason = reason_field()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["valid_from"].initial = timezone.localdate()

    def clean_fields_served(self) -> list[str]:
        """Return the codes; one that no procedure uses is refused, for nobody could ever be served by it."""
        codes: list[str] = self.cleaned_data["fields_served"].replace(",", " ").split()
        if unknown := sorted(set(codes) - set(field_names(codes))):
            text = Phrase("Không có lĩnh vực mang mã “{code}”.", "No field has the code “{code}”.")
            raise forms.ValidationError(text.format(code=unknown[0]))
        return codes


class LeaveForm(forms.Form):
    """Days on which the officer is away, whether or not somebody stands in."""

    valid_from = day_field(Phrase("Nghỉ từ ngày", "Away from"))
    valid_before = day_field(Phrase("Đi làm lại ngày", "Back on"))
    reason = reason_field()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        # It stands on one page with the form of a posting, whose fields have the same names.
        super().__init__(*args, **{"auto_id": "leave-%s", **kwargs})


class EndForm(forms.Form):
    """The first day without the posting."""

    on = day_field(Phrase("Thôi từ ngày", "Ends on (first day without it)"))
    reason = reason_field()


class CoverForm(forms.Form):
    """Who stands in, and on which days."""

    username = text_field(Phrase("Tên đăng nhập của người làm thay", "User name of who stands in"), most=150)
    valid_from = day_field(Phrase("Từ ngày", "From"))
    valid_before = day_field(Phrase("Đến trước ngày", "Until before"))
    reason = reason_field()


class TokenForm(forms.Form):
    """A token of a connected system."""

    name = text_field(Phrase("Tên hệ thống", "Name of the system"))
    scopes = forms.MultipleChoiceField(
        label=Phrase("Quyền", "Scopes"),  # type: ignore[arg-type]
        choices=[(scope, scope) for scope in SCOPES],
        widget=forms.CheckboxSelectMultiple,
    )
    agencies = text_field(
        Phrase("Mã cơ quan được nói thay (ngăn bằng dấu phẩy; * là tất cả)", "Agencies it speaks for (commas; * all)"),
        required=False,
        most=2000,
    )
    expires_on = day_field(Phrase("Hết hạn ngày", "Expires on"))
    reason = reason_field()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["expires_on"].initial = timezone.localdate() + timedelta(days=365)
