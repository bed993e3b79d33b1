"""The leader's week: on its first school day, only when a group needs something of her (SL8). It comes in the mail of
that day beside what the rhythm asks, and it names nobody."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import ngettext

from communities.models import Community
from leading.needs_page import AHEAD, YEAR, Need, sorted_out
from leading.queries.asking import asking_leaders
from leading.queries.needs import needs_rows
from leading.queries.week import sunday_of, week_rows
from meetings.digests import week_of
from meetings.reminders import leaders_of
from notifications import outbox
from notifications.models import Notice
from notifications.registry import Answer, Section, Verdict, subject_id, subject_key
from schools.models import School

KIND = "leader_week"
LONGEST = 12  # lines of one week
ABOUT: dict[str, Any] = {
    "label": _lazy("What groups need from you"),
    "explanation": _lazy("On the first school day of the week, only when a group needs something from you."),
    "heading": _lazy("Your school"),
    "roles": frozenset({"leader"}),
    "comes_weekly": True,
}


def on_week_begins(sender: object, *, school_ids: Collection[int], now: datetime, **kwargs: object) -> int:
    """Receiver of `meetings.signals.week_begins`: remembers the weeks in which something is asked. Gives how many."""
    return outbox.enqueue(drafts=list(drafts_of(school_ids, now=now)), now=now)


def drafts_of(school_ids: Collection[int], *, now: datetime) -> Iterator[outbox.Draft]:
    today = timezone.localdate(now)
    for school_id, user_id in sorted(asking_leaders(school_ids, today=today, until=today + AHEAD)):
        yield outbox.Draft(
            kind=KIND,
            subject=subject_key("school", school_id),
            occasion=week_of(today),
            occasion_on=today,
            recipient_id=user_id,
        )


def compose(notices: Sequence[Notice], now: datetime) -> Mapping[int, Answer]:
    """A section for who still leads the school, of this week, with what still waits."""
    today = timezone.localdate(now)
    answers: dict[int, Answer] = dict.fromkeys((notice.pk for notice in notices), Verdict.DROP)
    current = [notice for notice in notices if notice.occasion == week_of(today)]
    schools = School.objects.filter(has_reminders=True).in_bulk({subject_id(notice) for notice in current})
    leaders = set(leaders_of(schools))
    for notice in current:
        school = schools.get(subject_id(notice))
        if school and (school.pk, notice.recipient_id) in leaders:
            with translation.override(notice.recipient.language):
                if section := section_for(notice, school, today):
                    answers[notice.pk] = section
    return answers


def section_for(notice: Notice, school: School, today: date) -> Section | None:
    rows = needs_rows(notice.recipient, school.pk, today=today, until=today + AHEAD, year_ago=today - YEAR)
    found = sorted_out(rows, slug=school.slug, today=today)
    if not found.lines:
        return None
    path = reverse("dashboard:school", args=[school.slug])
    return Section(
        subject=_("%(school)s: what groups need from you") % {"school": school.name},
        heading=_("What groups need from you"),
        lines=[text for text in (week_words(school, today),) if text],
        points=points_of(found.lines),
        points_title=_("Waiting for a word from you"),
        button=_("Open the school page"),
        path=path,
        why=_("You get this mail because you lead a school with learning communities."),
        group=school.name,
        group_path=path,
    )


def points_of(lines: Sequence[Need]) -> list[str]:
    said = [f"{line.group}: {line.text}" + (f" ({line.when})" if line.when else "") for line in lines[:LONGEST]]
    more = len(lines) - LONGEST
    if more > 0:
        said.append(ngettext("and %(count)d more", "and %(count)d more", more) % {"count": more})
    return said


def week_words(school: School, today: date) -> str:
    """The meetings of the rest of the week; empty without any."""
    groups = Community.objects.filter(Q(school=school) | Q(partnerships__school=school)).values("pk")
    rows = week_rows(groups, today, sunday_of(today))[:LONGEST]
    days = [f"{date_format(timezone.localtime(at), 'D j F')} {name}" for at, _group, name in rows]
    return _("This week: %(meetings)s.") % {"meetings": "; ".join(days)} if days else ""
