"""A filled school beside one's own: asked for, looked at, left, and removed wholly."""

import secrets
from datetime import datetime, timedelta
from functools import partial

from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from communities.models import Community, Partnership
from learning.models import OutcomeVersion
from notifications.models import Notice
from schools import audit
from schools.models import AuditEvent, School, Staff, StaffRole, User
from upkeep.models import SampleSchool
from upkeep.signals import sample_asked

KEPT = timedelta(days=30)
STUCK = timedelta(hours=12)  # after which a story that did not come to its end is cleared away
PARTNER_OF = "%s-partner"  # slug of the school beside the sample with which its groups work


def ask_sample(*, school: School, by: User, now: datetime) -> SampleSchool:
    """A sample school beside this one, one at a time: whoever asks again gets the one that is there or on its way."""
    slug = f"voorbeeld-{secrets.token_hex(6)}"
    try:
        with transaction.atomic():
            name = f"{school.name[:100]} (voorbeeld)"
            filled = School.objects.create(slug=slug, name=name, calendar=school.calendar, has_reminders=False)
            sample = SampleSchool.objects.create(school=filled, beside=school, made_at=now)
            audit.record(by=by, verb="sample.asked", target=f"school:{school.pk}", at=now)
            transaction.on_commit(partial(sample_asked.send, sender=SampleSchool))
    except IntegrityError:
        return SampleSchool.objects.select_related("school").get(beside=school)
    return sample


@transaction.atomic
def take_sample(*, now: datetime) -> SampleSchool | None:
    """The oldest sample that nobody tells yet, taken by whoever calls: of two workers one gets it."""
    waiting = SampleSchool.objects.filter(begun_at=None).select_related("school").order_by("made_at", "pk")
    for sample in waiting:
        if SampleSchool.objects.filter(pk=sample.pk, begun_at=None).update(begun_at=now):
            return sample
    return None


@transaction.atomic
def enter_sample(*, sample: SampleSchool, by: User, now: datetime) -> SampleSchool:
    """A leader looks at the sample as its leader. Outside a visit nothing of it mixes into her own pages or mail."""
    staff, _is_new = Staff.objects.update_or_create(school=sample.school, user=by, defaults={"left_on": None})
    StaffRole.objects.get_or_create(staff=staff, role=StaffRole.Role.LEADER)
    audit.record(by=by, verb="sample.entered", target=f"school:{sample.beside_id}", at=now)
    return sample


@transaction.atomic
def leave_samples(*, by: User, now: datetime) -> int:
    """The visit is over; gives in how many samples there was one."""
    return visits().filter(user=by).update(left_on=timezone.localdate(now))


@transaction.atomic
def end_visits(*, now: datetime) -> int:
    """At night nobody is looking any more, whoever forgot to leave."""
    return visits().exclude(user__email__endswith=".invalid").update(left_on=timezone.localdate(now))


def visits() -> "QuerySet[Staff]":
    return Staff.objects.current().filter(school__sample__isnull=False)


@transaction.atomic
def remove_sample(*, sample: SampleSchool, by: User | None, now: datetime) -> None:
    """Takes the sample away wholly: schools, groups, people, files, notices and traces."""
    clear(sample.school.slug)
    audit.record(by=by, verb="sample.removed", target=f"school:{sample.beside_id}", at=now)


def remove_old_samples(*, now: datetime) -> int:
    """Those of thirty days ago, and those that were never told to their end."""
    old = Q(made_at__lte=now - KEPT) | Q(is_ready=False, begun_at__lte=now - STUCK)
    samples = list(SampleSchool.objects.filter(old).select_related("school"))
    for sample in samples:
        remove_sample(sample=sample, by=None, now=now)
    return len(samples)


def people_of(slug: str) -> "QuerySet[User]":
    """Everybody who was made for this sample."""
    return User.objects.filter(email__endswith=f"@{slug}.invalid") | User.objects.filter(
        email__endswith=f"@{PARTNER_OF % slug}.invalid"
    )


@transaction.atomic
def clear(slug: str) -> None:
    """Everything that was made for the sample with this slug; safe to call again."""
    schools = School.objects.filter(slug__in=(slug, PARTNER_OF % slug))
    groups = Community.objects.filter(school__in=schools)
    people, targets = people_of(slug), targets_of(schools, groups)
    files = OutcomeVersion.objects.filter(outcome__community__in=groups).exclude(file="").values_list("file", flat=True)
    for name in files:
        transaction.on_commit(partial(default_storage.delete, name))
    AuditEvent.objects.filter(Q(actor__in=[f"user:{pk}" for pk in people.values_list("pk", flat=True)])).delete()
    AuditEvent.objects.filter(target__in=targets).delete()
    Notice.objects.filter(subject__in=targets).delete()
    groups.delete()
    Partnership.objects.filter(school__in=schools).delete()
    schools.delete()
    people.delete()


def clear_beside(school: School) -> None:
    """The sample beside a school that goes."""
    for sample in SampleSchool.objects.filter(beside=school).select_related("school"):
        clear(sample.school.slug)


def targets_of(schools: "QuerySet[School]", groups: "QuerySet[Community]") -> list[str]:
    """What notices and events call what goes here."""
    rows = {
        "school": schools.values_list("pk", flat=True),
        "community": groups.values_list("pk", flat=True),
        "meeting": groups.values_list("meetings__pk", flat=True),
        "staff": schools.values_list("staff__pk", flat=True),
    }
    return [f"{noun}:{pk}" for noun, ids in rows.items() for pk in ids if pk]
