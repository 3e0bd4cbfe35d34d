"""Signed papers: whole ones are believed, altered ones are refused with what was altered."""

import re
from io import BytesIO

import pytest
from asn1crypto import cms
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import FreeText

from motcua.documents import authority, signing, typesetting
from motcua.documents.errors import CannotSign
from motcua.documents.remote_signing import HttpRemoteKey, remote_signatory
from motcua.documents.signing import Signatory, demonstration_signatory, sign_pdf, verify_pdf
from motcua.documents.testing import FakeSigningService

from .factories import FACTS, ISSUED

pytestmark = pytest.mark.once

HEAD = {"governing_body": "", "unit_name": "UBND phường Mẫu", "office_mark": "X", "place": "", "signer_title": ""}
FORM = {"name": "", "title": "Kết quả", "size": "a4", "source": ""}


@pytest.fixture(scope="session")
def kept_folder(tmp_path_factory):
    return tmp_path_factory.mktemp("authority")


@pytest.fixture(autouse=True)
def _one_authority(settings, kept_folder):
    """Make keys once: each costs a second."""
    settings.DATA_DIR = kept_folder


@pytest.fixture
def paper():
    facts = {
        **FACTS["result"],
        "received_at": "",
        "promised_at": "",
        "number": "01/KQ-X",
        "head": HEAD,
        "form": FORM,
        "seal": "",
        "check_address": "http://127.0.0.1:8000/xac-minh/abc",
        "qr": typesetting.qr_svg("abc"),
    }
    return typesetting.draw("common/result", facts, ISSUED)


@pytest.fixture
def signed(paper):
    return sign_pdf(paper, demonstration_signatory("Lê Hữu Phước", "UBND phường Mẫu"), reason="Phát hành kết quả")


def told(answer):
    return " | ".join(one.en for one in answer.alterations)


def test_a_whole_paper_says_who_signed_it_and_when(signed):
    answer = verify_pdf(signed)
    [found] = answer.signatures
    assert (answer.ok, found.signer, found.organisation) == (True, "Lê Hữu Phước", "UBND phường Mẫu")
    assert found.time_source == "timestamp"
    assert found.certificate_valid_then


def test_two_people_may_sign(signed):
    answer = verify_pdf(sign_pdf(signed, demonstration_signatory("Trần Văn Bằng")))
    assert answer.ok
    assert [one.signer for one in answer.signatures] == ["Lê Hữu Phước", "Trần Văn Bằng"]


def test_without_a_timestamp_the_time_is_only_claimed(paper):
    [found] = verify_pdf(sign_pdf(paper, demonstration_signatory("A"), timestamps=False)).signatures
    assert (found.time_source, found.trusted) == ("claimed", True)


def test_an_unsigned_paper_is_not_called_signed(paper):
    answer = verify_pdf(paper)
    assert (answer.ok, answer.signed) == (False, False)


@pytest.mark.parametrize("content", [b"", b"hello", b"%PDF-1.7 nothing"], ids=["empty", "text", "only a head"])
def test_what_is_no_paper_is_refused(content):
    assert verify_pdf(content).ok is False


