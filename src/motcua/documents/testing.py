"""A fake clamd, a remote signing service, and small files of every kind; they speak the real protocols."""

import socketserver
import struct
import threading
import zipfile
import zlib
from io import BytesIO
from pathlib import Path
from typing import Any

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
