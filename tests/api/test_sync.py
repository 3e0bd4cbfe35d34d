"""Events over HTTP, and the national portal's dialect at its own address."""

import gzip
import json
from datetime import timedelta

import pytest
from django.utils import timezone

from motcua.accounts import services as accounts
from motcua.ledger import refresh, selectors, store
from tests.ledger.factories import cloud, event

pytestmark = pytest.mark.django_db
EVENTS = "/api/v1/sync/events"
NDJSON = "application/x-ndjson"


@pytest.fixture
def secret():
    return token()


def token(scopes=("sync:write",), agencies=("*",)):
    expires = timezone.now() + timedelta(days=1)
    return accounts.issue_token(
        name="H26-mcdt", scopes=scopes, agencies=agencies, expires_at=expires, by=None, reason="test"
    )[1]


def lines(*rows):
    return "".join((row if isinstance(row, str) else json.dumps(row)) + "\n" for row in rows).encode()


def post(client, secret, body, kind=NDJSON, **headers):
    return client.post(EVENTS, body, kind, headers={"Authorization": f"Bearer {secret}", **headers})


def test_every_line_of_a_batch_gets_its_outcome(client, secret):
    body = lines(event(1), event(1), "broken", event(2, sequence=2, status=12))
    answer = post(client, secret, body)
    assert answer.status_code == 200, answer.content
    told = answer.json()
    assert {name: told[name] for name in ("read", "new", "duplicate", "stale", "flagged", "rejected")} == {
        "read": 4, "new": 1, "duplicate": 1, "stale": 0, "flagged": 1, "rejected": 1,
    }  # fmt: skip
    assert told["rejections"][0]["line"] == 3
    assert told["flags"] == {"unknown_status": 1}
    assert post(client, secret, gzip.compress(body), **{"Content-Encoding": "gzip"}).json()["duplicate"] == 3
    refresh.refresh()
    assert selectors.stats()["events"] == 2


def test_a_cloudevents_batch_says_the_same(client, secret):
    body = json.dumps([cloud(event(1)), cloud(event(2, dossier="D2"))]).encode()
    assert post(client, secret, body, "application/cloudevents-batch+json").json()["new"] == 2
    assert post(client, secret, lines(event(1), event(2, dossier="D2"))).json()["duplicate"] == 2


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        pytest.param(b"", NDJSON, 400, id="nothing sent"),
        pytest.param(b"{", "application/cloudevents-batch+json", 400, id="half a batch"),
        pytest.param(b"{}", "application/cloudevents-batch+json", 400, id="not an array"),
        pytest.param(b"a,b", "text/csv", 415, id="a format nobody agreed on"),
    ],
)
def test_a_bad_batch_is_a_problem(client, secret, body, kind, status):
    answer = post(client, secret, body, kind)
    assert answer.status_code == status
    assert answer["Content-Type"].startswith("application/problem+json")


def test_who_may_not_send_is_told_so(client):
    assert post(client, "nobody", lines(event(1))).status_code == 401
    assert post(client, token(["procedures:read"]), lines(event(1))).status_code == 403
    foreign = post(client, token(agencies=["H01"]), lines(event(1))).json()
    assert foreign["rejections"][0]["code"] == "foreign_agency"
    assert client.get(EVENTS).status_code == 405


def test_while_the_ledger_is_written_the_sender_comes_again(client, secret, monkeypatch):
    monkeypatch.setattr("motcua.ledger.inbox.PATIENCE_S", 0.05)
    with store.writing():
        answer = post(client, secret, lines(event(1)))
    assert answer.status_code == 503
    assert answer["Retry-After"] == "60"
    assert post(client, secret, lines(event(1))).json()["new"] == 1


def ask(client, service, **members):
    answer = client.post(
        "/api/dvcqg/", json.dumps({"service": service, "madonvi": "H26", **members}), "application/json"
    )
    assert answer.status_code == 200
    return answer.json()


TOLD = {
    "MaHoSo": "H26.14-230105-0009", "MaTTHC": "1.004194", "DonViXuLy": "H26.14", "KenhThucHien": "2",
    "LoaiDoiTuong": "1", "NgayTiepNhan": "20230105080000", "NgayHenTra": "20230110170000", "TrangThaiHoSo": "2",
}  # fmt: skip


def test_a_local_system_speaks_the_dialect(client, secret):
    assert ask(client, "LayDanhMucCoQuan", session="x")["error_code"] == "01"
    assert ask(client, "Login", password="wrong")["error_code"] == "01"
    session = ask(client, "Login", password=secret)["session"]
    assert ask(client, "TraCuuHoSo", session=session, mahoso=TOLD["MaHoSo"])["result"] == []
    assert ask(client, "DongBoHoSoMC", session=session, isUpdating="False", data=[TOLD])["error_code"] == "0"
    again = ask(client, "DongBoHoSoMC", session=session, isUpdating="False", data=[TOLD])
    assert "đã tồn tại" in again["error_message"]
    done = {**TOLD, "TrangThaiHoSo": "9", "NgayKetThucXuLy": "20230109160000"}
    assert ask(client, "DongBoHoSoMC", session=session, isUpdating="True", data=[done])["error_code"] == "0"
    line = {"MaHoSo": TOLD["MaHoSo"], "TrangThai": "9", "NoiDungXuLy": "Ký"}
    assert ask(client, "CapNhatTienDoHoSoMC", session=session, data=[line])["error_code"] == "0"
    assert ask(client, "LayThuTuc", session=session, maTTHC="9.999999")["error_code"] == "04"
    for service in ("LayDanhSachTTHC", "LayDanhMucCoQuan", "LayDanhMucLinhVuc"):
        assert ask(client, service, session=session)["error_code"] == "0"
    assert ask(client, "Khac", session=session)["error_code"] == "02"
    refresh.refresh()
    with selectors.reader() as connection:
        assert connection.execute("SELECT status, class, channel, events FROM dossier").fetchall() == [(9, 1, 2, 2)]


def test_the_dialect_answers_rubbish_in_its_own_way(client):
    assert client.post("/api/dvcqg/", b"\xff", "application/json").json()["error_code"] == "99"
    assert client.post("/api/dvcqg/", b"[1]", "application/json").json()["error_code"] == "99"
