"""Facts about a start condition in words; every combination can be said, and no sentence judges."""

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from communities.variants import VARIANTS
from dashboard.condition_words import SENTENCES, Facts, evidence

COUNTS = st.integers(0, 40)
FACTS = st.builds(
    Facts,
    variant=st.sampled_from(sorted(VARIANTS)),
    members=COUNTS,
    coaches=COUNTS,
    experts=COUNTS,
    imported=COUNTS,
    subjects=COUNTS,
    schools=COUNTS,
    purposes=st.integers(0, 3),
    has_task=st.booleans(),
    charter_accepted_on=st.none() | st.dates(),
    is_charter_put=st.booleans(),
    is_open=st.booleans(),
    falls_away=st.booleans(),
    usually_in_lessons=st.none() | st.booleans(),
    minutes_in_lessons=COUNTS,
    minutes_outside=COUNTS,
    minutes_unknown=COUNTS,
    dates_ahead=COUNTS,
    dates_with_place=COUNTS,
    chosen_on=st.none() | st.dates(),
    has_reason=st.booleans(),
)


@given(facts=FACTS, language=st.sampled_from(["nl", "en"]))
def test_everything_can_be_said_and_nothing_is_a_verdict(facts, language):
    with override(language):
        found = evidence(facts)

    sentences = [sentence for said in found.values() for sentence in said]
    assert found.keys() <= SENTENCES.keys()
    assert all(sentence.endswith(".") and "%" not in sentence for sentence in sentences)
    assert not [
        word for word in ("must", "moet", "score", "fout") for sentence in sentences if word in sentence.split()
    ]


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        (Facts("TDT", members=1), "1 member. Practice advises 4 to 8 members."),
        (Facts("TDT", members=5, coaches=1), "5 members, and 1 coach or expert. Practice advises 4 to 8 members."),
        (Facts("LN", members=30), "30 members. For this kind of group no size is advised."),
    ],
)
def test_coach_and_expert_stand_apart_from_the_members(facts, said):
    """N7: four to eight counts members."""
    with override("en"):
        assert " ".join(evidence(facts)["size"]) == said
