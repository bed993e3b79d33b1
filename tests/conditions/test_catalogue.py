"""The fourteen start conditions as data, and how a school's own words change them."""

import json
import re

import pytest

from conditions.catalogue import ACTORS, ASKS_WHY, CODES, DATA, SOURCES, STAGES, OwnWords, built_in, in_use, of_school
from conditions.models import Source

ABOUT_GROUP = {"motivation", "openness", "expertise", "cooperation"}


def own(code, name="Eigen woorden", text="Zo zeggen wij het.", **fields):
    return OwnWords(code=code, name=name, text=text, source="school", **{"is_hidden": False} | fields)


def test_fourteen_conditions_stand_in_a_fixed_order():
    assert (
        *("goal", "task", "team_involved", "voluntary", "motivation", "openness", "expertise", "cooperation"),
        *("diversity", "size", "history", "time", "practical", "variant"),
    ) == CODES


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_condition_is_complete_in_both_languages(language):
    for condition in built_in(language):
        assert condition.name
        assert condition.question.endswith("?")
        assert 1 <= len(re.findall(r"[.]", condition.text)) <= 2, condition.code
        assert condition.source in SOURCES[:2]
        assert condition.actor in ACTORS
        assert condition.stage in STAGES


def test_no_text_is_the_same_in_both_languages():
    for dutch, english in zip(built_in("nl"), built_in("en"), strict=True):
        assert {dutch.name, dutch.text, dutch.question}.isdisjoint({english.name, english.text, english.question})


def test_table_of_actions_and_behaviour_is_left_to_the_school():
    rows = json.loads(DATA.read_text(encoding="utf-8"))

    assert {
        row[language][field] for row in rows for language in ("nl", "en") for field in ("actions", "behaviour")
    } == {""}


def test_experience_is_called_so_where_no_research_is_named():
    """N5: four to eight is what experience teaches."""
    sources = {condition.code: condition.source for condition in built_in("en")}

    assert (sources["size"], sources["voluntary"]) == ("experience", "research")
    assert set(Source.values) == set(SOURCES)


def test_free_choice_goal_and_time_ask_for_a_reason():
    assert set(ASKS_WHY) == {"voluntary", "goal", "time"}


@pytest.mark.parametrize("language", ["nl", "en"])
def test_traits_are_asked_of_the_group_as_a_whole(language):
    about = {condition.code: condition for condition in built_in(language) if condition.is_about_group}

    assert about.keys() == ABOUT_GROUP
    for condition in about.values():
        assert (
            ("als geheel" if language == "nl" else "as a whole") in condition.text.lower()
            or "samen" in (condition.text.lower())
            or "together" in condition.text.lower()
        )


def test_own_words_stand_instead_of_the_built_in_ones():
    conditions = {one.code: one for one in of_school("nl", [own("goal"), own("size", text="")])}

    assert (conditions["goal"].name, conditions["goal"].text) == ("Eigen woorden", "Zo zeggen wij het.")
    assert conditions["goal"].question
    assert conditions["goal"].asks_why
    assert conditions["size"].text == next(one.text for one in built_in("nl") if one.code == "size")


def test_conditions_of_the_school_come_last_by_position():
    codes = [one.code for one in of_school("nl", [own("b", position=2), own("a", position=1), own("c", position=2)])]

    assert codes == [*CODES, "a", "b", "c"]


def test_hidden_condition_is_known_but_not_in_use():
    conditions = of_school("nl", [own("variant", is_hidden=True)])

    assert "variant" in [one.code for one in conditions]
    assert "variant" not in [one.code for one in in_use(conditions)]


def test_another_language_reads_dutch():
    assert built_in("fr")[0].name == built_in("nl")[0].name
    assert built_in("en-gb")[0].name == built_in("en")[0].name


@pytest.mark.parametrize("code", ASKS_WHY)
def test_three_conditions_cannot_be_hidden_even_by_a_workbook(code):
    assert code in [one.code for one in in_use(of_school("nl", [own(code, is_hidden=True)]))]


def test_built_in_text_that_a_school_left_as_it_was_is_read_in_ones_own_language():
    dutch, english = built_in("nl")[0], built_in("en")[0]

    seen = of_school("en", [own("goal", name=dutch.name, text=dutch.text, actions="Navragen.")])[0]

    assert (seen.name, seen.text, seen.actions) == (english.name, english.text, "Navragen.")
