"""What a yearly report speaks of: one school, one school year, up to today."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from communities.models import Community, Stage
from schools.models import School, SchoolYear


@dataclass(frozen=True, slots=True)
class Scope:
    """`until` is the last day that counts: today, or the last day of a year that is over."""

    school: School
    year: SchoolYear
    today: date

    @property
    def first(self) -> date:
        return self.year.first_day

    @property
    def until(self) -> date:
        return min(self.today, self.year.last_day)

    @property
    def is_over(self) -> bool:
        return self.today > self.year.last_day

    @property
    def span(self) -> tuple[date, date]:
        return self.first, self.until

    def running(self) -> "QuerySet[Community]":
        """Communities that were more than an idea at some time in this year."""
        since = Q(ended_on=None) | Q(ended_on__gt=self.first)
        return Community.objects.filter(since, started_on__lte=self.until).exclude(stage=Stage.PROPOSAL)

    def hosted(self) -> "QuerySet[Community]":
        """Those of this school: a community of several schools is counted once, where it is at home."""
        return self.running().filter(school=self.school)

    def joined(self) -> "QuerySet[Community]":
        """Those of other schools in which this school takes part."""
        return self.running().filter(partnerships__school=self.school)
