import io
import struct
import zipfile
import zlib

import pytest
from django.utils import translation

from exchange.faults import Refused
from exchange.reading import read_workbook
from exchange.unpacking import MAX_ROWS, unpack
from tests.exchange.workbooks import Sample


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def refusal(content: bytes) -> str:
    with pytest.raises(Refused) as refused:
        read_workbook(content)
    [fault] = refused.value.faults
    return fault.what


def with_part(name: str, part: bytes, *, sheet: bool = False) -> bytes:
    """The sample with one part replaced or added."""
    source, copy = zipfile.ZipFile(io.BytesIO(Sample().content())), io.BytesIO()
    with zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED) as archive:
        for entry in source.infolist():
            if entry.filename != name:
                archive.writestr(entry.filename, source.read(entry))
        archive.writestr(name, part)
    return copy.getvalue()


def sheet_xml(rows: str) -> bytes:
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<?xml version="1.0"?><worksheet xmlns="{space}"><sheetData>{rows}</sheetData></worksheet>'.encode()


def with_sheet(rows: str) -> bytes:
    return with_part("xl/worksheets/sheet1.xml", sheet_xml(rows))


NO_WORKBOOK = "This file is not an Excel workbook."


def zipped(**parts: bytes) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return content.getvalue()


@pytest.mark.parametrize(
    "content",
    [b"", b"slug;name\n", b"<html></html>", b"PK\x03\x04broken", zipped(word=b"x"), Sample().content()[:-40]],
    ids=["empty", "csv", "html", "cut zip", "other zip", "cut workbook"],
)
def test_what_is_no_workbook_is_refused(content):
    assert refusal(content) == NO_WORKBOOK


def test_bomb_is_refused_before_it_is_unpacked(monkeypatch):
    bomb = with_part("xl/media/big.xml", b"\0" * (101 * 10**6))
    monkeypatch.setattr(zipfile.ZipFile, "read", lambda *a: pytest.fail("unpacked"))

    assert len(bomb) < 200_000
    assert refusal(bomb) == "This file unpacks to more than 100 MB."


def test_bomb_in_many_parts_is_refused():
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(11):
            archive.writestr(f"xl/part{number}.bin", b"\0" * 10**7)

    assert refusal(content.getvalue()) == "This file unpacks to more than 100 MB."


def test_too_many_parts_are_refused():
    assert refusal(zipped(**{f"xl/{number}.xml": b"" for number in range(2001)})) == (
        "This file unpacks to more than 100 MB."
    )


def test_bomb_whose_size_lies_reaches_nobody():
    """A part that declares 100 bytes with a fitting checksum, and unpacks to 30 MB."""
    large, told = b" " * 30_000_000, 100
    content = bytearray(with_part("xl/worksheets/sheet1.xml", large))
    crc = struct.pack("<L", zlib.crc32(large))
    for offset in (content.find(crc), content.rfind(crc)):
        content[offset : offset + 4] = struct.pack("<L", zlib.crc32(large[:told]))
        content[offset + 8 : offset + 12] = struct.pack("<L", told)

    with pytest.raises(Refused):
        read_workbook(bytes(content))


def test_reader_gets_only_what_was_measured():
    copy = zipfile.ZipFile(io.BytesIO(unpack(with_part("xl/media/photo.png", b"x")).content))

    assert "xl/media/photo.png" not in copy.namelist()
    assert "xl/workbook.xml" in copy.namelist()


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1"><c r="A1"><v>1</v></c><c r="XFD1"><v>1</v></c></row>',
        '<row r="1"><c odd=">" r="XFD1"><v>1</v></c></row>',
        '<row r="1">' + "<c><v>1</v></c>" * 60 + "</row>",
    ],
    ids=["far column", "hidden behind an attribute", "cells without names"],
)
def test_cell_far_outside_the_table_is_refused(rows):
    assert refusal(with_sheet(rows)).startswith("There is something in cell ")


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1048576"><c r="A1048576"><v>1</v></c></row>',
        '<row r="200002"><c r="A200002"><v>1</v></c></row>',
        "<row/>" * (MAX_ROWS + 2),
    ],
    ids=["far row", "one too many", "rows without numbers"],
)
def test_more_than_200_000_rows_are_refused(rows):
    assert refusal(with_sheet(rows)) == "This workbook has more than 200,000 rows."


def test_200_000_rows_are_not_too_many():
    unpack(with_sheet('<row r="200001"><c r="A200001"><v>1</v></c></row>' + "<row/>" * (MAX_ROWS - 100)))


@pytest.mark.parametrize(
    "part",
    [
        b'<!DOCTYPE x [<!ENTITY a "aaaa">]>' + sheet_xml(""),
        sheet_xml("<!-- hidden -->"),
        sheet_xml("").decode().encode("utf-16"),
    ],
    ids=["entities", "comment", "other encoding"],
)
def test_strange_xml_is_refused(part):
    assert refusal(with_part("xl/worksheets/sheet1.xml", part)) == NO_WORKBOOK


def test_broken_xml_is_refused():
    assert refusal(with_sheet("<row><c></row>")) == NO_WORKBOOK
