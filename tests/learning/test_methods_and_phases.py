"""What a method adds stands with phases that exist, and loops lead back."""

import json

import pytest

from communities.catalogue import text_of
from communities.models import Variant
from learning.methods import SOURCE, method_of


@pytest.mark.parametrize("code", Variant.values)
def test_method_adds_to_phases_that_exist(code):
    phases = [phase.code for phase in text_of(code, "nl").phases]
    steps = method_of(code, "nl").steps
    assert set(steps) <= set(phases)
    for step, rule in steps.items():
        assert all(phases.index(target) < phases.index(step) for target in rule.back)


def test_every_sentence_stands_in_both_languages():
    def walk(value):
        if isinstance(value, dict):
            assert ("nl" in value) == ("en" in value)
            for one in value.values():
                walk(one)
        elif isinstance(value, list):
            for one in value:
                walk(one)

    walk(json.loads(SOURCE.read_text(encoding="utf-8")))
