"""The instrument keeps to its constraints (domain 2.3), as far as a machine can see."""

import re
from collections import Counter, defaultdict

import pytest

from pulse.models import Condition
from pulse.statements import cards, conditions, statements, version

LANGUAGES = ("nl", "en")
DENIALS = {
    "nl": {"niet", "geen", "nooit", "zonder", "weinig", "nauwelijks", "noch"},
    "en": {"not", "no", "never", "without", "hardly", "nor", "don't", "cannot"},
}
ONE_PERSON = {
    "nl": {"coach", "procescoach", "leider", "schoolleider", "directeur", "voorzitter", "hij", "zij", "iemand"},
    "en": {"coach", "leader", "head", "chair", "he", "she", "somebody", "someone"},
}
OPENING = {"nl": "In deze leergemeenschap ", "en": "In this learning community "}
JOINING = {"nl": {"en", "of", "maar", "omdat", "terwijl"}, "en": {"and", "or", "but", "because", "while"}}


def words(text):
    return re.findall(r"[\w'’-]+", text.lower())


@pytest.mark.parametrize("language", LANGUAGES)
def test_fifteen_statements_three_a_condition_two_sides_each(language):
    found = statements(language)
    sides = defaultdict(set)
    for one in found:
        sides[one.condition].add(one.facet)
    assert len(found) == len({one.code for one in found}) == len({one.text for one in found}) == 15
    assert Counter(one.condition for one in found) == dict.fromkeys(Condition.values, 3)
    assert {condition: len(facets) for condition, facets in sides.items()} == dict.fromkeys(Condition.values, 2)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("place", range(15))
def test_each_is_short_plain_and_about_the_group(language, place):
    text = statements(language)[place].text
    found = set(words(text))
    assert text.startswith(OPENING[language])
    assert text.endswith(".")
    assert text.count(".") == 1
    assert "," not in text
    assert len(words(text)) <= 14
    assert max(len(word) for word in found) <= 17
    assert not found & DENIALS[language]
    assert not found & ONE_PERSON[language]
    assert not found & JOINING[language]


def test_places_of_conditions_are_those_of_the_statements():
    assert conditions() == tuple(one.condition for one in statements("nl"))
    assert statements("fr") == statements("en")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("condition", Condition.values)
def test_every_condition_has_a_card_with_openers_and_ten_minutes(language, condition):
    card = cards(language)[condition]
    assert card.what
    assert 4 <= len(card.openers) <= 6
    assert all(opener.endswith("?") for opener in card.openers)
    assert "10 minut" in card.exercise.replace("minutes", "minuten")
    assert sum(int(number) for step in card.steps for number in re.findall(r"(\d+) minut", step)) in (8, 10)


def test_group_potency_is_explained_by_its_definition():
    assert "geloof dat we delen" in cards("nl")["potency"].what
    assert "belief that we share" in cards("en")["potency"].what


def test_wording_has_a_version_that_changes_with_it():
    """Another wording is another instrument: raise `version` along with these words."""
    fingerprint = sum(sum(map(ord, one.text)) for language in LANGUAGES for one in statements(language))
    assert (version(), fingerprint) == ("1", FINGERPRINT)


FINGERPRINT = 163275
