"""What a page took: added to a sum of a school, a month and a kind of work. Nothing of whoever looked is kept."""

from datetime import date

from django.db import transaction
from django.db.models import F

from communities.models import Membership
from schools.models import Staff, User
from upkeep.models import PageTime
from upkeep.page_kinds import LONGEST, Kind


@transaction.atomic
def add_page_time(*, kind: Kind, seconds: int, is_first: bool, by: User, today: date) -> None:
    """Adds these seconds where somebody works who takes part in a group (T17); of others nothing is counted.

    `is_first`: this is the first word of that page, so it counts as one more page. No event is recorded: an audit of
    who looked at pages is the very thing that is not kept.
    """
    seconds = min(seconds, LONGEST)
    school = school_of(by)
    if seconds < 1 or school is None:
        return
    row, _is_new = PageTime.objects.get_or_create(school_id=school, month=today.replace(day=1), kind=kind)
    PageTime.objects.filter(pk=row.pk).update(views=F("views") + int(is_first), seconds=F("seconds") + seconds)


def school_of(user: User) -> int | None:
    """The school to which this person's time is counted: the first of hers, if she takes part in a group now."""
    if not Membership.objects.current().filter(user=user).exists():
        return None
    return Staff.objects.current().filter(user=user).order_by("pk").values_list("school_id", flat=True).first()
