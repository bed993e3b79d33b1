"""Questions, cases and themes: written once, read by the group alone, hidden with a reason and shown again."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse
from django.utils.translation import override

from communities.models import Community
from learning.actions.topics import MINUTES
from learning.models import Mention, Post, Topic
from learning.talk_words import ROUND
from meetings.models import Activity, AgendaBlock
from notifications.models import Notice
from tests.factories import ActivityFactory, AgendaBlockFactory, MeetingFactory, MembershipFactory
from tests.factories_learning import PostFactory, TopicFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
DAY = NOW.date()


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(NOW, tick=False):
        yield


def path(name, pk):
    return reverse(f"learning:{name}", args=[pk])


def online(group):
    Community.objects.filter(pk=group.pk).update(regime="none", variant="OLC")


def begin(client, group, kind="question", **said):
    words = {"key": str(uuid4()), "title": "Hoe toets je mondeling?"} | said
    return client.post(f"{path('topic-new', group.pk)}?kind={kind}", words)


def test_a_question_is_begun_once_and_counts_as_activity_of_an_online_group(personas, signed_in):
    online(personas.group)
    client, key = signed_in(personas.teacher), str(uuid4())

    for _ in range(2):
        begin(client, personas.group, key=key)

    topic = Topic.objects.get()
    assert (topic.kind, topic.by, topic.last_at) == ("question", personas.teacher, NOW)
    assert list(Activity.objects.values_list("kind", "day", "by", "text")) == [
        ("question", DAY, personas.teacher.pk, "")
    ]


@pytest.mark.parametrize(("link", "kind"), [("", "answer"), ("https://school.example/a", "material")])
def test_an_answer_counts_as_activity_of_an_online_group_only(personas, signed_in, link, kind):
    topic = TopicFactory(community=personas.group)
    client = signed_in(personas.teacher)
    said = {"text": "Met een rubriek.", "link": link}

    client.post(path("topic", topic.pk), said | {"key": str(uuid4())})
    assert not Activity.objects.exists()
    online(personas.group)
    client.post(path("topic", topic.pk), said | {"key": str(uuid4())})

    assert list(Activity.objects.values_list("kind", flat=True)) == [kind]
    topic.refresh_from_db()
    assert (topic.last_at, topic.posts.count()) == (NOW, 2)


def test_what_looks_like_a_name_of_a_pupil_is_asked_about_once(personas, signed_in):
    client, said = signed_in(personas.teacher), {"title": "Wat doe ik met leerling Jana?"}

    asked = begin(client, personas.group, **said)
    assert (asked.context["name"], Topic.objects.count()) == ("Jana", 0)

    begin(client, personas.group, **said, seen="Jana")
    assert Topic.objects.count() == 1


@pytest.mark.parametrize(
    ("variant", "first"), [("OLC", "question"), ("COP", "case"), ("VLG", "theme"), ("LN", "theme"), ("TDT", "question")]
)
def test_kind_of_group_decides_what_comes_first(personas, signed_in, variant, first):
    Community.objects.filter(pk=personas.group.pk).update(variant=variant)

    page = signed_in(personas.coach).get(path("topics", personas.group.pk))

    assert page.context["first"].kind == first


def test_list_is_narrowed_by_kind_state_and_words(personas, signed_in):
    rows = {
        "open": TopicFactory(community=personas.group, kind="question"),
        "case": TopicFactory(community=personas.group, kind="case", title="Lawaai", text="in de gang"),
        "done": TopicFactory(community=personas.group, kind="question", closed_on=DAY),
        "hidden": TopicFactory(community=personas.group, title="gang", hidden_on=DAY, hidden_why="een naam"),
    }
    TopicFactory()
    client = signed_in(personas.teacher)

    def found(query):
        return {row.pk for row in client.get(path("topics", personas.group.pk), query).context["topics"]}

    assert found({}) == {row.pk for row in rows.values()}
    assert found({"kind": "case"}) == {rows["case"].pk}
    assert found({"state": "closed"}) == {rows["done"].pk}
    assert found({"q": "GANG"}) == {rows["case"].pk}
    assert found({"kind": "x", "state": "x", "page": "9" * 30}) == {row.pk for row in rows.values()}


@pytest.mark.parametrize("number", [1, 3])
def test_list_costs_the_same_for_any_number(personas, signed_in, number, django_assert_num_queries):
    for _ in range(number):
        PostFactory(topic=TopicFactory(community=personas.group, by=personas.coach, meeting=MeetingFactory()))
    client = signed_in(personas.teacher)
    client.get(path("topics", personas.group.pk))

    with django_assert_num_queries(4):
        assert len(client.get(path("topics", personas.group.pk)).context["topics"]) == number


@pytest.mark.parametrize("number", [1, 3])
def test_topic_costs_the_same_for_any_number_of_answers(personas, signed_in, number, django_assert_num_queries):
    topic = TopicFactory(community=personas.group, by=personas.coach)
    for _ in range(number):
        post = PostFactory(topic=topic, by=personas.coach)
        Mention.objects.create(post=post, user=personas.teacher)
    client = signed_in(personas.teacher)
    client.get(path("topic", topic.pk))

    with django_assert_num_queries(7):
        assert len(client.get(path("topic", topic.pk)).context["posts"]) == number


def test_a_colleague_of_the_group_is_called_in_and_told_once(personas, signed_in):
    topic = TopicFactory(community=personas.group)
    client, key = signed_in(personas.teacher), str(uuid4())

    for _ in range(2):
        client.post(path("topic", topic.pk), {"text": "Vraag het haar.", "key": key, "people": [personas.coach.pk]})
    refused = client.post(path("topic", topic.pk), {"text": "?", "key": str(uuid4()), "people": [personas.outsider.pk]})

    assert list(Mention.objects.values_list("user", flat=True)) == [personas.coach.pk]
    assert list(Notice.objects.values_list("kind", "recipient")) == [("topic_mention", personas.coach.pk)]
    assert refused.context["form"].errors.keys() == {"people"}


def test_own_words_are_changed_and_removed_and_leave_a_place(personas, signed_in):
    topic = TopicFactory(community=personas.group)
    post = PostFactory(topic=topic, by=personas.teacher)
    Topic.objects.filter(pk=topic.pk).update(accepted=post)
    client = signed_in(personas.teacher)

    client.post(path("post-edit", post.pk), {"text": "Anders gezegd.", "key": str(uuid4())})
    assert Post.objects.get().text == "Anders gezegd."
    client.post(path("post-remove", post.pk))

    topic.refresh_from_db()
    assert (Post.objects.get().text, topic.accepted) == ("", None)
    assert "Anders gezegd." not in client.get(path("topic", topic.pk)).content.decode()


@pytest.mark.parametrize("name", ["post-edit", "post-remove"])
def test_nobody_changes_the_words_of_another(personas, signed_in, name):
    post = PostFactory(topic=TopicFactory(community=personas.group), by=personas.teacher)

    answer = signed_in(personas.coach).post(path(name, post.pk), {"text": "x", "key": str(uuid4())})

    assert (answer.status_code, Post.objects.get().text) == (404, post.text)


def test_own_topic_is_removed_wholly_only_while_nobody_answered(personas, signed_in):
    alone, answered = TopicFactory.create_batch(2, community=personas.group, by=personas.teacher)
    PostFactory(topic=answered)
    client = signed_in(personas.teacher)

    for row in (alone, answered):
        client.post(path("topic-remove", row.pk))

    assert list(Topic.objects.values_list("pk", "title")) == [(answered.pk, "")]


@pytest.mark.parametrize("what", ["topic", "post"])
def test_hidden_words_are_read_by_their_writer_alone_and_can_be_shown_again(personas, signed_in, what):
    topic = TopicFactory(community=personas.group, title="Onder ons", by=personas.teacher)
    row = topic if what == "topic" else PostFactory(topic=topic, text="Onder ons gezegd", by=personas.teacher)
    Topic.objects.filter(pk=topic.pk).update(title="Onder ons" if what == "topic" else "Titel")
    hide = path(f"{what}-hide", row.pk)

    signed_in(personas.coach).post(hide, {"why": "er staat een naam in"})
    for reader, reads in ((personas.coach, False), (personas.teacher, True)):
        page = signed_in(reader).get(path("topic", topic.pk)).content.decode()
        assert ("Onder ons" in page, "er staat een naam in" in page) == (reads, True)
    signed_in(personas.coach).post(hide, {"show": "1"})

    assert "Onder ons" in signed_in(personas.coach).get(path("topic", topic.pk)).content.decode()


def test_what_an_agenda_says_of_a_topic_follows_its_title(personas, signed_in):
    meeting = MeetingFactory(community=personas.group, day=date(2026, 12, 2))
    topic = TopicFactory(community=personas.group, title="Over Jana", kind="case", by=personas.teacher)
    client = signed_in(personas.teacher)
    client.post(path("topic-agenda", topic.pk), {"meeting": meeting.pk})
    with override("nl"):
        kind = str(topic.get_kind_display())

    for name, said, title in (
        ("topic-hide", {"why": "een naam"}, kind),
        ("topic-hide", {"show": "1"}, "Over Jana"),
        ("topic-edit", {"title": "Zonder naam", "key": str(uuid4())}, "Zonder naam"),
        ("topic-remove", {}, kind),
    ):
        client.post(path(name, topic.pk), said)
        assert [block.title for block in meeting.agenda.all()] == [title]


def test_own_answers_go_also_after_the_topic_was_closed(personas, signed_in):
    topic = TopicFactory(community=personas.group, closed_on=DAY)
    post = PostFactory(topic=topic, by=personas.teacher)
    client = signed_in(personas.teacher)
    assert path("post-remove", post.pk) in client.get(path("topic", topic.pk)).content.decode()
    assert client.get(path("post-edit", post.pk)).status_code == 404

    client.post(path("post-remove", post.pk))

    assert Post.objects.get().text == ""


def test_writing_it_otherwise_shows_it_again(personas, signed_in):
    topic = TopicFactory(community=personas.group, by=personas.teacher, hidden_on=DAY, hidden_why="een naam")

    signed_in(personas.teacher).post(path("topic-edit", topic.pk), {"title": "Zonder naam", "key": str(uuid4())})

    topic.refresh_from_db()
    assert (topic.title, topic.hidden_on, topic.hidden_why) == ("Zonder naam", None, "")


def test_an_answer_becomes_practice_and_no_longer(personas, signed_in):
    topic = TopicFactory(community=personas.group)
    first, second = PostFactory.create_batch(2, topic=topic)
    client = signed_in(personas.coach)

    for post, said, accepted in ((first, {}, first), (second, {}, second), (second, {"undo": "1"}, None)):
        client.post(path("post-accept", post.pk), said)
        topic.refresh_from_db()
        assert topic.accepted == accepted


def test_removed_or_hidden_words_are_no_practice(personas, signed_in):
    topic = TopicFactory(community=personas.group)
    post = PostFactory(topic=topic, hidden_on=DAY, hidden_why="een naam")

    signed_in(personas.coach).post(path("post-accept", post.pk))

    topic.refresh_from_db()
    assert topic.accepted is None


def test_closed_with_what_is_taken_from_it_and_opened_again(personas, signed_in):
    topic = TopicFactory(community=personas.group)
    client = signed_in(personas.teacher)

    client.post(path("topic-close", topic.pk), {"harvest": "We beginnen met kleuren."})
    topic.refresh_from_db()
    assert (topic.closed_on, topic.harvest) == (DAY, "We beginnen met kleuren.")
    client.post(path("topic", topic.pk), {"text": "Nog iets", "key": str(uuid4())})
    assert not Post.objects.exists()

    client.post(path("topic-reopen", topic.pk))
    topic.refresh_from_db()
    assert (topic.closed_on, topic.harvest) == (None, "We beginnen met kleuren.")


def test_a_case_comes_on_the_agenda_of_a_meeting_once(personas, signed_in):
    meeting = MeetingFactory(community=personas.group, day=NOW.date().replace(day=30))
    topic = TopicFactory(community=personas.group, kind="case", title="x" * 160)
    client = signed_in(personas.teacher)

    for _ in range(2):
        client.post(path("topic-agenda", topic.pk), {"meeting": meeting.pk})

    assert list(AgendaBlock.objects.values_list("meeting", "title", "minutes")) == [(meeting.pk, "x" * 119 + "…", 40)]


@pytest.mark.parametrize(("who", "is_led"), [("teacher", True), ("coach", True), ("leader", False)])
@pytest.mark.parametrize(("regime", "board"), [("count", "board"), ("cycle", "cycle")])
def test_a_meeting_leads_to_what_its_agenda_is_about(personas, signed_in, regime, board, who, is_led):
    Community.objects.filter(pk=personas.group.pk).update(regime=regime)
    meeting = MeetingFactory(community=personas.group, day=date(2026, 12, 2))
    AgendaBlockFactory(meeting=meeting)

    page = signed_in(getattr(personas, who)).get(reverse("meetings:meeting", args=[meeting.pk])).content.decode()

    there = "meetings:cycle" if board == "cycle" else "learning:board"
    for name in (there, "learning:topics", "learning:updates", "learning:try-outs"):
        assert (f'href="{reverse(name, args=[personas.group.pk])}"' in page) is is_led, name


def test_a_theme_is_begun_with_its_meeting(personas, signed_in):
    meeting = MeetingFactory(community=personas.group, day=NOW.date().replace(day=30))

    begin(signed_in(personas.teacher), personas.group, "theme", title="Bronnen", meeting=meeting.pk)

    assert Topic.objects.get().meeting == meeting
    assert AgendaBlock.objects.get().title == "Bronnen"


def test_not_on_the_agenda_of_another_group_or_of_a_meeting_that_is_over(personas, signed_in):
    other = MeetingFactory(day=NOW.date().replace(day=30))
    MembershipFactory(community=other.community, user=personas.teacher)
    past = MeetingFactory(community=personas.group)
    topic = TopicFactory(community=personas.group, kind="case")
    client = signed_in(personas.teacher)

    for meeting in (other, past):
        client.post(path("topic-agenda", topic.pk), {"meeting": meeting.pk})

    assert not AgendaBlock.objects.exists()


def test_text_is_plain_and_links_are_safe(personas, signed_in):
    topic = TopicFactory(community=personas.group, text="<script>x</script> zie https://school.example/a\nen verder")

    page = signed_in(personas.teacher).get(path("topic", topic.pk)).content.decode()

    assert "<script>x" not in page
    assert '<a href="https://school.example/a" rel="nofollow">' in page


@pytest.mark.parametrize("who", ["leader", "outsider", "other_leader"])
@pytest.mark.parametrize("name", ["topics", "topic-new", "topic", "topic-close", "topic-hide", "topic-agenda"])
def test_outsiders_find_and_change_nothing(personas, signed_in, who, name):
    topic = TopicFactory(community=personas.group)
    pk = personas.group.pk if name in ("topics", "topic-new") else topic.pk
    client = signed_in(getattr(personas, who))

    answers = {client.get(path(name, pk)).status_code, client.post(path(name, pk), {"why": "x"}).status_code}

    assert answers <= {404, 405}
    topic.refresh_from_db()
    assert (topic.closed_on, topic.hidden_on, Topic.objects.count()) == (None, None, 1)


def test_a_group_that_finished_only_reads(personas, signed_in):
    topic = TopicFactory(community=personas.group)
    Community.objects.filter(pk=personas.group.pk).update(ended_on=DAY)
    client = signed_in(personas.teacher)

    begin(client, personas.group)
    client.post(path("topic", topic.pk), {"text": "Te laat", "key": str(uuid4())})

    assert (Topic.objects.count(), Post.objects.count()) == (1, 0)
    assert client.get(path("topic", topic.pk)).context["may_answer"] is False


def test_a_group_that_has_not_begun_asks_already_and_counts_nothing_yet(personas, signed_in):
    online(personas.group)
    Community.objects.filter(pk=personas.group.pk).update(started_on=date(2026, 12, 1))

    begin(signed_in(personas.teacher), personas.group)

    assert (Topic.objects.count(), Activity.objects.count()) == (1, 0)


def test_a_key_of_another_group_begins_nothing(personas, signed_in):
    online(personas.group)
    key = str(uuid4())
    ActivityFactory(form_key=key)
    topic = TopicFactory(community=personas.group)

    begin(signed_in(personas.teacher), personas.group, key=key)
    signed_in(personas.teacher).post(path("topic", topic.pk), {"text": "Hallo", "key": key})

    assert (Topic.objects.count(), Post.objects.count()) == (1, 0)


def test_older_topics_stand_on_the_next_page(personas, signed_in):
    TopicFactory.create_batch(21, community=personas.group)
    client = signed_in(personas.teacher)

    first, second = (client.get(path("topics", personas.group.pk), {"page": page}).context for page in (1, 2))

    assert (len(first["topics"]), first["older_url"], first["newer_url"]) == (20, "?page=2", "")
    assert (len(second["topics"]), second["older_url"], second["newer_url"]) == (1, "", "?page=1")


def test_the_round_is_as_long_as_its_block_on_the_agenda():
    assert sum(minutes for _title, _text, minutes in ROUND) == MINUTES[Topic.Kind.CASE]
