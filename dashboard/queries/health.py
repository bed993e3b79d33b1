"""Whether reminders run, for the people who can do something about it: the page of a leader, and one line on hers."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import DateTimeField, QuerySet, Subquery
from django.http import Http404
from django.utils.translation import gettext as _

from meetings.localtime import local_day
from meetings.words import moment_words
from notifications import heartbeat, watch
from notifications.models import AddressFault, Heartbeat, Notice
from schools.models import School, Staff, User

UNCERTAIN_SINCE = timedelta(days=14)
PULSE = ("look_at", "failing_since", "failed_at")


@dataclass(frozen=True, slots=True)
class Pulse:
    """What a leader's page knows of the machinery: the last look, and how long the mail server refuses."""

    look_at: datetime | None
    failing_since: datetime | None
    failed_at: datetime | None

    def words(self, *, now: datetime) -> str:
        """One sentence when no reminder leaves; empty when all is well."""
        late = watch.late_after(settings.TICK_SECONDS)
        error = watch.Sign(self.failed_at, self.failing_since or self.failed_at) if self.failed_at else None
        if watch.is_silent(watch.Sign(self.look_at, self.look_at) if self.look_at else None, now=now, late=late):
            return stopped_words(self.look_at)
        if error and watch.is_mail_stopped(error, now=now, late=late):
            return _("Mail has not been leaving since %(moment)s.") % {"moment": moment_words(error.since)}
        return ""


@dataclass(frozen=True, slots=True)
class Advice:
    """Something that is wrong: what it is, and what can be done."""

    text: str
    remedy: str


@dataclass(frozen=True, slots=True)
class LedPart:
    """What a leader may know of her own school: how many mails wait, in numbers only."""

    slug: str
    name: str
    waiting: int
    uncertain: int
    refused: int


@dataclass(frozen=True, slots=True)
class HealthPage:
    """Everything on the page. `advice` is empty when reminders run."""

    headline: str
    advice: tuple[Advice, ...]
    facts: tuple[tuple[str, str], ...]
    schools: tuple[LedPart, ...]
    contact: str


def with_pulse(schools: QuerySet[School]) -> QuerySet[School]:
    """Adds the columns of `PULSE`, so that they cost no statement of their own."""
    look = Heartbeat.objects.filter(name=heartbeat.Name.LOOK)
    error = Heartbeat.objects.filter(name=heartbeat.Name.MAIL_ERROR)
    return schools.annotate(
        look_at=Subquery(look.values("at"), output_field=DateTimeField()),
        failing_since=Subquery(error.values("since"), output_field=DateTimeField()),
        failed_at=Subquery(error.values("at"), output_field=DateTimeField()),
    )


def health_page(user: User, *, now: datetime) -> HealthPage:
    """For whoever leads a school; raises Http404 for everybody else."""
    schools = list(School.objects.editable_by(user).order_by("name", "pk"))
    if not schools:
        raise Http404
    late = watch.late_after(settings.TICK_SECONDS)
    signs = heartbeat.read_signs(now=now, late=late)
    troubles = watch.troubles(signs, now=now, late=late)
    return HealthPage(
        headline=stopped_words(signs.look.at if signs.look else None) if "look" in troubles else headline(troubles),
        advice=tuple(advice_on(trouble) for trouble in troubles),
        facts=tuple(facts_of(signs, now)),
        schools=tuple(led_part(school, now) for school in schools),
        contact=settings.SUPPORT_CONTACT,
    )


def headline(troubles: tuple[str, ...]) -> str:
    if set(troubles) & set(watch.REFUSALS):
        return _("Reminders have been stopped")
    if set(troubles) - {"beat"}:
        return _("Some reminders are waiting")
    return _("Reminders are being sent")


def stopped_words(look_at: datetime | None) -> str:
    if look_at is None:
        return _("No reminder is being sent yet")
    return _("Reminders have not been running since %(moment)s") % {"moment": moment_words(look_at)}


def advice_on(trouble: str) -> Advice:
    text, remedy = {
        "look": (
            _("Nothing looks any more whether somebody must be told something."),
            _("Ask whoever keeps the server to start the worker anew. Nothing gets lost: what is still true is sent."),
        ),
        "beat": (
            _("The clock that wakes the reminders stands still. While people use these pages, they wake them too."),
            _("Ask whoever keeps the server to start “beat” anew."),
        ),
        "look_error": (
            _("The look at the groups fails; what was already waiting is sent."),
            _("Ask whoever keeps the server to read the log of the worker."),
        ),
        "went_back": (
            _("The data come from a back-up. Nothing is sent, so that nobody is told twice."),
            _("Ask whoever keeps the server to run “after_restore”."),
        ),
        "other_address": (
            _("This is a copy at another address. Nothing is sent, so that nobody gets mail from a test."),
            _("Is it the real one? Then ask whoever keeps the server to run “after_restore”."),
        ),
        "too_many": (
            _("So much mail was sent today that something may be wrong. The rest waits until tomorrow."),
            _("Ask whoever keeps the server to read the log of the worker."),
        ),
        "mail": (
            _("The mail server does not take our mail at the moment. We try again every hour, and nothing gets lost."),
            _("Does it last longer than a morning? Ask whoever keeps the server."),
        ),
        "stuck": (
            _("A mail has been in the hands of a worker for a while."),
            _("Ask whoever keeps the server to start the worker anew."),
        ),
        "unsent": (
            _("Some mails wait longer than they should."),
            _("Ask whoever keeps the server to read the log of the worker."),
        ),
    }[trouble]
    return Advice(text, remedy)


def facts_of(signs: watch.Signs, now: datetime) -> list[tuple[str, str]]:
    never = _("never")
    return [
        (_("Last look"), said(signs.look.at, now) if signs.look else never),
        (_("Last mail"), said(signs.delivery.at, now) if signs.delivery else never),
    ]


def said(moment: datetime, now: datetime) -> str:
    """ "today at 08:05" or "Thu 3 December, 13:30"."""
    if local_day(moment) == local_day(now):
        return _("today at %(time)s") % {"time": moment_words(moment).rpartition(", ")[2]}
    return moment_words(moment)


def led_part(school: School, now: datetime) -> LedPart:
    people = Staff.objects.current().filter(school=school).values("user_id")
    notices = Notice.objects.filter(recipient__in=people)
    return LedPart(
        school.slug,
        school.name,
        waiting=notices.queued().count(),
        uncertain=notices.uncertain().filter(sent_at__gte=now - UNCERTAIN_SINCE).count(),
        refused=AddressFault.objects.current().filter(user__in=people).count(),
    )
