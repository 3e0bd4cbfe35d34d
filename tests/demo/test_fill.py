"""`motcua demo` on a database of its own: it fills, labels, repeats nothing, and spares real work."""

import json
import os
import subprocess
import sys

import pytest

from motcua.accounts.services import open_officer_account
from motcua.demo import errors, services

pytestmark = pytest.mark.once

DOSSIERS = 24_000
LOOK = """
from datetime import date
from motcua.cli.output import print_json, start_django
start_django()
import numpy as np
from django.test import Client
from motcua.agencies.models import Unit
from motcua.demo import writing
from motcua.demo.world import world
from motcua.dossiers.queues import counts
from motcua.ledger import store
from motcua.ledger.selectors import reader
from motcua.procedures.statistics import statistics
from motcua.rules.windows import parse_period

figures = statistics(date(2023, 3, 31))
old, new = Unit.objects.in_force_on(date(2023, 3, 31)), Unit.objects.in_force_on(date(2025, 7, 1))
client = Client(HTTP_HOST="localhost")
quarter = parse_period("2023Q1")
rng = np.random.default_rng(2023)
connection = store.connect()
writing.lay_out(connection, world(quarter.calendar_days.start, 24_000, rng), quarter, 24_000, 0, rng)
ended = "status IN (3, 7, 9, 10) GROUP BY 1 ORDER BY 1"
bulk = connection.execute(f"SELECT status, count(*) FROM ({writing.facts_sql(quarter)}) WHERE {ended}").fetchall()
with reader() as ledger:
    events = ledger.execute(
        f"SELECT status::INT, count(*) FROM dossier WHERE source LIKE 'demo.%' AND {ended}"
    ).fetchall()
print_json({
    "rows": figures.rows, "levels": figures.levels.memberships,
    "decisions": sum(n for month, n in figures.decisions.by_period.items() if month >= "2023"),
    "old": [old.filter(kind=kind).count() for kind in ("province", "district", "commune")],
    "new": [new.filter(kind=kind).count() for kind in ("province", "district", "commune")],
    "today": statistics().rows,
    "queues": counts([unit.pk for unit in Unit.objects.filter(code__startswith="H36.101")]),
    "page": client.get("/").content.decode(),
    "signed": [client.login(username=name, password="motcua-demo") for name in ("congdan", "motcua", "quantri")],
    "bulk": bulk, "events": events,
    "desk": [
        client.login(username="kiemsoat2", password="motcua-demo"), client.get("/xu-ly/danh-muc/").content.decode(),
    ],
})
"""


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


@pytest.fixture(scope="module")
def seen(nation):
    """What is in the database and on its pages, looked at by one process of its own."""
    environment = {**os.environ, "MOTCUA_DATA_DIR": str(nation[0]), "MOTCUA_DATABASE_URL": ""}
    done = subprocess.run([sys.executable, "-c", LOOK], env=environment, capture_output=True, text=True, check=False)
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


def test_catalogue_and_units_of_the_period_have_the_published_counts(seen):
    assert seen["rows"] == 6472
    levels = seen["levels"]
    assert (levels["central"], levels["vertical"]) == (3868, 1753)
    assert levels["province"] + levels["district"] + levels["commune"] == 1395
    assert seen["decisions"] == 575
    assert seen["old"] == [63, 705, 10_599]
    assert seen["new"] == [34, 0, 3_321]
    assert seen["today"] >= 51


def test_every_queue_of_the_demonstration_offices_has_work(seen):
    wanted = "receive forward take_over appraise sign check_supplement waiting_for_citizen return late"
    assert all(seen["queues"][name] > 0 for name in wanted.split()), seen["queues"]


def test_the_editors_desk_has_one_text_to_approve_and_one_to_write(seen):
    signed_in, desk = seen["desk"]
    assert signed_in
    to_approve, drafts, deadlines = (desk.index(f'id="{part}"') for part in ("cho-duyet", "du-thao", "thoi-han"))
    assert "Đăng ký thành lập hộ kinh doanh" in desk[to_approve:drafts]
    assert "Đăng ký kết hôn" in desk[drafts:deadlines]
    assert "Không có thời hạn nào đang mở" not in desk[deadlines:]


def test_pages_say_that_they_are_simulated_and_demo_accounts_log_in(seen):
    assert "Quốc gia mô phỏng" in seen["page"]
    assert seen["signed"] == [True, True, True]


def test_events_and_facts_in_bulk_tell_the_same_lives(seen):
    bulk, events = dict(seen["bulk"]), dict(seen["events"])
    assert bulk[3] == events[3]
    assert bulk[7] == events[7]
    # A lost day of a source may take the news of a return, never that of a settlement.
    assert bulk[9] + bulk[10] == events[9] + events[10]


@pytest.mark.django_db
def test_real_work_is_spared():
    open_officer_account(username="that", full_name="Người thật", by=None, reason="thử")
    with pytest.raises(errors.RealWorkIsThere) as refusal:
        services.fill()
    assert "đã có tài khoản" in refusal.value.sentence("vi")
    assert "already holds accounts" in refusal.value.sentence("en")


@pytest.mark.django_db
def test_the_nation_is_refused_in_production(settings):
    settings.PRODUCTION = True
    with pytest.raises(errors.NotInProduction):
        services.fill()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("asked", "refusal"),
    [
        ({"period": "2026Q1"}, errors.PeriodNotSimulated),
        ({"period": "2023-02"}, errors.PeriodNotSimulated),
        ({"dossiers": 12}, errors.TooFewDossiers),
    ],
    ids=["too late", "no quarter", "too few"],
)
def test_what_cannot_be_simulated_is_refused_before_anything_is_written(asked, refusal):
    with pytest.raises(refusal):
        services.fill(**asked)
