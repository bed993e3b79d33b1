"""The notices of a round: it is open, it is open still, it is closed. To everybody alike, and without content."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from communities.models import Membership
from notifications.models import Notice
from notifications.registry import Answer, Section, Verdict, occasion_id
from pulse.actions.rounds import OPEN, REMINDER, RESULT
from pulse.models import Round, Ticket, told_to
from schools.models import User

Words = Callable[[Round], Section]
HEADING = _lazy("The pulse of your group")
ABOUT: dict[str, dict[str, Any]] = {
    OPEN: {
        "label": _lazy("The pulse is open"),
        "explanation": _lazy("When your group asks itself how working together goes, usually three times a year."),
        "heading": HEADING,
    },
    REMINDER: {
        "label": _lazy("The pulse is open still"),
        "explanation": _lazy("Twice at most in a round, to all who can answer, as nobody knows who answered."),
        "heading": HEADING,
    },
    RESULT: {
        "label": _lazy("The pulse is closed"),
        "explanation": _lazy("When a round is over, so that you can look at it together."),
        "heading": HEADING,
    },
}


def compose_open(notices: Sequence[Notice], now: datetime) -> Mapping[int, Answer]:
    return compose_for_askable(notices, now, open_section)


def compose_reminders(notices: Sequence[Notice], now: datetime) -> Mapping[int, Answer]:
    return compose_for_askable(notices, now, reminder_section)


def compose_for_askable(notices: Sequence[Notice], now: datetime, words: Words) -> Mapping[int, Answer]:
    """For all who hold a ticket while the round is open: whether they answered is not looked at."""
    asked = {round_id(notice) for notice in notices}
    running = Round.objects.open().filter(pk__in=asked, closes_on__gte=timezone.localdate(now))
    rounds = {one.pk: one for one in running.select_related("community")}
    tickets = set(Ticket.objects.filter(round__in=rounds).values_list("round_id", "user_id"))
    return told(notices, rounds, tickets, words)


def compose_results(notices: Sequence[Notice], now: datetime) -> Mapping[int, Answer]:
    """For who is in the group today and may read it, as a member or its coach."""
    asked = {round_id(notice) for notice in notices}
    closed = Round.objects.filter(pk__in=asked, closed_on__isnull=False).select_related("community")
    rounds = {one.pk: one for one in closed}
    groups = {one.community_id for one in rounds.values()}
    people = Membership.objects.current().filter(community__in=groups).values_list("community_id", "user_id", "role")
    by_group = {
        (group, user)
        for group, user, role in people
        if role == Membership.Role.MEMBER or told_to(User(pk=user)).filter(community=group).exists()
    }
    allowed = {(pk, user) for pk, one in rounds.items() for group, user in by_group if group == one.community_id}
    return told(notices, rounds, allowed, result_section)


def told(
    notices: Sequence[Notice], rounds: Mapping[int, Round], allowed: set[tuple[int, int]], words: Words
) -> Mapping[int, Answer]:
    """The section for whom it is; the others are dropped."""
    answers: dict[int, Answer] = {notice.pk: Verdict.DROP for notice in notices}
    for notice in notices:
        if (round_id(notice), notice.recipient_id) in allowed:
            with translation.override(notice.recipient.language):
                answers[notice.pk] = words(rounds[round_id(notice)])
    return answers


def round_id(notice: Notice) -> int:
    """The occasion is "round:<id>:<number of the reminder>"."""
    return occasion_id(notice)


def open_section(pulse_round: Round) -> Section:
    return section(
        pulse_round,
        subject=_("%(group)s: how is working together going?"),
        heading=_("The pulse of your group is open"),
        lines=[
            _("Fifteen short statements, three minutes on your phone, up to and including %(day)s.")
            % last_day(pulse_round),
            _("Answering is free. Nobody sees who answered, or how many did."),
        ],
        why=_("You get this mail because you are a member of this group."),
    )


def reminder_section(pulse_round: Round) -> Section:
    return section(
        pulse_round,
        subject=_("%(group)s: the pulse is open still"),
        heading=_("The pulse is open up to and including %(day)s") % last_day(pulse_round),
        lines=[
            _("All members get this mail, also who answered: the system does not look who did."),
            _("Did you answer already? Then you need not do anything."),
        ],
        why=_("You get this mail because you are a member of this group. There are two reminders at most."),
    )


def result_section(pulse_round: Round) -> Section:
    return section(
        pulse_round,
        subject=_("%(group)s: the pulse is closed"),
        heading=_("The pulse of your group is closed"),
        lines=[_("Look at it together in your next meeting. Choose one of the five to talk about.")],
        why=_("You get this mail because you are a member of this group, or coach it."),
        button=_("See the round"),
        path=reverse("pulse:round", args=[pulse_round.pk]),
    )


def last_day(pulse_round: Round) -> dict[str, str]:
    return {"day": date_format(pulse_round.closes_on, "l j F")}


def section(
    pulse_round: Round, *, subject: str, heading: str, lines: list[str], why: str, button: str = "", path: str = ""
) -> Section:
    group = pulse_round.community
    return Section(
        subject=subject % {"group": group.name},
        heading=heading,
        lines=lines,
        button=button or _("Answer the fifteen statements"),
        path=path or reverse("pulse:answer", args=[pulse_round.pk]),
        why=why,
        group=group.name,
        group_path=reverse("pulse:pulse", args=[group.pk]),
    )


COMPOSERS = {OPEN: compose_open, REMINDER: compose_reminders, RESULT: compose_results}
