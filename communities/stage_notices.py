"""What is told about where a group stands: that a decision is coming, and the thanks at the end."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils import formats, timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from communities.models import Community, Experiment, Membership, StageDecision
from notifications import outbox
from notifications.models import Notice
from notifications.registry import Answer, Section, Verdict, subject_key
from schools.models import StaffRole
from schools.school_time import SchoolTime, load_school_time

DECIDE, THANKS = "decide_experiment", "thanks"
AHEAD = 20  # school days before the last day of an experiment
HORIZON = timedelta(days=120)  # twenty school days never take longer, a summer included
HEADING = _lazy("The rhythm of your groups")
ABOUT: dict[str, dict[str, Any]] = {
    DECIDE: {
        "label": _lazy("A decision about an experiment"),
        "explanation": _lazy("Once, four school weeks before the day by which your group decides how it goes on."),
        "heading": HEADING,
    },
    THANKS: {
        "label": _lazy("Thanks at the end"),
        "explanation": _lazy("When a group that you take part in has done its work."),
        "heading": HEADING,
    },
}


def look(*, now: datetime) -> int:
    """Remember that a decision is coming, for each experiment whose time it is; one query where there is none."""
    today = timezone.localdate(now)
    rows = Experiment.objects.open().filter(
        ends_on__gte=today,
        ends_on__lte=today + HORIZON,
        community__ended_on=None,
        community__school__has_reminders=True,
    )
    experiments = list(rows.select_related("community").order_by("pk"))
    if not experiments:
        return 0
    known = Notice.objects.filter(kind=DECIDE, occasion__in=[occasion_of(one) for one in experiments])
    told = set(known.values_list("occasion", flat=True))
    time = load_school_time({one.community.school_id for one in experiments}, today)
    waiting = [one for one in experiments if occasion_of(one) not in told and is_time(one, time, today)]
    return outbox.enqueue(drafts=drafts_of(waiting), now=now) if waiting else 0


def occasion_of(experiment: Experiment) -> str:
    """One occasion for each date: an extension is told anew."""
    return f"experiment:{experiment.pk}@{experiment.ends_on.isoformat()}"


def is_time(experiment: Experiment, time: SchoolTime, today: date) -> bool:
    """Whether the twentieth school day before the date has come; where a year has fewer, its first day.

    Who chose a date that is nearer than that knows it already. No known calendar: nothing is told.
    """
    school_id = experiment.community.school_id
    year = time.year_on(school_id, experiment.ends_on)
    days = time.days_in((school_id,), year) if year else None
    if days is None:
        return False
    told_from = days.before(experiment.ends_on, AHEAD) or days.begin
    return experiment.started_on < told_from <= today


def drafts_of(experiments: Sequence[Experiment]) -> list[outbox.Draft]:
    """To everybody of the group and to who leads its host."""
    readers: defaultdict[int, set[int]] = defaultdict(set)
    people = Membership.objects.current().filter(user__is_active=True)
    for pk, user_id in people.filter(community__experiments__in=experiments).values_list("community_id", "user_id"):
        readers[pk].add(user_id)
    leads = StaffRole.objects.filter(role=StaffRole.Role.LEADER, staff__left_on=None, staff__user__is_active=True)
    hosts = {one.community.school_id for one in experiments}
    for school_id, user_id in leads.filter(staff__school__in=hosts).values_list("staff__school", "staff__user"):
        for one in experiments:
            if one.community.school_id == school_id:
                readers[one.community_id].add(user_id)
    return [
        outbox.Draft(
            kind=DECIDE,
            subject=subject_key("community", one.community_id),
            occasion=occasion_of(one),
            occasion_on=one.ends_on,
            recipient_id=user_id,
        )
        for one in experiments
        for user_id in sorted(readers[one.community_id])
    ]


def compose_decisions(notices: Sequence[Notice], now: datetime) -> Mapping[int, Answer]:
    """Experiments that are still open, with the same date ahead; the others are dropped."""
    today = timezone.localdate(now)
    rows = Experiment.objects.open().filter(pk__in=ids_of(notices), ends_on__gte=today, community__ended_on=None)
    found = {occasion_of(one): one for one in rows.select_related("community")}
    answers: dict[int, Answer] = {}
    for notice in notices:
        experiment = found.get(notice.occasion)
        with translation.override(notice.recipient.language):
            answers[notice.pk] = decision_section(experiment) if experiment else Verdict.DROP
    return answers


def ids_of(notices: Iterable[Notice]) -> set[int]:
    """The row in an occasion such as "experiment:12@2027-05-14" or "thanks:12"."""
    return {int(notice.occasion.partition(":")[2].partition("@")[0]) for notice in notices}


def decision_section(experiment: Experiment) -> Section:
    group = experiment.community
    day = formats.date_format(experiment.ends_on, "l j F")
    return Section(
        subject=_("%(group)s: how does it go on after %(day)s?") % {"group": group.name, "day": day},
        heading=_("How does the experiment go on after %(day)s?") % {"day": day},
        lines=[
            _("This group is an experiment. By %(day)s it decides how it goes on.") % {"day": day},
            _("One meeting is usually enough: what did we learn about the question?"),
        ],
        points=[
            experiment.question,
            _("Embed it in the school, give it more time once, go on as another kind of group, or finish well"),
        ],
        points_title=_("To talk about"),
        button=_("See where the group stands"),
        path=reverse("communities:stage", args=[group.pk]),
        why=_("You get this mail because you take part in this group, or lead its school."),
        **group_of(group),
    )


def compose_thanks(notices: Sequence[Notice], now: datetime) -> Mapping[int, Answer]:
    """The group's own words, unless the group goes on after all."""
    rows = StageDecision.objects.filter(pk__in=ids_of(notices)).exclude(community__ended_on=None)
    found = {f"thanks:{one.pk}": one for one in rows.select_related("community")}
    answers: dict[int, Answer] = {}
    for notice in notices:
        decision = found.get(notice.occasion)
        with translation.override(notice.recipient.language):
            answers[notice.pk] = thanks_section(decision) if decision and decision.thanks else Verdict.DROP
    return answers


def thanks_section(decision: StageDecision) -> Section:
    group = decision.community
    return Section(
        subject=_("%(group)s: thank you") % {"group": group.name},
        heading=_("Thank you"),
        lines=[*decision.thanks.splitlines(), _("What the group made and noted stays to be read.")],
        button=_("See what stays"),
        path=reverse("dashboard:kept", args=[group.pk]),
        why=_("You get this mail because you took part in this group."),
        **group_of(group),
    )


def group_of(group: Community) -> dict[str, Any]:
    return {"group": group.name, "group_path": reverse("dashboard:community", args=[group.pk])}
