"""A charge of 58,000 đồng."""

from datetime import UTC, datetime

from motcua.payments import services

AT = datetime(2025, 8, 5, 2, 0, tzinfo=UTC)
LINES = [{"name": "Lệ phí hộ tịch", "kind": "lệ phí", "amount": 50000}, {"name": "Bản sao", "amount": 8000}]


def opened(**changes):
    given = {"dossier_number": "H26-1", "unit_code": "H26.15", "moment": "receipt", "lines": LINES, "opened_at": AT}
    return services.open_charge(**{**given, **changes})
