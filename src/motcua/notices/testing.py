"""A supplier of texts or chat that answers over a socket, with faults: busy, refused, silent."""

import json
from typing import Any

from motcua.core.local_server import LocalServer, QuietHandler

_STATUS = {"": 200, "busy": 503, "refused": 400, "silent": 0}


class FakeSupplier(LocalServer):
    """Keeps what it was sent in `received`."""

    def __init__(self) -> None:
        self.fault = ""
        self.received: list[dict[str, Any]] = []
        outer = self

        class Handler(QuietHandler):
            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                status = _STATUS[outer.fault]
                if not status:
                    return
                if status == 200:
                    outer.received.append({**body, "token": self.headers["Authorization"]})
                answer = json.dumps({"id": f"m{len(outer.received)}"}).encode()
                self.send_response(status)
                self.send_header("Content-Length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)

        super().__init__(Handler)

    @property
    def address(self) -> str:
        return f"{self.root}/send"
