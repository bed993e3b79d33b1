"""Opening school years: the published closing days become rows that the school may change."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from schools import audit
from schools.models import Closure, School, SchoolYear, User
from schools.published import PublishedYear, published_years
from schools.signals import school_time_changed


@transaction.atomic
def open_school_year(*, school: School, published: PublishedYear, by: User | None, now: datetime) -> SchoolYear:
    """The school year with this label, filled in from the published calendar when it did not exist yet.

    A year that exists is left as it is: the school may have changed its days since.
    """
    _open([(school, published)], by=by, now=now)
    return SchoolYear.objects.get(school=school, label=published.label)


def open_published_years(*, school: School, by: User | None, now: datetime) -> list[SchoolYear]:
    """Opens every school year that is published for the school's calendar; returns the ones that are new."""
    return open_years_of_schools(schools=[school], by=by, now=now)


@transaction.atomic
def open_years_of_schools(*, schools: Sequence[School], by: User | None, now: datetime) -> list[SchoolYear]:
    """The same for many schools, in a constant number of queries."""
    return _open([(school, year) for school in schools for year in published_years(school.calendar)], by=by, now=now)


def _open(wanted: Iterable[tuple[School, PublishedYear]], *, by: User | None, now: datetime) -> list[SchoolYear]:
    wanted = list(wanted)
    school_ids = {school.pk for school, _ in wanted}
    known = set(SchoolYear.objects.filter(school__in=school_ids).values_list("school_id", "label"))
    missing = [(school, year) for school, year in wanted if (school.pk, year.label) not in known]
    if not missing:
        return []
    opened = SchoolYear.objects.bulk_create(
        SchoolYear(school=school, label=year.label, first_day=year.first_day, last_day=year.last_day)
        for school, year in missing
    )
    Closure.objects.bulk_create(closure for school, year in missing for closure in _closures(school, year))
    changed = sorted({school.pk for school, _ in missing})
    audit.record(
        by=by,
        verb="open_school_year",
        target=f"school:{changed[0]}" if len(changed) == 1 else "schools",
        at=now,
        schools=changed,
        labels=sorted({year.label for _, year in missing}),
    )
    school_time_changed.send(sender=SchoolYear, school_ids=changed, today=timezone.localdate(now))
    return opened


def _closures(school: School, year: PublishedYear) -> Iterator[Closure]:
    for period in year.periods:
        name = period.name_en if school.language == User.Language.ENGLISH else period.name_nl
        yield Closure(
            school=school,
            kind=Closure.Kind.PUBLISHED,
            first_day=period.first_day,
            last_day=period.last_day,
            reason=name[:120],
        )


def label_after(label: str) -> str:
    """2027-2028 of 2026-2027; empty where this is no label."""
    return _label(int(label[:4]) + 1) if label[:4].isdecimal() else ""


def label_before(label: str) -> str:
    """2026-2027 of 2027-2028; empty where this is no label."""
    first = int(label[:4]) if label[:4].isdecimal() else 0
    return _label(first - 1) if first and label == _label(first) else ""


def next_label(years: Iterable[SchoolYear], *, today: date) -> str:
    """The school year that comes after the running one, or after the last one in the summer; empty without any."""
    begun = [year for year in years if year.first_day <= today]
    return label_after(max(begun, key=lambda year: year.first_day).label) if begun else ""


def _label(first: int) -> str:
    return f"{first}-{first + 1}"
