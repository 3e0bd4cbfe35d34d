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
from itertools import cycle
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.config.settings")
PREFIX = "H99"
HANGS = 600


def start_django():
    import django

    django.setup()
    from django.db import connection

    if connection.vendor == "sqlite":
        # The one writer's lock is waited for as long as it takes: a slow machine is no wrong result.
        connection.settings_dict["OPTIONS"]["timeout"] = HANGS


def prepare():
    """Make the tables, two units and a procedure; return nothing, workers look them up."""
    from datetime import UTC, date, datetime

    from motcua.agencies.models import Unit
    from motcua.cli.preparation import ensure_tables
    from motcua.procedures.models import InternalProcess, Procedure, ProcedureVersion

    ensure_tables()
    if Unit.objects.filter(code=f"{PREFIX}.01").exists():
        return
    for code, name in ((f"{PREFIX}.01", "Trung tâm thử"), (f"{PREFIX}.02", "Sở thử")):
        Unit.objects.create(code=code, name=name, level="province", kind="other")
    epoch = datetime(2020, 1, 1, tzinfo=UTC)
    made = Procedure.objects.create(code="9.999999", identity="9.999999", name="Thủ tục thử", recorded_at=epoch)
    process = InternalProcess.objects.create(procedure=made, valid_from=date(2018, 1, 1), recorded_at=epoch)
    for place, (key, duty, after) in enumerate((("a", "receive", []), ("b", "settle", ["a"]), ("c", "sign", ["b"])), 1):
        process.steps.create(ordinal=place, key=key, name=key, office="Phòng", duty=duty, hours=4, after=after)
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


# Every act of the table but those that only answer another dossier or an amended calendar. What stands before
# LATER happened two months ago.
LATER = "later"
LIVES = (
    ("receive", "hand_over", "take_over", "propose", "send_back", "propose", "decide", "return_output", "close"),
    ("receive", "request_supplement", "supplement", "decide", "return_output"),
    ("receive", "request_supplement", "supplement unchecked", "restart", "decide", "return_output"),
    ("receive", "request_financial_duty", "confirm_financial_duty", "refuse_after_appraisal", "return_output"),
    ("receive", "consult", "answer_consultation", "complete_step", "reappoint", "decide", "reopen", "decide"),
    ("receive", "ask_correction", "decline_correction", "correct", "withdraw"),
    ("receive", "stop_at_request"),
    ("receive", "request_supplement", LATER, "stop_unanswered"),
    ("receive", "consult", LATER, "lapse_consultation", "decide"),
    ("refuse_reception",),
)
FACTS = {
    "request_supplement": {"items": ["Tờ khai"], "reason": "Thiếu"},
    "supplement unchecked": {"complete": False},
    "confirm_financial_duty": {"proof": "BL-1"},
    "refuse_after_appraisal": {"reason": "Không đủ điều kiện"},
    "refuse_reception": {"reason": "Không thuộc thẩm quyền"},
    "send_back": {"reason": "Bổ sung căn cứ"},
    # The third act of its life each time.
    "answer_consultation": {"consultation": "c3", "answer": "Đồng ý"},
    "lapse_consultation": {"consultation": "c3"},
    "complete_step": {"step": "a"},
    "ask_correction": {"reason": "Ghi nhầm", "corrections": {"summary": "Đúng"}},
    "decline_correction": {"asked": 3, "reason": "Không nhầm"},
    "correct": {"reason": "Ghi nhầm", "approved_by": 1, "corrections": {"applicant": "Người thử khác"}},
    "reopen": {"reason": "Kết thúc nhầm", "approved_by": 1},
    "stop_at_request": {"reason": "Theo đề nghị"},
    "stop_unanswered": {"reason": "Không bổ sung"},
}


def facts_of(act, department):
    """Return what an act states, also what depends on the day."""
    from datetime import datetime, time, timedelta

    from django.utils import timezone

    from motcua.calendars.selectors import official_calendar
    from motcua.rules.time_limits import TimeLimit

    if act == "consult":
        return {"to_unit": department, "question": "?", "limit": TimeLimit.parse("2wd"), "silence": "continues"}
    if act == "reappoint":
        day = official_calendar().add(timezone.localdate() + timedelta(days=8), 1)
        return {"new_at": timezone.make_aware(datetime.combine(day, time(17))), "cause": "volume", "reason": "Quá tải"}
    return FACTS.get(act, {})


