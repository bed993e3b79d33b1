"""Whatever people choose and however often they change it, every notice ends as told, dropped, or muted by choice, or
waits with a day on which it is looked at again; an invitation leaves on the first day that can."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from notifications import actions, outbox, registry
from notifications.actions import Chosen
from notifications.models import Notice, Preference
from notifications.registry import Kind, Verdict
from schools.models import User
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
KINDS = ("test", "other", "invite")
steps = st.lists(
    st.one_of(
        st.tuples(st.just("enqueue"), st.sampled_from(KINDS)),
        st.tuples(
            st.just("choose"), st.sampled_from(KINDS), st.sampled_from(["once", "weekly", "none"]), st.booleans()
        ),
        st.tuples(st.just("weekly"), st.booleans()),
        st.tuples(st.just("quiet"), st.integers(0, 3), st.integers(0, 12)),
        st.tuples(st.just("loud")),
        st.tuples(st.just("gone"), st.integers(0, 9)),
        st.tuples(st.just("days"), st.integers(1, 9)),
    ),
    min_size=4,
    max_size=25,
)


class Life:
    """One person, day by day; each day one delivery. Schools are closed at weekends and in the week of 30 November."""

    def __init__(self, answers):
        self.answers, self.now, self.person, self.number = answers, MONDAY, UserFactory(), 0
        self.mailed = []  # (day, states and kinds of what was in the mail)

    def take(self, step):
        name, *arguments = step
        getattr(self, name)(*arguments)

    def enqueue(self, kind):
        self.number += 1
        key = {"kind": kind, "subject": "community:1", "occasion": f"{self.number}"}
        outbox.enqueue(drafts=[outbox.Draft(recipient_id=self.person.pk, **key)], now=self.now)

    def choose(self, kind, mail_wish, has_inbox):
        is_weekly = Preference.objects.filter(person=self.person, is_weekly=True).exists()
        chosen = {kind: Chosen(mail_wish, has_inbox)}
        actions.choose(by=self.person, is_weekly=is_weekly, chosen=chosen, now=self.now)

    def weekly(self, is_weekly):
        actions.choose(by=self.person, is_weekly=is_weekly, chosen={}, now=self.now)

    def quiet(self, after, length):
        first = self.now.date() + timedelta(days=after)
        actions.be_quiet(by=self.person, first_day=first, last_day=first + timedelta(days=length), now=self.now)

    def loud(self):
        actions.be_quiet(by=self.person, first_day=None, last_day=None, now=self.now)

    def gone(self, number):
        self.answers[f"{number}"] = Verdict.DROP

    def days(self, number):
        for _ in range(number):
            before = set(Notice.objects.filter(state="sent").values_list("pk", flat=True))
            mail.outbox.clear()
            outbox.deliver_due(now=self.now)
            assert len(mail.outbox) <= 1
            new = Notice.objects.filter(state="sent").exclude(pk__in=before)
            self.mailed += [(self.now.date(), kind) for kind in new.values_list("kind", flat=True)]
            self.check()
            self.now += timedelta(days=1)

    def check(self):
        """After a delivery on a school day everything has come to an end or says when it goes on."""
        if not is_open(self.now.date()):
            return
        for notice in Notice.objects.all():
            if notice.state == "queued":
                assert registry.is_optional(notice.kind)
                assert notice.not_before > self.now
            else:
                assert notice.state in ("sent", "inbox", "muted", "dropped")
            assert (notice.state == "dropped") <= (self.answers.get(notice.occasion) is Verdict.DROP)
            assert (notice.state == "inbox") <= (notice.told_at is not None)


def is_open(day):
    return day.weekday() < 5 and day.isocalendar()[:2] != (2026, 49)


@pytest.fixture
def life(answers, monkeypatch):
    monkeypatch.setitem(registry._composers, "other", registry._composers["test"])
    monkeypatch.setitem(registry._composers, "invite", registry._composers["test"])
    monkeypatch.setitem(registry._kinds, "invite", Kind("invite", is_optional=False))
    gate = lambda notices, day: {n.pk for n in notices} if is_open(day) else set()  # noqa: E731
    monkeypatch.setattr(registry, "_gates", [gate])
    monkeypatch.setattr("notifications.breakers.A_WEEK", 99)
    return lambda: Life(answers)


@given(steps=steps)
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_notice_is_lost_whatever_somebody_chooses(life, answers, steps):
    Notice.objects.all().delete()
    answers.clear()
    one = life()
    for step in steps:
        one.take(step)
    one.loud()
    one.days(21)

    assert not Notice.objects.filter(state__in=["queued", "claimed"]).exists()
    assert Notice.objects.count() == one.number
    User.objects.filter(pk=one.person.pk).delete()


@given(kinds=st.lists(st.tuples(st.integers(0, 20), st.sampled_from(KINDS)), min_size=1, max_size=20))
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_who_wants_one_mail_a_week_gets_one_besides_invitations(life, kinds):
    one = life()
    one.weekly(True)
    for day in range(28):
        for when, kind in kinds:
            if when == day:
                one.enqueue(kind)
        one.days(1)

    weeks = [day.isocalendar()[1] for day, _kind in {(day, "") for day, kind in one.mailed if kind != "invite"}]
    assert len(weeks) == len(set(weeks))
    assert len(one.mailed) == len(kinds)
    Notice.objects.all().delete()
