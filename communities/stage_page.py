"""What the page about the stage of a group shows: where it stands, what was decided, the yearly renewal."""

from dataclasses import dataclass
from datetime import date
from itertools import islice

from django.db.models import Exists, OuterRef
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from communities.models import (
    Community,
    Experiment,
    Membership,
    Renewal,
    RenewalVoice,
    Stage,
    StageDecision,
)
from communities.stage_words import age_words, left_words, stage_words
from communities.stages import is_renewal_due, open_kinds, sum_of
from communities.variant_page import Record, records_in_words
from schools.models import SchoolYear, User


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that was begun or decided; `by` is a name for the group, "the group" for its leader."""

    day: date
    title: str
    texts: tuple[tuple[str, str], ...] = ()  # label and words
    by: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """The open yearly question, as somebody of the group sees it.

    `own`: her voice, None without one; `is_member`: whether she has one; `sums`: go on and rather not, None while a sum
    would say who said what.
    """

    renewal: Renewal
    own: bool | None
    is_member: bool
    answered: int
    members: int
    sums: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class StagePage:
    """`since` is told where no experiment tells its own dates."""

    words: str
    since: date | None
    experiment: Experiment | None
    age: str
    left: str
    is_past: bool
    entries: list[Entry]
    choice: Record | None
    asked: Asked | None
    is_renewal_due: bool


def open_experiment(community: Community, user: User) -> Experiment | None:
    return Experiment.objects.visible_to(user).open().filter(community=community).first()


def stage_page(community: Community, user: User, *, is_inside: bool, today: date) -> StagePage:
    """Where the group stands; a fixed number of statements."""
    experiments = list(Experiment.objects.visible_to(user).filter(community=community).order_by("-started_on", "-pk"))
    running = next((one for one in experiments if one.closed_on is None), None)
    decisions = decisions_of(community, user)
    renewals = list(Renewal.objects.visible_to(user).filter(community=community).order_by("-opened_on", "-pk"))
    embedded = [one.decided_on for one in decisions if one.kind == StageDecision.Kind.EMBED]
    last = max([*embedded, *(one.opened_on for one in renewals)], default=None)
    is_open = any(one.closed_on is None for one in renewals)
    is_embedded = community.stage == Stage.EMBEDDED and not community.ended_on
    return StagePage(
        words=words_of(community, running, today),
        since=since_of(community, embedded, today),
        experiment=running,
        age=age_words(running, today=today) if running else "",
        left=left_words(running.ends_on, today=today) if running else "",
        is_past=running is not None and running.ends_on < today,
        entries=entries_of(experiments, decisions, renewals, user, is_inside=is_inside),
        choice=next(iter(records_in_words(community, user)), None),
        asked=asked_of(renewals, user) if is_inside else None,
        is_renewal_due=is_embedded
        and is_inside
        and not is_open
        and is_renewal_due(last, year_begins=year_begins(community, today)),
    )


def words_of(community: Community, experiment: Experiment | None, today: date) -> str:
    """Where it stands, also for a group that simply runs or has finished."""
    if community.ended_on and community.ended_on < today:
        return _("The group has finished")
    return stage_words(community.stage, experiment.ends_on if experiment else None, today=today) or _(
        "The group is running"
    )


def since_of(community: Community, embedded: list[date], today: date) -> date | None:
    """Since when a group runs or is embedded; an experiment tells its own dates, and an idea has none."""
    if community.ended_on or community.stage not in (Stage.RUNNING, Stage.EMBEDDED):
        return None
    since = max(embedded, default=community.started_on) if community.stage == Stage.EMBEDDED else community.started_on
    return since if since <= today else None


def kinds_of(community: Community, experiment: Experiment | None) -> tuple[str, ...]:
    is_extended = experiment is not None and experiment.is_extended
    return open_kinds(community.stage, has_experiment=experiment is not None, is_extended=is_extended)


def decisions_of(community: Community, user: User) -> list[StageDecision]:
    """The latest first, each with `is_of_group`: whether who noted it takes part or did."""
    of_group = Membership.objects.filter(community=community, user=OuterRef("recorded_by"))
    rows = StageDecision.objects.visible_to(user).filter(community=community).select_related("recorded_by")
    return list(rows.annotate(is_of_group=Exists(of_group)).order_by("-decided_on", "-pk"))


def year_begins(community: Community, today: date) -> date | None:
    """The first day of the host's school year that contains today; None in the summer."""
    years = SchoolYear.objects.filter(school=community.school_id, first_day__lte=today, last_day__gte=today)
    return years.values_list("first_day", flat=True).first()


def asked_of(renewals: list[Renewal], user: User) -> Asked | None:
    """The open question: how many have answered, and one's own answer. Who answered what is in none of it."""
    renewal = next((one for one in renewals if one.closed_on is None), None)
    if renewal is None:
        return None
    members = Membership.objects.current().filter(community=renewal.community_id, role=Membership.Role.MEMBER)
    ids = set(members.values_list("user_id", flat=True))
    voices = [one for one in RenewalVoice.objects.filter(renewal=renewal) if one.user_id in ids]
    own = next((one.goes_on for one in voices if one.user_id == user.pk), None)
    sums = sum_of((one.goes_on for one in voices), members=len(ids))
    return Asked(renewal, own, user.pk in ids, len(voices), len(ids), sums)


def entries_of(
    experiments: list[Experiment],
    decisions: list[StageDecision],
    renewals: list[Renewal],
    user: User,
    *,
    is_inside: bool,
) -> list[Entry]:
    """Everything dated, the latest first."""
    found = [Entry(one.started_on, _("Experiment begun"), ((_("Question"), one.question),)) for one in experiments]
    found += [
        Entry(
            one.decided_on, one.get_kind_display(), texts_of(one, experiments), said_by(one, user, is_inside=is_inside)
        )
        for one in decisions
    ]
    for one in renewals:
        if one.closed_on is not None:
            title = _("The members go on") if one.goes_on else _("The members do not go on")
            found.append(Entry(one.closed_on, title, ((_("What changes"), one.note),) if one.note else ()))
    return sorted(found, key=lambda entry: entry.day, reverse=True)


def texts_of(decision: StageDecision, experiments: list[Experiment]) -> tuple[tuple[str, str], ...]:
    """What was said with it; with more time also until when, from the experiment that got it."""
    pairs = [(_("What we learned"), decision.answer), (_("Why"), decision.reason), (_("Thanks"), decision.thanks)]
    if decision.kind == StageDecision.Kind.EXTEND:
        extended = (one for one in experiments if one.is_extended and one.started_on <= decision.decided_on)
        pairs += [(_("New date"), date_format(one.ends_on, "j F Y")) for one in islice(extended, 1)]
    return tuple((label, words) for label, words in pairs if words)


def said_by(decision: StageDecision, user: User, *, is_inside: bool) -> str:
    by = decision.recorded_by
    if by is None:
        return ""
    if by == user:
        return _("Noted by you.")
    if decision.is_of_group:  # type: ignore[attr-defined]
        return _("Noted by %(name)s.") % {"name": by.get_full_name()} if is_inside else _("Noted by the group.")
    return _("Noted by the school leader.")
