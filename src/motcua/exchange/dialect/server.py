"""Answer the dialect as the national side: give the catalogue, take dossiers and progress.

What arrives becomes status events; `accept` (given by the door) puts them into the ledger's inbox.
"""

import json
from collections.abc import Callable
from typing import Any

from django.core import signing
from django.db import transaction
from django.utils import timezone

from motcua.accounts.models import SystemToken
from motcua.accounts.selectors import token_of
from motcua.agencies import selectors as agencies
from motcua.exchange.dialect.procedure_words import told
from motcua.exchange.dialect.words import event_from_dossier, fingerprint
from motcua.exchange.models import PortalDossier
from motcua.procedures import selectors as procedures
from motcua.procedures.models import Field, Procedure
from motcua.procedures.reading import content_of

SESSION_S = 1800
SALT = "motcua.dvcqg"
Accept = Callable[[bytes, list[str] | None], dict[str, Any]]
Answer = dict[str, Any]


def answer(asked: Any, accept: Accept) -> Answer:
    """Return the answer to one request of the dialect."""
    if not isinstance(asked, dict):
        return _error("99", "Nội dung phải là một đối tượng JSON / The body must be a JSON object")
    service = str(asked.get("service", ""))
    if service == "Login":
        return _log_in(asked)
    token = _token(str(asked.get("session", "")))
    if token is None:
        return _error("01", "Phiên làm việc không hợp lệ hoặc đã hết hạn / The session is unknown or has ended")
    if service in _READING:
        return _READING[service](asked)
    if service in _WRITING:
        if not token.may("sync:write"):
            return _error("03", "Hệ thống không có quyền gửi hồ sơ / The system may not send dossiers")
        return _WRITING[service](asked, token, accept)
    return _error("02", f"Không có dịch vụ “{service}” / There is no service “{service}”")


def _error(code: str, text: str) -> Answer:
    return {"error_code": code, "error_message": text}


def _done(result: Any = None, **members: Any) -> Answer:
    return {"error_code": "0", "error_message": "", "result": result, **members}


def _log_in(asked: Answer) -> Answer:
    token = token_of(str(asked.get("password", "")))
    if token is None:
        return _error("01", "Mã truy cập không đúng hoặc đã hết hạn / The access token is wrong or has expired")
    return _done(session=signing.dumps(token.pk, salt=SALT))


def _token(session: str) -> SystemToken | None:
    try:
        key = signing.loads(session, salt=SALT, max_age=SESSION_S)
    except signing.BadSignature:
        return None
    return SystemToken.objects.filter(pk=key, revoked_at=None, expires_at__gt=timezone.now()).first()


def _procedure(asked: Answer) -> Answer:
    code = str(asked.get("maTTHC") or asked.get("matthc") or "")
    version = procedures.version_in_force(code, whole=True)
    if version is None:
        return _error("04", f"Không tìm thấy thủ tục {code} / No procedure {code}")
    return _done([told(code, content_of(version))])


def _procedures(asked: Answer) -> Answer:
    rows = Procedure.objects.filter(is_quarantined=False).order_by("code").values_list("code", flat=True)
    names = dict(procedures.versions_in_force().values_list("procedure__code", "name"))
    return _done([{"MATTHC": code, "TENTTHC": names[code], "TRANGTHAI": "1"} for code in rows if code in names])


def _agencies(asked: Answer) -> Answer:
    today = timezone.localdate()
    rows = agencies.units(on=today).order_by("code").values_list("code", "name", "level")
    return _done([{"MADONVI": code, "TENDONVI": name, "CAPDONVI": level} for code, name, level in rows])


def _fields(asked: Answer) -> Answer:
    rows = Field.objects.order_by("code").values_list("code", "name")
    return _done([{"MALINHVUC": code, "TENLINHVUC": name} for code, name in rows])


def _dossier(asked: Answer) -> Answer:
    found = PortalDossier.objects.filter(number=str(asked.get("mahoso", ""))).first()
    return _done([found.told] if found else [])


def _entries(asked: Answer) -> list[dict[str, Any]]:
    data = asked.get("data")
    return (
        [entry for entry in data if isinstance(entry, dict) and entry.get("MaHoSo")] if isinstance(data, list) else []
    )


@transaction.atomic
def _take_dossiers(asked: Answer, token: SystemToken, accept: Accept) -> Answer:
    entries = _entries(asked)
    if not entries:
        return _error("05", "Thiếu data hoặc MaHoSo / data or MaHoSo is missing")
    updating = str(asked.get("isUpdating", "")).lower() == "true"
    arrived, source, lines = timezone.now().isoformat(), token.name, []
    for entry in entries:
        number = str(entry["MaHoSo"])
        known, is_new = PortalDossier.objects.select_for_update().get_or_create(
            number=number, defaults={"source": source}
        )
        if not is_new and not updating:
            transaction.set_rollback(True)
            return _error("06", f"Hồ sơ {number} đã tồn tại / Dossier {number} exists already")
        if known.source != source:
            transaction.set_rollback(True)
            return _error("03", f"Hồ sơ {number} thuộc hệ thống khác / Dossier {number} belongs to another system")
        if known.told and fingerprint(known.told) == fingerprint(entry):
            continue
        known.last_sequence += 1
        known.told = entry
        known.save()
        lines.append(event_from_dossier(source, entry, known.last_sequence, arrived))
    counts = accept(_ndjson(lines), None if "*" in token.agencies else list(token.agencies)) if lines else {}
    if counts.get("rejected"):
        transaction.set_rollback(True)
        return _error("07", counts["rejections"][0]["reason"]["vi"])
    return _done(len(entries))


def _ndjson(lines: list[dict[str, Any]]) -> bytes:
    return b"".join(json.dumps(line, ensure_ascii=False).encode() + b"\n" for line in lines)


@transaction.atomic
def _take_progress(asked: Answer, token: SystemToken, accept: Accept) -> Answer:
    for entry in _entries(asked):
        known = PortalDossier.objects.select_for_update().filter(number=entry["MaHoSo"], source=token.name).first()
        if known is None:
            transaction.set_rollback(True)
            return _error("04", f"Không tìm thấy hồ sơ {entry['MaHoSo']} / No dossier {entry['MaHoSo']}")
        if entry not in known.progress:
            known.progress = [*known.progress, entry]
            known.save(update_fields=["progress", "updated_at"])
    return _done(len(_entries(asked)))


_READING: dict[str, Callable[[Answer], Answer]] = {
    "LayThuTuc": _procedure,
    "LayDanhSachTTHC": _procedures,
    "LayDanhMucCoQuan": _agencies,
    "LayDanhMucLinhVuc": _fields,
    "TraCuuHoSo": _dossier,
}
_WRITING: dict[str, Callable[[Answer, SystemToken, Accept], Answer]] = {
    "DongBoHoSoMC": _take_dossiers,
    "CapNhatTienDoHoSoMC": _take_progress,
}
