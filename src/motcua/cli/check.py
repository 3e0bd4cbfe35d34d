"""`motcua check`: find out before the start what would fail after it."""

import argparse
import os
import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from motcua.cli.output import print_json, start_django

FREE_BYTES_WANTED = 1 << 30


@dataclass(frozen=True)
class Finding:
    """One examined point: `ok`, `warning` or `fault`, with what to do about it."""

    point: str
    state: str
    vi: str
    en: str


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="answer as JSON")


def run(args: argparse.Namespace) -> int:
    findings = list(_examine())
    if args.json:
        print_json({"ok": _healthy(findings), "findings": [vars(finding) for finding in findings]})
    else:
        for finding in findings:
            print(f"[{finding.state:>7}] {finding.point}: {finding.vi} / {finding.en}")
    return 0 if _healthy(findings) else 1


def _healthy(findings: list[Finding]) -> bool:
    return all(finding.state != "fault" for finding in findings)


def _examine() -> Iterator[Finding]:
    try:
        start_django()
    except Exception as fault:
        yield Finding("settings", "fault", f"Cấu hình sai: {fault}", f"The settings are wrong: {fault}")
        return
    for examine in (_python, _settings, _folder, _disk, _database, _migrations, _django, _production):
        yield from _safely(examine)


def _safely(examine: Callable[[], Iterator[Finding]]) -> Iterator[Finding]:
    try:
        yield from examine()
    except Exception as fault:
        yield Finding(examine.__name__.strip("_"), "fault", f"Không kiểm tra được: {fault}", f"Cannot examine: {fault}")


def _python() -> Iterator[Finding]:
    version = ".".join(map(str, sys.version_info[:3]))
    yield Finding("python", "ok", f"Python {version}, SQLite {sqlite3.sqlite_version}", "the versions in use")


def _settings() -> Iterator[Finding]:
    from django.conf import settings

    for name in settings.ENV.unknown():
        yield Finding(
            "settings",
            "warning",
            f"không có thiết đặt {name}; xem lại chính tả",
            f"{name} is no setting; check the spelling",
        )


def _folder() -> Iterator[Finding]:
    from django.conf import settings

    folder = settings.DATA_DIR
    folder.mkdir(parents=True, exist_ok=True)
    if os.access(folder, os.W_OK):
        yield Finding("data folder", "ok", "ghi được", "can be written")
    else:
        yield Finding(
            "data folder", "fault", f"không ghi được vào {folder}; hãy cấp quyền", f"{folder} is not writable"
        )


def _disk() -> Iterator[Finding]:
    from django.conf import settings

    free = shutil.disk_usage(settings.DATA_DIR).free
    state = "ok" if free > FREE_BYTES_WANTED else "warning"
    yield Finding("disk", state, f"còn trống {free >> 20} MB", f"{free >> 20} MB free")


def _database() -> Iterator[Finding]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA quick_check")
            answer = cursor.fetchone()[0]
            if answer != "ok":
                yield Finding(
                    "database", "fault", f"tệp bị hỏng: {answer}; khôi phục bản lưu", f"damaged: {answer}; restore"
                )
                return
    yield Finding("database", "ok", f"{connection.vendor} trả lời", f"{connection.vendor} answers")


def _migrations() -> Iterator[Finding]:
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    missing = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    if missing:
        yield Finding(
            "tables",
            "warning",
            f"{missing} thay đổi chờ; serve sẽ áp dụng",
            f"{missing} wait; serve applies them",
        )
    else:
        yield Finding("tables", "ok", "đúng phiên bản", "up to date")


def _django() -> Iterator[Finding]:
    from django.core import checks

    for message in checks.run_checks():
        if message.level >= checks.WARNING:
            state = "fault" if message.level >= checks.ERROR else "warning"
            yield Finding("framework", state, message.msg, message.hint or message.msg)


def _production() -> Iterator[Finding]:
    from django.conf import settings

    if settings.PRODUCTION:
        insecure = settings.DEBUG or settings.PUBLIC_URL.startswith("http://")
        state = "fault" if insecure else "ok"
        yield Finding(
            "production", state, "DEBUG phải tắt và PUBLIC_URL phải là https", "DEBUG must be off, PUBLIC_URL https"
        )
    else:
        yield Finding(
            "production",
            "warning",
            "đang chạy thử; đặt MOTCUA_PRODUCTION=1 khi dùng thật",
            "trial mode",
        )
