"""In which order is a dossier worked on inside the offices?

Circular 01/2018/TT-VPCP art 8 (domain.md 1.8): the approved internal process lists each
step with the responsible office, its time and its product; it becomes the electronic
process. Steps may run in parallel and may consult other agencies.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from motcua.rules.errors import RuleViolation


class ProcessIsBroken(RuleViolation):
    """The internal process cannot be used: {reason}. Correct its steps and save again."""

    code: ClassVar[str] = "process_is_broken"
    vi: ClassVar[str] = "Quy trình nội bộ chưa dùng được: {reason_vi}. Hãy sửa các bước rồi lưu lại."


@dataclass(frozen=True, slots=True)
class ProcessStep:
    """One step. `hours` are working hours; `after` and `consults` hold keys and agency codes."""

    key: str
    name: str
    office: str
    duty: str
    hours: Decimal
    after: tuple[str, ...] = ()
    consults: tuple[str, ...] = ()
    product: str = ""
    name_en: str = ""


@dataclass(frozen=True, slots=True)
class Process:
    """The ordered steps of one procedure (or one of its cases) at one time."""

    steps: tuple[ProcessStep, ...]

    def step(self, key: str) -> ProcessStep:
        """Return the step of that key; raise KeyError for an unknown one."""
        for step in self.steps:
            if step.key == key:
                return step
        raise KeyError(key)

    def first(self) -> tuple[ProcessStep, ...]:
        """Return the steps nothing else must come before."""
        return tuple(step for step in self.steps if not step.after)

    def ready(self, done: Collection[str]) -> tuple[ProcessStep, ...]:
        """Return the steps that may begin once the steps in `done` have ended."""
        return tuple(s for s in self.steps if s.key not in done and all(key in done for key in s.after))

    def is_finished(self, done: Collection[str]) -> bool:
        """Return whether every step has ended."""
        return all(step.key in done for step in self.steps)

    def finish_hours(self) -> dict[str, Decimal]:
        """Return for each step the working hours from the start to its end, if none waits."""
        ends: dict[str, Decimal] = {}
        for step in in_order(self.steps):
            ends[step.key] = max((ends[key] for key in step.after), default=Decimal(0)) + step.hours
        return ends

    def hours(self) -> Decimal:
        """Return the working hours of the longest branch."""
        return max(self.finish_hours().values(), default=Decimal(0))


def in_order(steps: Iterable[ProcessStep]) -> tuple[ProcessStep, ...]:
    """Return `steps` so that each stands behind those it waits for; refuse a circle."""
    waiting, placed = list(steps), dict[str, ProcessStep]()
    while waiting:
        free = [step for step in waiting if all(key in placed for key in step.after)]
        if not free:
            keys = ", ".join(step.key for step in waiting)
            raise ProcessIsBroken(
                reason=f"the steps {keys} wait for each other", reason_vi=f"các bước {keys} chờ lẫn nhau"
            )
        placed.update((step.key, step) for step in free)
        waiting = [step for step in waiting if step.key not in placed]
    return tuple(placed.values())


def process_of(steps: Iterable[ProcessStep]) -> Process:
    """Return a checked process: keys unique, every predecessor known, no circle, no negative time."""
    listed = tuple(steps)
    keys = [step.key for step in listed]
    if not listed:
        raise ProcessIsBroken(reason="it has no step", reason_vi="chưa có bước nào")
    if len(set(keys)) < len(keys):
        twice = next(key for key in keys if keys.count(key) > 1)
        raise ProcessIsBroken(reason=f"two steps are called {twice}", reason_vi=f"hai bước cùng mã {twice}")
    for step in listed:
        unknown = [key for key in step.after if key not in keys]
        if unknown:
            raise ProcessIsBroken(
                reason=f"step {step.key} waits for {unknown[0]}, which does not exist",
                reason_vi=f"bước {step.key} chờ bước {unknown[0]} không tồn tại",
            )
        if step.hours < 0:
            raise ProcessIsBroken(
                reason=f"step {step.key} takes less than no time", reason_vi=f"bước {step.key} có thời gian âm"
            )
    in_order(listed)
    return Process(listed)
