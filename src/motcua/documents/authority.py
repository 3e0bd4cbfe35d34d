"""The test authority of a demonstration: a root, officers' certificates and a timestamp service.

Made on first use under DATA_DIR/authority and never used where MOTCUA_PRODUCTION is on:
there, certificates come from configuration. Its names say that it is a test.
"""

import datetime as dt
import os
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from django.conf import settings

from motcua.core.phrases import Phrase
from motcua.core.text import fold
from motcua.documents.errors import CannotSign

ROOT_NAME = "Motcua TEST authority - not for real papers"
_YEARS = 10


@dataclass(frozen=True)
class Identity:
    """A certificate with its key, both PEM."""

    certificate: bytes
    key: bytes


def folder() -> Path:
    """Return the folder of the test authority."""
    return Path(settings.DATA_DIR) / "authority"


def root() -> Identity:
    """Return the test root, made on first use."""
    return _kept("root", lambda: _issue(ROOT_NAME, "", None))


def officer(name: str, organisation: str = "") -> Identity:
    """Return the test certificate of one signer."""
    label = f"officer-{fold(f'{name} {organisation}').replace(' ', '-')[:80]}"
    return _kept(label, lambda: _issue(name, organisation, root()))


def timestamp_service() -> Identity:
    """Return the certificate of the test timestamp service."""
    return _kept("timestamps", lambda: _issue("Motcua TEST timestamp service", "", root(), timestamps=True))


def expired_officer(name: str) -> Identity:
    """Return a certificate that ended yesterday, for showing what a verifier says about it."""
    return _kept(f"expired-{fold(name)[:60]}", lambda: _issue(name, "", root(), ended=True))


def trusted_roots() -> list[bytes]:
    """Return the PEM certificates a verifier trusts: the configured folder, and the test root where it exists."""
    found = []
    if not settings.PRODUCTION and (folder() / "root.pem").is_file():
        found.append((folder() / "root.pem").read_bytes())
    configured = getattr(settings, "TRUST_ROOTS", "")
    if configured:
        found += [path.read_bytes() for path in sorted(Path(configured).glob("*.pem"))]
    return found


def _kept(label: str, make: object) -> Identity:
    if settings.PRODUCTION:
        words = Phrase("chứng thư thử nghiệm không dùng được khi vận hành thật", "test certificates end in production")
        raise CannotSign(what=words)
    folder().mkdir(parents=True, exist_ok=True)
    certificate, key = folder() / f"{label}.pem", folder() / f"{label}.key"
    if not certificate.is_file():
        made: Identity = make()  # type: ignore[operator]
        _write_once(key, made.key)
        _write_once(certificate, made.certificate)
    return Identity(certificate.read_bytes(), key.read_bytes())


def _write_once(path: Path, content: bytes) -> None:
    # Written aside and renamed: a second process must never read half a key.
    aside = path.with_suffix(f"{path.suffix}.{os.getpid()}")
    with os.fdopen(os.open(aside, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "wb") as file:
        file.write(content)
    aside.replace(path)


def _name(common: str, organisation: str) -> x509.Name:
    parts = [x509.NameAttribute(NameOID.COUNTRY_NAME, "VN")]
    if organisation:
        parts.append(x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation[:64]))
    return x509.Name([*parts, x509.NameAttribute(NameOID.COMMON_NAME, common[:64])])


def _issue(
    common: str, organisation: str, issuer: Identity | None, *, timestamps: bool = False, ended: bool = False
) -> Identity:
    key = rsa.generate_private_key(65537, 2048)
    now = dt.datetime.now(dt.UTC)
    begins = now - dt.timedelta(days=400 if ended else 1)
    ends = now - dt.timedelta(days=1) if ended else now + dt.timedelta(days=365 * _YEARS)
    subject = _name(common, organisation)
    parent = x509.load_pem_x509_certificate(issuer.certificate) if issuer else None
    signing_key = serialization.load_pem_private_key(issuer.key, None) if issuer else key
    is_root = parent is None
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(parent.subject if parent else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(dt.datetime.now(dt.UTC) - dt.timedelta(days=3650) if is_root else begins)
        .not_valid_after(ends)
        .add_extension(x509.BasicConstraints(ca=is_root, path_length=0 if is_root else None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(_usage(is_root), critical=True)
    )
    if timestamps:
        builder = builder.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
    certificate = builder.sign(signing_key, hashes.SHA256())  # type: ignore[arg-type]
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return Identity(certificate.public_bytes(serialization.Encoding.PEM), private)


def _usage(is_root: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not is_root,
        content_commitment=not is_root,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=is_root,
        crl_sign=is_root,
        encipher_only=False,
        decipher_only=False,
    )
