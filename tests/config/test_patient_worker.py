"""A running server with two threads, and callers who keep it waiting."""

import os
import socket
import subprocess
import sys
import time
from contextlib import ExitStack

import pytest

GET = b"GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
LAST = 5.0  # seconds; a busy machine may be slow


@pytest.fixture(scope="module")
def port():
    with socket.create_server(("127.0.0.1", 0)) as free:
        number = free.getsockname()[1]
    words = (
        "-m", "gunicorn", "tests.config.slow_app", "--bind", f"127.0.0.1:{number}", "--threads", "2",
        "--worker-class", "motcua.config.patient_worker.PatientWorker", "--worker-connections", "30",
        "--no-control-socket", "--log-level", "error",
    )  # fmt: skip
    server = subprocess.Popen([sys.executable, *words], env={**os.environ, "PYTHONPATH": "src:."})
    try:
        until = time.monotonic() + 20
        while time.monotonic() < until:
            try:
                asked(number, GET)
                break
            except OSError:
                time.sleep(0.05)
        yield number
    finally:
        server.terminate()
        server.wait(20)


def caller(port, *pieces):
    connection = socket.create_connection(("127.0.0.1", port), LAST)
    for piece in pieces:
        connection.sendall(piece)
    return connection


def asked(port, *pieces):
    with caller(port, *pieces) as connection:
        return answer_of(connection)


def answer_of(connection):
    answer = b""
    while piece := connection.recv(65536):
        answer += piece
    return answer


@pytest.mark.parametrize(
    "beginning",
    [
        pytest.param(b"", id="who say nothing"),
        pytest.param(b"GET / HTTP/1.1\r\nHost: a\r\nX: ", id="who never end the head"),
        pytest.param(b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 99\r\n\r\na", id="who never end the body"),
        pytest.param(b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n5\r\na", id="who never end a chunk"),
        pytest.param(GET, id="who were answered and do not hang up"),
        pytest.param(b"GET / HTTP/1.1\r\nHost: a\r\n\r\nGET / HT", id="whose second request never ends"),
    ],
)
def test_callers_who_dawdle_keep_nobody_else_waiting(port, beginning):
    with ExitStack() as dawdlers:
        for _ in range(40):  # more than the threads, and more than the connections
            dawdlers.enter_context(caller(port, beginning))
        began = time.monotonic()
        assert asked(port, GET).endswith(b"GET 0")
        assert time.monotonic() - began < LAST / 2


@pytest.mark.parametrize(
    ("head", "body", "length"),
    [
        (b"Content-Length: 300000", b"a" * 300_000, 300_000),
        (b"Transfer-Encoding: chunked", b"5\r\nabcde\r\n3\r\nfgh\r\n0\r\n\r\n", 8),
    ],
)
def test_a_body_in_pieces_arrives_whole(port, head, body, length):
    said = asked(port, b"POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n" + head + b"\r\n\r\n", body[:4], body[4:])
    assert said.endswith(b"POST %d" % length)


def test_two_requests_sent_at_once_have_two_answers(port):
    said = asked(port, b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nab" + GET)
    assert said.count(b"HTTP/1.1 200 OK") == 2
    assert said.index(b"POST 2") < said.index(b"GET 0")


def test_a_caller_who_asks_for_leave_is_told_to_go_on(port):
    with caller(port, b"POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n") as waiting:
        assert waiting.recv(100).startswith(b"HTTP/1.1 100 Continue")
        waiting.sendall(b"ab")
        waiting.shutdown(socket.SHUT_WR)
        assert answer_of(waiting).endswith(b"POST 2")


def test_what_is_too_large_is_refused_in_both_languages(port):
    long_head = asked(port, b"GET / HTTP/1.1\r\nX: " + b"a" * 70_000)
    assert long_head.startswith(b"HTTP/1.1 431")
    large_body = asked(port, b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999\r\n\r\n")
    assert large_body.startswith(b"HTTP/1.1 413")
    assert "Hãy chia nhỏ rồi gửi lại.\nThe body is too large.".encode() in large_body
