"""Files people give: good ones are kept once, bad ones are refused with a sentence at once."""

import os
import re
import resource
from io import BytesIO

import pytest
from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

from motcua.documents import errors as refused
from motcua.documents import selectors, serving, uploads
from motcua.documents.inspection import LIMIT, clean_name
from motcua.documents.models import FileContent, Upload
from motcua.documents.testing import EICAR, FakeClamd, a_docx, a_pdf, a_png

pytestmark = pytest.mark.django_db
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF" + b"\0" * 10 + b"\xff\xc0\x00\x11\x08\x00\x10\x00\x20" + b"\0" * 40 + b"\xff\xd9"


def locked_pdf(key="mật khẩu", owner=None):
    writer = PdfWriter(clone_from=BytesIO(a_pdf()))
    writer.encrypt(key, owner, algorithm="AES-256")
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def scripted_pdf():
    writer = PdfWriter(clone_from=BytesIO(a_pdf()))
    action = {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("app.alert('x')")}
    writer.root_object[NameObject("/OpenAction")] = DictionaryObject(action)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def stuffed_pdf():
    writer = PdfWriter(clone_from=BytesIO(a_pdf()))
    writer.add_attachment("x.exe", b"MZ")
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "pages"),
    [
        pytest.param("Đơn xin.pdf", a_pdf(2), 2, id="PDF"),
        pytest.param("200 trang.pdf", a_pdf(200), 200, id="two hundred pages"),
        pytest.param("ảnh.PNG", a_png(), None, id="PNG"),
        pytest.param("ảnh.jpeg", JPEG, None, id="JPEG"),
        pytest.param("mẫu.docx", a_docx(), None, id="DOCX"),
        pytest.param("scan", a_pdf(), 1, id="a name without ending"),
    ],
)
def test_good_files_are_kept(name, content, pages):
    upload = uploads.store_upload(name=name, content=content, dossier_number="H26-1")
    assert upload.content.pages == pages
    assert uploads.read(upload.content) == content
    assert list(selectors.uploads_of("H26-1")) == [upload]


@pytest.mark.parametrize(
    ("name", "content", "refusal"),
    [
        pytest.param("a.pdf", b"", refused.EmptyUpload, id="empty"),
        pytest.param("a.pdf", b"%PDF-1.7" + b"\0" * LIMIT, refused.TooBig, id="too big"),
        pytest.param("a.pdf", a_pdf()[:-500], refused.BrokenFile, id="PDF cut short"),
        pytest.param("a.pdf", b"%PDF-1.7\nnothing\n%%EOF", refused.BrokenFile, id="PDF without content"),
        pytest.param("a.pdf", locked_pdf(), refused.EncryptedFile, id="PDF with password"),
        pytest.param("a.pdf", scripted_pdf(), refused.ActiveContent, id="PDF with a script"),
        pytest.param("a.pdf", stuffed_pdf(), refused.ActiveContent, id="PDF with a file inside"),
        pytest.param("a.pdf", b"<html><script>alert(1)</script>%PDF-", refused.WrongType, id="page named PDF"),
        pytest.param("a.svg", b"<svg onload='x'/>", refused.WrongType, id="SVG"),
        pytest.param("a.exe", b"MZ\x90\0", refused.WrongType, id="program"),
        pytest.param("a.pdf", a_png(), refused.NameLies, id="picture named PDF"),
        pytest.param("đơn.pdf.exe", a_pdf(), refused.NameLies, id="two endings"),
        pytest.param("a.com", EICAR, refused.Infected, id="virus test file"),
        pytest.param("a.png", a_png(60000, 60000), refused.Bomb, id="picture of 3.6 billion points"),
        pytest.param("a.png", a_png()[:-6], refused.BrokenFile, id="PNG cut short"),
        pytest.param("a.jpg", JPEG[:-2] + b"\0" * 5000, refused.BrokenFile, id="JPEG without end"),
        pytest.param("a.docx", a_docx({"word/media/x": b"\0" * 60_000_000}), refused.Bomb, id="zip bomb"),
        pytest.param("a.docx", a_docx({"word/vbaProject.bin": b"x"}), refused.ActiveContent, id="macros"),
        pytest.param("a.docx", a_docx()[:-30], refused.BrokenFile, id="DOCX cut short"),
        pytest.param("a.zip", b"PK\x03\x04" + b"\0" * 50, refused.BrokenFile, id="broken archive"),
    ],
)
def test_bad_files_are_refused_with_a_sentence_and_nothing_is_kept(name, content, refusal):
    with pytest.raises(refusal) as raised:
        uploads.store_upload(name=name, content=content)
    for language in ("vi", "en"):
        assert len(raised.value.sentence(language)) > 30
        assert "…" not in raised.value.sentence(language)
    assert FileContent.objects.count() == Upload.objects.count() == 0


