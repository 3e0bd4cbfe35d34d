"""Fakes of partners that speak the real protocol over a real socket."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from motcua.core.local_server import LocalServer, QuietHandler


class FakeReceiver:
    """A webhook receiver: remembers what it got, and can be told to fail."""

    def __init__(self) -> None:
        self.got: list[dict[str, Any]] = []
        self.signed: list[tuple[str, bytes]] = []
        self.allows = True
        self.fail_with = 0
        self.address = ""


@contextmanager
def webhook_receiver() -> Iterator[FakeReceiver]:
    """Run a webhook receiver on a free port of this machine."""
    fake = FakeReceiver()

    class Door(QuietHandler):
        def do_OPTIONS(self) -> None:
            self.send_response(200)
            if fake.allows:
                self.send_header("WebHook-Allowed-Origin", self.headers.get("WebHook-Request-Origin", ""))
            self.end_headers()

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            if not fake.fail_with:  # before the answer: the sender looks as soon as it has one
                fake.got.append(json.loads(body))
                fake.signed.append((self.headers["Motcua-Signature"], body))
            self.send_response(fake.fail_with or 204)
            self.end_headers()

    with LocalServer(Door) as running:
        fake.address = f"{running.root}/"
        yield fake


class FakePortal:
    """A national portal: knows dossiers, refuses to create one twice, wants blocks of at most ten."""

    def __init__(self) -> None:
        self.dossiers: dict[str, dict[str, Any]] = {}
        self.progress: list[dict[str, Any]] = []
        self.calls: list[str] = []
        self.forgets_lookups = False
        self.address = ""

    def answer(self, asked: dict[str, Any]) -> dict[str, Any]:
        """Answer one call."""
        service = asked["service"]
        self.calls.append(service)
        if service == "Login":
            return {"error_code": "0", "session": "S"}
        if asked["session"] != "S":
            return {"error_code": "01", "error_message": "phiên không hợp lệ"}
        if service == "TraCuuHoSo":
            known = self.dossiers.get(asked["mahoso"])
            return {"error_code": "0", "result": [known] if known and not self.forgets_lookups else []}
        if service == "DongBoHoSoMC":
            for entry in asked["data"]:
                if entry["MaHoSo"] in self.dossiers and asked["isUpdating"] != "True":
                    return {"error_code": "1", "error_message": f"Hồ sơ {entry['MaHoSo']} đã tồn tại"}
                self.dossiers[entry["MaHoSo"]] = entry
        elif len(asked["data"]) > 10:
            return {"error_code": "1", "error_message": "quá 10 dòng"}
        else:
            self.progress += asked["data"]
        return {"error_code": "0"}


@contextmanager
def national_portal() -> Iterator[FakePortal]:
    """Run a national portal on a free port of this machine."""
    fake = FakePortal()

    class Door(QuietHandler):
        def do_POST(self) -> None:
            body = json.dumps(fake.answer(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    with LocalServer(Door) as running:
        fake.address = f"{running.root}/"
        yield fake
