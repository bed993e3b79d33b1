"""The leader's page: what groups need of her, then her groups sorted by need. Eight statements with session and user,
at any size; nine with the number of members."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from communities.models import Community, Membership
from conditions.models import ConditionAnswer
from conditions.queries.open import in_running_groups, waiting_for_leader
from dashboard.queries.background import Background, background
from dashboard.queries.choices import Choice, state_choices, variant_choices
from dashboard.queries.columns import ADDED, Chosen
from dashboard.queries.health import PULSE, Pulse, with_pulse
from dashboard.queries.morning import ViewLink, WeekLine, members_in, needs_of, views_of, week_of
from dashboard.queries.prepared import Prepared
from dashboard.queries.rows import CALM, Row, by_need, facts_of, hosted_or_joined, printer, with_more
from dashboard.queries.school_time import Year, read_school_time, spans
from dashboard.words import say_day
from leading.needs_page import Needs
from schools.models import School, SchoolYear, Staff, User


def _taken_over() -> "QuerySet[SchoolYear]":
    return SchoolYear.objects.exclude(taken_over_at=None)


def _waiting(today: date) -> "QuerySet[ConditionAnswer]":
    return in_running_groups(waiting_for_leader(), today).filter(community__school=OuterRef("pk"))


def _staff() -> "QuerySet[Staff]":
    return Staff.objects.current().filter(school=OuterRef("pk"))


def _taking_part(today: date) -> "QuerySet[Staff]":
    """Of the staff, who is a member of a group that runs."""
    member = Membership.objects.current().filter(user=OuterRef("user_id"), role=Membership.Role.MEMBER)
    running = Q(community__ended_on=None) | Q(community__ended_on__gt=today)
    return _staff().filter(Exists(member.filter(running)))


def _number(rows: "QuerySet[Staff]") -> Coalesce:
    counted = rows.order_by().values("school").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


COLUMNS = (
    *(
        "pk",
        "slug",
        "name",
        "has_reminders",
        "has_staff",
        "is_ahead",
        "waits_for_leader",
        "deleted_on",
        "staff_number",
        "taking_part",
    ),
    *PULSE,
)
LED_SCHOOL = Prepared(
    lambda user, slug, today: (
        with_pulse(School.objects.editable_by(User(pk=user)))
        .annotate(has_staff=Exists(Staff.objects.current().filter(school=OuterRef("pk")).exclude(user=user)))
        .annotate(is_ahead=Exists(_taken_over().filter(school=OuterRef("pk"), first_day__gt=today)))
        .annotate(waits_for_leader=Exists(_waiting(today)), deleted_on=F("deletion__due_on"))
        .annotate(staff_number=_number(_staff()), taking_part=_number(_taking_part(today)))
        .filter(slug=slug)
        .values_list(*COLUMNS)
    )
)
SPANS = Prepared(
    lambda school, since, until: spans(schools=[school], communities=hosted_or_joined(school), since=since, until=until)
)
GROUPS = Prepared(lambda school: facts_of(Community.objects.filter(pk__in=hosted_or_joined(school))))


@dataclass(frozen=True, slots=True)
class LedSchool:
    """A school as its leader's page needs it."""

    pk: int
    slug: str
    name: str
    has_reminders: bool
    has_staff: bool
    is_ahead: bool  # rolled over into the next school year already
    staff: int
    taking_part: int  # of them, as a member of a group that runs
    waits_for_leader: bool  # a group asks for the leader's view, or her reason, about a start condition
    deleted_on: date | None  # the day on which this school is deleted, where a leader asked for that
    pulse: Pulse


@dataclass(frozen=True, slots=True)
class Steps:
    """How far a fresh school is."""

    has_year: bool
    has_staff: bool
    has_group: bool
    has_dates: bool

    @property
    def are_done(self) -> bool:
        return self.has_year and self.has_staff and self.has_group and self.has_dates


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything the leader's page prints. `rows` are the chosen ones, `total` counts all."""

    school: LedSchool
    year: Year
    background: Background | None
    rows: tuple[Row, ...]
    states: tuple[Choice, ...]
    variants: tuple[Choice, ...]
    headline: SafeString
    total: int
    steps: Steps
    chosen: Chosen
    needs: Needs
    week: tuple[WeekLine, ...]
    views: tuple[ViewLink, ...]
    next_year: str = ""  # label of the year that the school may be rolled over into; empty when it is not the time


