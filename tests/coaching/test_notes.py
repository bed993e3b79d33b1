"""A coach's own notes: nobody else can read one, or find out that there is one (R86)."""

import logging
from datetime import UTC, date, datetime

import pytest
from django.apps import apps
from django.urls import reverse

from coaching.actions import notes as actions
from coaching.models import Note, Talk
from coaching.queries.notes import last_day, notes_of
from coaching.sealed_notes import Said, open_note
from coaching.tasks import forget_notes
from notifications.models import Notice
from schools.models import AuditEvent
from tests.factories_learning import NoteFactory, TalkFactory

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
WORD = "zqmerkwoord"


@pytest.fixture(autouse=True)
def on_a_monday(monkeypatch):
    monkeypatch.setattr("plc_platform.clock.now", lambda: NOW)
    monkeypatch.setattr("plc_platform.clock.today", lambda: NOW.date())


def write(client, group, person, **said):
    return client.post(reverse("coaching:notes"), {"about": f"{group.pk}-{person.pk}", "text": f"Moe. {WORD}"} | said)


def everything_stored() -> str:
    """Every field of every row of every table."""
    return "\n".join(
        repr(sorted(row.items())) for model in apps.get_models() for row in model._default_manager.values()
    )


def test_neither_database_nor_log_nor_audit_holds_the_words(personas, signed_in, caplog):
    caplog.set_level(logging.DEBUG)
    client = signed_in(personas.coach)

    write(client, personas.group, personas.teacher)
    note = Note.objects.get()
    client.post(reverse("coaching:note", args=[note.pk]), {"about": f"{personas.group.pk}-", "text": f"{WORD} twee"})
    assert WORD in client.get(reverse("coaching:notes")).text

    assert WORD not in everything_stored()
    assert WORD not in caplog.text
    assert not AuditEvent.objects.exists()
    assert not Notice.objects.exists()
    note.refresh_from_db()
    assert open_note(note.sealed) == Said(personas.group.pk, None, f"{WORD} twee")


def test_the_row_does_not_say_about_whom(personas, signed_in):
    write(signed_in(personas.coach), personas.group, personas.teacher)

    related = {field.related_model for field in Note._meta.get_fields() if field.is_relation}
    assert related == {type(personas.coach)}
    assert Note.objects.get().author == personas.coach


@pytest.mark.parametrize("who", ["leader", "teacher", "outsider", "other_leader"])
def test_for_everybody_else_there_is_none(personas, signed_in, who):
    write(signed_in(personas.coach), personas.group, personas.teacher)
    note, talk = Note.objects.get(), TalkFactory(author=personas.coach, community=personas.group)
    client = signed_in(getattr(personas, who))

    assert WORD not in client.get(reverse("coaching:notes")).text
    for name, pk in (("note", note.pk), ("notes-about", personas.teacher.pk)):
        assert client.get(reverse(f"coaching:{name}", args=[pk])).status_code == 404
    assert client.post(reverse("coaching:delete-note", args=[note.pk])).status_code == 404
    assert client.post(reverse("coaching:delete-talk", args=[talk.pk])).status_code == 404
    assert Note.objects.exists()
    assert Talk.objects.exists()


def test_pages_of_the_group_and_its_leader_are_the_same_with_and_without(personas, signed_in):
    pages = [
        (personas.leader, reverse("dashboard:community", args=[personas.group.pk])),
        (personas.teacher, reverse("dashboard:community", args=[personas.group.pk])),
        (personas.teacher, reverse("communities:coach", args=[personas.group.pk])),
        (personas.leader, reverse("communities:members", args=[personas.group.pk])),
        (personas.leader, reverse("dashboard:school", args=[personas.school.slug])),
    ]

    def looked_at() -> list[int]:
        return [len(signed_in(who).get(path).content) for who, path in pages]

    looked_at()  # what a first visit alone shows
    before = looked_at()
    write(signed_in(personas.coach), personas.group, personas.teacher)
    signed_in(personas.coach).get(reverse("coaching:notes"))  # says "kept"
    TalkFactory(author=personas.coach, community=personas.group)

    assert looked_at() == before


def test_nobody_writes_about_who_is_in_no_group_of_hers(personas, signed_in):
    answer = write(signed_in(personas.coach), personas.group, personas.outsider)
    assert answer.status_code == 400
    answer = write(signed_in(personas.teacher), personas.group, personas.coach)
    assert answer.status_code == 400

    assert not Note.objects.exists()


def test_a_note_expires_ninety_days_after_the_school_year_or_earlier(personas, signed_in):
    client = signed_in(personas.coach)
    latest = last_day(personas.group.pk, NOW.date())
    assert latest == date(2027, 9, 28)

    write(client, personas.group, personas.teacher)
    write(client, personas.group, personas.teacher, expires_on="2026-12-24")
    write(client, personas.group, personas.teacher, text="Later.", expires_on="2036-12-24")
    assert write(client, personas.group, personas.teacher, expires_on="2026-11-01").status_code == 400

    days = list(Note.objects.order_by("pk").values_list("expires_on", flat=True))
    assert days == [latest, date(2026, 12, 24), latest]


