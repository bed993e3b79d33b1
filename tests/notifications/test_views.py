"""The inbox and the page of preferences: one's own, in few statements, and only posts change something."""

from datetime import UTC, date, datetime, timedelta

import pytest

from notifications import queries
from notifications.models import Choice, Notice, Preference
from plc_platform import clock
from tests.factories import NoticeFactory

MOMENT = datetime(2026, 11, 20, 8, tzinfo=UTC)
WORDS = {
    "heading": "Kies een datum",
    "lines": ["Het is tijd."],
    "points": ["Dinsdag"],
    "points_title": "Dagen",
    "button": "Doe het",
    "path": "/communities/1/",
    "why": "Je doet mee.",
    "group": "Datateam",
    "group_path": "/communities/1/",
}


def told(person, *, ago=0, **fields):
    moment = MOMENT - timedelta(minutes=ago)
    facts = {"state": "sent", "sent_at": moment, "sent_on": moment.date(), "told_at": moment, "words": WORDS}
    return NoticeFactory(recipient=person, **{**facts, **fields})


@pytest.fixture(autouse=True)
def _monday(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 11, 23, 9, tzinfo=UTC))


# --- inbox -----------------------------------------------------------------------------------------------------------
def test_inbox_shows_newest_first_with_group_words_and_button(personas, signed_in):
    told(personas.teacher, ago=5, words={**WORDS, "heading": "Ouder"})
    told(personas.teacher)

    page = signed_in(personas.teacher).get("/notices/").content.decode()

    assert page.index("Kies een datum") < page.index("Ouder")
    assert all(text in page for text in ("Datateam", "Het is tijd.", 'href="/communities/1/"', "Doe het", "is-unread"))


@pytest.mark.parametrize("number", [1, 3])
def test_inbox_needs_three_statements(personas, signed_in, django_assert_num_queries, number):
    for _ in range(number):
        told(personas.teacher)
    client = signed_in(personas.teacher)

    with django_assert_num_queries(3):  # session, person with her unread, notices
        client.get("/notices/")


def test_inbox_shows_nothing_before_it_is_told_and_nothing_of_others(personas, signed_in):
    untold = {"sent_at": None, "sent_on": None}
    for state in ("queued", "claimed", "dropped"):
        told(personas.teacher, state=state, **untold)
    told(personas.coach)
    NoticeFactory(recipient=personas.teacher, state="sent", sent_at=MOMENT, sent_on=MOMENT)  # told without inbox

    page = signed_in(personas.teacher).get("/notices/").content.decode()

    assert "Kies een datum" not in page
    assert "is-unread" not in page


@pytest.mark.parametrize("state", ["inbox", "failed"])
def test_inbox_shows_what_was_not_mailed(personas, signed_in, state):
    told(personas.teacher, state=state, sent_at=None, sent_on=None)

    assert "Kies een datum" in signed_in(personas.teacher).get("/notices/").content.decode()


