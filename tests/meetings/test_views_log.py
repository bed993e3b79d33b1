"""The log in the browser: preset, forgiving, and fair to two writers."""

import re
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.db import transaction
from django.urls import reverse

from meetings import actions
from meetings.actions.errors import CoachGivesNoTasks
from meetings.actions.notes import NewTask
from meetings.models import Attendance, Decision, Meeting, Subtask
from meetings.rhythm import refresh_cadence
from tests.factories import (
    CommunityFactory,
    DecisionFactory,
    MeetingFactory,
    MembershipFactory,
    PartnershipFactory,
    PauseFactory,
    SubtaskFactory,
    open_school,
)
from tests.meetings.sheet import sent

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 16, 0, tzinfo=UTC)
NOON = datetime(2026, 11, 23, 12, 30, tzinfo=UTC)  # 13:30 on the wall


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def meeting(personas):
    made = MeetingFactory(community=personas.group, day=TODAY, starts_at=NOON, minutes=150, place="B12")
    refresh_cadence(community_ids=[personas.group.pk], today=TODAY)
    return made


def path_of(meeting):
    return reverse("meetings:log", args=[meeting.pk])


def test_log_form_is_filled_in(meeting, personas, signed_in):
    earlier = SubtaskFactory(meeting=MeetingFactory(community=personas.group), owner=personas.coach)
    SubtaskFactory(meeting=earlier.meeting, done_on=TODAY)

    page = signed_in(personas.teacher).get(path_of(meeting))

    sheet = page.context["sheet"]
    assert (sheet.form["day"].value(), sheet.form["at"].value(), sheet.form["minutes"].value()) == (
        "2026-11-23",
        "13:30",
        150,
    )
    assert [(person.name, checked) for person, checked in sheet.people()] == [
        (personas.coach.get_full_name(), True),
        (personas.teacher.get_full_name(), True),
    ]
    assert [row for row, _field in sheet.earlier()] == [earlier]
    assert len(page.context["offers"]) == 3


def test_next_meeting_is_proposed_in_the_window_that_this_meeting_opens(meeting, personas, signed_in):
    page = signed_in(personas.teacher).get(path_of(meeting))

    days = [offer.starts_at.date() for offer in page.context["offers"]]
    # Twenty to thirty school days after 23 November, without the Christmas holiday; Monday is the usual day.
    assert days == [date(2027, 1, 4), date(2027, 1, 11), date(2027, 1, 18)]


def test_next_meeting_that_is_planned_already_is_not_asked_for(meeting, personas, signed_in):
    MeetingFactory(community=personas.group, day=date(2026, 12, 17))
    refresh_cadence(community_ids=[personas.group.pk], today=TODAY)

    page = signed_in(personas.teacher).get(path_of(meeting))

    assert page.context["offers"] == []
    assert page.context["sheet"].context.following == date(2026, 12, 17)


def test_log_without_a_change_is_accepted(meeting, personas, signed_in):
    client = signed_in(personas.teacher)

    answer = client.post(path_of(meeting), sent(client.get(path_of(meeting))))

    meeting.refresh_from_db()
    assert answer.url == reverse("meetings:meeting", args=[meeting.pk])
    assert answer.cookies["draft_saved"].value == f"log-{meeting.pk}"
    assert (meeting.status, meeting.present_count) == ("held", 2)


def test_log_keeps_what_was_typed(meeting, personas, signed_in):
    client = signed_in(personas.teacher)
    page = client.get(path_of(meeting))

    client.post(
        path_of(meeting),
        sent(
            page,
            present=[personas.teacher.pk],
            focuses=["curriculum"],
            next="2027-01-04T13:30",
            decision__0__text="We testen les 3",
            subtask__0__text="Les 3 uitschrijven",
            subtask__0__owner=personas.coach.pk,
        ),
    )

    subtask = Subtask.objects.get()
    assert Decision.objects.get().text == "We testen les 3"
    assert (subtask.text, subtask.owner, subtask.due_on) == ("Les 3 uitschrijven", personas.coach, date(2027, 1, 4))
    assert Meeting.objects.get(day=date(2027, 1, 4)).starts_at == datetime(2027, 1, 4, 12, 30, tzinfo=UTC)
    assert dict(Attendance.objects.values_list("user", "is_present")) == {
        personas.teacher.pk: True,
        personas.coach.pk: False,
    }


