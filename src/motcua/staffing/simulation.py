"""Does the formula hold? Every arrival, officer and lost patience played one by one (simpy, seeded)."""

import random
from collections.abc import Generator
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Played:
    """What happened to the people (or dossiers) of one run."""

    came: int
    left: int
    within: int
    mean_wait: float

    @property
    def left_share(self) -> float:
        return self.left / self.came if self.came else 0.0

    @property
    def within_share(self) -> float:
        return self.within / self.came if self.came else 1.0


def play(
    *, officers: int, load: float, patience: float, people: int = 6_000, target: float = 0.0, seed: int = 1
) -> Played:
    """Play `people` arrivals at `load` Erlang; times in serving times, `target` the wait that counts as in time.

    An infinite patience means nobody leaves.
    """
    import simpy  # noqa: PLC0415 - only a planner plays queues

    chance = random.Random(seed)  # noqa: S311 - a simulation, repeatable on purpose
    world = simpy.Environment()
    desk = simpy.Resource(world, capacity=officers)
    waits: list[float] = []
    left = [0]

    def person() -> Generator[Any, Any, None]:
        came = world.now
        with desk.request() as turn:
            if patience == float("inf"):
                yield turn
            else:
                yield turn | world.timeout(chance.expovariate(1 / patience))
            if not turn.triggered:
                left[0] += 1
                return
            waits.append(world.now - came)
            yield world.timeout(chance.expovariate(1.0))

    def door() -> Generator[Any, Any, None]:
        for _ in range(people):
            yield world.timeout(chance.expovariate(load))
            world.process(person())

    world.process(door())
    world.run()
    mean = sum(waits) / len(waits) if waits else 0.0
    return Played(people, left[0], sum(wait <= target for wait in waits), mean)
