"""Ask ClamAV about a file (INSTREAM over its socket), where one is configured."""

import socket
import struct

from django.conf import settings

from motcua.documents.errors import Infected, ScannerUnreachable

CLEAN, UNSCANNED = "clean", "unscanned"
_PIECE = 64 * 1024
_PATIENCE_SECONDS = 30


def scan(name: str, content: bytes) -> str:
    """Return `clean`, or `unscanned` without a scanner; refuse malware, and refuse when the scanner is silent."""
    if not settings.CLAMAV_SOCKET:
        return UNSCANNED
    try:
        said = _ask(settings.CLAMAV_SOCKET, content)
    except OSError:
        raise ScannerUnreachable(name=name) from None
    if said.endswith("FOUND"):
        raise Infected(name=name, virus=said.removeprefix("stream: ").removesuffix(" FOUND"))
    if not said.endswith("OK"):
        raise ScannerUnreachable(name=name)
    return CLEAN


def _ask(address: str, content: bytes) -> str:
    with _connected(address) as line:
        line.sendall(b"zINSTREAM\0")
        for start in range(0, len(content), _PIECE):
            piece = content[start : start + _PIECE]
            line.sendall(struct.pack(">I", len(piece)) + piece)
        line.sendall(struct.pack(">I", 0))
        said = b""
        while not said.endswith(b"\0") and (more := line.recv(4096)):
            said += more
    return said.rstrip(b"\0\n").decode("utf-8", "replace").strip()


def _connected(address: str) -> socket.socket:
    """Return a connection; the address is a path, or host:port."""
    host, colon, port = address.rpartition(":")
    if colon and port.isdigit():
        return socket.create_connection((host, int(port)), timeout=_PATIENCE_SECONDS)
    line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    line.settimeout(_PATIENCE_SECONDS)
    line.connect(address)
    return line
