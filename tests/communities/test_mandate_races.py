"""Two voices on one coach at the same moment: the group's yes is written once, and she comes in once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Barrier

import pytest
from django.db import connection

from communities import actions
from communities.models import CoachMandate, Membership
from notifications.models import Notice
from tests.conftest import Personas
from tests.factories import InvitationFactory, MembershipFactory
from tests.factories_learning import CoachMandateFactory

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


@pytest.mark.skipif("connection.vendor == 'sqlite'", reason="SQLite lets one write at a time anyway")
def test_of_two_last_voices_one_lets_her_in(personas: Personas) -> None:
    members = [personas.teacher, *(MembershipFactory(community=personas.group).user for _number in range(3))]
    said = {"role": "coach", "is_accepted": True, "answered_at": NOW}
    InvitationFactory(community=personas.group, user=personas.outsider, **said)
    mandate = CoachMandateFactory(community=personas.group, user=personas.outsider, accepted_on=None, ends_on=None)
    actions.say_yes(mandate=mandate, by=members[0], now=NOW)
    actions.say_yes(mandate=mandate, by=members[1], now=NOW)  # three of four are needed
    together = Barrier(2)

    def say(who: object) -> None:
        together.wait(timeout=20)
        try:
            actions.say_yes(mandate=CoachMandate.objects.get(pk=mandate.pk), by=who, now=NOW)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(say, members[2:]))

    assert Membership.objects.current().filter(user=personas.outsider, role="coach").count() == 1
    assert Notice.objects.filter(occasion=f"accepted:{mandate.pk}").count() == 1
    mandate.refresh_from_db()
    assert mandate.accepted_on == NOW.date()
