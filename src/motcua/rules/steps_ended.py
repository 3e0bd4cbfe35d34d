"""Which steps of the internal process has an official act brought to an end?

TT 01/2018/TT-VPCP art 8: the approved process is the electronic process, so a step ends with the act that
shows it, and nobody has to report it a second time. A step that no act shows is completed by hand.
ASSUMPTION: the duty of a step tells which act shows it; the circular leaves that to each process.
"""

from collections.abc import Collection, Sequence

from motcua.rules.lifecycle_acts import Act
from motcua.rules.processes import ProcessStep

# Duties whose steps an act brings to an end, with every step that stands before them.
SHOWN_BY: dict[Act, frozenset[str]] = {
    Act.PROPOSE: frozenset({"settle"}),
    Act.DECIDE: frozenset({"settle", "sign"}),
    Act.REFUSE_AFTER_APPRAISAL: frozenset({"settle", "sign"}),
}


def steps_ended(act: Act, steps: Sequence[ProcessStep], done: Collection[str]) -> tuple[str, ...]:
    """Return the keys of the steps that `act` ends, in the order of the process.

    Handing over before there is a result ends the reception that is running; returning the result ends all.
    """
    left = [step for step in steps if step.key not in done]
    if act is Act.RETURN_OUTPUT:
        return tuple(step.key for step in left)
    if act is Act.HAND_OVER:
        return tuple(step.key for step in left if step.duty == "receive" and done_before(step, done))
    shown = {step.key for step in left if step.duty in SHOWN_BY.get(act, frozenset())}
    ended, by_key = set[str](), {step.key: step for step in left}
    while shown - ended:
        key = (shown - ended).pop()
        ended.add(key)
        shown |= {before for before in by_key[key].after if before in by_key}
    return tuple(step.key for step in left if step.key in ended)


def done_before(step: ProcessStep, done: Collection[str]) -> bool:
    """Return whether the turn of `step` has come."""
    return all(key in done for key in step.after)
