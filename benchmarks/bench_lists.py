"""The back office among very many dossiers, 16 officers at once against a real server, and queries a page.

Rows are copied inside the database from one lived dossier. Runs on the database of
MOTCUA_DATABASE_URL, else on SQLite in a folder of its own. BENCH_DOSSIERS (1,000,000),
BENCH_SECONDS (15) and BENCH_PAUSE (1.0, rest of an officer between two pages) may be set.
"""

import json
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

USERS, UNITS, VISITED = 16, 500, 400
NAMES = ("nguyen van an", "tran thi binh", "le hoang cuong", "pham thu dung", "vu duc em")


def _start(folder: str) -> None:
    os.environ["MOTCUA_DATA_DIR"] = folder
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.config.settings")
    os.environ.setdefault("MOTCUA_SECRET_KEY", "benchmark-only")
    import django

    django.setup()


def _model() -> Any:
    """Live one dossier up to the appraisal and return it."""
    from django.core.management import call_command

    from motcua.dossiers import services
    from motcua.dossiers.models import Dossier
    from tools import kill_test

    kill_test.prepare()
    call_command("collectstatic", interactive=False, verbosity=0)
    place = kill_test.world()
    number = kill_test.register(place).number
    for act in ("receive", "hand_over", "take_over"):
        getattr(services, act)(number=number, actor=place[3])
    return Dossier.objects.get(number=number)


def fill(model: Any, count: int) -> list[int]:
    """Copy `model` so often, one dossier in four still open, spread over 500 units; return the units."""
    from django.db import connection
    from django.utils import timezone

    from motcua.agencies.models import Unit
    from motcua.dossiers.models import Applicant, Dossier

    Unit.objects.bulk_create(
        Unit(code=f"H97.{n}", name=f"Đơn vị {n}", name_key=f"don vi {n}", level="commune", kind="other", path="/")
        for n in range(UNITS)
    )
    units = list(Unit.objects.filter(code__startswith="H97.").order_by("pk").values_list("pk", flat=True))
    people = Applicant.objects.bulk_create(
        Applicant(name=NAMES[n % 5].title(), folded_name=NAMES[n % 5], identity_number=f"{n:012d}") for n in range(5000)
    )
    first_unit, first_person = units[0], people[0].pk
    lite = connection.vendor == "sqlite"
    digits = "printf('%%07d', i)" if lite else "lpad(i::text, 7, '0')"
    due = (
        "datetime(%s, '+' || (i %% 160 - 20) || ' hours')"
        if lite
        else "%s::timestamptz + (i %% 160 - 20) * interval '1 hour'"
    )
    # Every fourth of each unit: `i % 4` would leave three units in four without any open dossier.
    is_open, unit = f"(i / {UNITS}) %% 4 = 3", f"{first_unit} + i %% {UNITS}"
    yes, no = ("1", "0") if lite else ("true", "false")
    now = timezone.now().strftime("%Y-%m-%d %H:%M:%S") + ("" if lite else "+00")
    names = " ".join(f"WHEN {n} THEN '{name}'" for n, name in enumerate(NAMES))
    special = {
        "number": f"'H97-260302-' || {digits}",
        "state": f"CASE WHEN {is_open} THEN 'processing' ELSE 'closed' END",
        "expected_act": f"CASE WHEN {is_open} THEN 'propose' ELSE '' END",
        "is_open": f"CASE WHEN {is_open} THEN {yes} ELSE {no} END",
        "expected_unit_id": unit, "resolving_unit_id": unit, "receiving_unit_id": unit,
        "applicant_id": f"{first_person} + i %% 5000", "intake_key": "NULL", "current_due_at": due,
        "finished_at": f"CASE WHEN {is_open} THEN NULL ELSE d.registered_at END",
        "search_text": f"'h97 260302 ' || {digits} || ' ' || CASE i %% 5 {names} END || ' trich luc ' || (i %% 977)",
    }  # fmt: skip
    columns = [field.column for field in Dossier._meta.concrete_fields if field.column != "id"]
    chosen = ", ".join(special.get(name, f'd."{name}"') for name in columns)
    listed = ", ".join(f'"{name}"' for name in columns)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO dossiers_dossier ({listed}) "
            f"WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < {count - 1}) "
            f"SELECT {chosen} FROM n CROSS JOIN dossiers_dossier d WHERE d.id = %s",
            [now, model.pk],
        )
        cursor.execute("ANALYZE")
    return units


def _visited(model: Any, units: list[int]) -> list[str]:
    """Return dossiers of the officers' units that will be opened; each gets the acts of the model."""
    from motcua.dossiers.models import Dossier, Event

    found = list(Dossier.objects.filter(is_open=True, expected_unit__in=units[:USERS]).order_by("-pk")[:VISITED])
    acts = list(model.events.all())
    copied = []
    for dossier in found:
        for act in acts:
            facts = {field.attname: getattr(act, field.attname) for field in Event._meta.concrete_fields}
            copied.append(Event(**{**facts, "id": None, "dossier_id": dossier.pk, "idempotency_key": None}))
    Event.objects.bulk_create(copied, batch_size=500)
    return [dossier.number for dossier in found]


