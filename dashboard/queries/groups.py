"""A person's own groups over all schools, as rows with a background for every school."""

from datetime import date

from django.db.models import QuerySet

from communities.models import Community, Membership
from dashboard.queries.background import Background, background
from dashboard.queries.prepared import Prepared
from dashboard.queries.rows import Facts, Row, by_need, facts_of, printer
from dashboard.queries.school_time import read_school_time, spans


def _taking_part(user: int) -> "QuerySet[Membership]":
    return Membership.objects.current().filter(user=user)


def _coaching(user: int) -> "QuerySet[Membership]":
    return _taking_part(user).filter(role=Membership.Role.COACH)


def _groups(memberships: "QuerySet[Membership]") -> "QuerySet[Community]":
    return Community.objects.filter(pk__in=memberships.values("community_id"))


def _spans(memberships: "QuerySet[Membership]", since: date, until: date) -> "QuerySet[Community]":
    return spans(
        schools=memberships.values("community__school_id"),
        communities=memberships.values("community_id"),
        since=since,
        until=until,
    )


MINE = (
    Prepared(lambda user, since, until: _spans(_taking_part(user), since, until)),
    Prepared(lambda user: facts_of(_groups(_taking_part(user)))),
)
COACHED = (
    Prepared(lambda user, since, until: _spans(_coaching(user), since, until)),
    Prepared(lambda user: facts_of(_groups(_coaching(user)))),
)


def rows_of(
    which: tuple[Prepared, Prepared], user_id: int, *, today: date
) -> tuple[tuple[Row, ...], tuple[Background, ...], bool]:
    """Two statements: `MINE` or `COACHED` by need, the years behind them, and whether a school year is running."""
    time = read_school_time(which[0], today=today, user=user_id)
    found = which[1].rows(user=user_id)
    printers, backgrounds = {}, []
    place = Facts._fields.index("school_id")
    for school_id in sorted({values[place] for values in found}):
        year = time.year_of(school_id)
        printers[school_id] = printer(year, today=today, year_id=school_id, is_member=True)
        if year.scale:
            backgrounds.append(background(time, [school_id], year.scale))
    rows = [printers[values[place]].row(values, time.pauses.get(values[0], ())) for values in found]
    rows.sort(key=by_need)
    return tuple(rows), tuple(backgrounds), any(one.year.label for one in printers.values())
