"""From the adviser to a start, and later on: which kind a group is, why, and what its members think of the plan."""

from datetime import date

import pytest
from django.urls import reverse

from communities import actions
from communities.adviser import QUESTIONS
from communities.models import Community, VariantChoice, WatchWords
from communities.variant_queries import choice_of, sayings_of
from tests.factories import MembershipFactory, SchoolVariantFactory, UserFactory, VariantChoiceFactory

ANSWERS = {"outcome": "dated", "schools": "one_same", "scale": "small"}


@pytest.fixture
def page_url(personas):
    return reverse("communities:variant", args=[personas.group.pk])


@pytest.fixture
def words_url(personas):
    return reverse("communities:watch-words", args=[personas.group.pk])


def code_of(card):
    return card.url.strip("/").split("/")[-1]


# --- the adviser -----------------------------------------------------------------------------------------------------
def test_adviser_asks_six_questions_and_says_nothing_before(personas, signed_in):
    page = signed_in(personas.outsider).get(reverse("communities:adviser")).context["page"]

    assert [question.name for question in page.questions] == list(QUESTIONS)
    assert not page.is_asked


def test_adviser_gives_reasons_warnings_and_a_way_to_start(personas, signed_in):
    page = signed_in(personas.outsider).get(reverse("communities:adviser"), ANSWERS).context["page"]

    (card,) = page.suggested
    assert code_of(card) == "TDT"
    assert len(card.reasons) == 3
    assert "variant=TDT" in card.start_url
    assert "scale=small" in card.start_url
    assert {"COP", "DT", "LS"} <= {code_of(card) for card in page.others}


def test_adviser_says_honestly_none_yet(personas, signed_in):
    client = signed_in(personas.outsider)
    page = client.get(reverse("communities:adviser"), {"outcome": "answer", "research": "none"}).context["page"]

    assert page.suggested == ()
    assert [code_of(card) for card in page.later] == ["DT"]
    (first,) = page.first
    assert first.lower() == f"{page.later[0].stops[0].first}."


def test_adviser_offers_no_start_with_what_the_school_does_not_offer(personas, signed_in):
    SchoolVariantFactory(school=personas.school, base="TDT", code="TDT", is_hidden=True)
    SchoolVariantFactory(school=personas.school, base="TDT", code="vakgroep", name="Vakgroep")
    page = signed_in(personas.outsider).get(reverse("communities:adviser"), ANSWERS).context["page"]

    (card,) = page.suggested
    assert card.start_url == ""
    assert [name for name, _url in card.own] == ["Vakgroep"]


def start(client, **said):
    form = {"name": "Team Lezen", "started_on": "2026-11-24", "regime": ""} | said
    return client.post(reverse("communities:start"), form)


def test_answers_come_along_to_the_start_and_into_the_record(personas, signed_in):
    client = signed_in(personas.outsider)
    page = client.get(reverse("communities:start"), {"variant": "TDT", **ANSWERS})
    hidden = {field.html_name: field.value() for field in page.context["form"].hidden_fields()}
    assert [name.lower() for name in page.context["form"].advised] == ["teacher design team"]
    start(client, variant="TDT", reason="We willen lessen.", **hidden)

    choice = choice_of(Community.objects.get(name="Team Lezen"))
    assert (choice.variant, choice.advised, choice.reason) == ("TDT", ["TDT"], "We willen lessen.")
    assert choice.answers | ANSWERS == choice.answers


def test_start_without_the_adviser_keeps_no_answers(personas, signed_in):
    start(signed_in(personas.outsider), variant="COP")

    choice = choice_of(Community.objects.get(name="Team Lezen"))
    assert (choice.answers, choice.advised, choice.reason) == ({}, [], "")


def test_start_with_a_kind_of_the_school(personas, signed_in):
    kind = SchoolVariantFactory(school=personas.school, base="COP", name="Vakgroep")
    page = signed_in(personas.outsider).get(reverse("communities:start"))
    assert "Vakgroep" in [tile.label for tile in page.context["form"].tiles]
    start(signed_in(personas.outsider), variant=f"form-{kind.pk}")

    group = Community.objects.get(name="Team Lezen")
    assert (group.variant, group.form, group.regime) == ("COP", kind, "count")


