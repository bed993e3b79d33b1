"""What is told of topics and updates: somebody is called in, somebody is asked, what a week brought. Each once."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import ngettext

from communities.models import Community, Membership
from learning.actions.digest import DIGEST
from learning.actions.posts import MENTIONED
from learning.actions.updates import ASKED
from learning.models import Mention, StakeholderAsk
from learning.queries.talked import said_to
from meetings.digests import week_of
from meetings.localtime import local_day
from meetings.sections import day_words
from notifications.models import Notice
from notifications.registry import Answer, Section, Verdict, register, subject_id


def register_all() -> None:
    register(
        MENTIONED,
        compose_mentions,
        label=_lazy("A colleague calls you in"),
        explanation=_lazy("When somebody of your group thinks of you in a question, a case or a theme."),
        heading=_lazy("Your group"),
    )
    register(
        ASKED,
        compose_asked,
        label=_lazy("A group asks you something"),
        explanation=_lazy("When a group tells you where it stands and would like to know what you think."),
        heading=_lazy("Groups of your school"),
    )
    register(
        DIGEST,
        compose_digests,
        label=_lazy("What was talked of in your groups"),
        explanation=_lazy("Once a week at most, a line for each group, and only when others wrote something."),
        heading=_lazy("Your groups"),
        comes_weekly=True,
    )


def compose_mentions(notices: Sequence[Notice], now: datetime) -> Mapping[int, Answer]:
    """A section for who is still called in, still takes part, and can still read it."""
    rows = Mention.objects.filter(post__in={subject_id(notice) for notice in notices}, post__hidden_on=None)
    called = {(row.post_id, row.user_id): row for row in rows.select_related("post__by", "post__topic__community")}
    groups = {row.post.topic.community_id for row in called.values()}
    inside = Membership.objects.current().filter(community__in=groups).values_list("community_id", "user_id")
    taking_part = set(inside)
    answers: dict[int, Answer] = dict.fromkeys((notice.pk for notice in notices), Verdict.DROP)
    for notice in notices:
        row = called.get((subject_id(notice), notice.recipient_id))
        if row and (row.post.topic.community_id, notice.recipient_id) in taking_part:
            with translation.override(notice.recipient.language):
                answers[notice.pk] = mention_section(row)
    return answers


def mention_section(row: Mention) -> Section:
    group, writer = row.post.topic.community, row.post.by
    name = writer.get_full_name() if writer else _("A colleague")
    path = reverse("learning:topic", args=[row.post.topic_id])
    return Section(
        subject=_("%(group)s: %(name)s thinks of you") % {"group": group.name, "name": name},
        heading=_("%(name)s calls you in") % {"name": name},
        lines=[_("You may know something about this. You need not answer, and there is no reminder.")],
        button=_("Read what was written"),
        path=f"{path}#post-{row.post_id}",
        why=_("You get this mail because you take part in this group."),
        group=group.name,
        group_path=reverse("dashboard:community", args=[group.pk]),
    )


def compose_asked(notices: Sequence[Notice], now: datetime) -> Mapping[int, Answer]:
    """A section for who is still asked, did not answer yet and still can."""
    rows = StakeholderAsk.objects.filter(pk__in={subject_id(notice) for notice in notices}, answered_at=None)
    still = {row.pk: row for row in rows.filter(told__closes_on__gte=local_day(now)).select_related("told__community")}
    answers: dict[int, Answer] = dict.fromkeys((notice.pk for notice in notices), Verdict.DROP)
    for notice in notices:
        row = still.get(subject_id(notice))
        if row and row.user_id == notice.recipient_id:
            with translation.override(notice.recipient.language):
                answers[notice.pk] = asked_section(row)
    return answers


def asked_section(ask: StakeholderAsk) -> Section:
    told = ask.told
    path = reverse("learning:asked", args=[ask.pk])
    words = {"group": told.community.name, "day": day_words(told.closes_on)}
    return Section(
        subject=_("%(group)s asks you something") % words,
        heading=_("A group would like to know what you think"),
        lines=[
            _("%(group)s tells where it stands and asks you one question.") % words,
            _("A few lines are enough, until %(day)s. You need not answer, and there is no reminder.") % words,
        ],
        points=[told.question],
        points_title=_("The question"),
        button=_("Read and answer"),
        path=path,
        why=_("You get this mail because this group chose you to ask."),
        group=told.community.name,
        group_path=path,
    )


def compose_digests(notices: Sequence[Notice], now: datetime) -> Mapping[int, Answer]:
    """A line for each group in which others wrote last week, to who still takes part; only in the week it is for."""
    today = local_day(now)
    current = [notice for notice in notices if notice.occasion == week_of(today)]
    people = {notice.recipient_id for notice in current}
    memberships = Membership.objects.current().filter(user__in=people, community__ended_on=None)
    groups = Community.objects.in_bulk(set(memberships.values_list("community_id", flat=True)))
    said = said_to(people, list(groups), today) if groups else {}
    answers: dict[int, Answer] = dict.fromkeys((notice.pk for notice in notices), Verdict.DROP)
    for notice in current:
        if found := said.get(notice.recipient_id):
            with translation.override(notice.recipient.language):
                answers[notice.pk] = digest_section([(groups[pk], number) for pk, number in sorted(found.items())])
    return answers


def digest_section(lines: Sequence[tuple[Community, int]]) -> Section:
    first = lines[0][0]
    path = reverse("learning:topics", args=[first.pk]) if len(lines) == 1 else reverse("dashboard:mine")
    points = [
        ngettext("%(group)s: %(count)d new message", "%(group)s: %(count)d new messages", number)
        % {"group": group.name, "count": number}
        for group, number in lines
    ]
    return Section(
        subject=_("What was talked of in your groups last week"),
        heading=_("What was talked of last week"),
        lines=[_("Read it when it suits you. Nobody sees whether you did.")],
        points=points,
        points_title=_("Your groups"),
        button=_("Read what was written"),
        path=path,
        why=_("You get this mail because you take part in learning communities."),
        group=_("Your groups"),
        group_path=reverse("dashboard:mine"),
    )
