"""A carrier's simulator: it speaks the real protocol over a socket, with faults on demand.

    python -m motcua.dossiers.post.testing --port 9010 --secret S

A parcel goes one step further each time it is asked about, until it is delivered; `POST
/orders/NUMBER/end?trangThai=returned` lets it end otherwise. Faults: down, nonsense, forgets.
"""

import argparse
import hmac
import json
import sys
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

from motcua.core.clock_zone import VIETNAM
from motcua.core.local_server import LocalServer, QuietHandler
from motcua.dossiers.post.http_post import SIGNED, signature

ROAD = ("accepted", "travelling", "delivered")


class PostSimulator(LocalServer):
    """One carrier on a port of this machine; `orders` holds each parcel with its steps."""

    def __init__(self, *, secret: str, port: int = 0, road: tuple[str, ...] = ROAD) -> None:
        self.secret, self.road = secret, road
        self.fault = ""
        self.orders: dict[str, dict[str, Any]] = {}
        super().__init__(self._handler(), port)

    @property
    def settings(self) -> dict[str, str]:
        return {"address": self.root, "secret": self.secret}

    def order(self, asked: dict[str, Any]) -> dict[str, Any]:
        """Take an order; the same reference gives the same number."""
        for number, known in self.orders.items():
            if known["maThamChieu"] == asked["maThamChieu"]:
                return {"maBuuGui": number}
        number = f"EM{len(self.orders) + 100_000_001}VN"
        self.orders[number] = {**asked, "hanhTrinh": []}
        return {"maBuuGui": number}

    def track(self, number: str) -> dict[str, Any] | None:
        """Go one step further and tell the whole way; nothing for a number nobody ordered."""
        held = self.orders.get(number)
        if held is None:
            return None
        done = len(held["hanhTrinh"])
        if done < len(self.road):
            self.step(held, self.road[done])
        return {"maBuuGui": number, "hanhTrinh": held["hanhTrinh"]}

    def step(self, held: dict[str, Any], status: str) -> None:
        at = datetime.now(VIETNAM) + timedelta(milliseconds=len(held["hanhTrinh"]))
        note = held["nguoiNhan"] if status == "delivered" else ""
        held["hanhTrinh"].append(
            {"thoiGian": at.isoformat(), "trangThai": status, "noi": "Bưu cục 1 (mô phỏng)", "ghiChu": note}
        )

    def answer(self, path: str, body: bytes | None, signed: str) -> tuple[int, Any]:
        """Return the status and the content for one request."""
        if self.fault == "down":
            return 503, {}
        if self.fault == "nonsense":
            return 200, ["?"]
        if not hmac.compare_digest(signed, signature(path.encode() if body is None else body, self.secret)):
            return 403, {}
        parts = urlsplit(path)
        if body is not None and parts.path == "/orders":
            return (200, {}) if self.fault == "forgets" else (200, self.order(json.loads(body)))
        number = parts.path.split("/")[2]
        if body is not None and number in self.orders:
            self.step(self.orders[number], parse_qs(parts.query)["trangThai"][0])
        found = self.track(number)
        return (200, found) if found else (404, {})

    def _handler(self) -> type[QuietHandler]:
        outer = self

        class Handler(QuietHandler):
            def do_GET(self) -> None:
                self._say(*outer.answer(self.path, None, self.headers.get(SIGNED, "")))

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
                self._say(*outer.answer(self.path, body, self.headers.get(SIGNED, "")))

            def _say(self, status: int, content: Any) -> None:
                text = json.dumps(content, ensure_ascii=False).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(text)))
                self.end_headers()
                self.wfile.write(text)

        return Handler


def main() -> None:
    parser = argparse.ArgumentParser(description="Simulator of a carrier.")
    parser.add_argument("--port", type=int, default=9010)
    parser.add_argument("--secret", required=True)
    chosen = parser.parse_args()
    simulator = PostSimulator(secret=chosen.secret, port=chosen.port)
    sys.stdout.write(f"post simulator at {simulator.settings['address']}, Ctrl-C ends it\n")
    simulator.server.serve_forever()


if __name__ == "__main__":
    main()
