"""A fake clamd, a remote signing service, and small files of every kind; they speak the real protocols."""

import base64
import json
import socketserver
import struct
import threading
import zipfile
import zlib
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed

EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


class FakeClamd:
    """Answers INSTREAM on a socket of this machine: finds EICAR and the word VIRUS, else OK."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.asked = 0
        outer = self

        class Handler(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                if self.rfile.read(10) != b"zINSTREAM\0":
                    self.wfile.write(b"UNKNOWN COMMAND\0")
                    return
                content = b""
                while length := struct.unpack(">I", self.rfile.read(4))[0]:
                    content += self.rfile.read(length)
                outer.asked += 1
                bad = EICAR in content or b"VIRUS" in content
                self.wfile.write(b"stream: Win.Test.EICAR_HDB-1 FOUND\0" if bad else b"stream: OK\0")

        self.server = socketserver.ThreadingUnixStreamServer(str(path), Handler)

    def __enter__(self) -> "FakeClamd":
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: Any) -> None:
        self.server.shutdown()
        self.server.server_close()
        self.path.unlink(missing_ok=True)


def a_pdf(pages: int = 1, text: str = "Xin chào") -> bytes:
    """Return a small PDF."""
    import typst  # noqa: PLC0415 - heavy, only for tests and demonstrations

    body = "#pagebreak()\n".join(f"{text} {number}\n\n" for number in range(1, pages + 1))
    return bytes(typst.compile(body.encode(), format="pdf"))


def a_png(width: int = 8, height: int = 8) -> bytes:
    """Return a PNG that says it has this size; huge ones hold almost nothing."""
    rows = b"".join(b"\0" + b"\x55" * ((width + 7) // 8) for _ in range(min(height, 64)))
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    parts = [(b"IHDR", head), (b"IDAT", zlib.compress(rows)), (b"IEND", b"")]
    chunks = [struct.pack(">I", len(b)) + k + b + struct.pack(">I", zlib.crc32(k + b)) for k, b in parts]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def a_docx(extra: dict[str, bytes] | None = None) -> bytes:
    """Return a file that has the parts of a DOCX, and `extra` ones."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<document/>" * 20)
        for name, content in (extra or {}).items():
            archive.writestr(name, content)
    return out.getvalue()


class FakeSigningService:
    """A remote signing service that holds a key of the test authority; `fault` may be `refused`."""

    def __init__(self, certificate: bytes, key: bytes, token: str) -> None:
        self.fault, self.signed = "", 0
        outer = self
        der = x509.load_pem_x509_certificate(certificate).public_bytes(serialization.Encoding.DER)
        private: Any = serialization.load_pem_private_key(key, None)

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                if outer.fault == "refused" or self.headers["Authorization"] != f"Bearer {token}":
                    self.send_error(403)
                    return
                if self.path.endswith("info"):
                    answer: dict[str, Any] = {"cert": {"certificates": [base64.b64encode(der).decode()]}}
                else:
                    outer.signed += 1
                    digest = base64.b64decode(asked["hash"][0])
                    made = private.sign(digest, padding.PKCS1v15(), Prehashed(hashes.SHA256()))
                    answer = {"signatures": [base64.b64encode(made).decode()]}
                body = json.dumps(answer).encode()
                self.send_response(200)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: Any) -> None:
                return

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}/csc/v1"

    def __enter__(self) -> "FakeSigningService":
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: Any) -> None:
        self.server.shutdown()
        self.server.server_close()