def test_log_sent_twice_counts_once(meeting, personas, signed_in):
    client = signed_in(personas.teacher)
    fields = sent(client.get(path_of(meeting)), decision__0__text="Ja", next="2027-01-04T13:30")

    answers = [client.post(path_of(meeting), fields) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert (Decision.objects.count(), Meeting.objects.count()) == (1, 2)


def test_second_writer_sees_the_words_of_both_and_saves_both(meeting, personas, client, signed_in):
    signed_in(personas.coach)
    coach_page = client.get(path_of(meeting))
    signed_in(personas.teacher)
    client.post(
        path_of(meeting),
        sent(client.get(path_of(meeting)), decision__0__text="Van Tine", note="Noot van Tine", present=[]),
    )

    signed_in(personas.coach)
    page = client.post(
        path_of(meeting),
        sent(coach_page, decision__0__text="Van Karim", note="Noot van Karim", subtask__0__text="Taak van Karim"),
    )

    text = page.content.decode()
    assert personas.teacher.get_full_name() in text
    assert Decision.objects.get().text == "Van Tine"
    sheet = page.context["sheet"]
    assert sheet.form["note"].value() == "Noot van Tine\nNoot van Karim"
    assert [form["text"].value() for form in sheet.decisions] == ["Van Tine", "Van Karim", None]

    answer = client.post(path_of(meeting), sent(page))
    assert answer.status_code == 302
    assert list(Decision.objects.order_by("position").values_list("text", flat=True)) == ["Van Tine", "Van Karim"]
    assert Subtask.objects.get().text == "Taak van Karim"
    meeting.refresh_from_db()
    assert (meeting.noted.note, meeting.present_count) == ("Noot van Tine\nNoot van Karim", 0)


def test_first_writer_is_told_once_that_somebody_added(meeting, personas, client, signed_in):
    for person in (personas.teacher, personas.coach):
        signed_in(person)
        client.post(path_of(meeting), sent(client.get(path_of(meeting))))
    signed_in(personas.teacher)
    page = reverse("meetings:meeting", args=[meeting.pk])

    told = [[receipt.by for receipt in client.get(page).context["news"]] for _ in range(2)]

    assert told == [[personas.coach], []]


def test_change_of_the_agenda_meanwhile_is_no_conflict(meeting, personas, client, signed_in):
    signed_in(personas.teacher)
    page = client.get(path_of(meeting))
    Meeting.objects.filter(pk=meeting.pk).update(version=5)

    assert client.post(path_of(meeting), sent(page)).status_code == 302


def test_change_of_the_day_meanwhile_is_shown(meeting, personas, client, signed_in):
    signed_in(personas.teacher)
    page = client.get(path_of(meeting))
    earlier = NOON - timedelta(days=3)
    Meeting.objects.filter(pk=meeting.pk).update(version=2, starts_at=earlier, day=earlier.date())

    shown = client.post(path_of(meeting), sent(page))

    assert shown.context["other"]["receipt"] is None
    assert shown.context["sheet"].form["day"].value() == "2026-11-20"
    assert client.post(path_of(meeting), sent(shown)).status_code == 302


def test_tampered_base_costs_nothing(meeting, personas, client, signed_in):
    signed_in(personas.coach)
    page = client.get(path_of(meeting))
    signed_in(personas.teacher)
    client.post(path_of(meeting), sent(client.get(path_of(meeting)), decision__0__text="Van Tine"))
    signed_in(personas.coach)

    shown = client.post(path_of(meeting), sent(page, base='{"decisions": 3}', decision__0__text="Van Karim"))

    assert [form["text"].value() for form in shown.context["sheet"].decisions][:2] == ["Van Tine", "Van Karim"]


def test_time_that_does_not_exist_is_said(meeting, personas, client, signed_in):
    with time_machine.travel(datetime(2027, 3, 29, 9, 0, tzinfo=UTC), tick=False):
        signed_in(personas.teacher)
        page = client.get(path_of(meeting))
        answer = client.post(path_of(meeting), sent(page, day="2027-03-28", at="02:30"))

    assert list(answer.context["form"].errors) == ["at"]
    assert answer.context["sheet"].has_wrong_time()


def test_day_to_come_is_said(meeting, personas, client, signed_in):
    signed_in(personas.teacher)

    answer = client.post(path_of(meeting), sent(client.get(path_of(meeting)), day="2026-11-24", note="Blijft"))

    assert answer.context["form"].non_field_errors()
    assert answer.context["form"]["note"].value() == "Blijft"
    assert not Attendance.objects.exists()


def test_more_lines_without_script_saves_nothing_and_loses_nothing(meeting, personas, client, signed_in):
    signed_in(personas.teacher)
    fields = sent(client.get(path_of(meeting)), decision__0__text="Ja", more="1")

    page = client.post(path_of(meeting), fields)

    assert [form["text"].value() for form in page.context["sheet"].decisions] == ["Ja", None, None, None]
    assert not Decision.objects.exists()
    assert client.post(path_of(meeting), sent(page)).status_code == 302


def test_logged_meeting_is_shown_as_it_was_noted(meeting, personas, client, signed_in):
    signed_in(personas.teacher)
    client.post(path_of(meeting), sent(client.get(path_of(meeting)), present=[personas.coach.pk], guests=2))

    sheet = client.get(path_of(meeting)).context["sheet"]

    assert [person.pk for person, checked in sheet.people() if checked] == [personas.coach.pk]
    assert sheet.form["guests"].value() == 2


def test_unplanned_log_makes_a_meeting(personas, client, signed_in):
    path = reverse("meetings:log-new", args=[personas.group.pk])
    signed_in(personas.teacher)
    fields = sent(client.get(path), decision__0__text="Ja")

    answers = [client.post(path, fields) for _ in range(2)]

    made = Meeting.objects.get()
    assert {answer.url for answer in answers} == {reverse("meetings:meeting", args=[made.pk])}
    assert (made.status, made.day) == ("held", TODAY)
    assert answers[0].cookies["draft_saved"].value == f"log-new-{personas.group.pk}"


def test_two_unplanned_logs_of_one_day_come_together(personas, client, signed_in):
    path = reverse("meetings:log-new", args=[personas.group.pk])
    signed_in(personas.coach)
    coach_page = client.get(path)
    signed_in(personas.teacher)
    client.post(path, sent(client.get(path), decision__0__text="Van Tine"))
    signed_in(personas.coach)

    page = client.post(path, sent(coach_page, decision__0__text="Van Karim"))
    made = Meeting.objects.get()
    client.post(path_of(made), sent(page))

    assert Meeting.objects.count() == 1
    assert set(Decision.objects.values_list("text", flat=True)) == {"Van Tine", "Van Karim"}


def test_second_meeting_of_one_day_can_be_logged_apart(personas, client, signed_in):
    path = reverse("meetings:log-new", args=[personas.group.pk])
    MeetingFactory(community=personas.group, day=TODAY, status="held")
    signed_in(personas.teacher)
    page = client.post(path, sent(client.get(path), decision__0__text="Apart"))

    answer = client.post(path, sent(page, separate="1"))

    assert answer.status_code == 302
    assert Meeting.objects.count() == 2
    assert Decision.objects.get().text == "Apart"


def test_unplanned_log_points_to_a_planned_meeting_that_waits(meeting, personas, signed_in):
    page = signed_in(personas.teacher).get(reverse("meetings:log-new", args=[personas.group.pk]))

    assert page.context["waiting"] == meeting


@pytest.mark.parametrize("persona", ["leader", "outsider", "other_leader"])
def test_log_is_for_the_group_itself(persona, meeting, personas, client, signed_in):
    signed_in(personas.teacher)
    fields = sent(client.get(path_of(meeting)))
    signed_in(getattr(personas, persona))

    new = reverse("meetings:log-new", args=[personas.group.pk])
    answers = [client.get(path_of(meeting)), client.post(path_of(meeting), fields), client.get(new)]
    answers.append(client.post(new, fields))

    assert [answer.status_code for answer in answers] == [404] * 4
    assert not Attendance.objects.exists()


@pytest.mark.parametrize("verb", ["done", "drop", "reopen"])
def test_subtask_is_for_the_group_itself(verb, meeting, personas, client, signed_in):
    subtask = SubtaskFactory(meeting=meeting, done_on=TODAY if verb == "reopen" else None)
    path = reverse(f"meetings:subtask-{verb}", args=[subtask.pk])
    signed_in(personas.leader)
    assert client.post(path).status_code == 404

    signed_in(personas.teacher)
    answer = client.post(path, headers={"referer": "http://testserver/mine/"})

    subtask.refresh_from_db()
    assert answer.url == "http://testserver/mine/"
    assert (bool(subtask.done_on), bool(subtask.dropped_on)) == (verb == "done", verb == "drop")


def test_subtask_done_comes_back_to_its_meeting_without_a_page_of_ours(meeting, personas, signed_in):
    subtask = SubtaskFactory(meeting=meeting)
    path = reverse("meetings:subtask-done", args=[subtask.pk])

    answer = signed_in(personas.teacher).post(path, headers={"referer": "https://elsewhere.example/"})

    assert answer.url == reverse("meetings:meeting", args=[meeting.pk])


@pytest.mark.parametrize("rows", [1, 3])
def test_log_form_costs_eight_queries(rows, meeting, personas, signed_in, django_assert_num_queries):
    earlier = MeetingFactory(community=personas.group)
    for _ in range(rows):
        MembershipFactory(community=personas.group)
        SubtaskFactory(meeting=earlier, owner=personas.coach)
        other = CommunityFactory(school=personas.school)
        MembershipFactory(community=other, user=personas.teacher)
    client = signed_in(personas.teacher)

    with django_assert_num_queries(8):
        client.get(path_of(meeting))


@pytest.mark.parametrize("rows", [1, 3])
def test_log_form_of_a_logged_meeting_costs_eleven_queries(
    rows, meeting, personas, client, signed_in, django_assert_num_queries
):
    signed_in(personas.teacher)
    client.post(path_of(meeting), sent(client.get(path_of(meeting))))
    DecisionFactory.create_batch(rows, meeting=meeting)
    SubtaskFactory.create_batch(rows, meeting=meeting, owner=personas.coach)

    with django_assert_num_queries(11):
        client.get(path_of(meeting))


@pytest.mark.parametrize("rows", [1, 3])
def test_partners_and_pauses_cost_one_query_each(rows, meeting, personas, signed_in, django_assert_num_queries):
    for number in range(rows):
        PartnershipFactory(community=personas.group, school=open_school())
        day = date(2027, 5, 1) + timedelta(days=number)
        PauseFactory(community=personas.group, first_day=day, last_day=day)
    client = signed_in(personas.teacher)

    with django_assert_num_queries(10):
        client.get(path_of(meeting))


def test_next_meeting_avoids_a_pause(meeting, personas, signed_in):
    PauseFactory(community=personas.group, first_day=date(2027, 1, 4), last_day=date(2027, 1, 8))

    page = signed_in(personas.teacher).get(path_of(meeting))

    assert page.context["offers"][0].starts_at.date() == date(2027, 1, 11)


def test_log_form_asks_for_no_typing(meeting, personas, signed_in):
    page = signed_in(personas.teacher).get(path_of(meeting)).content.decode()

    must = [tag for tag in re.findall(r"<(?:input|textarea|select)[^>]*>", page) if re.search(r"\brequired\b", tag)]
    assert {re.search(r'type="(\w+)"', tag)[1] for tag in must} <= {"date", "time", "radio"}  # all of them filled in


def test_key_that_was_used_elsewhere_is_replaced(meeting, personas, client, signed_in):
    other = MeetingFactory(community=personas.group, day=date(2026, 11, 20), starts_at=NOON - timedelta(days=3))
    signed_in(personas.teacher)
    first = sent(client.get(path_of(other)))
    client.post(path_of(other), first)

    page = client.post(path_of(meeting), sent(client.get(path_of(meeting)), key=first["key"], note="Blijft"))

    assert page.context["form"].non_field_errors()
    assert client.post(path_of(meeting), sent(page)).status_code == 302
    meeting.refresh_from_db()
    assert meeting.noted.note == "Blijft"


# --- who coaches gives nobody a task (R70) ---------------------------------------------------------------------------
def owners_on(page):
    field = page.context["sheet"].subtasks.empty_form.fields["owner"]
    return {pk for pk, _name in field.choices if pk}


def test_a_coach_is_offered_only_herself_and_whom_the_group_named(meeting, personas, signed_in):
    other = MembershipFactory(community=personas.group).user
    assert owners_on(signed_in(personas.teacher).get(path_of(meeting))) == {
        *(personas.teacher.pk, personas.coach.pk, other.pk)
    }
    client = signed_in(personas.coach)
    assert owners_on(client.get(path_of(meeting))) == {personas.coach.pk}
    assert owners_on(client.get(reverse("meetings:log-new", args=[personas.group.pk]))) == {personas.coach.pk}

    SubtaskFactory(meeting=meeting, owner=other)

    assert owners_on(client.get(path_of(meeting))) == {personas.coach.pk, other.pk}


def test_a_coach_notes_a_task_and_somebody_takes_it(meeting, personas, signed_in):
    client = signed_in(personas.coach)
    client.post(path_of(meeting), sent(client.get(path_of(meeting)), subtask__0__text="Toets maken"))
    subtask = Subtask.objects.get()
    assert subtask.owner is None

    take = reverse("meetings:subtask-take", args=[subtask.pk])
    page = reverse("meetings:meeting", args=[meeting.pk])
    client = signed_in(personas.teacher)
    assert take in client.get(page).text
    for _tap in range(2):
        assert not client.post(take, follow=True).context["messages"]

    subtask.refresh_from_db()
    assert subtask.owner == personas.teacher
    assert take not in client.get(page).text
    signed_in(personas.coach).post(take)
    subtask.refresh_from_db()
    assert subtask.owner == personas.teacher


@pytest.mark.parametrize("who", ["leader", "outsider", "other_leader"])
def test_nobody_from_outside_takes_a_task(meeting, personas, signed_in, who):
    subtask = SubtaskFactory(meeting=meeting, owner=None)

    answer = signed_in(getattr(personas, who)).post(reverse("meetings:subtask-take", args=[subtask.pk]))

    subtask.refresh_from_db()
    assert (answer.status_code, subtask.owner) == (404, None)


def test_a_coach_who_sends_a_name_all_the_same_is_refused(meeting, personas):
    other = MembershipFactory(community=personas.group).user
    kept = SubtaskFactory(meeting=meeting, owner=other, text="Oud")
    facts = {"version": meeting.version, "starts_at": NOON, "minutes": 150, "present": {}}

    def log(*tasks, by=personas.coach):
        entry = actions.LogEntry(key=uuid4(), subtasks=tasks, **facts)
        return actions.log_meeting(meeting=meeting, entry=entry, by=by, now=NOW)

    for task in (NewTask("Nieuw", other.pk), NewTask("Oud", personas.teacher.pk, pk=kept.pk)):
        with pytest.raises(CoachGivesNoTasks), transaction.atomic():
            log(task)
    log(NewTask("Nieuw", personas.coach.pk), NewTask("Oud, anders gezegd", other.pk, pk=kept.pk))

    owners = dict(Subtask.objects.values_list("text", "owner"))
    assert owners == {"Nieuw": personas.coach.pk, "Oud, anders gezegd": other.pk}
