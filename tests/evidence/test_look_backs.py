"""Looking back on a year is one's own; the school reads words once, from ten who chose to be counted (R20)."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse

from evidence.actions.look_backs import IsClosed, keep_look_back, reckon_gains
from evidence.gains import PEOPLE, codes_of
from evidence.models import LookBack, PeopleGains
from evidence.tasks import reckon_gains as nightly
from notifications.models import Notice
from schools.models import AuditEvent, SchoolYear, User
from tests.factories import MembershipFactory, staff_member
from tests.factories_leading import LookBackFactory, PeopleGainsFactory

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
YEAR = "2026-2027"
CLOSED = datetime(2027, 10, 1, 2, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture
def at(monkeypatch):
    """A function that sets the clock."""

    def move(now):
        monkeypatch.setattr("plc_platform.clock.now", lambda: now)
        monkeypatch.setattr("plc_platform.clock.today", lambda: now.date())

    move(NOW)
    return move


def address(school, year=YEAR):
    return reverse("evidence:look-back", args=[school.slug, year])


def crowd(school, number, **choices):
    """Colleagues who looked back and let it count."""
    for _ in range(number):
        LookBackFactory(school=school, is_counted=True, gains=choices or {"content": "more"})


# --- one's own -------------------------------------------------------------------------------------------------------
def test_seven_taps_a_line_and_a_tick(personas, signed_in, at):
    client = signed_in(personas.teacher)

    answer = client.post(address(personas.school), {"content": "more", "openness": "less", "words": "Fijn jaar"})

    assert answer.url == reverse("evidence:look-backs")
    look = LookBack.objects.get()
    assert (look.user, look.gains, look.words) == (
        personas.teacher,
        {"content": "more", "openness": "less"},
        "Fijn jaar",
    )
    assert not look.is_counted
    client.post(address(personas.school), {"content": "", "openness": "same", "is_counted": "on"})
    look.refresh_from_db()
    assert (look.gains, look.words, look.is_counted) == ({"openness": "same"}, "", True)
    assert "Fijn jaar" not in client.get(address(personas.school)).text


def test_it_shows_seven_gains_and_nothing_is_required(personas, signed_in, at):
    client = signed_in(personas.teacher)

    assert all(f'name="{code}"' in client.get(address(personas.school)).text for code in codes_of(PEOPLE))
    assert client.post(address(personas.school), {}).status_code == 302
    assert client.post(address(personas.school), {"content": "much"}).status_code == 400


def test_nobody_learns_who_looked_back(personas, signed_in, at):
    signed_in(personas.teacher).post(
        address(personas.school), {"content": "more", "words": "zq-merkwoord", "is_counted": "on"}
    )
    crowd(personas.school, 9)

    for person in (personas.leader, personas.coach, personas.outsider):
        client = signed_in(person)
        pages = [
            reverse("evidence:look-backs"),
            reverse("dashboard:school", args=[personas.school.slug]),
            reverse("dashboard:home"),
        ]
        for page in pages:
            assert "zq-merkwoord" not in client.get(page, follow=True).text
        assert (
            client.post(
                reverse("evidence:delete-look-back", args=[LookBack.objects.get(user=personas.teacher).pk])
            ).status_code
            == 404
        )
    assert not AuditEvent.objects.exists()
    assert not Notice.objects.exists()
    assert not PeopleGains.objects.exists()


@pytest.mark.parametrize("who", ["leader", "outsider", "other_leader"])
def test_who_took_part_in_no_group_has_nothing_to_look_back_on(personas, signed_in, at, who):
    client = signed_in(getattr(personas, who))

    assert client.get(address(personas.school)).status_code == 404
    assert client.post(address(personas.school), {"content": "more"}).status_code == 404
    assert "2026-2027" not in client.get(reverse("evidence:look-backs")).text
    assert not LookBack.objects.exists()


@pytest.mark.parametrize("year", ["2027-2028", "2031-2032", "x"])
def test_no_year_that_is_still_to_come(personas, signed_in, at, year):
    assert signed_in(personas.teacher).get(address(personas.school, year)).status_code == 404


def test_file_holds_all_that_she_said_and_nothing_of_others(personas, signed_in, at):
    LookBackFactory(user=personas.teacher, school=personas.school, gains={"content": "more"}, words="=1+1 eigen")
    LookBackFactory(school=personas.school, words="van een ander")

    text = signed_in(personas.teacher).get(reverse("evidence:look-back-file")).content.decode("utf-8-sig")

    assert f"{personas.school.name};2026-2027;Mijn vak;Meer" in text
    assert "'=1+1 eigen" in text
    assert "ander" not in text


def test_she_deletes_it_for_good(personas, signed_in, at):
    look = LookBackFactory(user=personas.teacher, school=personas.school)
    signed_in(personas.teacher).post(reverse("evidence:delete-look-back", args=[look.pk]))

    assert not LookBack.objects.exists()


def test_number_of_statements_does_not_grow(personas, signed_in, at, django_assert_num_queries):
    client = signed_in(personas.teacher)
    PeopleGainsFactory(school=personas.school, year="2023-2024")
    with django_assert_num_queries(7):
        client.get(reverse("evidence:look-backs"))
    for year in ("2024-2025", "2025-2026"):
        PeopleGainsFactory(school=personas.school, year=year)
        LookBackFactory(user=personas.teacher, school=personas.school, year=year)
    with django_assert_num_queries(7):
        client.get(reverse("evidence:look-backs"))


# --- together --------------------------------------------------------------------------------------------------------
def test_words_come_once_after_the_closing_day(personas, signed_in, at):
    crowd(personas.school, 10, content="more", didactics="less")
    LookBackFactory.create_batch(5, school=personas.school, is_counted=False, gains={"content": "less"})

    assert reckon_gains(now=datetime(2027, 9, 30, 12, tzinfo=UTC)) == 0
    at(CLOSED)
    nightly()

    told = PeopleGains.objects.get(school=personas.school, year=YEAR)
    assert (told.size, told.words["content"], told.words["didactics"], told.words["openness"]) == (
        "10-19",
        "most",
        "few",
        "",
    )
    page = signed_in(personas.leader).get(reverse("evidence:look-backs")).text
    assert "Mijn vak" in page
    assert "10" in page


def test_below_ten_there_is_a_row_without_words_and_no_page_tells(personas, signed_in, at):
    crowd(personas.school, 9)
    LookBackFactory(school=personas.school, is_counted=True, gains={})
    at(CLOSED)
    nightly()

    told = PeopleGains.objects.get(school=personas.school, year=YEAR)
    assert (told.size, told.words) == ("", {})
    assert "Mijn vak" not in signed_in(personas.leader).get(reverse("evidence:look-backs")).text


def test_afterwards_nothing_moves_the_words(personas, signed_in, at):
    """No differencing: who changes, withdraws or leaves after the closing changes nothing."""
    crowd(personas.school, 12)
    look = LookBackFactory(user=personas.teacher, school=personas.school, is_counted=True, gains={"content": "less"})
    at(CLOSED)
    nightly()
    before = PeopleGains.objects.values().get(school=personas.school, year=YEAR)
    client = signed_in(personas.teacher)

    page = client.get(address(personas.school))
    assert "disabled" in page.text
    client.post(address(personas.school), {"content": "more", "words": "toch nog iets"})
    look.refresh_from_db()
    assert (look.gains, look.is_counted, look.words) == ({"content": "less"}, True, "toch nog iets")
    client.post(reverse("evidence:delete-look-back", args=[look.pk]))
    LookBack.objects.exclude(user=personas.teacher).first().user.delete()
    nightly()

    assert PeopleGains.objects.values().get(school=personas.school, year=YEAR) == before
    assert client.get(address(personas.school)).status_code == 404


def test_after_the_closing_day_the_action_itself_refuses(personas):
    year = SchoolYear.objects.get(school=personas.school, label=YEAR)
    said = {"gains": {"content": "more"}, "words": "", "is_counted": True, "by": personas.teacher}

    with pytest.raises(IsClosed):
        keep_look_back(year=year, now=CLOSED, **said)
    keep_look_back(year=year, now=CLOSED - timedelta(days=1), **said)
    with pytest.raises(IsClosed):
        keep_look_back(year=year, now=CLOSED, **said | {"is_counted": False})
    assert LookBack.objects.get().is_counted


def test_a_missed_night_is_made_good_and_a_second_run_does_nothing(personas, at):
    crowd(personas.school, 10)
    late = datetime(2028, 1, 5, 3, tzinfo=UTC)

    assert reckon_gains(now=late) >= 1
    assert reckon_gains(now=late) == 0
    assert PeopleGains.objects.filter(school=personas.school, year=YEAR).count() == 1


def test_other_schools_do_not_read_it(personas, signed_in, at):
    PeopleGainsFactory(school=personas.school, words={"content": "most"}, size="40+")

    assert "Mijn vak" not in signed_in(personas.other_leader).get(reverse("evidence:look-backs")).text
    assert "Mijn vak" in signed_in(personas.outsider).get(reverse("evidence:look-backs")).text


def test_who_took_part_in_a_group_of_another_school_looks_back_at_her_own(personas, signed_in, at):
    person = staff_member(personas.other_leader.staff.get().school, email="x@school.example")
    MembershipFactory(community=personas.group, user=person)
    school = person.staff.get().school

    client = signed_in(person)
    assert client.get(address(school)).status_code == 200
    assert client.get(address(personas.school)).status_code == 404


def test_it_goes_with_the_account(personas):
    LookBackFactory(user=personas.teacher, school=personas.school)
    User.objects.get(pk=personas.teacher.pk).delete()

    assert not LookBack.objects.exists()


def test_last_day_of_a_year_is_before_its_closing_day(personas):
    year = SchoolYear.objects.get(school=personas.school, label=YEAR)

    assert year.last_day < date(2027, 9, 30)
