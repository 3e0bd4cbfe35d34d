"""The walker of recurring work, run beside the web server by `motcua serve`."""

import signal
import sys
from types import FrameType

from motcua.cli.output import start_django


def main() -> int:
    start_django()
    from motcua.core import rounds

    stopping = False

    def stop(number: int, frame: FrameType | None) -> None:
        nonlocal stopping
        stopping = True

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    rounds.walk(lambda: not stopping)
    return 0


if __name__ == "__main__":
    sys.exit(main())
