"""Kill workers with signal 9 in the middle of acts, start them again, and prove that nothing is half-done.

    python tools/kill_test.py [--seconds 12] [--workers 4]     acts under load, killed at random
    python tools/kill_test.py --intakes 200                    so many intakes at the same moment

Works on the database of MOTCUA_DATABASE_URL, else on SQLite in a folder of its own. Every worker
notes each act after its commit; afterwards every noted act must be there, every chain whole, every
cached state equal to the replay of its acts, every number unique. Prints one JSON object; exit 0 or 1.
"""

import argparse
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.config.settings")
PREFIX = "H99"


def start_django():
    import django

    django.setup()


def prepare():
    """Make the tables, two units and a procedure; return nothing, workers look them up."""
    from datetime import UTC, date, datetime

    from django.core.management import call_command

    from motcua.agencies.models import Unit
    from motcua.procedures.models import Procedure, ProcedureVersion

    call_command("migrate", verbosity=0)
    if Unit.objects.filter(code=f"{PREFIX}.01").exists():
        return
    for code, name in ((f"{PREFIX}.01", "Trung tâm thử"), (f"{PREFIX}.02", "Sở thử")):
        Unit.objects.create(code=code, name=name, level="province", kind="other")
    epoch = datetime(2020, 1, 1, tzinfo=UTC)
    made = Procedure.objects.create(code="9.999999", identity="9.999999", name="Thủ tục thử", recorded_at=epoch)
    ProcedureVersion.objects.create(
        procedure=made, ordinal=1, status="published", valid_from=date(2018, 1, 1), recorded_at=epoch, name=made.name
    )


def world():
    from motcua.agencies.models import Unit
    from motcua.dossiers.actors import Actor
    from motcua.procedures.models import ProcedureVersion

    one_stop, department = Unit.objects.filter(code__startswith=f"{PREFIX}.").order_by("code")
    version = ProcedureVersion.objects.select_related("procedure").get(procedure__identity="9.999999")
    return one_stop, department, version, Actor.system("kill test")


def register(place, key=None):
    from motcua.dossiers import services
    from motcua.rules.time_limits import TimeLimit

    one_stop, department, version, actor = place
    return services.register(
        procedure_version=version,
        receiving_unit=one_stop,
        resolving_unit=department,
        applicant=services.ApplicantFacts("Người thử"),
        actor=actor,
        limit=TimeLimit.parse("3wd"),
        intake_key=key,
    )


LIVES = (
    ("receive", "hand_over", "take_over", "propose", "decide", "return_output", "close"),
    ("receive", "request_supplement", "supplement", "decide", "return_output"),
    ("receive", "request_financial_duty", "confirm_financial_duty", "refuse_after_appraisal", "return_output"),
    ("receive", "withdraw"),
    ("refuse_reception",),
)
FACTS = {
    "request_supplement": {"items": ["Tờ khai"], "reason": "Thiếu"},
    "confirm_financial_duty": {"proof": "BL-1"},
    "refuse_after_appraisal": {"reason": "Không đủ điều kiện"},
    "refuse_reception": {"reason": "Không thuộc thẩm quyền"},
}


def work(log):
    """Live one dossier after another until killed, noting each act after its commit."""
    start_django()
    from motcua.dossiers import services

    place = world()
    with open(log, "a", encoding="ascii") as file:
        while True:
            dossier = register(place)
            file.write(f"{dossier.number} 1\n")
            file.flush()
            for act in random.choice(LIVES):  # noqa: S311 (no secret)
                event = getattr(services, act)(number=dossier.number, actor=place[3], **FACTS.get(act, {}))
                file.write(f"{dossier.number} {event.ordinal}\n")
                file.flush()


def storm(seconds, workers, folder):
    """Run workers, killing one every fraction of a second; return the number of kills."""
    logs = [folder / f"worker-{n}.log" for n in range(workers)]

    def begin(log):
        return subprocess.Popen([sys.executable, __file__, "--work", str(log)], stderr=subprocess.DEVNULL)

    running = {log: begin(log) for log in logs}
    patience = time.monotonic() + 60
    while time.monotonic() < patience and not any(log.exists() and log.stat().st_size for log in logs):
        time.sleep(0.1)  # importing takes its time; the first kills must hit acts
    until, kills = time.monotonic() + seconds, 0
    while time.monotonic() < until:
        time.sleep(random.uniform(0.1, 0.6))  # noqa: S311
        log = random.choice(logs)  # noqa: S311
        if log.exists() and log.stat().st_size and running[log].poll() is None:
            running[log].send_signal(signal.SIGKILL)
            running[log].wait()
            kills += 1
        if running[log].poll() is not None:
            running[log] = begin(log)
    for process in running.values():
        process.send_signal(signal.SIGKILL)
        process.wait()
    return kills + workers


def judge(folder):
    """Return what is wrong: an empty list when nothing was lost, doubled or half-done."""
    from motcua.dossiers import selectors
    from motcua.dossiers.models import Applicant, Dossier, Event, HandOver
    from motcua.rules.lifecycle_replay import replay

    wrong = []
    known = set(Event.objects.values_list("dossier__number", "ordinal"))
    for log in sorted(folder.glob("worker-*.log")):
        for line in log.read_text(encoding="ascii").splitlines():
            number, _, ordinal = line.partition(" ")
            if ordinal and (number, int(ordinal)) not in known:
                wrong.append(f"lost act {line}")
    for dossier in Dossier.objects.iterator():
        events = selectors.timeline(dossier)
        if selectors.broken_at(dossier) is not None:
            wrong.append(f"broken chain {dossier.number}")
        if replay(selectors.recorded_acts(events)) != selectors.situation_of(dossier):
            wrong.append(f"half-done {dossier.number}")
        moves = sum(event.act == "hand_over" for event in events)
        if HandOver.objects.filter(dossier=dossier).count() != moves:
            wrong.append(f"hand-over without act {dossier.number}")
    if Applicant.objects.filter(dossiers=None).exists():
        wrong.append("an applicant without dossier")
    return wrong, Dossier.objects.count(), len(known)


def intakes(number):
    """Let so many intakes begin at the same moment; return how many different numbers they got."""
    from django.db import connections

    place = world()

    def one(n):
        try:
            return register(place, key=f"intake-{n}").number
        finally:
            connections.close_all()

    with ThreadPoolExecutor(number) as crowd:
        return list(crowd.map(one, range(number)))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=12)
    parser.add_argument("--workers", type=int, default=4)
    parser.add_argument("--intakes", type=int)
    parser.add_argument("--work", type=Path)
    args = parser.parse_args()
    if args.work:
        work(args.work)
        return 0
    folder = Path(tempfile.mkdtemp(prefix="motcua-kill-"))
    os.environ["MOTCUA_DATA_DIR"] = str(folder)
    try:
        start_django()
        prepare()
        began = time.monotonic()
        if args.intakes:
            numbers = intakes(args.intakes)
            seconds = round(time.monotonic() - began, 2)
            answer = {"intakes": len(numbers), "different": len(set(numbers)), "seconds": seconds}
            wrong = [] if len(set(numbers)) == args.intakes else ["a number was given twice"]
        else:
            kills = storm(args.seconds, args.workers, folder)
            wrong, dossiers, acts = judge(folder)
            answer = {"kills": kills, "dossiers": dossiers, "acts": acts}
        print(json.dumps({**answer, "wrong": wrong}, ensure_ascii=False))
        return 1 if wrong else 0
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
