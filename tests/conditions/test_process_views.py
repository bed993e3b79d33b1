"""A group looks at how it works together: who reads and writes it, one tap, closing, sharing, next steps."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from conditions.models import ProcessAnswer, ProcessReview
from schools.models import AuditEvent
from tests.factories import MembershipFactory
from tests.factories_learning import PracticeLineFactory, ProcessAnswerFactory, ProcessReviewFactory, SelfReviewFactory

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
FULL = {"status": "no", "note": "Nog niemand.", "next_step": "Een mail naar het team", "due_on": "2026-12-04"}


@pytest.fixture(autouse=True)
def frozen(monkeypatch, today):
    monkeypatch.setattr("plc_platform.clock.today", lambda: today)
    monkeypatch.setattr("plc_platform.clock.now", lambda: NOW)


@pytest.fixture
def review(personas):
    return ProcessReviewFactory(community=personas.group)


def page_of(client, group):
    return client.get(reverse("conditions:process", args=[group.pk]))


def address(name, *args):
    return reverse(f"conditions:{name}", args=args)


def test_two_openings_are_one_review(personas, signed_in):
    for who in (personas.teacher, personas.coach):
        signed_in(who).post(address("open-process", personas.group.pk))

    assert ProcessReview.objects.get().opened_by == personas.teacher
    assert AuditEvent.objects.filter(verb="process.opened").count() == 1


def test_finished_group_opens_no_review(personas, signed_in, today):
    personas.group.ended_on = today
    personas.group.save()

    signed_in(personas.teacher).post(address("open-process", personas.group.pk))

    assert not ProcessReview.objects.exists()


def test_finished_group_reads_an_open_review_and_can_only_close_it(personas, signed_in, review, today):
    answer = ProcessAnswerFactory(review=review, code="rhythm", status="yes")
    personas.group.ended_on = today
    personas.group.save()
    client = signed_in(personas.teacher)

    page = page_of(client, personas.group).content.decode()
    assert address("close-process", review.pk) in page
    assert address("process-tap", review.pk, "rhythm") not in page
    for name, *args in (("process-tap", "rhythm"), ("process-answer", "rhythm"), ("process-autonomy",)):
        assert client.post(address(name, review.pk, *args), FULL | {"autonomy": "much"}).status_code == 404
    client.post(address("close-process", review.pk))

    review.refresh_from_db()
    answer.refresh_from_db()
    assert (review.closed_on, review.autonomy, answer.status) == (today, "", "yes")


def test_one_tap_answers_and_keeps_what_stood_beside_it(personas, signed_in, review):
    ProcessAnswerFactory(review=review, code="rhythm", status="no", note="Te druk.")

    response = signed_in(personas.teacher).post(address("process-tap", review.pk, "rhythm"), {"status": "partly"})

    answer = ProcessAnswer.objects.get()
    assert response.headers["Location"] == f"/communities/{personas.group.pk}/process/#c-rhythm"
    assert (answer.status, answer.note, answer.by) == ("partly", "Te druk.", personas.teacher)


@pytest.mark.parametrize("status", ["", "perfect"])
def test_answer_that_does_not_exist_is_not_kept(personas, signed_in, review, status):
    signed_in(personas.teacher).post(address("process-tap", review.pk, "rhythm"), {"status": status})

    assert not ProcessAnswer.objects.exists()


def test_condition_that_is_not_one_of_the_nine_is_404(personas, signed_in, review):
    response = signed_in(personas.teacher).post(address("process-tap", review.pk, "safety"), {"status": "yes"})

    assert response.status_code == 404


@pytest.mark.parametrize("who", ["leader", "outsider", "other_leader"])
def test_nobody_else_reads_or_writes(personas, signed_in, review, who):
    answer = ProcessAnswerFactory(review=review, next_step="Iets")
    client = signed_in(getattr(personas, who))
    posts = [
        address("open-process", personas.group.pk),
        address("process-tap", review.pk, "rhythm"),
        address("process-answer", review.pk, "rhythm"),
        address("process-autonomy", review.pk),
        address("close-process", review.pk),
        address("share-process", review.pk),
        address("keep-process", review.pk),
        address("process-step-done", answer.pk),
    ]

    assert {client.post(one, FULL | {"autonomy": "much"}).status_code for one in posts} == {404}
    assert page_of(client, personas.group).status_code == 404
    review.refresh_from_db()
    assert (review.closed_on, review.shared_on, review.autonomy) == (None, None, "")
    assert ProcessAnswer.objects.get().done_on is None


def test_closed_review_stays_as_it_is(personas, signed_in, review):
    ProcessAnswerFactory(review=review, code="rhythm", status="yes")
    client = signed_in(personas.teacher)
    client.post(address("close-process", review.pk))

    client.post(address("process-tap", review.pk, "rhythm"), {"status": "no"})
    client.post(address("process-answer", review.pk, "rhythm"), FULL)
    client.post(address("process-autonomy", review.pk), {"autonomy": "little"})

    review.refresh_from_db()
    assert (review.closed_on, review.autonomy) == (NOW.date(), "")
    assert ProcessAnswer.objects.get().status == "yes"


def test_closing_keeps_what_was_chosen_of_the_room_it_has(personas, signed_in, review):
    client = signed_in(personas.teacher)

    for _ in range(2):
        client.post(address("close-process", review.pk), {"autonomy": "little", "line": "Zelf de data kiezen."})

    review.refresh_from_db()
    assert (review.closed_on, review.autonomy, review.autonomy_line) == (NOW.date(), "little", "Zelf de data kiezen.")


@pytest.mark.parametrize("name", ["process-autonomy", "close-process"])
def test_a_line_without_a_choice_stays_in_its_field(personas, signed_in, review, name):
    ProcessAnswerFactory(review=review, code="rhythm", status="yes")

    answer = signed_in(personas.teacher).post(address(name, review.pk), {"line": "Zelf de data kiezen."})

    review.refresh_from_db()
    assert (answer.status_code, review.closed_on, review.autonomy_line) == (400, None, "")
    assert 'value="Zelf de data kiezen."' in answer.content.decode()


def test_empty_review_is_not_closed(personas, signed_in, review):
    signed_in(personas.teacher).post(address("close-process", review.pk))

    review.refresh_from_db()
    assert review.closed_on is None


def test_leader_reads_what_is_shared_without_names(personas, signed_in, review):
    ProcessAnswerFactory(
        review=review, note="Te vol.", next_step="Minder punten", owner=personas.teacher, by=personas.teacher
    )
    ProcessReviewFactory(community=personas.group, closed_on=date(2026, 3, 2), autonomy_line="alleen voor ons")
    signed_in(personas.teacher).post(address("close-process", review.pk))
    client = signed_in(personas.teacher)
    client.post(address("share-process", review.pk))

    page = page_of(signed_in(personas.leader), personas.group).content.decode()
    link = signed_in(personas.leader).get(reverse("dashboard:conditions", args=[personas.group.pk])).content.decode()

    assert "Te vol." in page
    assert "Minder punten" in page
    assert personas.teacher.get_full_name() not in page
    assert "alleen voor ons" not in page
    assert reverse("conditions:process", args=[personas.group.pk]) in link


def test_group_keeps_a_review_to_itself_again(personas, signed_in, review):
    review.closed_on = review.shared_on = date(2026, 11, 20)
    review.save()

    signed_in(personas.teacher).post(address("keep-process", review.pk))

    assert page_of(signed_in(personas.leader), personas.group).status_code == 404
    page = signed_in(personas.leader).get(reverse("dashboard:conditions", args=[personas.group.pk])).content.decode()
    assert reverse("conditions:process", args=[personas.group.pk]) not in page


def test_open_review_is_not_shared_and_a_coach_shares_none(personas, signed_in, review):
    signed_in(personas.teacher).post(address("share-process", review.pk))
    closed = ProcessReviewFactory(community=personas.group, closed_on=date(2026, 3, 2))

    response = signed_in(personas.coach).post(address("share-process", closed.pk))

    assert response.status_code == 404
    assert not ProcessReview.objects.exclude(shared_on=None).exists()


def test_coach_gives_nobody_a_task_but_herself(personas, signed_in, review):
    to_teacher, to_coach = (FULL | {"owner": one.pk} for one in (personas.teacher, personas.coach))
    client = signed_in(personas.coach)

    client.post(address("process-answer", review.pk, "rhythm"), to_teacher)
    assert not ProcessAnswer.objects.exists()
    client.post(address("process-answer", review.pk, "rhythm"), to_coach)

    assert ProcessAnswer.objects.get().owner == personas.coach


def test_next_step_is_ticked_also_after_closing(personas, signed_in, review):
    client = signed_in(personas.teacher)
    client.post(address("process-answer", review.pk, "rhythm"), FULL | {"owner": personas.teacher.pk})
    client.post(address("close-process", review.pk))
    answer = ProcessAnswer.objects.get()

    client.post(address("process-step-done", answer.pk))
    answer.refresh_from_db()
    assert answer.done_on == NOW.date()
    client.post(address("process-step-reopen", answer.pk))
    answer.refresh_from_db()

    assert answer.done_on is None


def test_other_step_is_still_to_be_done(personas, signed_in, review):
    answer = ProcessAnswerFactory(review=review, code="rhythm", next_step="Oud", done_on=date(2026, 11, 20))

    signed_in(personas.teacher).post(address("process-answer", review.pk, "rhythm"), FULL)

    answer.refresh_from_db()
    assert (answer.next_step, answer.done_on) == (FULL["next_step"], None)


def test_autonomy_is_kept_with_its_line(personas, signed_in, review):
    said = {"autonomy": "little", "line": "Zelf kiezen wanneer we samenkomen."}
    signed_in(personas.coach).post(address("process-autonomy", review.pk), said)

    review.refresh_from_db()
    assert (review.autonomy, review.autonomy_line) == ("little", "Zelf kiezen wanneer we samenkomen.")


@pytest.mark.parametrize("reviews", [1, 3])
def test_page_costs_the_same_for_one_and_for_three_reviews(
    personas, signed_in, django_assert_num_queries, review, reviews
):
    for number in range(reviews):
        closed = ProcessReviewFactory(community=personas.group, closed_on=date(2026, 3, 2 + number))
        ProcessAnswerFactory(review=closed, code="rhythm", next_step="Iets", owner=personas.teacher)
        ProcessAnswerFactory(review=review, code=("rhythm", "length", "between")[number], next_step="Nog iets")
        SelfReviewFactory(community=personas.group, year=f"202{number}-202{number + 1}")
        PracticeLineFactory(school=personas.school, stage="development")
    client = signed_in(personas.teacher)

    with django_assert_num_queries(9):
        page_of(client, personas.group)


def test_member_who_leads_reads_as_a_member(personas, signed_in, review):
    MembershipFactory(community=personas.group, user=personas.leader)

    assert page_of(signed_in(personas.leader), personas.group).status_code == 200


def test_page_suggests_a_look_and_never_shows_a_total(personas, signed_in):
    personas.group.started_on = date(2026, 9, 1)
    personas.group.save()
    page = page_of(signed_in(personas.teacher), personas.group).content.decode()

    assert address("open-process", personas.group.pk) in page
    assert "btn--primary" in page
    assert "%" not in page.split("<main")[1].split("</main")[0]
