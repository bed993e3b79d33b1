"""The words of the weekly digest, and the look before it is sent. To a leader it is a question, and names nobody."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from communities.models import Community
from meetings import ladder
from meetings.digests import Need, groups_by_coach, needs_of, week_of
from meetings.localtime import local_day
from meetings.reminders import leaders_of
from meetings.sections import day_words
from notifications.models import Notice
from notifications.registry import Answer, Section, Verdict, subject_id
from schools.models import School

LONGEST = 12  # groups in one digest


def compose(notices: Sequence[Notice], now: datetime) -> Mapping[int, Answer]:
    """A section for each digest of this week that still has something to say to somebody whom it concerns."""
    answers: dict[int, Answer] = {notice.pk: Verdict.DROP for notice in notices}
    week = week_of(local_day(now))
    current = [notice for notice in notices if notice.occasion == week]
    of_schools = [notice for notice in current if notice.subject.startswith("school:")]
    of_people = [notice for notice in current if notice.subject.startswith("user:")]
    return answers | _to_leaders(of_schools, now) | _to_coaches(of_people, now)


def _to_leaders(notices: Sequence[Notice], now: datetime) -> dict[int, Answer]:
    if not notices:
        return {}
    schools = School.objects.in_bulk({subject_id(notice) for notice in notices})
    leaders = set(leaders_of(schools))
    needs: dict[int, list[Need]] = {pk: [] for pk in schools}
    for need in needs_of(Community.objects.filter(school__in=schools), now=now):
        if need.is_for_leaders:
            needs[need.known.community.school_id].append(need)
    found: dict[int, Answer] = {}
    for notice in notices:
        school = schools.get(subject_id(notice))
        if school and needs[school.pk] and (school.pk, notice.recipient_id) in leaders:
            with translation.override(notice.recipient.language):
                found[notice.pk] = to_leader(school, needs[school.pk])
    return found


def _to_coaches(notices: Sequence[Notice], now: datetime) -> dict[int, Answer]:
    if not notices:
        return {}
    day = local_day(now)
    coached = Community.objects.filter(memberships__user__in={subject_id(notice) for notice in notices})
    needs = groups_by_coach(needs_of(coached.distinct(), now=now), day)
    found: dict[int, Answer] = {}
    for notice in notices:
        if needs.get(notice.recipient_id) and subject_id(notice) == notice.recipient_id:
            with translation.override(notice.recipient.language):
                found[notice.pk] = to_coach(needs[notice.recipient_id])
    return found


def to_leader(school: School, needs: Sequence[Need]) -> Section:
    number = len(needs)
    path = reverse("dashboard:school", args=[school.slug])
    return Section(
        subject=ngettext(
            "%(school)s: what could you offer %(count)d group?",
            "%(school)s: what could you offer %(count)d groups?",
            number,
        )
        % {"school": school.name, "count": number},
        heading=_("What could you offer this week?"),
        lines=[_("Time, room or a decision: a short question to the group tells which of the three would help.")],
        points=points_of(needs),
        points_title=_("Groups that may need something"),
        button=_("Open the school page"),
        path=path,
        why=_("You get this mail because you lead a school with learning communities."),
        group=school.name,
        group_path=path,
    )


def to_coach(needs: Sequence[Need]) -> Section:
    number, path = len(needs), reverse("dashboard:coach")
    return Section(
        subject=ngettext("Your groups: %(count)d could use you", "Your groups: %(count)d could use you", number)
        % {"count": number},
        heading=_("Your groups this week"),
        lines=[_("A question is often enough. Each group decides for itself.")],
        points=points_of(needs),
        points_title=_("Groups that may need something"),
        button=_("See your groups"),
        path=path,
        why=_("You get this mail because you coach learning communities."),
        group=_("Your groups"),
        group_path=path,
    )


def points_of(needs: Sequence[Need]) -> list[str]:
    """A line for each group: its name and what could be next."""
    lines = [f"{need.known.community.name}: {reason_of(need)}" for need in needs[:LONGEST]]
    more = len(needs) - LONGEST
    if more > 0:
        lines.append(ngettext("and %(count)d more group", "and %(count)d more groups", more) % {"count": more})
    return lines


def reason_of(need: Need) -> str:
    """The most pressing thing, as advice."""
    rhythm = need.known.rhythm
    if need.kinds & {ladder.OVERDUE, ladder.HELP_OFFER, ladder.ASK_LEADER}:
        return _("no next date found yet")
    if ladder.YEAR_TIGHT in need.kinds and rhythm.last_reachable_on and rhythm.remaining:
        return _("%(count)d more needed; feasible if the next is by %(day)s") % {
            "count": rhythm.remaining,
            "day": day_words(rhythm.last_reachable_on),
        }
    return _("a meeting has not been noted yet")