def _officers(units: list[int]) -> tuple[list[str], list[Any]]:
    """Return a session for each of 16 officers, and their accounts; all work in a unit of their own."""
    from datetime import date

    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from motcua.accounts.models import Account
    from motcua.agencies.models import Posting

    cookies, accounts = [], []
    for n in range(USERS):
        account = Account.objects.create(username=f"cb{n}", full_name=f"Cán bộ {n}", kind="officer")
        Posting.objects.create(account=account, unit_id=units[n], title="Chuyên viên", duties=frozenset({"settle"}),
                               valid_from=date(2020, 1, 1))  # fmt: skip
        session = SessionStore()
        session[SESSION_KEY], session[BACKEND_SESSION_KEY] = (
            str(account.pk),
            "django.contrib.auth.backends.ModelBackend",
        )
        session[HASH_SESSION_KEY] = account.get_session_auth_hash()
        session.create()
        cookies.append(str(session.session_key))
        accounts.append(account)
    return cookies, accounts


def _queries(account: Any, pages: dict[str, list[str]]) -> dict[str, int]:
    from django.conf import settings
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    settings.ALLOWED_HOSTS = ["*"]
    client, found = Client(), {}
    client.force_login(account)
    for name, addresses in pages.items():
        client.get(addresses[0])
        with CaptureQueriesContext(connection) as asked:
            client.get(addresses[0])
        found[name] = len(asked)
    return found


def _serve(folder: str) -> tuple[subprocess.Popen[bytes], str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        host = f"127.0.0.1:{free.getsockname()[1]}"
    server = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "motcua.config.wsgi", "--workers", "2", "--threads", "8",
         "--no-control-socket", "--bind", host, "--log-level", "error"],
        env={**os.environ, "MOTCUA_DATA_DIR": folder},
    )  # fmt: skip
    for _ in range(150):
        try:
            socket.create_connection(tuple(host.split(":")), 0.2).close()  # type: ignore[arg-type]
            return server, host
        except OSError:
            time.sleep(0.2)
    server.kill()
    raise RuntimeError("the server did not start")


def stop(server: subprocess.Popen[bytes]) -> None:
    """End a server, by force if a busy machine lets it take longer than a minute."""
    server.terminate()
    try:
        server.wait(60)
    except subprocess.TimeoutExpired:
        server.kill()


def run() -> Iterator[dict[str, Any]]:
    """Yield the figures."""
    count = int(os.environ.get("BENCH_DOSSIERS", "1000000"))
    seconds, pause = os.environ.get("BENCH_SECONDS", "15"), os.environ.get("BENCH_PAUSE", "1.0")
    with tempfile.TemporaryDirectory(prefix="motcua-bench-") as folder:
        _start(folder)
        from django.db import connection, connections

        model, where = _model(), connection.vendor
        began = time.perf_counter()
        units = fill(model, count)
        yield {
            "work": f"copy {count:,} dossiers, {where}",
            "figure": round(time.perf_counter() - began, 1),
            "unit": "s",
        }
        numbers = _visited(model, units)
        cookies, accounts = _officers(units)
        pages = {
            "list, first page": ["/xu-ly/?hang=appraise"],
            "list, narrowed by name": [f"/xu-ly/?hang=appraise&tim={name.split()[0]}" for name in NAMES],
            "late list": ["/xu-ly/?hang=late"],
            "search by number": [f"/xu-ly/tim/?q={number}" for number in numbers[:50]],
            "search by words": [f"/xu-ly/tim/?q=nguyen+trich+luc+{n}" for n in range(50)],
        }
        for name, asked in _queries(accounts[0], pages).items():
            yield {"work": f"queries of {name}, {where}", "figure": asked, "unit": "queries"}
        first = _opened(units[0])
        asked = _queries(accounts[0], {"dossier": [f"/xu-ly/ho-so/{first}/"]})["dossier"]
        yield {"work": f"queries of the dossier page, {where}", "figure": asked, "unit": "queries"}
        connections.close_all()
        yield from _under_load(folder, cookies, pages, (seconds, pause), where, count)


def _opened(unit: int) -> str:
    from motcua.dossiers.models import Dossier

    return Dossier.objects.filter(is_open=True, expected_unit=unit, events__isnull=False).order_by("-pk")[0].number


def _under_load(
    folder: str, cookies: list[str], pages: Any, times: tuple[str, str], where: str, count: int
) -> Iterator[Any]:
    server, host = _serve(folder)
    try:
        done = subprocess.run(
            [sys.executable, str(Path(__file__).parents[1] / "tools" / "load_lists.py"), host, *times],
            input=json.dumps({"cookies": cookies, "pages": pages}).encode(), capture_output=True, check=True,
        )  # fmt: skip
    finally:
        stop(server)
    answer = json.loads(done.stdout)
    for problem in answer["problems"]:
        yield {"work": "problem", "figure": problem, "unit": ""}
    for name, measured in answer["times"].items():
        if len(measured) > 1:
            p95 = round(statistics.quantiles(measured, n=20)[-1], 1)
            yield {"work": f"{name}, {USERS} officers, {count:,} dossiers, {where}, 95th percentile of {len(measured)}",
                   "figure": p95, "unit": "ms"}  # fmt: skip
