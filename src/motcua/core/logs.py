"""Log lines: readable text for people, one JSON object a line for machines."""

import logging
import time
from typing import Any


def formatter(kind: str = "text") -> logging.Formatter:
    """Return the formatter of all handlers; `kind` is `text` or `json`."""
    if kind == "json":
        return _for_machines()
    plain = logging.Formatter("%(asctime)s [%(levelname)-8s] %(message)s [%(name)s]", "%Y-%m-%dT%H:%M:%SZ")
    plain.converter = time.gmtime
    return plain


def _for_machines() -> logging.Formatter:
    # Loads slowly, and most commands write no line at all.
    import structlog  # noqa: PLC0415

    before: list[Any] = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    return structlog.stdlib.ProcessorFormatter(
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        foreign_pre_chain=before,
    )