def test_hidden_kind_and_kind_of_another_school_cannot_be_started(personas, signed_in):
    hidden = SchoolVariantFactory(school=personas.school, base="COP", is_hidden=True)
    elsewhere = SchoolVariantFactory(school=personas.other_leader.staff.get().school, base="COP")
    for kind in (hidden, elsewhere):
        assert start(signed_in(personas.outsider), variant=f"form-{kind.pk}").status_code == 200

    assert not Community.objects.filter(name="Team Lezen").exists()


# --- later on --------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("who", "is_named"), [("teacher", False), ("coach", True), ("leader", False)])
def test_record_is_shown_with_a_name_inside_the_group_only(personas, signed_in, page_url, who, is_named):
    personas.teacher.last_name = "Claes"
    personas.teacher.save()
    VariantChoiceFactory(community=personas.group, decided_by=personas.teacher, reason="Zo werken we.")
    page = signed_in(getattr(personas, who)).get(page_url)

    assert ("Claes" in page.context["record"].by) == is_named
    assert page.context["record"].by
    assert "Zo werken we." in page.content.decode()


def test_group_without_a_record_can_still_write_why(personas, signed_in, page_url):
    client = signed_in(personas.teacher)
    assert client.get(page_url).context["record"] is None
    client.post(page_url, {"variant": "TDT", "reason": "We maken lessen."})

    assert choice_of(personas.group).reason == "We maken lessen."


def test_another_kind_keeps_the_rhythm_unless_ticked(personas, signed_in, page_url):
    client = signed_in(personas.teacher)
    client.post(page_url, {"variant": "COP"})
    personas.group.refresh_from_db()
    assert (personas.group.variant, personas.group.regime) == ("COP", "interval")
    client.post(page_url, {"variant": "VLG", "takes_rhythm": "on"})

    personas.group.refresh_from_db()
    assert (personas.group.variant, personas.group.regime) == ("VLG", "count")
    assert VariantChoice.objects.count() == 2


@pytest.mark.parametrize("who", ["teacher", "coach", "leader"])
def test_group_reads_the_phases_and_questions_it_began_with(personas, signed_in, page_url, now, who):
    words = {"code": "TDT", "name": "Vakgroep", "by": personas.leader, "now": now, "school": personas.school}
    actions.write_form(**words, number=0, content=phase("Verkennen", "Wat ligt er al?"))
    form = personas.school.variants.get()
    actions.choose_variant(community=personas.group, variant="TDT", form=form, by=personas.teacher, now=now)
    actions.write_form(**words, number=1, content=phase("Later bedacht", "En nu?"))
    page = signed_in(getattr(personas, who)).get(page_url)

    assert [step.phase.name for step in page.context["story"].steps] == ["Verkennen"]
    assert "Wat ligt er al?" in page.text


def phase(name, question):
    return {"phases": [{"code": "own-1", "name": name, "questions": [question]}]}


def test_group_without_words_of_its_school_reads_the_usual_phases(personas, signed_in, page_url):
    story = signed_in(personas.teacher).get(page_url).context["story"]

    assert story.steps
    assert all(step.phase.questions for step in story.steps)


def test_record_keeps_the_name_of_that_day(personas, signed_in, page_url, now):
    form = SchoolVariantFactory(school=personas.school, base="TDT", code="vakgroep", name="Vakgroep")
    actions.choose_variant(
        community=personas.group, variant="TDT", form=form, reason="Zo heet het.", by=personas.teacher, now=now
    )
    form.name = "Werkgroep"
    form.save()

    assert signed_in(personas.teacher).get(page_url).context["record"].variant == "Vakgroep"


@pytest.mark.parametrize("who", ["outsider", "other_leader"])
def test_others_see_and_choose_nothing(personas, signed_in, page_url, who):
    client = signed_in(getattr(personas, who))

    assert client.get(page_url).status_code == 404
    assert client.post(page_url, {"variant": "COP"}).status_code == 404


