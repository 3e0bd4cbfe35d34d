"""Are the parts of a CMS signature that no signature covers as RFC 5652 writes them?

A signature protects the paper and the signed attributes. Its own envelope (the list of digests, versions, unsigned
attributes) could be changed without breaking it: then the file is no longer the one that was issued.
"""

from typing import Any

_TOKEN = "signature_time_stamp_token"  # noqa: S105 (the name of an attribute)


def is_as_issued(contents: bytes) -> bool:
    """Return whether the envelope in `contents` (DER, zeros behind it) is written as it must be, time stamps too."""
    from asn1crypto import cms  # noqa: PLC0415 - only where a paper is verified

    try:
        envelope = cms.ContentInfo.load(contents)
        behind = contents[len(envelope.dump()) :]
        return not behind.strip(b"\0") and _is_plain(envelope["content"])
    except (ValueError, TypeError, KeyError):
        return False


def _is_plain(data: Any) -> bool:
    signers = list(data["signer_infos"])
    digests = [one["algorithm"].native for one in data["digest_algorithms"]]
    return (
        all(_has_no_parameters(one) for one in data["digest_algorithms"])
        and {signer["digest_algorithm"]["algorithm"].native for signer in signers} == set(digests)
        and data["version"].native in ("v1", "v3", "v4", "v5")
        and all(_signer_is_plain(signer) for signer in signers)
    )


def _signer_is_plain(signer: Any) -> bool:
    version = "v1" if signer["sid"].name == "issuer_and_serial_number" else "v3"
    attributes = list(signer["unsigned_attrs"])
    tokens = [value for each in attributes if each["type"].native == _TOKEN for value in each["values"]]
    return (
        signer["version"].native == version
        and _has_no_parameters(signer["digest_algorithm"])
        # A part under a tag that is none of the form's is left unread, and would be missing here.
        and len(signer.contents) == sum(len(signer[name].dump()) for name in signer)
        and not any(each["type"].native[0].isdigit() for each in attributes)  # a dotted number is no known attribute
        and all(_is_plain(token["content"]) for token in tokens)
    )


def _has_no_parameters(algorithm: Any) -> bool:
    return algorithm["parameters"].dump() in (b"", b"\x05\x00")
