"""The pages of a charter: written by the group, read as a frame by others, with or without script."""

import pytest
from django.urls import reverse
from django.utils import translation

from communities import actions
from communities.actions import Wording
from communities.charter_queries import version_page
from communities.charter_text import digest
from communities.models import Charter, CharterVersion
from tests.factories import CharterFactory, InvitationFactory, MembershipFactory

HTMX = {"HTTP_HX_REQUEST": "true"}
INSIDERS, FRAME_READERS = ("teacher", "coach"), ("leader",)


@pytest.fixture(autouse=True)
def frozen(monkeypatch, now):
    monkeypatch.setattr("plc_platform.clock.now", lambda: now)
    monkeypatch.setattr("plc_platform.clock.today", lambda: now.date())


@pytest.fixture
def path(personas):
    """A function that gives an address of the group's charter."""
    return lambda name="charter", **more: reverse(f"communities:{name}", kwargs={"pk": personas.group.pk, **more})


@pytest.fixture
def sent(personas):
    """A function: what a browser sends that saw `seen` in every field."""

    def fields(seen="", **texts):
        marks = {f"seen-{name}": digest(seen) for name in texts if not name.endswith("_weight") and name != "choose"}
        return texts | marks

    return fields


def put_version(personas, now, **texts):
    wordings = {name: Wording(text, digest(stored(personas.group, name))) for name, text in texts.items()}
    actions.save_charter(community=personas.group, wordings=wordings, by=personas.teacher, now=now)
    return actions.put_charter(community=personas.group, by=personas.teacher, now=now)


def stored(group, name):
    charter = Charter.objects.filter(community=group).first()
    return getattr(charter, name, "") if charter else ""


# --- who reads what --------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("who", INSIDERS)
def test_group_writes_on_one_page(personas, signed_in, path, who):
    CharterFactory(community=personas.group, need="nood", agreements="op tijd beginnen")

    page = signed_in(getattr(personas, who)).get(path()).content.decode()

    assert "op tijd beginnen" in page
    assert 'name="seen-need"' in page


def test_leader_reads_the_newest_version_without_agreements_or_names(personas, signed_in, path, now):
    MembershipFactory(community=personas.group)
    version = put_version(personas, now, need="de nood", agreements="zq-agreements")
    actions.accept_charter(version=version, by=personas.teacher, now=now)
    CharterFactory._meta.model.objects.update(need="zq-draft")
    client = signed_in(personas.leader)

    pages = [client.get(path()).content.decode(), client.get(path("charter-version", number=1)).content.decode()]

    for page in pages:
        assert "de nood" in page
        assert "zq-" not in page
        assert "Tine" not in page
        assert "1 of 2" not in page


@pytest.mark.parametrize("who", ["outsider", "other_leader"])
def test_nobody_else_reads_it(personas, signed_in, path, now, who):
    put_version(personas, now, need="nood")
    client = signed_in(getattr(personas, who))

    assert client.get(path()).status_code == 404
    assert client.get(path("charter-version", number=1)).status_code == 404


@pytest.mark.parametrize("who", ["leader", "outsider", "other_leader"])
def test_nobody_else_writes_puts_or_accepts(personas, signed_in, path, sent, now, who):
    put_version(personas, now, need="nood")
    client = signed_in(getattr(personas, who))

    answers = [
        client.post(path("charter-save"), sent(need="van buiten")),
        client.post(path("charter-put"), sent(need="van buiten")),
        client.post(path("charter-accept", number=1)),
        client.post(path("charter-take-back", number=1)),
        client.get(path("charter-sheet")),
    ]

    assert {answer.status_code for answer in answers} == {404}
    assert Charter.objects.get().need == "nood"


def test_group_that_ended_reads_and_writes_no_more(personas, signed_in, path, sent, now):
    put_version(personas, now, need="nood", agreements="afspraak")
    personas.group.ended_on = now.date()
    personas.group.save()
    client = signed_in(personas.teacher)

    page = client.get(path()).content.decode()
    client.post(path("charter-save"), sent(seen="nood", need="later"))

    assert "afspraak" in page
    assert "<textarea" not in page
    assert Charter.objects.get().need == "nood"


# --- writing ---------------------------------------------------------------------------------------------------------
def test_field_saves_itself_and_says_when(personas, signed_in, path, sent):
    answer = signed_in(personas.teacher).post(path("charter-save"), sent(need="nood"), **HTMX)

    page = answer.content.decode()
    assert Charter.objects.get().need == "nood"
    assert "10:00" in page
    assert f'name="seen-need" value="{digest("nood")}"' in page
    assert 'id="overview"' in page
    assert "<html" not in page


