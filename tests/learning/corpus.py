"""Small real files, and files that are not what they say."""

import io
import zipfile

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)
HTML = b"<!DOCTYPE html><script>alert(1)</script>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def zipped(parts: dict[str, bytes], *, prefix: bytes = b"") -> bytes:
    content = io.BytesIO()
    content.write(prefix)
    with zipfile.ZipFile(content, "a", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return content.getvalue()


def office(main: str = "word/document.xml", **more: bytes) -> bytes:
    return zipped({"[Content_Types].xml": b"<Types/>", main: b"<document/>", **more})


def open_document(kind: str = "text") -> bytes:
    mimetype = f"application/vnd.oasis.opendocument.{kind}".encode()
    return zipped({"mimetype": mimetype, "content.xml": b"<content/>"})


def bomb() -> bytes:
    """A quarter of a megabyte that unpacks to 210."""
    return office(**{"word/media/image.bin": bytes(210 * 10**6)})


def lying() -> bytes:
    """A part whose declared size is smaller than what it holds."""
    data = bytearray(office(**{"word/media/image.bin": bytes(10**6)}))
    real = (10**6).to_bytes(4, "little")
    while (at := data.find(real)) >= 0:
        data[at : at + 4] = (10).to_bytes(4, "little")
    return bytes(data)


GOOD = {
    "les.pdf": PDF,
    "Lés één ☃.PDF": PDF,
    "les.docx": office(),
    "les.pptx": office("ppt/presentation.xml"),
    "les.xlsx": office("xl/workbook.xml"),
    "les.odt": open_document(),
    "les.odp": open_document("presentation"),
    "les.ods": open_document("spreadsheet"),
    "foto.png": PNG,
    "foto.jpg": b"\xff\xd8\xff\xe0" + bytes(40),
    "foto.webp": b"RIFF\x10\x00\x00\x00WEBPVP8 ",
    "les.txt": "één les\n".encode(),
    "oud.txt": "één les\n".encode("cp1252"),
    "les.md": b"# Les\n",
    "over-html.md": b"# Les 3\n\nEen pagina begint met `<html>`.\n",
    "lied.mp3": b"ID3\x03" + bytes(40),
    "film.mp4": b"\x00\x00\x00\x18ftypmp42",
}
BAD = {
    "page.html": HTML,
    "page.pdf": HTML,
    "drawing.svg": SVG,
    "drawing.png": SVG,
    "les.exe": b"MZ" + bytes(40),
    "noending": PDF,
    ".pdf": PDF,
    "empty.txt": b"",
    "polyglot.pdf": b"%PDF-1.4\n" + HTML + PDF,
    "behind.pdf": HTML + PDF,
    "cut.pdf": PDF[:20],
    "page.txt": HTML,
    "page.md": b"  \n <html>",
    "bom.txt": b"\xef\xbb\xbf<script>alert(1)</script>",
    "binary.txt": b"\x00\x01\x02",
    "les.docx": office("xl/workbook.xml"),
    "macro.docx": office(**{"word/vbaProject.bin": b"x"}),
    "in-front.docx": zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<d/>"}, prefix=HTML),
    "out.docx": office(**{"../../evil.sh": b"x"}),
    "les.odt": open_document("spreadsheet"),
    "noise.docx": b"PK\x03\x04" + bytes(range(256)),
    "plain.zip": zipped({"a": b"b"}),
    "liar.docx": lying(),
    "page.jpg": b"\xff\xd8\xff" + HTML,
}
