"""Every page belongs to one reader."""

import pytest
from django.urls import reverse


@pytest.mark.parametrize("name", ["home", "mine", "coach"])
def test_page_is_kept_by_no_cache_in_between(personas, signed_in, name):
    answer = signed_in(personas.teacher).get(reverse(f"dashboard:{name}"))

    assert answer.headers["Cache-Control"] == "private, no-cache"


def test_page_of_somebody_unknown_is_kept_by_no_cache_in_between(client, db):
    assert "private" in client.get(reverse("account_login")).headers["Cache-Control"]
    assert client.get("/nowhere/").headers["Cache-Control"] == "private, no-cache"
