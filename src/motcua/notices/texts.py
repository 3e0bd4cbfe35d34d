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
    # One for each notice that the table of acts names (`rules.lifecycle_acts`).
    "registered": Text(
        Phrase("Đã ghi nhận hồ sơ {number}", "Dossier {number} registered"),
        Phrase(
            "Đã ghi nhận hồ sơ {number} ({procedure}), chờ kiểm tra để tiếp nhận. Mã tra cứu {code}: {address}",
            "Dossier {number} ({procedure}) is registered and will be checked. Code {code}: {address}",
        ),
    ),
    "received": Text(
        Phrase("Đã tiếp nhận hồ sơ {number}", "Dossier {number} received"),
        Phrase(
            "Hồ sơ {number} ({procedure}) đã được tiếp nhận. Hẹn trả kết quả: {due}. Mã tra cứu {code}: {address}",
            "Dossier {number} ({procedure}) was received. Result due: {due}. Code {code}: {address}",
        ),
    ),
    "reception_refused": Text(
        Phrase("Hồ sơ {number} không được tiếp nhận", "Dossier {number} was not accepted"),
        Phrase(
            "Hồ sơ {number} không được tiếp nhận giải quyết. Xem lý do và hướng dẫn tại {address}",
            "Dossier {number} was not accepted. Reasons and what to do: {address}",
        ),
    ),
    "supplement_requested": Text(
        Phrase("Hồ sơ {number} cần bổ sung", "Dossier {number} needs more papers"),
        Phrase(
            "Hồ sơ {number} cần bổ sung giấy tờ. Xem nội dung và nộp bổ sung tại {address}",
            "Dossier {number} needs more papers. See which, and add them, at {address}",
        ),
    ),
    "supplemented": Text(
        Phrase("Đã nhận giấy tờ bổ sung, hồ sơ {number}", "Papers added to dossier {number}"),
        Phrase(
            "Đã nhận giấy tờ bổ sung của hồ sơ {number}. Hẹn trả kết quả: {due}. Xem tại {address}",
            "Papers for dossier {number} were taken in. Result due: {due}. See {address}",
        ),
    ),
    "restarted": Text(
        Phrase("Hồ sơ {number} đã đủ giấy tờ", "Dossier {number} is complete"),
        Phrase(
            "Giấy tờ bổ sung của hồ sơ {number} đã đủ, thời hạn tính lại. Hẹn trả kết quả: {due}. Xem tại {address}",
            "Dossier {number} is complete and its time limit starts anew. Result due: {due}. See {address}",
        ),
    ),
    "financial_duty_requested": Text(
        Phrase("Hồ sơ {number}: nghĩa vụ tài chính", "Dossier {number}: a financial duty"),
        Phrase(
            "Hồ sơ {number} cần thực hiện nghĩa vụ tài chính (số tiền: {amount}). Xem cách nộp tại {address}",
            "Dossier {number} waits for your financial duty (amount: {amount}). How to pay: {address}",
        ),
    ),
    "financial_duty_confirmed": Text(
        Phrase("Hồ sơ {number}: đã ghi nhận nộp tiền", "Dossier {number}: payment recorded"),
        Phrase(
            "Đã ghi nhận nghĩa vụ tài chính của hồ sơ {number}. Hẹn trả kết quả: {due}. Xem tại {address}",
            "The financial duty of dossier {number} is met. Result due: {due}. See {address}",
        ),
    ),
    "decided": Text(
        Phrase("Hồ sơ {number} đã có kết quả", "Dossier {number}: the result is ready"),
        Phrase(
            "Hồ sơ {number} đã có kết quả. Cách nhận: {place}. Chi tiết: {address}",
            "The result of dossier {number} is ready. How to get it: {place}. Details: {address}",
        ),
    ),
    "refused": Text(
        Phrase("Hồ sơ {number}: có văn bản trả lời", "Dossier {number}: a written answer"),
        Phrase(
            "Hồ sơ {number} không được giải quyết; có văn bản nêu lý do. Cách nhận: {place}. Chi tiết: {address}",
            "Dossier {number} was refused; the reasons are in writing. How to get them: {place}. Details: {address}",
        ),
    ),
    "reappointed": Text(
        Phrase("Xin lỗi: hồ sơ {number} trả chậm", "Apology: dossier {number} is late"),
        Phrase(
            "Cơ quan xin lỗi vì hồ sơ {number} chưa xong đúng hẹn. Hẹn lại: {due}. Lý do: {address}",
            "We apologise: dossier {number} is not ready in time. New date: {due}. Why: {address}",
        ),
    ),
    "appointment_moved": Text(
        Phrase("Hồ sơ {number}: ngày hẹn thay đổi", "Dossier {number}: the date moved"),
        Phrase(
            "Lịch làm việc thay đổi nên ngày hẹn của hồ sơ {number} là {due}. Chi tiết: {address}",
            "The working calendar changed; dossier {number} is now due {due}. Details: {address}",
        ),
    ),
    "stopped": Text(
        Phrase("Đã dừng hồ sơ {number}", "Dossier {number} was stopped"),
        Phrase(
            "Hồ sơ {number} đã dừng giải quyết theo đề nghị của Ông/Bà. Chi tiết: {address}",
            "Dossier {number} was stopped as you asked. Details: {address}",
        ),
    ),
    "stopped_unanswered": Text(
        Phrase("Đã dừng hồ sơ {number}", "Dossier {number} was stopped"),
        Phrase(
            "Hồ sơ {number} đã dừng vì không được bổ sung hoặc nộp tiền trong thời hạn. Chi tiết: {address}",
            "Dossier {number} was stopped: what was asked for did not come in time. Details: {address}",
        ),
    ),
    "withdrawn": Text(
        Phrase("Đã rút hồ sơ {number}", "Dossier {number} withdrawn"),
        Phrase(
            "Hồ sơ {number} đã được rút. Nếu không phải Ông/Bà yêu cầu, hãy báo ngay nơi tiếp nhận. Xem {address}",
            "Dossier {number} was withdrawn. If you did not ask for it, tell the office at once. See {address}",
        ),
    ),
    "corrected": Text(
        Phrase("Hồ sơ {number} được đính chính", "Dossier {number} corrected"),
        Phrase(
            "Thông tin của hồ sơ {number} đã được đính chính. Xem nội dung và lý do tại {address}",
            "A correction was made to dossier {number}. What and why: {address}",
        ),
    ),
    "reopened": Text(
        Phrase("Hồ sơ {number} được mở lại", "Dossier {number} opened again"),
        Phrase(
            "Cơ quan đã mở lại hồ sơ {number} để giải quyết tiếp. Lý do: {address}",
            "Dossier {number} was opened again and is worked on. Why: {address}",
        ),
    ),
    "returned": Text(
        Phrase("Đã trả kết quả hồ sơ {number}", "Dossier {number}: result handed over"),
        Phrase(
            "Kết quả hồ sơ {number} đã được trả. Nếu Ông/Bà chưa nhận, hãy báo ngay. Đánh giá tại {address}",
            "The result of dossier {number} was handed over. If not to you, tell us at once. Rate it: {address}",
        ),
    ),
    "paid": Text(
        Phrase("Đã nhận tiền cho hồ sơ {number}", "Payment received for dossier {number}"),
        Phrase(
            "Đã nhận {amount} đồng cho hồ sơ {number}. Biên lai: {receipt}.",
            "{amount} đồng received for dossier {number}. Receipt: {receipt}.",
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
    "appointment_booked": Text(
        Phrase("Lịch hẹn {at}", "Appointment {at}"),
        Phrase(
            "Lịch hẹn {at} tại {unit}. Mã lấy số: {code}. Đổi hoặc hủy tại {address}",
            "Appointment {at} at {unit}. Code for your number: {code}. Move or cancel: {address}",
        ),
    ),
    "appointment_cancelled": Text(
        Phrase("Đã hủy lịch hẹn {at}", "Appointment {at} cancelled"),
        Phrase(
            "Đã hủy lịch hẹn {at} tại {unit}. Đặt lịch khác tại {address}",
            "The appointment {at} at {unit} is cancelled. Book another one: {address}",
        ),
    ),
    "parcel_sent": Text(
        Phrase("Kết quả hồ sơ {number} đã gửi bưu chính", "Result of {number} is on its way"),
        Phrase(
            "Kết quả hồ sơ {number} đã giao cho bưu chính. Mã bưu gửi: {parcel}. Theo dõi tại {address}",
            "The result of dossier {number} was given to the post. Parcel: {parcel}. Follow it at {address}",
        ),
    ),
    # To officers.
    "limits_near": Text(
        Phrase("{count} hồ sơ sắp hoặc đã quá hạn", "{count} dossiers near or past their limit"),
        Phrase(
            "Tại {unit} có {count} hồ sơ mới vào diện cảnh báo hạn: {numbers}. Xem tại {address}",
            "{count} dossiers at {unit} have come near or past their limit: {numbers}. See {address}",
        ),
    ),
    "briefing": Text(
        Phrase("Bản tin tuần từ {week}: {scope}", "Weekly briefing from {week}: {scope}"),
        Phrase(
            "CÓ GÌ THAY ĐỔI\n{changed}\n\nỞ ĐÂU\n{where}\n\nVÌ SAO\n{why}\n\nNÊN LÀM GÌ\n{todo}\n\nXem: {address}",
            "WHAT CHANGED\n{changed}\n\nWHERE\n{where}\n\nWHY\n{why}\n\nWHAT TO DO\n{todo}\n\nThe dossiers: {address}",
        ),
    ),
    "code": Text(
        Phrase("Mã xác nhận", "Confirmation code"),
        Phrase("Mã xác nhận: {code}. Không đưa mã cho ai.", "Your code: {code}. Give it to nobody."),
        urgent=True,
    ),
}
