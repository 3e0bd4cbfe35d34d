"""A quiet HiGHS: its first construction writes a banner to standard output, where commands answer as JSON."""

import os
from typing import Any


def quiet_solver() -> Any:
    """Return a solver that writes nothing; the banner of the first one goes to standard error."""
    import highspy  # noqa: PLC0415 - 12 MB that only a planner needs

    kept = os.dup(1)
    try:
        os.dup2(2, 1)
        solver: Any = highspy.Highs()  # type: ignore[no-untyped-call]
    finally:
        os.dup2(kept, 1)
        os.close(kept)
    solver.silent()
    return solver
