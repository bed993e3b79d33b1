"""A teacher's own attest: out of what is noted, signed, checked by whoever gets it, and by nobody found (T13)."""

import logging
from datetime import UTC, date, datetime

import pytest
from django.apps import apps
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from evidence.checks import NO_KEYS, has_attest_keys
from evidence.models import Attest
from evidence.signing import LENGTH, SIGNS, is_genuine, new_code, read_code, shown, sign
from evidence.views import verify
from schools.models import AuditEvent, User
from tests.factories import AttendanceFactory, MeetingFactory
from tests.factories_leading import AttestFactory
from tests.factories_learning import OutcomeFactory, TryOutFactory

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
PERIOD = {"first": "2026-09-01", "last": "2026-11-23"}
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def on_a_monday(monkeypatch):
    cache.clear()
    monkeypatch.setattr("plc_platform.clock.now", lambda: NOW)
    monkeypatch.setattr("plc_platform.clock.today", lambda: NOW.date())


def met(group, person, day, minutes=120, *, in_lesson_time=True, is_present=True):
    meeting = MeetingFactory(
        community=group, day=day, minutes=minutes, status="held", in_lesson_time=in_lesson_time, present_count=4
    )
    AttendanceFactory(meeting=meeting, user=person, is_present=is_present)
    return meeting


def form_of(client, **period):
    return client.get(reverse("evidence:attest-new"), period or PERIOD).context["form"]


def made(client, **ticks):
    form = form_of(client)
    said = {"seal": form.initial["seal"], "groups": form.initial["groups"], **PERIOD} | ticks
    return client.post(reverse("evidence:attest-new"), said)


def checked(code):
    return Client().post(reverse("evidence:verify"), {"code": code})


# --- making ----------------------------------------------------------------------------------------------------------
def test_hours_are_those_that_are_noted_of_her(personas, signed_in):
    met(personas.group, personas.teacher, date(2026, 10, 1), 120)
    met(personas.group, personas.teacher, date(2026, 10, 20), 90, in_lesson_time=False)
    met(personas.group, personas.teacher, date(2026, 11, 3), 60, is_present=False)
    met(personas.group, personas.coach, date(2026, 11, 5), 60)
    met(personas.group, personas.teacher, date(2026, 5, 5), 60)
    client = signed_in(personas.teacher)

    answer = made(client, has_dates="on")

    attest = Attest.objects.get()
    assert answer.url == reverse("evidence:attest", args=[attest.pk])
    group = {"name": personas.group.name, "number": 2, "inside": 120, "outside": 90, "unsaid": 0}
    assert attest.content["groups"] == [group]
    assert attest.content["dates"] == [
        ["2026-10-01", personas.group.name, 120, True],
        ["2026-10-20", personas.group.name, 90, False],
    ]
    assert (attest.content["name"], attest.content["activities"]) == (personas.teacher.get_full_name(), [])
    page = client.get(answer.url).text
    assert "3,5 u" in page


def test_dates_and_activities_stand_on_it_only_when_she_ticks_them(personas, signed_in):
    met(personas.group, personas.teacher, date(2026, 10, 1))
    own = TryOutFactory(
        community=personas.group,
        by=personas.teacher,
        what="Een exit ticket",
        effect="worked",
        noted_on=date(2026, 10, 2),
    )
    TryOutFactory(
        community=personas.group, by=personas.coach, what="Van een ander", effect="worked", noted_on=date(2026, 10, 2)
    )
    shared = OutcomeFactory(community=personas.group, title="Leerlijn", reach="school", made_on=date(2026, 10, 3))
    OutcomeFactory(community=personas.group, title="Nog van de groep", reach="group", made_on=date(2026, 10, 3))
    client = signed_in(personas.teacher)

    assert set(form_of(client).fields["activities"].choices) == {
        (f"o{shared.pk}", "Leerlijn"),
        (f"t{own.pk}", own.what),
    }
    made(client, activities=[f"t{own.pk}"])

    content = Attest.objects.get().content
    assert (content["dates"], content["activities"]) == ([], ["Een exit ticket"])


def test_second_tap_makes_no_second_one_and_other_ticks_are_refused(personas, signed_in):
    met(personas.group, personas.teacher, date(2026, 10, 1))
    client = signed_in(personas.teacher)
    form = form_of(client)
    said = {"seal": form.initial["seal"], "groups": form.initial["groups"], **PERIOD}

    first, second = (client.post(reverse("evidence:attest-new"), said) for _ in range(2))
    other = client.post(reverse("evidence:attest-new"), said | {"has_dates": "on"})

    assert first.url == second.url
    assert other.status_code == 400
    assert Attest.objects.count() == 1


@pytest.mark.parametrize("seal", ["", "made-up", "x" * 201])
def test_a_code_comes_from_us_and_never_from_a_form(personas, signed_in, seal):
    met(personas.group, personas.teacher, date(2026, 10, 1))
    client = signed_in(personas.teacher)

    assert made(client, seal=seal).status_code == 400
    assert not Attest.objects.exists()


