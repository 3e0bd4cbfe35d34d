"""Who signed a PDF, is it whole, and was the certificate valid then? Works without network and database.

The moment of signing is the trusted timestamp where there is one, else the signer's own claim,
and the answer says which. UNVERIFIED: revocation lists of Vietnamese authorities are not fetched.
"""

import asyncio
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO
from typing import Any

from motcua.core.phrases import Phrase
from motcua.documents import alterations, authority
from motcua.documents.signature_form import is_as_issued

NOT_PDF = Phrase("Tệp không phải PDF đọc được.", "The file is not a readable PDF.")
NOT_SIGNED = Phrase("Văn bản chưa được ký số.", "The paper carries no digital signature.")
ALTERED = Phrase("Văn bản đã bị thay đổi sau khi ký.", "The paper was altered after it was signed.")
NOT_TRUSTED = Phrase(
    "Không xác định được cơ quan chứng thực tin cậy của chữ ký.", "The signature comes from no trusted authority."
)
NOT_VALID_THEN = Phrase(
    "Chứng thư số không có hiệu lực tại thời điểm ký.", "The certificate was not valid at the time of signing."
)
BAD_SIGNATURE = Phrase("Chữ ký số không đúng.", "The digital signature is wrong.")
ENVELOPE = Phrase("vỏ của chữ ký đã bị thay đổi", "the envelope of the signature was changed")
WHOLE = Phrase("Văn bản nguyên vẹn, chữ ký số hợp lệ.", "The paper is whole and its signatures are valid.")


@dataclass(frozen=True)
class SignatureFound:
    """What one signature says."""

    field_name: str
    signer: str
    organisation: str
    issuer: str
    serial: str
    signed_at: datetime | None
    time_source: str  # "timestamp", "claimed" or "unknown"
    whole: bool
    trusted: bool
    certificate_valid_then: bool
    certificate_from: datetime
    certificate_until: datetime
    reason: str = ""
    changes: list[Phrase] = field(default_factory=list)


@dataclass(frozen=True)
class Verification:
    """The whole answer; `ok` only if every signature holds and nothing was changed."""

    ok: bool
    signed: bool
    whole: bool
    verdict: Phrase
    signatures: list[SignatureFound] = field(default_factory=list)
    alterations: list[Phrase] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """Return the answer as `motcua verify --json` prints it."""
        return {
            "ok": self.ok,
            "valid": self.ok,
            "signed": self.signed,
            "whole": self.whole,
            "reason": f"{self.verdict.vi} / {self.verdict.en}",
            "alterations": [{"vi": one.vi, "en": one.en} for one in self.alterations],
            "signatures": [_as_json(one) for one in self.signatures],
        }


def verify_pdf(pdf: bytes, roots: list[bytes] | None = None) -> Verification:
    """Return who signed `pdf` and whether it is whole; `roots` are trusted PEM certificates (default: configured)."""
    from pyhanko.pdf_utils.reader import PdfFileReader  # noqa: PLC0415 - a second of import time, only here

    if b"%PDF-" not in pdf[:1024]:
        return Verification(False, False, False, NOT_PDF)
    try:
        reader = PdfFileReader(BytesIO(pdf), strict=False)
        embedded = list(reader.embedded_regular_signatures)
    except Exception:
        return _unreadable(pdf)
    if not embedded:
        return _unreadable(pdf) if b"/ByteRange" in pdf else Verification(False, False, False, NOT_SIGNED)
    trusted = authority.trusted_roots() if roots is None else roots
    try:
        found = [_examine(one, pdf, reader, trusted) for one in embedded]
    except Exception:
        return _unreadable(pdf)
    changes = [change for one in found for change in one.changes]
    if len(found) < pdf.count(b"/ByteRange"):
        changes.append(Phrase("một chữ ký không còn đọc được", "one signature can no longer be read"))
    whole = all(one.whole for one in found) and not changes
    verdict = _verdict(found, whole)
    return Verification(verdict is WHOLE, True, whole, verdict, found, list(dict.fromkeys(changes)))


def _unreadable(pdf: bytes) -> Verification:
    if b"/ByteRange" in pdf:
        note = Phrase("cấu trúc tệp hoặc chính chữ ký đã hỏng", "the file structure or the signature itself is damaged")
        return Verification(False, True, False, ALTERED, [], [note])
    return Verification(False, False, False, NOT_PDF)


