"""The notices about a rhythm in the words of the group's own page: what, to whom and why. Never a name, never blame."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from communities.models import Membership
from communities.variants import USUAL, Waits
from dashboard.words import say_day, say_weekday

Role = Membership.Role


@dataclass(frozen=True, slots=True)
class Parts:
    """Which parts somebody plays in the group."""

    has_coach: bool
    has_facilitator: bool


def day(on: date) -> str:
    return say_weekday(on)


def text(kind: str, on: date) -> str:
    """What the notice says, about the day `on`."""
    return {
        "plan_next": _("Suggestion to plan the next meeting"),
        "overdue": _("Question to choose a date"),
        "help_offer": _("Question to offer the group help"),
        "ask_leader": _("Question for time, room or a decision"),
        "upcoming": _("Invitation to the meeting of %(day)s"),
        "log_meeting": _("Question to note the meeting of %(day)s"),
        "year_tight": _("Word that the rest of the year is getting tight"),
        "pause_ends": _("Word that the pause lasts until %(day)s"),
    }[kind] % {"day": say_day(on)}


def why(kind: str, on: date, *, is_again: bool = False) -> str:
    """Why it was told."""
    if is_again:
        return _("because nobody had noted it some days later")
    return {
        "plan_next": _("because a good moment began on %(day)s"),
        "overdue": _("because practice advised a meeting by %(day)s and no date was planned"),
        "help_offer": _("because no date was planned some time after %(day)s"),
        "ask_leader": _("because nothing was planned by %(day)s"),
        "upcoming": _("because it was a school week ahead"),
        "log_meeting": _("because it had passed and nothing was noted"),
        "year_tight": _("because from %(day)s on the remaining meetings only just fit"),
        "pause_ends": _("because the clock of the group runs again after it"),
    }[kind] % {"day": say_day(on)}


def to(numbers: Mapping[str, int]) -> str:
    """To 4 members and the process coach."""
    members, coaches, leaders = numbers.get(Role.MEMBER, 0), numbers.get(Role.COACH, 0), numbers.get("leader", 0)
    others = sum(numbers.values()) - members - coaches - leaders
    return joined(
        [
            ngettext("%(n)d member", "%(n)d members", members) % {"n": members} if members else "",
            ngettext("the process coach", "%(n)d process coaches", coaches) % {"n": coaches} if coaches else "",
            ngettext("the school leader", "%(n)d school leaders", leaders) % {"n": leaders} if leaders else "",
            ngettext("%(n)d other person", "%(n)d other people", others) % {"n": others} if others else "",
        ]
    )


def to_come(kind: str, parts: Parts, *, is_again: bool) -> str:
    """To the members and the process coach: whom it will reach."""
    coach = _("the process coach") if parts.has_coach else ""
    if is_again or kind == "help_offer":
        return joined([coach])
    if kind == "ask_leader":
        return joined([_("the school leader")])
    if kind == "plan_next" and parts.has_facilitator:
        return joined([_("who facilitates the group")])
    if kind == "log_meeting":
        return joined([_("who takes notes, otherwise the members")])
    return joined([_("the members"), coach if kind in ("overdue", "year_tight") else ""])


def joined(names: list[str]) -> str:
    """To A, B and C."""
    said = [name for name in names if name]
    if len(said) < 2:
        return _("to %(whom)s") % {"whom": "".join(said)}
    return _("to %(some)s and %(last)s") % {"some": ", ".join(said[:-1]), "last": said[-1]}


def rest(*, has_reminders: bool, is_in_year: bool) -> str:
    """Why nothing comes at all; empty where something may."""
    if not has_reminders:
        return _("The school has switched its reminders off: nothing is sent.")
    return "" if is_in_year else _("Between two school years nothing is sent.")


def softer(waits: Waits, reason: str) -> str:
    """That the group chose for later reminders, with its own reason."""
    if waits == USUAL:
        return ""
    chosen = _("Your group chose to be reminded later.")
    return f"{chosen} {reason}" if reason else chosen
