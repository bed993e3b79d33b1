"""Clocks that jump, nights that are longer or shorter, and what changed between the look and the mail."""

import pytest

pytestmark = pytest.mark.worker
DRAIN = "tests.worker.drain"
SCENE = "tests.worker.scene"


def at(moment):
    return {"STAGE_MOMENT": f"{moment}:00+00:00"}


def test_clocks_that_jump_make_no_second_mail(stage):
    """Four workers, each of which believes in another moment; then the clock goes back."""
    stage.run(SCENE, "crowd")
    moments = ["2026-12-07T08:00", "2026-12-07T07:00", "2026-12-08T08:00", "2026-12-07T09:00"]
    for drain in [stage.fork(DRAIN, LOOK="1", MAIL_CONNECTIONS="4", **at(moment)) for moment in moments]:
        drain.wait()
    for moment in ("2026-12-07T08:10", "2026-12-07T08:00", "2026-12-06T08:00", "2026-12-08T07:50", "2026-12-08T08:00"):
        stage.run(DRAIN, LOOK="1", **at(moment))

    kinds = [tuple(key[:4]) for key in stage.run(SCENE, "keys")]
    assert len(kinds) == len(set(kinds))
    overdue = [who for who, message in stage.sink.mails]
    assert sorted(set(overdue)) == stage.sink.recipients


@pytest.mark.parametrize(
    ("before", "early", "open_again"),
    [
        # On Sunday 25 October 2026 the hour from two to three comes twice.
        (["2026-10-24T23:59", "2026-10-25T00:30", "2026-10-25T01:30"], "2026-10-26T06:29", "2026-10-26T06:30"),
        # On Sunday 28 March 2027 it does not come at all; then schools are closed until 12 April.
        (["2027-03-28T00:30", "2027-03-28T01:00", "2027-03-29T06:30"], "2027-04-12T05:29", "2027-04-12T05:30"),
    ],
    ids=["winter time", "summer time"],
)
def test_night_in_which_the_clock_changes(stage, before, early, open_again):
    stage.run(SCENE, "crowd", "1")
    for moment in (*before, early):
        stage.run(DRAIN, LOOK="1", **at(moment))
    assert stage.sink.mails == []

    for _ in range(2):
        stage.run(DRAIN, LOOK="1", **at(open_again))

    assert stage.sink.recipients == [f"m0{n}@school.example" for n in range(4)]


def test_closing_day_that_was_entered_after_the_look_is_kept(stage):
    stage.run(SCENE, "slipping")
    stage.run(DRAIN, LOOK="only", **at("2026-12-07T05:00"))
    stage.run(SCENE, "close_schools")

    assert stage.run(DRAIN, **at("2026-12-07T08:00"))["mails"] == 0
    assert stage.run(DRAIN, LOOK="1", **at("2026-12-08T08:00"))["mails"] == 1
    assert stage.sink.recipients == ["tine@school.example"]


def test_people_and_groups_that_are_gone_are_told_nothing(stage):
    """Planned, finished, left, not allowed to sign in, erased: all of it after the look."""
    stage.run(SCENE, "crowd")
    stage.run(SCENE, "half_is_gone")

    stage.run(DRAIN, **at("2026-12-07T08:00"))

    assert stage.sink.recipients == sorted(
        ["m23@school.example", *(f"m{g}{n}@school.example" for g in "34" for n in range(4))]
    )
    assert stage.run(SCENE, "states") == {"dropped": 10, "sent": 9}


def test_after_five_weeks_of_silence_everybody_gets_one_mail_with_what_is_true(stage):
    """The window opened on 7 December; when the workers are back on 11 January, the group is overdue."""
    stage.run(SCENE, "slipping", "3")
    stage.run(DRAIN, LOOK="only", **at("2026-12-07T08:00"))

    for moment in ("2027-01-11T08:00", "2027-01-11T08:05", "2027-01-11T15:00"):
        stage.run(DRAIN, LOOK="1", **at(moment))

    assert stage.sink.recipients == ["tine1@school.example", "tine2@school.example", "tine@school.example"]
    assert stage.run(SCENE, "states") == {"dropped": 3, "sent": 3}
