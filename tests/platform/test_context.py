"""The frame: where navigation leads, without a query."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.signed_cookies import SessionStore
from django.test import RequestFactory

from plc_platform.context import frame, is_current, places, remember_places
from schools.models import User


@pytest.fixture
def session() -> SessionStore:
    return SessionStore()


def request_of(session: SessionStore, path: str = "/mine/", user: object = None):
    request = RequestFactory().get(path)
    request.session = session
    request.user = user or User(email="tine@school.example", theme="dark")
    return request


def test_places_before_the_home_page_was_seen_lead_there(session: SessionStore) -> None:
    found = places(request_of(session))

    assert [place.path for place in found] == ["/", "/mine/", "/library/", "/profile/"]


def test_places_of_leader_start_with_the_led_school(session: SessionStore) -> None:
    remember_places(session, led_schools=["atheneum", "lyceum"], coaches=True)

    found = places(request_of(session, "/schools/atheneum/staff/"))

    assert [place.path for place in found] == ["/schools/atheneum/", "/coach/", "/mine/", "/library/", "/profile/"]
    assert [place.is_current for place in found] == [True, False, False, False, False]


def test_places_of_teacher_are_three(session: SessionStore) -> None:
    remember_places(session, led_schools=[], coaches=False)

    assert [place.path for place in places(request_of(session))] == ["/mine/", "/library/", "/profile/"]


def test_remember_places_writes_only_what_changed(session: SessionStore) -> None:
    remember_places(session, led_schools=["atheneum"], coaches=False)
    session.modified = False

    remember_places(session, led_schools=["atheneum"], coaches=False)

    assert session.modified is False


def test_frame_of_stranger_has_no_places_and_the_theme_of_the_device(session: SessionStore) -> None:
    shown = frame(request_of(session, user=AnonymousUser()))

    assert (shown["places"], shown["theme"]) == ((), "auto")


def test_frame_carries_the_reader_s_theme(session: SessionStore) -> None:
    assert frame(request_of(session))["theme"] == "dark"


def test_is_current_holds_below_a_place_but_not_below_the_first_page() -> None:
    assert is_current("/schools/atheneum/years/", "/schools/atheneum/")
    assert not is_current("/mine/", "/")
