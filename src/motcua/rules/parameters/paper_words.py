"""Words that make one paper look like several, or several like one.

Source: counted in the 28,000 paper lines of the national catalogue (snapshot of 18/07/2026, domain.md S9).
ASSUMPTION: the lists are the house's own reading of those lines; no text of law fixes how a paper is to be named.
"""

# Abbreviation as written -> the words it stands for.
ABBREVIATIONS = {
    "ubnd": "ủy ban nhân dân", "cnqsdđ": "chứng nhận quyền sử dụng đất", "qsdđ": "quyền sử dụng đất",
    "qsd": "quyền sử dụng", "gcn": "giấy chứng nhận", "gcnqsdđ": "giấy chứng nhận quyền sử dụng đất",
    "gcnđkdn": "giấy chứng nhận đăng ký doanh nghiệp", "gcnđkkd": "giấy chứng nhận đăng ký doanh nghiệp",
    "đkkd": "đăng ký kinh doanh", "đkdn": "đăng ký doanh nghiệp", "đkđt": "đăng ký đầu tư",
    "cmnd": "chứng minh nhân dân", "cmt": "chứng minh nhân dân", "cccd": "căn cước công dân",
    "bhxh": "bảo hiểm xã hội", "bhyt": "bảo hiểm y tế", "bhtn": "bảo hiểm thất nghiệp", "gplx": "giấy phép lái xe",
    "gpxd": "giấy phép xây dựng", "htx": "hợp tác xã", "pccc": "phòng cháy chữa cháy",
    "đtm": "đánh giá tác động môi trường", "attp": "an toàn thực phẩm", "vsattp": "vệ sinh an toàn thực phẩm",
    "khcn": "khoa học và công nghệ", "kh&cn": "khoa học và công nghệ", "hđlđ": "hợp đồng lao động",
    "gtgt": "giá trị gia tăng", "qđ": "quyết định", "hđqt": "hội đồng quản trị", "cchn": "chứng chỉ hành nghề",
    "gpkd": "giấy phép kinh doanh", "llttp": "lý lịch tư pháp",
}  # fmt: skip

# Old or popular name -> the name of today; both as `rules.paper_names` folds them.
OLD_NAMES = {
    "giay chung nhan dang ky kinh doanh": "giay chung nhan dang ky doanh nghiep",
    "giay phep dang ky kinh doanh": "giay chung nhan dang ky doanh nghiep",
    "dang ky kinh doanh": "giay chung nhan dang ky doanh nghiep",
    "giay dang ky kinh doanh": "giay chung nhan dang ky doanh nghiep",
    "giay chung minh nhan dan": "the can cuoc",
    "chung minh nhan dan": "the can cuoc",
    "giay chung minh thu": "the can cuoc",
    "the can cuoc cong dan": "the can cuoc",
    "can cuoc cong dan": "the can cuoc",
    "can cuoc": "the can cuoc",
}  # fmt: skip

# What says how a copy is made or how many are handed in, not what the paper is.
COPY_PHRASES = (
    r"(bản|bộ)\s+(gốc|chính|sao|chụp|photo\w*|scan|điện tử|giấy|phô tô|in|cứng|mềm|nộp)",
    r"(được\s+)?(sao\s+)?chứng\s+thực(\s+từ\s+bản\s+chính)?(\s+điện\s+tử)?",
    r"(được\s+)?(có\s+)?công\s+chứng(,?\s*chứng\s+thực)?",
    r"hợp\s+lệ", r"từ\s+sổ\s+gốc", r"y\s+bản\s+chính", r"số\s*hóa",
    r"(có\s+)?(đóng\s+)?dấu(\s+(treo|đỏ|giáp\s+lai))?\s+(của|sao\s+y).*$",
    r"(kèm\s+(theo\s+)?|có\s+|mang\s+|và\s+|hoặc\s+)?(xuất\s+trình\s+)?bản\s+(gốc|chính)\s+để\s+(đối\s+chiếu|kiểm\s+tra|so\s+sánh).*$",
    r"để\s+đối\s+chiếu.*$",
    r"phô\s*tô(\s*copy)?", r"photo(\s*copy)?", r"sao\s+y",
)  # fmt: skip

# From here on the words tell where the form is laid down, no longer what it is.
FORM_PHRASES = (
    r"(theo|quy\s+định\s+tại|ban\s+hành|tại|thuộc|lập\s+theo)\s+(biểu\s+)?(mẫu|phụ\s+lục|biểu|nghị\s+định|thông\s+tư|quyết\s+định\s+số|luật|điều|khoản|điểm)\b.*$",
    r"(biểu\s+)?mẫu\s+(số|đơn|tờ|quy|nêu|\d|[ivx]+\b|[a-z]?\d).*$",
    r"(theo|đúng)\s+(quy\s+định|mẫu|biểu\s+mẫu).*$",
    r"theo\s+pháp\s+luật.*$",
    r"quy\s+định\s+tại.*$",
    r"ban\s+hành\s+kèm.*$",
)

