"""On which day the leaders and coaches of a school may get a digest."""

from django.db import models
from django.db.models import Q

from schools.models import School


def may_need(today: object) -> Q:
    """Stored rhythms of groups of which a digest may have something to say today; some of them need nothing.

    What is stored holds until a look is due, so whatever the ladder may want of the others is found by its facts.
    """
    open_window = Q(due_on__isnull=False) & (Q(opens_on=None) | Q(opens_on__lte=today))
    unplanned = Q(planned_next_on=None) | Q(planned_next_on__lt=today)
    tight = Q(tight_on__lte=today, last_reachable_on__gte=today)
    unlogged = Q(unlogged_on__isnull=False) | Q(planned_next_on__lt=today)
    stale = Q(reckoned_on=None) | Q(next_look_on__lte=today)
    return open_window & unplanned | tight | unlogged | stale


class DigestDayQuerySet(models.QuerySet["DigestDay"]):
    def due(self, today: object) -> "DigestDayQuerySet":
        """Schools to look at; one look in the index `digest_day_next`."""
        return self.filter(next_on__lte=today)


class DigestDay(models.Model):
    """When the leaders and coaches of a school may get a digest: the first school day of a week.

    `looked_on`: the last look; each week has one. Written by that look and by what changes the school's time.
    """

    school = models.OneToOneField(School, on_delete=models.CASCADE, primary_key=True, related_name="digest_day")
    looked_on = models.DateField(null=True)
    next_on = models.DateField(null=True)

    objects = DigestDayQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["next_on"], condition=Q(next_on__isnull=False), name="digest_day_next")]

    def __str__(self) -> str:
        return f"digest of {self.school_id}"
