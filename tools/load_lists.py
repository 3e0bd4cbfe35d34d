"""Ask pages of a running server as several officers at once, and print how long the answers took.

    python tools/load_lists.py HOST:PORT SECONDS PAUSE < work.json

`work.json`: {"cookies": [one session a user], "pages": {name: [addresses]}}. Each user asks one page
after another and rests PAUSE seconds between two. Prints one JSON object: page → times in ms.
"""

import http.client
import json
import random
import sys
import threading
import time


def officer(host, cookie, pages, until, pause, seed, times, problems):
    """Be one officer until the time is over."""
    chance = random.Random(seed)  # noqa: S311 (which page next, no secret)
    line = http.client.HTTPConnection(host, timeout=30)
    names = list(pages)
    time.sleep(chance.random() * pause)
    while time.monotonic() < until:
        name = names[chance.randrange(len(names))]
        began = time.perf_counter()
        line.request("GET", chance.choice(pages[name]), headers={"Cookie": f"sessionid={cookie}"})
        answer = line.getresponse()
        answer.read()
        times[name].append((time.perf_counter() - began) * 1000)
        if answer.status != 200:
            problems.append(f"{name} {answer.status}")
        time.sleep(pause)
    line.close()


def main():
    host, seconds, pause = sys.argv[1], float(sys.argv[2]), float(sys.argv[3])
    work = json.load(sys.stdin)
    times, problems = {name: [] for name in work["pages"]}, []
    until = time.monotonic() + seconds
    crowd = [
        threading.Thread(target=officer, args=(host, cookie, work["pages"], until, pause, seed, times, problems))
        for seed, cookie in enumerate(work["cookies"])
    ]
    for one in crowd:
        one.start()
    for one in crowd:
        one.join()
    json.dump({"times": times, "problems": problems[:5]}, sys.stdout)


if __name__ == "__main__":
    main()
