"""Share officers over 11,700 units: calibration, optimum, moves; against filling one by one."""

import heapq
import time

UNITS = 11_700


def _nation():
    import numpy as np

    from motcua.staffing.measures import UnitLoads

    rng = np.random.default_rng(7)
    levels = rng.choice([2, 3, 4], UNITS, p=[0.04, 0.06, 0.90])
    rated = rng.integers(200, 30_000, UNITS)
    share = np.minimum(rng.beta(1, 30, UNITS) + 0.002, 0.6)
    late = rng.binomial(rated, share)
    codes = [f"H{place % 63:02d}.{place}" for place in range(UNITS)]
    half = np.zeros(UNITS, dtype=np.int64)
    return UnitLoads(codes, levels, rated, rated, late, np.full(UNITS, 0.002), half, half)


def run():
    import os

    import django
    import numpy as np

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.config.settings")
    django.setup()

    from motcua.staffing import allocation, calibration, moves

    loads = _nation()
    present = np.where(loads.levels == 4, 5, 13).astype(np.int64)
    least, officers = np.minimum(present, 2), int(present.sum())
    groups = np.array([int(code[1:3]) * 10 + int(n) for code, n in zip(loads.codes, loads.levels, strict=True)])
    began = time.perf_counter()
    calibration.shares_by_load(calibration.PATIENCE)
    yield {"work": "tables of Erlang A, once a process", "figure": round(time.perf_counter() - began, 2), "unit": "s"}
    seconds, (losses, best) = _timed(lambda: _share(calibration, allocation, loads, present, officers, least))
    naive, total = _timed(lambda: _one_by_one(losses, officers, least))
    assert abs(total - best.total_loss) <= 1e-6 * total, "the two ways differ"
    yield {
        "work": f"{officers:,} officers shared over {UNITS:,} units, optimal", "figure": round(seconds, 2),
        "unit": "s", "peer": round(naive, 2), "ratio": round(naive / seconds, 1),
        "note": "peer: officer by officer from a heap, same total",
    }  # fmt: skip
    seconds, found = _timed(lambda: moves.propose(losses, present, least, groups, worth=1.0, curve_to=10_000))
    yield {
        "work": f"{len(found.moves):,} moves and the curve",
        "figure": round(seconds, 2),
        "unit": "s",
    }


def _share(calibration, allocation, loads, present, officers, least):
    losses = calibration.calibrate(loads, present).losses()
    return losses, allocation.share_out(losses, officers, least)


def _one_by_one(losses, officers, least):
    given = least.copy()
    heap = [(losses[i, k + 1] - losses[i, k], i) for i, k in enumerate(given)]
    heapq.heapify(heap)
    for _ in range(officers - int(given.sum())):
        _, i = heapq.heappop(heap)
        given[i] += 1
        k = given[i]
        if k + 1 < losses.shape[1]:
            heapq.heappush(heap, (losses[i, k + 1] - losses[i, k], i))
    return float(losses[range(len(given)), given].sum())


def _timed(call):
    began = time.perf_counter()
    answer = call()
    return time.perf_counter() - began, answer
