"""Does the formula hold? Every arrival, officer and lost patience played one by one (seeded)."""

import random
from dataclasses import dataclass
from heapq import heapreplace
from math import inf


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

    Who came first is served first, so an officer's next free moment decides each wait. An infinite patience means
    nobody leaves; without officers everybody does.
    """
    chance = random.Random(seed)  # noqa: S311 - a simulation, repeatable on purpose
    free = [0.0] * officers
    now, total, left, within = 0.0, 0.0, 0, 0
    for _ in range(people):
        now += chance.expovariate(load)
        endures = patience if patience == inf else chance.expovariate(1 / patience)
        wait = max(0.0, free[0] - now) if free else inf
        if wait > endures or wait == inf:
            left += 1
            continue
        heapreplace(free, now + wait + chance.expovariate(1.0))
        total += wait
        within += wait <= target
    served = people - left
    return Played(people, left, within, total / served if served else 0.0)