def test_form_of_somebody_else_and_groups_of_others_are_refused(personas, signed_in):
    met(personas.group, personas.teacher, date(2026, 10, 1))
    met(personas.group, personas.coach, date(2026, 10, 1))
    theirs = form_of(signed_in(personas.coach)).initial["seal"]
    client = signed_in(personas.teacher)

    assert made(client, seal=theirs).status_code == 400
    assert made(client, groups=["999999"]).status_code == 400
    assert made(client, activities=["o1"]).status_code == 400
    assert made(client, groups=[]).status_code == 400
    assert not Attest.objects.exists()


@pytest.mark.parametrize(
    "period",
    [{"first": "2026-11-01", "last": "2026-10-01"}, {"first": "2027-01-01", "last": "2027-02-01"}, {"first": "x"}],
)
def test_a_period_that_cannot_be_says_so(personas, signed_in, period):
    page = signed_in(personas.teacher).get(reverse("evidence:attest-new"), period)

    assert page.status_code == 400
    assert "error-summary" in page.text


def test_it_stays_as_it_was_when_hours_change(personas, signed_in):
    meeting = met(personas.group, personas.teacher, date(2026, 10, 1))
    client = signed_in(personas.teacher)
    made(client)
    meeting.delete()

    attest = Attest.objects.get()
    assert attest.content["groups"][0]["inside"] == 120
    assert checked(attest.code).context["found"].state == "valid"


def test_number_of_statements_does_not_grow(personas, signed_in, django_assert_num_queries):
    client = signed_in(personas.teacher)
    AttestFactory(user=personas.teacher)
    with django_assert_num_queries(3):
        client.get(reverse("evidence:attests"))
    AttestFactory.create_batch(2, user=personas.teacher)
    with django_assert_num_queries(3):
        client.get(reverse("evidence:attests"))


def test_statements_of_the_offer_do_not_grow(personas, signed_in, django_assert_num_queries):
    client = signed_in(personas.teacher)
    met(personas.group, personas.teacher, date(2026, 10, 1))
    with django_assert_num_queries(7):
        client.get(reverse("evidence:attest-new"), PERIOD)
    for day in (2, 5):
        met(personas.group, personas.teacher, date(2026, 10, day))
    with django_assert_num_queries(7):
        client.get(reverse("evidence:attest-new"), PERIOD)


# --- hers alone ------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("who", ["leader", "coach", "outsider", "other_leader"])
def test_for_everybody_else_it_does_not_exist(personas, signed_in, who):
    attest = AttestFactory(user=personas.teacher)
    client = signed_in(getattr(personas, who))

    for name in ("attest", "attest-file"):
        assert client.get(reverse(f"evidence:{name}", args=[attest.pk])).status_code == 404
    for name in ("withdraw-attest", "delete-attest"):
        assert client.post(reverse(f"evidence:{name}", args=[attest.pk])).status_code == 404
    assert attest.code not in client.get(reverse("evidence:attests")).text
    attest.refresh_from_db()
    assert attest.withdrawn_at is None


def test_nobody_learns_that_one_was_made(personas, signed_in):
    met(personas.group, personas.teacher, date(2026, 10, 1))
    client = signed_in(personas.teacher)
    made(client)
    attest = Attest.objects.get()
    client.post(reverse("evidence:withdraw-attest", args=[attest.pk]))
    client.post(reverse("evidence:delete-attest", args=[attest.pk]))

    assert not AuditEvent.objects.exists()
    notices = apps.get_model("notifications", "Notice")
    assert not notices.objects.exists()


def test_it_goes_with_the_account():
    attest = AttestFactory()
    User.objects.get(pk=attest.user_id).delete()

    assert not Attest.objects.exists()


# --- checking --------------------------------------------------------------------------------------------------------
def test_who_gets_it_reads_the_same_without_an_account():
    attest = AttestFactory(user__first_name="Zoë")

    for typed in (attest.code, shown(attest.code), f" {shown(attest.code).lower()} "):
        page = checked(typed)
        assert page.status_code == 200
        assert page.context["found"].state == "valid"
        assert "Zoë" in page.text
        assert "Ontwerpteam wiskunde" in page.text
    by_qr = Client().get(reverse("evidence:verify-code", args=[attest.code]))
    assert by_qr.context["found"].state == "valid"
    assert (by_qr["X-Robots-Tag"], by_qr["Cache-Control"]) == ("noindex, nofollow", "no-store")
    assert by_qr["Referrer-Policy"] == "strict-origin"


def test_withdrawn_says_so_and_nothing_else(personas, signed_in):
    attest = AttestFactory(user=personas.teacher)
    signed_in(personas.teacher).post(reverse("evidence:withdraw-attest", args=[attest.pk]))

    page = checked(attest.code)

    assert page.context["found"].state == "withdrawn"
    assert attest.content["name"] not in page.text


