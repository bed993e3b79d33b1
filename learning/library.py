"""The library: everything that a reader may see, searched and filtered in a fixed number of queries (T14, F42)."""

from dataclasses import dataclass
from functools import reduce

from django.core.paginator import Page, Paginator
from django.db.models import Q

from communities.models import Partnership
from learning.models import Outcome
from learning.outcome_page import for_reader
from schools.models import School, User

PAGE_SIZE = 20
SUBJECTS = 60  # in the filter
SEARCHED = ("title", "about", "subject", "makers", "community__school__name")
WORDS = 6  # of a search; more only narrows what is empty already


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody looks for; empty: everything."""

    words: str = ""
    kind: str = ""
    subject: str = ""
    licence: str = ""
    is_own: bool = False

    @property
    def is_empty(self) -> bool:
        return self == Wish()


@dataclass(frozen=True, slots=True)
class Library:
    """One page of what was found, and the subjects that can be chosen."""

    page: "Page[Outcome]"
    subjects: list[str]


def library(user: User, wish: Wish, number: str) -> Library:
    """For whoever signed in: her groups', her schools' and every school's, as far as the makers opened it."""
    every = Outcome.objects.visible_to(user).filter(removed_on=None)
    subjects = every.exclude(subject="").order_by("subject").values_list("subject", flat=True).distinct()
    rows = for_reader(user).filter(_condition(user, wish), removed_on=None).order_by("-made_on", "-pk")
    return Library(Paginator(rows, PAGE_SIZE).get_page(number), list(subjects[:SUBJECTS]))


def _condition(user: User, wish: Wish) -> Q:
    """Every word somewhere, and every filter."""
    found = Q(pk__gt=0)
    for word in wish.words.split()[:WORDS]:
        found &= reduce(Q.__or__, (Q(**{f"{name}__icontains": word}) for name in SEARCHED))
    for name in ("kind", "subject", "licence"):
        if value := getattr(wish, name):
            found &= Q(**{name: value})
    if wish.is_own:
        works_in = School.objects.visible_to(user).values("pk")
        joined = Partnership.objects.filter(school__in=works_in).values("community_id")
        found &= Q(community__school__in=works_in) | Q(community__in=joined)
    return found