def _verdict(found: list[SignatureFound], whole: bool) -> Phrase:
    if not whole:
        return ALTERED
    if not all(one.trusted for one in found):
        return NOT_TRUSTED
    if not all(one.certificate_valid_then for one in found):
        return NOT_VALID_THEN
    return WHOLE


def _examine(embedded: Any, pdf: bytes, reader: Any, roots: list[bytes]) -> SignatureFound:
    certificate = embedded.signer_cert
    subject = certificate.subject.native
    status, failure = _status(embedded, roots)
    stamped = getattr(getattr(status, "timestamp_validity", None), "timestamp", None)
    claimed = embedded.self_reported_timestamp
    signed_at = stamped or claimed
    intact = bool(status and status.intact and status.valid)
    changes = alterations.changes(embedded, pdf, reader, status) if status else []
    if failure and not changes:
        changes = [failure]
    if status and not intact and not changes:
        changes = [BAD_SIGNATURE]
    if not changes and not is_as_issued(embedded.pkcs7_content):
        changes = [ENVELOPE]
    begins, ends = certificate.not_valid_before, certificate.not_valid_after
    return SignatureFound(
        field_name=embedded.field_name,
        signer=str(subject.get("common_name", "")),
        organisation=str(subject.get("organization_name", "")),
        issuer=str(certificate.issuer.native.get("common_name", "")),
        serial=f"{certificate.serial_number:x}",
        signed_at=signed_at,
        time_source="timestamp" if stamped else "claimed" if claimed else "unknown",
        whole=intact and not changes,
        trusted=bool(status and (status.trusted or _chain_holds(embedded, roots))),
        certificate_valid_then=bool(signed_at and begins <= signed_at <= ends),
        certificate_from=begins,
        certificate_until=ends,
        reason=str(embedded.sig_object.get("/Reason", "")),
        changes=changes,
    )


def _status(embedded: Any, roots: list[bytes]) -> tuple[Any, Phrase | None]:
    from pyhanko.sign.validation import validate_pdf_signature  # noqa: PLC0415

    context = _context(roots, embedded.self_reported_timestamp)
    try:
        return validate_pdf_signature(embedded, context, _context(roots, embedded.self_reported_timestamp)), None
    except Exception:
        return None, Phrase("chính chữ ký không đọc được", "the signature itself cannot be read")


def _chain_holds(embedded: Any, roots: list[bytes]) -> bool:
    """Return whether the chain leads to a trusted root at some moment of the certificate's life.

    So that "from nobody we trust" and "from a trusted authority, but expired then" are told apart.
    """
    from pyhanko_certvalidator import CertificateValidator  # noqa: PLC0415
    from pyhanko_certvalidator.errors import PathBuildingError, PathValidationError  # noqa: PLC0415

    certificate = embedded.signer_cert
    middle = certificate.not_valid_before + (certificate.not_valid_after - certificate.not_valid_before) / 2
    checker: Any = CertificateValidator(certificate, embedded.other_embedded_certs, _context(roots, middle))
    try:
        asyncio.run(checker.async_validate_usage(set()))
    except (PathBuildingError, PathValidationError):
        return False
    return True


def _context(roots: list[bytes], moment: datetime | None) -> Any:
    from asn1crypto import pem, x509  # noqa: PLC0415
    from pyhanko_certvalidator import ValidationContext  # noqa: PLC0415

    certificates = [x509.Certificate.load(pem.unarmor(root)[2]) for root in roots]
    # Given explicitly even when empty: the system's own list must never be asked (and cannot, on OpenSSL 3).
    return ValidationContext(trust_roots=certificates, allow_fetching=False, moment=moment, revocation_mode="soft-fail")


def _as_json(found: SignatureFound) -> dict[str, Any]:
    return {
        "field": found.field_name,
        "signer": found.signer,
        "organisation": found.organisation,
        "signed_at": found.signed_at.isoformat() if found.signed_at else None,
        "time_source": found.time_source,
        "whole": found.whole,
        "trusted": found.trusted,
        "certificate_valid_then": found.certificate_valid_then,
        "certificate": {
            "issuer": found.issuer,
            "serial": found.serial,
            "valid_from": found.certificate_from.isoformat(),
            "valid_until": found.certificate_until.isoformat(),
        },
        "reason": found.reason,
    }
