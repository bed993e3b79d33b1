from datetime import timedelta

import pytest
from django.core import signing

from schools import links


@pytest.fixture
def token(colleague, now):
    colleague.invited_at = now
    colleague.save()
    return links.welcome_token(colleague)


def test_token_opens_for_the_one_it_was_sent_to(colleague, token):
    assert links.staff_behind_token(token) == colleague


def test_token_is_spent_by_the_first_sign_in(colleague, token, now):
    colleague.user.last_login = now
    colleague.user.save()

    assert links.staff_behind_token(token) is None


def test_token_is_replaced_by_a_newer_one(colleague, token, now):
    colleague.invited_at = now + timedelta(days=1)
    colleague.save()

    assert links.staff_behind_token(token) is None


def test_token_of_who_left_opens_nothing(colleague, token, now):
    colleague.left_on = now.date()
    colleague.save()

    assert links.staff_behind_token(token) is None


def test_token_that_is_old_or_forged_opens_nothing(token, monkeypatch):
    assert links.staff_behind_token(token + "x") is None
    assert links.staff_behind_token(signing.dumps([1, "", ""], salt="schools.partner")) is None
    monkeypatch.setattr(links, "WELCOME_AGE", timedelta(seconds=-1))
    assert links.staff_behind_token(token) is None


def test_partner_code_is_the_consent_of_one_school(personas, monkeypatch):
    code = links.partner_code(personas.school)

    assert links.school_behind_code(f" {code} ") == personas.school
    assert links.school_behind_code(personas.school.slug) is None
    monkeypatch.setattr(links, "PARTNER_AGE", timedelta(seconds=-1))
    assert links.school_behind_code(code) is None
