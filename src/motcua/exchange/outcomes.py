"""What can become of one incoming line, and the sentences for it.

Every line read has exactly one outcome; where several would fit, the first of
rejected, duplicate, stale, flagged, new wins (`docs/explanation/ledger.md`).
Flags are reasons: a stale line, or a duplicate with another body, keeps its flags too.
"""

from enum import IntEnum, IntFlag

from motcua.core.phrases import Phrase


class Outcome(IntEnum):
    """The class of one line; the numbers are stored."""

    NEW = 0
    DUPLICATE = 1
    STALE = 2
    FLAGGED = 3
    REJECTED = 4

    @property
    def key(self) -> str:
        return self.name.lower()

    @property
    def phrase(self) -> Phrase:
        return _OUTCOMES[self]


_OUTCOMES = {
    Outcome.NEW: Phrase("Mới", "New"),
    Outcome.DUPLICATE: Phrase("Trùng: đã nhận cùng nguồn và mã", "Duplicate: same source and id received before"),
    Outcome.STALE: Phrase("Cũ: đã có sự kiện mới hơn của hồ sơ", "Stale: a newer event of the dossier came before"),
    Outcome.FLAGGED: Phrase("Đã nhận, có dấu hiệu bất thường", "Taken in, with a remark"),
    Outcome.REJECTED: Phrase("Không đọc được", "Could not be read"),
}


class Flag(IntFlag):
    """Remarks on a line that was taken in; the bits are stored."""

    UNKNOWN_STATUS = 1
    UNKNOWN_PROCEDURE = 2
    UNKNOWN_AGENCY = 4
    UNKNOWN_FIELD = 8
    UNKNOWN_CHANNEL = 16
    UNKNOWN_APPLICANT_KIND = 32
    NO_OFFSET = 64
    UNREADABLE_VALUE = 128
    IMPOSSIBLE_DATES = 256
    CLOCK_SKEW = 512
    IMPOSSIBLE_SEQUENCE = 1024
    REOPENED = 2048
    SEQUENCE_REPEATED = 4096
    CONFLICTING_BODY = 8192

    @property
    def key(self) -> str:
        return (self.name or "").lower()

    @property
    def phrase(self) -> Phrase:
        return FLAG_PHRASES[self]


FLAG_PHRASES = {
    Flag.UNKNOWN_STATUS: Phrase("Trạng thái ngoài 1–10", "Status outside 1–10"),
    Flag.UNKNOWN_PROCEDURE: Phrase("Mã thủ tục chưa có trong danh mục", "Procedure code not in the catalogue"),
    Flag.UNKNOWN_AGENCY: Phrase("Mã cơ quan chưa có trong danh mục", "Agency code not in the list of agencies"),
    Flag.UNKNOWN_FIELD: Phrase("Mã lĩnh vực chưa có trong danh mục", "Field code not in the catalogue"),
    Flag.UNKNOWN_CHANNEL: Phrase("Kênh thực hiện ngoài 1–3", "Channel outside 1–3"),
    Flag.UNKNOWN_APPLICANT_KIND: Phrase("Loại đối tượng ngoài 1–4", "Applicant kind outside 1–4"),
    Flag.NO_OFFSET: Phrase(
        "Thời điểm không ghi múi giờ; hiểu là giờ Việt Nam", "Moment without offset; read as Vietnamese time"
    ),
    Flag.UNREADABLE_VALUE: Phrase(
        "Có giá trị không đọc được; giữ nguyên văn bản gốc", "A value could not be read; the original line is kept"
    ),
    Flag.IMPOSSIBLE_DATES: Phrase("Các mốc thời gian trái thứ tự", "Dates contradict each other"),
    Flag.CLOCK_SKEW: Phrase("Thời điểm nằm trong tương lai", "Happened in the future by the sender's clock"),
    Flag.IMPOSSIBLE_SEQUENCE: Phrase("Bước chuyển trạng thái không thể có", "Impossible change of status"),
    Flag.REOPENED: Phrase("Mở lại sau khi đã kết thúc", "Reopened after its end"),
    Flag.SEQUENCE_REPEATED: Phrase("Số thứ tự lặp lại với mã khác", "Sequence number used again under another id"),
    Flag.CONFLICTING_BODY: Phrase("Trùng mã nhưng nội dung khác", "Same id with another body"),
}


