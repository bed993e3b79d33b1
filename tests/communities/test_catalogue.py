"""The catalogue of the seven variants is whole, in both languages."""

from collections.abc import Iterator
from typing import Any

import pytest

from communities import catalogue
from communities.models import CoachRole
from communities.variants import VARIANTS

CODES = list(VARIANTS)


def texts(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Every text with where it stands."""
    if isinstance(value, dict) and "nl" in value:
        yield path, value
    elif isinstance(value, dict):
        for name, one in value.items():
            yield from texts(one, f"{path}.{name}")
    elif isinstance(value, list):
        for number, one in enumerate(value):
            yield from texts(one, f"{path}[{number}]")


def test_catalogue_has_the_seven_in_order():
    assert [entry["code"] for entry in catalogue.source()["variants"]] == CODES
    assert catalogue.version() >= 1


def test_every_text_is_there_in_both_languages():
    bad = {
        path: text
        for path, text in texts(catalogue.source())
        if set(text) != {"nl", "en"} or not all(one.strip() == one and one for one in text.values())
    }

    assert bad == {}


def test_sentences_end_and_names_do_not_belong_to_somebody():
    for path, text in texts(catalogue.source()):
        assert "DATATEAM" not in text["nl"] + text["en"]
        assert "®" not in text["nl"] + text["en"]
        if path.endswith(("description", "for_whom", "purpose", "when", "coach_hint")):
            assert all(one[-1] in ".?" for one in text.values()), path
        if path.endswith("first"):
            assert all(one[0].islower() and one[-1] != "." for one in text.values()), path


@pytest.mark.parametrize("language", catalogue.LANGUAGES)
@pytest.mark.parametrize("code", CODES)
def test_variant_is_whole(code, language):
    text = catalogue.text_of(code, language)

    assert 2 <= text.description.count(".") <= 4
    for name in ("keywords", "prerequisites", "outcomes", "exits", "cautions", "phases"):
        assert len(getattr(text, name)) >= 2, name
    assert text.horizon
    assert len({caution.code for caution in text.cautions}) == len(text.cautions)
    assert len({phase.code for phase in text.phases}) == len(text.phases)


@pytest.mark.parametrize("code", CODES)
def test_phases_are_whole_and_loop_back_to_an_earlier_one(code):
    phases = catalogue.text_of(code, "en").phases
    for place, phase in enumerate(phases):
        assert phase.questions, phase.code
        assert phase.artefacts, phase.code
        assert phase.exits, phase.code
        assert phase.weeks >= 1, phase.code
        assert phase.coach_role in CoachRole.Kind, phase.code
        assert phase.loops_back_to in {"", *(one.code for one in phases[:place])}, phase.code
    assert sum(phase.min_meetings for phase in phases) >= 4


def test_communities_of_practice_keep_the_labels_of_2002():
    names = [phase.code for phase in catalogue.text_of("COP", "en").phases]

    assert names == ["potential", "coalescing", "maturing", "stewardship", "transformation"]


@pytest.mark.parametrize("code", CODES)
def test_text_survives_being_kept(code):
    text = catalogue.text_of(code, "nl")

    assert catalogue.VariantText.from_content(text.as_content()) == text


def test_unknown_parts_of_a_kept_text_do_no_harm():
    text = catalogue.VariantText.from_content(
        {"purpose": "Lezen", "colour": "red", "phases": [{"code": "a", "name": "A"}]}
    )

    assert (text.purpose, text.keywords, text.phases[0].name) == ("Lezen", (), "A")
