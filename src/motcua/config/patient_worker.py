"""A gunicorn worker that gives a thread only to a request that has arrived whole.

gunicorn's own thread worker reads the request in the thread: eight callers who send a byte
every two seconds kept every thread of the server, and one who does not close kept the loop for two
seconds (`close_graceful`). Here the loop of the worker collects the bytes of all callers at once, without waiting for
any; who is too slow is sent away, and when too many dawdle the one who has dawdled longest goes.
It stands on the inside of gunicorn's `gthread` (27.0): `tests/config/test_patient_worker.py` attacks a running server.
"""

import contextlib
import errno
import socket
import struct
import time
from functools import partial
from selectors import EVENT_READ
from typing import Any

from gunicorn import util
from gunicorn.workers.gthread import TConn, ThreadWorker

from motcua.config.arriving import Arriving, State

HEAD_S = 10.0  # from the first moment to the end of the head
SLOWEST_BYTES_S = 2048  # each of these that came, of head and body, earns a body one second more
MOST_HELD_BYTES = 256 * 1024 * 1024  # of all unfinished requests of one worker
LINGER_S = 2.0
READ_S, WRITE_S = 10, 30  # the longest one step of reading or writing may take a thread
_PIECE = 64 * 1024
_NO_CONNECTION = frozenset({errno.EAGAIN, errno.ECONNABORTED, errno.EWOULDBLOCK})
_NO_FILES = frozenset({errno.EMFILE, errno.ENFILE})


def _refusal(status: str, vi: str, en: str) -> bytes:
    text = f"{vi}\n{en}\n".encode()
    head = f"HTTP/1.1 {status}\r\nConnection: close\r\nContent-Type: text/plain; charset=utf-8\r\n"
    return f"{head}Content-Length: {len(text)}\r\n\r\n".encode() + text


_REFUSALS = {
    State.HEAD_TOO_LARGE: _refusal(
        "431 Request Header Fields Too Large", "Phần đầu của yêu cầu quá dài. Hãy rút ngắn.",
        "The head of the request is too long. Shorten it.",
    ),
    State.BODY_TOO_LARGE: _refusal(
        "413 Content Too Large", "Nội dung gửi lên quá lớn. Hãy chia nhỏ rồi gửi lại.",
        "The body is too large. Send it in smaller parts.",
    ),
}  # fmt: skip
_TOO_SLOW = _refusal(
    "408 Request Timeout", "Yêu cầu đến quá chậm nên đã thôi chờ. Hãy gửi lại.",
    "The request came too slowly and is waited for no longer. Send it again.",
)  # fmt: skip
_GO_ON = b"HTTP/1.1 100 Continue\r\n\r\n"


class PatientConn(TConn):  # type: ignore[misc]
    """A connection, and the request that is arriving on it."""

    def __init__(self, worker: "PatientWorker", sock: socket.socket, client: Any, server: Any) -> None:
        super().__init__(worker.cfg, sock, client, server)
        self.worker = worker
        self.arriving = Arriving()
        self.began = 0.0
        self.until = 0.0
        for option, seconds in ((socket.SO_RCVTIMEO, READ_S), (socket.SO_SNDTIMEO, WRITE_S)):
            sock.setsockopt(socket.SOL_SOCKET, option, struct.pack("ll", seconds, 0))

    def close(self, graceful: bool = False) -> None:
        """Close; gracefully means let the caller read the answer to its end, without waiting for it here."""
        if graceful:
            self.worker.linger(self)
        else:
            util.close(self.sock)


