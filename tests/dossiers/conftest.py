"""The factories of this room, for every test here."""

import importlib.util
from pathlib import Path

import pytest

_spec = importlib.util.spec_from_file_location("dossier_factories", Path(__file__).with_name("factories.py"))
_factories = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(_factories)


@pytest.fixture(scope="session")
def make():
    """Return the factories."""
    return _factories


@pytest.fixture
def office(db, make):
    """Return a one-stop unit and a department with their officers."""
    return make.office()
