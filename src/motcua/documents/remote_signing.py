"""Sign with a key that never leaves a remote signing service: only the digest travels.

The contract is two questions: which certificate, and a signature over this digest. The HTTP
adapter follows the shape of the Cloud Signature Consortium's signHash. UNVERIFIED: no
Vietnamese service was reached; each provider may want its own adapter behind this contract.
"""

import base64
import hashlib
import json
from typing import Any, Protocol
from urllib.error import HTTPError, URLError
from urllib.request import Request

from motcua.core.calling import CONFIGURED
from motcua.core.phrases import Phrase
from motcua.documents.errors import CannotSign
from motcua.documents.signing import Signatory

_PATIENCE_SECONDS = 30
_BYTES_OF_RSA_2048 = 256


class RemoteKey(Protocol):
    """A key somewhere else."""

    def certificate(self) -> bytes:
        """Return the signer's certificate, DER."""

    def sign_digest(self, digest: bytes) -> bytes:
        """Return the RSA (PKCS#1 v1.5) signature over a SHA-256 digest, or raise CannotSign."""


class HttpRemoteKey:
    """A signing service over HTTP; `pin` is what the signer types or the service asks by phone."""

    def __init__(self, address: str, credential: str, token: str, pin: str = "") -> None:
        self.address, self.credential, self.token, self.pin = address.rstrip("/"), credential, token, pin

    def certificate(self) -> bytes:
        answer = self._ask("credentials/info", {"credentialID": self.credential})
        return base64.b64decode(answer["cert"]["certificates"][0])

    def sign_digest(self, digest: bytes) -> bytes:
        asked = {
            "credentialID": self.credential,
            "hash": [base64.b64encode(digest).decode()],
            "hashAlgo": "2.16.840.1.101.3.4.2.1",
            "signAlgo": "1.2.840.113549.1.1.11",
            "PIN": self.pin,
        }
        return base64.b64decode(self._ask("signatures/signHash", asked)["signatures"][0])

    def _ask(self, what: str, body: dict[str, Any]) -> dict[str, Any]:
        headers = {"Content-Type": "application/json", "Authorization": f"Bearer {self.token}"}
        request = Request(f"{self.address}/{what}", json.dumps(body).encode(), headers)  # noqa: S310 - configured
        try:
            with CONFIGURED.open(request, timeout=_PATIENCE_SECONDS) as answer:
                return dict(json.loads(answer.read()))
        except HTTPError as refusal:
            with refusal:
                said = refusal.code
            words = Phrase(f"dịch vụ ký số từ chối (mã {said})", f"the signing service refused ({said})")
            raise CannotSign(what=words) from refusal
        except (URLError, OSError, ValueError) as problem:
            words = Phrase("không kết nối được dịch vụ ký số", "the signing service does not answer")
            raise CannotSign(what=words) from problem


def remote_signatory(key: RemoteKey, name: str = "", organisation: str = "") -> Signatory:
    """Return a signatory whose key is remote; name and organisation default to the certificate's."""
    from asn1crypto import x509  # noqa: PLC0415 - loaded with pyHanko, a second that only signing needs
    from pyhanko.sign import signers  # noqa: PLC0415

    certificate = x509.Certificate.load(key.certificate())

    class Remote(signers.Signer):
        async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
            # A dry run only asks how long a signature is; nobody's phone should ring for it.
            return bytes(_BYTES_OF_RSA_2048) if dry_run else key.sign_digest(hashlib.sha256(data).digest())

    subject = certificate.subject.native
    who = Remote(signing_cert=certificate)
    return Signatory(name or subject.get("common_name", ""), organisation or subject.get("organization_name", ""), who)
