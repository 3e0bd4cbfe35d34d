"""The small forms of the acts: what an officer states, and nothing that the record already knows."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils import timezone

from motcua.agencies.models import Unit
from motcua.agencies.selectors import units_in_scope
from motcua.backoffice.officer_forms import day_field, text_field
from motcua.core.phrases import Phrase
from motcua.dossiers import selectors, sheet
from motcua.dossiers.correcting import asked_of
from motcua.rules.apologies import CAUSES
from motcua.rules.lifecycle_acts import ACTS, Act
from motcua.rules.lifecycle_states import FINISHED, State

SILENCE = {
    "continues": Phrase("Im lặng: tiếp tục giải quyết", "Silence: go on without"),
    "agrees": Phrase("Im lặng: coi như đồng ý", "Silence: counts as consent"),
    "waits": Phrase("Im lặng: vẫn chờ", "Silence: keep waiting"),
}
CORRECTED = {
    "summary": Phrase("Nội dung hồ sơ", "Summary"),
    "applicant": Phrase("Họ tên, tên tổ chức người nộp", "Name of the applicant"),
    "identity_number": Phrase("Số định danh người nộp", "Identity number of the applicant"),
    "phone": Phrase("Điện thoại người nộp", "Phone of the applicant"),
    "email": Phrase("Thư điện tử người nộp", "E-mail of the applicant"),
    "address": Phrase("Địa chỉ người nộp", "Address of the applicant"),
    "representative": Phrase("Họ tên người đại diện", "Name of the representative"),
    "evidence": Phrase("Thành phần hồ sơ", "Papers given"),
}
# Chosen, not written.
CORRECTED_WAYS = {
    "return_way:counter": Phrase("Cách nhận kết quả: tại bộ phận một cửa", "Way of return: at the counter"),
    "return_way:post": Phrase("Cách nhận kết quả: qua bưu chính", "Way of return: by post"),
    "return_way:online": Phrase("Cách nhận kết quả: bản điện tử", "Way of return: electronic"),
}
# Said by the counter, by connected systems, or in dossiers of long ago.
ONLY_TOLD = {
    "remedy": Phrase("Cách khắc phục sự cố", "Remedy of the incident"),
    "contact": Phrase("Thông tin liên hệ", "Contact"),
    "form_data": Phrase("Tờ khai điện tử", "Electronic form"),
}


def area(label: Phrase, *, required: bool = True, rows: int = 3) -> forms.CharField:
    """Return a text of several lines."""
    return forms.CharField(
        label=label,  # type: ignore[arg-type]
        required=required,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


def choice(label: Phrase, choices: Any = (), *, required: bool = True) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=choices, required=required)  # type: ignore[arg-type]


REASON = Phrase("Lý do", "Reason")


class ActForm(forms.Form):
    """A form about one dossier at one desk; `key` makes a repeated submit harmless."""

    key = forms.CharField(widget=forms.HiddenInput, max_length=64, required=False)

    def __init__(self, *args: Any, dossier: Any, unit: Unit, account: Any, **kwargs: Any) -> None:
        self.dossier, self.unit, self.account = dossier, unit, account
        super().__init__(*args, **kwargs)
        self.prepare()

    def prepare(self) -> None:
        """Fill choices and drafts from the dossier."""

    def options(self, name: str, choices: Any) -> None:
        field: Any = self.fields[name]
        field.choices = list(choices)


class NoteForm(ActForm):
    note = area(Phrase("Ghi chú", "Note"), required=False, rows=2)


class HandOverForm(ActForm):
    to = choice(Phrase("Chuyển cho", "Hand over to"))
    note = area(Phrase("Ghi chú giao nhận", "Note"), required=False, rows=2)

    def prepare(self) -> None:
        one = self.dossier
        back = Phrase("Trả về Bộ phận Một cửa: {name}", "Back to the counter: {name}")
        near = {one.receiving_unit: back.format(name=one.receiving_unit)}
        near.setdefault(one.resolving_unit, str(one.resolving_unit))
        for below in units_in_scope([_Here(self.unit)]).filter(valid_before=None).order_by("path", "name_key")[:200]:  # type: ignore[list-item]
            near.setdefault(below, str(below))
        finished = one.state in FINISHED
        order = sorted(near.items(), key=lambda pair: (pair[0] == one.receiving_unit) != finished)
        self.options("to", [(unit.code, label) for unit, label in order if unit.pk != one.expected_unit_id])


class _Here:
    """A unit where `units_in_scope` asks for postings."""

    def __init__(self, unit: Unit) -> None:
        self.unit, self.unit_id = unit, unit.pk


class ConsultForm(ActForm):
    to = text_field(Phrase("Mã hoặc tên đơn vị được hỏi", "Code or name of the unit asked"))
    question = area(Phrase("Nội dung cần ý kiến", "Question"))
    days = forms.IntegerField(
        label=Phrase("Thời hạn trả lời (ngày làm việc)", "Days to answer (working days)"),  # type: ignore[arg-type]
        min_value=1,
        max_value=60,
        initial=3,
    )
    silence = choice(Phrase("Nếu quá hạn không trả lời", "If nobody answers"), lambda: list(SILENCE.items()))


class AnswerForm(ActForm):
    consultation = choice(Phrase("Trả lời cho", "Answer to"))
    answer = area(Phrase("Ý kiến", "Answer"))
    agrees = choice(
        Phrase("Kết luận", "Conclusion"),
        [("yes", Phrase("Đồng ý", "Agrees")), ("no", Phrase("Không đồng ý", "Does not agree")),
         ("", Phrase("Chỉ cung cấp thông tin", "Information only"))],
        required=False,
    )  # fmt: skip

    def prepare(self) -> None:
        asked = [one for one in sheet.consultations_of(self.dossier) if one.answered_at is None]
        mine = [
            one for one in asked if sheet.is_within(one.to_unit, self.unit) or sheet.is_within(self.unit, one.to_unit)
        ]
        self.options("consultation", [(one.key, f"{one.to_unit}: {one.question[:80]}") for one in mine])


class LapseForm(ActForm):
    consultation = choice(Phrase("Yêu cầu đã quá hạn", "Consultation that has lapsed"))

    def prepare(self) -> None:
        asked = [one for one in sheet.consultations_of(self.dossier) if one.answered_at is None]
        self.options("consultation", [(one.key, f"{one.to_unit}: {one.question[:80]}") for one in asked])


class SupplementForm(ActForm):
    items = area(Phrase("Giấy tờ, nội dung cần bổ sung (mỗi dòng một mục, nêu hết một lần)",
                        "What is missing (one a line, everything at once)"))  # fmt: skip
    reason = area(REASON, rows=2)
    why_not_before = area(
        Phrase("Nếu đã yêu cầu một lần: vì sao chưa nêu từ đầu", "If asked before: why not the first time"),
        required=False,
        rows=2,
    )


class DutyForm(ActForm):
    amount = forms.IntegerField(
        label=Phrase("Số tiền (đồng)", "Amount (đồng)"),  # type: ignore[arg-type]
        min_value=0,
        required=False,
    )
    slip = text_field(Phrase("Số phiếu chuyển thông tin", "Number of the information slip"), required=False)


class ProofForm(ActForm):
    proof = text_field(Phrase("Chứng từ nộp tiền (số, ngày)", "Proof of payment (number, day)"))
    days = forms.IntegerField(
        label=Phrase("Thời hạn tính lại sau khi nộp (ngày làm việc, để trống: tính tiếp)",
                     "Limit anew after payment (working days; empty: runs on)"),  # type: ignore[arg-type]
        min_value=1, max_value=365, required=False,
    )  # fmt: skip


class ProposeForm(ActForm):
    proposal = area(Phrase("Kết quả thẩm định, đề xuất", "Appraisal and proposal"), rows=5)


class ReasonForm(ActForm):
    reason = area(REASON)


class StopForm(ReasonForm):
    asked_through = text_field(Phrase("Văn bản đề nghị của người nộp", "The applicant's request"), required=False)


class StepForm(ActForm):
    step = choice(Phrase("Bước đã xong", "Step done"))
    product = text_field(Phrase("Sản phẩm của bước", "Product of the step"), required=False)

    def prepare(self) -> None:
        active = [one for one in sheet.steps_of(self.dossier) if one.state == "active"]
        self.options("step", [(one.key, str(Phrase(one.name_vi, one.name_en or one.name_vi))) for one in active])


class DecideForm(ActForm):
    title = text_field(Phrase("Tên văn bản kết quả", "Title of the result"), most=300)
    body = area(Phrase("Nội dung kết quả (hệ thống lập văn bản, ký số)", "Text of the result (signed here)"),
                required=False, rows=6)  # fmt: skip
    file = forms.FileField(
        label=Phrase("Hoặc tệp kết quả đã ký (PDF)", "Or the signed result (PDF)"),  # type: ignore[arg-type]
        required=False,
    )
    output = text_field(
        Phrase("Số văn bản (khi đính kèm tệp)", "Number (when a file is attached)"), required=False, most=80
    )

    def prepare(self) -> None:
        self.fields["title"].initial = (self.dossier.procedure_name or self.dossier.summary)[:300]


class ReappointForm(ActForm):
    new_on = day_field(Phrase("Ngày hẹn mới", "New day"))
    cause = choice(Phrase("Nguyên nhân", "Cause"), lambda: [(str(c), Phrase(*words)) for c, words in CAUSES.items()])
    reason = area(Phrase("Lời xin lỗi, lý do gửi người nộp", "Apology and reason, as the applicant reads it"))

    def prepare(self) -> None:
        self.draft = selectors.draft_apology(self.dossier)
        if self.draft is not None:
            self.fields["new_on"].initial = timezone.localdate(self.draft.new.at)
            self.fields["reason"].initial = (
                f"Cơ quan xin lỗi vì chưa giải quyết xong hồ sơ {self.dossier.number} đúng hẹn; "
                "cần thêm thời gian thẩm tra, xác minh."
            )
            self.fields["cause"].initial = "verification"


class AskCorrectionForm(ActForm):
    """What is wrong; a second person decides."""

    part = choice(Phrase("Đính chính phần", "Correct"))
    value = area(
        Phrase(
            "Nội dung đúng (bỏ trống khi đổi cách nhận hoặc mở lại)", "What is right (empty for a way or to reopen)"
        ),
        required=False,
    )
    reason = area(REASON, rows=2)

    def prepare(self) -> None:
        ended = State(self.dossier.state) in ACTS[Act.REOPEN].moves
        self.options("part", [*CORRECTED.items(), *CORRECTED_WAYS.items(), *([(REOPENS, REOPENING)] if ended else [])])


class ApproveForm(ActForm):
    """The second person's own confirming act."""

    asked = choice(Phrase("Đề nghị đính chính", "Correction asked for"))

    def prepare(self) -> None:
        waiting = [one for one in asked_of(self.dossier) if one.settled_at is None]
        if self.others_only:
            waiting = [one for one in waiting if one.asked_by_id != self.account.pk]
        self.options("asked", [(str(one.ordinal), correction_words(one)) for one in waiting])

    others_only = True


