"""Activity of an online community: noted in two taps, read by the group; a leader sees numbers and the last day."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse

from communities.models import Community
from meetings.models import Activity
from tests.factories import ActivityFactory, MeetingFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def group(personas):
    Community.objects.filter(pk=personas.group.pk).update(regime="none", variant="OLC")
    personas.group.refresh_from_db()
    return personas.group


@pytest.fixture
def path(group):
    return reverse("meetings:activity", args=[group.pk])


@pytest.fixture
def add_path(group):
    return reverse("meetings:add-activity", args=[group.pk])


def test_an_activity_is_noted_with_one_tap_on_its_kind(path, add_path, group, personas, signed_in):
    client = signed_in(personas.teacher)
    key = client.get(path).context["form"]["key"].value()

    for _ in range(2):
        answer = client.post(add_path, {"key": key, "kind": "question"})

    assert answer.url == path
    assert list(Activity.objects.values_list("community", "day", "kind", "text", "by")) == [
        (group.pk, NOW.date(), "question", "", personas.teacher.pk)
    ]


@pytest.mark.parametrize(
    "said",
    [{"kind": "gossip"}, {"kind": "answer", "text": "x" * 201}, {"kind": "answer", "link": "javascript:alert(1)"}],
)
def test_nonsense_is_not_noted(add_path, personas, signed_in, said):
    answer = signed_in(personas.teacher).post(add_path, {"key": str(uuid4()), **said})

    assert (answer.status_code, Activity.objects.count()) == (400, 0)


def test_numbers_of_the_year_with_live_moments_and_how_long_it_has_been_quiet(path, group, personas, signed_in):
    for day in (date(2026, 10, 5), date(2026, 10, 6)):
        ActivityFactory(community=group, day=day, text="Een tip", by=personas.teacher)
    ActivityFactory(community=group, day=date(2026, 5, 5))
    MeetingFactory(community=group, day=date(2026, 10, 7), status="held")
    MeetingFactory(community=group, day=date(2026, 12, 7))

    page = signed_in(personas.teacher).get(path).context["page"]

    assert [(week.first, week.number) for week in page.busy_weeks] == [(date(2026, 10, 5), 3)]
    assert (page.last_on, page.total, page.quiet, len(page.lines)) == (date(2026, 10, 7), 3, 5, 2)


def test_what_counts_without_words_is_a_number_and_no_line(path, group, personas, signed_in):
    for by, day in (
        (personas.coach, NOW.date()),
        (personas.teacher, date(2026, 10, 5)),
        (personas.teacher, NOW.date()),
    ):
        ActivityFactory(community=group, day=day, text="", link="", by=by)

    page = signed_in(personas.teacher).get(path).context["page"]

    assert (page.total, [(row.by, row.day) for row in page.lines]) == (3, [(personas.teacher, NOW.date())])


@pytest.mark.parametrize("who", ["leader"])
def test_others_see_numbers_and_the_last_day_only(path, group, personas, signed_in, who):
    ActivityFactory(community=group, text="geheime vraag", link="https://intern.example/1", by=personas.teacher)

    page = signed_in(getattr(personas, who)).get(path)

    assert (page.context["page"].total, page.context["page"].last_on) == (1, date(2026, 11, 12))
    for words in ("geheime", "intern.example", "Tine"):
        assert words not in page.content.decode()


def test_everybody_removes_her_own_lines_only(group, personas, signed_in):
    own = ActivityFactory(community=group, by=personas.teacher)
    other = ActivityFactory(community=group, by=personas.coach)
    client = signed_in(personas.teacher)

    answers = [client.post(reverse("meetings:remove-activity", args=[row.pk])).status_code for row in (own, other)]

    assert answers == [302, 404]
    assert list(Activity.objects.all()) == [other]


@pytest.mark.parametrize("who", ["outsider", "leader", "other_leader"])
def test_whoever_is_not_of_the_group_notes_nothing(add_path, personas, signed_in, who):
    answer = signed_in(getattr(personas, who)).post(add_path, {"key": str(uuid4()), "kind": "question"})

    assert (answer.status_code, Activity.objects.count()) == (404, 0)


@pytest.mark.parametrize("number", [1, 3])
def test_page_costs_the_same_for_any_number_of_lines(
    path, group, personas, signed_in, number, django_assert_num_queries
):
    for _ in range(number):
        ActivityFactory(community=group, text="Een tip", by=personas.coach)
        MeetingFactory(community=group, status="held")
    client = signed_in(personas.teacher)
    client.get(path)

    with django_assert_num_queries(12):
        assert len(client.get(path).context["page"].lines) == number
