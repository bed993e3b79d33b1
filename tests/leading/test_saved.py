"""A leader keeps views of her page: which groups, which columns; hers alone. The list goes out as a file."""

from datetime import UTC, datetime
from io import BytesIO

import openpyxl
import pytest
from django.urls import reverse

from leading.actions import saved as actions
from leading.models import SavedView
from meetings.rhythm import refresh_cadence
from tests.dashboard.groups import groups_in
from tests.factories import MembershipFactory, staff_member
from tests.factories_leading import SavedViewFactory

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def on_a_monday(monkeypatch):
    monkeypatch.setattr("plc_platform.clock.now", lambda: NOW)
    monkeypatch.setattr("plc_platform.clock.today", lambda: NOW.date())


@pytest.fixture
def school(personas):
    groups_in(personas.school, 2, today=NOW.date(), variant="COP", name="=2+2")
    refresh_cadence(community_ids=[personas.group.pk], today=NOW.date())
    return personas.school


def path_of(school):
    return reverse("dashboard:school", args=[school.slug])


def keep(client, school, **said):
    return client.post(reverse("leading:keep-view", args=[school.slug]), {"name": "Wie mij nodig heeft"} | said)


def test_a_view_is_kept_and_stands_above_the_list(personas, signed_in, school):
    client = signed_in(personas.leader)

    answer = keep(client, school, state="overdue", column=["state", "members"])

    assert answer.headers["Location"] == f"{path_of(school)}?state=overdue&variant=&column=state&column=members"
    page = client.get(answer.headers["Location"]).text
    assert 'aria-current="true" href="?state=overdue&amp;column=state&amp;column=members">Wie mij nodig heeft' in page
    assert "hide-strip" in page


def test_the_same_name_keeps_the_new_choice(personas, signed_in, school):
    client = signed_in(personas.leader)
    for state in ("overdue", "paused"):
        keep(client, school, state=state)

    assert list(SavedView.objects.values_list("query", flat=True)) == [{"state": "paused"}]


def test_the_page_begins_with_the_view_that_she_chose(personas, signed_in, school):
    client = signed_in(personas.leader)
    keep(client, school, variant="COP", is_first="on")
    keep(client, school, name="Andere", is_first="on", variant="TDT")

    plain, everything = client.get(path_of(school)).text, client.get(path_of(school), {"state": ""}).text

    assert list(SavedView.objects.filter(is_first=True).values_list("name", flat=True)) == ["Andere"]
    assert [text.count('<li class="row group">') for text in (plain, everything)] == [1, 3]


@pytest.mark.parametrize("name", ["", "x" * 41])
def test_a_name_is_asked_beside_the_field(personas, signed_in, school, name):
    answer = keep(signed_in(personas.leader), school, name=name, column=["members"])

    assert (answer.status_code, SavedView.objects.exists()) == (400, False)
    assert 'name="column" value="members"' in answer.text


def test_twelve_are_enough(personas, signed_in, school):
    SavedViewFactory.create_batch(actions.MOST, user=personas.leader, school=school)

    answer = keep(signed_in(personas.leader), school)

    assert (answer.status_code, SavedView.objects.count()) == (400, actions.MOST)


def test_a_view_of_what_is_no_more_shows_nothing_strange(personas, signed_in, school):
    SavedViewFactory(user=personas.leader, school=school, query={"state": "gone"}, columns=["gone"], is_first=True)

    page = signed_in(personas.leader).get(path_of(school))

    assert page.status_code == 200
    assert 'class="empty"' in page.text


def test_views_are_hers_alone(personas, signed_in, school):
    view = SavedViewFactory(user=personas.leader, school=school, name="Van mij")
    second = staff_member(school, "leader")

    assert "Van mij" not in signed_in(second).get(path_of(school)).text
    assert signed_in(second).post(reverse("leading:drop-view", args=[view.pk])).status_code == 404
    assert keep(signed_in(personas.teacher), school).status_code == 404
    assert SavedView.objects.get() == view
    signed_in(personas.leader).post(reverse("leading:drop-view", args=[view.pk]))
    assert not SavedView.objects.exists()


def test_columns_say_what_is_chosen(personas, signed_in, school):
    MembershipFactory(community=personas.group)

    page = signed_in(personas.leader).get(path_of(school), {"column": ["next", "met", "members"]}).text

    assert "volgende: 3 december · laatst samen: 15 oktober · 0 leden" in page
    assert "2 leden" in page


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_list_goes_out_as_it_shows(personas, signed_in, school, kind):
    chosen = {"variant": "COP", "column": ["state", "next", "members"], "file": kind}
    answer = signed_in(personas.leader).get(reverse("dashboard:school-file", args=[school.slug]), chosen)

    if kind == "csv":
        lines = answer.content.decode("utf-8-sig").splitlines()
        assert lines[1:] == ["'=2+2;Op schema;2026-12-03;0"] * 2
    else:
        page = openpyxl.load_workbook(BytesIO(answer.content)).active
        line = [cell.value for cell in page[2]]
        assert [line[0], line[1], line[2].date().isoformat(), line[3]] == ["=2+2", "Op schema", "2026-12-03", 0]
        assert page.max_row == 3


@pytest.mark.parametrize("number", [1, 3])
def test_page_of_the_views_asks_as_much_whatever_there_is(
    personas, signed_in, school, number, django_assert_num_queries
):
    for _one in range(number):
        SavedViewFactory(user=personas.leader, school=school)
    client = signed_in(personas.leader)

    with django_assert_num_queries(4):
        assert client.get(reverse("leading:keep-view", args=[school.slug])).status_code == 200
