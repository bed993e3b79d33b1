"""A leader hears once that a group waits for her, without a word of what the group said."""

from datetime import UTC, datetime, timedelta

import pytest

from conditions.actions import answer_condition, confirm_start
from conditions.start_notices import compose_asked
from notifications.models import Notice
from notifications.registry import Section, Verdict

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
TOMORROW = NOW + timedelta(days=1)


def say(personas, side, status, code="voluntary", now=NOW):
    by = personas.leader if side == "leader" else personas.teacher
    answer_condition(community=personas.group, code=code, side=side, status=status, by=by, now=now)


def told():
    return list(Notice.objects.filter(kind="leader_asked").order_by("occasion"))


def composed(now=TOMORROW):
    return list(compose_asked(told(), now).values())


def test_group_that_looked_first_asks_its_leaders_once(personas):
    for code in ("goal", "voluntary", "size"):
        say(personas, "group", "no", code)

    assert [(one.recipient, one.occasion) for one in told()] == [(personas.leader, "look")]


def test_notice_says_nothing_of_the_answer(personas):
    texts = []
    for status in ("no", "yes"):
        say(personas, "group", status)
        (section,) = composed()
        texts.append(section)

    assert isinstance(texts[0], Section)
    assert texts[0] == texts[1]


def test_group_first_taps_to_the_end(personas):
    say(personas, "group", "no")

    assert composed(NOW) == [Verdict.LATER]


@pytest.mark.parametrize(
    ("status", "is_confirmed", "is_dropped"), [("yes", False, True), ("no", True, True), ("no", False, False)]
)
def test_notice_goes_when_nothing_waits_any_more(personas, status, is_confirmed, is_dropped):
    say(personas, "group", "yes")
    say(personas, "leader", status)
    if is_confirmed:
        confirm_start(
            community=personas.group, code="voluntary", reason="Ze vroegen het zelf.", by=personas.leader, now=NOW
        )

    assert (composed() == [Verdict.DROP]) is is_dropped


def test_leader_who_finds_it_settled_hears_that_a_reason_is_asked(personas):
    say(personas, "leader", "yes")
    assert told() == []

    say(personas, "group", "no")

    assert [one.occasion for one in told()] == ["why:voluntary"]
    assert isinstance(composed()[0], Section)


def test_nobody_is_told_where_reminders_are_off(personas):
    personas.school.has_reminders = False
    personas.school.save()

    say(personas, "group", "no")

    assert told() == []


def test_who_leads_no_longer_is_told_nothing(personas):
    say(personas, "group", "no")
    personas.leader.staff.update(left_on=NOW.date())

    assert composed() == [Verdict.DROP]
