"""A group looks at how it works together (R41, R60-R84): open a review, answer, close, share; tick its next steps."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from communities.models import Community
from conditions.actions.start import Details
from conditions.models import ProcessAnswer, ProcessReview
from schools import audit
from schools.models import User


class ReviewIsClosed(Exception):
    """What a closed review says stays as it was said."""

    message = _("This review is closed. What it says stays; a next one can be opened.")


class NothingSaid(Exception):
    """A review in which nothing was answered cannot be closed, and one that is open cannot be shared."""

    message = _("Answer at least one condition first.")


@transaction.atomic
def open_review(*, community: Community, by: User, now: datetime) -> ProcessReview:
    """A new look; where one is open already, that one."""
    Community.objects.select_for_update().get(pk=community.pk)
    running = ProcessReview.objects.filter(community=community, closed_on=None).first()
    if running is not None:
        return running
    review = ProcessReview.objects.create(community=community, opened_on=timezone.localdate(now), opened_by=by)
    note(review, "process.opened", by=by, now=now)
    return review


@transaction.atomic
def answer_process(
    *, review: ProcessReview, code: str, status: str, by: User, now: datetime, details: Details | None = None
) -> ProcessAnswer:
    """The group's answer to one condition; the last one holds. Without `details` those there were stay.

    A next step in other words is one that is still to be done. Raises ReviewIsClosed.
    """
    review = open_for_writing(review)
    before = ProcessAnswer.objects.filter(review=review, code=code).first()
    if before is not None and details is None and before.status == status:
        return before
    said: dict[str, object] = {"status": status, "by": by, "at": now}
    if details is not None:
        said |= {"note": details.note, "next_step": details.next_step}
        said |= {"owner": details.owner, "due_on": details.due_on}
        if before is not None and before.next_step != details.next_step:
            said["done_on"] = None
    answer, _is_new = ProcessAnswer.objects.update_or_create(review=review, code=code, defaults=said)
    note(review, "process.answered", by=by, now=now, code=code)
    return answer


@transaction.atomic
def say_autonomy(*, review: ProcessReview, autonomy: str, line: str, by: User, now: datetime) -> ProcessReview:
    """Whether the group has room enough to decide by itself (R70). Raises ReviewIsClosed."""
    review = open_for_writing(review)
    review.autonomy, review.autonomy_line = autonomy, line
    review.save(update_fields=["autonomy", "autonomy_line"])
    note(review, "process.autonomy", by=by, now=now)
    return review


@transaction.atomic
def close_review(*, review: ProcessReview, by: User, now: datetime) -> ProcessReview:
    """The group has looked; what it did not answer stays open. Closing twice is closing once. Raises NothingSaid."""
    review = ProcessReview.objects.select_for_update().get(pk=review.pk)
    if review.closed_on is not None:
        return review
    if not (review.autonomy or ProcessAnswer.objects.filter(review=review).exists()):
        raise NothingSaid
    review.closed_on = timezone.localdate(now)
    review.save(update_fields=["closed_on"])
    note(review, "process.closed", by=by, now=now)
    return review


@transaction.atomic
def share_review(*, review: ProcessReview, by: User, now: datetime) -> ProcessReview:
    """The group lets its school leader read a closed review. Raises NothingSaid."""
    review = ProcessReview.objects.select_for_update().get(pk=review.pk)
    if review.closed_on is None:
        raise NothingSaid
    if review.shared_on is None:
        review.shared_on = timezone.localdate(now)
        review.save(update_fields=["shared_on"])
        note(review, "process.shared", by=by, now=now)
    return review


@transaction.atomic
def keep_review(*, review: ProcessReview, by: User, now: datetime) -> ProcessReview:
    """The group keeps a review to itself again; what was read was read."""
    review = ProcessReview.objects.select_for_update().get(pk=review.pk)
    if review.shared_on is not None:
        review.shared_on = None
        review.save(update_fields=["shared_on"])
        note(review, "process.kept", by=by, now=now)
    return review


@transaction.atomic
def mark_process_step(*, answer: ProcessAnswer, is_done: bool, by: User, now: datetime) -> ProcessAnswer:
    """A next step is done, or open again; also after its review was closed."""
    answer = ProcessAnswer.objects.select_for_update().select_related("review").get(pk=answer.pk)
    if answer.next_step and is_done != (answer.done_on is not None):
        answer.done_on = timezone.localdate(now) if is_done else None
        answer.save(update_fields=["done_on"])
        note(answer.review, "process.step_done" if is_done else "process.step_reopened", by=by, now=now)
    return answer


def open_for_writing(review: ProcessReview) -> ProcessReview:
    """The review, locked. Raises ReviewIsClosed."""
    review = ProcessReview.objects.select_for_update().get(pk=review.pk)
    if review.closed_on is not None:
        raise ReviewIsClosed
    return review


def note(review: ProcessReview, verb: str, *, by: User, now: datetime, **detail: object) -> None:
    audit.record(by=by, verb=verb, target=f"community:{review.community_id}", at=now, review=review.pk, **detail)
