"""How long a statutory report takes to the figures, and from the figures to each kind of file."""

import time
from typing import Any


def run() -> list[dict[str, Any]]:
    """Return milliseconds for the reports of Q1/2023 over whatever the ledger holds, best of three."""
    from motcua.cli.output import start_django

    start_django()
    from motcua.reports import catalogue
    from motcua.reports.printing import FORMS, printed
    from motcua.reports.request import request_of

    asked = request_of("2023Q1")
    rows = [
        {"work": f"report {name} 2023Q1, figures", "figure": _best(lambda name=name: catalogue.report(name, asked)),
         "unit": "ms"}
        for name in catalogue.REPORTS
    ]  # fmt: skip
    table = catalogue.report("06a", asked)
    for form in FORMS:
        printed(table, form)
        rows.append(
            {"work": f"06a to {form}, after the figures", "figure": _best(lambda form=form: printed(table, form)),
             "unit": "ms"}
        )  # fmt: skip
    return rows


def _best(work: Any) -> float:
    times = []
    for _ in range(3):
        begin = time.perf_counter()
        work()
        times.append(time.perf_counter() - begin)
    return round(min(times) * 1000, 1)
