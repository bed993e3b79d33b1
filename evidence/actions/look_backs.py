"""A look back is kept, and once a year those that count are added up in words (R20).

A look back leaves no line in the audit trail: nobody learns who looked back, or that somebody did.
"""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from evidence.gains import CHOICES, PEOPLE, closes_on, codes_of, summed
from evidence.models import LookBack, PeopleGains
from evidence.queries.look_backs import line_of
from schools import audit
from schools.models import SchoolYear, User

MISSED = timedelta(days=800)  # how long ago a year may have ended of which a night was missed


class IsClosed(Exception):
    """What counts of this year was added up; choices stand as they are."""

    message = _("This year is closed: your choices stay as they are. What you write for yourself can still change.")


@transaction.atomic
def keep_look_back(
    *, year: SchoolYear, gains: Mapping[str, str], words: str, is_counted: bool, by: User, now: datetime
) -> LookBack:
    """One's own choices and line. After the closing day only the line changes. Raises IsClosed."""
    said = {code: gains[code] for code in codes_of(PEOPLE) if gains.get(code) in CHOICES}
    told = PeopleGains.objects.filter(school=year.school_id, year=year.label).first()
    look = LookBack.objects.filter(user=by, school=year.school_id, year=year.label).first()
    is_other = look is None or (said, is_counted) != (look.gains, look.is_counted)
    if is_other and not line_of(year, look, told, timezone.localdate(now)).is_open:
        raise IsClosed
    kept = {"gains": said, "words": words, "is_counted": is_counted}
    row, _is_new = LookBack.objects.update_or_create(user=by, school=year.school, year=year.label, defaults=kept)
    return row


@transaction.atomic
def delete_look_back(*, look: LookBack) -> None:
    """At once, and for good. What was added up before does not change."""
    look.delete()


def reckon_gains(*, now: datetime) -> int:
    """By night: the words of each school year whose closing day has passed, once and for good. Returns how many."""
    today = timezone.localdate(now)
    told = PeopleGains.objects.filter(school=OuterRef("school"), year=OuterRef("label"))
    ended = SchoolYear.objects.filter(last_day__range=(today - MISSED, today)).filter(~Exists(told))
    due = [year for year in ended.select_related("school") if closes_on(year.last_day) < today]
    return sum(reckon_year(year=year, today=today, now=now) for year in due)


@transaction.atomic
def reckon_year(*, year: SchoolYear, today: date, now: datetime) -> bool:
    """From those who chose to be counted; too few of them leave a row without words, which is as final."""
    looks = LookBack.objects.filter(school=year.school_id, year=year.label, is_counted=True)
    size, words = summed(looks.values_list("gains", flat=True))
    kept = {"made_on": today, "size": size, "words": words}
    _row, is_new = PeopleGains.objects.get_or_create(school=year.school, year=year.label, defaults=kept)
    if is_new:
        audit.record(by=None, verb="reckon_gains", target=f"school:{year.school_id}", at=now, year=year.label)
    return is_new
