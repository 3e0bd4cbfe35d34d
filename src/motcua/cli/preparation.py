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
    if not _is_empty() or not _create_tables():
        call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    stamp.write_text(wanted, encoding="ascii")


def ensure_tables() -> None:
    """Make the tables when this is the first command on an empty database; leave an older database to `serve`."""
    from django.core.management import call_command

    if _is_empty() and not _create_tables():
        call_command("migrate", verbosity=0, interactive=False)


def _is_empty() -> bool:
    from django.db import connection

    return not connection.introspection.table_names()


def _create_tables() -> bool:
    """Make the tables of an empty database as the models stand, and note every migration as applied.

    Walking through the history of an empty database costs ten seconds and ends in the same tables
    (a test compares both). Return whether it was done: only on SQLite, where nobody else can start meanwhile.
    """
    from django.apps import apps
    from django.core.management.sql import emit_post_migrate_signal
    from django.db import connection
    from django.db.migrations.loader import MigrationLoader
    from django.db.migrations.recorder import MigrationRecorder

    if connection.vendor != "sqlite":
        return False
    with connection.schema_editor() as editor:
        for model in apps.get_models():
            if model._meta.managed and not model._meta.proxy:
                editor.create_model(model)
    recorder = MigrationRecorder(connection)
    recorder.ensure_schema()
    recorder.migration_qs.bulk_create(
        recorder.Migration(app=app, name=name) for app, name in MigrationLoader(connection).graph.nodes
    )
    emit_post_migrate_signal(verbosity=0, interactive=False, db="default")
    return True


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
