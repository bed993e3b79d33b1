"""The frame of a community: its start, assignment, rhythm policy, partner schools, pauses and end."""

from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from communities import charter_text, variants
from communities.actions.choosing import note_choice
from communities.actions.guests import ask_former_partners, drop_questions_of_partners
from communities.actions.joining import CommunityIsFinished, enter, lock_community
from communities.models import Community, Membership, Partnership, Pause, SchoolVariant
from communities.signals import rhythm_changed
from schools import audit
from schools.links import is_sample
from schools.models import School, Staff, User

CODE_LENGTH = 30


class NotOnTheStaff(Exception):
    """Only who works in a school starts a community there."""

    message = _("You do not work in this school, so you cannot start a group there.")


class PauseOverlaps(Exception):
    """Two pauses of one community share a day."""

    message = _("There is a pause in these days already. Choose other days, or end that pause first.")


class PauseIsOver(Exception):
    """A pause whose last day has passed stays as it was."""

    message = _("This pause is over. Its days stay as they are.")


class PauseRunsBackwards(Exception):
    """A last day before the first, or before today."""

    message = _("Choose today or a later day, not before the first day of the pause.")


class AnswersMovedOn(Exception):
    """Somebody else rewrote one of the three answers meanwhile, here or in the charter. `names` are the fields."""

    message = _("Somebody else wrote in this field meanwhile. Put together what should stay, then save again.")

    def __init__(self, names: Collection[str]) -> None:
        super().__init__(*names)
        self.names = tuple(names)


class EndsBeforeStart(Exception):
    """A last day before the first."""

    message = _("The last day lies before the start of the group.")


@transaction.atomic
def start_community(
    *,
    school: School,
    variant: str,
    name: str,
    started_on: date,
    by: User,
    now: datetime,
    purpose: str = "",
    contribution: str = "",
    task: str = "",
    regime: str = "",
    policy: variants.Rhythm | None = None,
    partners: Collection[School] = (),
    form: SchoolVariant | None = None,
    reason: str = "",
    answers: Mapping[str, str] | None = None,
) -> Community:
    """A new community, with its founder as first member: her own act. (R4, R31, R44-R47)

    Without `regime` and `policy` the defaults of the variant hold. `form` is what the school calls the variant,
    `answers` those to the adviser; with `reason` they become the first decision record.
    Raises NotOnTheStaff, NotAFormOfThisSchool.
    """
    if not Staff.objects.current().filter(school=school, user=by).exists():
        raise NotOnTheStaff
    regime = regime or variants.VARIANTS[variant].regime
    community = Community.objects.create(
        code=free_code(school, name),
        school=school,
        name=name,
        variant=variant,
        purpose=purpose,
        contribution=contribution,
        task=task,
        started_on=started_on,
        created_by=by,
        created_at=now,
        **variants.policy_fields(regime, policy or variants.rhythm_of(regime)),
    )
    link_partners(community, partners)
    today = timezone.localdate(now)
    enter(community=community, user=by, role=Membership.Role.MEMBER, today=today)
    note_choice(community, variant, form, reason=reason, answers=answers, by=by, day=today)
    audit.record(by=by, verb="community.started", target=f"community:{community.pk}", at=now, variant=variant)
    rhythm_changed.send(sender=Community, community_ids=[community.pk], today=today)
    return community


def free_code(school: School, name: str) -> str:
    """A code from the name that no other community of this school has."""
    base = slugify(name)[:CODE_LENGTH].strip("-") or "group"
    taken = set(school.communities.filter(code__startswith=base[: CODE_LENGTH - 4]).values_list("code", flat=True))
    code, number = base, 1
    while code in taken:
        number += 1
        code = f"{base[: CODE_LENGTH - 4]}-{number}"
    return code


@transaction.atomic
def edit_community(
    *,
    community: Community,
    by: User,
    now: datetime,
    name: str,
    regime: str,
    policy: variants.Rhythm,
    answers: Mapping[str, str] | None = None,
    seen: Mapping[str, str] | None = None,
) -> Community:
    """Rewrite the name, the rhythm policy and, where they are given, the three answers on the purpose (R44).

    `seen` are digests of the answers that the writer saw: what she left as it was is not written, and what somebody
    else rewrote meanwhile raises AnswersMovedOn before anything is saved.
    """
    community = Community.objects.select_for_update().get(pk=community.pk)
    fields: dict[str, object] = {"name": name, **new_answers(community, answers or {}, seen or {})}
    fields |= variants.policy_fields(regime, policy)
    changed = sorted(field for field, value in fields.items() if getattr(community, field) != value)
    for field in changed:
        setattr(community, field, fields[field])
    community.save(update_fields=changed)
    audit.record(by=by, verb="community.edited", target=f"community:{community.pk}", at=now, changed=changed)
    rhythm_changed.send(sender=Community, community_ids=[community.pk], today=timezone.localdate(now))
    return community


