"""The pages: everybody of the staff reads the same, nobody sees who answered, a result comes once."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from conditions.models import OtherScan, ReadinessAnswer, ReadinessRound, ReadinessStep, ReadinessTicket
from conditions.readiness_statements import codes
from schools.models import User
from tests.factories import OtherScanFactory, ReadinessRoundFactory, ReadinessStepFactory

CHOSEN = {f"now_{code}": "2" for code in codes()} | {f"wanted_{code}": "4" for code in codes()}


@pytest.fixture(autouse=True)
def frozen(monkeypatch, today):
    monkeypatch.setattr("plc_platform.clock.today", lambda: today)
    monkeypatch.setattr("plc_platform.clock.now", lambda: datetime(2026, 11, 23, 9, tzinfo=UTC))


@pytest.fixture(autouse=True)
def english(personas):
    User.objects.update(language="en")
    for person in (personas.leader, personas.teacher, personas.outsider, personas.other_leader):
        person.refresh_from_db()


def path(personas, name="readiness", *more):
    return reverse(f"conditions:{name}", args=[personas.school.slug, *more])


def text_of(client, address):
    return client.get(address).content.decode()


def answers(readiness_round, number, *, code="time", now=1, wanted=4, is_leader=False):
    rows = [
        ReadinessAnswer(round=readiness_round, is_leader=is_leader, code=code, now=now, wanted=wanted)
        for _ in range(number)
    ]
    ReadinessAnswer.objects.bulk_create(rows)


@pytest.fixture
def closed(personas):
    return ReadinessRoundFactory(
        school=personas.school, opened_on=date(2026, 11, 2), closes_on=date(2026, 11, 20), closed_on=date(2026, 11, 20)
    )


@pytest.fixture
def running(personas):
    return ReadinessRoundFactory(school=personas.school)


# --- opening ---------------------------------------------------------------------------------------------------------
def test_leader_opens_a_round_of_two_school_weeks(personas, signed_in):
    client = signed_in(personas.leader)
    assert 'value="2026-12-07"' in text_of(client, path(personas, "open-readiness"))

    answer = client.post(path(personas, "open-readiness"), {"closes_on": "2026-12-04"}, follow=True)

    assert "The round is open." in answer.content.decode()
    assert ReadinessRound.objects.get().closes_on == date(2026, 12, 4)


@pytest.mark.parametrize("day", ["", "nonsense", "2026-11-22", "2027-11-22"])
def test_last_day_that_cannot_be_is_refused_in_words(personas, signed_in, day):
    answer = signed_in(personas.leader).post(path(personas, "open-readiness"), {"closes_on": day})

    assert b"field-error" in answer.content
    assert not ReadinessRound.objects.exists()


@pytest.mark.parametrize("who", ["teacher", "outsider", "other_leader"])
def test_only_a_leader_of_the_school_opens(personas, signed_in, who):
    answer = signed_in(getattr(personas, who)).post(path(personas, "open-readiness"), {"closes_on": "2026-12-04"})

    assert (answer.status_code, ReadinessRound.objects.count()) == (404, 0)


# --- answering -------------------------------------------------------------------------------------------------------
def test_everybody_answers_once_in_one_form(personas, signed_in, running):
    client = signed_in(personas.outsider)

    first = client.post(path(personas, "answer-readiness"), CHOSEN, follow=True).content.decode()
    again = client.post(path(personas, "answer-readiness"), CHOSEN, follow=True).content.decode()

    assert "without your name" in first
    assert "You have answered already" in again
    assert ReadinessAnswer.objects.count() == len(codes())


def test_what_cannot_be_judged_is_left_out(personas, signed_in, running):
    data = {"now_time": "3", "wanted_time": "4", "now_plan": "skip", "wanted_plan": "2"}

    signed_in(personas.teacher).post(path(personas, "answer-readiness"), data)

    assert list(ReadinessAnswer.objects.values_list("code", "now", "wanted")) == [("time", 3, 4)]


@pytest.mark.parametrize("data", [{"now_time": ""}, {"now_time": "3"}, {"now_time": "9", "wanted_time": "3"}])
def test_half_an_answer_comes_back_with_what_was_chosen(personas, signed_in, running, data):
    answer = signed_in(personas.teacher).post(path(personas, "answer-readiness"), data)

    assert b"error-summary" in answer.content
    assert not ReadinessTicket.objects.exists()


def test_leader_is_told_beforehand_that_her_answer_can_be_recognised(personas, signed_in, running):
    words = "everybody knows that they are yours"

    assert words in text_of(signed_in(personas.leader), path(personas, "answer-readiness"))
    assert words not in text_of(signed_in(personas.teacher), path(personas, "answer-readiness"))


def test_without_a_round_there_is_nothing_to_answer(personas, signed_in, closed):
    answer = signed_in(personas.teacher).post(path(personas, "answer-readiness"), CHOSEN, follow=True)

    assert "No round is open now." in answer.content.decode()
    assert not ReadinessAnswer.objects.exists()


# --- the result ------------------------------------------------------------------------------------------------------
def test_open_round_shows_nothing_of_what_was_answered(personas, signed_in, running):
    before = {who: text_of(signed_in(getattr(personas, who)), path(personas)) for who in ("leader", "outsider")}

    answers(running, 6)
    answers(running, 1, now=4, is_leader=True)
    ReadinessTicket.objects.create(round=running, user=personas.teacher)

    for who, words in before.items():
        assert text_of(signed_in(getattr(personas, who)), path(personas)) == words


def test_gap_between_leader_and_team_comes_first(personas, signed_in, closed):
    answers(closed, 4)
    answers(closed, 1, now=4, is_leader=True)
    answers(closed, 4, code="culture", now=4)

    for who in ("leader", "teacher", "outsider"):
        words = text_of(signed_in(getattr(personas, who)), path(personas))
        assert words.index("Talk about this first") < words.index("Our week has time") < words.index("hardly yet")
        assert words.index("The other statements") < words.index("We easily ask one another")


@pytest.mark.parametrize("number", [1, 3])
def test_team_of_fewer_than_four_is_not_shown(personas, signed_in, closed, number):
    answers(closed, number)

    words = text_of(signed_in(personas.leader), path(personas))

    assert "Too few colleagues answered" in words
    assert "hardly yet" not in words


def test_one_answer_more_changes_nothing_below_four(personas, signed_in, closed):
    answers(closed, 2)
    before = text_of(signed_in(personas.leader), path(personas))
    answers(closed, 1, now=4, wanted=1)

    assert text_of(signed_in(personas.leader), path(personas)) == before


def test_result_is_read_by_its_date_also_when_nobody_settled_it(personas, signed_in):
    late = ReadinessRoundFactory(school=personas.school, closes_on=date(2026, 11, 22))
    answers(late, 5)

    assert "hardly yet" in text_of(signed_in(personas.teacher), path(personas))


@pytest.mark.parametrize(("number", "is_shown"), [(4, True), (5, False), (8, True)])
def test_earlier_round_stands_beside_it_when_it_gives_nobody_away(personas, signed_in, closed, number, is_shown):
    answers(closed, 4)
    earlier = ReadinessRoundFactory(
        school=personas.school, opened_on=date(2026, 3, 2), closes_on=date(2026, 3, 20), closed_on=date(2026, 3, 20)
    )
    answers(earlier, number, now=4)

    assert ("before:" in text_of(signed_in(personas.teacher), path(personas))) is is_shown


@pytest.mark.parametrize("who", ["other_leader"])
def test_page_is_for_the_staff_of_this_school(personas, signed_in, closed, who):
    assert signed_in(getattr(personas, who)).get(path(personas)).status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_page_needs_a_fixed_number_of_statements(personas, signed_in, closed, django_assert_num_queries, number):
    for index in range(number):
        answers(closed, 4, code=codes()[index])
        ReadinessStepFactory(school=personas.school, owner=personas.teacher, text=f"Stap {index}")
        OtherScanFactory(school=personas.school)
    client = signed_in(personas.teacher)

    with django_assert_num_queries(7):
        assert client.get(path(personas)).status_code == 200


# --- the plan --------------------------------------------------------------------------------------------------------
def test_leader_plans_a_step_for_a_statement(personas, signed_in, closed):
    client = signed_in(personas.leader)
    assert '<option value="time" selected>' in text_of(client, path(personas, "add-step") + "?for=time")

    data = {"text": "Woensdagmiddag vrij", "code": "time", "owner": personas.teacher.pk, "due_on": "2026-12-18"}
    client.post(path(personas, "add-step"), data)

    step = ReadinessStep.objects.get()
    assert (step.text, step.code, step.owner, step.due_on) == (
        "Woensdagmiddag vrij",
        "time",
        personas.teacher,
        date(2026, 12, 18),
    )


@pytest.mark.parametrize("owner", ["9" * 30, "abc", "stranger"])
def test_owner_works_in_the_school(personas, signed_in, owner):
    owner = personas.other_leader.pk if owner == "stranger" else owner

    answer = signed_in(personas.leader).post(path(personas, "add-step"), {"text": "Iets", "owner": owner})

    assert b"field-error" in answer.content
    assert not ReadinessStep.objects.exists()


@pytest.mark.parametrize(
    ("who", "status"), [("leader", 302), ("teacher", 302), ("outsider", 404), ("other_leader", 404)]
)
def test_owner_and_leader_tick_a_step(personas, signed_in, who, status):
    step = ReadinessStepFactory(school=personas.school, owner=personas.teacher)

    answer = signed_in(getattr(personas, who)).post(path(personas, "step-done", step.pk))

    step.refresh_from_db()
    assert (answer.status_code, step.done_on is not None) == (status, status == 302)


@pytest.mark.parametrize("who", ["teacher", "outsider", "other_leader"])
@pytest.mark.parametrize("name", ["step", "remove-step"])
def test_plan_is_the_leaders_to_write(personas, signed_in, who, name):
    step = ReadinessStepFactory(school=personas.school, owner=personas.teacher)

    answer = signed_in(getattr(personas, who)).post(path(personas, name, step.pk), {"text": "Anders"})

    step.refresh_from_db()
    assert (answer.status_code, step.text) == (404, "Een vast uur per week vrijhouden.")


def test_step_is_changed_and_reopened(personas, signed_in):
    step = ReadinessStepFactory(school=personas.school, done_on=date(2026, 11, 20))
    client = signed_in(personas.leader)

    client.post(path(personas, "step", step.pk), {"text": "Korter", "code": "", "owner": "", "due_on": ""})
    client.post(path(personas, "step-reopen", step.pk))

    step.refresh_from_db()
    assert (step.text, step.done_on) == ("Korter", None)


# --- other scans -----------------------------------------------------------------------------------------------------
def test_result_of_another_scan_is_a_line_and_a_date(personas, signed_in):
    client = signed_in(personas.leader)
    data = {"name": "Scan elders", "taken_on": "2026-03-12", "result": "Tijd vraagt aandacht."}
    for _ in range(2):
        client.post(path(personas, "add-scan"), data)

    scan = OtherScan.objects.get()
    assert "Tijd vraagt aandacht." in text_of(signed_in(personas.outsider), path(personas))
    assert signed_in(personas.teacher).post(path(personas, "remove-scan", scan.pk)).status_code == 404
    signed_in(personas.leader).post(path(personas, "remove-scan", scan.pk))
    assert not OtherScan.objects.exists()


@pytest.mark.parametrize("who", ["teacher", "outsider", "other_leader"])
def test_only_a_leader_notes_another_scan(personas, signed_in, who):
    data = {"name": "Scan elders", "taken_on": "2026-03-12", "result": "Tijd vraagt aandacht."}

    answer = signed_in(getattr(personas, who)).post(path(personas, "add-scan"), data)

    assert (answer.status_code, OtherScan.objects.exists()) == (404, False)
