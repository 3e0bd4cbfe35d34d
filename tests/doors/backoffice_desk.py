"""Officers at the desk of the settling agency, and the dossiers in their hands."""

import importlib.util
import secrets
from pathlib import Path

from motcua.dossiers import services
from motcua.dossiers.models import Dossier

_spec = importlib.util.spec_from_file_location(
    "dossier_factories", Path(__file__).resolve().parents[1] / "dossiers" / "factories.py"
)
make = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(make)


def posted(duties, unit, **facts):
    return make.units.posting(duties, unit=unit, **facts).account


def at_desk(client, office, *duties):
    account = posted(set(duties), office.department)
    client.force_login(account)
    return account


def in_hand(office, **facts):
    dossier = make.received(office, **facts)
    services.hand_over(number=dossier.number, actor=office.clerk)
    services.take_over(number=dossier.number, actor=office.appraiser)
    return dossier


def address(dossier, rest=""):
    return f"/xu-ly/ho-so/{dossier.number}/{rest}"


def act(client, dossier, name, **facts):
    return client.post(address(dossier, f"viec/{name}/"), {"key": secrets.token_hex(6), **facts})


def state(dossier):
    return Dossier.objects.get(pk=dossier.pk).state
