"""The product counts its own time: a sum of a school, never of a person, and shown when the month has ended."""

from datetime import date

import pytest
from django.urls import reverse

from plc_platform import clock
from schools.models import AuditEvent
from tests.factories import MembershipFactory, staff_member
from tests.factories_leading import PageTimeFactory
from upkeep.actions.pace import add_page_time
from upkeep.models import PageTime
from upkeep.page_kinds import Kind, kind_of
from upkeep.queries.cost import cost_of, month_before


@pytest.fixture(autouse=True)
def frozen(monkeypatch, today):
    monkeypatch.setattr(clock, "today", lambda: today)


@pytest.fixture
def tell(signed_in):
    def send(user, page="/mine/", seconds="30", first="1"):
        data = {"page": page, "seconds": seconds, "first": first}
        return signed_in(user).post(reverse("upkeep:pace"), data)

    return send


def five_take_part(personas):
    """Coach and teacher, and three more."""
    for _ in range(3):
        MembershipFactory(community=personas.group, user=staff_member(personas.school), joined_on=date(2026, 9, 1))


# --- counting --------------------------------------------------------------------------------------------------------
def test_seconds_become_a_sum_of_school_month_and_kind(personas, tell):
    log = reverse("meetings:log-new", args=[personas.group.pk])

    assert tell(personas.teacher, log, "40").status_code == 204
    assert tell(personas.teacher, log, "20", first="").status_code == 204
    assert tell(personas.coach, log, "60").status_code == 204

    row = PageTime.objects.get()
    assert (row.school, row.month, row.kind) == (personas.school, date(2026, 11, 1), "log")
    assert (row.views, row.seconds) == (2, 120)


def test_nothing_of_a_person_is_kept(personas, tell):
    tell(personas.teacher)

    fields = {field.name for field in PageTime._meta.get_fields()}
    assert fields == {"id", "school", "month", "kind", "views", "seconds"}
    assert not AuditEvent.objects.exists()


@pytest.mark.parametrize("key", ["outsider", "leader", "other_leader"])
def test_who_takes_part_in_no_group_is_not_counted(personas, tell, key):
    assert tell(getattr(personas, key)).status_code == 204
    assert not PageTime.objects.exists()


def test_one_page_counts_ten_minutes_at_most(personas, today):
    add_page_time(kind=Kind.READ, seconds=9000, is_first=True, by=personas.teacher, today=today)

    assert PageTime.objects.get().seconds == 600


@pytest.mark.parametrize(
    ("page", "seconds"), [("/mine/", "x"), ("/mine/", "-3"), ("/mine/", "99999"), ("/mine/", "²"), ("/no/such", "3")]
)
def test_nonsense_is_refused(personas, tell, page, seconds):
    assert tell(personas.teacher, page, seconds).status_code == 400
    assert not PageTime.objects.exists()


@pytest.mark.parametrize(
    ("name", "path", "kind"),
    [
        ("meetings:log", "/meetings/1/log/", Kind.LOG),
        ("meetings:run", "/meetings/1/run/", Kind.RUN),
        ("learning:board", "/communities/1/board/", Kind.LEARN),
        ("dashboard:school", "/schools/a/", Kind.LEAD),
        ("communities:ideas", "/schools/a/ideas/", Kind.READ),
        ("account_email", "/accounts/email/", Kind.SETTINGS),
        ("dashboard:mine", "/mine/", Kind.READ),
    ],
)
def test_kind_of_a_page(name, path, kind):
    assert kind_of(name, path) is kind


# --- shown -----------------------------------------------------------------------------------------------------------
def test_month_is_divided_by_who_took_part(personas, today):
    five_take_part(personas)
    for kind, views, seconds in (("log", 5, 500), ("read", 10, 100), ("lead", 9, 9000)):
        PageTimeFactory(school=personas.school, kind=kind, views=views, seconds=seconds)

    month = cost_of(personas.school, today=today).latest

    assert month.people == 5
    assert month.minutes == pytest.approx(2)  # leading is not in it
    assert month.log_seconds == 100


def test_no_line_is_of_one_person(personas, today):
    """What a coach or a leader does alone, and what hardly anybody did, stands under no name of its own."""
    five_take_part(personas)
    for kind, views, seconds in (("coach", 40, 900), ("lead", 90, 9000), ("log", 4, 300), ("plan", 5, 300)):
        PageTimeFactory(school=personas.school, kind=kind, views=views, seconds=seconds)

    month = cost_of(personas.school, today=today).latest

    assert [(line.kind, line.views) for line in month.kinds] == [(Kind.PLAN, 5), (Kind.READ, 44)]
    assert (month.minutes, month.log_seconds) == (pytest.approx(5), 0)


def test_four_people_are_too_few(personas, today):
    five_take_part(personas)
    personas.group.memberships.filter(user=personas.teacher).update(left_on=date(2026, 9, 20))
    PageTimeFactory(school=personas.school)

    cost = cost_of(personas.school, today=today)

    assert [month.minutes for month in cost.months] == [None]
    assert cost.latest is None


def test_month_that_runs_is_not_shown(personas, today):
    five_take_part(personas)
    PageTimeFactory(school=personas.school, month=today.replace(day=1))

    assert cost_of(personas.school, today=today).months == ()


@pytest.mark.parametrize("key", ["leader", "teacher", "outsider"])
def test_page_is_for_all_staff(personas, signed_in, key):
    five_take_part(personas)
    PageTimeFactory(school=personas.school, kind="log", views=10, seconds=1500)

    page = signed_in(getattr(personas, key)).get(reverse("upkeep:cost", args=[personas.school.slug]))

    assert "5 minuten" in page.content.decode()


def test_another_school_does_not_see_it(personas, signed_in):
    assert signed_in(personas.other_leader).get(reverse("upkeep:cost", args=["atheneum"])).status_code == 404


@pytest.mark.parametrize("months", [1, 3])
def test_statements_are_constant(personas, signed_in, django_assert_num_queries, months):
    five_take_part(personas)
    for number in range(months):
        PageTimeFactory(school=personas.school, month=date(2026, 10 - number, 1))
    client = signed_in(personas.teacher)

    with django_assert_num_queries(6):
        client.get(reverse("upkeep:cost", args=[personas.school.slug]))


def test_months_are_counted_over_the_year():
    assert month_before(date(2026, 1, 1), 1) == date(2025, 12, 1)
    assert month_before(date(2026, 12, 1), -1) == date(2027, 1, 1)
    assert month_before(date(2026, 11, 1), 12) == date(2025, 11, 1)