def work(log):
    """Live one dossier after another until killed, noting each act after its commit."""
    start_django()
    from datetime import timedelta

    from django.utils import timezone

    from motcua.dossiers import clock, services

    place = world()

    def note(number, ordinal, act):
        file.write(f"{number} {ordinal} {act}\n")
        file.flush()

    with open(log, "a", encoding="ascii") as file:
        for life in cycle(random.sample(LIVES, len(LIVES))):
            before, after = life[: life.index(LATER)] if LATER in life else (), life
            with clock.at(timezone.now() - timedelta(days=60 if before else 0)):
                dossier = register(place)
                note(dossier.number, 1, "register")
                for act in before:
                    note(dossier.number, do(services, act, dossier, place).ordinal, act)
            for act in after[len(before) + 1 :] if before else after:
                note(dossier.number, do(services, act, dossier, place).ordinal, act)


def do(services, act, dossier, place):
    """Do one act with what it states; `act` may carry a second word that tells two uses of it apart."""
    service = getattr(services, act.partition(" ")[0])
    return service(number=dossier.number, actor=place[3], **facts_of(act, place[1]))


def storm(seconds, workers, folder):
    """Run workers, killing one every fraction of a second; return the number of kills."""
    logs = [folder / f"worker-{n}.log" for n in range(workers)]

    def begin(log):
        noted[log] = size(log)
        with log.with_suffix(".err").open("a") as errors:
            return subprocess.Popen([sys.executable, __file__, "--work", str(log)], stderr=errors)

    noted: dict[Path, int] = {}
    running = {log: begin(log) for log in logs}
    patience = time.monotonic() + HANGS
    while time.monotonic() < patience and not any(map(size, logs)):
        time.sleep(0.1)  # importing takes its time; the first kills must hit acts
    began, kills = time.monotonic(), 0
    # A loaded machine needs longer until enough was done to be judged; what hangs ends all the same.
    while (past := time.monotonic() - began) < seconds or (past < HANGS and not enough(logs, kills)):
        time.sleep(random.uniform(0.1, 0.6))  # noqa: S311
        log = random.choice(logs)  # noqa: S311
        if size(log) > noted[log] and running[log].poll() is None:
            running[log].send_signal(signal.SIGKILL)
            running[log].wait()
            kills += 1
        if running[log].poll() is not None:
            running[log] = begin(log)
    for process in running.values():
        process.send_signal(signal.SIGKILL)
        process.wait()
    return kills + workers


def size(log):
    return log.stat().st_size if log.exists() else 0


def enough(logs, kills):
    """Return whether so much was done and killed that the outcome says something."""
    noted = [line for log in logs if log.exists() for line in log.read_text(encoding="ascii").splitlines()]
    acts = [line.split(" ", 2)[2] for line in noted]
    return kills > 3 and len(acts) > 20 and len(set(acts)) > 12


def judge(folder):
    """Return what is wrong: an empty list when nothing was lost, doubled or half-done."""
    from motcua.dossiers import selectors
    from motcua.dossiers.models import Applicant, Dossier, Event, HandOver
    from motcua.rules.lifecycle_replay import replay

    wrong = []
    for errors in sorted(folder.glob("worker-*.err")):
        if "Traceback" in errors.read_text():
            wrong.append(f"a worker stopped by itself: {errors.read_text()[-600:]}")
    known = set(Event.objects.values_list("dossier__number", "ordinal"))
    for log in sorted(folder.glob("worker-*.log")):
        for line in log.read_text(encoding="ascii").splitlines():
            number, ordinal, _ = line.split(" ", 2)
            if (number, int(ordinal)) not in known:
                wrong.append(f"lost act {line}")
    for dossier in Dossier.objects.iterator():
        events = selectors.timeline(dossier)
        if selectors.broken_at(dossier) is not None:
            wrong.append(f"broken chain {dossier.number}")
        if replay(selectors.recorded_acts(events)) != selectors.situation_of(dossier):
            wrong.append(f"half-done {dossier.number}")
        moves = sum(event.act == "hand_over" for event in events)
        done = dossier.steps.filter(state__in=["done", "skipped"]).values_list("key", flat=True)
        if set(done) != set(selectors.situation_of(dossier).steps_done):
            wrong.append(f"steps without act {dossier.number}")
        if HandOver.objects.filter(dossier=dossier).count() != moves:
            wrong.append(f"hand-over without act {dossier.number}")
    # A correction leaves the applicant as he was stated before; it keeps him in its act.
    restated = Event.objects.filter(act="correct").count()
    if Applicant.objects.filter(dossiers=None).count() != restated:
        wrong.append("an applicant without dossier")
    kinds = sorted(set(Event.objects.values_list("act", flat=True)))
    return wrong, Dossier.objects.count(), len(known), kinds


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
            wrong, dossiers, acts, kinds = judge(folder)
            answer = {"kills": kills, "dossiers": dossiers, "acts": acts, "kinds": kinds}
        print(json.dumps({**answer, "wrong": wrong}, ensure_ascii=False))
        return 1 if wrong else 0
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
