"""Citizens filing online at a steady rate against a real server, while others read pages.

Each filing is the last press of the button on an application that is ready: a dossier, its act, its
charge, its messages. The rate is kept whatever the server does, and the time of a filing counts from the
moment it was due, so that a queue shows. Runs on the database of MOTCUA_DATABASE_URL, else on SQLite in
a folder of its own. BENCH_RATE (50 filings a second), BENCH_PAGES (10 pages a second) and BENCH_SECONDS
(60) may be set.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.bench_lists import _serve, _start, stop

CODE, CITIZENS = "9.000211", 100  # connect to the electricity grid: no paper has to be uploaded


def _session(account: Any) -> str:
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    session = SessionStore()
    session[SESSION_KEY] = str(account.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = account.get_session_auth_hash()
    session.create()
    return str(session.session_key)


def _ready() -> Any:
    """Found the offices and one service, and fill one application as a person would; return the draft."""
    from django.core.management import call_command
    from django.test import Client
    from django.test.utils import setup_test_environment

    from motcua.accounts.models import Account
    from motcua.cli.preparation import ensure_tables
    from motcua.portal.models import Draft
    from tests.doors import nation

    setup_test_environment()  # pages tell what they were drawn from
    ensure_tables()
    call_command("collectstatic", interactive=False, verbosity=0)
    nation.founded(CODE)
    client = Client()
    client.force_login(Account.objects.get(username="congdan"))
    home = client.post(f"/nop-ho-so/{CODE}/", {"place": "H36.101", **_case(client)})["Location"]
    for key, answers in nation.FORMS[CODE].items():
        if client.post(f"{home}trang/{key}/", answers).status_code != 302:
            raise RuntimeError(f"the page {key} of {CODE} was not taken")
    for paper, _ in client.get(f"{home}giay-to/").context["rows"]:
        if paper.offers:
            client.post(f"{home}giay-to/", {"paper": paper.requirement.pk, "act": f"reuse:{paper.offers[0].source}"})
        elif paper.is_missing:
            raise RuntimeError(f"{paper.name} of {CODE} has to be uploaded")
    return Draft.objects.get()


def _case(client: Any) -> dict[str, Any]:
    cases = client.get(f"/nop-ho-so/{CODE}/").context["cases"]
    return {"case": cases[0][0]} if cases else {}


def _filings(draft: Any, count: int) -> list[tuple[str, str]]:
    """Copy the draft for `count` filings of a hundred citizens; return (session, address) of each."""
    from motcua.accounts.models import Account
    from motcua.documents.models import public_mark
    from motcua.portal.models import Draft, DraftPaper

    people = Account.objects.bulk_create(
        Account(username=f"nd{n}", full_name=f"Người dân {n}", email=f"nd{n}@example.vn") for n in range(CITIZENS)
    )
    sessions = [_session(one) for one in people]
    kept = {field.attname: getattr(draft, field.attname) for field in Draft._meta.concrete_fields}
    copies = Draft.objects.bulk_create(
        (
            Draft(**{**kept, "id": None, "mark": public_mark(), "owner_id": people[n % CITIZENS].pk})
            for n in range(count)
        ),
        batch_size=1000,
    )
    papers = list(draft.papers.all())
    facts = [
        {field.attname: getattr(paper, field.attname) for field in DraftPaper._meta.concrete_fields} for paper in papers
    ]
    DraftPaper.objects.bulk_create(
        (DraftPaper(**{**each, "id": None, "draft_id": copy.pk}) for copy in copies for each in facts), batch_size=1000
    )
    return [(sessions[n % CITIZENS], f"/nop-ho-so/{CODE}/{copy.mark}/gui/") for n, copy in enumerate(copies)]


def run() -> Iterator[dict[str, Any]]:
    """Yield the figures."""
    rate, pages = float(os.environ.get("BENCH_RATE", "50")), float(os.environ.get("BENCH_PAGES", "10"))
    seconds = float(os.environ.get("BENCH_SECONDS", "60"))
    with tempfile.TemporaryDirectory(prefix="motcua-bench-") as folder:
        _start(folder)
        from django.db import connection, connections

        where = connection.vendor
        work = {
            "filings": _filings(_ready(), int(rate * seconds)), "filing_rate": rate, "page_rate": pages,
            "pages": ["/", "/thu-tuc/?q=dien", f"/thu-tuc/{CODE}/", f"/nop-ho-so/{CODE}/", "/tra-cuu/"],
        }  # fmt: skip
        connections.close_all()
        server, host = _serve(folder)
        try:
            tool = Path(__file__).parents[1] / "tools" / "load_filings.py"
            done = subprocess.run([sys.executable, str(tool), host], input=json.dumps(work).encode(),
                                  capture_output=True, check=True)  # fmt: skip
        finally:
            stop(server)
        answer = json.loads(done.stdout)
        yield from _told(answer, where)
        from motcua.dossiers.models import Dossier

        yield {"work": f"dossiers made by {int(rate * seconds):,} filings, {where}", "figure": Dossier.objects.count(),
               "unit": "dossiers"}  # fmt: skip
        connections.close_all()


def _told(answer: dict[str, Any], where: str) -> Iterator[dict[str, Any]]:
    for problem in answer["problems"]:
        yield {"work": "problem", "figure": problem, "unit": ""}
    yield {"work": f"filings answered, {where}", "figure": round(answer["filed_per_second"], 1), "unit": "/s"}
    for name in ("filing", "page"):
        measured = answer["times"][name]
        if len(measured) > 1:
            cuts = statistics.quantiles(measured, n=20)
            for part, figure in (("median", cuts[9]), ("95th percentile", cuts[-1])):
                yield {"work": f"{name}, {part} of {len(measured)}, {where}", "figure": round(figure, 1), "unit": "ms"}
