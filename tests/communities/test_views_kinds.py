"""Which kinds of groups there are: for everybody in the school to read, for its leader to put in the school's words."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from communities import actions, catalogue
from communities.models import Community, SchoolVariant, Variant, VariantVersion
from communities.people_queries import composition_of
from communities.variant_queries import built_in, form_of, forms_of
from tests.factories import CommunityFactory, SchoolVariantFactory, open_school, staff_member

CODES = list(Variant.values)
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


def url(personas, name, *args):
    return reverse(f"communities:{name}", args=[personas.school.slug, *args])


def whole_form(form, **changed):
    """What a browser sends of the page with the words."""
    text = form.text.as_content()
    lists = ("keywords", "prerequisites", "outcomes", "exits")
    sent = {name: value for name, value in text.items() if isinstance(value, str)}
    sent |= {name: "\n".join(text[name]) for name in lists} | {"name": form.name, "number": form.number}
    for prefix, rows in (("caution", text["cautions"]), ("phase", text["phases"])):
        sent |= {f"{prefix}-TOTAL_FORMS": len(rows) + 1, f"{prefix}-INITIAL_FORMS": len(rows)}
        for place, row in enumerate(rows):
            for name, value in row.items():
                sent[f"{prefix}-{place}-{name}"] = "\n".join(value) if isinstance(value, list) else value
    return sent | changed


# --- reading ---------------------------------------------------------------------------------------------------------
def test_teacher_reads_the_seven_and_the_own_kinds(personas, signed_in):
    SchoolVariantFactory(school=personas.school, base="TDT", name="Vakgroep")
    page = signed_in(personas.outsider).get(url(personas, "forms"))

    assert [card.form.code for card in page.context["seven"]] == CODES
    assert [card.form.name for card in page.context["own"]] == ["Vakgroep"]
    assert "new-form" not in page.content.decode()


@pytest.mark.parametrize("code", CODES)
def test_story_of_each_is_whole(personas, signed_in, code):
    page = signed_in(personas.teacher).get(url(personas, "form", code))

    text = catalogue.text_of(code, "en")
    content = page.content.decode()
    assert page.status_code == 200
    assert [step.phase.code for step in page.context["story"].steps] == [phase.code for phase in text.phases]
    assert content.count('<li class="phase">') == len(text.phases)


def test_comparison_has_all_seven(personas, signed_in):
    page = signed_in(personas.teacher).get(url(personas, "compare-forms"))

    assert [story.form.code for story in page.context["stories"]] == CODES


@pytest.mark.parametrize("name", ["forms", "compare-forms"])
@pytest.mark.parametrize("own_kinds", [1, 3])
def test_number_of_statements_stays(personas, signed_in, django_assert_num_queries, name, own_kinds):
    for number in range(own_kinds):
        form = SchoolVariantFactory(school=personas.school, base="TDT", name=f"Vakgroep {number}")
        VariantVersion.objects.create(variant=form, number=1, content=catalogue.text_of("TDT", "nl").as_content())
    client = signed_in(personas.teacher)
    with django_assert_num_queries({"forms": 5, "compare-forms": 4}[name]):
        client.get(url(personas, name))


def test_what_is_not_offered_is_for_the_leader_only(personas, signed_in):
    actions.hide_form(school=personas.school, code="OLC", is_hidden=True, by=personas.leader, now=NOW)

    assert len(signed_in(personas.teacher).get(url(personas, "forms")).context["seven"]) == 6
    assert len(signed_in(personas.leader).get(url(personas, "forms")).context["seven"]) == 7


@pytest.mark.parametrize("name", ["forms", "compare-forms", "form"])
def test_other_schools_are_not_there(personas, signed_in, name):
    args = ["TDT"] if name == "form" else []

    assert signed_in(personas.other_leader).get(url(personas, name, *args)).status_code == 404


def test_unknown_kind_or_version_is_not_there(personas, signed_in):
    client = signed_in(personas.teacher)

    assert client.get(url(personas, "form", "knutselclub")).status_code == 404
    assert client.get(url(personas, "form", "TDT") + "?version=7").status_code == 404


# --- writing ---------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("who", ["teacher", "coach", "outsider", "other_leader"])
def test_only_the_leader_writes(personas, signed_in, who):
    client = signed_in(getattr(personas, who))

    for name, args in (("new-form", []), ("edit-form", ["TDT"]), ("form-history", ["TDT"])):
        assert client.get(url(personas, name, *args)).status_code == 404
    for name, args in (("hide-form", ["TDT"]), ("offer-form", ["TDT"]), ("restore-form", ["TDT", 0])):
        assert client.post(url(personas, name, *args)).status_code == 404
    assert not SchoolVariant.objects.exists()


def test_leader_adds_a_kind_of_the_school(personas, signed_in):
    client = signed_in(personas.leader)
    client.post(url(personas, "new-form"), {"name": "Vakgroep", "base": "TDT"})
    client.post(url(personas, "new-form"), {"name": "Vakgroep", "base": "TDT"})

    assert list(SchoolVariant.objects.values_list("code", "base", "name")) == [("vakgroep", "TDT", "Vakgroep")]


def test_own_kind_never_takes_the_address_of_another_page(personas, signed_in):
    for name in ("TDT", "New", "Compare", "!!!"):
        signed_in(personas.leader).post(url(personas, "new-form"), {"name": name, "base": "TDT"})

    assert sorted(SchoolVariant.objects.values_list("code", flat=True)) == ["compare-2", "form", "new-2", "tdt-2"]


def test_saving_the_page_untouched_keeps_the_whole_text(personas, signed_in):
    form = form_of(personas.school, "DT")
    response = signed_in(personas.leader).post(url(personas, "edit-form", "DT"), whole_form(form))

    assert response.status_code == 302
    kept = form_of(personas.school, "DT")
    assert (kept.number, kept.text) == (1, form.text)
    assert SchoolVariant.objects.get().name == ""


def test_words_of_the_school_are_read_everywhere(personas, signed_in):
    form = form_of(personas.school, "TDT")
    said = whole_form(
        form, name="Ontwerpclub", purpose="Samen les maken.", **{"phase-0-name": "Starten", "phase-1-name": ""}
    )
    client = signed_in(personas.leader)
    client.post(url(personas, "edit-form", "TDT"), said)

    kept = form_of(personas.school, "TDT")
    assert (kept.name, kept.text.purpose, kept.text.phases[0].name) == ("Ontwerpclub", "Samen les maken.", "Starten")
    assert "brief" not in {phase.code for phase in kept.text.phases}
    assert (
        client.get(reverse("dashboard:community", args=[personas.group.pk])).content.decode().count("Ontwerpclub") == 1
    )
    personas.group.refresh_from_db()
    assert personas.group.form_version == 0


def test_same_text_twice_is_one_version(personas, signed_in):
    said = whole_form(form_of(personas.school, "TDT"), purpose="Samen les maken.")
    for _ in range(2):
        signed_in(personas.leader).post(url(personas, "edit-form", "TDT"), said)

    assert VariantVersion.objects.count() == 1


def test_two_leaders_do_not_overwrite_one_another(personas, signed_in):
    form = form_of(personas.school, "TDT")
    client = signed_in(personas.leader)
    client.post(url(personas, "edit-form", "TDT"), whole_form(form, purpose="Eerst."))
    page = client.post(url(personas, "edit-form", "TDT"), whole_form(form, purpose="Later."))

    assert page.status_code == 200
    assert "Later." in page.content.decode()
    assert VariantVersion.objects.count() == 1


def test_history_tells_what_changed_and_brings_back(personas, signed_in):
    client = signed_in(personas.leader)
    for purpose in ("Eerst.", "Later."):
        said = whole_form(form_of(personas.school, "TDT"), purpose=purpose)
        client.post(url(personas, "edit-form", "TDT"), said)
    versions = client.get(url(personas, "form-history", "TDT")).context["versions"]

    assert [version.number for version in versions] == [2, 1, 0]
    assert [(change.gone, change.new) for change in versions[0].changes] == [(("Eerst.",), ("Later.",))]
    client.post(url(personas, "restore-form", "TDT", 1))
    assert form_of(personas.school, "TDT").text.purpose == "Eerst."
    client.post(url(personas, "restore-form", "TDT", 0))
    assert form_of(personas.school, "TDT").text == built_in("TDT")
    assert client.post(url(personas, "restore-form", "TDT", 9)).status_code == 404


def test_hiding_keeps_groups_and_their_name(personas, signed_in):
    client = signed_in(personas.leader)
    client.post(url(personas, "hide-form", "TDT"))

    assert form_of(personas.school, "TDT").is_hidden
    assert form_of(personas.school, "TDT").name.lower() == "teacher design team"
    client.post(url(personas, "offer-form", "TDT"))
    assert not form_of(personas.school, "TDT").is_hidden


def test_words_of_one_school_are_not_those_of_another(personas, signed_in):
    other = open_school()
    staff_member(other, "leader")
    group = CommunityFactory(school=other)
    said = whole_form(form_of(personas.school, "TDT"), name="Ontwerpclub")
    signed_in(personas.leader).post(url(personas, "edit-form", "TDT"), said)

    group.refresh_from_db()
    assert group.form is None
    assert forms_of(other)[0].name.lower() == "teacher design team"


@pytest.mark.parametrize("versions", [1, 3])
def test_number_of_statements_of_a_history_stays(personas, signed_in, django_assert_num_queries, versions):
    form = SchoolVariantFactory(school=personas.school, base="TDT", code="vakgroep")
    for number in range(1, versions + 1):
        content = catalogue.text_of("TDT", "nl").as_content() | {"purpose": f"Doel {number}"}
        VariantVersion.objects.create(variant=form, number=number, content=content, changed_by=personas.leader)
    client = signed_in(personas.leader)
    with django_assert_num_queries(5):
        client.get(url(personas, "form-history", "vakgroep"))


# --- numbers of the school -------------------------------------------------------------------------------------------
def write(personas, **numbers):
    content = catalogue.text_of("TDT", "nl").as_content() | numbers
    words = {"school": personas.school, "code": "TDT", "name": "Vakgroep", "number": 0, "content": content}
    return actions.write_form(**words, by=personas.leader, now=NOW)


NUMBERS = {"size_low": 2, "size_high": 12, "minutes_low": 50, "minutes_high": 100, "regime": "count"}


def test_school_has_its_own_size_length_and_rhythm(personas, signed_in):
    write(personas, **NUMBERS, minimum_per_year=8)
    said = signed_in(personas.teacher).get(url(personas, "form", "TDT")).context["story"].facts
    table = signed_in(personas.teacher).get(url(personas, "compare-forms")).context["stories"]

    assert "2 tot 12" in said[0][1]
    assert "8 keer" in said[1][1]
    assert "50 tot 100 minuten" in said[2][1]
    assert table[0].facts == said


def test_new_group_begins_with_the_numbers_of_its_school(personas, signed_in):
    write(personas, regime="interval", target_weeks=3)
    form = {"name": "Team Lezen", "started_on": "2026-11-24", "regime": "", "variant": "TDT"}
    signed_in(personas.teacher).post(reverse("communities:start"), form)

    group = Community.objects.get(name="Team Lezen")
    assert (group.regime, group.target_weeks, group.limit_weeks, group.gap_weeks) == ("interval", 3, 6, 2)


def test_advice_on_size_follows_the_school(personas, signed_in):
    row = write(personas, **NUMBERS)
    actions.choose_variant(community=personas.group, variant="TDT", form=row, by=personas.teacher, now=NOW)

    assert composition_of(Community.objects.get(pk=personas.group.pk), [], year=2026).band == (2, 12)


def sent(client, personas, **numbers):
    page = client.get(url(personas, "edit-form", "TDT"))
    parts = page.context["parts"]
    said = {name: parts.words[name].value() or "" for name in parts.words.fields}
    said |= {f"{one.prefix}-TOTAL_FORMS": 0 for one in (parts.cautions, parts.phases)}
    said |= {f"{one.prefix}-INITIAL_FORMS": 0 for one in (parts.cautions, parts.phases)}
    return client.post(url(personas, "edit-form", "TDT"), said | numbers)


def test_leader_writes_numbers_and_a_number_without_a_regime_means_the_usual_one(personas, signed_in):
    sent(signed_in(personas.leader), personas, size_low=3, size_high=5, target_weeks=2)

    content = VariantVersion.objects.get().content
    assert (content["size_low"], content["size_high"], content["regime"], content["target_weeks"]) == (
        3,
        5,
        "interval",
        2,
    )
    assert content["minutes_low"] is None
    labels = {str(change.label) for change in history(personas, signed_in)[0].changes}
    assert {"Met hoeveel", "Hoe vaak"} <= labels


def history(personas, signed_in):
    return signed_in(personas.leader).get(url(personas, "form-history", "TDT")).context["versions"]


@pytest.mark.parametrize(
    ("numbers", "faulty"),
    [
        ({"size_low": 5, "size_high": 3}, "size_high"),
        ({"minutes_low": 60}, "minutes_high"),
        ({"target_weeks": 6, "limit_weeks": 4}, "limit_weeks"),
    ],
)
def test_numbers_that_cannot_be_say_so(personas, signed_in, numbers, faulty):
    page = sent(signed_in(personas.leader), personas, **numbers)

    assert set(page.context["parts"].numbers.errors) == {faulty}
    assert not VariantVersion.objects.exists()
