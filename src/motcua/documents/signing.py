"""Sign papers (PAdES, with a visible stamp) and verify them.

The signer is the configured certificate, a remote signing service, or in a demonstration
the test authority. Nothing here asks the network unless a timestamp service is configured.
"""

import tempfile
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

from motcua.core.phrases import Phrase
from motcua.documents import authority, manifest, typesetting
from motcua.documents.errors import CannotSign
from motcua.documents.verification import Verification, verify_pdf

__all__ = ["Signatory", "Verification", "configured_signatory", "demonstration_signatory", "sign_pdf", "verify_pdf"]

PLACE_MARK = "#ky-so"
_DEFAULT_BOX = (325, 60, 325 + 213, 60 + 71)  # points: 75 x 25 mm at the foot of the last page


@dataclass(frozen=True)
class Signatory:
    """Who signs: a name and organisation for the stamp, and a pyHanko signer that holds or reaches the key."""

    name: str
    organisation: str
    signer: Any


def demonstration_signatory(name: str, organisation: str = "") -> Signatory:
    """Return a signatory with a certificate of the test authority (demonstration only)."""
    return Signatory(name, organisation, signer_of(authority.officer(name, organisation)))


def configured_signatory(name: str = "", organisation: str = "") -> Signatory:
    """Return the signatory of MOTCUA_SIGN_PKCS12, or one of the test authority in a demonstration."""
    path = getattr(settings, "SIGN_PKCS12", "")
    if not path:
        return demonstration_signatory(name or "Motcua", organisation)
    from pyhanko.sign import signers  # noqa: PLC0415 - a second of import time that only signing needs

    password = getattr(settings, "SIGN_PASSWORD", "").encode() or None
    simple: Any = signers.SimpleSigner
    signer = simple.load_pkcs12(path, passphrase=password)
    if signer is None:
        raise CannotSign(what=Phrase("không mở được tệp chứng thư đã cấu hình", "the certificate file does not open"))
    subject = signer.signing_cert.subject.native
    return Signatory(name or subject["common_name"], subject.get("organization_name", organisation), signer)


def sign_pdf(
    pdf: bytes,
    signatory: Signatory,
    *,
    reason: str = "",
    location: str = "",
    timestamps: bool = True,
    visible: bool = True,
) -> bytes:
    """Return `pdf` with one more signature; the stamp stands where the layout keeps a place for it."""
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter  # noqa: PLC0415 - slow import
    from pyhanko.pdf_utils.reader import PdfFileReader  # noqa: PLC0415
    from pyhanko.sign import fields, signers  # noqa: PLC0415
    from pyhanko.sign.general import SigningError  # noqa: PLC0415
    from pyhanko.sign.timestamps import TimestampRequestError  # noqa: PLC0415

    reader = PdfFileReader(BytesIO(pdf))
    count = len(list(reader.embedded_signatures))
    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    if not count:
        _keep_manifest(writer, manifest.dump(reader))
    page, box = _place(reader, count)
    name = f"Signature{count + 1}"
    meta = signers.PdfSignatureMetadata(
        field_name=name,
        subfilter=fields.SigSeedSubFilter.PADES,
        md_algorithm="sha256",
        name=signatory.name,
        reason=reason or None,
        location=location or None,
    )
    spec = fields.SigFieldSpec(name, on_page=page, box=box if visible else None)
    out = BytesIO()
    with tempfile.TemporaryDirectory() as folder:
        pdf_signer = signers.PdfSigner(
            meta,
            signatory.signer,
            timestamper=_timestamper() if timestamps else None,
            stamp_style=_stamp(signatory, reason, timezone.localtime(), Path(folder)) if visible else None,
            new_field_spec=spec,
        )
        try:
            pdf_signer.sign_pdf(writer, output=out)
        except (SigningError, TimestampRequestError) as problem:
            raise CannotSign(what=str(problem)) from problem
    return out.getvalue()


def signer_of(identity: authority.Identity) -> Any:
    """Return a signer that holds the key of a certificate of the test authority."""
    from asn1crypto import keys, pem, x509  # noqa: PLC0415 - loaded with pyHanko
    from pyhanko.sign import signers  # noqa: PLC0415
    from pyhanko_certvalidator.registry import SimpleCertificateStore  # noqa: PLC0415

    store: Any = SimpleCertificateStore

    return signers.SimpleSigner(
        signing_cert=x509.Certificate.load(pem.unarmor(identity.certificate)[2]),
        signing_key=keys.PrivateKeyInfo.load(pem.unarmor(identity.key)[2]),
        cert_registry=store(),
    )


def _timestamper() -> Any:
    from asn1crypto import keys, pem, x509  # noqa: PLC0415
    from pyhanko.sign import timestamps  # noqa: PLC0415

    address = getattr(settings, "TIMESTAMP_URL", "")
    if address:
        return timestamps.HTTPTimeStamper(address)
    if settings.PRODUCTION:
        return None
    service = authority.timestamp_service()
    return timestamps.DummyTimeStamper(
        x509.Certificate.load(pem.unarmor(service.certificate)[2]),
        keys.PrivateKeyInfo.load(pem.unarmor(service.key)[2]),
    )


def _keep_manifest(writer: Any, content: bytes) -> None:
    from pyhanko.pdf_utils import generic  # noqa: PLC0415

    stream = generic.StreamObject(stream_data=content)
    writer.root[generic.pdf_name(manifest.KEY)] = writer.add_object(stream)
    writer.update_root()


def _place(reader: Any, count: int) -> tuple[int, tuple[int, int, int, int]]:
    """Return the page and box of the stamp: at the layout's mark, else at the foot of the last page."""
    pages = int(reader.root["/Pages"]["/Count"])
    for number in range(pages):
        page = reader.find_page_for_modification(number)[0].get_object()
        for note in page.get("/Annots", ()):
            action = note.get_object().get("/A")
            if action and str(action.get("/URI", "")).endswith(PLACE_MARK):
                left, low, right, high = (round(float(edge)) for edge in note.get_object()["/Rect"])
                return number, (left, low + 75 * count, right, high + 75 * count)
    left, low, right, high = _DEFAULT_BOX
    return -1, (left, low + 75 * count, right, high + 75 * count)


def _stamp(signatory: Signatory, reason: str, at: datetime, folder: Path) -> Any:
    """Return the stamp as typst draws it; pyHanko itself has no Vietnamese letters without another font library."""
    from pyhanko.stamp import StaticStampStyle  # noqa: PLC0415

    facts = {
        "signer": signatory.name,
        "organisation": signatory.organisation,
        "reason": reason,
        "at": f"{at:%d/%m/%Y %H:%M:%S %z}",
    }
    path = folder / "stamp.pdf"
    path.write_bytes(typesetting.draw("common/stamp", facts, at))
    return StaticStampStyle.from_pdf_file(str(path), border_width=0, background_opacity=1)