def test_field_that_was_not_changed_answers_nothing(personas, signed_in, path, sent):
    CharterFactory(community=personas.group, need="nood")

    answer = signed_in(personas.teacher).post(path("charter-save"), sent(seen="nood", need="nood"), **HTMX)

    assert (answer.status_code, answer.content) == (204, b"")


def test_weights_save_together_and_say_their_shares(personas, signed_in, path):
    weights = {"expertise_weight": "5", "professional_weight": "5", "school_weight": "", "curriculum_weight": "0"}

    with translation.override("en"):
        personas.teacher.language = "en"
        personas.teacher.save()
        seen = {"seen-weights": digest("0 0 0 0")}
        answer = signed_in(personas.teacher).post(path("charter-save"), weights | seen, **HTMX)

    assert Charter.objects.get().expertise_weight == 5
    assert answer.content.decode().count("about half") == 2


@pytest.mark.parametrize("htmx", [{}, HTMX])
@pytest.mark.parametrize("sent_text", [{"expertise_weight": "11"}, {"need": "x" * 2001}])
def test_what_cannot_be_is_said_and_not_kept(personas, signed_in, path, htmx, sent_text):
    names = {"expertise_weight": "weights"}
    marks = {f"seen-{names.get(name, name)}": digest("") for name in sent_text}

    answer = signed_in(personas.teacher).post(path("charter-save"), sent_text | marks, **htmx)

    assert answer.status_code == 200
    assert b"field-error" in answer.content
    assert not Charter.objects.exists()


def test_who_is_signed_out_meanwhile_is_refused_and_keeps_the_page(personas, client, path, sent):
    """The sign-in page inside a field would look as if the text was kept."""
    answer = client.post(path("charter-save"), sent(need="nood"), **HTMX)

    assert (answer.status_code, answer.content) == (401, b"")
    assert client.post(path("charter-save"), sent(need="nood")).status_code == 302


@pytest.mark.parametrize("htmx", [{}, HTMX])
def test_two_texts_stand_side_by_side(personas, signed_in, path, sent, htmx):
    CharterFactory(community=personas.group, need="van Karim")

    answer = signed_in(personas.teacher).post(path("charter-save"), sent(need="van Tine"), **htmx)

    page = answer.content.decode()
    assert Charter.objects.get().need == "van Karim"
    assert "van Karim" in page
    assert f'value="need:mine:{digest("van Karim")}"' in page
    assert f'name="seen-need" value="{digest("")}"' in page


@pytest.mark.parametrize("htmx", [{}, HTMX])
@pytest.mark.parametrize(
    ("way", "kept"), [("mine", "van Tine"), ("theirs", "van Karim"), ("both", "van Karim\nvan Tine")]
)
def test_choice_between_two_texts(personas, signed_in, path, sent, htmx, way, kept):
    CharterFactory(community=personas.group, need="van Karim")
    choice = f"need:{way}:{digest('van Karim')}"

    signed_in(personas.teacher).post(path("charter-save"), sent(need="van Tine", choose=choice), **htmx)

    assert Charter.objects.get().need == kept


def test_choice_about_a_text_that_changed_again_is_asked_anew(personas, signed_in, path, sent):
    CharterFactory(community=personas.group, need="van Karim, tweede keer")
    choice = f"need:mine:{digest('van Karim')}"

    page = signed_in(personas.teacher).post(path("charter-save"), sent(need="van Tine", choose=choice), **HTMX)

    assert Charter.objects.get().need == "van Karim, tweede keer"
    assert "tweede keer" in page.content.decode()


def test_what_the_leader_sees_is_proposed_from_the_permissions(personas, signed_in, path, sent):
    choice = f"mandate_seen:told:{digest('')}"

    signed_in(personas.teacher).post(path("charter-save"), sent(mandate_seen="", choose=choice), **HTMX)

    assert "agenda" in Charter.objects.get().mandate_seen


@pytest.mark.parametrize("choice", ["", "need", "need:mine", "nonsense:mine:x", "need:nonsense:", ":::"])
def test_made_up_choices_do_no_harm(personas, signed_in, path, sent, choice):
    answer = signed_in(personas.teacher).post(path("charter-save"), sent(need="nood", choose=choice), **HTMX)

    assert answer.status_code in (200, 204)


