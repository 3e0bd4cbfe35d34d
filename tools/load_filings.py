"""File applications and read pages of a running server at a steady rate; print how long the answers took.

    python tools/load_filings.py HOST:PORT < work.json

`work.json`: {"filings": [[session, address], …], "filing_rate": a second, "pages": [addresses],
"page_rate": a second}. Times count from the moment a request was due, not from when a line was free.
Prints one JSON object: times in ms of filings and pages, filings a second, the first problems.
"""

import http.client
import itertools
import json
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor

LINES = 64
TOKEN = "a" * 32  # the same in cookie and header, as a form of ours sends it
_LOCAL = threading.local()


def ask(host, method, address, session=""):
    """Send one request on this thread's line and return its status; a line that broke is opened anew."""
    headers = {"Cookie": f"csrftoken={TOKEN}; sessionid={session}", "X-CSRFToken": TOKEN}
    body = None
    if method == "POST":
        headers["Content-Type"], body = "application/x-www-form-urlencoded", "stated=statement_of_truth"
    if not hasattr(_LOCAL, "line"):
        _LOCAL.line = http.client.HTTPConnection(host, timeout=60)
    _LOCAL.line.request(method, address, body, headers)
    answer = _LOCAL.line.getresponse()
    answer.read()
    return answer.status, answer.headers.get("Location", "")


def main():
    host, work = sys.argv[1], json.load(sys.stdin)
    times, problems = {"filing": [], "page": []}, []
    seconds = len(work["filings"]) / work["filing_rate"]
    ask(host, "GET", work["pages"][0])

    def filing(due, session, address):
        status, to = ask(host, "POST", address, session)
        times["filing"].append((time.perf_counter() - due) * 1000)
        if status != 302 or not to.endswith("/da-nop/"):
            problems.append(f"{status} {to}")

    def page(due, address):
        status, _ = ask(host, "GET", address)
        times["page"].append((time.perf_counter() - due) * 1000)
        if status != 200:
            problems.append(f"{status} {address}")

    began = time.perf_counter()
    plan = [(n / work["filing_rate"], filing, one) for n, one in enumerate(work["filings"])]
    wanted = itertools.islice(itertools.cycle(work["pages"]), int(seconds * work["page_rate"]))
    plan += [(n / work["page_rate"], page, [one]) for n, one in enumerate(wanted)]
    with ThreadPoolExecutor(LINES) as lines:
        asked = []
        for at, what, facts in sorted(plan, key=lambda each: each[0]):
            time.sleep(max(0.0, began + at - time.perf_counter()))
            asked.append(lines.submit(what, began + at, *facts))
        for one in asked:
            if one.exception() is not None:
                problems.append(repr(one.exception()))
    took = time.perf_counter() - began
    answer = {"times": times, "filed_per_second": len(times["filing"]) / took, "problems": problems[:5]}
    json.dump(answer, sys.stdout)


if __name__ == "__main__":
    main()
