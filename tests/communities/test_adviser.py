"""The decision table of the adviser, over every combination of answers."""

from itertools import product

import pytest

from communities import catalogue
from communities.advice_words import ASKED, FIRST, OPTIONS, say_reason
from communities.adviser import QUESTIONS, UNKNOWN, Advice, advise, complete
from communities.variants import VARIANTS

# What must never be kept silent: variant, contra-indication, the answers that call for it.
NEVER_SILENT = [
    ("DT", "no_research_skills", {"research": ("none", "some", UNKNOWN)}),
    ("LS", "closed_classrooms", {"lesson": ("none", "some", UNKNOWN)}),
    ("VLG", "one_school", {"schools": ("one_same", "one_mixed", UNKNOWN)}),
    ("VLG", "different_curriculum", {"schools": ("several_mixed",)}),
    ("TDT", "no_shared_curriculum", {"schools": ("one_mixed", "several_mixed", UNKNOWN)}),
    ("TDT", "only_exchange", {"outcome": ("exchange", "growth")}),
    ("COP", "deliverable_by_date", {"outcome": ("dated",)}),
    ("LN", "too_small", {"scale": ("pair", "small")}),
    ("OLC", "too_small", {"scale": ("pair", "small", "middle")}),
    ("LN", "product_wanted", {"outcome": ("dated", "product")}),
    ("OLC", "product_wanted", {"outcome": ("dated", "product")}),
]
# Never suggested, only named as "better not yet".
NEVER_SUGGESTED = [
    ("DT", {"research": "none"}),
    ("LS", {"lesson": "none"}),
    ("VLG", {"schools": "one_same"}),
    ("VLG", {"schools": "one_mixed"}),
    ("TDT", {"schools": "one_mixed"}),
    ("TDT", {"outcome": "exchange"}),
    ("COP", {"outcome": "dated"}),
    ("LN", {"scale": "small"}),
    ("OLC", {"scale": "pair"}),
]


def every_answer() -> list[dict[str, str]]:
    return [
        dict(zip(QUESTIONS, answers, strict=True))
        for answers in product(*((*allowed, UNKNOWN) for allowed in QUESTIONS.values()))
    ]


@pytest.fixture(scope="module")
def table() -> list[tuple[dict[str, str], Advice]]:
    return [(answers, advise(answers)) for answers in every_answer()]


def all_of(advice: Advice):
    return {judged.variant: judged for judged in (*advice.suggested, *advice.later, *advice.others)}


def test_every_combination_is_in_the_table(table):
    assert len(table) == 7 * 4 * 4 * 5 * 5 * 3


def test_one_to_three_variants_or_an_honest_none_yet_with_what_to_do_first(table):
    for answers, advice in table:
        assert len(advice.suggested) <= 3, answers
        assert bool(advice.suggested) != bool(advice.first), answers


def test_seven_are_judged_each_once(table):
    for answers, advice in table:
        codes = [one.variant for one in (*advice.suggested, *advice.later, *advice.others)]
        assert sorted(codes) == sorted(VARIANTS), answers


def test_what_is_named_has_reasons_that_are_true(table):
    for answers, advice in table:
        for judged in (*advice.suggested, *advice.later):
            assert judged.reasons, answers
            assert all(answers[name] == said for name, _, said in (one.partition(".") for one in judged.reasons))


def test_what_is_suggested_has_nothing_that_says_not_yet(table):
    for answers, advice in table:
        assert not any(judged.is_not_yet for judged in advice.suggested), answers


@pytest.mark.parametrize(("variant", "code", "when"), NEVER_SILENT)
def test_contra_indications_are_always_shown(table, variant, code, when):
    ((name, called_for),) = when.items()
    for answers, advice in table:
        shown = code in {warning.code for warning in all_of(advice)[variant].warnings}
        assert shown == (answers[name] in called_for), answers


@pytest.mark.parametrize(("variant", "given"), NEVER_SUGGESTED)
def test_contra_indicated_variants_are_never_suggested(table, variant, given):
    for answers, advice in table:
        if given.items() <= answers.items():
            assert variant not in advice.codes, answers


def test_nobody_chooses_while_the_goal_is_unknown(table):
    for answers, advice in table:
        if answers["outcome"] == UNKNOWN:
            assert (advice.suggested, advice.first) == ((), (("", "outcome"),)), answers


def test_same_answers_get_the_same_advice(table):
    assert all(advise(answers) == advice for answers, advice in table)


def test_what_is_missing_or_strange_is_not_known_yet():
    assert complete({"outcome": "<b>", "scale": "small", "colour": "red"}) == {
        **dict.fromkeys(QUESTIONS, UNKNOWN),
        "scale": "small",
    }


@pytest.mark.parametrize(
    ("answers", "suggested", "later"),
    [
        ({"outcome": "dated", "schools": "one_same", "scale": "small"}, ["TDT"], []),
        ({"outcome": "dated", "schools": "one_mixed"}, [], ["TDT"]),
        ({"outcome": "product", "schools": "several_same"}, ["TDT", "VLG"], []),
        ({"outcome": "lesson", "lesson": "all"}, ["LS"], []),
        ({"outcome": "lesson", "lesson": "none"}, ["COP"], ["LS"]),
        ({"outcome": "lesson", "lesson": "some"}, ["COP", "LS"], []),
        ({"outcome": "answer", "research": "both"}, ["DT"], []),
        ({"outcome": "answer", "research": "none"}, [], ["DT"]),
        ({"outcome": "growth", "schools": "several_same"}, ["VLG", "COP"], []),
        ({"outcome": "exchange", "scale": "small"}, ["COP"], ["LN"]),
        ({"outcome": "exchange", "scale": "large", "membership": "open"}, ["LN", "OLC", "COP"], []),
        ({"lesson": "all"}, [], ["LS"]),
        ({}, [], []),
    ],
)
def test_cases_that_people_meet(answers, suggested, later):
    advice = advise(answers)

    assert [one.variant for one in advice.suggested] == suggested
    assert [one.variant for one in advice.later] == later


def test_everything_can_be_said_in_words(table):
    cautions = {(code, one.code) for code in VARIANTS for one in catalogue.text_of(code, "en").cautions}
    for _answers, advice in table:
        for judged in all_of(advice).values():
            assert all(str(say_reason(judged.variant, reason)) for reason in judged.reasons)
            assert {(judged.variant, warning.code) for warning in judged.warnings} <= cautions
        assert {one for one in advice.first if one[0]} <= cautions
        assert all(code in FIRST for variant, code in advice.first if not variant)
    assert {name: set(options) for name, options in OPTIONS.items()} == {
        name: {*allowed, UNKNOWN} for name, allowed in QUESTIONS.items()
    }
    assert set(ASKED) == set(QUESTIONS)
