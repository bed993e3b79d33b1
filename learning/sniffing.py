"""Whether a file is what its name says it is, by its content (trust 2.3). Pure: it reads bytes and says yes or no.

Office files are zip files, and a small one can hold an ocean: declared sizes are added up before a byte is unpacked,
and every part is unpacked against its declared size, so that a size that lies is found too.
"""

import re
import unicodedata
import zipfile
import zlib
from collections.abc import Callable
from pathlib import PurePosixPath
from typing import BinaryIO

MAX_SIZE = 20 * 2**20  # bytes of an upload
MAX_UNPACKED = 200 * 10**6  # bytes of all parts of an office file together
MAX_PARTS = 5000
LONGEST_NAME = 120

# Extension -> the type with which the file is served.
TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "odt": "application/vnd.oasis.opendocument.text",
    "odp": "application/vnd.oasis.opendocument.presentation",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "webp": "image/webp",
    "txt": "text/plain; charset=utf-8",
    "md": "text/plain; charset=utf-8",
    "mp3": "audio/mpeg",
    "mp4": "video/mp4",
}
MAIN_PARTS = {"docx": "word/document.xml", "pptx": "ppt/presentation.xml", "xlsx": "xl/workbook.xml"}
MARKUP = re.compile(rb"<\s*(?:!doctype\s+html|html|head|body|script|svg|iframe)\b", re.IGNORECASE)
CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
HEAD = 4096  # bytes in which a browser would look for something else
BROKEN = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError)


def extension_of(name: str) -> str:
    """The ending of a name in small letters, without the dot; "" where there is none."""
    return PurePosixPath(name.lower()).suffix.lstrip(".")


def clean_name(name: str) -> str:
    """A name to show and to offer for download: no folders, nothing invisible, not too long; the ending stays."""
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    seen = "".join(one for one in last if unicodedata.category(one)[0] not in "CZ" or one == " ").strip(" .")
    stem, dot, ending = seen.rpartition(".")
    return f"{stem[: LONGEST_NAME - len(ending) - 1]}{dot}{ending}" if dot else seen[:LONGEST_NAME]


def is_what_it_says(name: str, content: BinaryIO, size: int) -> bool:
    """Whether the content fits the ending of `name`. `size` in bytes; the reader ends at the beginning."""
    ending = extension_of(name)
    looks = LOOKS.get(ending)
    if looks is None or not 0 < size <= MAX_SIZE:
        return False
    content.seek(0)
    try:
        return looks(content, ending)
    except BROKEN:
        return False
    finally:
        content.seek(0)


def _is_pdf(content: BinaryIO, ending: str) -> bool:
    """Begins and ends as a PDF; no page of a browser in front of it."""
    head = content.read(HEAD)
    content.seek(0, 2)
    content.seek(max(0, content.tell() - 2048))
    return head.startswith(b"%PDF-") and not MARKUP.search(head) and b"%%EOF" in content.read()


def _is_office(content: BinaryIO, ending: str) -> bool:
    """A Microsoft file of this kind, without macros."""
    names = _sound_parts(content)
    has_macros = any(name.lower().endswith("vbaproject.bin") for name in names)
    return "[Content_Types].xml" in names and MAIN_PARTS[ending] in names and not has_macros


def _is_open_document(content: BinaryIO, ending: str) -> bool:
    """An OpenDocument file says its own type in its first part."""
    names = _sound_parts(content)
    content.seek(0)
    with zipfile.ZipFile(content) as archive:
        return "mimetype" in names and archive.read("mimetype").strip() == TYPES[ending].encode()


def _sound_parts(content: BinaryIO) -> set[str]:
    """The names in a zip file that holds no more than it says; an empty set for any other."""
    if content.read(4) != b"PK\x03\x04":
        return set()
    content.seek(0)
    with zipfile.ZipFile(content) as archive:
        entries = archive.infolist()
        if len(entries) > MAX_PARTS or sum(entry.file_size for entry in entries) > MAX_UNPACKED:
            return set()
        if any(entry.filename.startswith(("/", "\\")) or ".." in entry.filename for entry in entries):
            return set()
        return set() if archive.testzip() else {entry.filename for entry in entries}


def _is_text(content: BinaryIO, ending: str) -> bool:
    """Words, and no page of a browser; a lesson about HTML may quote it."""
    data = content.read()
    return not CONTROL.search(data) and not MARKUP.match(data.removeprefix(b"\xef\xbb\xbf").lstrip())


def _begins(*starts: bytes, at: int = 0) -> Callable[[BinaryIO, str], bool]:
    def looks(content: BinaryIO, ending: str) -> bool:
        head = content.read(HEAD)
        return head[at:].startswith(starts) and not MARKUP.search(head)

    return looks


def _is_webp(content: BinaryIO, ending: str) -> bool:
    head = content.read(16)
    return head.startswith(b"RIFF") and head[8:12] == b"WEBP"


LOOKS: dict[str, Callable[[BinaryIO, str], bool]] = {
    "pdf": _is_pdf,
    **dict.fromkeys(MAIN_PARTS, _is_office),
    **dict.fromkeys(("odt", "odp", "ods"), _is_open_document),
    "png": _begins(b"\x89PNG\r\n\x1a\n"),
    "jpg": _begins(b"\xff\xd8\xff"),
    "jpeg": _begins(b"\xff\xd8\xff"),
    "webp": _is_webp,
    "txt": _is_text,
    "md": _is_text,
    "mp3": _begins(b"ID3", b"\xff\xfb", b"\xff\xf3", b"\xff\xf2", b"\xff\xfa"),
    "mp4": _begins(b"ftyp", at=4),
}
