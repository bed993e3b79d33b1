"""A group makes a way of leading its meetings its own (R67); nobody else sees it."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from communities.models import Charter
from meetings import actions
from meetings.models import GroupScript
from meetings.scripts import built_in
from tests.factories import MeetingFactory
from tests.factories_learning import ExitCheckFactory, GroupScriptFactory, ModelCheckFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 12, 14, tzinfo=UTC)


@pytest.fixture
def path(personas):
    return reverse("meetings:scripts", args=[personas.group.pk])


def line(number, title="Ronde", minutes=("10", "10", "15"), purpose="share", focus=""):
    values = {"title": title, "purpose": purpose, "focus": focus}
    values |= dict(zip(("first", "second", "third"), minutes, strict=False))
    return {f"step-{number}-{name}": value for name, value in values.items()}


def sheet(*lines, name="Onze manier", **more):
    fields = {"name": name, "step-TOTAL_FORMS": len(lines), "step-INITIAL_FORMS": 0}
    for one in lines:
        fields |= one
    return fields | more


def test_way_of_the_charter_stands_first(path, personas, signed_in):
    Charter.objects.update_or_create(community=personas.group, defaults={"working_model": "s3"})

    page = signed_in(personas.teacher).get(path)

    assert page.context["known"][0].code == "s3"


def test_copy_becomes_ones_own_and_can_be_changed(path, personas, signed_in):
    client = signed_in(personas.teacher)

    answer = client.post(reverse("meetings:copy-script", args=[personas.group.pk]), {"script": "s3"})
    row = GroupScript.objects.get()
    assert answer.url == reverse("meetings:script", args=[row.pk])
    assert (row.base, sum(step["minutes"][2] for step in row.steps)) == ("s3", 180)
    page = client.get(answer.url)
    assert page.context["sheet"].totals() == [("first", 120, 120), ("second", 150, 150), ("third", 180, 180)]
    answer = client.post(answer.url, sheet(line(0), line(1, "Pauze", purpose="break"), line(2, "")))

    row.refresh_from_db()
    assert answer.url == path
    assert row.name == "Onze manier"
    assert row.steps == [
        {"title": "Ronde", "minutes": [10, 10, 15], "focus": "", "purpose": "share", "is_break": False},
        {"title": "Pauze", "minutes": [10, 10, 15], "focus": "", "purpose": "", "is_break": True},
    ]


def test_script_of_one_length_keeps_one_column(personas, signed_in):
    client = signed_in(personas.teacher)
    client.post(reverse("meetings:copy-script", args=[personas.group.pk]), {"script": "lesson"})

    page = client.get(reverse("meetings:script", args=[GroupScript.objects.get().pk]))

    assert page.context["sheet"].totals() == [("first", 75, 75)]


def test_second_copy_gets_a_name_of_its_own(personas):
    for _ in range(2):
        actions.copy_script(community=personas.group, script=built_in("nl")[0], by=personas.teacher, now=NOW)

    assert list(GroupScript.objects.order_by("pk").values_list("name", flat=True)) == ["GRROW", "GRROW 2"]


def test_twelve_scripts_are_enough(personas, signed_in, path):
    GroupScriptFactory.create_batch(12, community=personas.group)

    answer = signed_in(personas.teacher).post(
        reverse("meetings:copy-script", args=[personas.group.pk]), {"script": "s3"}
    )

    assert answer.url == path
    assert GroupScript.objects.count() == 12


@pytest.mark.parametrize(
    ("button", "titles"),
    [({"up": "1"}, ["b", "a"]), ({"down": "0"}, ["b", "a"]), ({"remove": "0"}, ["b"]), ({"more": "1"}, ["a", "b"])],
)
def test_lines_move_without_script(button, titles, personas, signed_in):
    row = GroupScriptFactory(community=personas.group)

    page = signed_in(personas.teacher).post(
        reverse("meetings:script", args=[row.pk]), sheet(line(0, "a"), line(1, "b"), **button)
    )

    assert [one["title"] for one in page.context["sheet"].rows()] == titles
    assert page.context["sheet"].form["name"].value() == "Onze manier"


def test_what_is_missing_is_said(personas, signed_in):
    row = GroupScriptFactory(community=personas.group)
    GroupScriptFactory(community=personas.group, name="Bezet")
    client, address = signed_in(personas.teacher), reverse("meetings:script", args=[row.pk])

    missing = client.post(address, sheet(line(0, minutes=("10", "", "10"))))
    taken = client.post(address, sheet(line(0), name="Bezet"))

    assert list(missing.context["sheet"].lines.forms[0].errors) == ["second"]
    assert list(taken.context["sheet"].form.errors) == ["name"]


def test_script_is_removed(path, personas, signed_in):
    row = GroupScriptFactory(community=personas.group)

    assert signed_in(personas.teacher).post(reverse("meetings:delete-script", args=[row.pk])).url == path
    assert not GroupScript.objects.exists()


@pytest.mark.parametrize("persona", ["leader", "outsider", "other_leader"])
def test_nobody_else_reads_or_changes_it(persona, path, personas, signed_in):
    row = GroupScriptFactory(community=personas.group, name="Onze manier")
    client = signed_in(getattr(personas, persona))
    one = reverse("meetings:script", args=[row.pk])

    assert [client.get(path).status_code, client.get(one).status_code] == [404, 404]
    for address, fields in (
        (reverse("meetings:copy-script", args=[personas.group.pk]), {"script": "s3"}),
        (one, sheet(line(0), name="Anders")),
        (reverse("meetings:delete-script", args=[row.pk]), {}),
    ):
        assert client.post(address, fields).status_code == 404
    assert [script.name for script in GroupScript.objects.all()] == ["Onze manier"]


@pytest.mark.parametrize("rows", [1, 3])
def test_page_costs_five_queries(rows, path, personas, signed_in, django_assert_num_queries):
    for number in range(rows):
        GroupScriptFactory(community=personas.group)
        meeting = MeetingFactory(community=personas.group, day=date(2026, 9, 10 + number), status="held")
        ExitCheckFactory(meeting=meeting)
        ModelCheckFactory(meeting=meeting)
    client = signed_in(personas.teacher)

    with django_assert_num_queries(5):
        page = client.get(path)
    assert len(page.context["said"]) == rows
