"""The leader's page: sorted by need, eight statements, nothing of the group's own words."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse
from django.utils.translation import override

from communities.models import Community
from dashboard.queries.columns import Chosen
from dashboard.queries.leader import headline, school_overview
from meetings.models import Meeting
from meetings.rhythm import refresh_cadence
from tests.dashboard.groups import groups_in
from tests.factories import (
    CommunityFactory,
    DecisionFactory,
    MeetingFactory,
    MinutesFactory,
    PartnershipFactory,
    PauseFactory,
    SchoolYearFactory,
    SubtaskFactory,
    UserFactory,
    open_school,
    staff_member,
)
from tests.factories_leading import SchoolDeletionFactory


@pytest.fixture(autouse=True)
def frozen(monkeypatch, today):
    """The story of these tests plays on one day."""
    monkeypatch.setattr("plc_platform.clock.today", lambda: today)


@pytest.fixture
def school(personas):
    refresh_cadence(community_ids=[personas.group.pk], today=date(2026, 11, 23))
    return personas.school


def page_of(school, today=date(2026, 11, 23), **choice):
    leader = school.staff.get(roles__role="leader").user
    return school_overview(leader, school.slug, today=today, chosen=Chosen(**choice) if choice else None)


@pytest.mark.parametrize("number", [1, 3, 60])
def test_page_needs_eight_statements(personas, signed_in, today, django_assert_num_queries, number):
    groups_in(personas.school, number, today=today)
    client = signed_in(personas.leader)
    client.get(reverse("dashboard:school", args=[personas.school.slug]))

    with django_assert_num_queries(8):
        response = client.get(reverse("dashboard:school", args=[personas.school.slug]))

    assert response.status_code == 200
    assert response.content.count(b'<li class="row') == number + 1


@pytest.mark.parametrize("who", ["coach", "teacher", "outsider", "other_leader"])
def test_page_is_for_the_leader_of_this_school_only(personas, signed_in, who):
    response = signed_in(getattr(personas, who)).get(reverse("dashboard:school", args=[personas.school.slug]))

    assert response.status_code == 404


def test_page_says_nothing_of_what_the_group_wrote(personas, signed_in, today):
    meeting = MeetingFactory(community=personas.group, status=Meeting.Status.HELD, place="Lokaal geheim")
    MinutesFactory(meeting=meeting, note="Het verslag is geheim")
    DecisionFactory(meeting=meeting, text="Besluit is geheim")
    SubtaskFactory(meeting=meeting, text="Deeltaak is geheim", owner=personas.teacher)
    refresh_cadence(community_ids=[personas.group.pk], today=today)
    client = signed_in(personas.leader)

    pages = [
        client.get(reverse("dashboard:school", args=[personas.school.slug])).content.decode(),
        client.get(reverse("dashboard:community", args=[personas.group.pk])).content.decode(),
    ]

    assert [page.count("geheim") for page in pages] == [0, 0]


def test_name_is_escaped_and_marks_in_it_stay_text(personas, signed_in, today):
    nasty = CommunityFactory(school=personas.school, name="<script>x</script> 100% [[url]] {name}")
    refresh_cadence(community_ids=[nasty.pk], today=today)

    text = signed_in(personas.leader).get(reverse("dashboard:school", args=[personas.school.slug])).content.decode()

    assert "<script>x" not in text
    assert "&lt;script&gt;x&lt;/script&gt; 100% [[url]] {name}" in text


def test_drawings_stand_on_the_page_as_drawings(personas, signed_in, school):
    html = signed_in(personas.leader).get(f"/schools/{school.slug}/").content.decode()

    assert "&lt;" not in html
    assert '<svg class="months"' in html


def test_rows_are_sorted_by_need(school, today):
    stalled = CommunityFactory(school=school, name="Stil", target_weeks=3, limit_weeks=4)
    calm, unlogged = groups_in(school, 2, today=today)
    paused = CommunityFactory(school=school, name="Pauze")
    PauseFactory(community=paused, first_day=date(2026, 11, 2), last_day=date(2026, 12, 1))
    MeetingFactory(community=unlogged, day=date(2026, 11, 20))
    refresh_cadence(community_ids=[stalled.pk, calm.pk, paused.pk, unlogged.pk], today=today)

    rows = page_of(school).rows

    assert [row.pk for row in rows] == [
        stalled.pk,
        school.communities.get(code="tdt-wis").pk,
        unlogged.pk,
        calm.pk,
        paused.pk,
    ]
    assert [row.kind for row in rows] == ["stalled", "overdue", "unlogged", "on_track", "paused"]


def test_filters_leave_what_fits_and_count_it(school, today):
    groups_in(school, 2, today=today, variant="COP")

    page = page_of(school, variant="COP", state="on_track")

    assert [row.variant for row in page.rows] == ["COP", "COP"]
    assert [(choice.value, choice.count) for choice in page.states] == [("all", 2), ("on_track", 2)]
    assert [(choice.value, choice.count) for choice in page.variants] == [("COP", 2)]


def test_filter_that_nothing_fits_says_so(personas, signed_in, school):
    response = signed_in(personas.leader).get(reverse("dashboard:school", args=[school.slug]), {"state": "paused"})

    assert b'class="empty"' in response.content


def test_joined_communities_stand_on_the_page_of_the_partner_school(personas, today):
    partner = open_school()
    staff_member(partner, "leader")
    PartnershipFactory(community=personas.group, school=partner)

    assert [row.pk for row in page_of(partner).rows] == [personas.group.pk]


def test_planned_day_that_passed_no_longer_keeps_a_group_on_track(school):
    group = groups_in(school, 1, today=date(2026, 11, 23))[0]

    with override("en"):
        page = page_of(school, today=date(2026, 12, 4))

    row = next(row for row in page.rows if row.pk == group.pk)
    assert (row.kind, row.note[:54]) == ("plan_now", "The meeting of Thu 3 December has not been logged yet.")


def test_summer_shows_the_coming_year_and_no_need(school):
    page = page_of(school, today=date(2026, 8, 3))

    assert (page.year.label, page.year.words) == ("", "2026-2027")
    assert page.background is not None


def test_fresh_school_sees_what_to_do_first(db, signed_in):
    leader = staff_member(school := open_school(), "leader")

    response = signed_in(leader).get(reverse("dashboard:school", args=[school.slug]))

    assert b'class="checklist"' in response.content
    assert b'<ol class="rows"' not in response.content


def test_banner_offers_to_turn_reminders_on(personas, signed_in, school):
    school.has_reminders = False
    school.save()

    response = signed_in(personas.leader).get(reverse("dashboard:school", args=[school.slug]))

    assert reverse("schools:reminders-on", args=[school.slug]).encode() in response.content


def test_page_says_that_the_school_is_to_be_deleted(personas, signed_in, school, django_assert_num_queries):
    SchoolDeletionFactory(school=school, asked_by=personas.leader, due_on=date(2026, 12, 20))
    client = signed_in(personas.leader)
    client.get(reverse("dashboard:school", args=[school.slug]))

    with django_assert_num_queries(8):
        response = client.get(reverse("dashboard:school", args=[school.slug]))

    assert b"20 december 2026" in response.content
    assert reverse("upkeep:delete-school", args=[school.slug]).encode() in response.content


@pytest.mark.parametrize(
    ("kinds", "text"),
    [
        ([], "No groups yet"),
        (["on_track"], "All groups are on track"),
        (["on_track", "stalled"], "1 group on track, <b>1 asks for attention</b>"),
        (["on_track", "on_track", "stalled", "unlogged", "paused"], "2 groups on track, <b>2 ask for attention</b>"),
        (["overdue", "year"], "<b>2 groups ask for attention</b>"),
        (["paused"], "No group is active now"),
    ],
)
def test_headline_is_one_sentence(kinds, text):
    rows = [type("Row", (), {"kind": kind}) for kind in kinds]

    with override("en"):
        assert headline(rows, is_in_year=True) == text


def test_community_without_stored_rhythm_is_shown_all_the_same(personas):
    assert Community.objects.filter(cadence=None).exists()
    assert len(page_of(personas.school).rows) == 1


def test_leader_of_two_schools_starts_at_the_first(signed_in, personas):
    leader = UserFactory()
    for name in ("Zee", "Berg"):
        school = open_school(name=name, slug=name.lower())
        staff = school.staff.create(user=leader)
        staff.roles.create(role="leader")

    response = signed_in(leader).get(reverse("dashboard:home"))

    assert response.headers["Location"] == reverse("dashboard:school", args=["berg"])


@pytest.mark.parametrize(
    ("day", "offered"),
    [
        (date(2027, 4, 29), ""),
        (date(2027, 4, 30), "2027-2028"),  # two months before the last day
        (date(2027, 5, 10), "2027-2028"),
        (date(2027, 8, 3), "2027-2028"),
        (date(2026, 8, 3), ""),  # before the first year of the school
    ],
)
def test_leader_is_offered_the_next_year_when_this_one_nears_its_end(school, day, offered):
    assert page_of(school, today=day).next_year == offered


def test_leader_who_has_done_it_is_not_asked_again(school):
    SchoolYearFactory(
        school=school,
        label="2027-2028",
        first_day=date(2027, 9, 1),
        last_day=date(2028, 6, 30),
        taken_over_at=datetime(2027, 5, 10, 9, tzinfo=UTC),
    )

    assert page_of(school, today=date(2027, 5, 10)).next_year == ""


def test_offer_of_the_next_year_leads_to_the_roll_over(school, personas, signed_in, monkeypatch):
    target = reverse("communities:roll-over", args=[school.slug, "2027-2028"])
    client, own = signed_in(personas.leader), reverse("dashboard:school", args=[school.slug])

    before = client.get(own).text
    monkeypatch.setattr("plc_platform.clock.today", lambda: date(2027, 5, 10))

    assert target not in before
    assert target in client.get(own).text
    assert client.get(target).status_code == 200
