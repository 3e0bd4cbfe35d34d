"""Steps that ran, against the approved process."""

from datetime import UTC, datetime

from motcua.dossiers.step_history import StepRun
from motcua.review.conformance import conformance
from motcua.rules.calendar import official_calendar


def run(key, began, done, *, dossier="D-1", after=(), hours=4.0, state="done", finished=True):
    def at(hour):
        return None if hour is None else datetime(2023, 1, 10, hour - 7, tzinfo=UTC)

    return StepRun(dossier, "U", "", key, key, key, hours, after, state, at(began), at(done), finished)


def test_skipped_repeated_out_of_order_and_too_slow_steps_are_told_apart():
    runs = [
        run("check", 8, 9),
        run("appraise", 9, 17, after=("check",)),
        run("appraise", 9, 10, dossier="D-2", after=("check",)),
        run("appraise", 10, 11, dossier="D-2", after=("check",)),
        run("check", 10, 11, dossier="D-3"),
        run("appraise", 9, 10, dossier="D-3", after=("check",)),
        run("check", None, None, dossier="D-4", state="skipped"),
    ]
    found = {step.key: step for step in conformance(runs, official_calendar())}

    assert (found["check"].runs, found["check"].skipped) == (3, 1)
    appraise = found["appraise"]
    assert (appraise.repeated, appraise.out_of_order, appraise.too_slow) == (2, 1, 1)
    assert appraise.examples == ("D-2", "D-3", "D-1")
