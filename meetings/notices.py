"""The words of the ladder's notices. Each is composed from how things stand at that moment, in the reader's language.

Words are advice and thanks, never blame; to a leader no person is ever named.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import partial

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from communities.models import Community
from meetings import digest_words, ladder, nudges
from meetings.calendar_mail import calendar_part
from meetings.invitations import telling
from meetings.kinds import about
from meetings.known import known_on
from meetings.localtime import local_day
from meetings.models import Meeting, Subtask
from meetings.planning import Proposal, planners_of
from meetings.reminders import Wanted, wanted
from meetings.replies import choices_for
from meetings.sections import Material, Points, Write, day_words, hours_words, last_met, section, span_words
from notifications.models import Notice
from notifications.outbox import key_of
from notifications.registry import Answer, Section, Verdict, register, subject_id

PROPOSED = 3  # moments in a suggestion to plan


def compose(notices: Sequence[Notice], now: datetime, *, write: Write, points: Points | None) -> Mapping[int, Answer]:
    """A section for each notice that is still wanted by the same rules that asked for it; the others are dropped."""
    ids = {subject_id(notice) for notice in notices}
    known = known_on(list(Community.objects.filter(pk__in=ids).order_by("pk")), day=local_day(now))
    still = {key_of(one.draft): one for one in wanted(known, now=now)}
    pairs = [(notice, still[key_of(notice)]) for notice in notices if key_of(notice) in still]
    found = points(pairs, now) if points else {}
    answers: dict[int, Answer] = {notice.pk: Verdict.DROP for notice in notices}
    for notice, one in pairs:
        with translation.override(notice.recipient.language):
            answers[notice.pk] = write(Material(notice, one, found.get(notice.pk, ()), now))
    return answers


def proposed_days(pairs: Sequence[tuple[Notice, Wanted]], now: datetime) -> Mapping[int, Sequence[str]]:
    """At most three moments for each notice, in the reader's language: inside the window, with nothing against them."""
    known = {one.known.community.pk: one.known for _notice, one in pairs}
    planners = planners_of(list(known.values()), today=local_day(now))
    days = {pk: fitting(planner.next(PROPOSED), known[pk].rhythm.due_on) for pk, planner in planners.items()}
    found = {}
    for notice, one in pairs:
        with translation.override(notice.recipient.language):
            found[notice.pk] = [span_words(day.starts_at, day.minutes) for day in days[one.known.community.pk]]
    return found


def fitting(proposals: Sequence[Proposal], due_on: date | None) -> list[Proposal]:
    """Those inside the window against which nothing speaks."""
    return [one for one in proposals if not one.reasons and (due_on is None or one.day <= due_on)]


def own_subtasks(pairs: Sequence[tuple[Notice, Wanted]], now: datetime) -> Mapping[int, Sequence[str]]:
    """The open subtasks of each reader in that group; one query."""
    groups = {one.known.community.pk for _notice, one in pairs}
    readers = {notice.recipient_id for notice, _one in pairs}
    rows = Subtask.objects.open().filter(meeting__community__in=groups, owner__in=readers).order_by("due_on", "pk")
    found: dict[tuple[int, int | None], list[str]] = defaultdict(list)
    for community_id, owner_id, text in rows.values_list("meeting__community_id", "owner_id", "text"):
        found[community_id, owner_id].append(text)
    return {notice.pk: found[one.known.community.pk, notice.recipient_id] for notice, one in pairs}


def plan_next(material: Material) -> Section:
    rhythm = material.wanted.known.rhythm
    lines = [last_met(rhythm.last_held_on)]
    if rhythm.opens_on and rhythm.due_on:
        lines.append(
            _("A good moment for the next meeting lies between %(opens)s and %(due)s.")
            % {"opens": day_words(rhythm.opens_on), "due": day_words(rhythm.due_on)}
        )
    number = len(material.points)
    if not number:
        lines.append(_("We found no moment in it that is free for everybody. A later one is fine too."))
    elif number < PROPOSED:
        lines.append(
            ngettext(
                "We found only %(count)d moment in it that is free for everybody.",
                "We found only %(count)d moments in it that are free for everybody.",
                number,
            )
            % {"count": number}
        )
    return section(
        material,
        act=_("plan a next meeting"),
        heading=_("Plan a next meeting"),
        lines=lines,
        points_title=_("Moments that could suit you"),
        button=_("Plan the meeting"),
        path=reverse("meetings:plan", args=[material.community.pk]),
    )