def test_by_night_what_has_expired_is_deleted(personas):
    kept = NoteFactory(expires_on=NOW.date())
    NoteFactory(expires_on=date(2026, 11, 22))

    forget_notes()
    forget_notes()

    assert list(Note.objects.all()) == [kept]


def test_all_about_one_person_as_a_file(personas, signed_in):
    client = signed_in(personas.coach)
    write(client, personas.group, personas.teacher)
    client.post(reverse("coaching:notes"), {"about": f"{personas.group.pk}-", "text": "Over de groep."})

    answer = client.get(reverse("coaching:notes-about", args=[personas.teacher.pk]))

    assert "attachment" in answer["Content-Disposition"]
    assert "no-store" in answer["Cache-Control"]
    assert WORD in answer.text
    assert personas.teacher.get_full_name() in answer.text
    assert "Over de groep" not in answer.text


def test_a_new_key_in_front_seals_and_the_old_one_still_opens(personas, settings):
    said = Said(personas.group.pk, None, WORD)
    settings.NOTES_KEYS = ["oud"]
    old = actions.write_note(said=said, expires_on=date(2027, 9, 28), by=personas.coach, now=NOW)

    settings.NOTES_KEYS = ["nieuw", "oud"]
    assert open_note(old.sealed) == said
    actions.change_note(note=old, said=said, expires_on=old.expires_on)
    settings.NOTES_KEYS = ["nieuw"]
    assert open_note(old.sealed) == said

    settings.NOTES_KEYS = ["ander"]
    assert [one.said for one in notes_of(personas.coach)] == [None]


def test_a_note_whose_key_is_gone_says_so_and_can_be_deleted(personas, signed_in, settings):
    note = NoteFactory(author=personas.coach)
    settings.NOTES_KEYS = ["ander"]
    client = signed_in(personas.coach)

    assert client.get(reverse("coaching:notes")).status_code == 200
    assert client.get(reverse("coaching:note", args=[note.pk])).status_code == 404
    client.post(reverse("coaching:delete-note", args=[note.pk]))
    assert not Note.objects.exists()


def test_an_account_takes_its_notes_and_talks_along(personas):
    NoteFactory(author=personas.coach)
    TalkFactory(author=personas.coach, community=personas.group)

    personas.coach.delete()

    assert not Note.objects.exists()
    assert not Talk.objects.exists()


def test_a_talk_is_a_group_and_a_day(personas, signed_in):
    client, path = signed_in(personas.coach), reverse("coaching:note-talk")

    for day in ("2026-11-20", "2026-11-20", "2026-12-20"):
        client.post(path, {"group": personas.group.pk, "held_on": day})
    signed_in(personas.teacher).post(path, {"group": personas.group.pk, "held_on": "2026-11-20"})

    assert list(Talk.objects.values_list("author", "community", "held_on")) == [
        (personas.coach.pk, personas.group.pk, date(2026, 11, 20))
    ]
    assert not AuditEvent.objects.exists()
    client = signed_in(personas.coach)
    client.post(reverse("coaching:delete-talk", args=[Talk.objects.get().pk]))
    assert not Talk.objects.exists()


@pytest.mark.parametrize("number", [1, 3])
def test_statements_do_not_grow(personas, signed_in, django_assert_num_queries, number):
    client = signed_in(personas.coach)
    for _one in range(number):
        write(client, personas.group, personas.teacher)
    TalkFactory.create_batch(number, author=personas.coach, community=personas.group)

    client.get(reverse("coaching:notes"))  # shows what was said of saving
    with django_assert_num_queries(8):
        client.get(reverse("coaching:notes"))


@pytest.mark.parametrize("number", [1, 3])
def test_file_about_a_person_costs_the_same_for_any_number_of_notes(
    personas, signed_in, django_assert_num_queries, number
):
    client = signed_in(personas.coach)
    for _one in range(number):
        write(client, personas.group, personas.teacher)

    with django_assert_num_queries(5):
        client.get(reverse("coaching:notes-about", args=[personas.teacher.pk]))


def test_a_second_tap_keeps_one_note(personas, signed_in):
    client = signed_in(personas.coach)
    said = {"about": f"{personas.group.pk}-{personas.teacher.pk}", "text": "Zoekt nog haar plaats."}

    for _tap in range(2):
        client.post(reverse("coaching:notes"), said)
    assert Note.objects.count() == 1
    client.post(reverse("coaching:notes"), said | {"text": "Iets anders."})

    assert Note.objects.count() == 2
