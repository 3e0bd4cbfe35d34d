"""Facts for every kind of paper, and a unit that issues them."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
ISSUED = datetime(2025, 8, 5, 9, 30, tzinfo=HANOI)


@dataclass(frozen=True)
class Office:
    code: str = "H26.15"
    name: str = "Trung tâm Phục vụ hành chính công phường Mẫu"


PERSON = {
    "dossier_number": "H26.15-250805-0012",
    "applicant": "Nguyễn Thị Ngọc Ánh",
    "identity_number": "001190000001",
    "address": "Số 12, ngõ 5, đường Mẫu, phường Mẫu, thành phố Hà Nội",
    "phone": "0900 000 001",
    "email": "ngoc.anh@example.vn",
    "procedure": "Đăng ký khai sinh",
    "received_at": datetime(2025, 8, 5, 8, 15, tzinfo=HANOI),
    "promised_at": datetime(2025, 8, 6, 17, 0, tzinfo=HANOI),
    "officer": "Trần Văn Bằng",
    "signer": "Lê Hữu Phước",
}
ROWS = [
    {
        "number": f"H26.15-250805-{n:04d}",
        "procedure": "Đăng ký khai sinh",
        "applicant": "Phạm Quỳnh Như",
        "contact": "Phường Mẫu, 0900000002",
        "agency": "UBND phường Mẫu",
        "received_at": "2025-08-05T08:15+07:00",
        "promised_at": "2025-08-06T17:00+07:00",
        "due_at": "2025-08-06T17:00+07:00",
        "way": "Trực tiếp",
        "sheets": 3,
        "sets": 1,
    }
    for n in range(1, 6)
]
STEPS = [
    {
        "giver": "Bộ phận Một cửa",
        "taker": "Công chức tư pháp - hộ tịch",
        "at": "2025-08-05T10:00+07:00",
        "result": "Đúng hạn",
        "giver_signed": "Trần Văn Bằng",
        "taker_signed": "Võ Thị Sáu",
    },
    {"giver": "Công chức tư pháp - hộ tịch", "taker": "Bộ phận Một cửa", "at": "2025-08-06T15:00+07:00"},
]
FACTS = {
    "receipt": {
        **PERSON,
        "papers": [
            {"name": "Tờ khai đăng ký khai sinh", "original": 1},
            {"name": "Giấy chứng sinh", "original": 1, "copy": 1},
            {"name": "Giấy chứng nhận kết hôn của cha, mẹ", "certified": 1},
        ],
        "sets": "01",
        "time_limit": "01 ngày làm việc",
        "return_way": "Trung tâm Phục vụ hành chính công phường Mẫu",
        "fee": "Miễn lệ phí (đúng hạn)",
        "book_number": "01",
        "book_ordinal": "12",
    },
    "supplement": {
        **PERSON,
        "items": ["Bản chính giấy chứng sinh", "Giấy tờ chứng minh nơi cư trú của mẹ"],
        "reason": "Thành phần hồ sơ chưa đầy đủ theo quyết định công bố thủ tục",
        "contact_name": "Trần Văn Bằng",
        "contact_phone": "024 0000 0000",
    },
    "refusal": {
        **PERSON,
        "reason": "Hồ sơ không thuộc thẩm quyền giải quyết của Ủy ban nhân dân phường Mẫu.",
        "guidance": "Nộp hồ sơ tại phường nơi cư trú của mẹ hoặc cha, hoặc trên Cổng Dịch vụ công quốc gia.",
    },
    "apology": {
        **PERSON,
        "reason": "Cơ quan phối hợp chưa trả lời ý kiến xác minh.",
        "new_due_at": datetime(2025, 8, 11, 17, 0, tzinfo=HANOI),
    },
    "stop": {
        **PERSON,
        "requested_at": datetime(2025, 8, 5, 14, 0, tzinfo=HANOI),
        "request_channel": "Trực tuyến",
        "state": "Đang thẩm định",
        "papers_returned": "Toàn bộ bản chính",
    },
    "control": {
        **PERSON,
        "agency": "Ủy ban nhân dân phường Mẫu",
        "coordinating": "Công an phường Mẫu",
        "steps": STEPS,
    },
    "book": {"rows": ROWS, "field": "Hộ tịch", "period": "Tháng 8/2025", "officer": "Trần Văn Bằng"},
    "hand_over": {
        "rows": ROWS,
        "giver": "Bộ phận Một cửa",
        "taker": "Công chức tư pháp - hộ tịch",
        "handed_at": datetime(2025, 8, 5, 15, 0, tzinfo=HANOI),
        "giver_officer": "Trần Văn Bằng",
        "taker_officer": "Võ Thị Sáu",
    },
    "fee_receipt": {
        **PERSON,
        "payer": "Nguyễn Thị Ngọc Ánh",
        "amount": 58000,
        "amount_words": "Năm mươi tám nghìn đồng",
        "lines": [{"name": "Lệ phí hộ tịch", "amount": 50000}, {"name": "Phí cấp bản sao", "amount": 8000}],
        "way": "Chuyển khoản VietQR",
        "reference": "FT25217000001",
    },
    "posting": {
        **PERSON,
        "recipient": "Nguyễn Thị Ngọc Ánh",
        "contents": "01 bản chính Giấy khai sinh",
        "tracking_code": "EM000000001VN",
        "collect": "0 đồng",
    },
    "result_slip": {
        **PERSON,
        "outcome": "Giấy khai sinh số 123/2025",
        "returned_at": datetime(2025, 8, 6, 16, 0, tzinfo=HANOI),
        "receiver": "Nguyễn Thị Ngọc Ánh",
        "receiver_identity": "Căn cước 001190000001",
    },
    "result": {
        **PERSON,
        "title": "Trích lục khai sinh",
        "pairs": [
            {"label": "Họ, chữ đệm, tên", "value": "Nguyễn Minh Khuê"},
            {"label": "Ngày sinh", "value": "01/08/2025"},
        ],
        "body": ["Trích lục này được cấp từ Cơ sở dữ liệu hộ tịch điện tử theo yêu cầu của người có tên trên."],
    },
}
