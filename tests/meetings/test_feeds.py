"""The address that a calendar program reads: private, cheap, the same bytes as long as nothing changed."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.contrib.auth.models import update_last_login
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from meetings import actions
from meetings.models import CalendarFeed
from meetings.models.calendar import hash_of
from plc_platform import clock
from schools.models import AuditEvent
from tests.factories import AgendaBlockFactory, CommunityFactory, MeetingFactory, MembershipFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
DAY = date(2026, 12, 3)


@pytest.fixture(autouse=True)
def monday(monkeypatch, settings):
    settings.SITE_URL = "https://plc.example"
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def meeting(personas):
    return MeetingFactory(community=personas.group, day=DAY, place="Lokaal B12", changed_at=NOW - timedelta(days=9))


def address_for(person, community=None) -> str:
    return reverse("meetings:feed", args=[actions.renew_feed(community=community, by=person, now=NOW)])


def events(client, address):
    return Calendar.from_ical(client.get(address).content).walk("VEVENT")


# --- what is in it ---------------------------------------------------------------------------------------------------
def test_feed_tells_day_hour_place_and_the_way_back(personas, client, meeting):
    AgendaBlockFactory(meeting=meeting, title="zq-canary")

    response = client.get(address_for(personas.teacher))

    text = response.content.decode()
    event = Calendar.from_ical(text).walk("VEVENT")[0]
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert (str(event["uid"]), str(event["summary"])) == (str(meeting.uid), "Ontwerpteam wiskunde")
    assert (event["dtstart"].dt, str(event["location"])) == (meeting.starts_at, "Lokaal B12")
    assert event["url"] == event["description"] == f"https://plc.example/meetings/{meeting.pk}/"
    assert event["dtstamp"].dt == event["last-modified"].dt == NOW - timedelta(days=9)
    assert "REFRESH-INTERVAL;VALUE=DURATION:PT4H\r\n" in text
    assert [word for word in ("zq-canary", "Tine", "Karim", "school.example", "ATTENDEE") if word in text] == []


@pytest.mark.parametrize(
    ("day", "status", "shown"),
    [
        (date(2026, 11, 15), "held", None),
        (date(2026, 11, 16), "held", "CONFIRMED"),
        (DAY, "planned", "CONFIRMED"),
        (DAY, "cancelled", "CANCELLED"),
        (DAY, "draft", None),
        (date(2028, 6, 1), "planned", "CONFIRMED"),
    ],
)
def test_feed_goes_one_week_back_and_as_far_ahead_as_is_known(personas, client, day, status, shown):
    MeetingFactory(community=personas.group, day=day, status=status)

    found = [str(event["status"]) for event in events(client, address_for(personas.teacher))]

    assert found == ([shown] if shown else [])


def test_feed_of_a_person_holds_all_groups_and_follows_what_she_takes_part_in(personas, client, meeting):
    other = CommunityFactory(name="Datateam taal")
    MeetingFactory(community=other, day=DAY)
    membership = MembershipFactory(community=other, user=personas.teacher)
    MeetingFactory(day=DAY)  # of strangers
    address = address_for(personas.teacher)
    assert [str(event["summary"]) for event in events(client, address)] == ["Ontwerpteam wiskunde", "Datateam taal"]

    membership.left_on = NOW.date()
    membership.save()

    assert [str(event["summary"]) for event in events(client, address)] == ["Ontwerpteam wiskunde"]


def test_feed_of_a_group_holds_that_group_and_dies_with_the_membership(personas, client, meeting):
    other = CommunityFactory(name="Datateam taal")
    membership = MembershipFactory(community=other, user=personas.teacher)
    MeetingFactory(community=other, day=DAY)
    address = address_for(personas.teacher, other)
    assert [str(event["summary"]) for event in events(client, address)] == ["Datateam taal"]

    membership.left_on = NOW.date()
    membership.save()

    assert client.get(address).status_code == 404


# --- who may read it -------------------------------------------------------------------------------------------------
def test_address_that_was_made_up_is_not_found(client):
    response = client.get(reverse("meetings:feed", args=["a" * 43]))

    assert (response.status_code, response.headers["X-Robots-Tag"]) == (404, "noindex")


def test_renewed_address_replaces_the_old_one(personas, client, meeting):
    old = address_for(personas.teacher)
    new = address_for(personas.teacher)

    assert (client.get(old).status_code, client.get(new).status_code) == (404, 200)


def test_revoked_address_stops(personas, client, meeting):
    address = address_for(personas.teacher)
    actions.revoke_feed(feed=personas.teacher.calendar_feeds.get(), by=personas.teacher, now=NOW)

    assert client.get(address).status_code == 404


def test_somebody_who_may_not_sign_in_has_no_calendar(personas, client, meeting):
    address = address_for(personas.teacher)
    personas.teacher.is_active = False
    personas.teacher.save()

    assert client.get(address).status_code == 404


def test_new_password_stops_every_address(personas, client, meeting):
    addresses = [address_for(personas.teacher), address_for(personas.teacher, personas.group)]
    others = address_for(personas.coach)
    update_last_login(None, personas.teacher)
    assert [client.get(address).status_code for address in addresses] == [200, 200]

    personas.teacher.set_password("something quite different")
    personas.teacher.save()

    assert [client.get(address).status_code for address in addresses] == [404, 404]
    assert client.get(others).status_code == 200


def test_token_is_kept_as_a_hash_only(personas, meeting):
    token = actions.renew_feed(community=None, by=personas.teacher, now=NOW)

    stored = CalendarFeed.objects.get()
    assert len(token) == 43
    assert stored.token_hash == hash_of(token)
    assert token not in repr(list(CalendarFeed.objects.values())) + repr(list(AuditEvent.objects.values()))


def test_feed_travels_nowhere_by_itself(personas, client, meeting):
    response = client.get(address_for(personas.teacher))

    assert {name: response.headers[name] for name in ("Cache-Control", "Referrer-Policy", "X-Robots-Tag")} == {
        "Cache-Control": "private, no-cache",
        "Referrer-Policy": "no-referrer",
        "X-Robots-Tag": "noindex",
    }
    assert response.cookies == {}


# --- what it costs ---------------------------------------------------------------------------------------------------
def in_groups(person, number):
    for _index in range(number):
        community = CommunityFactory()
        MembershipFactory(community=community, user=person)
        for month in (1, 2, 3, 4, 5):
            MeetingFactory(community=community, day=date(2027, month, 14))


@pytest.mark.parametrize("groups", [1, 3, 10])
def test_first_reading_of_the_day_takes_three_queries(personas, client, django_assert_num_queries, groups):
    in_groups(personas.outsider, groups)
    address = address_for(personas.outsider)

    with django_assert_num_queries(3):
        response = client.get(address)

    assert response.content.count(b"BEGIN:VEVENT") == 5 * groups


@pytest.mark.parametrize("groups", [1, 3, 10])
def test_unchanged_feed_answers_304_after_two_queries(personas, client, django_assert_num_queries, monkeypatch, groups):
    in_groups(personas.outsider, groups)
    address = address_for(personas.outsider)
    etag = client.get(address).headers["ETag"]
    monkeypatch.setattr("meetings.ical.feed_text", None)  # no calendar is built

    with django_assert_num_queries(2):
        response = client.get(address, headers={"If-None-Match": etag})

    assert (response.status_code, response.content, response.headers["ETag"]) == (304, b"", etag)


def test_unchanged_feed_has_the_same_bytes_and_moment_later(personas, client, meeting, monkeypatch):
    address = address_for(personas.teacher)
    first = client.get(address)
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(days=2))

    later = client.get(address)
    since = Client().get(address, headers={"If-Modified-Since": first.headers["Last-Modified"]})

    assert later.content == first.content
    assert later.headers["Last-Modified"] == first.headers["Last-Modified"]
    assert since.status_code == 304
    assert CalendarFeed.objects.get().last_read_on == date(2026, 11, 25)


@pytest.mark.parametrize("change", ["move", "cancel", "leave"])
def test_changed_feed_is_read_again_by_both_validators(personas, client, meeting, monkeypatch, change):
    address = address_for(personas.teacher)
    first = client.get(address)
    later = NOW + timedelta(hours=2)
    if change == "move":
        actions.edit_meeting(
            meeting=meeting, version=1, starts_at=meeting.starts_at + timedelta(days=1), minutes=120, place="",
            note_taker_id=None, by=personas.teacher, now=later,
        )  # fmt: skip
    elif change == "cancel":
        actions.cancel_meeting(meeting=meeting, by=personas.teacher, now=later)
    else:
        personas.group.memberships.filter(user=personas.teacher).update(left_on=NOW.date())
    monkeypatch.setattr(clock, "now", lambda: later)

    by_tag = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
    by_time = client.get(address, headers={"If-Modified-Since": first.headers["Last-Modified"]})

    assert (by_tag.status_code, by_time.status_code) == (200, 200)
    assert by_tag.content != first.content


def test_head_gives_the_headers_alone(personas, client, meeting):
    response = client.head(address_for(personas.teacher))

    assert (response.status_code, response.content) == (200, b"")


# --- the page --------------------------------------------------------------------------------------------------------
def test_page_shows_an_address_once(personas, signed_in):
    client = signed_in(personas.teacher)

    made = client.post(reverse("meetings:feed-renew"), {"community": personas.group.pk})
    again = client.get(reverse("meetings:calendar"))

    address = made.context["address"]
    assert address in made.content.decode()
    assert address.replace("http://", "webcal://") in made.content.decode()
    assert address not in again.content.decode()
    assert Client().get(address.partition("testserver")[2]).status_code == 200


def test_page_revokes_an_address(personas, signed_in):
    address = address_for(personas.teacher)
    client = signed_in(personas.teacher)

    client.post(reverse("meetings:feed-revoke", args=[personas.teacher.calendar_feeds.get().pk]))

    assert client.get(address).status_code == 404


def test_nobody_makes_an_address_of_a_group_she_is_not_in(personas, signed_in):
    for person in (personas.outsider, personas.leader):
        response = signed_in(person).post(reverse("meetings:feed-renew"), {"community": personas.group.pk})
        assert response.status_code == 404

    assert CalendarFeed.objects.count() == 0


def test_nobody_revokes_the_address_of_somebody_else(personas, signed_in, client):
    address = address_for(personas.teacher)
    feed = CalendarFeed.objects.get()

    assert signed_in(personas.outsider).post(reverse("meetings:feed-revoke", args=[feed.pk])).status_code == 404
    assert client.get(address).status_code == 200


@pytest.mark.parametrize("groups", [1, 3])
def test_page_takes_four_queries(personas, signed_in, django_assert_num_queries, groups):
    in_groups(personas.outsider, groups)
    client = signed_in(personas.outsider)

    with django_assert_num_queries(4):  # session, user, addresses, groups
        client.get(reverse("meetings:calendar"))
