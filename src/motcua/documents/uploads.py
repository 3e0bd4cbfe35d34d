"""Keep files that people give: once per content, whole or in pieces over a bad line."""

import errno
import hashlib
import os
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from motcua.documents.errors import DiskFull, NoSuchUpload, TooBig, WrongOffset
from motcua.documents.inspection import LIMIT, check_size, clean_name, inspect
from motcua.documents.models import FileContent, Upload, UploadSession
from motcua.documents.scanning import scan

_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_KEPT_DAYS = 7


def store_upload(
    *, name: str, content: bytes, owner: Any = None, dossier_number: str = "", purpose: str = ""
) -> Upload:
    """Keep one file after looking at what it really is; the same content is kept once."""
    found = inspect(name, content)
    scanned = scan(found.name, content)
    with transaction.atomic():
        kept = keep(content, found.media_type, pages=found.pages, scan=scanned, name=found.name)
        return Upload.objects.create(
            content=kept, name=found.name, owner=owner, dossier_number=dossier_number, purpose=purpose
        )


def name_dossier(*, marks: Sequence[str], dossier_number: str, owner: Any) -> int:
    """Say for which dossier files given before its registration are; only files of `owner` without a dossier."""
    given = Upload.objects.filter(mark__in=marks, owner=owner, dossier_number="")
    return given.update(dossier_number=dossier_number)


def keep(
    content: bytes, media_type: str, *, pages: int | None = None, scan: str = "own", name: str = ""
) -> FileContent:
    """Return the kept content of these bytes, writing them only if they are new."""
    sha256 = hashlib.sha256(content).hexdigest()
    known = FileContent.objects.filter(sha256=sha256).first()
    if known:
        return known
    path = path_of(sha256)
    # Bytes without a row are the rest of a failed attempt.
    if default_storage.exists(path):
        default_storage.delete(path)
    try:
        default_storage.save(path, ContentFile(content))
    except OSError as problem:
        default_storage.delete(path)
        if problem.errno in _NO_ROOM:
            raise DiskFull(name=name) from problem
        raise
    given = {"size": len(content), "media_type": media_type, "pages": pages, "scan": scan}
    return FileContent.objects.get_or_create(sha256=sha256, defaults=given)[0]


def read(content: FileContent) -> bytes:
    """Return the bytes of a kept file."""
    with default_storage.open(path_of(content.sha256)) as file:
        return bytes(file.read())


def path_of(sha256: str) -> str:
    return f"{sha256[:2]}/{sha256[2:4]}/{sha256}"


def begin_upload(
    *, name: str, size: int, owner: Any = None, dossier_number: str = "", purpose: str = ""
) -> UploadSession:
    """Announce a file that will come in pieces; refuse at once what would be too big."""
    check_size(clean_name(name), size)
    given = {"owner": owner, "dossier_number": dossier_number, "purpose": purpose}
    return UploadSession.objects.create(name=clean_name(name), size=size, **given)


def append_piece(*, mark: str, offset: int, piece: bytes, owner: Any = None) -> UploadSession:
    """Add the next piece; a piece that begins elsewhere is refused with the offset to go on from.

    The last piece makes the upload. A refusal of the whole file (its type, a virus) ends the session.
    """
    with transaction.atomic():
        session = UploadSession.objects.select_for_update().filter(mark=mark, owner=owner).first()
        if session is None or session.began_at < timezone.now() - timedelta(days=_KEPT_DAYS):
            raise NoSuchUpload
        if offset != session.offset or session.upload_id:
            raise WrongOffset(expected=session.offset, offset=offset)
        if session.offset + len(piece) > session.size:
            raise TooBig(name=session.name, size_mb=session.size // 1024**2 + 1, limit_mb=LIMIT // 1024**2)
        _write_piece(session, piece)
        session.offset += len(piece)
        session.save(update_fields=["offset"])
    if session.offset == session.size:
        _finish(session)
    return session


def forget_stale_uploads(now: datetime | None = None) -> int:
    """Remove sessions nobody finished within a week, with their bytes; return how many."""
    old = UploadSession.objects.filter(upload=None, began_at__lt=(now or timezone.now()) - timedelta(days=_KEPT_DAYS))
    marks = list(old.values_list("mark", flat=True))
    for mark in marks:
        _part(mark).unlink(missing_ok=True)
    return old.delete()[0] if marks else 0


def _write_piece(session: UploadSession, piece: bytes) -> None:
    path = _part(session.mark)
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("r+b" if path.exists() else "w+b") as file:
            file.seek(session.offset)
            file.write(piece)
            file.truncate()
            file.flush()
            os.fsync(file.fileno())
    except OSError as problem:
        if problem.errno in _NO_ROOM:
            raise DiskFull(name=session.name) from problem
        raise


def _finish(session: UploadSession) -> None:
    path = _part(session.mark)
    session.upload = store_upload(
        name=session.name,
        content=path.read_bytes(),
        owner=session.owner,
        dossier_number=session.dossier_number,
        purpose=session.purpose,
    )
    session.save(update_fields=["upload"])
    path.unlink(missing_ok=True)


def _part(mark: str) -> Path:
    return Path(settings.DATA_DIR) / "uploads" / f"{mark}.part"
