"""What an editor types about a page or a question of an e-form, read into its definition and back."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from motcua.backoffice.catalogue_forms import DayField, area, words
from motcua.core.phrases import Phrase
from motcua.procedures.eforms.answers import FALSE, TRUE
from motcua.procedures.eforms.shape import NAME

NAMED = Phrase(
    "Chữ thường không dấu, chữ số và gạch dưới, ví dụ ten_chu_xe.",
    "Small letters, digits and underlines, for example owner_name.",
)
TYPES = {
    "text": Phrase("Một dòng chữ", "One line of text"),
    "long": Phrase("Đoạn văn", "Several lines"),
    "date": Phrase("Ngày", "Day"),
    "integer": Phrase("Số nguyên", "Whole number"),
    "money": Phrase("Số tiền (đồng)", "Money (đồng)"),
    "identity": Phrase("Số định danh cá nhân", "Identity number"),
    "phone": Phrase("Số điện thoại", "Phone"),
    "email": Phrase("Thư điện tử", "E-mail"),
    "choice": Phrase("Chọn một", "Choose one"),
    "yes": Phrase("Có hoặc không", "Yes or no"),
    "unit": Phrase("Xã, phường, đặc khu", "Commune"),
    "file": Phrase("Tên tệp kèm theo", "Name of an attached file"),
}
PREFILLS = [
    ("", "–"),
    *(
        (f"account.{name}", phrase)
        for name, phrase in (
            ("full_name", Phrase("Họ tên của tài khoản", "Name of the account")),
            ("identity_number", Phrase("Số định danh của tài khoản", "Identity number of the account")),
            ("phone", Phrase("Điện thoại của tài khoản", "Phone of the account")),
            ("email", Phrase("Thư điện tử của tài khoản", "E-mail of the account")),
            ("organisation_name", Phrase("Tên tổ chức của tài khoản", "Organisation of the account")),
            ("organisation_number", Phrase("Mã số tổ chức", "Number of the organisation")),
        )
    ),
    ("earlier", Phrase("Câu trả lời ở hồ sơ trước", "The answer in an earlier dossier")),
]
OPTIONS_HINT = Phrase("Mỗi dòng: giá trị | tiếng Việt | tiếng Anh", "One line each: value | Vietnamese | English")
BOUNDS = ("minimum", "maximum", "max")


class PageInput(forms.Form):
    """The heading of a page, and the group it repeats and adds up, if it does."""

    key = forms.RegexField(NAME, label=words("Khóa trang", "Key"), help_text=words(NAMED.vi, NAMED.en))
    vi = forms.CharField(label=words("Tiêu đề tiếng Việt", "Vietnamese heading"), max_length=500)
    en = forms.CharField(label=words("Tiêu đề tiếng Anh", "English heading"), max_length=500, required=False)
    group_name = forms.RegexField(NAME, label=words("Nhóm lặp: tên", "Repeated group: name"), required=False)
    group_vi = forms.CharField(label=words("Nhóm lặp: nhãn tiếng Việt", "Group: Vietnamese label"), required=False)
    group_en = forms.CharField(label=words("Nhóm lặp: nhãn tiếng Anh", "Group: English label"), required=False)
    group_most = forms.IntegerField(
        label=words("Nhóm lặp: nhiều nhất mấy dòng", "Group: rows at most"), min_value=1, max_value=50, required=False
    )
    sum_name = forms.RegexField(NAME, label=words("Giá trị tính: tên", "Computed value: name"), required=False)
    sum_vi = forms.CharField(label=words("Giá trị tính: nhãn tiếng Việt", "Computed: Vietnamese"), required=False)
    sum_en = forms.CharField(label=words("Giá trị tính: nhãn tiếng Anh", "Computed: English"), required=False)
    sum_of = forms.CharField(
        label=words("Cộng tích của các cột", "Adds up the product of"),
        help_text=words("Tên các cột của nhóm, cách nhau bằng dấu cách", "Names of columns, with blanks between"),
        required=False,
    )

    def facts(self) -> dict[str, Any]:
        """Return the page as the definition has it, without its questions."""
        typed = self.cleaned_data
        page: dict[str, Any] = {name: typed[name] for name in ("key", "vi", "en")}
        if typed["group_name"]:
            labels = {"vi": typed["group_vi"], "en": typed["group_en"]}
            page["repeat"] = {"name": typed["group_name"], **labels, "most": typed["group_most"] or 10, "fields": []}
        if typed["sum_name"]:
            columns = [typed["group_name"], *typed["sum_of"].split()]
            labels = {"vi": typed["sum_vi"], "en": typed["sum_en"]}
            page["computed"] = {"name": typed["sum_name"], **labels, "sum_of": columns}
        return page

    @staticmethod
    def typed(page: Mapping[str, Any]) -> dict[str, Any]:
        group, total = page.get("repeat", {}), page.get("computed", {})
        return {
            **{name: page[name] for name in ("key", "vi", "en")},
            **{f"group_{name}": group.get(name) for name in ("name", "vi", "en", "most")},
            **{f"sum_{name}": total.get(name) for name in ("name", "vi", "en")},
            "sum_of": " ".join(total.get("sum_of", [])[1:]),
        }


class FieldInput(forms.Form):
    """One question."""

    name = forms.RegexField(NAME, label=words("Tên", "Name"), help_text=words(NAMED.vi, NAMED.en))
    type = forms.ChoiceField(label=words("Kiểu", "Type"), choices=list(TYPES.items()))
    vi = forms.CharField(label=words("Câu hỏi tiếng Việt", "Vietnamese question"), max_length=500)
    en = forms.CharField(label=words("Câu hỏi tiếng Anh", "English question"), max_length=500, required=False)
    hint_vi = forms.CharField(label=words("Gợi ý tiếng Việt", "Vietnamese hint"), max_length=500, required=False)
    hint_en = forms.CharField(label=words("Gợi ý tiếng Anh", "English hint"), max_length=500, required=False)
    required = forms.BooleanField(label=words("Bắt buộc trả lời", "Must be answered"), required=False)
    past = forms.BooleanField(label=words("Ngày không ở tương lai", "A day not in the future"), required=False)
    must_be = forms.BooleanField(label=words("Phải đồng ý (lời cam đoan)", "Must be agreed to"), required=False)
    options = forms.CharField(
        label=words("Các lựa chọn", "Options"),
        help_text=words(OPTIONS_HINT.vi, OPTIONS_HINT.en),
        widget=area(4),
        required=False,
    )
    when_field = forms.ChoiceField(label=words("Chỉ hỏi khi câu", "Asked only when"), required=False)
    when_is = forms.CharField(
        label=words("có trả lời là", "is answered"),
        help_text=words("có, không, hoặc giá trị của lựa chọn", "yes, no, or the value of an option"),
        max_length=60,
        required=False,
    )
    prefill = forms.ChoiceField(label=words("Điền sẵn từ", "Filled in from"), choices=PREFILLS, required=False)
    minimum = forms.IntegerField(label=words("Nhỏ nhất", "Least"), required=False)
    maximum = forms.IntegerField(label=words("Lớn nhất", "Most"), required=False)
    max = forms.IntegerField(label=words("Nhiều nhất mấy ký tự", "Letters at most"), min_value=1, required=False)
    pattern = forms.CharField(
        label=words("Mẫu chữ (biểu thức chính quy)", "Pattern (regular expression)"), max_length=200, required=False
    )

    def __init__(self, *args: Any, others: Mapping[str, Mapping[str, Any]], **facts: Any) -> None:
        super().__init__(*args, **facts)
        self.others = others
        asked: Any = self.fields["when_field"]
        asked.choices = [("", "–"), *((name, f"{each['vi']} ({name})") for name, each in others.items())]

    def clean_options(self) -> list[dict[str, str]]:
        """Return the options; a line that lacks a part is said back."""
        found = []
        for number, line in enumerate(filter(str.strip, self.cleaned_data["options"].splitlines()), 1):
            parts = [part.strip() for part in line.split("|")]
            if len(parts) != 3 or not all(parts):
                raise ValidationError(words(f"Dòng {number}: {OPTIONS_HINT.vi}", f"Line {number}: {OPTIONS_HINT.en}"))
            found.append(dict(zip(("value", "vi", "en"), parts, strict=True)))
        return found

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        if typed.get("type") == "choice" and not typed.get("options") and "options" not in self.errors:
            self.add_error("options", ValidationError(words("Hãy ghi các lựa chọn.", "Write the options.")))
        if typed.get("when_field") and not typed.get("when_is"):
            self.add_error("when_is", ValidationError(words("Hãy ghi câu trả lời nào.", "Write which answer.")))
        return typed

    def facts(self) -> dict[str, Any]:
        """Return the question as the definition has it; what is empty is left out."""
        typed = self.cleaned_data
        field: dict[str, Any] = {name: typed[name] for name in ("name", "type", "vi", "en")}
        field |= {name: typed[name] for name in ("hint_vi", "hint_en", "pattern") if typed[name]}
        field |= {name: True for name in ("required", "past", "must_be") if typed[name]}
        field |= {name: typed[name] for name in BOUNDS if typed[name] is not None}
        if typed["type"] == "choice":
            field["options"] = typed["options"]
        if typed["prefill"]:
            field["prefill"] = f"earlier.{typed['name']}" if typed["prefill"] == "earlier" else typed["prefill"]
        if typed["when_field"]:
            field["when"] = {"field": typed["when_field"], "is": self._answer()}
        return field

    def _answer(self) -> Any:
        answer = self.cleaned_data["when_is"].strip()
        if self.others[self.cleaned_data["when_field"]]["type"] == "yes":
            return True if answer.lower() in TRUE else False if answer.lower() in FALSE else answer
        return answer

    @staticmethod
    def typed(field: Mapping[str, Any]) -> dict[str, Any]:
        condition = field.get("when", {})
        answer = {True: "có", False: "không"}.get(condition.get("is"), condition.get("is", ""))
        options = [f"{each['value']} | {each['vi']} | {each['en']}" for each in field.get("options", [])]
        prefill = str(field.get("prefill", ""))
        return {
            **{name: value for name, value in field.items() if name not in ("options", "when")},
            "options": "\n".join(options),
            "when_field": condition.get("field", ""),
            "when_is": answer,
            "prefill": "earlier" if prefill.startswith("earlier.") else prefill,
        }


class BeginInput(forms.Form):
    """For which procedure a form is drafted."""

    code = forms.CharField(label=words("Mã thủ tục", "Code of the procedure"), max_length=80)
    case = forms.CharField(
        label=words("Mã trường hợp", "Code of the case"),
        help_text=words("Để trống nếu dùng chung cho mọi trường hợp", "Empty: for every case"),
        max_length=80,
        required=False,
    )


class SubmitInput(forms.Form):
    """From which day the form shall be used."""

    valid_from = DayField(label=words("Dùng từ ngày", "In use from"))