def test_without_script_everything_is_saved_at_once(personas, signed_in, path, sent):
    answer = signed_in(personas.teacher).post(path("charter-save"), sent(need="nood", task="leerlijn"))

    personas.group.refresh_from_db()
    assert answer.url == path()
    assert (Charter.objects.get().need, personas.group.task) == ("nood", "leerlijn")


def test_community_of_practice_is_asked_for_three_more(personas, signed_in, path):
    client = signed_in(personas.teacher)
    assert b"cop_domain" not in client.get(path()).content
    personas.group.variant = "COP"
    personas.group.save()

    assert b"cop_domain" in client.get(path()).content


# --- versions --------------------------------------------------------------------------------------------------------
def test_putting_keeps_what_was_typed(personas, signed_in, path, sent):
    answer = signed_in(personas.teacher).post(path("charter-put"), sent(need="nood"))

    assert answer.url == path("charter-version", number=1)
    assert CharterVersion.objects.get().content["need"] == "nood"


def test_putting_waits_for_the_choice_between_two_texts(personas, signed_in, path, sent):
    CharterFactory(community=personas.group, need="van Karim")

    answer = signed_in(personas.teacher).post(path("charter-put"), sent(need="van Tine"))

    assert b"van Karim" in answer.content
    assert not CharterVersion.objects.exists()


def test_version_shows_what_changed(personas, signed_in, path, now):
    put_version(personas, now, need="we lezen weinig", agreements="op tijd")
    put_version(personas, now, need="we lezen veel", agreements="te laat")

    page = signed_in(personas.teacher).get(path("charter-version", number=2)).content.decode()

    assert "weinig<span" in page.split("<del><span")[1]
    assert "te laat<span" in page
    assert signed_in(personas.teacher).get(path("charter-version", number=3)).status_code == 404


def test_weights_change_line_by_line(personas, now):
    put_version(personas, now, need="nood")
    Charter.objects.update(expertise_weight=1, curriculum_weight=1)
    actions.put_charter(community=personas.group, by=personas.teacher, now=now)
    Charter.objects.update(school_weight=2)
    actions.put_charter(community=personas.group, by=personas.teacher, now=now)
    with translation.override("en"):
        lines = version_page(personas.group, 3, personas.teacher).parts[-2].lines[0]

    assert [(piece.kind, piece.text) for piece in lines.pieces] == [
        ("gone", "Expertise sharing: about half\nCurriculum development: about half\n"),
        (
            "new",
            "Expertise sharing: about a quarter\nSchool development: about half\n"
            "Curriculum development: about a quarter\n",
        ),
    ]


def test_leader_sees_no_trace_of_changed_agreements(personas, signed_in, path, now):
    put_version(personas, now, need="nood", agreements="op tijd")
    put_version(personas, now, agreements="te laat")

    page = signed_in(personas.leader).get(path("charter-version", number=2)).content.decode()

    assert "<del><span" not in page
    assert "te laat" not in page


def test_member_accepts_and_takes_it_back(personas, signed_in, path, now):
    MembershipFactory(community=personas.group)
    version = put_version(personas, now, need="nood")
    client = signed_in(personas.teacher)

    client.post(path("charter-accept", number=1), {"checks": ["is_clear", "nonsense"]})
    assert version.acceptances.get().is_clear is True
    client.post(path("charter-take-back", number=1))

    assert not version.acceptances.exists()


def test_invited_person_reads_need_and_pupils_of_the_version_not_of_the_draft(personas, signed_in, now):
    put_version(personas, now, need="de nood", pupils="tweede jaar")
    Charter.objects.update(need="zq-draft")
    invitation = InvitationFactory(community=personas.group, user=personas.outsider)

    page = signed_in(personas.outsider).get(reverse("communities:invitation", args=[invitation.pk])).content.decode()

    assert "de nood" in page
    assert "tweede jaar" in page
    assert "zq-draft" not in page


# --- statements ------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(
    ("who", "name", "statements"),
    [
        ("teacher", "charter", 7),
        ("leader", "charter", 5),
        ("teacher", "charter-version", 7),
        ("leader", "charter-version", 5),
    ],
)
def test_pages_need_a_fixed_number_of_statements(
    personas, signed_in, path, now, django_assert_num_queries, number, who, name, statements
):
    for count in range(number):
        put_version(personas, now, need=f"nood {count}")
        user = MembershipFactory(community=personas.group).user
        actions.accept_charter(version=CharterVersion.objects.latest("number"), by=user, now=now)
    client = signed_in(getattr(personas, who))
    more = {"number": number} if name == "charter-version" else {}

    with django_assert_num_queries(statements):
        assert client.get(path(name, **more)).status_code == 200
