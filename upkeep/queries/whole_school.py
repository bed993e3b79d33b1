"""Every table that hangs on a school, found from the tables themselves: what an export holds and a deletion takes.

A row belongs to a school when it cannot be without it: it has a foreign key to the school, or to such a row, that goes
or refuses with it. Rows that only name such a row (and forget the name) belong to whatever else they hang on.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache, reduce
from operator import or_
from typing import Any

from django.apps import apps
from django.db.models import CASCADE, PROTECT, ForeignKey, Model, Q, QuerySet

from communities.models import Community, Membership, Partnership
from schools.models import School, Staff, User

Rows = QuerySet[Any, Any]
OUTSIDE = {"auth", "contenttypes", "sessions", "account"}  # of the framework: no words of a school, or secrets


def keys_of(model: type[Model]) -> Iterator[Any]:
    """Foreign keys whose row goes with the other, or keeps the other from going."""
    for field in model._meta.get_fields():
        if isinstance(field, ForeignKey) and field.remote_field.on_delete in (CASCADE, PROTECT):
            yield field


def own_models() -> list[type[Model]]:
    return [model for model in apps.get_models() if model._meta.app_label not in OUTSIDE]


@cache
def ways_to(root: type[Model], known: frozenset[type[Model]] = frozenset()) -> dict[type[Model], tuple[str, ...]]:
    """For each table whose rows cannot be without a row of `root`, the lookups that lead there; without `known`."""
    found: dict[type[Model], dict[str, None]] = {root: {"pk": None}}
    steps = [
        (model, key) for model in own_models() if model is not root and model not in known for key in keys_of(model)
    ]
    grows = True
    while grows:
        before = sum(map(len, found.values()))
        for model, key in steps:
            for way in list(found.get(key.related_model, ())):
                found.setdefault(model, {})[key.name if key.related_model is root else f"{key.name}__{way}"] = None
        grows = sum(map(len, found.values())) > before
    return {model: tuple(paths) for model, paths in found.items()}


def ways() -> dict[type[Model], tuple[str, ...]]:
    """Tables that hang on a school."""
    return ways_to(School)


def persons() -> dict[type[Model], tuple[str, ...]]:
    """Tables of people that hang on no school."""
    return ways_to(User, frozenset(ways()))


def rows_of(model: type[Model], school: School) -> Rows:
    """The rows of a table that belong to this school."""
    return model._default_manager.filter(any_of(ways()[model], school.pk))


def rows_of_people(model: type[Model], people: Iterable[int]) -> Rows:
    """The rows of a table that belong to these people."""
    return model._default_manager.filter(reduce(or_, (Q(**{f"{way}__in": list(people)}) for way in persons()[model])))


def any_of(paths: Iterable[str], value: object) -> Q:
    return reduce(or_, (Q(**{path: value}) for path in paths))


def noun(model: type[Model]) -> str:
    """How the audit trail names a row of this table: TryOut is try_out."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", model.__name__).lower()


def people_who_go(school: School) -> "QuerySet[User]":
    """Accounts that go with this school: who works or worked here, or took part in a group that goes, and has nothing
    else here. Who works in another school, reads for a board, runs the installation, or takes part in a group that
    lives on keeps the account."""
    going = groups_that_go(school).values("pk")
    here = User.objects.filter(Q(staff__school=school) | Q(memberships__community__in=going))
    elsewhere = Staff.objects.exclude(school=school).values("user")
    taking_part = Membership.objects.current().exclude(community__in=going).filter(community__ended_on=None)
    return (
        User.objects.filter(pk__in=here.values("pk"), is_superuser=False, board_readings=None)
        .exclude(pk__in=elsewhere)
        .exclude(pk__in=taking_part.values("user"))
        .order_by("pk")
    )


def groups_that_move(school: School) -> "QuerySet[Community]":
    """Hosted groups in which another school takes part: they go on there."""
    shared = Partnership.objects.filter(community__school=school).exclude(school=school)
    return Community.objects.filter(pk__in=shared.values("community"))


def groups_that_go(school: School) -> "QuerySet[Community]":
    """Hosted groups of this school alone."""
    return Community.objects.filter(school=school).exclude(pk__in=groups_that_move(school).values("pk"))
