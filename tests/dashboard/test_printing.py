"""Filling a form with blanks gives the very page that rendering its template would give, and keeps nothing personal."""

import re

import pytest
from django.test import RequestFactory
from django.urls import reverse

from dashboard import printing
from meetings.models import Meeting
from meetings.rhythm import refresh_cadence
from tests.factories import InvitationFactory, MeetingFactory, PauseFactory, SubtaskFactory

TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="(\w+)"')


@pytest.fixture(autouse=True)
def frozen(monkeypatch, today):
    monkeypatch.setattr("plc_platform.clock.today", lambda: today)


@pytest.fixture
def group(personas, today):
    """A group with something on every list."""
    held = MeetingFactory(community=personas.group, status=Meeting.Status.HELD, present_count=5)
    SubtaskFactory(meeting=held, owner=personas.teacher)
    MeetingFactory(community=personas.group, day=today.replace(day=30), place="B204")
    MeetingFactory(community=personas.group, day=today.replace(day=19))
    PauseFactory(community=personas.group, first_day=today.replace(day=2), last_day=today.replace(day=3))
    InvitationFactory(user=personas.teacher)
    refresh_cadence(community_ids=[personas.group.pk], today=today)
    return personas.group


def addresses(group):
    return {
        "leader": [
            reverse("dashboard:school", args=[group.school.slug]),
            reverse("dashboard:community", args=[group.pk]),
        ],
        "teacher": [reverse("dashboard:mine"), reverse("dashboard:community", args=[group.pk])],
        "coach": [reverse("dashboard:coach"), reverse("dashboard:mine")],
    }


@pytest.mark.parametrize("who", ["leader", "teacher", "coach"])
@pytest.mark.parametrize("known", [None, {"schools": ["atheneum"], "coach": True}])
def test_filled_page_is_the_rendered_page(personas, group, signed_in, settings, who, known):
    client = signed_in(getattr(personas, who))
    session = client.session
    session["places"] = known
    session.save()
    for address in addresses(group)[who]:
        filled = TOKEN.sub(b"token", client.get(address).content)
        settings.DEBUG = True
        rendered = TOKEN.sub(b"token", client.get(address).content)
        settings.DEBUG = False

        assert filled == rendered
        assert b"&lt;svg" not in filled
        assert b"[[" not in filled
        assert filled.count(b'id="year-') == 1


def test_every_reader_gets_a_token_of_their_own(personas, group, client, signed_in):
    pages = []
    for who in ("teacher", "coach"):
        client.cookies.clear()
        signed_in(getattr(personas, who))
        pages.append(client.get(reverse("dashboard:community", args=[group.pk])))
    found = [set(TOKEN.findall(page.content)) for page in pages]

    assert [len(tokens) for tokens in found] == [1, 1]
    assert found[0] != found[1]


def test_page_without_forms_sets_no_token(personas, group, signed_in):
    response = signed_in(personas.leader).get(reverse("dashboard:school", args=[group.school.slug]))

    assert "csrftoken" not in response.cookies


def test_page_with_messages_is_rendered_as_usual(personas, group, signed_in):
    client = signed_in(personas.teacher)
    subtask = personas.teacher.subtasks.get()
    client.post(reverse("communities:decline", args=[personas.teacher.invitations.get().pk]))

    first, second = (client.get(reverse("dashboard:mine")).content for _ in range(2))

    assert (b'class="notice' in first, b'class="notice' in second) == (True, False)
    assert subtask.text.encode() in second


def test_values_are_escaped_unless_they_are_safe():
    form = printing.Form("<b>[[name]]</b> 100% [[html]]")

    assert form.fill(["<i>%s [[x]]", printing.mark_safe("<u>")]) == "<b>&lt;i&gt;%s [[x]]</b> 100% <u>"


def test_token_stands_for_a_hidden_field():
    request = RequestFactory().get("/")

    assert printing.with_token(request, "nothing") == "nothing"
    assert printing.with_token(request, f"<form>{printing.TOKEN}").startswith('<form><input type="hidden"')
