"""Forms of the editor's desk: a decision, its items, and the parts of a text as rows."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import CharField, Value
from django.forms import BaseFormSet, formset_factory

from motcua.core.phrases import Phrase
from motcua.procedures.models import (
    AnnouncementDecision,
    Audience,
    Channel,
    Cost,
    DecisionItem,
    Field,
    LifeEvent,
    ProcedureCase,
    ProcedureVersion,
    SearchSynonym,
    VersionAgency,
)
from motcua.procedures.models.parts import PracticeLevel
from motcua.procedures.phrases import phrase_of

EMPTY = ("", "–")
UNITS = [
    EMPTY,
    ("wd", Phrase("ngày làm việc", "working days")),
    ("d", Phrase("ngày", "days")),
    ("h", Phrase("giờ làm việc", "working hours")),
    ("m", Phrase("tháng", "months")),
    ("y", Phrase("năm", "years")),
    ("now", Phrase("giải quyết ngay", "at once")),
    ("see", Phrase("theo văn bản", "as the text says")),
]
NEEDS_AMOUNT = Phrase("“Có mức thu” thì phải ghi số tiền lớn hơn 0.", "“Amount” needs a sum above zero.")


def words(vi: str, en: str) -> Any:
    """Return a phrase where Django's types ask for a text: it is resolved when it is shown."""
    return Phrase(vi, en)


def options(choices: Any, *, empty: bool = False) -> list[tuple[str, Any]]:
    """Return a list of states with the phrase of each."""
    return [*([EMPTY] if empty else []), *((each.value, phrase_of(choices, each.value)) for each in choices)]


def _lists() -> dict[str, list[tuple[str, str]]]:
    """Return the fields, audiences and life events to choose from, in one query."""

    def rows(name: str, of: Any) -> Any:
        return of.objects.order_by().annotate(part=Value(name, CharField())).values_list("part", "pk", "code", "name")

    found: dict[str, list[tuple[str, str]]] = {"field": [], "audience": [], "event": []}
    united = rows("field", Field).union(rows("audience", Audience), rows("event", LifeEvent), all=True)
    for part, _, code, name in sorted(united, key=lambda row: (row[0], row[2])):
        found[part].append((code, name))
    return found


class DayField(forms.DateField):
    """A day, asked with the browser's own calendar."""

    def __init__(self, **facts: Any) -> None:
        super().__init__(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **facts)
        self.input_formats = ["%Y-%m-%d", "%d/%m/%Y"]


def area(rows: int = 2) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class DecisionForm(forms.Form):
    """The facts of a decision as its paper states them."""

    number = forms.CharField(label=words("Số quyết định", "Number"), max_length=200)
    issuer_name = forms.CharField(label=words("Cơ quan ban hành", "Issuer"), max_length=300)
    issuer_code = forms.CharField(label=words("Mã cơ quan", "Issuer's code"), max_length=60, required=False)
    signed_on = DayField(label=words("Ngày ký", "Signed on"))
    effective_on = DayField(label=words("Ngày hiệu lực", "Effective on"), required=False)
    published_on = DayField(label=words("Ngày đăng tải", "Published on"), required=False)
    kind = forms.ChoiceField(label=words("Loại", "Kind"), choices=lambda: options(AnnouncementDecision.Kind))
    route = forms.ChoiceField(
        label=words("Người công bố", "Announced by"),
        choices=lambda: options(AnnouncementDecision.Route),
        help_text=words("Quyết định hạn công bố và hạn nhập dữ liệu", "It decides the deadlines of publication"),
    )
    title = forms.CharField(label=words("Trích yếu", "Title"), widget=area(), required=False)


class ItemForm(forms.Form):
    """What the decision does to one procedure; an empty code is an empty row."""

    code = forms.CharField(label=words("Mã", "Code"), max_length=40, required=False)
    kind = forms.ChoiceField(
        label=words("Việc", "Act"),
        choices=lambda: [pair for pair in options(DecisionItem.Kind) if pair[0] != DecisionItem.Kind.UNSTATED],
        required=False,
    )
    name = forms.CharField(label=words("Tên (nếu mới)", "Name (if new)"), required=False)
    effective_on = DayField(label=words("Hiệu lực", "Effective"), required=False)
    successors = forms.CharField(label=words("Mã kế tiếp", "Successors"), required=False)


class ReasonForm(forms.Form):
    reason = forms.CharField(label=words("Lý do", "Reason"), widget=area(), required=False)


class SynonymForm(forms.Form):
    """What people type and what it stands for."""

    phrase = forms.CharField(label=words("Người dân gõ", "People type"), max_length=120)
    target = forms.CharField(label=words("nghĩa là", "meaning"), max_length=300)
    kind = forms.ChoiceField(
        label=words("Loại", "Kind"),
        choices=[
            ("abbreviation", Phrase("Chữ viết tắt", "Abbreviation")),
            ("colloquial", Phrase("Cách nói thường ngày", "Everyday words")),
            ("old_name", Phrase("Tên gọi cũ", "Old name")),
            ("life_event", Phrase("Sự kiện trong đời", "Life event")),
        ],
        initial=SearchSynonym.Kind.COLLOQUIAL,
    )


