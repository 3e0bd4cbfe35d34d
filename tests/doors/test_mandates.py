"""A one-stop officer checks the paper of a claimed mandate."""

import importlib.util
from datetime import date
from pathlib import Path

import pytest

from motcua.accounts import services
from motcua.accounts.kinds import MandateKind
from motcua.accounts.models import AccessLog

_spec = importlib.util.spec_from_file_location(
    "unit_factories", Path(__file__).resolve().parents[1] / "agencies" / "factories.py"
)
factories = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(factories)

pytestmark = pytest.mark.django_db


def test_a_claim_is_found_by_number_logged_and_confirmed(client):
    agent = factories.accounts.citizen(identity_number="001234567890")
    mandate = services.claim_mandate(
        agent=agent,
        principal_name="Công ty Cảng",
        principal_number="0101234567",
        kind=MandateKind.LEGAL,
        valid_from=date(2026, 1, 1),
    )
    officer = factories.posting(["receive"]).account
    client.force_login(officer)
    assert "Công ty Cảng" not in client.get("/xu-ly/uy-quyen/").content.decode()

    assert "Công ty Cảng" in client.get("/xu-ly/uy-quyen/", {"so": "001234567890"}).content.decode()
    assert AccessLog.objects.get().subject == agent
    client.post(f"/xu-ly/uy-quyen/{mandate.pk}/xac-nhan/", {"proof": " "})
    mandate.refresh_from_db()
    assert mandate.proven_at is None
    client.post(f"/xu-ly/uy-quyen/{mandate.pk}/xac-nhan/", {"proof": "GUQ 12 ngày 02/01/2026"})

    mandate.refresh_from_db()
    assert mandate.proven_by == officer
