"""The yearly look of a group at itself: its own, one a year, and nobody writes over another's words unseen."""

import json
from datetime import UTC, datetime

import pytest
from django.urls import reverse

from conditions.models import SelfReview
from tests.factories_learning import SelfReviewFactory

EMPTY = {"successful": "", "lasting": "", "carried": "", "keeps": "", "changes": ""}
SAID = {
    "successful": "yes",
    "lasting": "partly",
    "carried": "no",
    "keeps": "De proeflessen.",
    "changes": "Minder punten.",
}


@pytest.fixture(autouse=True)
def frozen(monkeypatch, today):
    monkeypatch.setattr("plc_platform.clock.today", lambda: today)
    monkeypatch.setattr("plc_platform.clock.now", lambda: datetime(2026, 11, 23, 9, tzinfo=UTC))


def path(personas):
    return reverse("conditions:self-review", args=[personas.group.pk])


def test_group_looks_back_on_this_school_year(personas, signed_in):
    signed_in(personas.teacher).post(path(personas), SAID | {"stood": json.dumps(EMPTY)})

    look = SelfReview.objects.get()
    assert (look.year, look.successful, look.keeps, look.by) == (
        "2026-2027",
        "yes",
        "De proeflessen.",
        personas.teacher,
    )


def test_nothing_said_is_nothing_kept(personas, signed_in):
    signed_in(personas.teacher).post(path(personas), {"stood": json.dumps(EMPTY)})

    assert not SelfReview.objects.exists()


def test_who_did_not_see_the_newer_words_reads_them_first(personas, signed_in):
    SelfReviewFactory(community=personas.group, successful="no", keeps="Het vaste uur.")
    client = signed_in(personas.coach)

    response = client.post(path(personas), SAID | {"stood": json.dumps(EMPTY)})

    page = response.content.decode()
    assert SelfReview.objects.get().keeps == "Het vaste uur."
    assert "Het vaste uur." in page
    assert "De proeflessen." in page
    seen = response.context["form"]["stood"].value()
    client.post(path(personas), SAID | {"stood": seen})
    assert SelfReview.objects.get().keeps == "De proeflessen."


@pytest.mark.parametrize("who", ["leader", "outsider", "other_leader"])
def test_nobody_else_reads_or_writes(personas, signed_in, who):
    SelfReviewFactory(community=personas.group, keeps="Het vaste uur.")
    client = signed_in(getattr(personas, who))

    statuses = {client.get(path(personas)).status_code, client.post(path(personas), SAID).status_code}

    assert statuses == {404}
    assert SelfReview.objects.get().keeps == "Het vaste uur."


@pytest.mark.parametrize("years", [1, 3])
def test_page_costs_the_same_for_one_and_for_three_years(personas, signed_in, django_assert_num_queries, years):
    for number in range(years):
        SelfReviewFactory(community=personas.group, year=f"202{number}-202{number + 1}")
    client = signed_in(personas.teacher)

    with django_assert_num_queries(6):
        client.get(path(personas))
