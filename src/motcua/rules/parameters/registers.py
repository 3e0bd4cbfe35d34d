"""Which data does the State already hold, and under which papers do people carry them around?

Source: Decree 224/2026 arts 15.1.d and 18.4 (domain.md section 6): no paper may be asked whose data stand in an
announced database. ASSUMPTION: which database holds which paper is the house's reading of the databases' names;
the announced list itself was not found (domain.md 11). `names` begin the name of a paper, as `rules.paper_names` folds.
"""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Register:
    """One database and the papers it makes needless from a day on."""

    key: str
    vi: str
    en: str
    names: tuple[str, ...]
    valid_from: date = date(2026, 7, 1)


REGISTERS = (
    Register(
        "population", "Cơ sở dữ liệu quốc gia về dân cư", "National population database",
        ("the can cuoc", "so ho khau", "so tam tru", "giay xac nhan thong tin ve cu tru",
        "xac nhan thong tin ve cu tru",
         "giay xac nhan noi cu tru", "xac nhan noi cu tru", "giay to chung minh noi cu tru", "giay xac nhan cu tru"),
    ),
    Register(
        "business", "Cơ sở dữ liệu quốc gia về đăng ký doanh nghiệp", "National business register",
        ("giay chung nhan dang ky doanh nghiep", "giay chung nhan dang ky ho kinh doanh",
        "giay chung nhan dang ky hop tac xa",
         "giay chung nhan dang ky hoat dong chi nhanh", "giay chung nhan dang ky dia diem kinh doanh",
         "giay chung nhan dang ky thue", "giay chung nhan ma so thue", "giay chung nhan dang ky ma so thue"),
    ),
    Register(
        "civil_status", "Cơ sở dữ liệu hộ tịch điện tử", "Civil-status database",
        ("giay khai sinh", "trich luc khai sinh", "giay chung tu", "trich luc khai tu", "giay khai tu",
         "giay chung nhan ket hon", "giay dang ky ket hon", "trich luc ket hon", "giay xac nhan tinh trang hon nhan"),
    ),
    Register(
        "land", "Cơ sở dữ liệu quốc gia về đất đai", "National land database",
        ("giay chung nhan quyen su dung dat", "trich luc ban do dia chinh", "giay chung nhan quyen so huu nha o"),
    ),
    Register(
        "insurance", "Cơ sở dữ liệu quốc gia về bảo hiểm", "National insurance database",
        ("so bao hiem xa hoi", "the bao hiem y te"),
    ),
    Register("investment", "Hệ thống thông tin quốc gia về đầu tư", "National investment system",
             ("giay chung nhan dang ky dau tu",)),
    Register("driving", "Cơ sở dữ liệu giấy phép lái xe", "Driving-licence database", ("giay phep lai xe",)),
    Register("vehicles", "Cơ sở dữ liệu đăng ký xe", "Vehicle register",
             ("giay chung nhan dang ky xe", "chung nhan dang ky xe", "giay dang ky xe", "dang ky xe")),
    Register("records", "Cơ sở dữ liệu lý lịch tư pháp", "Criminal-record database", ("phieu ly lich tu phap",)),
    Register("practice", "Hệ thống thông tin quản lý hoạt động khám bệnh, chữa bệnh", "Register of medical practice",
             ("giay phep hanh nghe kham benh chua benh", "chung chi hanh nghe kham benh chua benh",
              "giay phep hoat dong kham benh chua benh")),
)  # fmt: skip
