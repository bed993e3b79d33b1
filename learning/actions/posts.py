"""Answers to a topic: written, changed and removed by their writer, accepted as practice by the group."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction

from communities.models import Membership
from learning.actions.errors import LearningError, TopicIsClosed
from learning.actions.topics import check_runs, note_activity
from learning.models import Mention, Post, Topic
from notifications import outbox
from notifications.registry import subject_key
from schools import audit
from schools.models import User

MENTIONED = "topic_mention"
MOST_MENTIONED = 5


@transaction.atomic
def write_post(
    *, topic: Topic, text: str, link: str = "", mentioned: Collection[int] = (), key: UUID, by: User, now: datetime
) -> Post:
    """An answer, with people of the group who are called in. The same `key` again returns the first.

    Raises GroupIsFinished, TopicIsClosed.
    """
    check_runs(topic.community, now)
    post, is_new = Post.objects.get_or_create(
        form_key=key, defaults={"topic": topic, "text": text, "link": link, "by": by, "at": now}
    )
    if post.topic_id != topic.pk:
        raise LearningError
    if not is_new:
        return post
    if not Topic.objects.filter(pk=topic.pk, closed_on=None).update(last_at=now):
        raise TopicIsClosed
    audit.record(by=by, verb="write_post", target=f"post:{post.pk}", at=now)
    note_activity(topic.community, kind="material" if link else "answer", key=key, by=by, now=now)
    mention(post=post, people=mentioned, by=by, now=now)
    return post


def mention(*, post: Post, people: Collection[int], by: User, now: datetime) -> None:
    """Call in people who take part; each is told once. Somebody else, or the writer herself, is passed over."""
    inside = Membership.objects.current().filter(community=post.topic.community_id, user__in=people)
    ids = sorted(set(inside.values_list("user_id", flat=True)) - {by.pk})[:MOST_MENTIONED]
    Mention.objects.bulk_create([Mention(post=post, user_id=pk) for pk in ids], ignore_conflicts=True)
    subject = subject_key("post", post.pk)
    drafts = [outbox.Draft(kind=MENTIONED, subject=subject, occasion="mention", recipient_id=pk) for pk in ids]
    outbox.enqueue(drafts=drafts, now=now)


@transaction.atomic
def rewrite_post(*, post: Post, text: str, link: str, by: User, now: datetime) -> None:
    """Its writer puts it otherwise; what was hidden is shown again, for that was the reason to write it anew."""
    Post.objects.filter(pk=post.pk).update(text=text, link=link, hidden_on=None, hidden_why="")
    audit.record(by=by, verb="rewrite_post", target=f"post:{post.pk}", at=now)


@transaction.atomic
def remove_post(*, post: Post, by: User, now: datetime) -> None:
    """Its writer takes her words away; that something stood there stays. It is no accepted practice any more."""
    Post.objects.filter(pk=post.pk).update(text="", link="", hidden_on=None, hidden_why="")
    Mention.objects.filter(post=post).delete()
    Topic.objects.filter(accepted=post).update(accepted=None)
    audit.record(by=by, verb="remove_post", target=f"post:{post.pk}", at=now)


@transaction.atomic
def accept_post(*, post: Post, is_accepted: bool, by: User, now: datetime) -> None:
    """This is what the group does from now on, or no longer; at most one answer of a topic."""
    if is_accepted and (not post.text or post.hidden_on):
        raise LearningError
    topic = Topic.objects.filter(pk=post.topic_id)
    topic.update(accepted=post) if is_accepted else topic.filter(accepted=post).update(accepted=None)
    verb = "accept_post" if is_accepted else "accept_no_more"
    audit.record(by=by, verb=verb, target=f"post:{post.pk}", at=now)
