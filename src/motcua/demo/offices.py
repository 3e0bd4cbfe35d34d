"""The offices in which the demonstration accounts work today: one province, its departments, two communes."""

from dataclasses import dataclass, field
from datetime import date

from django.db import transaction

from motcua.agencies.kinds import UnitKind
from motcua.agencies.models import Unit
from motcua.agencies.selectors import demand_unit
from motcua.agencies.services import establish_national_frame, found_unit
from motcua.demo.words import SIMULATED
from motcua.rules.levels import TWO_LEVEL_GOVERNMENT_FROM, Level

PROVINCE = "H36"
SOURCE = "Quốc gia mô phỏng / simulated nation"
# Code below the province → (Vietnamese, English, kind).
PROVINCE_OFFICES: dict[str, tuple[str, str, UnitKind]] = {
    "01": ("Trung tâm Phục vụ hành chính công tỉnh", "Provincial public service centre", UnitKind.ONE_STOP),
    "02": ("Văn phòng Ủy ban nhân dân tỉnh", "Office of the provincial people's committee", UnitKind.DEPARTMENT),
    "03": ("Sở Tài chính", "Department of Finance", UnitKind.DEPARTMENT),
    "04": ("Sở Y tế", "Department of Health", UnitKind.DEPARTMENT),
    "05": ("Sở Văn hóa, Thể thao và Du lịch", "Department of Culture, Sports and Tourism", UnitKind.DEPARTMENT),
    "06": ("Sở Nông nghiệp và Môi trường", "Department of Agriculture and Environment", UnitKind.DEPARTMENT),
    "07": ("Sở Giáo dục và Đào tạo", "Department of Education and Training", UnitKind.DEPARTMENT),
    "08": ("Sở Nội vụ", "Department of Home Affairs", UnitKind.DEPARTMENT),
    "09": ("Sở Xây dựng", "Department of Construction", UnitKind.DEPARTMENT),
    "10": ("Sở Tư pháp", "Department of Justice", UnitKind.DEPARTMENT),
    "11": ("Công an tỉnh", "Provincial police", UnitKind.VERTICAL),
    "12": ("Chi nhánh Văn phòng đăng ký đất đai", "Land registration branch", UnitKind.DEPARTMENT),
    "13": ("Bảo hiểm xã hội cơ sở", "Local social insurance", UnitKind.VERTICAL),
    "14": ("Thuế cơ sở", "Local tax office", UnitKind.VERTICAL),
    "15": ("Công ty Điện lực", "Power company", UnitKind.OTHER),
}
COMMUNES = {"101": "Phường Xuân Hoà", "102": "Xã Lâm An"}
COMMUNE_OFFICES: dict[str, tuple[str, str, UnitKind]] = {
    "01": ("Trung tâm Phục vụ hành chính công", "Public service centre", UnitKind.ONE_STOP),
    "02": ("Phòng Văn hóa – Xã hội", "Division of Culture and Society", UnitKind.DIVISION),
    "03": ("Phòng Kinh tế", "Division of Economy", UnitKind.DIVISION),
    "04": ("Công an xã", "Commune police", UnitKind.VERTICAL),
}


@dataclass(frozen=True, slots=True)
class Offices:
    """The units of today's demonstration by role."""

    ministry: Unit
    province: Unit
    centre: Unit
    finance: Unit
    control: Unit
    commune: Unit
    counter: Unit
    by_code: dict[str, Unit] = field(default_factory=dict)


@transaction.atomic
def open_offices() -> Offices:
    """Enter the national frame and the offices of today; return them."""
    establish_national_frame()
    province = demand_unit(PROVINCE)
    found = {PROVINCE: province}
    since = max(province.valid_from, TWO_LEVEL_GOVERNMENT_FROM)
    for code, office in PROVINCE_OFFICES.items():
        found[f"{PROVINCE}.{code}"] = _found(f"{PROVINCE}.{code}", office, province, Level.PROVINCE, since)
    for place, name in COMMUNES.items():
        code = f"{PROVINCE}.{place}"
        shown = (f"{name} {SIMULATED}", f"{name} (simulated)", UnitKind.COMMUNE)
        commune = found[code] = _found(code, shown, province, Level.COMMUNE, since)
        for part, (vi, en, kind) in COMMUNE_OFFICES.items():
            office = (f"{vi}, {name}", f"{en}, {name}", kind)
            found[f"{code}.{part}"] = _found(f"{code}.{part}", office, commune, Level.COMMUNE, since)
    first = f"{PROVINCE}.{next(iter(COMMUNES))}"
    return Offices(
        ministry=demand_unit("G15"),
        province=province,
        centre=found[f"{PROVINCE}.01"],
        finance=found[f"{PROVINCE}.03"],
        control=found[f"{PROVINCE}.02"],
        commune=found[first],
        counter=found[f"{first}.01"],
        by_code=found,
    )


def _found(code: str, office: tuple[str, str, UnitKind], parent: Unit, level: Level, since: date) -> Unit:
    vi, en, kind = office
    return found_unit(
        code=code, name=vi, name_en=en, level=level, kind=kind, parent=parent, valid_from=since, source=SOURCE
    )
