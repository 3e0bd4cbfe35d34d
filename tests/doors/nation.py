"""The demonstration nation without its past quarter: offices, accounts, starter services, forms."""

from motcua.core.services import mark
from motcua.demo import offices, people, starter_catalogue
from motcua.dossiers.actors import Actor


def founded():
    """Return the offices and the actors by user name."""
    places = offices.open_offices()
    postings = people.open_accounts(places)
    starter_catalogue.put_in_force(editor=postings["kiemsoat"].account, second_person=postings["kiemsoat2"].account)
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
FORMS = {
    "9.000201": {"applicant": PERSON, "vehicle": VEHICLE, "plate": {"plate_way": "random"}, "return_way": RETURN},
}
