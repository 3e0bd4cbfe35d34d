"""The demonstration accounts: who they are, where they are posted, and their one public password."""

from dataclasses import dataclass
from datetime import date

from django.contrib.auth.hashers import make_password
from django.db import transaction

from motcua.accounts.duties import Duty
from motcua.accounts.kinds import AccountKind, AssuranceLevel
from motcua.accounts.models import Account
from motcua.accounts.services import open_officer_account
from motcua.agencies.models import Posting
from motcua.agencies.services import post_officer
from motcua.core.phrases import Phrase
from motcua.demo.offices import Offices

PASSWORD = "motcua-demo"  # noqa: S105 - public on purpose; the demonstration is refused in production
REASON = "Tài khoản trình diễn / demonstration account"
POSTED_FROM = date(2025, 7, 1)


@dataclass(frozen=True, slots=True)
class Role:
    """One demonstration account; `unit` names a field of `Offices`, empty for the public."""

    username: str
    full_name: str
    work: Phrase
    start: str
    unit: str = ""
    title: str = ""
    duties: tuple[Duty, ...] = ()


ROLES: tuple[Role, ...] = (
    Role("congdan", "Nguyễn Thị Hoa", Phrase("Công dân", "Citizen"), "/kho-giay-to/"),
    Role("doanhnghiep", "Công ty TNHH Sông Xanh", Phrase("Doanh nghiệp", "Business"), "/kho-giay-to/"),
    Role(
        "motcua", "Trần Thị Lan", Phrase("Cán bộ một cửa cấp xã", "One-stop officer, commune"), "/mot-cua/",
        "counter", "Công chức một cửa", (Duty.RECEIVE,),
    ),
    Role(
        "truongmotcua", "Hồ Minh Tâm", Phrase("Phụ trách bộ phận một cửa", "Head of the one-stop unit"), "/mot-cua/",
        "counter", "Phó Giám đốc Trung tâm", (Duty.RECEIVE, Duty.SUPERVISE),
    ),
    Role(
        "motcuatinh", "Đỗ Ngọc Mai", Phrase("Cán bộ một cửa cấp tỉnh", "One-stop officer, province"), "/mot-cua/",
        "centre", "Công chức một cửa", (Duty.RECEIVE,),
    ),
    Role(
        "thuly", "Lê Văn Nam", Phrase("Công chức thụ lý cấp xã", "Settling officer, commune"), "/xu-ly/",
        "commune", "Công chức Tư pháp – Hộ tịch", (Duty.SETTLE,),
    ),
    Role(
        "lanhdao", "Phạm Quang Sơn", Phrase("Lãnh đạo ký cấp xã", "Signing leader, commune"), "/xu-ly/",
        "commune", "Phó Chủ tịch Ủy ban nhân dân xã", (Duty.SIGN,),
    ),
    Role(
        "thulyso", "Hoàng Thu Trang", Phrase("Chuyên viên sở", "Settling officer, department"), "/xu-ly/",
        "finance", "Chuyên viên", (Duty.SETTLE,),
    ),
    Role(
        "lanhdaoso", "Vũ Đức Bình", Phrase("Lãnh đạo sở", "Signing leader, department"), "/xu-ly/",
        "finance", "Phó Giám đốc Sở", (Duty.SIGN,),
    ),
    Role(
        "kiemsoat", "Bùi Hồng Hạnh", Phrase("Kiểm soát thủ tục: người soạn", "Procedure control: editor"),
        "/xu-ly/danh-muc/", "ministry", "Chuyên viên kiểm soát thủ tục hành chính", (Duty.PROCEDURE_CONTROL,),
    ),
    Role(
        "kiemsoat2", "Ngô Thanh Giang", Phrase("Kiểm soát thủ tục: người duyệt", "Procedure control: second person"),
        "/xu-ly/danh-muc/", "ministry", "Trưởng phòng kiểm soát thủ tục hành chính", (Duty.PROCEDURE_CONTROL,),
    ),
    Role(
        "dieuhanh", "Đặng Hữu Phúc", Phrase("Điều hành, bố trí nhân sự", "Planner and manager"), "/dieu-hanh/",
        "control", "Chánh Văn phòng", (Duty.PLAN, Duty.SUPERVISE),
    ),
    Role(
        "thanhtra", "Lý Thị Yến", Phrase("Kiểm tra, thanh tra", "Auditor"), "/dieu-hanh/",
        "province", "Thanh tra viên", (Duty.AUDIT,),
    ),
    Role(
        "quantri", "Dương Gia Việt", Phrase("Quản trị hệ thống", "Administrator"), "/xu-ly/",
        "province", "Quản trị viên", (Duty.ADMINISTER,),
    ),
)  # fmt: skip


@transaction.atomic
def open_accounts(offices: Offices) -> dict[str, Posting]:
    """Open every demonstration account; return the postings of the officers by user name.

    One hash serves all: hashing is slow on purpose, and this password is no secret.
    """
    secret = make_password(PASSWORD)
    postings = {}
    for role in ROLES:
        if not role.unit:
            _open_public(role, secret)
            continue
        account = open_officer_account(
            username=role.username, full_name=role.full_name, email="", password=None, by=None, reason=REASON
        )
        Account.objects.filter(pk=account.pk).update(password=secret)
        postings[role.username] = post_officer(
            account=account,
            unit=getattr(offices, role.unit),
            title=role.title,
            duties=role.duties,
            valid_from=POSTED_FROM,
            by=None,
            reason=REASON,
        )
    return postings


def _open_public(role: Role, secret: str) -> None:
    is_business = role.username == "doanhnghiep"
    Account.objects.create(
        username=role.username,
        full_name=role.full_name,
        password=secret,
        kind=AccountKind.BUSINESS if is_business else AccountKind.CITIZEN,
        identity_number="" if is_business else "068190000001",
        organisation_code="5800000001" if is_business else "",
        born_on=None if is_business else date(1990, 3, 8),
        phone="0900000001",
        address="Phường Xuân Hoà (mô phỏng)",
        assurance=AssuranceLevel.SUBSTANTIAL,
        assurance_source="Tài khoản trình diễn / demonstration account",
    )