def test_inbox_goes_through_a_long_history_without_gap_or_double(personas, signed_in, monkeypatch):
    monkeypatch.setattr(queries, "PAGE", 3)
    rows = [told(personas.teacher, ago=n // 2).pk for n in range(8)]  # pairs were told at the same moment
    client, seen, where = signed_in(personas.teacher), [], "/notices/"

    while where:
        answer = client.get(where)
        seen += [notice.pk for notice in answer.context["notices"]]
        where = answer.context["older_url"]

    assert sorted(seen) == sorted(rows)
    assert len(seen) == len(rows)


@pytest.mark.parametrize(
    "cursor", ["x", "2026-11-20,1", "2026-11-20T08:00:00+00:00,x", "2026-11-20T08:00:00+00:00," + "9" * 30]
)
def test_inbox_with_a_made_up_cursor_shows_the_newest(personas, signed_in, cursor):
    told(personas.teacher)

    assert "Kies een datum" in signed_in(personas.teacher).get("/notices/", {"before": cursor}).content.decode()


def test_list_marks_nothing_as_read_and_the_page_of_a_notice_does(personas, signed_in):
    row, other = told(personas.teacher), told(personas.teacher)
    client = signed_in(personas.teacher)

    client.get("/notices/")
    assert queries.unread_count(personas.teacher) == 2
    page = client.get(f"/notices/{row.pk}/").content.decode()

    assert [*Notice.objects.unread()] == [other]
    assert all(text in page for text in ("Kies een datum", "Dinsdag", "Dagen", "Je doet mee."))


def test_mark_all_as_read_is_for_ones_own(personas, signed_in):
    told(personas.teacher), told(personas.coach)
    client = signed_in(personas.teacher)

    assert client.get("/notices/read/").status_code == 405
    assert client.post("/notices/read/").status_code == 302

    assert [notice.recipient for notice in Notice.objects.unread()] == [personas.coach]


def test_notice_of_another_is_not_there_and_stays_unread(personas, signed_in):
    row = told(personas.teacher)

    assert signed_in(personas.coach).get(f"/notices/{row.pk}/").status_code == 404
    assert Notice.objects.unread().get() == row


@pytest.mark.parametrize(("number", "shown"), [(0, ""), (1, "1"), (9, "9"), (12, "9+")])
def test_frame_shows_how_many_wait_without_a_statement_more(
    personas, signed_in, django_assert_num_queries, number, shown
):
    for _ in range(number):
        told(personas.teacher)
    client = signed_in(personas.teacher)

    with django_assert_num_queries(2):  # session, person
        page = client.get("/who-sees-what/").content.decode()

    assert (f'<span aria-hidden="true">{shown}</span>' in page) == bool(shown)


# --- preferences -----------------------------------------------------------------------------------------------------
def form_of(client, **changes):
    """What the page would send as it stands, with changes."""
    form = client.get("/notices/settings/").context["form"]
    values = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in {**values, **changes}.items() if value not in (False, None)}


def test_settings_keep_what_is_chosen_and_only_that(personas, signed_in):
    client = signed_in(personas.teacher)
    changes = {"mail-overdue": "weekly", "mail-plan_next": "none", "inbox-plan_next": False, "inbox-upcoming": False}

    assert client.post("/notices/settings/", form_of(client, **changes)).status_code == 302

    rows = Choice.objects.filter(preference__person=personas.teacher).values_list("kind", "mail", "has_inbox")
    assert set(rows) == {("overdue", "weekly", True), ("plan_next", "none", False), ("upcoming", "once", False)}
    assert form_of(client)["mail-overdue"] == "weekly"


def test_settings_with_htmx_answer_with_the_choices_alone(personas, signed_in):
    client = signed_in(personas.teacher)

    answer = client.post("/notices/settings/", form_of(client, is_weekly="on"), headers={"HX-Request": "true"})

    assert answer.status_code == 200
    assert "<html" not in answer.content.decode()
    assert 'hx-swap-oob="innerHTML"' in answer.content.decode()
    assert Preference.objects.get(person=personas.teacher).is_weekly


def test_settings_with_one_mail_a_week_remember_what_was_chosen_by_kind(personas, signed_in):
    client = signed_in(personas.teacher)
    client.post("/notices/settings/", form_of(client, **{"mail-overdue": "weekly", "mail-plan_next": "none"}))

    client.post("/notices/settings/", form_of(client, is_weekly="on"))
    client.post("/notices/settings/", form_of(client, is_weekly=False))

    kept = form_of(client)
    assert (kept["mail-overdue"], kept["mail-plan_next"], kept["mail-log_meeting"]) == ("weekly", "none", "once")


@pytest.mark.parametrize(("who", "seen"), [("teacher", set()), ("coach", {"help_offer"}), ("leader", {"ask_leader"})])
def test_settings_offer_what_can_concern_somebody(personas, signed_in, who, seen):
    from notifications.registry import kinds_for

    names = {kind.name for kind in kinds_for(getattr(personas, who))}

    assert names & {"help_offer", "ask_leader"} == seen & names
    assert {"plan_next", "overdue", "log_meeting", "upcoming", "invitation"} <= names


def test_settings_need_five_statements(personas, signed_in, django_assert_num_queries):
    client = signed_in(personas.teacher)
    client.post("/notices/settings/", form_of(client, **{"mail-overdue": "weekly"}))

    with django_assert_num_queries(5):  # session, person, preference, its choices, roles
        client.get("/notices/settings/")


def test_settings_take_no_made_up_choice(personas, signed_in):
    client = signed_in(personas.teacher)

    assert client.post("/notices/settings/", form_of(client, **{"mail-overdue": "never"})).status_code == 200

    assert not Choice.objects.exists()


def test_settings_cannot_switch_off_the_mail_of_an_invitation(personas, signed_in):
    client = signed_in(personas.teacher)

    client.post("/notices/settings/", form_of(client, **{"mail-upcoming": "none", "inbox-upcoming": False}))

    assert Choice.objects.get().mail == "once"


@pytest.mark.parametrize(
    ("first", "last", "is_kept"),
    [
        ("2026-11-23", "2026-12-04", True),
        ("2026-11-20", "2026-11-23", True),
        ("2026-12-04", "2026-11-23", False),
        ("2026-11-01", "2026-11-22", False),
        ("2026-11-23", "2028-11-23", False),
        ("", "2026-12-04", False),
    ],
)
def test_quiet_period_is_kept_when_it_can_be(personas, signed_in, first, last, is_kept):
    signed_in(personas.teacher).post("/notices/quiet/", {"first_day": first, "last_day": last})

    kept = Preference.objects.filter(quiet_until=date.fromisoformat(last) if last else None, quiet_from__isnull=False)
    assert kept.exists() == is_kept


def test_quiet_period_can_be_ended(personas, signed_in):
    client = signed_in(personas.teacher)
    client.post("/notices/quiet/", {"first_day": "2026-11-23", "last_day": "2026-12-04"})

    client.post("/notices/quiet/end/")

    assert Preference.objects.get().quiet_until is None


def test_what_somebody_chooses_is_hers_alone(personas, signed_in):
    client = signed_in(personas.teacher)
    client.post("/notices/settings/", form_of(client, is_weekly="on"))
    client.post("/notices/quiet/", {"first_day": "2026-11-23", "last_day": "2026-12-04"})

    assert [row.person for row in Preference.objects.all()] == [personas.teacher]
    assert "2026-12-04" not in signed_in(personas.leader).get("/notices/settings/").content.decode()
