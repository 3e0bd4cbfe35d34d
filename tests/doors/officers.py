"""Officers who stand at a door with their duties."""

import importlib.util
from pathlib import Path

_spec = importlib.util.spec_from_file_location(
    "agency_factories", Path(__file__).resolve().parents[1] / "agencies" / "factories.py"
)
agencies = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(agencies)


def officer_with(*duties):
    """Return an account posted with `duties` today."""
    return agencies.posting(duties=duties).account
