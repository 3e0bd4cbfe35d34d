"""`motcua demo` on a database of its own: it fills, labels, repeats nothing, and spares real work."""

import json
import os
import re
import subprocess
import sys

import pytest

DOSSIERS = 24_000


def motcua(folder, *words, **settings):
    environment = {**os.environ, "MOTCUA_DATA_DIR": str(folder), "MOTCUA_DATABASE_URL": "", **settings}
    command = [sys.executable, "-m", "motcua.cli", *words]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def nation(tmp_path_factory):
    folder = tmp_path_factory.mktemp("nation")
    done = motcua(folder, "demo", "--dossiers", str(DOSSIERS), "--json")
    assert done.returncode == 0, done.stderr
    return folder, json.loads(done.stdout)


def python(folder, script):
    environment = {**os.environ, "MOTCUA_DATA_DIR": str(folder), "MOTCUA_DATABASE_URL": ""}
    text = "from motcua.cli.output import start_django, print_json\nstart_django()\n" + script
    done = subprocess.run([sys.executable, "-c", text], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_the_ledger_gives_the_published_on_time_table(nation):
    _, answer = nation
    rates = {row["level"]: row["percent"] for row in answer["on_time"]["levels"]}
    assert rates == {"central": 99.87, "province": 98.61, "district": 94.2, "commune": 99.36}
    assert answer["on_time"]["mean_of_levels"] == 98.01
    assert answer["simulated"] is True


def test_a_second_call_writes_nothing_and_another_size_is_refused(nation):
    folder, first = nation
    again = motcua(folder, "demo", "--json")
    assert again.returncode == 0
    answer = json.loads(again.stdout)
    assert answer["written"] is False
    assert answer["on_time"] == first["on_time"]
    refused = motcua(folder, "demo", "--dossiers", "30000")
    assert refused.returncode == 1
    assert "24,000" in refused.stderr
    assert "MOTCUA_DATA_DIR" in refused.stderr


def test_catalogue_and_units_of_the_period_have_the_published_counts(nation):
    folder, _ = nation
    found = python(
        folder,
        """
from datetime import date
from motcua.agencies.models import Unit
from motcua.procedures.statistics import statistics
figures = statistics(date(2023, 3, 31))
old, new = Unit.objects.in_force_on(date(2023, 3, 31)), Unit.objects.in_force_on(date(2025, 7, 1))
print_json({
    "rows": figures.rows, "levels": figures.levels.memberships,
    "decisions": sum(n for month, n in figures.decisions.by_period.items() if month >= "2023"),
    "old": [old.filter(kind=kind).count() for kind in ("province", "district", "commune")],
    "new": [new.filter(kind=kind).count() for kind in ("province", "district", "commune")],
    "today": statistics().rows,
})
""",
    )
    assert found["rows"] == 6472
    levels = found["levels"]
    assert (levels["central"], levels["vertical"]) == (3868, 1753)
    assert levels["province"] + levels["district"] + levels["commune"] == 1395
    assert found["decisions"] == 575
    assert found["old"] == [63, 705, 10_599]
    assert found["new"] == [34, 0, 3_321]
    assert found["today"] >= 51


def test_every_queue_of_the_demonstration_offices_has_work(nation):
    folder, _ = nation
    counts = python(
        folder,
        """
from motcua.agencies.models import Unit
from motcua.dossiers.queues import counts
print_json(counts([unit.pk for unit in Unit.objects.filter(code__startswith="H36.101")]))
""",
    )
    wanted = (
        "receive",
        "forward",
        "take_over",
        "appraise",
        "sign",
        "check_supplement",
        "waiting_for_citizen",
        "return",
        "late",
    )
    assert all(counts[name] > 0 for name in wanted), counts


def test_pages_say_that_they_are_simulated_and_demo_accounts_log_in(nation):
    folder, answer = nation
    found = python(
        folder,
        """
from django.test import Client
client = Client(HTTP_HOST="localhost")
page = client.get("/").content.decode()
signed = [client.login(username=name, password="motcua-demo") for name in ("congdan", "motcua", "quantri")]
print_json({"page": page, "signed": signed})
""",
    )
    assert "Quốc gia mô phỏng" in found["page"]
    assert found["signed"] == [True, True, True]
    assert len(answer["accounts"]) >= 10


def test_events_and_facts_in_bulk_tell_the_same_lives(nation):
    folder, _ = nation
    found = python(
        folder,
        """
import numpy as np
from motcua.demo import writing
from motcua.demo.world import world
from motcua.ledger import facts, refresh, store
from motcua.ledger.selectors import reader
from motcua.rules.windows import parse_period
quarter = parse_period("2023Q1")
rng = np.random.default_rng(2023)
worlds = world(quarter.calendar_days.start, 24_000, rng)
connection = store.connect()
writing._lay_out(connection, worlds, quarter, 24_000, 0, rng)
bulk = connection.execute(
    f"SELECT status, count(*) FROM ({writing.facts_sql(quarter)}) WHERE status IN (3, 7, 9, 10) "
    "GROUP BY 1 ORDER BY 1").fetchall()
with reader() as ledger:
    events = ledger.execute("SELECT status::INT, count(*) FROM dossier WHERE source LIKE 'demo.%' "
        "AND status IN (3, 7, 9, 10) GROUP BY 1 ORDER BY 1").fetchall()
print_json({"bulk": bulk, "events": events})
""",
    )
    bulk, events = dict(found["bulk"]), dict(found["events"])
    assert bulk[3] == events[3]
    assert bulk[7] == events[7]
    # A lost day of a source may take the news of a return, never that of a settlement.
    assert bulk[9] + bulk[10] == events[9] + events[10]


def test_real_work_is_spared(tmp_path):
    done = motcua(tmp_path, "manage", "migrate", "-v0")
    assert done.returncode == 0, done.stderr
    script = """
from motcua.accounts.services import open_officer_account
open_officer_account(username="that", full_name="Người thật", by=None, reason="x")
print_json(True)
"""
    assert python(tmp_path, script)
    refused = motcua(tmp_path, "demo")
    assert refused.returncode == 1
    assert re.search(r"đã có tài khoản.*already holds accounts", refused.stderr, re.DOTALL)


def test_the_nation_is_refused_in_production(tmp_path):
    refused = motcua(
        tmp_path, "demo", MOTCUA_PRODUCTION="yes", MOTCUA_SECRET_KEY="k" * 60, MOTCUA_ALLOWED_HOSTS="example.vn"
    )
    assert refused.returncode == 1, refused.stderr
    assert "MOTCUA_PRODUCTION" in refused.stderr


@pytest.mark.parametrize(
    ("words", "sentence"),
    [(("--period", "2026Q1"), "2022Q1"), (("--period", "2023-02"), "2022Q1"), (("--dossiers", "12"), "1,000")],
)
def test_what_cannot_be_simulated_is_said_before_anything_is_written(tmp_path, words, sentence):
    refused = motcua(tmp_path, "demo", *words)
    assert refused.returncode == 1
    assert sentence in refused.stderr
    assert not (tmp_path / "ledger" / "manifest.json").exists()
