"""Moves on a board: one current step always, a loop makes what lies between to be done again, nothing is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning import boards
from learning.boards import AHEAD, DONE, NOW, SKIPPED, NotPossible, Place, begun, move
from learning.methods import method_of

CODES = ("a", "b", "c", "d", "e")


def on(states: str) -> tuple[Place, ...]:
    """ "d.ns" and the like: done, now, skipped, ahead (.)."""
    words = {"d": DONE, "n": NOW, "s": SKIPPED, ".": AHEAD}
    return tuple(Place(code, words[state]) for code, state in zip(CODES, states, strict=False))


def states(places: tuple[Place, ...]) -> str:
    letters = {DONE: "d", NOW: "n", SKIPPED: "s", AHEAD: "."}
    return "".join(letters[place.state] for place in places)


@pytest.mark.parametrize(
    ("before", "kind", "target", "after"),
    [
        ("n....", "forward", "", "dn..."),
        ("n....", "forward", "b", "dn..."),
        ("dns..", "forward", "d", "ddsn."),
        ("dddn.", "back", "c", "ddn.."),
        ("dddn.", "back", "a", "n...."),
        ("dsdn.", "back", "a", "ns..."),
        ("n....", "skip", "c", "n.s.."),
        ("dn...", "skip", "b", "dsn.."),
        ("dsn..", "return", "b", "dn..."),
        ("dn.s.", "return", "d", "dn..."),
    ],
)
def test_move_takes_the_group_where_it_wants(before, kind, target, after):
    assert states(move(on(before), kind, target).places) == after


@pytest.mark.parametrize(
    ("before", "kind", "target"),
    [
        ("n....", "forward", "c"),  # a page that knows another next step
        ("ddddn", "forward", ""),
        ("n....", "back", "b"),
        ("n....", "back", "x"),
        ("dsn..", "back", "b"),  # left out: first to be taken up
        ("ddddn", "skip", "e"),  # nothing is left then: the round is finished
        ("dn...", "skip", "a"),
        ("dn...", "return", "a"),
        ("dddd", "forward", ""),
        ("n....", "sideways", "b"),
    ],
)
def test_move_that_is_not_possible(before, kind, target):
    with pytest.raises(NotPossible):
        move(on(before), kind, target)


@given(
    st.lists(
        st.tuples(st.sampled_from(["forward", "back", "skip", "return"]), st.sampled_from(["", *CODES])), max_size=15
    )
)
def test_there_is_always_one_current_step(wishes):
    places = begun(CODES)
    for kind, target in wishes:
        try:
            places = move(places, kind, target).places
        except NotPossible:
            continue
        assert [place.state for place in places].count(NOW) == 1
        assert tuple(place.code for place in places) == CODES


@given(st.lists(st.sampled_from(["forward", "skip"]), max_size=12))
def test_going_on_always_ends_at_the_last_step(wishes):
    places = begun(CODES)
    for kind in wishes:
        try:
            places = move(places, kind, places[boards.index_of_now(places)].code if kind == "skip" else "").places
        except NotPossible:
            assert boards.next_of(places) == ""


@pytest.mark.parametrize(
    ("verdicts", "said"),
    [([], False), (["rejected"], True), (["rejected", ""], False), (["rejected", "holds"], False)],
)
def test_all_rejected(verdicts, said):
    assert boards.all_rejected(verdicts) is said


@pytest.mark.parametrize(
    ("by", "held", "has_piece", "said"),
    [(0, 5, False, ""), (3, 0, False, "soon"), (3, 1, False, "soon"), (3, 2, False, "now"), (3, 9, True, "")],
)
def test_first_piece(by, held, has_piece, said):
    assert boards.asks_for_piece(by, held, has_piece=has_piece) == said


def test_methods_know_the_loops_of_a_data_team_in_both_languages():
    dutch, english = method_of("DT", "nl-be"), method_of("DT", "en")
    assert dutch.step("quality").back == ("collection", "hypotheses")
    assert [code for code, rule in dutch.steps.items() if rule.share] == ["problem", "conclusions", "evaluation"]
    assert [code for code, rule in dutch.steps.items() if rule.verdicts] == ["hypotheses"]
    assert dutch.step("problem").line != english.step("problem").line
    assert method_of("TDT", "nl").first_piece == 3
    assert method_of("LN", "nl").step("own-step").line == ""
