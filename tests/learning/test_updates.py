"""Where a group stands, a question to named colleagues, and answers that come on the next agenda (R61)."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse

from learning.actions.updates import bring_answers
from learning.models import StakeholderAsk, StakeholderUpdate
from learning.talk_notices import compose_asked
from learning.tasks import bring
from meetings.models import AgendaBlock
from notifications.models import Notice
from notifications.registry import Section, Verdict
from tests.factories import MeetingFactory, staff_member
from tests.factories_learning import StakeholderAskFactory, StakeholderUpdateFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
TODAY = NOW.date()
SOON, LATER = date(2026, 11, 30), date(2026, 12, 10)


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(NOW, tick=False):
        yield


def path(name, pk):
    return reverse(f"learning:{name}", args=[pk])


def said(*people, **more):
    words = {"text": "We gaven twee lessen.", "question": "Past dit in jullie derde jaar?", "closes_on": "2026-12-04"}
    return words | {"key": str(uuid4()), "people": [one.pk for one in people]} | more


def asked_by(personas, who="outsider", **more):
    told = StakeholderUpdateFactory(community=personas.group, by=personas.teacher, **more)
    return StakeholderAskFactory(told=told, user=getattr(personas, who))


def blocks():
    return list(AgendaBlock.objects.values_list("meeting__day", "title").order_by("meeting__day", "pk"))


def answer(client, ask, text="Ja, vanaf januari."):
    return client.post(path("asked", ask.pk), {"answer": text})


def test_named_colleagues_are_asked_once_the_leader_too(personas, signed_in):
    client, form = signed_in(personas.teacher), said(personas.outsider, personas.leader)

    for _ in range(2):
        assert client.post(path("update-new", personas.group.pk), form).status_code == 302

    assert StakeholderUpdate.objects.get().closes_on == date(2026, 12, 4)
    recipients = {personas.outsider.pk, personas.leader.pk}
    assert set(Notice.objects.filter(kind="stakeholder_asked").values_list("recipient", flat=True)) == recipients
    assert Notice.objects.count() == 2


def test_two_school_weeks_unless_said_otherwise(personas, signed_in):
    page = signed_in(personas.teacher).get(path("update-new", personas.group.pk))

    assert page.context["form"]["closes_on"].value() == date(2026, 12, 7)


@pytest.mark.parametrize("who", ["coach", "other_leader"])
def test_the_own_group_and_who_works_elsewhere_cannot_be_asked(personas, signed_in, who):
    answer = signed_in(personas.teacher).post(path("update-new", personas.group.pk), said(getattr(personas, who)))

    assert answer.context["form"].errors.keys() == {"people"}
    assert not StakeholderUpdate.objects.exists()


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"text": "x" * 501}, "text"),
        ({"question": "x" * 201}, "question"),
        ({"closes_on": "2026-11-22"}, "closes_on"),
        ({"closes_on": "2027-11-22"}, "closes_on"),
        ({"people": []}, "people"),
    ],
)
def test_limits(personas, signed_in, more, field):
    answer = signed_in(personas.teacher).post(path("update-new", personas.group.pk), said(personas.outsider, **more))

    assert answer.context["form"].errors.keys() == {field}


def test_thirty_colleagues_at_most(personas, signed_in):
    many = [staff_member(personas.school) for _ in range(31)]

    answer = signed_in(personas.teacher).post(path("update-new", personas.group.pk), said(*many))

    assert answer.context["form"].errors.keys() == {"people"}


def test_searching_keeps_what_was_typed_and_ticked_and_sends_nothing(personas, signed_in):
    other = staff_member(personas.school, first_name="Zoë")
    form = said(personas.outsider, find="1", q="zoë")

    page = signed_in(personas.teacher).post(path("update-new", personas.group.pk), form)

    assert [(row.user, row.is_ticked) for row in page.context["choices"]] == [(personas.outsider, True), (other, False)]
    assert page.context["form"]["text"].value() == form["text"]
    assert not StakeholderUpdate.objects.exists()


def test_what_looks_like_a_name_of_a_pupil_is_asked_about_once(personas, signed_in):
    client, form = signed_in(personas.teacher), said(personas.outsider, text="Het ging over leerling Jana.")

    assert client.post(path("update-new", personas.group.pk), form).context["name"] == "Jana"
    assert client.post(path("update-new", personas.group.pk), form | {"seen": "Jana"}).status_code == 302


def test_an_answer_comes_on_the_next_agenda_once_and_can_be_changed(personas, signed_in):
    for day in (SOON, LATER):
        MeetingFactory(community=personas.group, day=day)
    ask, other = asked_by(personas), None
    other = StakeholderAskFactory(told=ask.told, user=personas.leader)

    answer(signed_in(personas.outsider), ask, "Ja.")
    answer(signed_in(personas.outsider), ask, "Ja, vanaf januari.")
    answer(signed_in(personas.leader), other)

    assert [day for day, _title in blocks()] == [SOON]
    ask.refresh_from_db()
    assert (ask.answer, ask.told.meeting.day) == ("Ja, vanaf januari.", SOON)
    page = signed_in(personas.coach).get(path("updates", personas.group.pk)).content.decode()
    assert "Ja, vanaf januari." in page
    assert personas.outsider.get_full_name() in page


def test_answers_wait_for_a_meeting_that_is_planned_later(personas, signed_in):
    ask = asked_by(personas)
    answer(signed_in(personas.outsider), ask)
    assert blocks() == []

    MeetingFactory(community=personas.group, day=SOON)
    for _ in range(2):
        bring()

    assert [day for day, _title in blocks()] == [SOON]


def test_answers_after_that_meeting_or_after_it_was_cancelled_go_to_the_next(personas):
    first, second = (MeetingFactory(community=personas.group, day=day) for day in (TODAY, SOON))
    ask = asked_by(personas, meeting=first)
    StakeholderAsk.objects.update(answer="Ja", answered_at=first.starts_at + timedelta(hours=1))

    assert bring_answers(now=first.starts_at + timedelta(hours=2)) == 1
    ask.told.refresh_from_db()
    assert ask.told.meeting == second

    third = MeetingFactory(community=personas.group, day=LATER)
    type(second).objects.filter(pk=second.pk).update(status="cancelled")
    assert bring_answers(now=NOW + timedelta(days=1)) == 1
    ask.told.refresh_from_db()
    assert ask.told.meeting == third


def test_two_updates_share_one_block_of_a_meeting(personas, signed_in):
    MeetingFactory(community=personas.group, day=SOON)
    client = signed_in(personas.outsider)

    for ask in (asked_by(personas), asked_by(personas)):
        answer(client, ask)

    assert len(blocks()) == 1


def test_after_the_last_day_an_answer_stays_as_it_was(personas, signed_in):
    ask = asked_by(personas, closes_on=TODAY - timedelta(days=1))

    answer(signed_in(personas.outsider), ask)

    ask.refresh_from_db()
    assert (ask.answer, ask.answered_at) == ("", None)
    assert signed_in(personas.outsider).get(path("asked", ask.pk)).context["is_open"] is False


def test_closed_early_and_a_question_taken_back_unless_it_was_answered(personas, signed_in):
    ask = asked_by(personas)
    answered = StakeholderAskFactory(told=ask.told, user=personas.leader, answer="Ja", answered_at=NOW)
    client = signed_in(personas.coach)

    for row in (ask, answered):
        client.post(path("ask-take-back", row.pk))
    assert list(StakeholderAsk.objects.all()) == [answered]

    client.post(path("update-close", ask.told_id))
    ask.told.refresh_from_db()
    assert ask.told.closes_on < TODAY


def test_the_leader_who_is_asked_reads_her_own_page_and_no_answer_of_another(personas, signed_in):
    ask = asked_by(personas, "leader")
    StakeholderAskFactory(told=ask.told, user=personas.outsider, answer="Van Olga", answered_at=NOW)
    client = signed_in(personas.leader)

    page = client.get(path("asked", ask.pk))

    assert (ask.told.text in page.content.decode(), "Van Olga" in page.content.decode()) == (True, False)
    assert client.get(path("updates", personas.group.pk)).status_code == 404


@pytest.mark.parametrize("who", ["leader", "outsider", "other_leader"])
@pytest.mark.parametrize("name", ["updates", "update-new", "update-close", "ask-take-back", "asked"])
def test_who_is_neither_of_the_group_nor_asked_finds_and_changes_nothing(personas, signed_in, who, name):
    told = StakeholderUpdateFactory(community=personas.group)
    ask = StakeholderAskFactory(told=told)
    pk = {"update-close": told.pk, "ask-take-back": ask.pk, "asked": ask.pk}.get(name, personas.group.pk)
    client = signed_in(getattr(personas, who))

    answers = {client.get(path(name, pk)).status_code, client.post(path(name, pk), {"answer": "x"}).status_code}

    assert answers <= {404, 405}
    assert list(StakeholderAsk.objects.values_list("answer", flat=True)) == [""]
    told.refresh_from_db()
    assert told.closes_on == date(2026, 12, 4)


@pytest.mark.parametrize("who", ["teacher", "coach"])
def test_the_group_does_not_answer_for_a_colleague(personas, signed_in, who):
    ask = asked_by(personas)

    response = answer(signed_in(getattr(personas, who)), ask)

    ask.refresh_from_db()
    assert (response.status_code, ask.answer) == (404, "")


@pytest.mark.parametrize(("changes", "is_told"), [({}, True), ({"answered_at": NOW}, False)])
def test_the_mail_is_for_who_did_not_answer_yet(personas, changes, is_told):
    ask = asked_by(personas)
    StakeholderAsk.objects.filter(pk=ask.pk).update(**changes)
    notice = Notice(pk=1, kind="stakeholder_asked", subject=f"stakeholder_ask:{ask.pk}", recipient=personas.outsider)

    told = compose_asked([notice], NOW)[1]

    assert (isinstance(told, Section), told == Verdict.DROP) == (is_told, not is_told)


@pytest.mark.parametrize("number", [1, 3])
def test_list_costs_the_same_for_any_number(personas, signed_in, number, django_assert_num_queries):
    for _ in range(number):
        asked_by(personas, meeting=MeetingFactory(community=personas.group))
    client = signed_in(personas.teacher)
    client.get(path("updates", personas.group.pk))

    with django_assert_num_queries(5):
        assert len(client.get(path("updates", personas.group.pk)).context["updates"]) == number
