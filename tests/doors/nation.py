"""The demonstration nation without its past quarter: offices, accounts, starter services, forms."""

from motcua.core.services import mark
from motcua.demo import offices, people, starter_catalogue
from motcua.dossiers.actors import Actor

from .officers import agencies


def founded(*codes):
    """Found the nation with some of the starter services, all of them by default."""
    places = offices.open_offices()
    postings = people.open_accounts(places)
    editor, second_person = postings["kiemsoat"].account, postings["kiemsoat2"].account
    starter_catalogue.put_in_force(editor=editor, second_person=second_person, only=codes)
    mark(name="simulated", value="yes")
    return places, {name: Actor.officer(posting) for name, posting in postings.items()}


PERSON = {
    "applicant_name": "Nguyễn Thị Hoa",
    "applicant_identity": "068190000001",
    "applicant_born_on": "08/03/1990",
    "applicant_phone": "0900000001",
    "applicant_commune": "H36.101",
    "applicant_address": "Số 1, tổ 2",
}
RETURN = {"return_by": "electronic"}
VEHICLE = {
    "vehicle_kind": "motorcycle",
    "vehicle_origin": "domestic",
    "vehicle_brand": "Honda Future",
    "vehicle_colour": "Đỏ đô",
    "vehicle_chassis": "RLHJC52",
    "vehicle_engine": "JC52E",
    "vehicle_tax_code": "TB-01",
    "vehicle_price": "32.000.000",
}
CHILD = {
    "child_name": "Nguyễn Hoàng Ân",
    "child_sex": "female",
    "child_born_on": "02/11/2026",
    "child_born_at": "Bệnh viện Đa khoa tỉnh",
    "child_ethnicity": "Kinh",
    "child_home_town": "Phường Xuân Hoà",
    "birth_has_certificate": "true",
}
PARENTS = {
    "mother_name": "Nguyễn Thị Hoa",
    "mother_identity": "068190000001",
    "mother_born_on": "08/03/1990",
    "parents_married": "false",
}
ELECTRICITY = {
    "supply_commune": "H36.101",
    "supply_address": "Số 1, tổ 2",
    "supply_purpose": "home",
    "supply_right": "own",
    "supply_households": "1",
    "supply_kw": "5",
    "supply_phases": "1",
    "supply_devices.0.device_name": "Điều hoà",
    "supply_devices.0.device_watts": "1200",
    "supply_devices.0.device_count": "2",
}
LICENCE = {
    "licence_number": "360123456789",
    "licence_class": "B",
    "licence_reason": "expiring",
    "health_certificate_number": "KSK-2026-1",
    "health_certificate_on": "02/11/2026",
}
INSURANCE = {"insurance_number": "3612345678", "insurance_paper": "card", "insurance_reason": "lost"}
BOOK = {
    **INSURANCE,
    "insurance_paper": "book",
    "insurance_reason": "wrong",
    "insurance_wrong": "Đang ghi năm sinh 1989, đúng là 1990",
}
RESIDENCE = {
    "residence_commune": "H36.101",
    "residence_address": "Số 1, tổ 2",
    "residence_right": "own",
    "residence_from": "01/11/2026",
}
HEALTH = {"health_facility": "Trạm Y tế phường"}
FORMS = {
    "9.000201": {"applicant": PERSON, "vehicle": VEHICLE, "plate": {"plate_way": "random"}, "return_way": RETURN},
    "9.000211": {"applicant": PERSON, "electricity": ELECTRICITY, "return_way": RETURN},
    "9.000205": {"applicant": PERSON, "driving_licence": LICENCE, "return_way": RETURN},
    "9.000131": {"applicant": PERSON, "child": CHILD, "health_card": HEALTH, "return_way": RETURN},
    "9.000132": {"applicant": PERSON, "insurance_change": INSURANCE, "return_way": RETURN},
    "9.000132/book": {"applicant": PERSON, "insurance_change": BOOK, "return_way": RETURN},
    "9.000101": {"applicant": PERSON, "child": CHILD, "parents": PARENTS, "return_way": RETURN},
    "9.000102": {
        "applicant": PERSON,
        "child": CHILD,
        "parents": PARENTS,
        "residence": RESIDENCE,
        "health_card": HEALTH,
        "return_way": RETURN,
    },
}


def officer_of(unit, duty):
    """Return an actor posted with `duty` in a unit."""
    return Actor.officer(agencies.posting(duties=[duty], unit=unit))