class MarksForm(forms.Form):
    """What a text is filed under."""

    name = forms.CharField(label=words("Tên thủ tục", "Name"), widget=area())
    valid_from = DayField(label=words("Có hiệu lực từ ngày", "In force from"), required=False)
    field = forms.ChoiceField(label=words("Lĩnh vực", "Field"), required=False)
    announcer_code = forms.CharField(label=words("Mã cơ quan công bố", "Announcer's code"), required=False)
    announcer_name = forms.CharField(label=words("Cơ quan công bố", "Announcing body"), required=False)
    online_level = forms.ChoiceField(
        label=words("Mức độ trực tuyến", "Online"), choices=lambda: options(ProcedureVersion.OnlineLevel)
    )
    levels = forms.MultipleChoiceField(
        label=words("Cấp thực hiện", "Levels"),
        choices=lambda: options(PracticeLevel),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    audiences = forms.MultipleChoiceField(
        label=words("Đối tượng", "Audiences"), widget=forms.CheckboxSelectMultiple, required=False
    )
    life_events = forms.MultipleChoiceField(
        label=words("Sự kiện", "Life events"), widget=forms.SelectMultiple(attrs={"size": 8}), required=False
    )

    def __init__(self, *args: Any, **facts: Any) -> None:
        super().__init__(*args, **facts)
        fields: dict[str, Any] = self.fields
        lists = _lists()
        fields["field"].choices = [EMPTY, *lists["field"]]
        fields["audiences"].choices = sorted(lists["audience"], key=lambda option: option[1])
        fields["life_events"].choices = lists["event"]


class StepRow(forms.Form):
    heading = forms.CharField(label=words("Tiêu đề", "Heading"), required=False)
    text = forms.CharField(label=words("Nội dung", "Text"), widget=area(4), required=False)


class TextRow(forms.Form):
    text = forms.CharField(label=words("Nội dung", "Text"), widget=area(), required=False)


class NamedRow(forms.Form):
    code = forms.CharField(label=words("Mã hoặc số", "Code or number"), required=False)
    name = forms.CharField(label=words("Tên", "Name"), widget=area(1), required=False)


class AgencyRow(forms.Form):
    role = forms.ChoiceField(label=words("Vai trò", "Role"), choices=lambda: options(VersionAgency.Role))
    name = forms.CharField(label=words("Tên", "Name"), required=False)
    code = forms.CharField(label=words("Mã", "Code"), required=False)
    is_class = forms.BooleanField(label=words("Nhóm cơ quan", "A class of offices"), required=False)


class CaseRow(forms.Form):
    name = forms.CharField(label=words("Tên", "Name"), widget=area(1), required=False)
    kind = forms.ChoiceField(label=words("Loại", "Kind"), choices=lambda: options(ProcedureCase.Kind))
    code = forms.CharField(label=words("Mã", "Code"), required=False)
    quantity = forms.DecimalField(label=words("Thời hạn", "Time"), min_value=0, required=False)
    unit = forms.ChoiceField(label=words("Đơn vị", "Unit"), choices=UNITS, required=False)


class ChannelRow(forms.Form):
    method = forms.ChoiceField(
        label=words("Cách nộp", "Way"), choices=lambda: options(Channel.Method, empty=True), required=False
    )
    case = forms.IntegerField(label=words("Trường hợp số", "Case no."), min_value=1, required=False)
    quantity = forms.DecimalField(label=words("Thời hạn", "Time"), min_value=0, required=False)
    unit = forms.ChoiceField(label=words("Đơn vị", "Unit"), choices=UNITS, required=False)
    note = forms.CharField(label=words("Ghi chú", "Note"), widget=area(1), required=False)


class CostRow(forms.Form):
    channel = forms.IntegerField(label=words("Cách nộp số", "Way no."), min_value=1, required=False)
    kind = forms.ChoiceField(label=words("Loại", "Kind"), choices=lambda: options(Cost.Kind))
    state = forms.ChoiceField(label=words("Trạng thái", "State"), choices=lambda: options(Cost.State))
    amount = forms.DecimalField(label=words("Số tiền", "Amount"), min_value=0, required=False)
    note = forms.CharField(label=words("Ghi chú", "Note"), widget=area(1), required=False)

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if found.get("channel") and found.get("state") == Cost.State.AMOUNT and not found.get("amount"):
            raise ValidationError({"amount": str(NEEDS_AMOUNT)})
        return found


class PaperRow(forms.Form):
    name = forms.CharField(label=words("Giấy tờ", "Paper"), widget=area(2), required=False)
    case = forms.IntegerField(label=words("Trường hợp số", "Case no."), min_value=1, required=False)
    originals = forms.IntegerField(label=words("Bản chính", "Originals"), min_value=0, max_value=99, required=False)
    copies = forms.IntegerField(label=words("Bản sao", "Copies"), min_value=0, max_value=99, required=False)
    is_mandatory = forms.TypedChoiceField(
        label=words("Bắt buộc", "Mandatory"),
        choices=[
            ("", Phrase("chưa đánh dấu", "not marked")),
            ("yes", Phrase("bắt buộc", "mandatory")),
            ("no", Phrase("nếu có", "if it applies")),
        ],
        required=False,
    )
    alternative_group = forms.CharField(label=words("Nhóm thay thế", "Alternative group"), required=False)


def rows_of(row: type[forms.Form], extra: int = 3) -> type[BaseFormSet[Any]]:
    """Return the set of rows of one part, with a few empty rows at the end."""
    return formset_factory(row, extra=extra, max_num=400, absolute_max=500)
