"""Deciding by consent, round by round, without names, and looking back on what was decided (R67)."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse

from meetings.models import Decision, Meeting, Objection, Proposal
from schools.models import AuditEvent
from tests.factories import DecisionFactory, MeetingFactory
from tests.factories_learning import ObjectionFactory, ProposalFactory

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 12)
NOW = datetime(2026, 11, 12, 13, tzinfo=UTC)
EIGHT_WEEKS = date(2027, 1, 21)  # forty school days, with the Christmas holidays in between


@pytest.fixture
def meeting(personas, time_machine) -> Meeting:
    time_machine.move_to(NOW, tick=False)
    return MeetingFactory(community=personas.group, day=DAY, starts_at=NOW)


@pytest.fixture
def proposal(meeting) -> Proposal:
    return ProposalFactory(meeting=meeting)


@pytest.fixture
def path(proposal):
    return reverse("meetings:proposal", args=[proposal.pk])


def test_group_goes_through_the_rounds_and_agrees(meeting, personas, signed_in):
    client = signed_in(personas.teacher)
    words = {"text": "Elke toets krijgt eerst een proefversie.", "driver": "Toetsen meten nu iets anders."}
    address = client.post(reverse("meetings:propose", args=[meeting.pk]), words).url
    for seen, to in (("present", "clarify"), ("clarify", "react"), ("react", "object"), ("object", "merge")):
        client.post(address, {"seen": seen, "to": to})

    page = client.get(address)
    assert page.context["review_on"] == EIGHT_WEEKS
    client.post(address, {"words": "1", "text": "Elke grote toets krijgt eerst een proefversie."})
    client.post(address, {"agree": "1", "review_on": EIGHT_WEEKS.isoformat()})

    decision = Decision.objects.get()
    assert (decision.text, decision.review_on) == ("Elke grote toets krijgt eerst een proefversie.", EIGHT_WEEKS)
    assert Proposal.objects.get().decision == decision
    client.post(address, {"agree": "1", "review_on": ""})
    assert Decision.objects.count() == 1


def test_same_words_are_one_proposal(meeting, personas, signed_in):
    client = signed_in(personas.teacher)
    for _ in range(2):
        client.post(reverse("meetings:propose", args=[meeting.pk]), {"text": "Zo doen we het."})

    assert Proposal.objects.count() == 1
    assert len(client.get(reverse("meetings:propose", args=[meeting.pk])).context["proposals"]) == 1


def test_second_tap_goes_one_round_on(proposal, path, personas, signed_in):
    client = signed_in(personas.teacher)
    client.post(path, {"seen": "present", "to": "clarify"})
    client.post(path, {"seen": "present", "to": "react"})
    client.post(path, {"seen": "clarify", "to": "agreed"})

    proposal.refresh_from_db()
    assert proposal.round == "clarify"


def test_objection_blocks_until_it_is_worked_in_and_a_concern_does_not(proposal, path, personas, signed_in):
    client = signed_in(personas.teacher)
    client.post(path, {"object": "objection", "text": "Dan blijft er geen tijd over."})
    client.post(path, {"object": "concern", "text": "Wordt het niet te druk?"})

    client.post(path, {"agree": "1"})
    assert not Decision.objects.exists()
    blocking = Objection.objects.get(is_concern=False)
    client.post(reverse("meetings:objection", args=[blocking.pk]), {"how": "Alleen voor grote toetsen."})
    client.post(path, {"agree": "1"})

    assert Decision.objects.get().review_on is None
    assert {row.worked_in for row in Objection.objects.all()} == {"Alleen voor grote toetsen.", ""}


def test_objection_can_turn_out_a_concern(proposal, path, personas, signed_in):
    one = ObjectionFactory(proposal=proposal)
    client = signed_in(personas.teacher)

    client.post(reverse("meetings:objection", args=[one.pk]), {"concern": "1"})
    client.post(path, {"agree": "1"})

    assert Decision.objects.count() == 1


def test_objection_leaves_no_trace_of_who(proposal, path, personas, signed_in):
    before = AuditEvent.objects.count()

    signed_in(personas.teacher).post(path, {"object": "objection", "text": "Dit schaadt 3B."})

    assert Objection.objects.count() == 1
    assert AuditEvent.objects.count() == before
    assert "user" not in {field.name for field in Objection._meta.get_fields()}


@pytest.mark.parametrize("closed", ["agreed", "dropped"])
def test_closed_proposal_takes_nothing_more(closed, proposal, path, personas, signed_in):
    Proposal.objects.update(round=closed)
    client = signed_in(personas.teacher)

    assert client.get(path).status_code == 200
    client.post(path, {"object": "objection", "text": "Te laat"})
    client.post(path, {"words": "1", "text": "Anders"})
    client.post(path, {"agree": "1"})

    assert (Objection.objects.count(), Decision.objects.count(), Proposal.objects.get().text) == (0, 0, proposal.text)


def test_proposal_is_set_aside(proposal, path, personas, signed_in):
    signed_in(personas.teacher).post(path, {"aside": "1"})

    proposal.refresh_from_db()
    assert proposal.round == "dropped"


# --- looking back -----------------------------------------------------------------------------------------------------
@pytest.fixture
def due(meeting, personas) -> Decision:
    earlier = MeetingFactory(community=personas.group, day=date(2026, 9, 10), starts_at=NOW - timedelta(days=63))
    DecisionFactory(meeting=earlier, text="Later", review_on=date(2027, 3, 1))
    return DecisionFactory(meeting=earlier, text="We testen alles vooraf", review_on=DAY)


@pytest.mark.parametrize(
    ("post", "review_on", "is_dropped", "texts"),
    [
        ({"keep": "1"}, EIGHT_WEEKS, False, []),
        ({"drop": "1"}, DAY, True, []),
        ({"change": "1", "text": "We testen grote toetsen vooraf"}, DAY, True, ["We testen grote toetsen vooraf"]),
        ({"change": "1", "text": ""}, DAY, False, []),
    ],
)
def test_decision_comes_back_on_its_day(post, review_on, is_dropped, texts, due, meeting, personas, signed_in):
    client, page = signed_in(personas.teacher), reverse("meetings:meeting", args=[meeting.pk])
    assert client.get(page).context["waiting"].decisions == [due]

    answer = client.post(reverse("meetings:look-back", args=[due.pk]), {**post, "meeting": meeting.pk})

    due.refresh_from_db()
    assert answer.url == page
    assert (due.review_on, due.dropped_on is not None) == (review_on, is_dropped)
    assert list(Decision.objects.filter(meeting=meeting).values_list("text", flat=True)) == texts


@pytest.mark.parametrize("persona", ["leader", "outsider", "other_leader"])
def test_nobody_else_proposes_objects_or_decides(persona, meeting, proposal, path, due, personas, signed_in):
    one = ObjectionFactory(proposal=proposal)
    client = signed_in(getattr(personas, persona))
    posts = {
        path: {"agree": "1"},
        reverse("meetings:propose", args=[meeting.pk]): {"text": "x"},
        reverse("meetings:objection", args=[one.pk]): {"concern": "1"},
        reverse("meetings:look-back", args=[due.pk]): {"drop": "1", "meeting": meeting.pk},
    }

    assert client.get(path).status_code == 404
    assert {client.post(address, fields).status_code for address, fields in posts.items()} == {404}
    due.refresh_from_db()
    one.refresh_from_db()
    assert (due.dropped_on, one.is_concern, Proposal.objects.count()) == (None, False, 1)
    assert Decision.objects.filter(meeting=meeting).count() == 0


@pytest.mark.parametrize("rows", [1, 3])
def test_proposal_page_costs_four_queries(rows, proposal, path, personas, signed_in, django_assert_num_queries):
    ObjectionFactory.create_batch(rows, proposal=proposal)
    client = signed_in(personas.teacher)

    with django_assert_num_queries(4):
        client.get(path)