class PatientWorker(ThreadWorker):  # type: ignore[misc]
    """gunicorn's threads, with a loop that waits for slow callers in their place."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.arriving: dict[PatientConn, None] = {}  # oldest first
        self.lingering: dict[PatientConn, float] = {}

    def accept(self, listener: socket.socket) -> None:
        """Take a new caller; where no file is left for it, the longest dawdler makes room."""
        try:
            sock, client = listener.accept()
        except OSError as fault:
            if fault.errno in _NO_FILES and self.arriving:
                return self._leave(next(iter(self.arriving)))
            if fault.errno in _NO_CONNECTION | _NO_FILES:
                return None
            raise
        self.nr_conns += 1
        self.enqueue_req(PatientConn(self, sock, client, listener.getsockname()))
        return None

    def enqueue_req(self, conn: PatientConn) -> None:
        """Begin to collect a request; gunicorn calls this where it would give the connection to a thread."""
        conn.sock.setblocking(False)
        # What the last request of this connection left in the parser is the beginning of this one.
        conn.arriving = Arriving(conn.parser.unreader.take_buffered() if conn.parser else b"")
        conn.began = time.monotonic()
        conn.until = conn.began + HEAD_S
        self.arriving[conn] = None
        self.poller.register(conn.sock, EVENT_READ, partial(self._read, conn))
        if not conn.arriving.held or not self._judge(conn):
            self._read(conn, conn.sock)
        # Also for a caller who was answered and begins again: at gunicorn's limit nobody is listened to.
        if self.nr_conns >= self.worker_connections and self.arriving:
            self._leave(next(iter(self.arriving)), _TOO_SLOW)

    def _read(self, conn: PatientConn, _: Any) -> None:
        try:
            piece = conn.sock.recv(_PIECE)
        except (BlockingIOError, InterruptedError):
            return
        except OSError:
            piece = b""
        if not piece:
            self._leave(conn)
            return
        conn.arriving.held += piece
        self._judge(conn)

    def _judge(self, conn: PatientConn) -> bool:
        """Give a whole request to a thread, refuse one that is too large; return whether either was done."""
        had_head = conn.arriving.body_at
        state = conn.arriving.state()
        if state is State.WHOLE:
            self._forget(conn)
            super().enqueue_req(conn)
        elif state in _REFUSALS:
            self._leave(conn, _REFUSALS[state])
        else:
            if conn.arriving.body_at:
                conn.until = conn.began + HEAD_S + len(conn.arriving.held) / SLOWEST_BYTES_S
                if conn.arriving.waits_for_leave and not had_head:
                    with contextlib.suppress(OSError):
                        conn.sock.send(_GO_ON)
            self._make_room(conn)
            return False
        return True

    def _make_room(self, conn: PatientConn) -> None:
        """Send the longest dawdlers with a body away when all unfinished requests together hold too much."""
        if len(conn.arriving.held) < _PIECE:
            return
        held = sum(len(each.arriving.held) for each in self.arriving)
        for each in list(self.arriving):
            if held <= MOST_HELD_BYTES:
                return
            if each is not conn and len(each.arriving.held) >= _PIECE:
                held -= len(each.arriving.held)
                self._leave(each, _TOO_SLOW)

    def handle(self, conn: PatientConn) -> Any:
        """Work on a whole request, in a thread."""
        try:
            conn.sock.setblocking(True)
            conn.init()
        except OSError:
            return False
        conn.parser.unreader.unread(bytes(conn.arriving.held))
        conn.arriving = Arriving()
        return super().handle(conn)

    def murder_pending(self) -> None:
        """Send away who is too slow; gunicorn calls this every second and while it stops."""
        now = time.monotonic()
        for conn in list(self.arriving):
            if conn.until <= now:
                self._leave(conn, _TOO_SLOW if conn.arriving.held else b"")
            elif not self.alive and not conn.arriving.held:
                self._leave(conn)
        for conn, until in list(self.lingering.items()):
            if until <= now:
                self._hang_up(conn)

    def linger(self, conn: PatientConn) -> None:
        """Say that nothing more comes and wait for the caller to hang up, in the loop (RFC 9112, 9.6)."""
        try:
            conn.sock.shutdown(socket.SHUT_WR)
        except OSError:
            util.close(conn.sock)
            return
        conn.sock.setblocking(False)
        self.lingering[conn] = time.monotonic() + LINGER_S
        self.poller.register(conn.sock, EVENT_READ, partial(self._drain, conn))
        if len(self.lingering) > self.worker_connections:
            self._hang_up(next(iter(self.lingering)))

    def _drain(self, conn: PatientConn, _: Any) -> None:
        try:
            if conn.sock.recv(_PIECE):
                return
        except (BlockingIOError, InterruptedError):
            return
        except OSError:
            pass
        self._hang_up(conn)

    def _hang_up(self, conn: PatientConn) -> None:
        del self.lingering[conn]
        self._unwatch(conn)
        util.close(conn.sock)

    def _forget(self, conn: PatientConn) -> None:
        del self.arriving[conn]
        self._unwatch(conn)

    def _unwatch(self, conn: PatientConn) -> None:
        with contextlib.suppress(KeyError, ValueError, OSError):
            self.poller.unregister(conn.sock)

    def _leave(self, conn: PatientConn, said: bytes = b"") -> None:
        """End a connection whose request never became whole."""
        self._forget(conn)
        self.nr_conns -= 1
        if not said:
            util.close(conn.sock)
            return
        with contextlib.suppress(OSError):
            conn.sock.send(said)
        self.linger(conn)
