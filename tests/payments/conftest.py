"""The live server wants its folder of static files."""

from pathlib import Path

import pytest


@pytest.fixture(scope="session", autouse=True)
def _static_folder():
    from django.conf import settings

    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
