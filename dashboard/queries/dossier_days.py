"""What waits for the leader of a school, what comes in the next weeks, and what was decided in this school year."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from communities.models import Experiment, GuestConsent, StageDecision, VariantChoice
from conditions.models import ReadinessStep, StartConfirmation
from dashboard.queries.start_conditions import StartConditionsPage
from leading.models import LeaderRequest
from meetings.models import Meeting
from schools.models import School, User


@dataclass(frozen=True, slots=True)
class Waits:
    """Something that a leader has to answer; `since` where that is known."""

    group: str
    what: str
    since: date | None
    url: str


@dataclass(frozen=True, slots=True)
class Due:
    """Something that comes on a day; `group` is empty for what is the school's."""

    day: date
    what: str
    group: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Done:
    """Something that was decided; `why` as it was written down."""

    day: date
    group: str
    what: str
    why: str


def waiting_for(user: User, school: School, conditions: StartConditionsPage, *, today: date) -> list[Waits]:
    """What waits for an answer, the oldest first; three statements."""
    own = {"school": school}
    asked = LeaderRequest.objects.visible_to(user).open().filter(answered_at=None, **own).select_related("community")
    found = [
        Waits(
            one.community.name,
            f"{one.get_kind_display()}: {one.line}",
            local_day(one.asked_at),
            group_url(one.community_id),
        )
        for one in asked
    ]
    guests = GuestConsent.objects.visible_to(user).filter(answered_at=None, **own).select_related("community", "user")
    found += [
        Waits(
            one.community.name,
            _("May %(person)s be a guest in this group?") % {"person": one.user},
            local_day(one.asked_at),
            reverse("communities:guest-consent", args=[one.pk]),
        )
        for one in guests
    ]
    hosted = Experiment.objects.visible_to(user).open().filter(community__school=school, ends_on__lt=today)
    found += [
        Waits(
            one.community.name,
            _("The experiment asks for a decision"),
            one.ends_on,
            reverse("communities:stage", args=[one.community_id]),
        )
        for one in hosted.filter(community__ended_on=None).select_related("community")
    ]
    found += reasons_asked(conditions)
    return sorted(found, key=lambda one: (one.since or date.max, one.group))


def reasons_asked(conditions: StartConditionsPage) -> list[Waits]:
    """Groups that start although something is not settled, and ask why."""
    return [
        Waits(
            line.name,
            _("Why start although “%(condition)s” is open?") % {"condition": condition.name},
            None,
            reverse("conditions:confirm", args=[line.pk, condition.code]),
        )
        for line in conditions.waiting
        for condition in line.waiting
    ]


def due(user: User, school: School, ids: Sequence[int], *, today: date, until: date) -> list[Due]:
    """What the next weeks bring, by day; four statements."""
    span = (today, until)
    meetings = Meeting.objects.visible_to(user).planned().filter(community__in=ids, day__range=span)
    found = [
        Due(one.day, _("Meeting"), one.community.name, reverse("meetings:meeting", args=[one.pk]))
        for one in meetings.select_related("community")
    ]
    trials = Experiment.objects.visible_to(user).open().filter(community__in=ids, ends_on__range=span)
    found += [
        Due(
            one.ends_on,
            _("Decide on the experiment"),
            one.community.name,
            reverse("communities:stage", args=[one.community_id]),
        )
        for one in trials.select_related("community")
    ]
    asked = LeaderRequest.objects.visible_to(user).open().filter(school=school, needed_on__range=span)
    found += [
        Due(one.needed_on, f"{one.get_kind_display()}: {one.line}", one.community.name, group_url(one.community_id))
        for one in asked.select_related("community")
        if one.needed_on
    ]
    steps = ReadinessStep.objects.visible_to(user).filter(school=school, done_on=None, due_on__range=span)
    found += [
        Due(one.due_on, one.text, "", reverse("dashboard:starting", args=[school.slug])) for one in steps if one.due_on
    ]
    return sorted(found, key=lambda one: (one.day, one.group, one.what))


def decided(user: User, school: School, *, since: date) -> list[Done]:
    """What was decided about the school's own groups since a day, the latest first; four statements."""
    own = {"community__school": school}
    found = [
        Done(one.decided_on, one.community.name, one.get_kind_display(), one.reason or one.answer)
        for one in StageDecision.objects.visible_to(user)
        .filter(decided_on__gte=since, **own)
        .select_related("community")
    ]
    chosen = VariantChoice.objects.visible_to(user).filter(decided_on__gte=since, **own).select_related("community")
    for choice in chosen:
        name = choice.name or choice.get_variant_display()
        what = _("Chosen kind of group: %(name)s") % {"name": name}
        found.append(Done(choice.decided_on, choice.community.name, what, choice.reason))
    starts = StartConfirmation.objects.visible_to(user).filter(at__date__gte=since, **own).select_related("community")
    what = _("Started although a condition was open")
    found += [Done(local_day(one.at), one.community.name, what, one.reason) for one in starts]
    answered = LeaderRequest.objects.visible_to(user).filter(school=school, answered_at__date__gte=since)
    found += [
        Done(local_day(one.answered_at), one.community.name, f"{one.line}: {one.get_outcome_display()}", one.answer)
        for one in answered.select_related("community")
        if one.answered_at
    ]
    return sorted(found, key=lambda one: (one.day, one.group), reverse=True)


def local_day(moment: datetime) -> date:
    return timezone.localdate(moment)


def group_url(pk: int) -> str:
    return reverse("dashboard:community", args=[pk])