def test_a_pdf_that_anybody_can_open_is_kept_though_it_forbids_printing():
    assert uploads.store_upload(name="a.pdf", content=locked_pdf("", "chủ")).content.pages == 1


def test_the_same_content_is_kept_once():
    first = uploads.store_upload(name="a.pdf", content=a_pdf())
    second = uploads.store_upload(name="b.pdf", content=a_pdf())
    assert first.content == second.content
    assert (Upload.objects.count(), FileContent.objects.count()) == (2, 1)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\a\\Đơn xin.pdf", "Đơn xin.pdf"),
        ("ảnh\u202efdp.exe", "ảnhfdp.exe"),
        ("a\x00b\n.pdf", "a b .pdf"),
        ("'; DROP TABLE x; --.pdf", "'; DROP TABLE x; --.pdf"),
        ("<script>.pdf", "script .pdf"),
        ("   ", "tep"),
        ("x" * 300 + ".pdf", "x" * 116 + ".pdf"),
    ],
)
def test_names_are_made_safe(given, kept):
    assert clean_name(given) == kept


def test_a_scanner_finds_what_we_do_not(settings, tmp_path):
    with FakeClamd(tmp_path / "clamd") as clamd:
        settings.CLAMAV_SOCKET = str(clamd.path)
        assert uploads.store_upload(name="a.png", content=a_png()).content.scan == "clean"
        with pytest.raises(refused.Infected, match="EICAR_HDB"):
            uploads.store_upload(name="b.docx", content=a_docx({"x": b"y"}) + b"VIRUS")
    assert clamd.asked == 2


def test_a_silent_scanner_lets_nothing_through(settings, tmp_path):
    settings.CLAMAV_SOCKET = str(tmp_path / "nobody")
    with pytest.raises(refused.ScannerUnreachable):
        uploads.store_upload(name="a.png", content=a_png())
    assert FileContent.objects.count() == 0


def test_a_full_disk_keeps_nothing_half():
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    content = a_docx({"word/media/x": os.urandom(3_000_000)})
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, limits[1]))
    try:
        with pytest.raises(refused.DiskFull):
            uploads.store_upload(name="a.docx", content=content)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert FileContent.objects.count() == 0
    assert uploads.store_upload(name="a.docx", content=content).content.size == len(content)


def test_a_file_arrives_in_pieces_and_goes_on_after_the_line_broke():
    content = a_pdf(3)
    session = uploads.begin_upload(name="đơn.pdf", size=len(content), dossier_number="H26-1")
    uploads.append_piece(mark=session.mark, offset=0, piece=content[:1000])
    with pytest.raises(refused.WrongOffset, match="1000"):
        uploads.append_piece(mark=session.mark, offset=0, piece=content[:1000])
    done = uploads.append_piece(mark=session.mark, offset=1000, piece=content[1000:])
    assert uploads.read(done.upload.content) == content
    with pytest.raises(refused.WrongOffset):
        uploads.append_piece(mark=session.mark, offset=len(content), piece=b"more")


def test_pieces_of_another_person_or_too_many_are_refused(django_user_model):
    owner = django_user_model.objects.create(username="a")
    session = uploads.begin_upload(name="a.pdf", size=10, owner=owner)
    with pytest.raises(refused.NoSuchUpload):
        uploads.append_piece(mark=session.mark, offset=0, piece=b"x")
    with pytest.raises(refused.TooBig):
        uploads.append_piece(mark=session.mark, offset=0, piece=b"x" * 11, owner=owner)
    with pytest.raises(refused.TooBig):
        uploads.begin_upload(name="a.pdf", size=LIMIT + 1)


def test_a_bad_file_in_pieces_is_refused_at_its_end():
    session = uploads.begin_upload(name="a.pdf", size=4)
    with pytest.raises(refused.WrongType):
        uploads.append_piece(mark=session.mark, offset=0, piece=b"MZ\0\0")
    assert Upload.objects.count() == 0


def test_served_files_can_do_no_harm():
    docx = uploads.store_upload(name="Đơn.docx", content=a_docx())
    answer = serving.file_response(docx.content, docx.name, inline=True)
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith('attachment; filename="don.docx"')
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    pdf = uploads.store_upload(name="a.pdf", content=a_pdf())
    assert serving.file_response(pdf.content, pdf.name, inline=True)["Content-Disposition"].startswith("inline")


@pytest.mark.parametrize(
    "name", ['a"; filename="x.html', 'x.pdf"; b="c', "a\r\nSet-Cookie: x=1.pdf", "Giấy “khai” sinh.pdf"]
)
def test_no_name_of_a_file_leaves_its_quotes_in_the_header(name):
    told = serving.bytes_response(b"", "application/pdf", name)["Content-Disposition"]
    assert re.fullmatch(r"attachment; filename=\"[a-z0-9.-]+\"; filename\*=UTF-8''[\w%./~-]+", told), told
