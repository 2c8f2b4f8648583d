"""Files as evidence: what is taken in, what is left behind, and each hostile file refused with its reason."""

import io
import struct
import zipfile
import zlib

import docx
import pytest
import xlsxwriter
from PIL import Image
from PIL.ExifTags import GPS, IFD, Base
from PIL.PngImagePlugin import PngInfo

from samsvar.core.readers import attachments
from samsvar.core.readers.attachments import Attachment, clean_name, read_attachment
from samsvar.core.readers.results import RowError

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<<>>\n%%EOF\n"
MAIL = b"From: berit@example.org\r\nDate: Tue, 20 May 2025 10:00:00 +0200\r\nSubject: Svar\r\n\r\nHei\r\n"


def read(content, name):
    return read_attachment(io.BytesIO(content), name)


def code_of(content, name):
    found = read(content, name)
    return found.code if isinstance(found, RowError) else found.kind


def telephone_picture(kind="JPEG", **more) -> bytes:
    """A picture as a telephone makes it: where it was taken, by which telephone, held on its side."""
    picture = Image.new("RGB", (40, 20), "red")
    picture.paste("blue", (0, 0, 20, 20))
    about = Image.Exif()
    about[Base.Make], about[Base.Orientation] = "Telefon AS", 6
    about.get_ifd(IFD.GPSInfo)[GPS.GPSLatitudeRef] = "N"
    about.get_ifd(IFD.GPSInfo)[GPS.GPSLatitude] = (63.0, 26.0, 24.0)
    target = io.BytesIO()
    picture.save(target, kind, exif=about, **more)
    return target.getvalue()


def picture(kind="PNG", mode="RGB") -> bytes:
    target = io.BytesIO()
    Image.new(mode, (4, 4)).save(target, kind)
    return target.getvalue()


def document() -> bytes:
    made = docx.Document()
    made.add_heading("Rapport", 1)
    made.add_table(2, 2)
    target = io.BytesIO()
    made.save(target)
    return target.getvalue()


def workbook() -> bytes:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as book:
        book.add_worksheet().write(0, 0, "Lønn")
    return target.getvalue()


def with_part(package: bytes, name: str, content: bytes) -> bytes:
    target = io.BytesIO(package)
    with zipfile.ZipFile(target, "a", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr(name, content)
    return target.getvalue()


def test_where_a_picture_was_taken_is_not_kept():
    sent = telephone_picture()
    assert Image.open(io.BytesIO(sent)).getexif().get_ifd(IFD.GPSInfo)[GPS.GPSLatitudeRef] == "N"
    found = read(sent, "IMG_2041.JPG")
    assert (found.kind, found.name) == ("jpg", "IMG_2041.jpg")
    kept = Image.open(io.BytesIO(found.content))
    assert (dict(kept.getexif()), kept.info.keys() - {"jfif", "jfif_version", "jfif_unit", "jfif_density"}) == (
        {},
        set(),
    )
    assert b"Telefon AS" not in found.content
    assert kept.size == (20, 40), "it is turned as it was held"
    red, _green, blue = kept.getpixel((10, 5))
    assert blue > red, "the same picture"


def test_a_png_loses_its_texts_and_keeps_its_transparency():
    target = io.BytesIO()
    texts = PngInfo()
    texts.add_text("Author", "Berit Bidrag")
    Image.new("RGBA", (3, 3), (1, 2, 3, 4)).save(target, "PNG", pnginfo=texts)
    found = read(target.getvalue(), "skisse.png")
    kept = Image.open(io.BytesIO(found.content))
    assert (kept.info, kept.mode, kept.getpixel((1, 1))) == ({}, "RGBA", (1, 2, 3, 4))
    assert b"Berit" not in found.content


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "I;16", "CMYK"])
def test_pictures_of_every_mode_are_written_anew(mode):
    kind, name = ("JPEG", "jpg") if mode == "CMYK" else ("PNG", "png")
    assert code_of(picture(kind, mode), f"x.{name}") == name


def test_what_follows_a_picture_is_not_kept():
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as parts:
        parts.writestr("virus.exe", b"MZ")
    found = read(telephone_picture() + archive.getvalue(), "to-i-en.jpg")
    assert b"virus.exe" not in found.content
    assert b"PK" not in found.content[-100:]


def pixel_bomb() -> bytes:
    """A PNG of some hundred bytes that says it is 60,000 by 60,000."""

    def chunk(kind, content):
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 99)) + chunk(b"IEND", b"")


def bomb_in_a_document() -> bytes:
    return with_part(document(), "word/bomb.xml", b"<a>" + b" " * 60_000_000 + b"</a>")


def remote_template() -> bytes:
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    part = f'<Relationships xmlns="{space}"><Relationship Id="r" Type="{relation}" Target="https://ond.example/t.dotm"'
    return with_part(
        document(), "word/_rels/settings.xml.rels", f'{part} TargetMode="External"/></Relationships>'.encode()
    )


