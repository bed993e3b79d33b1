"""The steps of the first hour, in words: what, why, how long, where."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from upkeep.queries.first_hour import Facts


@dataclass(frozen=True, slots=True)
class Step:
    """One step. `minutes`: an estimate. Without a fact that tells whether it is done, it is never ticked."""

    code: str
    title: str
    text: str
    minutes: int
    action: str
    url: str
    is_done: bool = False
    fact: str = ""
    is_optional: bool = False


def steps_of(facts: Facts) -> list[Step]:
    """In the order in which most schools take them."""
    return [*first_steps(facts), *last_steps(facts)]


def first_steps(facts: Facts) -> list[Step]:
    slug = facts.slug
    colleagues = ngettext("%(n)s colleague", "%(n)s colleagues", facts.colleagues) % {"n": facts.colleagues}
    return [
        Step(
            "staff",
            _("Bring in your staff"),
            _("A list from your school system or spreadsheet will do. Nobody gets mail yet."),
            3,
            _("Import the list"),
            reverse("exchange:staff-import", args=[slug]),
            facts.colleagues > 0,
            colleagues if facts.colleagues else "",
        ),
        Step(
            "year",
            _("Look at the school year"),
            _("The holidays of your region are there already. Add your study days, free days and exam weeks."),
            2,
            _("Open the school year"),
            reverse("schools:years", args=[slug]),
            facts.has_year,
        ),
        Step(
            "words",
            _("Use your own words"),
            _("Call groups what your school calls them, and leave out what you do not use."),
            2,
            _("Look at the words"),
            reverse("communities:forms", args=[slug]),
            facts.has_words,
            is_optional=True,
        ),
        Step(
            "contract",
            _("Show who sees what"),
            _("A page to print for the staff room and the local committee or MR: also what no leader ever sees."),
            1,
            _("Read and print it"),
            reverse("upkeep:contract"),
            is_optional=True,
        ),
    ]


def last_steps(facts: Facts) -> list[Step]:
    slug = facts.slug
    invited = ngettext("%(n)s invited", "%(n)s invited", facts.invited) % {"n": facts.invited}
    return [
        Step(
            "group",
            _("Start the first group"),
            _("Or put an idea on the shelf and see who comes. Colleagues are asked; nobody is enrolled."),
            2,
            _("Start a group"),
            reverse("communities:start"),
            facts.has_group,
        ),
        Step(
            "invite",
            _("Invite your colleagues"),
            _("Each gets one mail with a personal link. No password is needed."),
            1,
            _("To the staff list"),
            reverse("schools:staff", args=[slug]),
            facts.invited > 0,
            invited if facts.invited else "",
        ),
        Step(
            "hours",
            _("Say when groups may meet"),
            _("Which hours of the week are free for groups, and which rooms. The planner then finds dates for all."),
            3,
            _("Set hours and rooms"),
            reverse("planning:hours", args=[slug]),
            facts.has_hours,
            is_optional=True,
        ),
        Step(
            "dates",
            _("Put the dates of the year"),
            _("The group plans its own year in one screen."),
            1,
            _("To the overview"),
            reverse("dashboard:school", args=[slug]),
            facts.has_dates,
            is_optional=True,
        ),
    ]
