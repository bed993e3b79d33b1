import re

import pytest
from django.core import mail
from django.urls import reverse
from django.utils.translation import override

from schools.links import welcome_token
from schools.models import User

SAID = {"first_name": "Olga", "prefix": "", "last_name": "Peeters", "language": "nl"}


@pytest.fixture
def welcome(colleague):
    return reverse("schools:welcome", args=[welcome_token(colleague)])


def test_opening_the_link_changes_nothing_and_following_it_signs_in(client, colleague, welcome):
    for _scanner in range(2):
        assert client.get(welcome).status_code == 200
    assert "_auth_user_id" not in client.session

    answer = client.post(welcome, SAID)

    assert answer.headers["Location"] == reverse("dashboard:home")
    assert client.session["_auth_user_id"] == str(colleague.user_id)


def test_link_works_once(client, welcome):
    client.post(welcome, SAID)

    assert client.post(welcome, SAID).status_code == 404


def test_weak_password_is_refused_and_nobody_comes_in(client, welcome):
    answer = client.post(welcome, {**SAID, "password": "kort"})

    assert set(answer.context["form"].errors) == {"password"}
    assert "_auth_user_id" not in client.session


def test_link_that_is_no_link_gives_a_friendly_page(client):
    answer = client.get(reverse("schools:welcome", args=["zomaar"]))

    assert answer.status_code == 404
    assert reverse("account_request_login_code") in answer.text


def test_profile_keeps_name_language_and_theme(personas, signed_in):
    signed_in(personas.teacher).post(reverse("schools:profile"), {**SAID, "language": "en", "theme": "dark"})

    personas.teacher.refresh_from_db()
    assert (personas.teacher.last_name, personas.teacher.language, personas.teacher.theme) == ("Peeters", "en", "dark")


def test_theme_goes_back_to_where_the_reader_was_and_nowhere_else(personas, signed_in):
    client = signed_in(personas.teacher)

    said = {"theme": "dark", "next": "/mine/"}
    assert client.post(reverse("schools:theme"), said).headers["Location"] == "/mine/"
    said = {"theme": "groen", "next": "https://elders.example/"}
    assert client.post(reverse("schools:theme"), said).headers["Location"] == reverse("schools:profile")
    assert client.post(reverse("schools:theme"), {"next": "geen adres"}).status_code == 302
    assert User.objects.get(pk=personas.teacher.pk).theme == "dark"


@pytest.mark.django_db
def test_language_is_chosen_before_signing_in(client):
    client.post(reverse("set_language"), {"language": "en", "next": reverse("account_login")})

    assert client.get(reverse("account_login")).headers["Content-Language"] == "en"


def test_language_is_kept_with_the_person(personas, signed_in):
    signed_in(personas.teacher).post(reverse("set_language"), {"language": "en"})

    assert User.objects.get(pk=personas.teacher.pk).language == "en"


def test_who_sees_what_is_written_from_the_permission_file(personas, signed_in):
    answer = signed_in(personas.outsider).get(reverse("schools:who-sees-what"))

    with override("en"):
        roles = {
            str(role.label): (
                {str(thing) for part in role.sees for thing in part.things},
                {str(thing) for part in role.never for thing in part.things},
            )
            for role in answer.context["roles"]
        }
    reads, never = roles["School leader"]
    assert "meetings: day, length, place and how many people were there" in reads
    assert {"notes of a meeting", "decisions", "subtasks"} <= never


def test_somebody_without_a_school_signs_in_with_a_mailed_code(db, client):
    guest = User.objects.create_user("gast@elders.example", language="nl")

    client.post(reverse("account_request_login_code"), {"email": guest.email})
    code = next(line for line in mail.outbox[0].body.splitlines() if re.fullmatch(r"[A-Z0-9-]{6,9}", line.strip()))
    client.post(reverse("account_confirm_login_code"), {"code": code.strip()})

    assert client.session["_auth_user_id"] == str(guest.pk)


def test_nobody_changes_an_address_by_herself(personas, signed_in):
    answer = signed_in(personas.teacher).post("/accounts/email/", {"action_add": "", "email": "Other@School.example"})

    assert answer.status_code == 302
    assert answer.url == reverse("schools:profile")
    personas.teacher.refresh_from_db()
    assert personas.teacher.email == "teacher@school.example"
