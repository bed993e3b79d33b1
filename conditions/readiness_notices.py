"""The one notice of a readiness round: somebody asks what you think, and until when."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from conditions.models import ReadinessRound, ReadinessTicket
from notifications.models import Notice
from notifications.registry import Answer, Section, Verdict, occasion_id
from schools.models import Staff

ABOUT: dict[str, Any] = {
    "label": _lazy("How ready is our school?"),
    "explanation": _lazy("When the school leader asks all of you what you think, once a round."),
    "heading": _lazy("Your school"),
}


def compose_rounds(notices: Sequence[Notice], now: datetime) -> Mapping[int, Answer]:
    """A section for who can still answer and did not; nobody is asked after the last day."""
    today = timezone.localdate(now)
    asked = {round_id(notice): notice for notice in notices}
    rounds = ReadinessRound.objects.filter(pk__in=asked, closed_on=None, closes_on__gte=today).select_related("school")
    running = {one.pk: one for one in rounds}
    people = {notice.recipient_id for notice in notices}
    tickets = ReadinessTicket.objects.filter(round__in=running, user__in=people)
    answered = set(tickets.values_list("round_id", "user_id"))
    staff = set(Staff.objects.current().filter(user__in=people).values_list("school_id", "user_id"))
    answers: dict[int, Answer] = {notice.pk: Verdict.DROP for notice in notices}
    for notice in notices:
        one, person = running.get(round_id(notice)), notice.recipient_id
        if one and (one.pk, person) not in answered and (one.school_id, person) in staff:
            with translation.override(notice.recipient.language):
                answers[notice.pk] = round_section(one)
    return answers


def round_id(notice: Notice) -> int:
    """The occasion is "round:<id>"."""
    return occasion_id(notice)


def round_section(readiness_round: ReadinessRound) -> Section:
    school = readiness_round.school
    page = reverse("conditions:readiness", args=[school.slug])
    day = {"day": date_format(readiness_round.closes_on, "l j F")}
    return Section(
        subject=_("%(school)s: what do you think?") % {"school": school.name},
        heading=_("How ready is our school for learning communities?"),
        lines=[
            _("Twelve short statements, three minutes on your phone, until %(day)s.") % day,
            _("Your answers carry no name. The result comes for everybody, after the last day."),
        ],
        button=_("Give my view"),
        path=reverse("conditions:answer-readiness", args=[school.slug]),
        why=_("You get this mail because you work in this school. There is no reminder."),
        group=school.name,
        group_path=page,
    )
