"""Words of the counter: ways of return, ways of payment, queues, states of tickets, incidents."""

from motcua.core.phrases import Phrase
from motcua.dossiers.visits import STATE_PHRASES
from motcua.rules.time_units import UNIT_NAMES, TimeUnit

RETURN_WAYS = {
    "counter": Phrase("Nhận tại bộ phận một cửa", "Collect at this counter"),
    "post": Phrase("Qua dịch vụ bưu chính công ích, theo địa chỉ trên", "By public post, to the address above"),
    "online": Phrase("Bản điện tử qua Cổng dịch vụ công", "Electronic copy on the portal"),
}
LIMIT_UNITS: dict[str, Phrase] = {
    unit.value: Phrase(vi, many) for unit, (vi, _, many) in UNIT_NAMES.items() if unit is not TimeUnit.YEAR
} | {TimeUnit.IMMEDIATE.value: Phrase("trong ngày làm việc", "within the working day")}
PAY_WAYS = {
    "later": Phrase("Nộp sau, trước khi trả kết quả", "Later, before the result is handed out"),
    "cash": Phrase("Tiền mặt, đã thu", "Cash, taken now"),
    "card": Phrase("Thẻ, đã quẹt", "Card, taken now"),
    "qr": Phrase("Chuyển khoản bằng mã QR", "Transfer by QR code"),
    "exempt": Phrase("Miễn, giảm toàn bộ", "Exempt"),
}
RECEIPT_WAYS = {
    "cash": "Tiền mặt",
    "card": "Thẻ",
    "vietqr": "Chuyển khoản VietQR",
    "vnpay": "VNPAY",
    "paygov": "PayGov",
}
QUEUES = {
    "A": Phrase("Nộp hồ sơ", "File a dossier"),
    "B": Phrase("Nhận kết quả", "Collect a result"),
    "C": Phrase("Hỏi, hướng dẫn", "Ask for guidance"),
}
_TONES = {"waiting": "neutral", "called": "info", "serving": "good", "on_hold": "wait", "served": "neutral",
          "no_show": "warn"}  # fmt: skip
TICKET_STATES = {state.value: (phrase, _TONES[state.value]) for state, phrase in STATE_PHRASES.items()}
PAPER_FORMS = {
    "original": Phrase("Bản chính", "Original"),
    "certified": Phrase("Chứng thực", "Certified copy"),
    "copy": Phrase("Bản chụp", "Copy"),
    "electronic": Phrase("Điện tử", "Electronic"),
}
PAPER_KINDS = {
    "receipt": Phrase("Giấy tiếp nhận và hẹn trả", "Receipt and appointment"),
    "supplement": Phrase("Phiếu yêu cầu bổ sung", "Request to supplement"),
    "refusal": Phrase("Phiếu từ chối", "Refusal"),
    "apology": Phrase("Xin lỗi và hẹn lại", "Apology and new date"),
    "stop": Phrase("Thông báo dừng giải quyết", "Notice of stop"),
    "control": Phrase("Phiếu kiểm soát quá trình", "Process-control slip"),
    "book": Phrase("Sổ theo dõi hồ sơ", "Tracking book"),
    "hand_over": Phrase("Phiếu bàn giao", "Hand-over sheet"),
    "fee_receipt": Phrase("Biên lai", "Fee receipt"),
    "posting": Phrase("Phiếu gửi bưu chính", "Posting sheet"),
    "result_slip": Phrase("Phiếu trả kết quả", "Result slip"),
    "result": Phrase("Kết quả", "Result"),
}
INCIDENTS = {
    "lost_paper": Phrase("Mất, hỏng giấy tờ người dân đã nộp", "A paper the applicant gave was lost or damaged"),
    "wrong_data": Phrase("Ghi sai thông tin khi tiếp nhận", "Something was entered wrongly at reception"),
    "wrong_result": Phrase("Kết quả có sai sót do cơ quan", "The result is wrong by the agency's fault"),
}
STATE_TONES = {
    "registered": "info",
    "supplement_before_reception": "wait",
    "awaiting_supplement": "wait",
    "awaiting_duty": "wait",
    "reception_refused": "bad",
    "refused": "bad",
    "decided": "good",
    "returned": "good",
    "closed": "good",
}