def overdue(material: Material) -> Section:
    due_on = material.wanted.want.occasion_on
    return section(
        material,
        act=_("choose a date together"),
        heading=_("Choose a date together"),
        lines=[
            last_met(material.wanted.known.rhythm.last_held_on),
            _("Practice advised a meeting by %(due)s; no date is planned yet.") % {"due": day_words(due_on)},
            _("One date is enough to pick up the thread."),
        ],
        button=_("Choose a date"),
        path=reverse("meetings:plan", args=[material.community.pk]),
    )


def ask_leader(material: Material) -> Section:
    return section(
        material,
        act=_("can you help make room?"),
        heading=_("Can you help make room?"),
        lines=[
            _("This group has not found a next date yet. Usually something is in the way that a leader can move."),
            _("A short question to the group is often enough. What could you offer?"),
        ],
        button=_("Open the group"),
        path=reverse("dashboard:community", args=[material.community.pk]),
        why=_("You get this mail because you lead a school with learning communities."),
    )


def leader_offers(pairs: Sequence[tuple[Notice, Wanted]], now: datetime) -> Mapping[int, Sequence[str]]:
    """The three things that a leader can give."""
    found = {}
    for notice, _one in pairs:
        with translation.override(notice.recipient.language):
            found[notice.pk] = [
                _("Time: an hour in the timetable that everybody has free"),
                _("Room: a place to work undisturbed"),
                _("A decision that the group is waiting for"),
            ]
    return found


def upcoming(material: Material) -> Section:
    meeting = meeting_of(material)
    hours = hours_words(meeting.starts_at, meeting.minutes)
    path = reverse("meetings:meeting", args=[meeting.pk])
    return section(
        material,
        act=_("meeting on %(day)s") % {"day": day_words(meeting.day)},
        heading=_("Meeting on %(day)s") % {"day": day_words(meeting.day)},
        lines=[f"{hours}, {meeting.place}" if meeting.place else hours],
        mail_note=_("The calendar invitation is attached."),
        points_title=_("Still open for you"),
        choices_title=_("Will you be there?"),
        choices=choices_for(meeting, material.notice.recipient_id),
        button=_("See the meeting"),
        path=path,
        attachments=[calendar_part(meeting, reader=material.notice.recipient, now=material.now)],
    )


def log_meeting(material: Material) -> Section:
    meeting = meeting_of(material)
    lines = [_("Who was there, what did you decide, who does what? It takes a minute or two.")]
    if material.wanted.want.is_again:
        lines = [nudges.log_again(material)]
    return section(
        material,
        act=_("note the meeting of %(day)s") % {"day": day_words(meeting.day)},
        heading=_("Note the meeting of %(day)s") % {"day": day_words(meeting.day)},
        lines=[*lines, _("Did it not take place? Then one tap is enough.")],
        button=_("Note the meeting"),
        path=reverse("meetings:log", args=[meeting.pk]),
    )


def meeting_of(material: Material) -> Meeting:
    if material.wanted.meeting is None:
        raise LookupError(material.wanted.want.occasion)
    return material.wanted.meeting


WRITERS: dict[str, tuple[Write, Points | None]] = {
    ladder.PLAN_NEXT: (plan_next, proposed_days),
    ladder.OVERDUE: (overdue, None),
    ladder.ASK_LEADER: (ask_leader, leader_offers),
    ladder.UPCOMING: (upcoming, own_subtasks),
    ladder.LOG_MEETING: (log_meeting, None),
    ladder.HELP_OFFER: (nudges.help_offer, nudges.coach_offers),
    ladder.YEAR_TIGHT: (nudges.year_tight, None),
    ladder.SUBTASK_DUE: (nudges.subtask_due, None),
    ladder.PAUSE_ENDS: (nudges.pause_ends, None),
}


def register_all() -> None:
    """Teach the outbox every kind of the ladder."""
    for kind, (write, points) in WRITERS.items():
        composer = partial(compose, write=write, points=points)
        register(kind, telling(composer) if kind == ladder.UPCOMING else composer, **about(kind))
    register(ladder.WEEKLY_DIGEST, digest_words.compose, **about(ladder.WEEKLY_DIGEST))
