"""Whole dossier lives through the services, and lists and search among a million dossiers.

A life is register, receive, hand over, take over, propose, decide, return: seven acts.
Runs on the database of MOTCUA_DATABASE_URL, else on SQLite in a folder of its own.
"""

import os
import statistics
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import Any

LIFE = ("receive", "hand_over", "take_over", "propose", "decide", "return_output")


def _start(folder: str) -> None:
    os.environ["MOTCUA_DATA_DIR"] = folder
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.config.settings")
    import django

    django.setup()


def _lives(folder: str, seconds: float) -> tuple[int, list[float]]:
    """Live dossiers one after another; return how many, and the milliseconds of each receive."""
    _start(folder)
    from motcua.dossiers import services
    from tools import kill_test

    place = kill_test.world()
    for _ in range(3):  # statements and caches of a running server
        services.receive(number=kill_test.register(place).number, actor=place[3])
    done, receives, until = 0, [], time.perf_counter() + seconds
    while time.perf_counter() < until:
        number = kill_test.register(place).number
        for act in LIFE:
            began = time.perf_counter()
            getattr(services, act)(number=number, actor=place[3])
            if act == "receive":
                receives.append((time.perf_counter() - began) * 1000)
        done += 1
    return done, receives


def _fill(number: int) -> None:
    """Copy one lived dossier so often that there are `number`, spread over 500 units."""
    from django.utils import timezone

    from motcua.agencies.models import Unit
    from motcua.dossiers.models import Applicant, Dossier

    model = Dossier.objects.order_by("-pk").first()
    assert model is not None
    units = Unit.objects.bulk_create(
        Unit(code=f"H98.{n}", name=f"Đơn vị {n}", name_key=f"don vi {n}", level="commune", kind="other")
        for n in range(500)
    )
    ids = [unit.pk for unit in units]
    names = ("Nguyễn Văn An", "Trần Thị Bình", "Lê Hoàng Cường", "Phạm Thu Dung", "Vũ Đức Em")
    folded = ("nguyen van an", "tran thi binh", "le hoang cuong", "pham thu dung", "vu duc em")
    people = Applicant.objects.bulk_create(
        Applicant(name=names[n % 5], folded_name=folded[n % 5], identity_number=f"{n:012d}") for n in range(5000)
    )
    now = timezone.now()
    states = (("closed", "", False), ("closed", "", False), ("closed", "", False), ("processing", "propose", True))
    copied = {field.attname: getattr(model, field.attname) for field in Dossier._meta.concrete_fields}
    batch = []
    for n in range(number):
        state, expected, is_open = states[n % 4]
        unit = ids[n % 500]
        batch.append(
            Dossier(**{
                **copied, "id": None, "number": f"H98-260302-{n:07d}", "state": state, "expected_act": expected,
                "is_open": is_open, "expected_unit_id": unit, "resolving_unit_id": unit, "receiving_unit_id": unit,
                "applicant_id": people[n % 5000].pk, "intake_key": None, "parent_id": None, "current_due_at": now,
                "finished_at": None if is_open else now,
                "search_text": f"h98 260302 {n:07d} {folded[n % 5]} {n % 5000:012d} trich luc {n % 977}",
            })
        )  # fmt: skip
        if len(batch) == 5000:
            Dossier.objects.bulk_create(batch)
            batch = []
    Dossier.objects.bulk_create(batch)


def _p95(times: list[float]) -> float:
    return round(statistics.quantiles(times, n=20)[-1], 2)


def _timed(ask: Any, times: int = 40) -> float:
    measured = []
    for n in range(times):
        began = time.perf_counter()
        ask(n)
        measured.append((time.perf_counter() - began) * 1000)
    return _p95(measured)


def run() -> Iterator[dict[str, Any]]:
    """Yield the figures."""
    seconds = float(os.environ.get("BENCH_SECONDS", "8"))
    million = int(os.environ.get("BENCH_DOSSIERS", "1000000"))
    with tempfile.TemporaryDirectory(prefix="motcua-bench-") as folder:
        _start(folder)
        from django.db import connection, connections

        from motcua.dossiers import selectors
        from tools import kill_test

        kill_test.prepare()
        where = connection.vendor
        connections.close_all()
        for clients in (1, 8):
            with ProcessPoolExecutor(clients, mp_context=get_context("spawn")) as crowd:
                answers = list(crowd.map(_lives, [folder] * clients, [seconds] * clients))
            lives = sum(done for done, _ in answers)
            receives = [each for _, some in answers for each in some]
            yield {"work": f"whole lives, {clients} client(s), {where}", "figure": round(lives / seconds), "unit": "/s"}
            yield {"work": f"receive, {clients} client(s), {where}, 95th percentile", "figure": _p95(receives),
                   "unit": "ms"}  # fmt: skip
        if not million:
            return
        _fill(million)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        from motcua.agencies.models import Unit

        ids = list(Unit.objects.filter(code__startswith="H98.").values_list("pk", flat=True))
        asked = {
            "queue, first 50": lambda n: list(selectors.queue("appraise", [ids[n % 500]])[:50]),
            "late queue, first 50": lambda n: list(selectors.queue("late", [ids[n % 500]])[:50]),
            "all counters of a unit": lambda n: selectors.counts([ids[n % 500]]),
            "search by number": lambda n: selectors.search(f"H98-260302-{n * 977:07d}"),
            "search by name, very common": lambda n: selectors.search("nguyen van an"),
            "search by words in one unit": lambda n: selectors.search(f"nguyen trich luc {n}", [ids[n % 500]]),
            "search by identity number": lambda n: selectors.search(f"{n * 31:012d}"),
        }
        for work, ask in asked.items():
            yield {"work": f"{work}, {million:,} dossiers, {where}, 95th percentile", "figure": _timed(ask),
                   "unit": "ms"}  # fmt: skip
