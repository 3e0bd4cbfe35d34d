"""The national portal's dialect over a real socket: our own local side speaks to our national side."""

from datetime import timedelta

import pytest
from django.utils import timezone

from motcua.accounts import services as accounts
from motcua.exchange.dialect.client import PortalClient
from motcua.exchange.models import PortalDossier
from motcua.exchange.webhooks import NotDelivered
from motcua.procedures.models import Field

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def portal(live_server):
    until = timezone.now() + timedelta(days=1)
    secret = accounts.issue_token(
        name="H26-mcdt", scopes=["sync:write"], agencies=["*"], expires_at=until, by=None, reason="thử"
    )[1]
    return PortalClient(f"{live_server.url}/api/dvcqg/", "H26", secret)


def test_a_local_system_reads_the_catalogue(portal, harbour):
    [told] = portal.call("LayThuTuc", maTTHC="9.000001")["result"]
    assert (told["MATTHC"], told["TRANGTHAI"]) == ("9.000001", "1")
    assert {"KENH", "THOIGIAN"} <= told["CACHTHUCTHUCHIEN"][0].keys()
    assert {"THOIGIANGIAIQUYET", "DONVITINH", "MOTA", "PHILEPHI"} == told["CACHTHUCTHUCHIEN"][0]["THOIGIAN"][0].keys()
    assert told["THANHPHANHOSO"][0]["GIAYTO"][0]["TENGIAYTO"]
    assert portal.call("LayThuTuc", maTTHC="0.1")["error_code"] == "04"
    assert {row["MATTHC"] for row in portal.call("LayDanhSachTTHC")["result"]} == set(harbour)
    assert len(portal.call("LayDanhMucLinhVuc")["result"]) == Field.objects.count()
    assert portal.call("LayDanhMucCoQuan")["error_code"] == "0"


def test_dossiers_and_progress_arrive_and_a_second_sending_is_harmless(portal):
    entry = {
        "MaHoSo": "H26.14-230105-0009", "MaTTHC": "1.004194", "DonViXuLy": "H26.14", "KenhThucHien": "2",
        "LoaiDoiTuong": "1", "NgayTiepNhan": "20230105080000", "NgayHenTra": "20230110170000", "TrangThaiHoSo": "2",
    }  # fmt: skip
    portal.send_dossier(entry)
    portal.send_dossier(entry)
    portal.send_progress([{"MaHoSo": entry["MaHoSo"], "TrangThai": "2", "NguoiXuLy": f"Người {n}"} for n in range(23)])
    kept = PortalDossier.objects.get()
    assert (kept.last_sequence, len(kept.progress)) == (1, 23)
    assert portal.call("TraCuuHoSo", mahoso=entry["MaHoSo"])["result"] == [entry]
    with pytest.raises(NotDelivered, match="H00"):
        portal.send_progress([{"MaHoSo": "H00-unknown"}])


def test_an_ended_session_is_renewed_and_a_wrong_secret_refused(portal, live_server):
    portal.session = "old"
    assert portal.call("LayDanhMucLinhVuc")["error_code"] == "0"
    with pytest.raises(NotDelivered):
        PortalClient(f"{live_server.url}/api/dvcqg/", "H26", "wrong").call("LayDanhMucLinhVuc")
