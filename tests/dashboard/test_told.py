"""What a group sees of its notices: roles and numbers, never names; and what comes if nothing happens."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse
from django.utils.translation import override

from communities.models import Community
from communities.variants import Waits
from dashboard import told_words
from dashboard.queries.group import group_page
from meetings.rhythm import refresh_cadence
from notifications.models import Notice
from tests.factories import (
    ClosureFactory,
    CoachRoleFactory,
    MeetingFactory,
    MembershipFactory,
    NoticeFactory,
    PartnershipFactory,
    PauseFactory,
    SchoolFactory,
    open_school,
)

# The group last met on Fri 30 October: opens Mon 7 December, due Mon 4 January, stalled Mon 22 February.
TODAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def frozen(monkeypatch, today):
    monkeypatch.setattr("plc_platform.clock.today", lambda: today)


@pytest.fixture
def group(personas):
    MeetingFactory(community=personas.group, day=date(2026, 10, 30), status="held")
    refresh_cadence(community_ids=[personas.group.pk], today=TODAY)
    return personas.group


def sent(group, kind, people, *, on, occasion="2026-2027#2", occasion_on=None, state="sent"):
    for person in people:
        NoticeFactory(
            kind=kind,
            subject=f"community:{group.pk}",
            occasion=occasion,
            occasion_on=occasion_on or on,
            recipient=person,
            state=state,
            sent_on=on if state == "sent" else None,
            sent_at=datetime(on.year, on.month, on.day, 8, tzinfo=UTC) if state == "sent" else None,
            told_at=datetime(on.year, on.month, on.day, 8, tzinfo=UTC),
        )


def told(personas, who="teacher", day=TODAY):
    refresh_cadence(community_ids=[personas.group.pk], today=day)
    with override("en"):
        return group_page(getattr(personas, who), personas.group.pk, today=day).told


def coming(personas, day=TODAY):
    return [(line.iso, line.text, line.who) for line in told(personas, day=day).coming]


# --- what comes ------------------------------------------------------------------------------------------------------
def test_coming_tells_the_whole_ladder_up_to_the_leader(personas, group):
    assert coming(personas) == [
        ("2026-12-07", "Suggestion to plan the next meeting", "to the members"),
        ("2027-01-05", "Question to choose a date", "to the members and the process coach"),
        ("2027-01-11", "Question to offer the group help", "to the process coach"),
        ("2027-02-23", "Question for time, room or a decision", "to the school leader"),
        ("2027-04-16", "Word that the rest of the year is getting tight", "to the members and the process coach"),
    ]


def test_coming_names_who_facilitates_and_leaves_out_a_coach_who_is_not_there(personas, group):
    CoachRoleFactory(membership=group.memberships.get(user=personas.teacher))
    group.memberships.filter(user=personas.coach).update(role="member")

    assert [who for _day, _text, who in coming(personas)] == [
        "to who facilitates the group",
        "to the members",
        "to the school leader",
        "to the members",
    ]


def test_coming_waits_as_long_as_the_group_chose(personas, group):
    Community.objects.update(overdue_wait=5, help_wait=10, leader_wait=20, wait_reason="Stageperiode")

    assert [day for day, _text, _who in coming(personas)] == [
        "2026-12-07",
        "2027-01-12",
        "2027-01-25",
        "2027-03-23",
        "2027-04-16",
    ]
    assert told(personas).softer == "Your group chose to be reminded later. Stageperiode"


def test_coming_counts_the_closures_of_every_school(personas, group):
    partner = open_school()
    PartnershipFactory(community=group, school=partner)
    ClosureFactory(school=partner, first_day=date(2027, 1, 5), last_day=date(2027, 1, 6))

    assert [day for day, text, _who in coming(personas) if text == "Question to choose a date"] == ["2027-01-07"]


def test_coming_is_what_the_ladder_then_wants(personas, group):
    """Walks the year: on each day that was promised, and not the day before, the notice is there."""
    from meetings.known import known_on
    from meetings.reminders import things_of, wants_of

    Community.objects.update(overdue_wait=5, help_wait=5, leader_wait=10)
    refresh_cadence(community_ids=[group.pk], today=TODAY)
    community = Community.objects.get(pk=group.pk)
    first: dict[str, str] = {}
    for ordinal in range(TODAY.toordinal(), date(2027, 6, 30).toordinal()):
        day = date.fromordinal(ordinal)
        known = known_on([community], day=day)
        for want in wants_of(known[0], things_of(known), datetime(day.year, day.month, day.day, 8, tzinfo=UTC)):
            first.setdefault(told_words.text(want.kind, want.occasion_on), day.isoformat())

    with override("en"):
        promised = {line.text: line.iso for line in group_page(personas.teacher, group.pk, today=TODAY).told.coming}
        first = {str(text): day for text, day in first.items()}
    assert sorted(promised.values()) == sorted(first.values())


def test_coming_speaks_of_a_planned_meeting_instead(personas, group):
    MeetingFactory(community=group, day=date(2026, 12, 10))

    assert coming(personas)[:3] == [
        ("2026-12-03", "Invitation to the meeting of 10 December", "to the members"),
        ("2026-12-11", "Question to note the meeting of 10 December", "to who takes notes, otherwise the members"),
        ("2026-12-15", "Question to note the meeting of 10 December", "to the process coach"),
    ]


def test_coming_in_a_pause_is_its_end_alone(personas, group):
    PauseFactory(community=group, first_day=date(2026, 11, 16), last_day=date(2026, 12, 11))

    assert coming(personas) == [("2026-12-07", "Word that the pause lasts until 11 December", "to the members")]


def test_coming_leaves_out_what_was_told_and_brings_what_could_not_be_told_yet(personas, group):
    sent(group, "overdue", [personas.teacher], on=date(2027, 1, 5), occasion_on=date(2027, 1, 4))

    assert coming(personas, day=date(2027, 1, 13))[:2] == [
        ("2027-01-13", "Question to offer the group help", "to the process coach"),
        ("2027-02-23", "Question for time, room or a decision", "to the school leader"),
    ]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda p: type(p.school).objects.update(has_reminders=False), "reminders off"),
        (lambda p: Community.objects.update(ended_on=date(2026, 11, 1)), "finished"),
        (lambda p: p.school.years.all().delete(), "no year"),
    ],
    ids=["reminders off", "finished", "no school year"],
)
def test_nothing_comes_where_nothing_is_sent(personas, group, change, words):
    change(personas)

    assert coming(personas) == []
    assert bool(told(personas).rest_words) == (words != "finished")


# --- what was told ---------------------------------------------------------------------------------------------------
def test_sent_says_when_what_to_how_many_and_why_newest_first(personas, group):
    others = [MembershipFactory(community=group).user for _ in range(3)]
    sent(group, "overdue", [personas.teacher, personas.coach, *others], on=date(2026, 11, 5))
    sent(group, "help_offer", [personas.coach], on=date(2026, 11, 16), occasion_on=date(2026, 11, 4))
    sent(group, "ask_leader", [personas.leader], on=date(2026, 11, 18), occasion_on=date(2026, 11, 17))

    assert [(line.iso, line.who) for line in told(personas).sent] == [
        ("2026-11-18", "to the school leader"),
        ("2026-11-16", "to the process coach"),
        ("2026-11-05", "to 4 members and the process coach"),
    ]
    assert told(personas).sent[0].why == "because nothing was planned by 17 November"


@pytest.mark.parametrize("kind", ["subtask_due", "invitation", "weekly_digest"])
def test_sent_to_one_person_alone_is_not_shown(personas, group, kind):
    sent(group, kind, [personas.teacher], on=date(2026, 11, 5))

    assert told(personas).sent == ()


def test_sent_in_the_inbox_counts_and_what_was_switched_off_does_not(personas, group):
    sent(group, "overdue", [personas.teacher], on=date(2026, 11, 5), state="inbox")
    sent(group, "overdue", [personas.coach], on=date(2026, 11, 5), state="muted")

    assert [(line.iso, line.who) for line in told(personas).sent] == [("2026-11-05", "to 1 member")]


def test_sent_shows_an_escalation_however_old(personas, group):
    sent(group, "ask_leader", [personas.leader], on=date(2026, 9, 8))
    for number in range(12):
        sent(group, "upcoming", [personas.teacher], on=date(2026, 10, 1 + number), occasion=f"meeting:{number}")

    texts = [line.text for line in told(personas).sent]
    assert len(texts) == 9
    assert texts[-1] == "Question for time, room or a decision"


def test_notices_of_another_group_or_year_are_not_shown(personas, group):
    sent(group, "overdue", [personas.teacher], on=date(2026, 5, 5))
    Notice.objects.create(
        kind="overdue", subject=f"community:{group.pk}0", occasion="x", recipient=personas.teacher, state="inbox",
        occasion_on=date(2026, 11, 5), told_at=datetime(2026, 11, 5, 8, tzinfo=UTC),
    )  # fmt: skip

    assert told(personas).sent == ()


# --- who sees it -----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("who", ["leader"])
def test_others_who_see_the_group_do_not_see_its_notices(personas, group, signed_in, who):
    sent(group, "help_offer", [personas.coach], on=date(2026, 11, 16))
    client = signed_in(getattr(personas, who))

    assert told(personas, who=who) is None
    page = client.get(reverse("dashboard:community", args=[group.pk]))
    assert page.status_code == 200
    assert b'id="notices"' not in page.content


def test_leader_of_a_partner_school_does_not_see_its_notices(personas, group, signed_in):
    PartnershipFactory(community=group, school=personas.other_leader.staff.get().school)

    page = signed_in(personas.other_leader).get(reverse("dashboard:community", args=[group.pk]))

    assert page.status_code == 200
    assert b'id="notices"' not in page.content


@pytest.mark.parametrize("who", ["teacher", "coach"])
def test_its_own_people_see_it_without_a_name(personas, group, signed_in, who):
    sent(group, "ask_leader", [personas.leader], on=date(2026, 11, 16))

    page = signed_in(getattr(personas, who)).get(reverse("dashboard:community", args=[group.pk])).content.decode()

    section = page.split('aria-labelledby="notices"')[1].split("</section>")[0]
    assert not [name for name in ("Tine", "Karim", "Lieve") if name in section]
    assert '<time datetime="2026-11-16">' in section


def test_page_before_anything_was_sent_is_calm(personas, group, signed_in):
    type(personas.teacher).objects.update(language="en")

    page = signed_in(personas.teacher).get(reverse("dashboard:community", args=[group.pk])).content.decode()

    assert "Nothing was sent yet this school year." in page


def test_partners_stand_in_the_order_of_their_names(personas, group):
    for name in ("zonnebloem", "Aardbei"):
        PartnershipFactory(community=group, school=SchoolFactory(name=name))

    assert group_page(personas.teacher, group.pk, today=TODAY).partners == ("Aardbei", "zonnebloem")


# --- words -----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ({"member": 1}, "to 1 member"),
        ({"member": 4, "coach": 1}, "to 4 members and the process coach"),
        ({"member": 2, "coach": 2, "expert": 1}, "to 2 members, 2 process coaches and 1 other person"),
        ({"leader": 2}, "to 2 school leaders"),
    ],
)
def test_to_whom_is_said_in_parts_and_numbers(numbers, expected):
    with override("en"):
        assert told_words.to(numbers) == expected


def test_usual_ladder_has_no_words_about_itself():
    assert told_words.softer(Waits(), "") == ""
