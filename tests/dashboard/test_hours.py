"""A person sees her hours in full, a leader sums per group; a name only by an agreement that is published."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils.translation import override

from dashboard.queries.hours import my_hours, school_hours
from meetings.hours import Minutes
from schools import actions
from schools.models import WorkloadRule
from tests.factories import (
    AttendanceFactory,
    CommunityFactory,
    MeetingFactory,
    MembershipFactory,
    PartnershipFactory,
    StaffFactory,
    WorkloadRuleFactory,
    open_school,
)

CANARY = "Zqcanary"


@pytest.fixture(autouse=True)
def frozen(monkeypatch, today):
    monkeypatch.setattr("plc_platform.clock.today", lambda: today)


@pytest.fixture
def path(personas):
    return reverse("dashboard:hours", args=[personas.school.slug])


def met(group, *people, minutes=120, **fields):
    """A meeting that took place with these people."""
    meeting = MeetingFactory(community=group, status="held", minutes=minutes, present_count=len(people), **fields)
    for person in people:
        AttendanceFactory(meeting=meeting, user=person)
    return meeting


def lines_of(user, today):
    return {line.name: line for line in my_hours(user, today=today).lines}


# --- one's own -------------------------------------------------------------------------------------------------------
def test_own_hours_are_those_in_which_one_was_there(personas, today):
    met(personas.group, personas.teacher, personas.coach, minutes=90, in_lesson_time=True)
    away = met(personas.group, personas.coach, day=date(2026, 10, 22))
    AttendanceFactory(meeting=away, user=personas.teacher, is_present=False)
    met(personas.group, personas.teacher, day=date(2026, 6, 1))  # last school year
    MeetingFactory(community=personas.group, day=date(2026, 12, 3), minutes=60)

    line = lines_of(personas.teacher, today)["Ontwerpteam wiskunde"]

    assert line.held == Minutes(inside=90, number=1)
    assert line.ahead == Minutes(unsaid=60, number=1)


def test_hours_of_a_group_that_one_left_stay_ones_own(personas, today):
    old = CommunityFactory(school=personas.school, name="Oude groep", falls_away="iets van de groep")
    MembershipFactory(community=old, user=personas.teacher, left_on=date(2026, 11, 1))
    met(old, personas.teacher)

    line = lines_of(personas.teacher, today)["Oude groep"]

    assert (line.held.total, line.is_current, line.falls_away) == (120, False, "")


def test_everybody_sees_only_her_own(personas, signed_in, today):
    met(personas.group, personas.teacher, minutes=90)
    met(personas.group, personas.coach, minutes=600, day=date(2026, 10, 16))

    page = signed_in(personas.teacher).get(reverse("dashboard:my-hours") + f"?user={personas.coach.pk}")

    assert page.context["page"].held.total == 90


def test_file_has_a_line_a_meeting_and_no_formula(personas, signed_in):
    personas.group.name = "=HYPERLINK(1)"
    personas.group.save()
    met(personas.group, personas.teacher, minutes=90, in_lesson_time=True)

    answer = signed_in(personas.teacher).get(reverse("dashboard:my-hours-file"))

    lines = answer.content.decode("utf-8-sig").splitlines()
    assert answer.headers["Content-Type"].startswith("text/csv")
    assert len(lines) == 2
    assert lines[1].startswith("2026-10-15;'=HYPERLINK(1);90;")


def test_page_is_empty_for_who_is_in_no_group(personas, signed_in):
    page = signed_in(personas.outsider).get(reverse("dashboard:my-hours"))

    assert (page.status_code, page.context["page"].lines) == (200, [])


@pytest.mark.parametrize("number", [1, 3])
def test_own_page_needs_eight_statements(personas, signed_in, django_assert_num_queries, number):
    for _ in range(number):
        group = MembershipFactory(community__school=personas.school, user=personas.teacher).community
        met(group, personas.teacher)
        MeetingFactory(community=group, day=date(2026, 12, 3))
    client = signed_in(personas.teacher)

    with django_assert_num_queries(8):
        assert client.get(reverse("dashboard:my-hours")).status_code == 200


@pytest.mark.parametrize("number", [1, 3])
def test_own_page_needs_two_more_with_agreements(personas, signed_in, django_assert_num_queries, number):
    met(personas.group, personas.teacher, minutes=90)
    for ceiling in range(number):
        school = open_school()
        StaffFactory(school=school, user=personas.teacher)
        WorkloadRuleFactory(school=school, ceiling_hours=1 + ceiling, published_on=date(2026, 9, 15))
    client = signed_in(personas.teacher)

    with django_assert_num_queries(10):
        page = client.get(reverse("dashboard:my-hours"))

    assert [one.is_above for one in page.context["page"].rules].count(True) == 1


# --- the leader's ----------------------------------------------------------------------------------------------------
def test_leader_sees_the_hours_of_all_together_per_group(personas, today):
    met(personas.group, personas.teacher, personas.coach, minutes=90, in_lesson_time=True)
    met(personas.group, personas.teacher, minutes=60, day=date(2026, 10, 16))
    MeetingFactory(community=personas.group, status="held", minutes=60, day=date(2026, 10, 17))  # nobody counted
    CommunityFactory(school=personas.school, name="Zonder overleg")
    CommunityFactory(
        school=personas.school, name="Lang voorbij", started_on=date(2025, 9, 1), ended_on=date(2026, 5, 1)
    )
    CommunityFactory(name="Van een ander")

    first, second = school_hours(personas.leader, personas.school.slug, today=today).lines

    assert (first.name, first.meetings.total, first.people) == (
        "Ontwerpteam wiskunde",
        210,
        Minutes(inside=180, unsaid=60, number=3),
    )
    assert (second.name, second.people) == ("Zonder overleg", Minutes())


def test_many_people_in_a_long_meeting_are_no_small_integer(personas, today):
    MeetingFactory(community=personas.group, status="held", minutes=1440, present_count=60)

    [line] = school_hours(personas.leader, personas.school.slug, today=today).lines

    assert line.people.total == 86_400


def test_partner_school_sees_the_group_too(personas, today):
    partner = open_school()
    PartnershipFactory(community=personas.group, school=partner)
    leader = personas.other_leader
    partner.staff.create(user=leader).roles.create(role="leader")

    assert [line.name for line in school_hours(leader, partner.slug, today=today).lines] == ["Ontwerpteam wiskunde"]


@pytest.fixture
def overloaded(personas):
    personas.teacher.first_name = CANARY
    personas.teacher.save()
    met(personas.group, personas.teacher, minutes=1200)
    other = CommunityFactory()  # of another school: hours over all groups
    met(other, personas.teacher, minutes=1201)
    met(personas.group, personas.coach, minutes=1440, day=date(2026, 10, 16))
    return personas.teacher


def everything_in(context):
    """The page's context as text, however deep."""
    return repr([(key, value) for layer in context for one in layer.dicts for key, value in one.items()])


