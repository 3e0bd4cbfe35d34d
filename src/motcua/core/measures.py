"""Counters that `/metrics` shows."""

from prometheus_client import Counter, Histogram

ANSWERS = Counter("motcua_http_answers_total", "Answers by view and status code", ["view", "status"])
SECONDS = Histogram("motcua_http_seconds", "Seconds to answer by view", ["view"])