def mail_with(name: str) -> bytes:
    head = MAIL.replace(b"Subject", b'MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="g"\r\nSubject')
    part = f'--g\r\nContent-Disposition: attachment; filename="{name}"\r\n\r\nx\r\n--g--\r\n'
    return head + part.encode()


HONEST = {
    "rapport.pdf": (PDF, "pdf"),
    "referat.docx": (document(), "docx"),
    "timer.xlsx": (workbook(), "xlsx"),
    "notat.txt": ("Møte på Ål\r\n".encode(), "txt"),
    "gammelt.txt": ("Møte på Ål\r\n".encode("cp1252"), "txt"),
    "svar.eml": (MAIL, "eml"),
    "svar med vedlegg.eml": (mail_with("rapport.pdf"), "eml"),
    "svar.msg": (OLE + b"\0" * 600 + "__nameid_version1.0".encode("utf-16-le"), "msg"),
}
HOSTILE = {
    "empty.pdf": (b"", "empty_file"),
    "bomb.png": (pixel_bomb(), "too_many_pixels"),
    "broken.jpg": (telephone_picture()[:-200], "damaged"),
    "not-a-picture.png": (b"<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>", "wrong_type"),
    "really-a-png.jpg": (picture("PNG"), "wrong_type"),
    "drawing.svg": (b"<svg/>", "unsupported_type"),
    "page.html": (b"<html>", "unsupported_type"),
    "program.exe": (b"MZ\x90", "unsupported_type"),
    "no-ending": (PDF, "unsupported_type"),
    "report.pdf.exe": (PDF, "unsupported_type"),
    "really-a-program.pdf": (b"MZ\x90\0", "wrong_type"),
    "really-a-document.pdf": (document(), "wrong_type"),
    "not-from-the-start.pdf": (b"MZ" + PDF, "wrong_type"),
    "cut.pdf": (PDF[:40], "damaged"),
    "pdf-and-zip.pdf": (PDF + document(), "hides_another"),
    "pdf-and-page.pdf": (PDF + b"<script>" * 500, "hides_another"),
    "really-a-pdf.docx": (PDF, "wrong_type"),
    "really-a-book.docx": (workbook(), "wrong_type"),
    "macros.docm": (document(), "macros"),
    "macros-renamed.docx": (with_part(document(), "word/vbaProject.bin", b"x"), "macros"),
    "macros.xlsx": (with_part(workbook(), "xl/vbaProject.bin", b"x"), "macros"),
    "old.doc": (OLE, "macros"),
    "locked.docx": (OLE + b"\0" * 100, "encrypted"),
    "bomb.docx": (bomb_in_a_document(), "zip_bomb"),
    "archive-within.docx": (with_part(document(), "word/embeddings/a.xlsx", workbook()), "nested_archive"),
    "climbs.docx": (with_part(document(), "../../etc/passwd", b"x"), "unsafe_name"),
    "entities.docx": (with_part(document(), "word/x.xml", b"<!DOCTYPE a [<!ENTITY b 'c'>]><a/>"), "doctype"),
    "fetches.docx": (remote_template(), "remote_content"),
    "page.txt": (b"\xef\xbb\xbf <!DOCTYPE html><script>x()</script>", "wrong_type"),
    "program.txt": (b"MZ\x90\0\0", "wrong_type"),
    "binary.txt": (b"a\0b", "wrong_type"),
    "no-mail.eml": (b"just text", "wrong_type"),
    "program.eml": (mail_with("faktura.pdf.exe"), "attachment_refused"),
    "macro.eml": (mail_with("faktura.docm"), "attachment_refused"),
    "document.msg": (OLE + b"\0" * 600 + "WordDocument".encode("utf-16-le"), "wrong_type"),
    "macro.msg": (OLE + "__nameid_version1.0_VBA_PROJECT".encode("utf-16-le"), "macros"),
}


@pytest.mark.parametrize("name", HONEST)
def test_honest_files_are_kept_as_they_are(name):
    content, kind = HONEST[name]
    assert read(content, name) == Attachment(kind, name, content)


@pytest.mark.parametrize("name", HOSTILE)
def test_each_hostile_file_is_refused_with_its_reason(name):
    content, code = HOSTILE[name]
    assert code_of(content, name) == code


def test_a_file_over_the_limit_is_refused_unread(monkeypatch):
    monkeypatch.setattr(attachments, "LIMIT", 10)
    assert code_of(PDF, "stor.pdf") == "too_large"


@pytest.mark.parametrize(
    ("sent", "label"),
    [
        ("C:\\Mine dokumenter\\Rapport.pdf", "Rapport.pdf"),
        ("../../etc/passwd", "passwd"),
        ("faktura\u202efdp.exe", "fakturafdp.exe"),
        ("a\0b\u200b\r\nc.pdf", "abc.pdf"),
        ("A\u030a rlig.pdf", "Å rlig.pdf"),
        (".pdf", "file.pdf"),
        ("x" * 300 + ".pdf", "x" * 150 + ".pdf"),
        ("", ""),
    ],
)
def test_a_name_is_a_label_without_folders_and_hidden_letters(sent, label):
    assert clean_name(sent) == label
