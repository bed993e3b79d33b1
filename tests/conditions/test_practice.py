"""A school's own table of who does and shows what: empty until a leader writes in it, read by the staff."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from conditions.models import PracticeLine
from tests.factories_learning import PracticeLineFactory

SAID = {
    "element": "Tijd",
    "actor": "leader",
    "stage": "start",
    "actions": "Maakt een uur vrij.",
    "behaviour": "Komt zelf op tijd.",
}


@pytest.fixture(autouse=True)
def frozen(monkeypatch, today):
    monkeypatch.setattr("plc_platform.clock.today", lambda: today)
    monkeypatch.setattr("plc_platform.clock.now", lambda: datetime(2026, 11, 23, 9, tzinfo=UTC))


def address(personas, name="practice", *args):
    return reverse(f"conditions:{name}", args=[personas.school.slug, *args])


def test_nothing_is_in_it_of_itself(personas, signed_in):
    page = signed_in(personas.teacher).get(address(personas)).content.decode()

    assert not PracticeLine.objects.exists()
    assert 'class="empty"' in page
    assert address(personas, "add-practice") not in page


def test_leader_adds_and_changes_and_the_staff_reads(personas, signed_in):
    client = signed_in(personas.leader)
    for _twice in range(2):
        client.post(address(personas, "add-practice"), SAID)
    line = PracticeLine.objects.get()
    client.post(address(personas, "change-practice", line.pk), SAID | {"actions": "Maakt twee uur vrij."})

    page = signed_in(personas.teacher).get(address(personas)).content.decode()

    assert "Maakt twee uur vrij." in page
    assert "Komt zelf op tijd." in page


def test_line_that_stands_is_not_written_over(personas, signed_in):
    PracticeLineFactory(school=personas.school, element="Tijd", actions="Van vroeger")
    other = PracticeLineFactory(school=personas.school, element="Ruimte")
    client = signed_in(personas.leader)

    client.post(address(personas, "add-practice"), SAID)
    client.post(address(personas, "change-practice", other.pk), SAID)

    assert list(PracticeLine.objects.order_by("pk").values_list("element", "actions")) == [
        ("Tijd", "Van vroeger"),
        ("Ruimte", other.actions),
    ]


@pytest.mark.parametrize(
    ("place", "to", "order"),
    [(1, "up", "bac"), (1, "down", "acb"), (0, "up", "abc"), (2, "down", "abc"), (2, "up", "acb")],
)
def test_lines_change_places_within_their_stage(personas, signed_in, place, to, order):
    lines = [PracticeLineFactory(school=personas.school, element=one, position=1) for one in "abc"]
    PracticeLineFactory(school=personas.school, element="b", stage="later")

    signed_in(personas.leader).post(address(personas, "move-practice", lines[place].pk), {"to": to})

    rows = PracticeLine.objects.filter(stage="start").order_by("position", "pk")
    assert "".join(rows.values_list("element", flat=True)) == order


@pytest.mark.parametrize("who", ["teacher", "coach", "other_leader"])
def test_nobody_but_the_leader_writes(personas, signed_in, who):
    line = PracticeLineFactory(school=personas.school)
    client = signed_in(getattr(personas, who))

    statuses = {client.post(address(personas, "add-practice"), SAID).status_code}
    for name in ("change-practice", "move-practice", "remove-practice"):
        statuses.add(client.post(address(personas, name, line.pk), SAID).status_code)

    assert statuses == {404}
    assert PracticeLine.objects.get().actions == line.actions


def test_leader_takes_a_line_away(personas, signed_in):
    line = PracticeLineFactory(school=personas.school)

    signed_in(personas.leader).post(address(personas, "remove-practice", line.pk))

    assert not PracticeLine.objects.exists()


def test_group_reads_the_lines_of_its_stage(personas, signed_in):
    PracticeLineFactory(school=personas.school, stage="development", element="Nu aan de orde")
    PracticeLineFactory(school=personas.school, stage="later", element="Pas later")
    personas.group.stage = "running"
    personas.group.save()

    page = signed_in(personas.teacher).get(reverse("conditions:process", args=[personas.group.pk])).content.decode()

    assert "Nu aan de orde" in page
    assert "Pas later" not in page


@pytest.mark.parametrize("lines", [1, 3])
def test_page_costs_the_same_for_one_and_for_three_lines(personas, signed_in, django_assert_num_queries, lines):
    PracticeLineFactory.create_batch(lines, school=personas.school)
    client = signed_in(personas.teacher)

    with django_assert_num_queries(4):
        client.get(address(personas))