@pytest.mark.parametrize("rule", [None, "written"])
def test_without_a_published_agreement_no_name_is_anywhere(personas, signed_in, overloaded, path, rule, today):
    if rule:
        WorkloadRuleFactory(school=personas.school, ceiling_hours=1)

    answer = signed_in(personas.leader).get(path)

    page = school_hours(personas.leader, personas.school.slug, today=today)
    assert (page.rule, page.above) == (None, [])
    for word in (CANARY, "Karim", "teacher@", "coach@"):
        assert word not in answer.text
        assert word not in repr(page)
        assert word not in everything_in(answer.context)


def test_with_a_published_agreement_only_who_is_above_it_is_named(personas, signed_in, overloaded, path, today):
    WorkloadRuleFactory(school=personas.school, ceiling_hours=40, published_on=date(2026, 9, 15))

    answer = signed_in(personas.leader).get(path)

    assert CANARY in answer.text
    assert "Karim" not in answer.text
    assert [one.is_above for one in my_hours(overloaded, today=today).rules] == [True]
    assert [one.is_above for one in my_hours(personas.coach, today=today).rules] == [False]


@pytest.mark.parametrize(("days", "is_named"), [(0, False), (13, False), (14, True)])
def test_staff_reads_an_agreement_two_weeks_before_it_names_anybody(
    personas, signed_in, overloaded, path, today, days, is_named
):
    """Else a leader who publishes one ceiling after another reads everybody's hours."""
    since = today - timedelta(days=days)
    WorkloadRuleFactory(school=personas.school, ceiling_hours=1, published_on=since)

    answer = signed_in(personas.leader).get(path)
    (own,) = my_hours(overloaded, today=today).rules

    assert (CANARY in answer.text, own.is_above, own.waits_until is None) == (is_named,) * 3


