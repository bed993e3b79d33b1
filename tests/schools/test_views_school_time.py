from datetime import date

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from meetings.rhythm import refresh_cadence
from schools.models import Closure
from schools.views.school_time import moved_in_words
from tests.factories import ClosureFactory, MeetingFactory


def path(personas, name, *more):
    return reverse(f"schools:{name}", args=[personas.school.slug, *more])


def test_next_year_is_opened_with_its_closing_days(personas, signed_in):
    answer = signed_in(personas.leader).post(path(personas, "open-year"), {"label": "2027-2028"})

    assert answer.headers["Location"] == path(personas, "year", "2027-2028")
    assert personas.school.years.filter(label="2027-2028").exists()
    assert personas.school.closures.filter(first_day__year=2027, first_day__month=11).exists()


def test_year_that_nobody_published_cannot_be_opened(personas, signed_in):
    assert signed_in(personas.leader).post(path(personas, "open-year"), {"label": "2099-2100"}).status_code == 404


def test_colleague_reads_the_year_and_changes_nothing(personas, signed_in):
    answer = signed_in(personas.outsider).get(path(personas, "year", "2026-2027"))

    assert answer.context["school_days"] == 183
    assert path(personas, "closure-add", "2026-2027") not in answer.text


def test_study_day_tells_how_far_due_dates_move(personas, signed_in, today):
    MeetingFactory(community=personas.group, status="held", day=date(2026, 10, 30))
    refresh_cadence(community_ids=[personas.group.pk], today=today)
    personas.leader.language = "en"
    personas.leader.save()

    answer = signed_in(personas.leader).post(
        path(personas, "closure-add", "2026-2027"), {"kind": "study_day", "first_day": "2026-12-10"}
    )

    assert [str(message) for message in get_messages(answer.wsgi_request)] == [
        "Saved. In 1 group the due date moves 1 school day later."
    ]


@pytest.mark.parametrize(
    ("said", "faults"),
    [
        ({"first_day": "2026-12-10", "last_day": "2026-12-09"}, {"last_day"}),
        ({"first_day": "2026-12-10", "last_day": "2027-05-09"}, {"last_day"}),
        ({"first_day": "2026-08-10"}, {"first_day"}),
        ({"first_day": "2026-12-10", "kind": "published"}, {"kind"}),
        ({}, {"first_day"}),
    ],
)
def test_impossible_days_are_refused(personas, signed_in, said, faults):
    answer = signed_in(personas.leader).post(path(personas, "closure-add", "2026-2027"), {"kind": "free_day", **said})

    assert set(answer.context["form"].errors) == faults


def test_closing_days_of_one_school_are_not_removed_through_another(personas, signed_in):
    other = ClosureFactory()

    assert signed_in(personas.leader).post(path(personas, "closure-remove", other.pk)).status_code == 404
    own = ClosureFactory(school=personas.school)
    signed_in(personas.leader).post(path(personas, "closure-remove", own.pk))
    assert list(Closure.objects.exclude(kind="published")) == [other]


def test_reminders_are_switched_off_and_on(personas, signed_in):
    client = signed_in(personas.leader)

    for said, is_on in (("0", False), ("1", True)):
        client.post(path(personas, "reminders-on"), {"is_on": said})
        personas.school.refresh_from_db()
        assert personas.school.has_reminders is is_on


@pytest.mark.parametrize("rows", [1, 3])
def test_year_page_asks_the_same_number_of_questions(personas, signed_in, django_assert_num_queries, rows):
    for number in range(rows):
        ClosureFactory(school=personas.school, first_day=date(2026, 10, 5 + number))
    client = signed_in(personas.leader)

    with django_assert_num_queries(7):
        client.get(path(personas, "year", "2026-2027"))


@pytest.mark.parametrize(
    ("days", "words"),
    [
        ((), "No due date of a group moves."),
        ((1, 1, 1, 1), "In 4 groups the due date moves 1 school day later."),
        ((1, 3), "In 2 groups the due date moves 1 to 3 school days later."),
        ((-2,), "In 1 group the due date comes 2 school days earlier."),
        (
            (2, -1),
            "In 1 group the due date moves 2 school days later. In 1 group the due date comes 1 school day earlier.",
        ),
    ],
)
def test_moved_in_words(days, words, settings):
    settings.LANGUAGE_CODE = "en"

    assert moved_in_words(days) == words
