"""Refusals of this room: uploads, papers and signatures."""

from motcua.rules.errors import RuleViolation


class UploadRefused(RuleViolation):
    """The file “{name}” cannot be accepted."""

    code = "upload_refused"
    vi = "Không nhận được tệp “{name}”."


class EmptyUpload(UploadRefused):
    """The file “{name}” is empty. Choose the file again."""

    code = "upload_empty"
    vi = "Tệp “{name}” không có nội dung. Hãy chọn lại tệp."


class TooBig(UploadRefused):
    """The file “{name}” is {size_mb} MB; at most {limit_mb} MB are accepted. Make it smaller or split it."""

    code = "upload_too_big"
    vi = "Tệp “{name}” nặng {size_mb} MB, tối đa {limit_mb} MB. Hãy giảm dung lượng hoặc chia nhỏ tệp."


class WrongType(UploadRefused):
    """“{name}” is not one of the accepted kinds of file ({accepted}). Save it as PDF or take a photograph."""

    code = "upload_wrong_type"
    vi = "“{name}” không thuộc các loại tệp được nhận ({accepted}). Hãy lưu thành PDF hoặc chụp ảnh."


class NameLies(UploadRefused):
    """“{name}” is named like one kind of file but is {found}. Rename it or choose another file."""

    code = "upload_name_lies"
    vi = "Tên tệp “{name}” không khớp nội dung thật là {found}. Hãy đổi tên hoặc chọn tệp khác."


class BrokenFile(UploadRefused):
    """“{name}” is damaged and cannot be opened. Save or scan it again, then upload it anew."""

    code = "upload_broken"
    vi = "Tệp “{name}” bị hỏng, không mở được. Hãy lưu hoặc quét lại rồi tải lên."


class EncryptedFile(UploadRefused):
    """“{name}” is protected by a password, so no officer could open it. Save it without a password."""

    code = "upload_encrypted"
    vi = "Tệp “{name}” có mật khẩu nên cán bộ không mở được. Hãy lưu lại không đặt mật khẩu."


class ActiveContent(UploadRefused):
    """“{name}” contains {what}, which could harm whoever opens it. Print it to a plain PDF and upload that."""

    code = "upload_active_content"
    vi = "Tệp “{name}” chứa {what}, có thể gây hại khi mở. Hãy in thành PDF thường rồi tải lên."


class Bomb(UploadRefused):
    """“{name}” would unpack to far more than its size ({what}). Save it again in a smaller form."""

    code = "upload_bomb"
    vi = "Tệp “{name}” khi mở ra lớn hơn nhiều lần dung lượng ({what}). Hãy lưu lại với kích thước nhỏ hơn."


class Infected(UploadRefused):
    """“{name}” contains malware ({virus}) and was not kept. Clean your device, then choose another file."""

    code = "upload_infected"
    vi = "Tệp “{name}” chứa mã độc ({virus}) nên không được lưu. Hãy quét thiết bị rồi chọn tệp khác."


class ScannerUnreachable(UploadRefused):
    """The malware scanner does not answer, so “{name}” was not accepted. Try again in a few minutes."""

    code = "upload_scanner_unreachable"
    vi = "Bộ quét mã độc không trả lời nên chưa nhận tệp “{name}”. Hãy thử lại sau vài phút."


class DiskFull(UploadRefused):
    """There is no room left to store “{name}”; nothing was kept. The office has been told: try again later."""

    code = "upload_disk_full"
    vi = "Hệ thống hết chỗ lưu “{name}”; chưa lưu gì. Cơ quan đã được báo, xin thử lại sau."


class NoSuchUpload(UploadRefused):
    """This upload is not known or has expired. Begin it again."""

    code = "upload_unknown"
    vi = "Không tìm thấy lượt tải lên này hoặc đã hết hạn. Hãy tải lên lại từ đầu."


class WrongOffset(UploadRefused):
    """The next piece must begin at byte {expected}, not {offset}. Continue from {expected}."""

    code = "upload_wrong_offset"
    vi = "Phần tiếp theo phải bắt đầu từ byte {expected}, không phải {offset}. Hãy tiếp tục từ {expected}."


class PaperIsFinal(RuleViolation):
    """A paper that was issued is never changed or deleted. Issue a new one that replaces it."""

    code = "paper_is_final"
    vi = "Giấy đã phát hành không được sửa hay xóa. Hãy phát hành giấy mới thay thế."


class PaperDiffers(RuleViolation):
    """Paper {number} no longer matches the checksum taken when it was issued. Tell the administrator."""

    code = "paper_differs"
    vi = "Giấy số {number} không còn khớp mã kiểm tra khi phát hành. Hãy báo quản trị hệ thống."


class MissingFacts(RuleViolation):
    """“{title}” cannot be issued without: {missing}. Fill these in first."""

    code = "paper_missing_facts"
    vi = "Chưa thể phát hành “{title}” vì thiếu: {missing}. Hãy nhập đủ các mục này."


class NotASeal(RuleViolation):
    """The picture of a seal must be a PNG, with a transparent ground. Save it as PNG and try again."""

    code = "not_a_seal"
    vi = "Hình con dấu phải là tệp PNG, nền trong suốt. Hãy lưu lại thành PNG rồi thử lại."


class CannotSign(RuleViolation):
    """The paper could not be signed: {what}. It stays unsigned; try again or choose another certificate."""

    code = "cannot_sign"
    vi = "Không ký được văn bản: {what}. Văn bản vẫn chưa ký; hãy thử lại hoặc chọn chứng thư khác."


class CannotRead(RuleViolation):
    """“{name}” cannot be read as a PDF: {what}. Ask for the original file."""

    code = "cannot_read_pdf"
    vi = "Không đọc được “{name}” như một tệp PDF: {what}. Hãy xin lại tệp gốc."
