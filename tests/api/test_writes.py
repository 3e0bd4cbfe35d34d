"""What every write owes its caller, tried on an operation that only counts."""

import hashlib
import time
from datetime import timedelta

import pytest
from django.db import connection
from django.http import JsonResponse
from django.test import RequestFactory
from django.utils import timezone

from motcua.accounts import services as accounts
from motcua.accounts.models import SystemToken
from motcua.api import doors, idempotency, preconditions, throttle
from motcua.api.doors import door
from motcua.api.models import IdempotencyRecord
from motcua.api.problems import Problem
from motcua.api.tokens import Bearer
from motcua.core.models import Mark

pytestmark = pytest.mark.django_db
NOBODY = hashlib.sha256(b"").hexdigest()


class Counter:
    """A write that counts its effects."""

    def __init__(self, status=201):
        self.times, self.status = 0, status

    def __call__(self, request):
        self.times += 1
        return JsonResponse({"times": self.times}, status=self.status)


class _Match:
    url_name = "count"


@pytest.fixture
def send(monkeypatch):
    monkeypatch.setitem(doors._RULES, "count", doors.Rule(needs_key=True))

    def post(view, body='{"a": 1}', key=None, media="application/json", **headers):
        if key is not None:
            headers["Idempotency-Key"] = key
        request = RequestFactory().post("/api/v1/count", body, content_type=media, headers=headers)
        request.resolver_match = _Match()
        request.system_token = SystemToken(prefix="count")
        return door(view)(request)

    return post


def kind(response):
    return response.headers["Content-Type"] == "application/problem+json" and response.content.decode()


def test_the_same_key_and_body_has_one_effect_and_one_answer(send):
    count = Counter()
    first, again = send(count, key="k1"), send(count, key="k1")

    assert count.times == 1
    assert (first.status_code, first.content) == (again.status_code, again.content)
    assert again["Idempotent-Replayed"] == "true"


@pytest.mark.parametrize(
    ("asked", "status", "code"),
    [
        pytest.param({}, 400, "key-missing", id="no key"),
        pytest.param({"key": "x" * 256}, 400, "key-missing", id="a key too long"),
        pytest.param({"key": "k1", "body": '{"a": 2}'}, 422, "key-reused", id="same key, other body"),
        pytest.param({"key": "k2", "media": "text/plain"}, 415, "unsupported-media-type", id="media type"),
    ],
)
def test_a_write_is_refused(send, asked, status, code):
    count = Counter()
    send(count, key="k1")
    response = send(count, **asked)

    assert response.status_code == status
    assert f"/api/v1/problems/{code}" in kind(response)
    assert count.times == 1


def test_a_key_whose_work_still_runs_is_in_conflict(send):
    inside = []

    def repeat(request):
        """Send the same key again while the first request is still being worked on."""
        inside.append(send(Counter(), key="k1"))
        return JsonResponse({}, status=201)

    assert send(repeat, key="k1").status_code == 201
    assert (inside[0].status_code, inside[0]["Retry-After"]) == (409, "1")


