"""The yearly report as files: what stands on the page stands in them, and what somebody typed stays text."""

from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from django.urls import reverse
from docx import Document
from docx.oxml.ns import qn
from openpyxl import load_workbook

from evidence.queries.reports import material_of
from evidence.report_files import report_annex, report_docx, report_pdf
from evidence.report_page import shown
from evidence.report_sections import SECTIONS
from tests.factories import MeetingFactory
from tests.factories_leading import ReportTextFactory, YearReportFactory

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
NASTY = '=1+1 #panic("x") $x$ *vet* <b>&amp; \x07 @ref "]\n#import "@preview/a:1.0.0": *'


@pytest.fixture
def material(personas):
    report = YearReportFactory(school=personas.school)
    ReportTextFactory(report=report, section="needs", text=NASTY)
    ReportTextFactory(report=report, section="vision", text="", codes=["BELEID"])
    personas.group.task = NASTY
    personas.group.save()
    MeetingFactory(community=personas.group, status="held", day=date(2026, 10, 15), minutes=90, present_count=4)
    return material_of(report, today=NOW.date(), language="nl")


def test_pdf_is_tagged_and_the_same_twice(material):
    page = shown(material)

    first = report_pdf(page, language="nl", day=NOW.date())

    assert b"pdfuaid:part>1<" in first
    assert b"/StructTreeRoot" in first
    assert first == report_pdf(page, language="nl", day=NOW.date())


def test_text_document_has_headings_heads_of_tables_and_a_language(material):
    document = Document(BytesIO(report_docx(shown(material), language="nl")))

    headings = [one.text for one in document.paragraphs if one.style.name == "Heading 1"]
    assert len(headings) == len(SECTIONS)
    assert document.core_properties.title.endswith(material.report.school.name)
    assert document.styles.element.find(f".//{qn('w:lang')}").get(qn("w:val")) == "nl-BE"
    assert all(table.rows[0]._tr.find(f".//{qn('w:tblHeader')}") is not None for table in document.tables)
    text = "\n".join(one.text for one in document.paragraphs)
    assert '#panic("x") $x$ *vet* <b>&amp;' in text


def test_annex_holds_numbers_as_numbers_and_text_as_text(material):
    book = load_workbook(BytesIO(report_annex(shown(material), material.figures)))

    figures = list(book.worksheets[0].iter_rows(values_only=True))
    assert len(figures) == 1 + len(material.figures.values)
    hours = [row for row in figures if row[2] == 1.5]
    assert hours
    every = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in every if cell.data_type == "f"]
    assert [cell for cell in every if str(cell.value or "").startswith("=1+1")]


def test_files_are_fetched(material, personas, signed_in, monkeypatch):
    monkeypatch.setattr("plc_platform.clock.now", lambda: NOW)
    client, slug = signed_in(personas.leader), personas.school.slug

    for kind, begin in (("pdf", b"%PDF"), ("docx", b"PK"), ("xlsx", b"PK")):
        answer = client.get(reverse("evidence:report-file", args=[slug, "2026-2027", kind]))
        assert answer.content.startswith(begin)
        assert f'.{kind}"' in answer["Content-Disposition"]
    assert client.get(reverse("evidence:report-file", args=[slug, "2026-2027", "exe"])).status_code == 404
