"""The what-if page: an answer in words and picture for one day, for whoever sees the rhythm; nothing is saved."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils.translation import override

from dashboard.queries.what_if import what_if_page
from meetings.models import Cadence, Meeting
from meetings.rhythm import refresh_cadence
from schools.models import Closure
from tests.factories import (
    ClosureFactory,
    MeetingFactory,
    MembershipFactory,
    PartnershipFactory,
    PauseFactory,
    SchoolYearFactory,
    UserFactory,
    open_school,
)


@pytest.fixture(autouse=True)
def frozen(monkeypatch, today):
    monkeypatch.setattr("plc_platform.clock.today", lambda: today)
    with override("en"):
        yield


@pytest.fixture
def group(personas, today):
    for day in (date(2026, 10, 8), date(2026, 10, 30)):
        MeetingFactory(community=personas.group, day=day, status=Meeting.Status.HELD)
    refresh_cadence(community_ids=[personas.group.pk], today=today)
    return personas.group


def answer(user, group, today, on):
    return what_if_page(user, group.pk, on=on, today=today).answer


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize("who", ["teacher", "leader"])
def test_page_needs_a_fixed_number_of_statements(personas, group, signed_in, django_assert_num_queries, who, number):
    for index in range(number):
        MeetingFactory(community=group, day=date(2026, 12, 10 + index))
        MembershipFactory(community=group, user=UserFactory())
        PauseFactory(community=group, first_day=date(2027, 1, 5 + index), last_day=date(2027, 1, 5 + index))
        PartnershipFactory(community=group, school=open_school())
    client = signed_in(getattr(personas, who))
    client.get(reverse("dashboard:what-if", args=[group.pk]))

    with django_assert_num_queries(11):
        response = client.get(reverse("dashboard:what-if", args=[group.pk]), {"on": "2027-01-14"})

    assert response.status_code == 200


def test_answer_tells_the_day_the_next_and_the_year(personas, group, today):
    found = answer(personas.teacher, group, today, "2026-12-10")

    assert (found.day, found.place) == ("Thursday 10 December 2026", "In the good time: 7 December to 4 January.")
    assert found.next_one == "A good time is 21 January to 4 February."
    assert found.year == "3 of 5 meetings. 2 more needed; feasible if the next is by 2 June."
    assert (found.chain, found.remarks) == ("2 June, 16 June", ())


@pytest.mark.parametrize(
    ("on", "place"),
    [
        ("2026-12-01", "Earlier than needed: a good time is 7 December to 4 January."),
        ("2027-01-05", "Later than practice advises: by 4 January."),
    ],
)
def test_day_outside_the_window_is_placed(personas, group, today, on, place):
    assert answer(personas.teacher, group, today, on).place == place


def test_meeting_that_comes_too_late_for_the_year(personas, group, today):
    crowded = answer(personas.teacher, group, today, "2027-05-25")
    late = answer(personas.teacher, group, today, "2027-06-10")

    assert crowded.year.endswith("They then follow each other closer than practice advises.")
    assert late.year == "3 of 5 meetings. The advised 5 are out of reach this school year; every meeting still counts."
    assert late.chain == ""


def test_closed_days_are_explained(personas, group, today):
    partner = open_school(name="De Brug")
    PartnershipFactory(community=group, school=partner)
    ClosureFactory(school=partner, first_day=date(2027, 1, 20), kind=Closure.Kind.STUDY_DAY)
    Closure.objects.filter(first_day=date(2026, 12, 21)).update(reason="Christmas holidays")
    PauseFactory(community=group, first_day=date(2027, 3, 1), last_day=date(2027, 3, 5))

    remarks = {
        on: answer(personas.teacher, group, today, on).remarks
        for on in ("2026-12-12", "2026-12-22", "2027-01-20", "2027-03-02", "2026-10-15")
    }

    assert remarks["2026-12-12"] == ("This day is in the weekend.",)
    assert remarks["2026-12-22"] == ("On this day not every school of the group is open: Christmas holidays.",)
    assert remarks["2027-01-20"] == ("On this day not every school of the group is open: Study day (De Brug).",)
    assert remarks["2027-03-02"] == ("The group has a pause on this day.",)
    assert remarks["2026-10-15"][0].startswith("This moment lies behind us.")


def test_somebody_who_meets_elsewhere_is_told_to_the_group_only(personas, group, today):
    other = MembershipFactory(user=personas.teacher, community__school=personas.school).community
    MeetingFactory(community=other, day=date(2026, 12, 10))

    told = [len(answer(user, group, today, "2026-12-10").remarks) for user in (personas.teacher, personas.leader)]

    assert told == [1, 0]


def test_only_the_group_plans_what_it_tried_out(personas, group, today, signed_in):
    plannable = {
        who: answer(getattr(personas, who), group, today, "2026-12-10").is_plannable
        for who in ("teacher", "coach", "leader")
    }
    page = signed_in(personas.teacher).get(reverse("meetings:plan", args=[group.pk]), {"on": "2026-12-10"})

    assert plannable == {"teacher": True, "coach": True, "leader": False}
    assert b'name="day" value="2026-12-10"' in page.content
    assert b'value="own" checked' in page.content


def test_planned_day_is_tried_out_first_and_not_planned_twice(personas, group, today):
    MeetingFactory(community=group, day=date(2026, 12, 3))

    page = what_if_page(personas.teacher, group.pk, on="", today=today)

    assert (page.on, page.answer.is_plannable, page.answer.remarks) == (date(2026, 12, 3), False, ())
    later = answer(personas.teacher, group, today, "2027-01-14")
    assert later.supposed == "Reckoned as if what is planned before it goes ahead: 3 December."


@pytest.mark.parametrize(
    ("on", "problem"),
    [
        ("2027-09-01", "This day lies outside the school year 2026-2027."),
        ("nonsense", "This is not a day. Type it as day, month, year."),
        ("", ""),
    ],
)
def test_what_cannot_be_answered_is_said(personas, group, today, on, problem):
    assert what_if_page(personas.teacher, group.pk, on=on, today=today).problem == problem


def test_summer_and_unknown_calendars_are_said(personas, group):
    summer = what_if_page(personas.teacher, group.pk, on="", today=date(2027, 7, 20))
    PartnershipFactory(community=group, school=SchoolYearFactory(label="2019-2020", first_day=date(2019, 9, 2),
                                                                 last_day=date(2020, 6, 30)).school)  # fmt: skip
    unknown = what_if_page(personas.teacher, group.pk, on="", today=date(2026, 11, 23))

    assert (summer.answer, summer.problem) == (None, "Between two school years; the clock stands still.")
    assert unknown.answer is None
    assert unknown.problem.startswith("The school calendar of this time is not known yet")


def test_looking_changes_nothing(personas, group, today, signed_in):
    before = list(Cadence.objects.values())

    signed_in(personas.teacher).get(reverse("dashboard:what-if", args=[group.pk]), {"on": "2026-12-10"})

    assert list(Cadence.objects.values()) == before
    assert not Meeting.objects.filter(day=date(2026, 12, 10)).exists()


@pytest.mark.parametrize("who", ["outsider", "other_leader"])
def test_page_is_not_for_outsiders(personas, group, signed_in, who):
    assert signed_in(getattr(personas, who)).get(reverse("dashboard:what-if", args=[group.pk])).status_code == 404