class Rejection(IntEnum):
    """Why a line could not be taken in; it is stored as it came."""

    NOT_AN_OBJECT = 1
    NO_SOURCE = 2
    NO_ID = 3
    NO_DOSSIER = 4
    NO_SEQUENCE = 5
    BAD_SEQUENCE = 6
    NO_STATUS = 7
    NO_OCCURRED_AT = 8
    BAD_OCCURRED_AT = 9
    BAD_CLOUDEVENT = 10
    NOT_UTF8 = 11
    LINE_TOO_LONG = 12
    BAD_ROW = 13
    FOREIGN_AGENCY = 14

    @property
    def key(self) -> str:
        return self.name.lower()

    @property
    def phrase(self) -> Phrase:
        return _REJECTIONS[self]


def _missing(member: str) -> Phrase:
    return Phrase(
        f"Dòng thiếu mục bắt buộc “{member}”. Hãy bổ sung rồi gửi lại dòng này.",
        f"The line lacks the mandatory member “{member}”. Add it and send this line again.",
    )


_REJECTIONS = {
    Rejection.NOT_AN_OBJECT: Phrase(
        "Dòng không phải là một đối tượng JSON hoàn chỉnh. Mỗi dòng phải là một sự kiện {…}.",
        "The line is not one complete JSON object. Each line must be one event {…}.",
    ),
    Rejection.NO_SOURCE: _missing("source"),
    Rejection.NO_ID: _missing("id"),
    Rejection.NO_DOSSIER: _missing("dossier"),
    Rejection.NO_SEQUENCE: _missing("sequence"),
    Rejection.BAD_SEQUENCE: Phrase(
        "“sequence” không phải là số nguyên. Hãy ghi một số nguyên tăng dần theo hồ sơ.",
        "“sequence” is not an integer. Write an integer that grows per dossier.",
    ),
    Rejection.NO_STATUS: _missing("status"),
    Rejection.NO_OCCURRED_AT: _missing("occurred_at"),
    Rejection.BAD_OCCURRED_AT: Phrase(
        "“occurred_at” không phải là thời điểm ISO 8601, ví dụ 2023-02-10T08:30:00+07:00.",
        "“occurred_at” is not an ISO 8601 moment such as 2023-02-10T08:30:00+07:00.",
    ),
    Rejection.BAD_CLOUDEVENT: Phrase(
        "Phong bì CloudEvents không đúng: cần specversion 1.0, type vn.motcua.dossier.status.v1 và data.",
        "The CloudEvents envelope is wrong: specversion 1.0, type vn.motcua.dossier.status.v1 and data are needed.",
    ),
    Rejection.NOT_UTF8: Phrase(
        "Dòng không phải văn bản UTF-8. Hãy xuất lại ở dạng UTF-8.",
        "The line is not UTF-8 text. Export it again as UTF-8.",
    ),
    Rejection.LINE_TOO_LONG: Phrase(
        "Dòng dài hơn 1 MB, không thể là một sự kiện trạng thái.",
        "The line is longer than 1 MB and cannot be one status event.",
    ),
    Rejection.BAD_ROW: Phrase(
        "Số cột của dòng không khớp với dòng tiêu đề.", "The row does not have the columns of the header."
    ),
    Rejection.FOREIGN_AGENCY: Phrase(
        "Khóa truy cập này không được nói thay cơ quan ghi trong dòng.",
        "This access token may not speak for the agency named in the line.",
    ),
}


def flags_in(bits: int) -> list[Flag]:
    """Return the single flags set in `bits`."""
    return [flag for flag in Flag if bits & flag]
