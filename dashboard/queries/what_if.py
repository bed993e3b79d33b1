"""The what-if page: the school year of one group with a meeting that is only supposed. Eleven statements."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.http import Http404
from django.utils.translation import gettext as _

from communities.models import Community
from dashboard import what_if_words as say
from dashboard import words
from dashboard.queries.background import Background, background
from dashboard.queries.group import SPANS, schools_of, seen_group
from dashboard.queries.school_time import Year, read_school_time
from dashboard.strip import Dots
from meetings.known import known_on
from meetings.localtime import iso_day
from meetings.planning import Planner, planners_of
from meetings.what_if import WhatIf, what_if
from meetings.words import CLASHES
from schools.calendar import Span
from schools.models import Closure, User


@dataclass(frozen=True, slots=True)
class Answer:
    """What the chosen day does, in words. `remarks` is what may speak against it."""

    day: str
    place: str
    next_one: str
    year: str
    chain: str
    supposed: str
    remarks: tuple[str, ...]
    is_plannable: bool


@dataclass(frozen=True, slots=True)
class Picture:
    """The year strip with the supposed meeting on it, as path data; `words` tell the same."""

    window: str
    pauses: str
    places: str
    dots: Dots
    chosen: str
    words: str


@dataclass(frozen=True, slots=True)
class WhatIfPage:
    """Everything the page prints. Without a `background` no school year is drawn, without an `answer` none is given."""

    community: Community
    is_inside: bool
    background: Background | None
    first: date | None
    last: date | None
    on: date
    place: int  # of the chosen day on the slider
    problem: str
    answer: Answer | None
    picture: Picture | None


def what_if_page(user: User, pk: int, *, on: str, today: date) -> WhatIfPage:
    """The page for the day `on` as it was typed; without one for the next planned or proposed day. Raises Http404."""
    community = seen_group(user.pk, pk).first()
    if community is None:
        raise Http404
    is_inside = bool(community.my_role)  # type: ignore[attr-defined]
    known = known_on([community], day=today)[0]
    planner = planners_of([known], today=today)[pk]
    time = read_school_time(SPANS, today=today, group=pk)
    year = time.year_of(community.school_id)
    chosen = iso_day(on)
    day = chosen or proposed_day(planner, today)
    found = what_if(known.policy, known.days, known.history, on=day, today=today)
    scale = year.scale
    return WhatIfPage(
        community=community,
        is_inside=is_inside,
        background=background(time, [community.school_id, *time.years], scale) if scale else None,
        first=scale.first if scale else None,
        last=scale.last if scale else None,
        on=day,
        place=min(max((day - scale.first).days, 0), scale.days - 1) if scale else 0,
        problem=problem_of(year, planner, typed=on, is_day=chosen is not None, is_answered=found is not None),
        answer=answer_on(found, planner, is_inside=is_inside) if found else None,
        picture=picture_of(found, planner, year) if scale else None,
    )


def proposed_day(planner: Planner, today: date) -> date:
    """The day to begin with: the next planned one, else the first that would be proposed."""
    planned = planner.known.rhythm.planned_next_on
    return planned or next((proposal.day for proposal in planner.next(1)), today)


def problem_of(year: Year, planner: Planner, *, typed: str, is_day: bool, is_answered: bool) -> str:
    """Why nothing is answered, or why the day is not the one that was typed."""
    if planner.known.days is None:
        if year.label:
            return _("The school calendar of this time is not known yet, so nothing can be reckoned.")
        return _("Between two school years; the clock stands still.")
    if typed and not is_day:
        return _("This is not a day. Type it as day, month, year.")
    return "" if is_answered else _("This day lies outside the school year %(year)s.") % {"year": year.words}


def answer_on(found: WhatIf, planner: Planner, *, is_inside: bool) -> Answer:
    community = planner.known.community
    has_ended = community.ended_on is not None and found.on >= community.ended_on
    return Answer(
        day=words.say_full_day(found.on),
        place=say.say_place(found),
        next_one=say.say_next(found),
        year=say.say_year(found),
        chain=say.say_chain(found),
        supposed=say.say_supposed(found),
        remarks=tuple(remarks_on(found.on, planner, is_inside=is_inside)),
        is_plannable=is_inside and found.on >= planner.today and not has_ended and found.on not in planner.own,
    )


def remarks_on(day: date, planner: Planner, *, is_inside: bool) -> Iterator[str]:
    """What may speak against the day. That somebody meets elsewhere is told to the group only."""
    for code in planner.without(day).clashes(day):
        if code == "closed_day":
            yield closed_words(day, planner)
        elif code != "double_booked" or is_inside:
            yield str(CLASHES[code])


def closed_words(day: date, planner: Planner) -> str:
    """Why the day is no school day of the group: weekend, or a school that is closed."""
    why = {} if day.weekday() > 4 else closures_on(planner.known.community, day)
    return say.say_closed(day, (f"{text} ({school})" if school else text for text, school in why.items())) or str(
        CLASHES["closed_day"]
    )


def closures_on(community: Community, day: date) -> dict[str, str]:
    """What closes a school of the group on that day, with the name of the school where it is not the host."""
    rows = Closure.objects.between(day, day).filter(school__in=schools_of(community.pk))
    found: dict[str, str] = {}
    for school_id, school, kind, reason in rows.values_list("school_id", "school__name", "kind", "reason"):
        text, is_host = reason or str(Closure.Kind(kind).label), school_id == community.school_id
        found[text] = "" if is_host else found.get(text, school)
    return found


def picture_of(found: WhatIf | None, planner: Planner, year: Year) -> Picture | None:
    """The strip as it would be; as it is where nothing is supposed."""
    scale, known = year.scale, planner.known
    if scale is None:
        return None
    status = found.after if found else known.status()
    meetings = [[day.isoformat(), minutes, kind] for day, minutes, kind in known.dots if not found or day != found.on]
    pauses: tuple[Span, ...] = known.history.pauses
    chosen = [[found.on.isoformat(), 0, "p"]] if found else []
    return Picture(
        window=scale.window(status.opens_on, status.due_on or (scale.last if status.opens_on else None)),
        pauses=scale.areas(pauses),
        places=scale.places(words.places_of(status)),
        dots=scale.dots(meetings),
        chosen=scale.dots(chosen).planned,
        words=words.say_strip(status, meetings),
    )