def school_overview(user: User, slug: str, *, today: date, chosen: Chosen | None = None) -> Overview:
    """The groups of a school that this person leads, those that are chosen; without a choice by the view that she
    begins with. Raises Http404."""
    school = led_school(user, slug, today=today)
    time = read_school_time(SPANS, today=today, school=school.pk)
    year = time.year_of(school.pk)
    make = printer(year, today=today, year_id=school.pk)
    rows = [make.row(values, time.pauses.get(values[0], ())) for values in GROUPS.rows(school=school.pk)]
    rows.sort(key=by_need)
    views = views_of(user, school.pk)
    shown = chosen or next((view.chosen for view in views if view.is_first), Chosen())
    variant, state = shown.variant, shown.state
    has_dates = any(row.short or row.normal or row.long or row.planned for row in rows)
    return Overview(
        school=school,
        year=year,
        background=background(time, [school.pk], year.scale) if year.scale else None,
        rows=completed(
            [row for row in rows if variant in ("", row.variant) and state in ("", row.kind)], shown, school.pk
        ),
        states=state_choices(rows, state=state, variant=variant, more=shown.column_pairs),
        variants=variant_choices(rows, state=state, variant=variant),
        headline=headline(rows, is_in_year=bool(year.label)),
        total=len(rows),
        steps=Steps(year.scale is not None, school.has_staff, bool(rows), has_dates),
        chosen=shown,
        needs=needs_of(user, school.pk, slug, today=today),
        week=week_of(school.pk, today=today),
        views=tuple(view.link(shown) for view in views),
        next_year="" if school.is_ahead else time.year_to_come(school.pk),
    )


def completed(rows: Sequence[Row], chosen: Chosen, school: int) -> tuple[Row, ...]:
    """With what the chosen columns add, in words."""
    added = [name for name in ADDED if name in chosen.columns]
    if not added:
        return tuple(rows)
    members = members_in(school) if "members" in added else {}
    said: dict[str, Callable[[Row], str]] = {
        "next": next_words,
        "met": lambda row: _("last met: %(day)s") % {"day": say_day(row.met_on)} if row.met_on else "",
        "members": lambda row: (
            ngettext("%(n)s member", "%(n)s members", members.get(row.pk, 0)) % {"n": members.get(row.pk, 0)}
        ),
    }
    return tuple(with_more(row, " · ".join(filter(None, (said[name](row) for name in added)))) for row in rows)


def next_words(row: Row) -> str:
    if row.next_on:
        return _("next: %(day)s") % {"day": say_day(row.next_on)}
    return "" if row.kind == "inactive" else _("nothing planned")


def led_school(user: User, slug: str, *, today: date) -> LedSchool:
    """The school behind this address; 404 for whom it is not theirs to lead."""
    found = LED_SCHOOL.rows(user=user.pk, slug=slug, today=today)
    if not found:
        raise Http404
    pk, own_slug, name, *more = found[0]
    has_reminders, has_staff, is_ahead, waits, deleted_on, staff, taking_part, *pulse = more
    return LedSchool(
        *(pk, own_slug, name, bool(has_reminders), bool(has_staff), bool(is_ahead)),
        *(staff, taking_part, bool(waits), deleted_on, Pulse(*pulse)),
    )


def headline(rows: Sequence[Row], *, is_in_year: bool) -> SafeString:
    """The one sentence a leader reads first."""
    asking = sum(row.kind not in CALM for row in rows)
    on_track = sum(row.kind == "on_track" for row in rows)
    if not rows:
        return format_html("{}", _("No groups yet"))
    if not is_in_year:
        return format_html("{}", _("Between two school years: the rhythm rests"))
    if not asking:
        return format_html("{}", _("All groups are on track") if on_track else _("No group is active now"))
    asking_words = ngettext("%(n)s asks for attention", "%(n)s ask for attention", asking) % {"n": asking}
    if not on_track:
        asking_words = ngettext("%(n)s group asks for attention", "%(n)s groups ask for attention", asking)
        return format_html("<b>{}</b>", asking_words % {"n": asking})
    on_track_words = ngettext("%(n)s group on track", "%(n)s groups on track", on_track) % {"n": on_track}
    return format_html("{}, <b>{}</b>", on_track_words, asking_words)