def new_answers(community: Community, answers: Mapping[str, str], seen: Mapping[str, str]) -> dict[str, str]:
    """What is to be written of the three answers. Raises AnswersMovedOn."""
    found = {
        name: charter_text.outcome(
            seen=seen.get(name) or charter_text.digest(getattr(community, name)),
            mine=mine,
            stored=getattr(community, name),
        )
        for name, mine in answers.items()
    }
    clashes = [name for name, result in found.items() if result is charter_text.Outcome.CLASH]
    if clashes:
        raise AnswersMovedOn(clashes)
    return {name: answers[name] for name, result in found.items() if result is charter_text.Outcome.WRITE}


@transaction.atomic
def set_partners(*, community: Community, schools: Collection[School], by: User, now: datetime) -> Community:
    """Which other schools take part; their closing days count too. One that leaves is asked about its own people."""
    wanted = {school.pk for school in schools} - {community.school_id}
    lock_community(community.pk)
    gone = community.partnerships.exclude(school__in=wanted)
    gone_ids = list(gone.values_list("school_id", flat=True))
    gone.delete()
    link_partners(community, schools)
    drop_questions_of_partners(community)
    ask_former_partners(community, gone_ids, now=now)
    audit.record(by=by, verb="community.partners", target=f"community:{community.pk}", at=now, schools=sorted(wanted))
    rhythm_changed.send(sender=Community, community_ids=[community.pk], today=timezone.localdate(now))
    return community


def link_partners(community: Community, schools: Collection[School]) -> None:
    """Real schools among themselves, and a sample with its own partner."""
    host = community.school
    others = [one for one in schools if one.pk != host.pk and is_sample(one) == is_sample(host)]
    Partnership.objects.bulk_create(
        [Partnership(community=community, school=school) for school in others], ignore_conflicts=True
    )


@transaction.atomic
def pause_community(
    *, community: Community, first_day: date, last_day: date, reason: str, by: User, now: datetime
) -> Pause:
    """Stop the clock from `first_day` to `last_day`. Raises PauseOverlaps, CommunityIsFinished."""
    community = Community.objects.select_for_update().get(pk=community.pk)
    if community.ended_on and community.ended_on <= first_day:
        raise CommunityIsFinished
    if community.pauses.filter(first_day__lte=last_day, last_day__gte=first_day).exists():
        raise PauseOverlaps
    pause = Pause.objects.create(
        community=community, first_day=first_day, last_day=last_day, reason=reason, created_by=by
    )
    audit.record(
        by=by,
        verb="community.paused",
        target=f"community:{community.pk}",
        at=now,
        first_day=first_day.isoformat(),
        last_day=last_day.isoformat(),
    )
    rhythm_changed.send(sender=Community, community_ids=[community.pk], today=timezone.localdate(now))
    return pause


@transaction.atomic
def change_pause_end(*, pause: Pause, last_day: date, by: User, now: datetime) -> Pause:
    """Let a pause that is not over last until another day. Raises PauseIsOver, PauseRunsBackwards, PauseOverlaps."""
    today = timezone.localdate(now)
    community = Community.objects.select_for_update().get(pk=pause.community_id)
    pause = community.pauses.get(pk=pause.pk)
    if pause.last_day < today:
        raise PauseIsOver
    if last_day < max(pause.first_day, today):
        raise PauseRunsBackwards
    others = community.pauses.exclude(pk=pause.pk)
    if others.filter(first_day__lte=last_day, last_day__gte=pause.first_day).exists():
        raise PauseOverlaps
    pause.last_day = last_day
    pause.save(update_fields=["last_day"])
    target, first = f"community:{community.pk}", pause.first_day.isoformat()
    audit.record(by=by, verb="community.paused", target=target, at=now, first_day=first, last_day=last_day.isoformat())
    rhythm_changed.send(sender=Community, community_ids=[community.pk], today=today)
    return pause


@transaction.atomic
def end_pause(*, pause: Pause, by: User, now: datetime) -> None:
    """The clock runs again from today; a pause that has not begun yet, or began today, is taken away."""
    today = timezone.localdate(now)
    if pause.first_day >= today:
        pause.delete()
    elif pause.last_day >= today:
        pause.last_day = today - timedelta(days=1)
        pause.save(update_fields=["last_day"])
    audit.record(by=by, verb="community.resumed", target=f"community:{pause.community_id}", at=now)
    rhythm_changed.send(sender=Community, community_ids=[pause.community_id], today=today)


@transaction.atomic
def reopen_community(*, community: Community, by: User, now: datetime) -> Community:
    """Take the end back."""
    return set_end(community, None, "community.reopened", by=by, now=now)


def set_end(community: Community, ended_on: date | None, verb: str, *, by: User, now: datetime) -> Community:
    """Raises EndsBeforeStart."""
    if ended_on and ended_on < community.started_on:
        raise EndsBeforeStart
    community.ended_on = ended_on
    community.save(update_fields=["ended_on"])
    audit.record(by=by, verb=verb, target=f"community:{community.pk}", at=now)
    rhythm_changed.send(sender=Community, community_ids=[community.pk], today=timezone.localdate(now))
    return community
