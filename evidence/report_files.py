"""A yearly report as files: a tagged PDF, a text document that a school edits on, and a workbook with every record
behind every figure. What somebody typed is set as text everywhere, never as markup or as a formula."""

from datetime import date
from io import BytesIO
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _
from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

from evidence.pdf import make_pdf
from evidence.queries.figures import Figures
from evidence.report_page import Shown, ShownSection, ShownTable, every_column
from evidence.report_sections import FIGURES, TABLES, Figure, Kind
from evidence.report_words import COLUMNS, TABLE_NAMES, why
from evidence.report_words import FIGURES as LABELS
from exchange.writing import OPTIONS

FONT = "Calibri"
LOCALES = {"nl": "nl-BE", "en": "en-GB"}
BEYOND_XML = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF])
LONGEST_CELL = 32_000  # signs; a workbook takes 32,767


def clean(text: str) -> str:
    """Without signs that no XML may hold."""
    return text.translate(BEYOND_XML)


# --- PDF -------------------------------------------------------------------------------------------------------------
def report_pdf(report: Shown, *, language: str, day: date) -> bytes:
    """Tagged as PDF/UA-1, through `typst/report.typ`."""
    return make_pdf("report", paper_of(report), title=f"{report.title} · {report.school}", language=language, day=day)


def paper_of(report: Shown) -> dict[str, Any]:
    """What the template asks for: texts, in order."""
    return {
        "foot": f"{report.school} · {report.title}",
        "name": report.title,
        "school": report.school,
        "standing": report.standing,
        "codes_name": _("Named in %(framework)s") % {"framework": report.framework.name} if report.framework else "",
        "sections": [section_of(one, figure_head(report)) for one in report.sections],
        "closing": closing_words(),
    }


def section_of(section: ShownSection, head: list[str]) -> dict[str, Any]:
    return {
        "title": f"{section.number}. {section.title}",
        "head": head,
        "figures": figure_rows(section, is_compared=len(head) > 2),
        "tables": [
            {"caption": one.caption, "head": one.head, "rows": one.rows, "ends": one.ends} for one in section.tables
        ],
        "lines": lines_of(section),
        "text": section.text,
        "codes": section.codes,
    }


def lines_of(section: ShownSection) -> list[str]:
    """So that no heading stands alone."""
    is_empty = not (section.figures or section.tables or section.lines or section.text)
    return [_("Nothing was noted.")] if is_empty else section.lines


def figure_head(report: Shown) -> list[str]:
    """Heads of the table of figures; the year before stands beside it where there is one."""
    return [_("What was counted"), report.year, *([report.before_year] if report.before_year else [])]


def figure_rows(section: ShownSection, *, is_compared: bool) -> list[list[str]]:
    return [[one.label, one.value, *([one.before] if is_compared else [])] for one in section.figures]


def closing_words() -> str:
    return _(
        "Reckoned from what groups log for themselves. Groups are not compared with each other, nor schools; a year "
        "stands beside the school's own year before. No names, no minutes, no answers of people."
    )


# --- text document ---------------------------------------------------------------------------------------------------
def report_docx(report: Shown, *, language: str) -> bytes:
    """With real headings, styles, heads of tables and a language, to go on writing in."""
    document = Document()
    dress(document, report, language)
    document.add_heading(clean(report.title), level=0)
    document.add_paragraph(clean(f"{report.school} · {report.standing}"))
    for section in report.sections:
        add_section(document, report, section)
    document.add_paragraph(closing_words())
    content = BytesIO()
    document.save(content)
    return content.getvalue()


def dress(document: Any, report: Shown, language: str) -> None:
    """Typeface, colours, language and title of the file."""
    document.core_properties.title = clean(f"{report.title} · {report.school}")[:255]
    document.core_properties.author = "PLC Platform"
    document.core_properties.language = LOCALES.get(language, language)
    for name, size in (("Normal", 11), ("Title", 22), ("Heading 1", 15), ("Heading 2", 12)):
        style = document.styles[name]
        style.font.size = Pt(size)
        style.font.name = FONT
        if name != "Normal":
            style.font.color.rgb = RGBColor(0x1F, 0x4D, 0x3F)
    spoken = document.styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:lang')}")
    spoken.set(qn("w:val"), LOCALES.get(language, language))


