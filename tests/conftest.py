"""Traps for every test: random order, warnings are errors, unknown template variables fail, no network."""

import os
import shutil
import socket
import tempfile
from pathlib import Path

_FOLDER = Path(tempfile.mkdtemp(prefix="motcua-test-"))
os.environ["MOTCUA_DATA_DIR"] = str(_FOLDER)
os.environ.setdefault("MOTCUA_SECRET_KEY", "only-for-tests")
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

import pytest  # noqa: E402
from hypothesis import HealthCheck, settings  # noqa: E402

# A busy machine is slow, not wrong. A gate gives the same answer twice; who looks for more sets MOTCUA_TEST_EXPLORE.
settings.register_profile(
    "house",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize=not os.environ.get("MOTCUA_TEST_EXPLORE"),
)
settings.load_profile("house")
from django.conf import settings as django_settings  # noqa: E402
from django.core.cache import cache  # noqa: E402

# pytest-django reads the settings before this file: two runs at once would share one database file.
_database = django_settings.DATABASES["default"]
if _database["ENGINE"].endswith("sqlite3"):
    _database["TEST"]["NAME"] = _FOLDER / "test.sqlite3"

from motcua.core import kept  # noqa: E402

REAL_DATA = Path(__file__).resolve().parents[1].parent / "shared" / "data"


def pytest_unconfigure(config):
    shutil.rmtree(_FOLDER, ignore_errors=True)


@pytest.fixture(scope="session")
def real_data() -> Path:
    """Return the folder of real data, or skip where a user does not have it."""
    if not REAL_DATA.is_dir():
        pytest.skip("the real data folder (../shared/data) is not beside this checkout")
    return REAL_DATA


class _Unknown(str):
    def __mod__(self, name):
        raise AssertionError(f"template variable {name!r} is not known")

    def __contains__(self, text):
        return text == "%s"


@pytest.fixture(autouse=True)
def _house_settings(settings, tmp_path):
    """Plain static files, an own data folder per test, and loud templates."""
    settings.STORAGES = {
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path / "files"},
        },
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.DATA_DIR = tmp_path
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STATIC_ROOT.mkdir()
    settings.EMAIL_FILE_PATH = tmp_path / "mail"
    cache.clear()
    kept.forget_all()
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(scope="session", autouse=True)
def _folder_of_static_files():
    """Whitenoise warns without it, and the server of a browser test starts before any other fixture."""
    from django.conf import settings

    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)


@pytest.fixture(autouse=True)
def _no_network(monkeypatch):
    """Let tests reach this machine only."""
    connect = socket.socket.connect

    def guarded(self, address):
        if self.family == socket.AF_UNIX or str(address[0]) in {"127.0.0.1", "localhost", "::1"}:
            return connect(self, address)
        raise AssertionError(f"a test tried to reach {address}")

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture(scope="module")
def browser():
    """Return a real Chromium, shared by one module: its event loop must not outlive it, for pyHanko runs its own."""
    from playwright.sync_api import sync_playwright

    path = shutil.which("chromium")
    assert path, "Chromium is missing: run tools/ensure_packages.sh"
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path)
        yield running
        running.close()
