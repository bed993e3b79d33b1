"""The one notice about a version: true when it is sent, to members who have not accepted, never twice."""

from datetime import UTC, datetime

import pytest
from django.core import mail

from communities import actions
from communities.actions import Wording
from communities.charter_text import digest
from communities.models import Charter, Membership
from notifications import outbox
from notifications.models import Notice
from tests.factories import CommunityFactory, MembershipFactory, open_school, staff_member

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)  # Monday 08:00 in Brussels


@pytest.fixture
def group():
    return CommunityFactory(school=open_school(), name="Datateam", task="Uitval begrijpen")


@pytest.fixture
def member(group):
    return MembershipFactory(community=group, user=staff_member(group.school, language="en")).user


@pytest.fixture
def writer(group):
    user = staff_member(group.school, language="en", first_name="Tine", last_name="Claes")
    return MembershipFactory(community=group, user=user).user


def put(group, writer, need="nood"):
    stored = Charter.objects.filter(community=group).values_list("need", flat=True).first() or ""
    wordings = {"need": Wording(need, digest(stored))}
    actions.save_charter(community=group, wordings=wordings, by=writer, now=NOW)
    return actions.put_charter(community=group, by=writer, now=NOW)


def test_it_says_who_put_it_and_opens_that_version(group, member, writer):
    put(group, writer)

    outbox.deliver_due(now=NOW)

    message = mail.outbox[0]
    assert (message.to, message.subject) == ([member.email], "Datateam: the charter is ready to read")
    assert "Tine Claes has put a new version" in message.body
    assert f"/communities/{group.pk}/charter/1/" in message.body


def test_agreements_and_draft_are_not_mailed(group, member, writer):
    agreements = {"agreements": Wording("zq-agreements", digest(""))}
    actions.save_charter(community=group, wordings=agreements, by=writer, now=NOW)
    put(group, writer)

    outbox.deliver_due(now=NOW)

    assert "zq-" not in mail.outbox[0].body


def test_only_the_newest_version_is_told(group, member, writer):
    put(group, writer)
    put(group, writer, need="anders")

    outbox.deliver_due(now=NOW)

    assert sorted(Notice.objects.values_list("state", flat=True)) == ["dropped", "sent"]
    assert "/charter/2/" in mail.outbox[0].body


@pytest.mark.parametrize("why", ["accepted", "left", "ended"])
def test_what_is_no_longer_true_is_dropped(group, member, writer, why):
    version = put(group, writer)
    if why == "accepted":
        actions.accept_charter(version=version, by=member, now=NOW)
    elif why == "left":
        actions.leave_community(membership=Membership.objects.get(user=member), by=member, now=NOW)
    else:
        group.ended_on = NOW.date()
        group.save()

    outbox.deliver_due(now=NOW)

    assert (Notice.objects.get().state, mail.outbox) == ("dropped", [])


def test_yes_that_is_taken_back_does_not_wake_it(group, member, writer):
    version = put(group, writer)
    actions.accept_charter(version=version, by=member, now=NOW)
    outbox.deliver_due(now=NOW)
    actions.take_back_acceptance(version=version, by=member, now=NOW)

    outbox.deliver_due(now=NOW)

    assert mail.outbox == []
