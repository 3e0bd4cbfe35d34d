"""Word lists for the names of simulated procedures; none is a name of the official catalogue."""

from motcua.demo.words import SIMULATED

VERBS = (
    "Cấp giấy phép", "Cấp lại giấy phép", "Gia hạn giấy phép", "Cấp giấy xác nhận", "Thẩm định hồ sơ", "Phê duyệt",
    "Đăng ký", "Điều chỉnh đăng ký", "Thu hồi theo đề nghị", "Công nhận", "Cấp bản sao", "Kiểm tra định kỳ",
)  # fmt: skip
OBJECTS = (
    "cơ sở mẫu", "hoạt động thử", "kho hàng", "bến tập kết", "phương tiện chuyên dùng", "thiết bị đo", "sản phẩm thử",
    "vùng trồng", "trạm dịch vụ", "người hành nghề", "hội nhóm", "chương trình biểu diễn", "nguồn nước", "công trình",
    "lớp bồi dưỡng", "phòng thí nghiệm", "mẫu giống", "nhãn hàng", "hợp đồng mẫu", "mạng lưới",
)  # fmt: skip
GRADES = (
    "loại một", "loại hai", "loại ba", "quy mô nhỏ", "quy mô vừa", "quy mô lớn", "lần đầu", "theo mùa", "tạm thời",
    "ngoài khu dân cư", "trong khu dân cư", "liên vùng", "có yếu tố nước ngoài", "do tổ chức đề nghị",
    "do cá nhân đề nghị", "có điều kiện", "vùng ven biển", "vùng cao", "bổ sung ngành nghề", "chuyển giao",
    "sau nâng cấp", "sau kiểm tra", "theo chương trình", "theo ủy quyền", "đặc biệt", "thông thường", "thí điểm",
)  # fmt: skip
FIELDS = (
    "Đất đai", "Xây dựng", "Giao thông", "Y tế", "Giáo dục", "Lao động", "Văn hóa", "Công nghiệp", "Nông nghiệp",
    "Tài chính", "Khoa học", "Hộ tịch", "Môi trường", "Thuế", "Hải quan", "Bảo hiểm", "An ninh", "Doanh nghiệp",
    "Chứng thực", "Người có công",
)  # fmt: skip


def procedure_name(place: int) -> str:
    """Return the name of the `place`-th simulated procedure; the first 6,480 differ.

    >>> procedure_name(0)
    'Cấp giấy phép cơ sở mẫu, loại một (mô phỏng)'
    """
    verb = VERBS[place % len(VERBS)]
    thing = OBJECTS[place // len(VERBS) % len(OBJECTS)]
    grade = GRADES[place // (len(VERBS) * len(OBJECTS)) % len(GRADES)]
    return f"{verb} {thing}, {grade} {SIMULATED}"
