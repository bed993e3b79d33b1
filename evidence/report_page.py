"""A yearly report as it is shown: the same parts for the page, the paper, the text document and the annex."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from dashboard.words import say_full_day
from evidence.frameworks import Framework
from evidence.gains import Gain, people_gains, school_gains
from evidence.models import ReportText, SchoolGain, YearReport
from evidence.queries.figures import Figures
from evidence.queries.reports import Material
from evidence.report_sections import APPROVAL, BY_CODE, EFFECTS, SECTIONS, TABLES, Column, Figure, Kind, Record
from evidence.report_words import (
    COLUMNS,
    FIGURES,
    NOT_MEASURED,
    NOTES,
    PEOPLE_WORDS,
    name_of_report,
    title_of,
    why,
    word_for,
)
from meetings.words import hours_words

# What is listed in the report itself: section, records, columns. Everything else stands in the annex.
LISTED: Mapping[str, tuple[tuple[str, tuple[str, ...]], ...]] = {
    "vision": (("groups", ("group", "goal")),),
    "groups": (
        ("groups", ("group", "kind", "stage", "members", "held", "planned", "minutes", "coached")),
        ("groups", ("group", "task", "focus")),
        ("joined", ("group", "host", "own", "held")),
    ),
    "products": (("outcomes", ("title", "group", "subject", "reach")),),
    "transfer": (("decisions", ("group", "decision", "day")),),
    "evaluation": (("experiments", ("group", "until")),),
}
ASKED: Mapping[tuple[str, ...], tuple[str, ...]] = {
    ("group", "goal"): ("goal",),
    ("group", "task", "focus"): ("task", "focus"),
}


@dataclass(frozen=True, slots=True)
class ShownFigure:
    """One number in words; `before` is that of the year before, empty where there was none."""

    code: str
    label: str
    value: str
    before: str
    note: str
    is_measured: bool


@dataclass(frozen=True, slots=True)
class ShownTable:
    """Rows in words, under a caption that says what they are; `ends` are the numbers of columns with figures."""

    caption: str
    head: list[str]
    rows: list[list[str]]
    ends: list[int] = field(default_factory=list)

    @property
    def lines(self) -> list[list[tuple[str, str, bool]]]:
        """The cells of each row: the head of its column, the text, whether it is a number."""
        heads = list(enumerate(self.head))
        return [[(head, row[at], at in self.ends) for at, head in heads] for row in self.rows]


@dataclass(frozen=True, slots=True)
class ShownSection:
    """One of the thirteen; `codes` are those of the framework that the school named."""

    number: int
    code: str
    title: str
    figures: list[ShownFigure]
    tables: list[ShownTable]
    lines: list[str]
    text: str
    codes: list[str]


@dataclass(frozen=True, slots=True)
class Shown:
    """The whole report."""

    title: str
    school: str
    year: str
    standing: str
    before_year: str
    framework: Framework | None
    sections: list[ShownSection]


def shown(material: Material) -> Shown:
    school, figures = material.report.school, material.figures
    return Shown(
        title=f"{name_of_report(school.calendar)} {figures.year}",
        school=school.name,
        year=figures.year,
        standing=standing(material),
        before_year=figures.before_year,
        framework=material.framework,
        sections=[shown_section(number, one.code, material) for number, one in enumerate(SECTIONS, start=1)],
    )


def standing(material: Material) -> str:
    """Of which days the numbers speak."""
    day = date_format(material.figures.until, "j F Y")
    if material.figures.is_whole_year:
        return _("Numbers of the whole school year")
    return _("Numbers up to %(day)s") % {"day": day}


def shown_section(number: int, code: str, material: Material) -> ShownSection:
    figures, text = material.figures, material.texts.get(code)
    tables = [listed(name, columns, figures.tables[name]) for name, columns in LISTED.get(code, ())]
    if code == EFFECTS:
        tables = effect_tables(material)
    return ShownSection(
        number=number,
        code=code,
        title=title_of(code, material.report.school.calendar),
        figures=[shown_figure(one, figures) for one in BY_CODE[code].figures],
        tables=[table for table in tables if table.rows],
        lines=approval_lines(material.report) if code == APPROVAL else [],
        text=text.text if text else "",
        codes=named_codes(text, material.framework),
    )


def named_codes(text: ReportText | None, framework: Framework | None) -> list[str]:
    named = set(text.codes) if text else set()
    return [f"{one.code} {one.name}" for one in (framework.items if framework else ()) if one.code in named]


def shown_figure(figure: Figure, figures: Figures) -> ShownFigure:
    value = figures.values.get(figure.code)
    return ShownFigure(
        code=figure.code,
        label=str(FIGURES[figure.code]),
        value=in_words(figure, value),
        before=in_words(figure, figures.before.get(figure.code)) if figures.before else "",
        note=str(NOTES.get(figure.code, "")),
        is_measured=value is not None,
    )


def in_words(figure: Figure, value: int | None) -> str:
    if value is None:
        return why(figure.code)
    return hours_words(value) if figure.kind is Kind.MINUTES else str(value)


# --- tables ----------------------------------------------------------------------------------------------------------
def listed(name: str, codes: Sequence[str], rows: Sequence[Record]) -> ShownTable:
    """These columns of the records; rows that have nothing in what the table is about are left out."""
    columns = {column.code: column for column in TABLES[name]}
    asked = ASKED.get(tuple(codes), ())
    kept = [row for row in rows if not asked or any(row[code] for code in asked)]
    return ShownTable(
        caption="",
        head=[str(COLUMNS[code]) for code in codes],
        rows=[[cell(columns[code], row[code]) for code in codes] for row in kept],
        ends=[at for at, code in enumerate(codes) if columns[code].kind in (Kind.NUMBER, Kind.MINUTES)],
    )


def every_column(name: str, rows: Sequence[Record]) -> ShownTable:
    """The records with all that is known of them."""
    codes = [column.code for column in TABLES[name]]
    table = listed(name, codes, ())
    columns = TABLES[name]
    return ShownTable("", table.head, [[cell(one, row[one.code]) for one in columns] for row in rows], table.ends)


def cell(column: Column, value: Any) -> str:
    """A value in words; empty where nothing is known."""
    if isinstance(value, list):
        return ", ".join(word_for(column.code, one) for one in value)
    if value is None or value == "":
        return ""
    match column.kind:
        case Kind.DAY:
            return say_full_day(date.fromisoformat(value))
        case Kind.MINUTES:
            return hours_words(value)
        case Kind.YES_NO:
            return str(_("yes") if value else _("no"))
        case Kind.WORD:
            return word_for(column.code, value)
    return word_for(column.code, str(value))


def effect_tables(material: Material) -> list[ShownTable]:
    """The story on the five gains for the school and the seven for people (R20, R21); "not measured" is an answer."""
    school = ShownTable(
        caption=_("Five gains for the school"),
        head=[_("Gain"), _("What we see"), _("By what we see it")],
        rows=[school_row(gain, material.gains.get(gain.code)) for gain in school_gains(material.language)],
    )
    people = ShownTable(
        caption=_("Seven gains for people"),
        head=[_("Gain"), _("Who looked back says that it grew")],
        rows=[[gain.name, people_word(material.figures, gain)] for gain in people_gains(material.language)],
    )
    return [school, people]


def school_row(gain: Gain, row: SchoolGain | None) -> list[str]:
    said = row or SchoolGain(gain=gain.code)
    return [gain.name, said.get_seen_display(), said.text]


def people_word(figures: Figures, gain: Gain) -> str:
    return str(PEOPLE_WORDS.get(figures.gains.get(gain.code, ""), NOT_MEASURED))


def approval_lines(report: YearReport) -> list[str]:
    if not report.approved_by:
        return [_("Not approved yet.")]
    if not report.approved_on:
        return [report.approved_by]
    return [_("%(body)s, on %(day)s") % {"body": report.approved_by, "day": date_format(report.approved_on, "j F Y")}]


# --- the records behind a figure -------------------------------------------------------------------------------------
def address_of(row: Record) -> str:
    """Where a record comes from."""
    if "meeting" in row:
        return reverse("meetings:meeting", args=[row["meeting"]])
    if "outcome_pk" in row:
        return reverse("learning:outcome", args=[row["outcome_pk"]])
    return reverse("dashboard:community", args=[row["pk"]]) if "pk" in row else ""


@dataclass(frozen=True, slots=True)
class Behind:
    """One number and the records that it follows from, each with the address where it comes from."""

    figure: ShownFigure
    table: ShownTable
    lines: list[tuple[str, list[tuple[str, str, bool]]]]


def behind(figure: Figure, figures: Figures) -> Behind:
    """The cells of a line: the head of its column, the text, and whether it is a number."""
    rows = figure.records(figures.tables[figure.table])
    table = every_column(figure.table, rows)
    lines = list(zip(map(address_of, rows), table.lines, strict=True))
    return Behind(shown_figure(figure, figures), table, lines)