def test_any_changed_byte_of_the_signed_part_is_noticed(signed):
    for place in range(20, len(signed) - 20, len(signed) // 60):
        bad = bytearray(signed)
        bad[place] ^= 1
        assert verify_pdf(bytes(bad)).ok is False, place


def test_a_changed_envelope_of_the_signature_is_noticed_although_no_signature_covers_it(signed):
    found = re.search(rb"/Contents <([0-9a-fA-F]{1000,})>", signed)
    contents = bytes.fromhex(found[1].decode())
    data = cms.ContentInfo.load(contents)["content"]
    signer = data["signer_infos"][0]
    parts = [data["digest_algorithms"], signer["version"], signer["digest_algorithm"]]
    places = [contents.index(part.dump()) + at for part in parts for at in range(len(part.dump()))]
    unsigned = contents.index(signer["unsigned_attrs"].dump())
    for place in (*places, *range(unsigned, unsigned + 60), len(contents) - 1):
        bad = bytearray(signed)
        bad[found.start(1) + 2 * place + 1] ^= 1
        answer = verify_pdf(bytes(bad))
        assert (answer.ok, bool(answer.alterations)) == (False, True), place


def test_changed_page_content_is_named(signed):
    reader = PdfReader(BytesIO(signed))
    number = reader.pages[0].raw_get("/Contents").idnum
    place = signed.index(f"{number} 0 obj".encode())
    start = signed.index(b"stream", place) + 20
    bad = bytearray(signed)
    bad[start] ^= 1
    assert "content of page 1" in told(verify_pdf(bytes(bad)))


def test_a_note_added_afterwards_is_named(signed):
    writer = PdfWriter(BytesIO(signed), incremental=True)
    writer.add_annotation(0, FreeText(text="Đã sửa", rect=(100, 100, 300, 150)))
    out = BytesIO()
    writer.write(out)
    answer = verify_pdf(out.getvalue())
    assert (answer.ok, answer.whole) == (False, False)
    assert "on page 1" in told(answer)


def test_loose_bytes_after_the_signature_are_named(signed):
    assert "7 bytes were added" in told(verify_pdf(signed + b"garbage"))
    assert verify_pdf(signed + b"\n").ok


def test_a_file_written_anew_is_refused(signed):
    out = BytesIO()
    PdfWriter(clone_from=BytesIO(signed)).write(out)
    assert verify_pdf(out.getvalue()).ok is False


def test_a_file_cut_short_is_refused(signed):
    assert verify_pdf(signed[: len(signed) // 2]).ok is False


def test_a_stranger_is_not_trusted(signed):
    answer = verify_pdf(signed, roots=[])
    assert (answer.ok, answer.whole) == (False, True)
    assert "no trusted authority" in answer.verdict.en


def test_a_certificate_that_had_ended_is_told_apart_from_a_stranger(paper):
    ended = Signatory("Cũ", "", signing.signer_of(authority.expired_officer("Cũ")))
    answer = verify_pdf(sign_pdf(paper, ended))
    assert (answer.ok, answer.signatures[0].trusted, answer.signatures[0].certificate_valid_then) == (
        False,
        True,
        False,
    )


def test_production_never_signs_with_the_test_authority(settings):
    settings.PRODUCTION = True
    with pytest.raises(CannotSign):
        demonstration_signatory("A")


def test_the_command_exits_with_one_for_an_altered_paper(signed, tmp_path, capsys):
    from motcua.cli import main

    good, bad = tmp_path / "a.pdf", tmp_path / "b.pdf"
    good.write_bytes(signed)
    bad.write_bytes(signed + b"x")
    assert main(["verify", str(good), "--json"]) == 0
    assert '"ok": true' in capsys.readouterr().out
    assert main(["verify", str(bad), "--json"]) == 1
    assert "thay đổi sau khi ký" in capsys.readouterr().err
    assert main(["verify", str(tmp_path / "none.pdf")]) == 1


def test_a_remote_service_signs_the_digest_only(paper, kept_folder):
    identity = authority.officer("Ký từ xa", "Sở Mẫu")
    with FakeSigningService(identity.certificate, identity.key, "t") as service:
        key = HttpRemoteKey(service.address, "c1", "t", "123456")
        answer = verify_pdf(sign_pdf(paper, remote_signatory(key)))
        service.fault = "refused"
        with pytest.raises(CannotSign, match="refused"):
            key.sign_digest(b"x" * 32)
    assert (answer.ok, answer.signatures[0].signer, service.signed) == (True, "Ký từ xa", 1)


def test_a_silent_signing_service_leaves_the_paper_unsigned():
    with pytest.raises(CannotSign, match="does not answer"):
        HttpRemoteKey("http://127.0.0.1:1", "c", "t").certificate()


def test_the_certificate_may_come_from_configuration(paper, settings, tmp_path):
    from cryptography import x509
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.serialization import pkcs12

    identity = authority.officer("Từ tệp", "Sở Mẫu")
    packed = pkcs12.serialize_key_and_certificates(
        b"x",
        serialization.load_pem_private_key(identity.key, None),
        x509.load_pem_x509_certificate(identity.certificate),
        None,
        serialization.BestAvailableEncryption(b"pw"),
    )
    (tmp_path / "a.p12").write_bytes(packed)
    settings.SIGN_PKCS12, settings.SIGN_PASSWORD = str(tmp_path / "a.p12"), "pw"
    assert verify_pdf(sign_pdf(paper, signing.configured_signatory())).signatures[0].signer == "Từ tệp"
    settings.SIGN_PASSWORD = "wrong"
    with pytest.raises(CannotSign):
        signing.configured_signatory()
