"""A supplier of texts or chat that answers over a socket, with faults: busy, refused, silent."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

_STATUS = {"": 200, "busy": 503, "refused": 400, "silent": 0}


class FakeSupplier:
    """Keeps what it was sent in `received`."""

    def __init__(self) -> None:
        self.fault = ""
        self.received: list[dict[str, Any]] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
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

            def log_message(self, *_: Any) -> None:
                return

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}/send"

    def __enter__(self) -> "FakeSupplier":
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: Any) -> None:
        self.server.shutdown()
        self.server.server_close()
