"""Words of the dialect and of our events, side by side.

Source: messages of local one-stop systems to the national portal. UNVERIFIED: the name of the
log-in service (`Login`); the portal's own description was not found.
"""

import hashlib
import json
from datetime import datetime, timedelta, timezone
from typing import Any

VIETNAM = timezone(timedelta(hours=7))
DONE = {"0", "00"}
ALREADY_THERE = "đã tồn tại"
BLOCK = 10
MOMENTS = {
    "received_at": "NgayTiepNhan",
    "due_at": "NgayHenTra",
    "finished_at": "NgayKetThucXuLy",
    "returned_at": "NgayTra",
}
# Members of a status event that have one word each in the dialect.
PLAIN = {
    "dossier": "MaHoSo",
    "procedure": "MaTTHC",
    "field": "MaLinhVuc",
    "agency": "DonViXuLy",
    "channel": "KenhThucHien",
    "applicant_kind": "LoaiDoiTuong",
    "status": "TrangThaiHoSo",
}

# Facts beside the event that go into the entry of a dossier as they are.
FACTS = frozenset({"TenTTHC", "TrichYeuHoSo", "ChuHoSo", "Email", "DanhSachLePhi"})


def written(moment: str | None) -> str:
    """Return an ISO moment in the dialect's form; an unknown moment stays empty."""
    if not moment:
        return ""
    return datetime.fromisoformat(moment).astimezone(VIETNAM).strftime("%Y%m%d%H%M%S")


def read(text: Any) -> str | None:
    """Return a moment of the dialect as ISO text; what cannot be read is passed on as it is."""
    raw = str(text or "").strip()
    for form in ("%Y%m%d%H%M%S", "%Y%m%d"):
        try:
            moment = datetime.strptime(raw, form).replace(tzinfo=VIETNAM)
        except ValueError:
            continue
        return moment.date().isoformat() if form == "%Y%m%d" else moment.isoformat()
    return raw or None


def dossier_from_event(payload: dict[str, Any], portal: dict[str, Any]) -> dict[str, Any]:
    """Return one `DongBoHoSoMC.data` entry. Unknown members are left out; no identity is made up."""
    entry = {word: payload[member] for member, word in PLAIN.items() if payload.get(member) is not None}
    entry |= {word: written(payload.get(member)) for member, word in MOMENTS.items()}
    entry |= {name: value for name, value in portal.items() if name in FACTS}
    if portal.get("SoDienThoai"):
        entry["SoDienThoai"] = portal["SoDienThoai"]
    if portal.get("NgayNopHoSo"):
        entry["NgayNopHoSo"] = written(portal["NgayNopHoSo"])
    if payload["status"] == 3:
        entry["NgayTuChoi"] = written(payload["occurred_at"])
    identity = str(portal.get("SoDinhDanh", ""))
    if identity.isdigit() and len(identity) in (9, 12):
        entry["DinhDanhCHS"] = {"LoaiDinhDanh": 1 if len(identity) == 12 else 2, "SoDinhDanh": identity}
    return entry


def progress_from_event(payload: dict[str, Any], portal: dict[str, Any]) -> dict[str, Any]:
    """Return one `CapNhatTienDoHoSoMC.data` entry."""
    line = {
        "MaHoSo": payload["dossier"],
        "ChucDanh": portal.get("ChucDanh", ""),
        "ThoiDiemXuLy": written(payload["occurred_at"]),
        "NoiDungXuLy": portal.get("NoiDungXuLy", ""),
        "TrangThai": payload["status"],
        "NgayKetThucTheoQuyDinh": written(payload.get("due_at")),
    }
    return {name: value for name, value in line.items() if value != ""}


def event_from_dossier(source: str, entry: dict[str, Any], sequence: int, arrived: str) -> dict[str, Any]:
    """Return the status event that a `DongBoHoSoMC.data` entry means.

    The dialect has no moment of the act: the latest date that belongs to the status is taken,
    else the moment of arrival, which is when we learnt it.
    """
    event: dict[str, Any] = {member: entry.get(word) for member, word in PLAIN.items()}
    event |= {member: read(entry.get(word)) for member, word in MOMENTS.items()}
    own = {"1": "NgayNopHoSo", "2": "NgayTiepNhan", "3": "NgayTuChoi", "9": "NgayKetThucXuLy", "10": "NgayTra"}
    told = read(entry.get(own.get(str(event["status"]), "")))
    supplements = entry.get("DanhSachHoSoBoSung") or []
    return event | {
        "source": source,
        "id": f"{entry.get('MaHoSo')}/{fingerprint(entry)}",
        "sequence": sequence,
        "occurred_at": told or arrived,
        "fee_due": _fees(entry.get("DanhSachLePhi")),
        "fee_paid_online": None,
        "supplements": len(supplements) if isinstance(supplements, list) else 0,
    }


def _fees(rows: Any) -> int | None:
    try:
        return sum(int(row["Gia"]) for row in rows) if rows else None
    except (TypeError, KeyError, ValueError):
        return None


def fingerprint(entry: dict[str, Any]) -> str:
    """Return a short digest of an entry: the same told twice is one event."""
    return hashlib.sha256(json.dumps(entry, sort_keys=True, ensure_ascii=False).encode()).hexdigest()[:16]
