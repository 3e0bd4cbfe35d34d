"""Where a request ends, asked of every beginning of it."""

import pytest

from motcua.config.arriving import LARGEST_BODY, LARGEST_HEAD, Arriving, State

GET = b"GET / HTTP/1.1\r\nHost: a\r\n\r\n"
POST = b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nabcde"
CHUNKS = b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3;x=y\r\n0\r\n\r\n2\r\nab\r\n0\r\nTrailer: 1\r\n\r\n"


@pytest.mark.parametrize("request_", [GET, POST, CHUNKS], ids=["no body", "a length", "chunks"])
def test_a_request_is_whole_with_its_last_byte_and_not_before(request_):
    one = Arriving()
    for byte in request_[:-1]:
        one.held.append(byte)
        assert one.state() is State.MORE
    one.held.append(request_[-1])
    assert one.state() is State.WHOLE
    assert Arriving(request_ + GET[:7]).state() is State.WHOLE


@pytest.mark.parametrize(
    "fields",
    [
        b"Content-Length: 5\r\nContent-Length: 6",
        b"Content-Length: -5",
        b"Content-Length: 5\r\nTransfer-Encoding: chunked",
        b"Transfer-Encoding: gzip, chunked",
    ],
)
def test_a_malformed_end_is_left_to_the_parser(fields):
    assert Arriving(b"POST / HTTP/1.1\r\n" + fields + b"\r\n\r\n").state() is State.WHOLE


def test_a_chunk_that_is_none_is_left_to_the_parser():
    assert Arriving(b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n").state() is State.WHOLE


def test_what_is_too_large_is_refused_before_it_is_held():
    assert Arriving(b"GET / HTTP/1.1\r\nX: " + b"a" * LARGEST_HEAD).state() is State.HEAD_TOO_LARGE
    head = f"POST / HTTP/1.1\r\nContent-Length: {LARGEST_BODY + 1}\r\n\r\n".encode()
    assert Arriving(head).state() is State.BODY_TOO_LARGE
    chunk = f"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n{LARGEST_BODY:x}0\r\n".encode()
    assert Arriving(chunk).state() is State.MORE  # only what came counts: nobody knows the end of chunks


def test_a_caller_who_asks_for_leave_is_known():
    one = Arriving(b"POST / HTTP/1.1\r\nExpect: 100-Continue\r\nContent-Length: 5\r\n\r\n")
    assert one.state() is State.MORE
    assert one.waits_for_leave