def add_section(document: Any, report: Shown, section: ShownSection) -> None:
    document.add_heading(clean(f"{section.number}. {section.title}"), level=1)
    head = figure_head(report)
    if section.figures:
        rows = figure_rows(section, is_compared=len(head) > 2)
        add_table(document, ShownTable("", head, rows, list(range(1, len(head)))))
    for paragraph in section.text.split("\n"):
        if paragraph.strip():
            document.add_paragraph(clean(paragraph))
    for table in section.tables:
        if table.caption:
            document.add_heading(clean(table.caption), level=2)
        add_table(document, table)
    for line in lines_of(section):
        document.add_paragraph(clean(line))
    if section.codes and report.framework:
        named = _("Named in %(framework)s") % {"framework": report.framework.name}
        document.add_paragraph(clean(f"{named}: {', '.join(section.codes)}"))


def add_table(document: Any, shown: ShownTable) -> None:
    """A table whose first row is its head, also on the next page."""
    table = document.add_table(rows=0, cols=len(shown.head), style="Light List Accent 1")
    table.style = document.styles["Table Grid"]
    table.alignment = WD_TABLE_ALIGNMENT.LEFT
    for number, row in enumerate([shown.head, *shown.rows]):
        cells = table.add_row().cells
        for at, text in enumerate(row):
            paragraph = cells[at].paragraphs[0]
            paragraph.add_run(clean(text)).bold = number == 0
            if at in shown.ends:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(mark)
    document.add_paragraph()


# --- workbook --------------------------------------------------------------------------------------------------------
def report_annex(report: Shown, figures: Figures) -> bytes:
    """One sheet with every figure and where it comes from, and one for each kind of record."""
    content = BytesIO()
    book = xlsxwriter.Workbook(content, OPTIONS)
    book.set_properties({"title": f"{report.title} · {report.school}"[:255]})
    bold = book.add_format({"bold": True, "bg_color": "#e3ece8", "bottom": 1})
    sheet = book.add_worksheet(_("Figures")[:31])
    head = [_("Section"), _("What was counted"), figures.year, figures.before_year, _("Sheet")]
    lines = [head, *figure_lines(report, figures)]
    fill(sheet, lines, bold)
    for name in TABLES:
        fill(book.add_worksheet(str(TABLE_NAMES[name])[:31]), record_lines(name, figures), bold)
    book.close()
    return content.getvalue()


def figure_lines(report: Shown, figures: Figures) -> list[list[Any]]:
    """Numbers as numbers, so that they can be reckoned with; hours as hours."""
    titles = {figure.code: section.title for section in report.sections for figure in section.figures}
    return [
        [
            titles[one.code],
            str(LABELS[one.code]),
            as_number(one, figures.values.get(one.code)),
            as_number(one, figures.before.get(one.code)) if figures.before else "",
            str(TABLE_NAMES[one.table]),
        ]
        for one in FIGURES
    ]


def as_number(figure: Figure, value: int | None) -> int | float | str:
    if value is None:
        return why(figure.code)
    return round(value / 60, 2) if figure.kind is Kind.MINUTES else value


def record_lines(name: str, figures: Figures) -> list[list[Any]]:
    """The records of one table in words; numbers stay numbers and days are as in ISO 8601."""
    table = every_column(name, figures.tables[name])
    raw = [[row[column.code] for column in TABLES[name]] for row in figures.tables[name]]
    kinds = [column.kind for column in TABLES[name]]
    rows = [
        [
            value / 60
            if kind is Kind.MINUTES and value is not None
            else value
            if kind in (Kind.NUMBER, Kind.DAY)
            else text
            for kind, value, text in zip(kinds, values, texts, strict=True)
        ]
        for values, texts in zip(raw, table.rows, strict=True)
    ]
    return [[str(COLUMNS[column.code]) for column in TABLES[name]], *rows]


def fill(sheet: Any, lines: list[list[Any]], bold: Any) -> None:
    """The first line is the head and stays in sight; every text is written as text."""
    sheet.freeze_panes(1, 0)
    for number, line in enumerate(lines):
        for at, value in enumerate(line):
            if isinstance(value, int | float) and not isinstance(value, bool):
                sheet.write_number(number, at, value)
            elif value not in (None, ""):
                sheet.write_string(number, at, clean(str(value))[:LONGEST_CELL], *([bold] if number == 0 else []))
    for at, name in enumerate(lines[0] if lines else []):
        longest = max([len(str(name)), *(len(str(line[at])) for line in lines[1:])])
        sheet.set_column(at, at, min(max(10, longest + 2), 60))