def test_finished_group_is_read_only(personas, signed_in, page_url):
    personas.group.ended_on = date(2026, 11, 20)
    personas.group.save()
    client = signed_in(personas.teacher)

    assert client.get(page_url).context["form"] is None
    assert client.post(page_url, {"variant": "COP"}).status_code == 404


# --- feasible, supported, to the purpose -----------------------------------------------------------------------------
SAID = {"feasible": 4, "supported": 3, "purposeful": 5}


def answered(group, number):
    for _ in range(number):
        user = UserFactory()
        MembershipFactory(community=group, user=user)
        WatchWords.objects.create(community=group, user=user, day=date(2026, 11, 20), **SAID)


def test_member_answers_and_sees_only_the_number_below_three(personas, signed_in, page_url, words_url):
    answered(personas.group, 1)
    client = signed_in(personas.teacher)
    client.post(words_url, SAID | {"feasible": 1})
    page = client.get(page_url)

    assert page.context["sayings"].number == 2
    assert page.context["spread"] == []
    answered(personas.group, 1)
    spread = client.get(page_url).context["spread"]
    assert spread[0].counts == ((1, 1), (2, 0), (3, 0), (4, 2), (5, 0))


def test_who_has_left_counts_no_more(personas):
    answered(personas.group, 3)
    membership = personas.group.memberships.get(user=WatchWords.objects.first().user)
    membership.left_on = date(2026, 11, 22)
    membership.save()

    sayings = sayings_of(personas.group, personas.teacher)
    assert (sayings.number, sayings.spread) == (2, ())


def test_nobody_reads_the_answer_of_who_leaves_from_what_is_missing(personas):
    answered(personas.group, 5)
    membership = personas.group.memberships.get(user=WatchWords.objects.first().user)
    membership.left_on = date(2026, 11, 22)
    membership.save()

    sayings = sayings_of(personas.group, personas.teacher)
    assert (sayings.number, sayings.spread, sayings.is_resting) == (4, (), True)
    WatchWords.objects.filter(pk=WatchWords.objects.last().pk).update(day=date(2026, 11, 23))
    assert sayings_of(personas.group, personas.teacher).spread


@pytest.mark.parametrize("who", ["leader", "coach"])
def test_leader_and_coach_see_nothing_of_it(personas, signed_in, page_url, words_url, who):
    answered(personas.group, 3)
    client = signed_in(getattr(personas, who))
    page = client.get(page_url)

    assert "words" not in page.context
    assert 'id="words"' not in page.content.decode()
    assert client.post(words_url, SAID).status_code == 404


def test_leader_who_is_a_member_sees_nothing_of_it(personas, signed_in, page_url, words_url):
    MembershipFactory(community=personas.group, user=personas.leader)
    answered(personas.group, 3)
    client = signed_in(personas.leader)

    assert "words" not in client.get(page_url).context
    assert client.post(words_url, SAID).status_code == 404


def test_answer_that_lacks_a_word_is_asked_again_and_keeps_the_rest(personas, signed_in, words_url):
    page = signed_in(personas.teacher).post(words_url, {"feasible": 2, "supported": 9})

    assert page.status_code == 200
    assert set(page.context["words"].errors) == {"supported", "purposeful"}
    assert not WatchWords.objects.exists()


@pytest.mark.parametrize("earlier", [1, 3])
def test_number_of_statements_stays_with_more_records(
    personas, signed_in, page_url, django_assert_num_queries, earlier
):
    for number in range(earlier):
        VariantChoiceFactory(community=personas.group, decided_by=personas.teacher, reason=f"Reden {number}")
    answered(personas.group, earlier)
    client = signed_in(personas.teacher)
    with django_assert_num_queries(13):
        client.get(page_url)


def test_nobody_is_asked_after_the_end(personas, signed_in, page_url, words_url):
    personas.group.ended_on = date(2026, 11, 20)
    personas.group.save()
    client = signed_in(personas.teacher)

    assert "words" not in client.get(page_url).context
    assert client.post(words_url, SAID).status_code == 404
