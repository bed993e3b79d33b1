"""Purpose together: everybody brings in, a leader writes down, agreement is only counted."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from conditions.actions import purpose as actions
from conditions.models import PurposeAgreement, PurposeDraft, PurposeNote
from schools.models import User
from tests.factories import PurposeDraftFactory, PurposeNoteFactory

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def english(personas):
    User.objects.update(language="en")
    for person in (personas.leader, personas.teacher, personas.outsider):
        person.refresh_from_db()


def path(personas, name="purpose", *more):
    return reverse(f"conditions:{name}", args=[personas.school.slug, *more])


@pytest.fixture
def draft(personas):
    return PurposeDraftFactory(school=personas.school)


@pytest.fixture
def note(personas):
    return PurposeNoteFactory(school=personas.school, by=personas.teacher)


def test_colleague_brings_something_in_under_her_own_name(personas, signed_in):
    data = {"question": "how", "text": "Samen lessen voorbereiden."}
    client = signed_in(personas.outsider)
    for _ in range(2):
        page = client.post(path(personas, "add-purpose-note"), data, follow=True).content.decode()

    assert PurposeNote.objects.count() == 1
    assert page.index("How can learning communities help?") < page.index("Samen lessen voorbereiden.")
    assert personas.outsider.get_full_name() in page


@pytest.mark.parametrize("text", ["", "x" * 301])
def test_contribution_that_cannot_be_kept_stays_in_its_place(personas, signed_in, text):
    answer = signed_in(personas.teacher).post(path(personas, "add-purpose-note"), {"question": "task", "text": text})

    page = answer.content.decode()
    assert (answer.status_code, PurposeNote.objects.count()) == (400, 0)
    assert page.index('id="q_task"') < page.index("field-error")
    assert text in page


def test_question_that_does_not_exist_is_passed_over(personas, signed_in):
    answer = signed_in(personas.teacher).post(path(personas, "add-purpose-note"), {"question": "nope", "text": "x"})

    assert (answer.status_code, PurposeNote.objects.count()) == (302, 0)


@pytest.mark.parametrize(
    ("who", "status"), [("teacher", 302), ("leader", 404), ("outsider", 404), ("other_leader", 404)]
)
def test_contribution_is_taken_back_by_its_author_alone(personas, signed_in, note, who, status):
    answer = signed_in(getattr(personas, who)).post(path(personas, "remove-purpose-note", note.pk))

    assert (answer.status_code, PurposeNote.objects.exists()) == (status, status == 404)


def test_leader_writes_down_what_we_say_together(personas, signed_in, note):
    client = signed_in(personas.leader)
    assert note.text in client.get(path(personas, "purpose-draft", "want")).content.decode()

    client.post(path(personas, "purpose-draft", "want"), {"text": "Durven vragen.", "version": "0"})

    assert list(PurposeDraft.objects.values_list("question", "version", "text")) == [("want", 1, "Durven vragen.")]


@pytest.mark.parametrize("who", ["teacher", "outsider", "other_leader"])
def test_only_a_leader_writes_the_joint_answer(personas, signed_in, who):
    data = {"text": "Durven vragen.", "version": "0"}

    answer = signed_in(getattr(personas, who)).post(path(personas, "purpose-draft", "want"), data)

    assert (answer.status_code, PurposeDraft.objects.exists()) == (404, False)


def test_two_leaders_notice_one_another(personas, signed_in, draft):
    data = {"text": "Iets anders.", "version": "0"}

    page = signed_in(personas.leader).post(path(personas, "purpose-draft", "want"), data).content.decode()

    assert "There is a newer text" in page
    assert "Iets anders." in page
    assert PurposeDraft.objects.count() == 1


def test_new_version_starts_without_agreement(personas, draft):
    actions.agree(draft=draft, by=personas.teacher, now=NOW)
    newer = actions.write_draft(
        school=personas.school, question="want", text="Beter.", version=1, by=personas.leader, now=NOW
    )

    assert (newer.version, newer.agreements.count(), draft.agreements.count()) == (2, 0, 1)
    with pytest.raises(actions.NewerDraft):
        actions.agree(draft=draft, by=personas.outsider, now=NOW)


def test_same_text_again_is_no_new_version(personas, draft):
    for _ in range(2):
        same = actions.write_draft(
            school=personas.school, question="want", text=draft.text, version=1, by=personas.leader, now=NOW
        )

    assert same == draft


def test_agreement_is_counted_and_nobody_is_named(personas, signed_in, draft):
    client = signed_in(personas.teacher)
    for _ in range(2):
        client.post(path(personas, "agree-purpose", draft.pk))
    page = signed_in(personas.leader).get(path(personas)).content.decode()

    assert PurposeAgreement.objects.count() == 1
    assert "1 colleague agrees" in page
    assert personas.teacher.get_full_name() not in page

    signed_in(personas.teacher).post(path(personas, "take-purpose-back", draft.pk))
    assert not PurposeAgreement.objects.exists()


def test_other_school_stays_out(personas, signed_in, draft):
    client = signed_in(personas.other_leader)

    assert client.get(path(personas)).status_code == 404
    assert client.post(path(personas, "agree-purpose", draft.pk)).status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_page_needs_a_fixed_number_of_statements(personas, signed_in, django_assert_num_queries, number):
    for version in range(number):
        PurposeNoteFactory(school=personas.school, by=personas.teacher, text=f"Nota {version}")
        PurposeDraftFactory(school=personas.school, version=version + 1)
    client = signed_in(personas.teacher)

    with django_assert_num_queries(5):
        assert client.get(path(personas)).status_code == 200
