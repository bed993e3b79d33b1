"""An attest in words, for the screen and for paper: its content holds facts alone."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evidence.signing import shown
from meetings.hours import Minutes
from meetings.qr import qr_drawing
from meetings.words import hours_words

SVG = "http://www.w3.org/2000/svg"


@dataclass(frozen=True, slots=True)
class HoursLine:
    """One group, or all together."""

    name: str
    sums: Minutes

    @property
    def cells(self) -> list[str]:
        """Number of meetings, in lesson time, outside it, together; hours in words."""
        outside = hours_words(self.sums.outside + self.sums.unsaid)
        return [str(self.sums.number), hours_words(self.sums.inside), outside, hours_words(self.sums.total)]


@dataclass(frozen=True, slots=True)
class DayLine:
    day: str
    group: str
    length: str
    when: str


@dataclass(frozen=True, slots=True)
class Paper:
    """Everything that stands on it, in the language of whoever reads."""

    name: str
    schools: str
    first_day: date
    last_day: date
    made_on: date
    lines: list[HoursLine]
    total: HoursLine
    days: list[DayLine]
    activities: list[str]
    has_unsaid: bool


def paper_of(content: dict[str, Any]) -> Paper:
    """Of a content that was signed, or is about to be."""
    lines = [HoursLine(one["name"], minutes_in(one)) for one in content["groups"]]
    total = sum((line.sums for line in lines), Minutes())
    return Paper(
        name=content["name"],
        schools=", ".join(content["schools"]),
        first_day=date.fromisoformat(content["first_day"]),
        last_day=date.fromisoformat(content["last_day"]),
        made_on=date.fromisoformat(content["made_on"]),
        lines=lines,
        total=HoursLine(_("Together"), total),
        days=[day_line(*row) for row in content["dates"]],
        activities=content["activities"],
        has_unsaid=bool(total.unsaid),
    )


def minutes_in(group: dict[str, Any]) -> Minutes:
    return Minutes(group["inside"], group["outside"], group["unsaid"], group["number"])


def day_line(day: str, group: str, minutes: int, usual: bool | None) -> DayLine:
    said = {True: _("in lesson time"), False: _("outside lesson time"), None: _("not noted")}
    return DayLine(date_format(date.fromisoformat(day), "j F Y"), group, hours_words(minutes), said[usual])


def period_words(paper: Paper) -> str:
    told = {"first": date_format(paper.first_day, "j F Y"), "last": date_format(paper.last_day, "j F Y")}
    return _("From %(first)s to %(last)s") % told


def lede_words(paper: Paper) -> str:
    """One sentence for whoever gets it."""
    told = {"n": paper.total.sums.number, "hours": hours_words(paper.total.sums.total)}
    return (
        ngettext(
            "Was present at %(n)s meeting of a learning community, %(hours)s together.",
            "Was present at %(n)s meetings of learning communities, %(hours)s together.",
            paper.total.sums.number,
        )
        % told
    )


def paper_data(paper: Paper, *, code: str, address: str) -> dict[str, Any]:
    """For `evidence/typst/attest.typ`."""
    rows = [*paper.lines, paper.total] if len(paper.lines) > 1 else paper.lines
    return {
        "name": paper.name,
        "facts": facts_of(paper),
        "lede": lede_words(paper),
        "foot": _("Made with PLC Platform. Who gets it can check it: the address stands below."),
        "hours_heading": _("Hours"),
        "hours_names": [_("Group"), _("Meetings"), _("In lesson time"), _("Outside lesson time"), _("Together")],
        "hours": [[line.name, *line.cells] for line in rows],
        "dates_heading": _("Dates"),
        "dates_names": [_("Day"), _("Group"), _("Length"), _("Lesson time")],
        "dates": [[one.day, one.group, one.length, one.when] for one in paper.days],
        "activities_heading": _("What I made and tried out"),
        "activities": paper.activities,
        "note": unsaid_words() if paper.has_unsaid else "",
        "check_heading": _("Check this attest"),
        "check_text": check_words(),
        "address": address,
        "code": shown(code),
        "qr": qr_drawing(address).replace("<svg", f'<svg xmlns="{SVG}"', 1),
        "qr_alt": _("QR code that leads to the page on which this attest can be checked"),
    }


def facts_of(paper: Paper) -> list[list[str]]:
    facts = [[_("Period"), period_words(paper)], [_("Made on"), date_format(paper.made_on, "j F Y")]]
    return [[_("School"), paper.schools], *facts] if paper.schools else facts


def unsaid_words() -> str:
    return _("Of some meetings nobody said whether they were in lesson time; they are counted outside it.")


def check_words() -> str:
    return _(
        "The system signed what stands here. Open the address or scan the code to see whether it is genuine and was "
        "not withdrawn."
    )
