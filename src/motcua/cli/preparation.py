"""What must be true before the server starts: folders, tables, static files."""

import hashlib
from pathlib import Path


def prepare() -> None:
    """Create what is missing and migrate; does nothing on a second start.

    The stamp spares the second start the two seconds of `migrate` and `collectstatic`.
    It names the migrations and static files of this version, and the database it served.
    """
    from django.conf import settings
    from django.core.management import call_command

    settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
    stamp = settings.DATA_DIR / "prepared"
    wanted = _version_of_files(str(settings.DATABASES["default"]["NAME"]))
    if stamp.exists() and stamp.read_text(encoding="ascii") == wanted and _tables_exist():
        return
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    stamp.write_text(wanted, encoding="ascii")


def _tables_exist() -> bool:
    from django.db import connection

    return "django_migrations" in connection.introspection.table_names()


def _version_of_files(database: str) -> str:
    package = Path(__file__).resolve().parents[1]
    digest = hashlib.sha256(database.encode())
    for path in sorted([*package.glob("*/migrations/*.py"), *package.glob("*/static/**/*")]):
        status = path.stat()
        digest.update(f"{path.relative_to(package)} {status.st_size} {status.st_mtime_ns}".encode())
    return digest.hexdigest()
