"""The messages people get: one per event, in two languages, short enough for a text message.

Each states what happened, and what to do. Nothing that only the person may know (reasons,
health, family) goes out by text: it is read after log-in or on the paper.
"""

from dataclasses import dataclass

from motcua.core.phrases import Phrase


@dataclass(frozen=True)
class Text:
    """Subject and body; `{names}` are filled from the facts of the event."""

    subject: Phrase
    body: Phrase
    urgent: bool = False


TEXTS: dict[str, Text] = {
    "received": Text(
        Phrase("Đã tiếp nhận hồ sơ {number}", "Dossier {number} received"),
        Phrase(
            "Hồ sơ {number} ({procedure}) đã được tiếp nhận. Hẹn trả kết quả: {due}. Tra cứu: {address}",
            "Dossier {number} ({procedure}) was received. Result due: {due}. Follow it at {address}",
        ),
    ),
    "supplement_requested": Text(
        Phrase("Hồ sơ {number} cần bổ sung", "Dossier {number} needs more papers"),
        Phrase(
            "Hồ sơ {number} cần bổ sung giấy tờ. Xem nội dung và nộp bổ sung tại {address}",
            "Dossier {number} needs more papers. See which, and add them, at {address}",
        ),
    ),
    "refused": Text(
        Phrase("Hồ sơ {number} không được tiếp nhận", "Dossier {number} was not accepted"),
        Phrase(
            "Hồ sơ {number} không được tiếp nhận giải quyết. Xem lý do và hướng dẫn tại {address}",
            "Dossier {number} was not accepted. Reasons and what to do: {address}",
        ),
    ),
    "duty_due": Text(
        Phrase("Hồ sơ {number}: nộp phí, lệ phí", "Dossier {number}: a fee is due"),
        Phrase(
            "Hồ sơ {number} phải nộp {amount} đồng. Nộp tại {address}",
            "Dossier {number}: {amount} đồng is due. Pay at {address}",
        ),
    ),
    "paid": Text(
        Phrase("Đã nhận tiền cho hồ sơ {number}", "Payment received for dossier {number}"),
        Phrase(
            "Đã nhận {amount} đồng cho hồ sơ {number}. Biên lai: {receipt}.",
            "{amount} đồng received for dossier {number}. Receipt: {receipt}.",
        ),
    ),
    "delayed": Text(
        Phrase("Xin lỗi: hồ sơ {number} trả chậm", "Apology: dossier {number} is late"),
        Phrase(
            "Cơ quan xin lỗi vì hồ sơ {number} chưa xong đúng hẹn. Hẹn lại: {due}. Chi tiết: {address}",
            "We apologise: dossier {number} is not ready in time. New date: {due}. Details: {address}",
        ),
    ),
    "result_ready": Text(
        Phrase("Hồ sơ {number} đã có kết quả", "Dossier {number}: the result is ready"),
        Phrase(
            "Hồ sơ {number} đã có kết quả. Nhận tại: {place}. Chi tiết: {address}",
            "The result of dossier {number} is ready. Collect it at: {place}. Details: {address}",
        ),
    ),
    "stopped": Text(
        Phrase("Đã dừng hồ sơ {number}", "Dossier {number} was stopped"),
        Phrase(
            "Hồ sơ {number} đã dừng giải quyết theo đề nghị của Ông/Bà. Chi tiết: {address}",
            "Dossier {number} was stopped as you asked. Details: {address}",
        ),
    ),
    "message": Text(
        Phrase("Tin mới trong hồ sơ {number}", "A message in dossier {number}"),
        Phrase("Có tin mới trong hồ sơ {number}. Xem tại {address}", "Dossier {number} has a new message: {address}"),
    ),
    "draft_expires": Text(
        Phrase("Hồ sơ đang soạn sắp hết hạn lưu", "Your draft will be deleted soon"),
        Phrase(
            "Hồ sơ đang soạn ({procedure}) sẽ bị xóa ngày {due}. Tiếp tục tại {address}",
            "Your draft ({procedure}) will be deleted on {due}. Go on at {address}",
        ),
    ),
    "code": Text(
        Phrase("Mã xác nhận", "Confirmation code"),
        Phrase("Mã xác nhận: {code}. Không đưa mã cho ai.", "Your code: {code}. Give it to nobody."),
        urgent=True,
    ),
}
