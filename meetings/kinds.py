"""What the page of preferences says of each kind of notice about meetings and their rhythm."""

from typing import TypedDict

from django.utils.translation import gettext_lazy as _

from notifications.registry import Words

RHYTHM = _("The rhythm of your groups")
MEETINGS = _("Meetings and subtasks")
GUIDING = _("For who leads or coaches")


class About(TypedDict, total=False):
    """The describing arguments of `notifications.registry.register`."""

    label: Words
    explanation: Words
    heading: Words
    is_optional: bool
    roles: frozenset[str]
    comes_weekly: bool


def about(kind: str) -> About:
    """The words of a kind; none for one that nobody described yet."""
    return ABOUT.get(kind, About())


ABOUT: dict[str, About] = {
    "plan_next": {
        "label": _("Plan a next meeting"),
        "explanation": _("When a good moment has come, with three days that could suit you."),
        "heading": RHYTHM,
    },
    "overdue": {
        "label": _("Choose a date together"),
        "explanation": _("When practice advised a meeting by now and no date is planned."),
        "heading": RHYTHM,
    },
    "year_tight": {
        "label": _("The school year is getting short"),
        "explanation": _("When the meetings that are still to come only just fit."),
        "heading": RHYTHM,
    },
    "pause_ends": {
        "label": _("A pause is ending"),
        "explanation": _("Shortly before the clock of a group starts to run again."),
        "heading": RHYTHM,
    },
    "log_meeting": {
        "label": _("Note a meeting"),
        "explanation": _("The first school day after a meeting of which nothing is noted yet."),
        "heading": MEETINGS,
    },
    "subtask_due": {
        "label": _("A subtask of yours"),
        "explanation": _("One school week before its day, as long as it is open."),
        "heading": MEETINGS,
    },
    "help_offer": {
        "label": _("A group that could use a hand"),
        "explanation": _("When a group that you coach has not found a date for a while."),
        "heading": GUIDING,
        "roles": frozenset({"coach"}),
    },
    "ask_leader": {
        "label": _("Can you help make room?"),
        "explanation": _("When a group of your school needs time, room or a decision."),
        "heading": GUIDING,
        "roles": frozenset({"leader"}),
    },
    "weekly_digest": {
        "label": _("The week at a glance"),
        "explanation": _("On the first school day of the week, only when there is something to say."),
        "heading": GUIDING,
        "roles": frozenset({"leader", "coach"}),
        "comes_weekly": True,
    },
    "upcoming": {
        "label": _("Invitation to a meeting"),
        "explanation": _("One school week before, with the entry for your calendar."),
        "is_optional": False,
    },
    "meeting_changed": {
        "label": _("A meeting has moved"),
        "explanation": _("The new day, hour or place, for your calendar."),
        "is_optional": False,
    },
    "meeting_cancelled": {
        "label": _("A meeting is cancelled"),
        "explanation": _("So that it disappears from your calendar."),
        "is_optional": False,
    },
}