@pytest.fixture
def elsewhere(transactional_db):
    """A connection of another process; on SQLite whoever comes second waits and finds the answer."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer at a time")
    other = connection.copy()
    yield other
    other.close()


def its_lock_is_held():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT 1 FROM pg_locks l JOIN pg_database d ON d.oid = l.database"
            " WHERE l.locktype = 'advisory' AND d.datname = current_database())"
        )
        return cursor.fetchone()[0]


def test_a_key_at_work_in_another_process_is_in_conflict_until_that_dies(send, elsewhere):
    count = Counter()
    elsewhere.set_autocommit(False)
    with elsewhere.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [idempotency.lock_of(NOBODY, "k1")])
    assert send(count, key="k1").status_code == 409
    elsewhere.connection.close()
    while its_lock_is_held():  # the server notices a moment later
        time.sleep(0.01)

    assert send(count, key="k1").status_code == 201
    assert count.times == 1


def test_whoever_is_overtaken_undoes_its_work_and_gives_the_answer_of_the_other(send, elsewhere):
    def overtaken(request):
        Mark.objects.create(name="half", value="done", marked_at=timezone.now())
        _, digest = idempotency._digests(request)
        with elsewhere.cursor() as cursor:
            cursor.execute(
                "INSERT INTO api_idempotencyrecord (caller, key, request_digest, kept_at, status, headers, body)"
                " VALUES (%s, 'k1', %s, now(), 201, '{}', 'first')",
                [NOBODY, digest],
            )
        return JsonResponse({}, status=201)

    response = send(overtaken, key="k1")
    assert (response.status_code, response.content) == (201, b"first")
    assert not Mark.objects.filter(name="half").exists()


def test_a_refusal_leaves_nothing_written_and_is_told_again(send):
    def refuse(request):
        Mark.objects.create(name="half", value="done", marked_at=timezone.now())
        return JsonResponse({"why": "no"}, status=422)

    first, again = send(refuse, key="k1"), send(refuse, key="k1")
    assert (first.status_code, first.content) == (again.status_code, again.content)
    assert again["Idempotent-Replayed"] == "true"
    assert not Mark.objects.filter(name="half").exists()


def test_a_failure_of_ours_is_not_kept(send):
    count = Counter(status=503)
    send(count, key="k1")
    send(count, key="k1")
    assert count.times == 2


def test_a_crash_leaves_no_key_behind(send):
    def crash(request):
        raise RuntimeError("the disk is full")

    with pytest.raises(RuntimeError):
        send(crash, key="k1")
    assert not IdempotencyRecord.objects.exists()


@pytest.mark.parametrize(
    ("header", "code"),
    [
        pytest.param(None, "precondition-required", id="without If-Match"),
        pytest.param('"old"', "precondition-failed", id="with another ETag"),
    ],
)
def test_a_write_on_old_data_is_refused(header, code):
    request = RequestFactory().post("/", headers={"If-Match": header} if header else {})
    with pytest.raises(Problem, match=code):
        preconditions.demand_match(request, '"new"')


def test_a_write_on_present_data_passes():
    request = RequestFactory().post("/", headers={"If-Match": 'W/"old", "new"'})
    assert preconditions.demand_match(request, '"new"') is None


def test_a_caller_who_asks_too_much_is_told_when_to_come_back():
    request = RequestFactory().get("/", REMOTE_ADDR="192.0.2.7")
    for _ in range(3):
        throttle.count(request, most=3)
    with pytest.raises(Problem) as refused:
        throttle.count(request, most=3)
    assert 1 <= int(refused.value.headers["Retry-After"]) <= 61


def _token(scope):
    until = timezone.now() + timedelta(days=1)
    return accounts.issue_token(name="Hệ thống thử", scopes=[scope], expires_at=until, by=None, reason="thử")[1]


@pytest.mark.parametrize(
    ("authorization", "expected"),
    [
        pytest.param(None, "unauthorised", id="no token"),
        pytest.param("Bearer nonsense", "unauthorised", id="unknown token"),
        pytest.param("dossiers:read", "forbidden", id="token without the scope"),
        pytest.param("dossiers:write", None, id="token with the scope"),
    ],
)
def test_a_token_opens_what_its_scopes_name(authorization, expected):
    if authorization and ":" in authorization:
        authorization = f"Bearer {_token(authorization)}"
    request = RequestFactory().get("/", headers={"Authorization": authorization} if authorization else {})
    if expected is None:
        assert Bearer("dossiers:write")(request).name == "Hệ thống thử"
    else:
        with pytest.raises(Problem, match=expected):
            Bearer("dossiers:write")(request)


def test_keys_of_different_callers_never_meet(send):
    count = Counter()
    send(count, key="k1", Authorization="Bearer a")
    send(count, key="k1", Authorization="Bearer b")
    assert count.times == 2
    assert idempotency.IdempotencyRecord.objects.count() == 2