class DeclineForm(ApproveForm):
    """No to a correction, with the reason."""

    reason = area(REASON, rows=2)
    others_only = False


def corrections_told(corrections: Mapping[str, Any]) -> list[str]:
    """Return each corrected part with what is right."""
    known = {**CORRECTED, **ONLY_TOLD}
    return [
        str(CORRECTED_WAYS.get(f"{part}:{value}") or f"{known.get(part, part)}: {value}")
        for part, value in corrections.items()
    ]


def correction_words(one: Any) -> str:
    """Return a correction asked for in one sentence: what, why, by whom."""
    what = "; ".join(corrections_told(one.corrections)) or str(REOPENING)
    return f"{what} ({one.reason}) – {one.asked_by or one.unit}"


REOPENS = "reopen"
REOPENING = Phrase("Mở lại hồ sơ đã kết thúc sai", "Open the wrongly ended dossier again")

FORMS: dict[Act, type[ActForm]] = {
    Act.TAKE_OVER: NoteForm,
    Act.HAND_OVER: HandOverForm,
    Act.COMPLETE_STEP: StepForm,
    Act.CONSULT: ConsultForm,
    Act.ANSWER_CONSULTATION: AnswerForm,
    Act.LAPSE_CONSULTATION: LapseForm,
    Act.REQUEST_SUPPLEMENT: SupplementForm,
    Act.RESTART: ActForm,
    Act.REQUEST_FINANCIAL_DUTY: DutyForm,
    Act.CONFIRM_FINANCIAL_DUTY: ProofForm,
    Act.PROPOSE: ProposeForm,
    Act.SEND_BACK: ReasonForm,
    Act.DECIDE: DecideForm,
    Act.REFUSE_AFTER_APPRAISAL: ReasonForm,
    Act.REAPPOINT: ReappointForm,
    Act.STOP_AT_REQUEST: StopForm,
    Act.STOP_UNANSWERED: ReasonForm,
    Act.ASK_CORRECTION: AskCorrectionForm,
    Act.CORRECT: ApproveForm,
    Act.DECLINE_CORRECTION: DeclineForm,
    Act.CLOSE: ActForm,
}
