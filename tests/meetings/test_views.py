"""The page of a meeting, planning one, moving it, its agenda."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.urls import reverse

from meetings.models import AgendaBlock, Meeting
from meetings.rhythm import refresh_cadence
from schools.models import User
from tests.factories import (
    AgendaBlockFactory,
    AttendanceFactory,
    CommunityFactory,
    DecisionFactory,
    MeetingFactory,
    MembershipFactory,
    MinutesFactory,
    SubtaskFactory,
)
from tests.factories_learning import GroupScriptFactory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def meeting(personas):
    starts_at = datetime(2026, 12, 3, 12, 30, tzinfo=UTC)
    return MeetingFactory(community=personas.group, day=date(2026, 12, 3), starts_at=starts_at, place="Lokaal B12")


def page_of(meeting):
    return reverse("meetings:meeting", args=[meeting.pk])


def frame(**changes):
    return {"day": "2026-12-03", "at": "13:30", "minutes": "150", "place": "B12", "note_taker": ""} | changes


# --- the page ---------------------------------------------------------------------------------------------------------
@pytest.fixture
def held(personas):
    made = MeetingFactory(community=personas.group, day=date(2026, 11, 20), status="held", present_count=2)
    AgendaBlockFactory(meeting=made, title="Agendapunt")
    DecisionFactory(meeting=made, text="Besluit")
    SubtaskFactory(meeting=made, text="Deeltaak")
    MinutesFactory(meeting=made, note="Notitie", focuses=["school"])
    AttendanceFactory(meeting=made, user=personas.teacher)
    return made


WORDS = ("Agendapunt", "Besluit", "Deeltaak", "Notitie", "Tine")


@pytest.mark.parametrize(
    ("persona", "seen"),
    [("teacher", WORDS), ("coach", WORDS), ("leader", ())],
)
def test_page_shows_the_words_of_the_group_to_the_group(persona, seen, held, personas, signed_in):
    text = signed_in(getattr(personas, persona)).get(page_of(held)).content.decode()

    assert tuple(word for word in WORDS if word in text) == seen


@pytest.mark.parametrize("persona", ["outsider", "other_leader"])
def test_page_does_not_exist_for_others(persona, held, personas, signed_in):
    client = signed_in(getattr(personas, persona))

    paths = [page_of(held), reverse("meetings:calendar-file", args=[held.pk])]
    assert [client.get(path).status_code for path in paths] == [404, 404]


def test_draft_is_for_the_group_only(personas, signed_in):
    draft = MeetingFactory(community=personas.group, status="draft")

    assert signed_in(personas.leader).get(page_of(draft)).status_code == 404
    assert signed_in(personas.teacher).get(page_of(draft)).status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
def test_page_costs_eleven_queries(rows, held, personas, signed_in, django_assert_num_queries):
    for _ in range(rows):
        AttendanceFactory(meeting=held)
        DecisionFactory(meeting=held)
        SubtaskFactory(meeting=held, owner=personas.coach)
        AgendaBlockFactory(meeting=held, leader=personas.coach)
    client = signed_in(personas.teacher)

    with django_assert_num_queries(11):
        client.get(page_of(held))


def test_calendar_file_holds_the_meeting(meeting, personas, signed_in):
    answer = signed_in(personas.leader).get(reverse("meetings:calendar-file", args=[meeting.pk]))

    text = answer.content.decode()
    assert answer["Content-Type"].startswith("text/calendar")
    assert "DTSTART;TZID=Europe/Brussels:20261203T133000" in text
    assert "LOCATION:Lokaal B12" in text


# --- planning one -----------------------------------------------------------------------------------------------------
@pytest.fixture
def plan_path(personas):
    # Held on 29 October: the window opens on 4 December and the usual day is Thursday.
    MeetingFactory(community=personas.group, day=date(2026, 10, 29), status="held", minutes=150)
    refresh_cadence(community_ids=[personas.group.pk], today=TODAY)
    return reverse("meetings:plan", args=[personas.group.pk])


def test_plan_offers_three_days_in_words(plan_path, personas, signed_in):
    User.objects.update(language="en")
    page = signed_in(personas.teacher).get(plan_path)

    assert [(offer.words, offer.why) for offer in page.context["offers"]] == [
        ("Fri 4 December", "inside the window"),
        ("Thu 10 December", "inside the window, your usual day"),
        ("Thu 17 December", "inside the window, your usual day"),
    ]
    form = page.context["form"]
    assert (form["choice"].value(), form["minutes"].value()) == ("2026-12-10T13:00", 150)


def test_plan_by_one_tap(plan_path, personas, signed_in):
    client = signed_in(personas.teacher)
    form = client.get(plan_path).context["form"]
    fields = {"key": form["key"].value(), "choice": form["choice"].value(), "minutes": "150", "place": "", "at": ""}

    answers = [client.post(plan_path, fields) for _ in range(2)]

    made = Meeting.objects.get(status="planned")
    assert {answer.url for answer in answers} == {page_of(made)}
    assert made.day.isoformat() == fields["choice"][:10]


def own(client, path, **changes):
    key = client.get(path).context["form"]["key"].value()
    return frame(key=key, choice="own", **changes)


def test_plan_advises_before_it_saves_and_never_forbids(plan_path, personas, signed_in):
    client = signed_in(personas.teacher)
    fields = own(client, plan_path, day="2026-11-11")

    page = client.post(plan_path, fields)

    assert [remark.code for remark in page.context["advice"]] == ["past", "closed_day", "too_close"]
    assert Meeting.objects.count() == 1
    assert client.post(plan_path, fields | {"seen": page.context["seen"]}).status_code == 302


@pytest.mark.parametrize(("day", "said"), [("2026-11-11", "Bewaard"), ("2026-12-25", "Gepland")])
def test_plan_promises_an_invitation_only_for_a_day_to_come(day, said, plan_path, personas, signed_in):
    client = signed_in(personas.teacher)
    fields = own(client, plan_path, day=day)
    seen = client.post(plan_path, fields).context["seen"]

    page = client.post(plan_path, fields | {"seen": seen}, follow=True)

    assert [str(message).split(".")[0] for message in page.context["messages"]] == [said]


def test_plan_advises_again_about_another_moment(plan_path, personas, signed_in):
    client = signed_in(personas.teacher)
    fields = own(client, plan_path, day="2026-11-11")
    seen = client.post(plan_path, fields).context["seen"]

    page = client.post(plan_path, fields | {"seen": seen, "day": "2026-12-25"})

    assert [remark.code for remark in page.context["advice"]] == ["closed_day"]


def test_plan_tells_who_meets_elsewhere_at_that_hour_but_not_with_whom(plan_path, personas, signed_in):
    other = CommunityFactory(school=personas.school, name="Geheim genootschap")
    MembershipFactory(community=other, user=personas.coach)
    MeetingFactory(
        community=other, day=date(2026, 12, 10), starts_at=datetime(2026, 12, 10, 13, 0, tzinfo=UTC), minutes=60
    )
    client = signed_in(personas.teacher)

    busy = client.post(plan_path, own(client, plan_path, day="2026-12-10", at="13:00"))
    free = client.post(plan_path, own(client, plan_path, day="2026-12-10", at="15:00"))

    text = busy.content.decode()
    assert [remark.code for remark in busy.context["advice"]] == ["double_booked"]
    assert "Karim" in text
    assert "Geheim" not in text
    assert free.status_code == 302


def test_plan_check_of_htmx_answers_with_advice_and_saves_nothing(plan_path, personas, signed_in):
    client = signed_in(personas.teacher)

    answer = client.post(plan_path, own(client, plan_path, day="2026-12-25"), headers={"hx-request": "true"})

    assert "<html" not in answer.content.decode()
    assert "notice--warning" in answer.content.decode()
    assert not Meeting.objects.planned().exists()


@pytest.mark.parametrize(
    ("changes", "faults"),
    [
        ({"day": "2027-03-28", "at": "02:30"}, ["at"]),
        ({"day": "", "at": ""}, ["day"]),
        ({"minutes": "0"}, ["minutes"]),
        ({"minutes": "2000"}, ["minutes"]),
        ({"note_taker": "999999"}, ["note_taker"]),
        ({"choice": "2026-99-99T10:00"}, ["day"]),
    ],
)
def test_plan_says_what_is_wrong(changes, faults, plan_path, personas, signed_in):
    client = signed_in(personas.teacher)

    page = client.post(plan_path, own(client, plan_path) | changes)

    assert list(page.context["form"].errors) == faults


def test_plan_before_the_group_started_is_refused_in_words(plan_path, personas, signed_in):
    client = signed_in(personas.teacher)
    fields = own(client, plan_path, day="2026-08-31")
    seen = client.post(plan_path, fields).context["seen"]

    assert client.post(plan_path, fields | {"seen": seen}).context["form"].non_field_errors()


def test_plan_without_a_known_calendar_takes_a_day_of_ones_own(personas, signed_in):
    personas.school.years.all().delete()
    client = signed_in(personas.teacher)
    path = reverse("meetings:plan", args=[personas.group.pk])

    assert client.get(path).context["offers"] == []
    assert client.post(path, own(client, path, day="2026-12-10")).status_code == 302


# --- moving it --------------------------------------------------------------------------------------------------------
def test_edit_moves_the_meeting(meeting, personas, signed_in):
    path = reverse("meetings:edit", args=[meeting.pk])

    signed_in(personas.teacher).post(path, frame(version=1, day="2026-12-10", note_taker=personas.coach.pk))

    meeting.refresh_from_db()
    assert (meeting.day, meeting.minutes, meeting.note_taker) == (date(2026, 12, 10), 150, personas.coach)


def test_edit_on_an_old_version_shows_what_stands_and_what_was_typed(meeting, personas, signed_in):
    path = reverse("meetings:edit", args=[meeting.pk])
    Meeting.objects.filter(pk=meeting.pk).update(version=2, place="Zolder")
    client = signed_in(personas.teacher)

    page = client.post(path, frame(version=1, place="Kelder"))

    assert page.context["stale"]
    assert "Zolder" in page.content.decode()
    form = page.context["form"]
    assert (form["place"].value(), form["version"].value()) == ("Kelder", 2)
    assert client.post(path, frame(version=2, place="Kelder")).status_code == 302


def test_edit_to_its_own_day_is_not_too_close_to_itself(meeting, personas, signed_in):
    path = reverse("meetings:edit", args=[meeting.pk])

    assert signed_in(personas.teacher).post(path, frame(version=1, place="Elders")).status_code == 302


@pytest.mark.parametrize("verb", ["cancel", "reopen"])
def test_one_tap_says_it_did_not_take_place_and_one_takes_it_back(verb, meeting, personas, signed_in):
    if verb == "reopen":
        Meeting.objects.update(status="cancelled")

    answer = signed_in(personas.teacher).post(reverse(f"meetings:{verb}", args=[meeting.pk]))

    meeting.refresh_from_db()
    assert answer.url == page_of(meeting)
    assert meeting.status == {"cancel": "cancelled", "reopen": "planned"}[verb]


def test_cancel_of_a_draft_comes_back_to_the_year(personas, signed_in):
    draft = MeetingFactory(community=personas.group, status="draft")

    answer = signed_in(personas.teacher).post(reverse("meetings:cancel", args=[draft.pk]))

    assert answer.url == reverse("meetings:plan-year", args=[personas.group.pk])


# --- agenda -----------------------------------------------------------------------------------------------------------
def block(number, title="Check-in", minutes="10", focus="", leader=""):
    values = {"title": title, "minutes": minutes, "focus": focus, "leader": leader}
    return {f"block-{number}-{name}": value for name, value in values.items()}


def agenda(*blocks, version=1, **more):
    fields = {"version": version, "block-TOTAL_FORMS": len(blocks), "block-INITIAL_FORMS": 0}
    for one in blocks:
        fields |= one
    return fields | more


@pytest.fixture
def agenda_path(meeting):
    return reverse("meetings:agenda", args=[meeting.pk])


def test_agenda_is_saved_in_its_order(agenda_path, personas, signed_in):
    lines = [block(0), block(1, "Ontwerpen", "90", "curriculum", personas.coach.pk), block(2, "", "")]

    signed_in(personas.teacher).post(agenda_path, agenda(*lines))

    rows = AgendaBlock.objects.order_by("position").values_list("title", "minutes", "focus", "leader")
    assert list(rows) == [("Check-in", 10, "", None), ("Ontwerpen", 90, "curriculum", personas.coach.pk)]


@pytest.mark.parametrize(
    ("button", "titles"),
    [
        ({"up": "1"}, ["b", "a", "c"]),
        ({"down": "1"}, ["a", "c", "b"]),
        ({"remove": "1"}, ["a", "c"]),
        ({"up": "0"}, ["a", "b", "c"]),
        ({"up": "x"}, ["a", "b", "c"]),
        ({"more": "1"}, ["a", "b", "c"]),
    ],
)
def test_agenda_lines_move_without_script(button, titles, agenda_path, personas, signed_in):
    lines = [block(number, title) for number, title in enumerate("abc")]

    page = signed_in(personas.teacher).post(agenda_path, agenda(*lines, **button))

    assert [row["title"] for row in page.context["form"].rows()] == titles
    assert not AgendaBlock.objects.exists()


@pytest.mark.parametrize("length", [75, 90, 120, 170, 180])
@pytest.mark.parametrize("script", ["grrow", "lesson"])
def test_script_fits_the_meeting(script, length, meeting, agenda_path, personas, signed_in):
    Meeting.objects.update(minutes=length)

    page = signed_in(personas.teacher).post(agenda_path, agenda(script=script))

    assert page.context["total"] == length


def test_script_of_the_group_comes_first_and_fits(meeting, agenda_path, personas, signed_in):
    own = GroupScriptFactory(community=personas.group, name="Zoals wij het doen")
    other = GroupScriptFactory(name="Van een andere groep")
    client = signed_in(personas.teacher)

    page = client.get(agenda_path)
    taken = client.post(agenda_path, agenda(script=f"own-{own.pk}"))
    foreign = client.post(agenda_path, agenda(script=f"own-{other.pk}"))

    assert page.context["own"] == [(own.pk, "Zoals wij het doen")]
    rows = taken.context["form"].rows()
    assert (rows[0]["title"], rows[0]["purpose"]) == ("Ronde", "share")
    assert sum(row["minutes"] for row in rows) == meeting.minutes
    assert foreign.context["form"].rows() == []


def test_agenda_keeps_the_rows_that_keep_their_title(meeting, agenda_path, personas, signed_in):
    kept = AgendaBlockFactory(meeting=meeting, title="Check-in", spent_seconds=300)
    AgendaBlockFactory(meeting=meeting, title="Weg")

    signed_in(personas.teacher).post(agenda_path, agenda(block(0, "Nieuw"), block(1, "Check-in", "15")))

    kept.refresh_from_db()
    assert (kept.position, kept.minutes, kept.spent_seconds) == (1, 15, 300)
    assert list(AgendaBlock.objects.order_by("position").values_list("title", flat=True)) == ["Nieuw", "Check-in"]


def test_agenda_on_an_old_version_shows_both(meeting, agenda_path, personas, signed_in):
    AgendaBlockFactory(meeting=meeting, title="Van Karim")
    Meeting.objects.update(version=2)
    client = signed_in(personas.teacher)

    page = client.post(agenda_path, agenda(block(0, "Van Tine")))

    text = page.content.decode()
    assert "Van Karim" in text
    assert [row["title"] for row in page.context["form"].rows()] == ["Van Tine"]
    assert AgendaBlock.objects.get().title == "Van Karim"
    assert client.post(agenda_path, agenda(block(0, "Van Tine"), version=2)).status_code == 302


def test_block_without_minutes_is_said(agenda_path, personas, signed_in):
    page = signed_in(personas.teacher).post(agenda_path, agenda(block(0, minutes="")))

    assert list(page.context["form"].lines.forms[0].errors) == ["minutes"]


# --- doors ------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("persona", ["leader", "outsider", "other_leader"])
@pytest.mark.parametrize("name", ["edit", "agenda", "cancel", "reopen"])
def test_meeting_is_changed_by_the_group_itself(name, persona, meeting, personas, signed_in):
    client = signed_in(getattr(personas, persona))
    fields = frame(version=1, day="2026-12-10") | agenda(block(0))

    assert client.post(reverse(f"meetings:{name}", args=[meeting.pk]), fields).status_code == 404
    meeting.refresh_from_db()
    assert (meeting.day, meeting.status, meeting.agenda.count()) == (date(2026, 12, 3), "planned", 0)


@pytest.mark.parametrize("persona", ["leader", "outsider", "other_leader"])
@pytest.mark.parametrize("name", ["plan", "plan-year", "send-drafts"])
def test_group_is_planned_by_the_group_itself(name, persona, personas, signed_in):
    MeetingFactory(community=personas.group, day=date(2026, 12, 3), status="draft")
    client = signed_in(getattr(personas, persona))

    assert client.post(reverse(f"meetings:{name}", args=[personas.group.pk]), frame()).status_code == 404
    assert not Meeting.objects.planned().exists()


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("name", "number"), [("edit", 4), ("agenda", 5)])
def test_forms_of_a_meeting_cost_the_same_for_any_agenda_and_group(
    name, number, rows, meeting, personas, signed_in, django_assert_num_queries
):
    for _ in range(rows):
        AgendaBlockFactory(meeting=meeting, leader=MembershipFactory(community=personas.group).user)
        GroupScriptFactory(community=personas.group)
    client = signed_in(personas.teacher)

    with django_assert_num_queries(number):
        client.get(reverse(f"meetings:{name}", args=[meeting.pk]))


@pytest.mark.parametrize("rows", [1, 3])
def test_plan_costs_twelve_queries(rows, plan_path, personas, signed_in, django_assert_num_queries):
    for number in range(rows):
        MeetingFactory(community=personas.group, day=date(2026, 9, 10 + number), status="held")
        MembershipFactory(community=CommunityFactory(school=personas.school), user=personas.teacher)
        MembershipFactory(community=personas.group)
    client = signed_in(personas.teacher)

    with django_assert_num_queries(12):
        client.get(plan_path)