def test_agreement_says_nothing_of_people_who_do_not_work_there(personas, signed_in, path):
    guest = MembershipFactory(community=personas.group, user__first_name=CANARY).user
    met(personas.group, guest, minutes=1400)
    WorkloadRuleFactory(school=personas.school, ceiling_hours=1, published_on=date(2026, 9, 15))

    assert CANARY not in signed_in(personas.leader).get(path).text


@pytest.mark.parametrize("who", ["coach", "teacher", "outsider", "other_leader"])
def test_page_is_for_the_leader_of_this_school_only(personas, signed_in, path, who):
    assert signed_in(getattr(personas, who)).get(path).status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_page_needs_eight_statements(personas, signed_in, path, django_assert_num_queries, number):
    for _ in range(number):
        met(CommunityFactory(school=personas.school), personas.teacher)
    client = signed_in(personas.leader)

    with django_assert_num_queries(8):
        assert client.get(path).status_code == 200


# --- the agreement ---------------------------------------------------------------------------------------------------
def test_leader_writes_publishes_and_withdraws(personas, signed_in):
    client, slug = signed_in(personas.leader), personas.school.slug
    client.post(
        reverse("schools:workload-edit", args=[slug]), {"ceiling_hours": "40", "text": "Afgesproken in het LOC"}
    )
    rule = WorkloadRule.objects.get()
    assert (rule.ceiling_hours, rule.published_on) == (40, None)

    client.post(reverse("schools:workload-publish", args=[slug]))
    rule.refresh_from_db()
    assert rule.published_on is not None
    answer = client.post(reverse("schools:workload-edit", args=[slug]), {"ceiling_hours": "10", "text": "Stiekem"})
    rule.refresh_from_db()
    assert (rule.ceiling_hours, bool(answer.context["form"].errors)) == (40, True)

    client.post(reverse("schools:workload-withdraw", args=[slug]))
    rule.refresh_from_db()
    assert rule.published_on is None


@pytest.mark.parametrize("given", [{"ceiling_hours": "0", "text": "x"}, {"ceiling_hours": "40"}, {"text": "x"}])
def test_agreement_needs_hours_and_words(personas, signed_in, given):
    answer = signed_in(personas.leader).post(reverse("schools:workload-edit", args=[personas.school.slug]), given)

    assert answer.context["form"].errors
    assert WorkloadRule.objects.count() == 0


@pytest.mark.parametrize(("published_on", "is_read"), [(None, False), (date(2026, 9, 15), True)])
def test_staff_reads_it_once_it_is_published(personas, signed_in, published_on, is_read):
    WorkloadRuleFactory(school=personas.school, text="Afgesproken in het LOC", published_on=published_on)

    page = signed_in(personas.teacher).get(reverse("schools:workload-rule", args=[personas.school.slug]))

    assert (page.status_code, "Afgesproken in het LOC" in page.text) == (200, is_read)


@pytest.mark.parametrize("name", ["workload-edit", "workload-publish", "workload-withdraw"])
@pytest.mark.parametrize("who", ["teacher", "coach", "other_leader"])
def test_only_the_leader_decides_about_it(personas, signed_in, name, who):
    WorkloadRuleFactory(school=personas.school)
    client = signed_in(getattr(personas, who))

    assert client.post(reverse(f"schools:{name}", args=[personas.school.slug])).status_code == 404
    assert WorkloadRule.objects.get().published_on is None


def test_second_tap_on_publish_keeps_the_first_day(personas, today, monkeypatch):
    rule = WorkloadRuleFactory(school=personas.school, published_on=date(2026, 9, 15))
    with override("en"):
        actions.publish_workload_rule(rule=rule, by=personas.leader, now=personas.leader.created_at)

    rule.refresh_from_db()
    assert rule.published_on == date(2026, 9, 15)