@pytest.mark.parametrize("code", ["", "x", "0" * 20, "U" * 20, "\x00" * 20, "é" * 20, "9" * 41])
def test_no_such_code(code):
    page = checked(code)

    assert page.status_code in (200, 404)
    assert page.context["found"] is None or page.context["found"].state == "unknown"
    if code and "\x00" not in code:
        assert Client().get(reverse("evidence:verify-code", args=[code])).status_code == 404


@pytest.mark.parametrize(
    "change",
    [
        lambda one: one.content["groups"][0].update(inside=1200),
        lambda one: one.content.update(name="Iemand anders"),
        lambda one: one.content["dates"].clear(),
        lambda one: setattr(one, "code", "A" * 20),
        lambda one: setattr(one, "signature", one.signature[:-8] + "AAAAAAA="),
        lambda one: setattr(one, "signature", "nonsense"),
        lambda one: setattr(one, "content", {}),
    ],
)
def test_a_row_that_was_changed_in_the_database_is_not_genuine(personas, signed_in, change):
    attest = AttestFactory(user=personas.teacher)
    change(attest)
    attest.save()

    page = checked(attest.code)

    assert page.context["found"].state == "altered"
    assert "Ontwerpteam" not in page.text
    own = signed_in(personas.teacher).get(reverse("evidence:attest", args=[attest.pk]))
    assert own.status_code == 200
    assert "Ontwerpteam" not in own.text


def test_a_signature_is_not_moved_to_another_attest():
    one, other = AttestFactory(), AttestFactory()
    other.signature = one.signature
    other.content = one.content
    other.save()

    assert checked(other.code).context["found"].state == "altered"


def test_a_key_can_be_replaced_and_the_old_one_still_checks(settings):
    settings.ATTEST_KEYS = ["oud"]
    before = AttestFactory()
    settings.ATTEST_KEYS = ["nieuw", "oud"]
    after = AttestFactory()

    assert checked(before.code).context["found"].state == checked(after.code).context["found"].state == "valid"
    settings.ATTEST_KEYS = ["nieuw"]
    assert checked(before.code).context["found"].state == "altered"


def test_codes_are_long_and_read_as_people_type_them():
    codes = {new_code() for _ in range(200)}

    assert len(codes) == 200
    assert all(len(code) == LENGTH and set(code) <= set(SIGNS) for code in codes)
    assert LENGTH * 5 >= 80  # bits
    assert read_code("o1il0-abcde fghjk-mnpqr") == "01110ABCDEFGHJKMNPQR"
    assert read_code("01110ABCDEFGHJKMNPQ") == read_code("01110ABCDEFGHJKMNPQ!") == ""


def test_wrong_codes_are_limited_and_right_ones_still_answer(monkeypatch):
    attest = AttestFactory()
    monkeypatch.setattr(verify, "MOST_MISSES", 3)

    assert [checked(new_code()).status_code for _ in range(5)] == [404, 404, 404, 429, 429]
    assert checked(attest.code).status_code == 200


def test_no_code_reaches_the_log(caplog):
    caplog.set_level(logging.DEBUG)
    attest = AttestFactory()
    checked(attest.code)
    checked("Q" * 20)
    Client().get(reverse("evidence:verify-code", args=["Q" * 20]))

    assert settings.LOGGING["handlers"]["stderr"]["filters"] == ["without_tokens"]
    told = [one for one in caplog.records if one.name.startswith("django.request")]
    assert attest.code not in "".join(one.getMessage() for one in told if "verify" not in one.getMessage())
    assert all("QQQQQ" not in without_tokens(one) for one in told)


def without_tokens(record):
    from plc_platform.logs import WithoutTokens

    WithoutTokens().filter(record)
    return record.getMessage()


def test_signature_covers_code_and_content():
    signature = sign("A" * 20, {"b": 1, "a": [True, None]})

    assert is_genuine("A" * 20, {"a": [True, None], "b": 1}, signature)
    assert not is_genuine("B" * 20, {"a": [True, None], "b": 1}, signature)
    assert not is_genuine("A" * 20, {"a": [True], "b": 1}, signature)


# --- paper -----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("language", ["nl", "en"])
def test_paper_is_a_tagged_pdf(personas, signed_in, language):
    User.objects.filter(pk=personas.teacher.pk).update(language=language)
    attest = AttestFactory(user=personas.teacher)

    answer = signed_in(personas.teacher).get(reverse("evidence:attest-file", args=[attest.pk]))

    assert answer["Content-Type"] == "application/pdf"
    assert b"pdfuaid:part>1<" in answer.content
    assert answer.content == signed_in(personas.teacher).get(reverse("evidence:attest-file", args=[attest.pk])).content


def test_deployment_says_when_the_key_is_of_this_machine(settings):
    settings.HAS_ATTEST_KEYS = False
    assert [one.id for one in has_attest_keys(None)] == [NO_KEYS]
    settings.HAS_ATTEST_KEYS = True
    assert has_attest_keys(None) == []
