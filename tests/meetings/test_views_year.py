"""The year in one screen."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.urls import reverse

from meetings.models import Meeting
from tests.factories import CommunityFactory, MeetingFactory, MembershipFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def path(personas):
    return reverse("meetings:plan-year", args=[personas.group.pk])


def sent(page, **changes):
    """The form on the page as a browser would send it."""
    form = page.context["form"]
    fields = {"key": form.frame["key"].value(), "place": form.frame["place"].value()}
    fields |= {"row-TOTAL_FORMS": form.lines.total_form_count(), "row-INITIAL_FORMS": form.lines.initial_form_count()}
    for line in form.lines:
        for name in ("day", "at", "minutes"):
            value = line[name].value()
            fields[f"{line.prefix}-{name}"] = "" if value is None else str(value)
        if line["include"].value():
            fields[f"{line.prefix}-include"] = "on"
    return fields | changes


def codes(page):
    return [[remark.code for remark in advice] for _line, advice in page.context["lines"]]


def test_year_proposes_one_day_in_every_window_without_clashes(path, personas, signed_in):
    MeetingFactory(community=personas.group, day=date(2026, 10, 29), status="held")

    page = signed_in(personas.teacher).get(path)

    days = [line["day"].value() for line, _advice in page.context["lines"]]
    assert len(days) >= 4
    assert days == sorted(days)
    assert codes(page) == [[]] * len(days)


def test_year_is_saved_as_drafts_once_and_sent(path, personas, signed_in):
    client = signed_in(personas.teacher)
    page = client.get(path)
    fields = sent(page, place="B12")
    lines = len(page.context["lines"])

    for _ in range(2):
        client.post(path, fields)

    assert Meeting.objects.filter(status="draft", place="B12").count() == lines
    page = client.get(path)
    assert len(page.context["drafts"]) == lines
    client.post(reverse("meetings:send-drafts", args=[personas.group.pk]))
    assert Meeting.objects.planned().count() == lines


def test_line_that_is_not_ticked_is_left_out_whatever_stands_in_it(path, personas, signed_in):
    client = signed_in(personas.teacher)
    fields = sent(client.get(path)) | {"row-0-day": "nonsense"}
    fields = {name: value for name, value in fields.items() if not name.endswith("-include") or name == "row-1-include"}

    client.post(path, fields)

    assert Meeting.objects.get().day.isoformat() == fields["row-1-day"]


def test_check_without_script_shows_clashes_and_saves_nothing(path, personas, signed_in):
    other = CommunityFactory(school=personas.school)
    MembershipFactory(community=other, user=personas.coach)
    starts_at = datetime(2026, 12, 17, 13, 0, tzinfo=UTC)
    MeetingFactory(community=other, day=date(2026, 12, 17), starts_at=starts_at)
    client = signed_in(personas.teacher)
    days = {"row-0-day": "2026-12-17", "row-1-day": "2026-12-18", "row-2-day": "2027-02-09"}

    page = client.post(path, sent(client.get(path), check="1") | days)

    assert codes(page)[:3] == [["too_close", "double_booked"], ["too_close"], ["closed_day"]]
    assert not Meeting.objects.filter(community=personas.group).exists()


def test_check_of_htmx_answers_with_remarks_beside_their_lines(path, personas, signed_in):
    client = signed_in(personas.teacher)
    fields = sent(client.get(path)) | {"row-0-day": "2026-12-25"}

    text = client.post(path, fields, headers={"hx-request": "true"}).content.decode()

    assert "<html" not in text
    assert 'id="advice-row-0" hx-swap-oob="innerHTML"' in text
    assert not Meeting.objects.exists()


def test_one_more_line_without_script(path, personas, signed_in):
    client = signed_in(personas.teacher)
    page = client.get(path)

    more = client.post(path, sent(page, more="1"))

    assert len(more.context["lines"]) == len(page.context["lines"]) + 1
    assert not Meeting.objects.exists()


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"row-0-day": "2027-03-28", "row-0-at": "02:30"}, "at"),
        ({"row-0-day": ""}, "day"),
        ({"row-0-minutes": "x"}, "minutes"),
    ],
)
def test_year_says_what_is_wrong(changes, fault, path, personas, signed_in):
    client = signed_in(personas.teacher)

    page = client.post(path, sent(client.get(path)) | changes)

    assert list(page.context["form"].lines.forms[0].errors) == [fault]
    assert not Meeting.objects.exists()


def test_year_after_the_end_of_the_group_is_refused_in_words(path, personas, signed_in):
    personas.group.ended_on = date(2026, 12, 31)
    personas.group.save()
    client = signed_in(personas.teacher)

    page = client.post(path, sent(client.get(path)) | {"row-0-day": "2027-01-14", "row-0-include": "on"})

    assert page.context["form"].frame.non_field_errors()


def test_planned_meetings_stand_fixed_and_are_not_proposed_again(path, personas, signed_in):
    client = signed_in(personas.teacher)
    before = len(client.get(path).context["lines"])
    MeetingFactory(community=personas.group, day=date(2026, 12, 10))

    page = client.get(path)

    assert [row.day for row in page.context["planned"]] == [date(2026, 12, 10)]
    assert len(page.context["lines"]) <= before


@pytest.mark.parametrize("rows", [1, 3])
def test_year_costs_thirteen_queries(rows, path, personas, signed_in, django_assert_num_queries):
    for number in range(rows):
        MeetingFactory(community=personas.group, day=date(2026, 12, 10 + number))
        MeetingFactory(community=personas.group, day=date(2027, 1, 10 + number), status="draft")
        other = CommunityFactory(school=personas.school)
        MembershipFactory(community=other, user=personas.teacher)
    client = signed_in(personas.teacher)

    with django_assert_num_queries(13):
        client.get(path)