# Lines that are listed among papers but are sentences about handling them.
NO_PAPER = (
    "trường hợp", "lưu ý", "ghi chú", "người ", "đối với", "cá nhân có quyền", "các giấy tờ", "hồ sơ", "thành phần",
    "trong ", "nếu ", "khi ", "số lượng", "từ lần", "tổ chức cấp", "cơ quan ", "việc ", "một trong", "giấy tờ",
    "tài liệu", "các tài liệu", "những", "yêu cầu", "sau khi", "ngoài ", "tùy", "căn cứ", "doanh nghiệp ",
    "được cấp một trong", "trong các",
)  # fmt: skip

# Words without meaning for what a paper is; folded.
STOP_WORDS = frozenset(
    [
        "cua",
        "do",
        "cho",
        "ve",
        "cac",
        "nhung",
        "theo",
        "tai",
        "va",
        "duoc",
        "da",
        "cap",
        "mot",
        "so",
        "co",
        "lien",
        "quan",
        "tren",
        "nay",
        "do",
    ]
)

# A line that says so already takes the data from a register or asks only exceptionally.
ALREADY_SPARED = (
    "không khai thác được", "không khai thác thông tin", "chưa khai thác được", "không tra cứu được",
    "đã được kết nối", "đã có trong cơ sở dữ liệu", "đã được khai thác", "trừ trường hợp", "không phải nộp",
    "không yêu cầu", "thay thế bằng", "nếu có", "xuất trình", "chưa được chia sẻ", "chưa có trong cơ sở dữ liệu",
    "chưa được cập nhật", "không có thông tin", "chưa được kết nối", "không có trong cơ sở dữ liệu",
    "không thể khai thác", "chưa được đồng bộ",
)  # fmt: skip
FOREIGN = (
    "nước ngoài", "hợp pháp hóa lãnh sự", "hợp pháp hoá lãnh sự", "nước xuất khẩu", "nước sở tại", "nước sản xuất",
    "nước có tàu", "nước xuất xứ", "nước cấp", "lưu hành tự do", "(gmp)", "gmp ",
)  # fmt: skip

# First words of a paper that some authority issues (folded).
ISSUED = (
    "giay chung nhan", "giay phep", "giay xac nhan", "giay dang ky", "giay khai", "giay bao", "giay cong nhan",
    "quyet dinh", "chung chi", "the ", "so ", "van bang", "bang ", "van ban chap thuan", "van ban xac nhan",
    "van ban cho phep", "van ban dong y", "van ban tham dinh", "van ban phe duyet", "thong bao", "phieu ly lich",
    "phieu xac nhan", "trich luc", "giay chap thuan", "chung nhan", "ket qua tham dinh", "ket luan", "lenh",
)  # fmt: skip
# Words that may follow the name of a paper without making it another paper (folded).
MAY_FOLLOW = frozenset(
    [
        "cua",
        "do",
        "da",
        "con",
        "theo",
        "hoac",
        "va",
        "kem",
        "trong",
        "tru",
        "neu",
        "co",
        "duoc",
        "cap",
        "hien",
        "truoc",
        "khi",
        "den",
        "bi",
        "cu",
        "lan",
        "hay",
        "so",
        "ban",
    ]
)
# Names that fit the papers of many trades; folded.
TOO_GENERAL = frozenset(
    (
        "van bang chung chi", "giay phep hanh nghe", "quyet dinh giai quyet khieu nai", "giay chung nhan kiem dinh",
        "quyet dinh giai quyet khieu nai lan dau", "giay chung nhan da cap", "van ban chap thuan",
        "giay phep hoat dong",
        "giay chung nhan dang ki", "giay chung nhan du dieu kien", "quyet dinh cua co quan co tham quyen",
        "van ban cua cap co tham quyen", "giay chung nhan dang ki hoat dong", "giay chung nhan dang ki phuong tien",
        "giay phep kinh doanh", "van ban xac nhan", "quyet dinh cong nhan", "quyet dinh thanh lap",
        "quyet dinh phe duyet",
    )
)  # fmt: skip
# One request under many heads: whoever asks in writing asks; folded.
REQUESTS = (
    "van ban de nghi", "don de nghi", "giay de nghi", "to trinh de nghi", "cong van de nghi", "phieu de nghi",
    "to khai de nghi", "ban de nghi", "don xin", "thu de nghi", "don yeu cau", "phieu yeu cau", "ho so de nghi",
)  # fmt: skip
REQUEST = "de nghi"
