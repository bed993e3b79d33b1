"""What a group made: kept with versions and files, shared by its makers alone, used, deleted with its files."""

import random
from datetime import UTC, datetime
from pathlib import Path

import pytest
import time_machine
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from communities.models import Charter
from learning.models import Outcome, OutcomeUse, OutcomeVersion
from tests.factories import MembershipFactory
from tests.factories_learning import OutcomeFactory, OutcomeUseFactory, OutcomeVersionFactory
from tests.learning.corpus import BAD, GOOD, PDF, PNG, bomb, office

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
SAID = {"kind": "material", "title": "Lessenreeks", "licence": "cc-by-sa", "makers": "Ontwerpteam wiskunde"}


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture(autouse=True)
def files(settings, tmp_path) -> Path:
    """Files of this test, on disk as in a real installation."""
    settings.MEDIA_ROOT = tmp_path
    disk = {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    settings.STORAGES = settings.STORAGES | {"default": disk}
    return tmp_path / "outcomes"


@pytest.fixture
def path(personas):
    return reverse("learning:outcome-new", args=[personas.group.pk])


@pytest.fixture
def outcome(personas):
    version = OutcomeVersionFactory(outcome__community=personas.group, outcome__made_by=personas.teacher)
    return version.outcome


def kept(folder: Path) -> list[bytes]:
    return [one.read_bytes() for one in folder.glob("*")] if folder.exists() else []


def upload(name: str = "les.pdf", data: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def address(name: str, row) -> str:
    return reverse(f"learning:{name}", args=[row.pk])


def test_something_with_a_file_is_kept_once_for_the_group(path, personas, files, signed_in):
    client = signed_in(personas.teacher)

    for _ in range(2):
        client.post(path, SAID | {"file": upload("Les één.pdf")})

    row = Outcome.objects.get()
    assert (row.title, row.reach, row.made_by, row.removed_on) == ("Lessenreeks", "group", personas.teacher, None)
    version = row.versions.get()
    assert (version.number, version.file_name, version.size) == (1, "Les één.pdf", len(PDF))
    assert not set("é.") & set(version.file.name)
    assert kept(files) == [PDF]


@pytest.mark.parametrize("name", GOOD)
def test_every_real_kind_is_taken(path, personas, files, signed_in, name):
    signed_in(personas.teacher).post(path, SAID | {"file": upload(name, GOOD[name])})

    assert kept(files) == [GOOD[name]]


@pytest.mark.parametrize("name", [*BAD, "bomb.docx", "large.pdf", "nothing"])
def test_what_pretends_is_refused_and_leaves_nothing(path, personas, files, signed_in, name):
    data = {"bomb.docx": bomb(), "large.pdf": PDF[:9] + bytes(21 * 2**20)} if name not in BAD else {}
    said = SAID if name == "nothing" else SAID | {"file": upload(name, (BAD | data)[name])}

    answer = signed_in(personas.teacher).post(path, said)

    assert "file" in answer.context["form"].errors
    assert (Outcome.objects.count(), kept(files)) == (0, [])


def test_a_file_that_does_not_fit_in_memory_is_looked_at_and_kept_too(path, personas, files, signed_in):
    large = office(**{"word/media/image.bin": random.Random(1).randbytes(3 * 2**20)})
    client = signed_in(personas.teacher)

    client.post(path, SAID | {"file": upload("groot.docx", large)})
    client.post(path, SAID | {"title": "Nep", "file": upload("nep.docx", large[:-100])})

    assert kept(files) == [large]


def test_a_file_that_the_disk_does_not_take_leaves_nothing(path, personas, files, signed_in):
    files.touch()  # a file where the folder has to come

    answer = signed_in(personas.teacher).post(path, SAID | {"file": upload()})

    assert "file" in answer.context["form"].errors
    assert not Outcome.objects.exists()


def test_a_download_is_never_a_page(outcome, personas, client, signed_in):
    version = OutcomeVersionFactory(outcome=outcome, number=2, file=upload(data=PDF), file_name="Les “één”.pdf")
    path = address("outcome-file", version)
    assert client.get(path).status_code == 302

    answer = signed_in(personas.teacher).get(path)

    assert b"".join(answer.streaming_content) == PDF
    assert answer.headers["Content-Disposition"].startswith("attachment; filename")
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS


HEADERS = {
    "Content-Type": "application/pdf",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox",
    "Cache-Control": "private, no-store",
    "ETag": None,
    "Last-Modified": None,
}


@pytest.mark.parametrize("who", ["leader", "outsider", "other_leader"])
def test_what_the_group_keeps_does_not_exist_for_others(outcome, personas, signed_in, who):
    version = OutcomeVersionFactory(outcome=outcome, number=2, file=upload())
    client = signed_in(getattr(personas, who))

    for name, row in (("outcome", outcome), ("outcome-file", version), ("outcomes", personas.group)):
        assert client.get(address(name, row)).status_code == 404
    assert client.post(address("outcome-use", outcome), {"where": "3B"}).status_code == 404
    assert outcome.title not in client.get(reverse("learning:library")).content.decode()


@pytest.mark.parametrize(
    ("reach", "found"), [("school", {"leader", "outsider"}), ("all", {"leader", "outsider", "other_leader"})]
)
def test_sharing_opens_it_to_exactly_those(outcome, personas, signed_in, reach, found):
    signed_in(personas.teacher).post(address("outcome-reach", outcome), {"reach": reach})
    version = OutcomeVersionFactory(outcome=outcome, number=2, file=upload())

    for who in ("leader", "outsider", "other_leader"):
        client = signed_in(getattr(personas, who))
        wanted = 200 if who in found else 404
        for name, row in (("outcome", outcome), ("outcome-file", version)):
            answer = client.get(address(name, row))
            assert (answer.status_code, b"".join(answer)[:4] == b"%PDF") == (wanted, wanted == 200 and row == version)
        assert (outcome.title in client.get(reverse("learning:library")).content.decode()) is (who in found)


@pytest.mark.parametrize("name", ["outcome-reach", "outcome-version", "outcome-away", "outcome-delete", "outcome-edit"])
def test_readers_change_nothing(outcome, personas, signed_in, name):
    Outcome.objects.update(reach="all")

    answer = signed_in(personas.outsider).post(
        address(name, outcome), SAID | {"reach": "group", "link": "https://x.example"}
    )

    outcome.refresh_from_db()
    assert (answer.status_code, outcome.reach, outcome.removed_on, outcome.versions.count()) == (404, "all", None, 1)


def test_nonsense_reach_is_nobody(outcome, personas, signed_in):
    signed_in(personas.teacher).post(address("outcome-reach", outcome), {"reach": "world"})

    assert Outcome.objects.get().reach == "group"


def test_a_new_version_leads_and_comes_once(outcome, personas, signed_in):
    client = signed_in(personas.teacher)
    said = {"number": 2, "link": "https://school.example/twee", "note": "korter"}

    for _ in range(2):
        client.post(address("outcome-version", outcome), said)

    page = client.get(address("outcome", outcome)).context["page"]
    assert (page.latest.number, page.latest.note, [one.number for one in page.older]) == (2, "korter", [1])


def test_a_version_needs_a_file_or_a_link(outcome, personas, signed_in):
    answer = signed_in(personas.teacher).post(address("outcome-version", outcome), {"number": 2, "note": "leeg"})

    assert (answer.status_code, outcome.versions.count()) == (400, 1)


def test_what_looks_like_a_pupil_is_asked_about_before_others_can_find_it(path, outcome, personas, files, signed_in):
    client, named = signed_in(personas.teacher), {"title": "Werk van leerling Jana"}

    asked = client.post(path, SAID | named | {"file": upload()})
    assert (asked.context["name"], Outcome.objects.count(), kept(files)) == ("Jana", 1, [])
    assert "Kies het bestand nog eens" in asked.content.decode()
    asked = client.post(address("outcome-edit", outcome), SAID | named)
    assert asked.context["name"] == "Jana"
    said = {"number": 2, "link": "https://school.example/twee", "note": "zonder leerling Jana"}
    asked = client.post(address("outcome-version", outcome), said)
    assert (asked.status_code, asked.context["name"], outcome.versions.count()) == (200, "Jana", 1)

    client.post(path, SAID | named | {"file": upload(), "seen": "Jana"})
    client.post(address("outcome-version", outcome), said | {"seen": "Jana"})
    assert (Outcome.objects.count(), outcome.versions.count(), kept(files)) == (2, 2, [PDF])


def test_deleting_takes_the_files_once_that_is_certain(
    outcome, personas, files, signed_in, django_capture_on_commit_callbacks
):
    OutcomeVersionFactory(outcome=outcome, number=2, file=default_storage.save("outcomes/x", upload()))
    client = signed_in(personas.teacher)

    with django_capture_on_commit_callbacks() as certain:
        client.post(address("outcome-delete", outcome))
    assert (Outcome.objects.count(), kept(files)) == (0, [PDF])
    for call in certain:
        call()

    assert kept(files) == []


def test_put_away_is_the_groups_own_again_and_comes_back(outcome, personas, signed_in):
    Outcome.objects.update(reach="all")
    signed_in(personas.teacher).post(address("outcome-away", outcome))

    assert signed_in(personas.outsider).get(address("outcome", outcome)).status_code == 404
    assert signed_in(personas.coach).get(address("outcome", outcome)).status_code == 200
    signed_in(personas.teacher).post(address("outcome-away", outcome))

    assert signed_in(personas.outsider).get(address("outcome", outcome)).status_code == 200


def test_makers_describe_it_otherwise(outcome, personas, signed_in):
    signed_in(personas.coach).post(address("outcome-edit", outcome), SAID | {"title": "Anders", "with_pupils": "on"})

    outcome.refresh_from_db()
    assert (outcome.title, outcome.with_pupils, outcome.versions.count()) == ("Anders", True, 1)


def test_makers_read_where_it_is_used_and_others_a_number(outcome, personas, signed_in):
    Outcome.objects.update(reach="all")
    client = signed_in(personas.other_leader)
    for _ in range(2):
        client.post(address("outcome-use", outcome), {"where": "zq-canary-3B"})

    assert OutcomeUse.objects.get().school == personas.other_leader.staff.get().school
    assert "zq-canary-3B" in client.get(address("outcome", outcome)).content.decode()
    seen = signed_in(personas.outsider).get(address("outcome", outcome))
    assert ("zq-canary-3B" in seen.content.decode(), seen.context["page"].schools) == (False, 1)
    assert "zq-canary-3B" in signed_in(personas.teacher).get(address("outcome", outcome)).content.decode()


def test_only_who_said_it_takes_a_use_back_even_when_it_was_closed_since(outcome, personas, signed_in):
    use = OutcomeUseFactory(outcome=outcome, by=personas.outsider)
    assert signed_in(personas.teacher).post(address("outcome-use-back", use)).status_code == 404

    answer = signed_in(personas.outsider).post(address("outcome-use-back", use))

    assert (answer.url, OutcomeUse.objects.count()) == (reverse("learning:library"), 0)


def test_what_the_charter_wanted_stands_beside_what_was_made(outcome, personas, signed_in):
    Charter.objects.create(community=personas.group, material="Acht lessen", method="Lesbezoek")

    page = signed_in(personas.teacher).get(address("outcomes", personas.group))

    assert [(part.wanted, len(part.rows)) for part in page.context["parts"]] == [
        ("Acht lessen", 1),
        ("Lesbezoek", 0),
        ("", 0),
    ]


@pytest.mark.parametrize("number", [1, 3])
def test_pages_take_the_same_queries_with_more(personas, signed_in, django_assert_num_queries, number):
    for _ in range(number):
        row = OutcomeFactory(community=personas.group)
        member = MembershipFactory(community=personas.group).user
        for version in range(1, number + 1):
            OutcomeVersionFactory(outcome=row, number=version, by=member)
            OutcomeUseFactory(outcome=row, by=member, school=personas.school, where=str(version))
    client = signed_in(personas.teacher)

    with django_assert_num_queries(5):
        client.get(address("outcomes", personas.group))
    with django_assert_num_queries(7):
        client.get(address("outcome", row))


def test_a_file_that_is_gone_from_the_disk_is_not_found(outcome, personas, signed_in):
    version = OutcomeVersionFactory(outcome=outcome, number=2, file="outcomes/gone", file_name="les.png", size=len(PNG))

    assert signed_in(personas.teacher).get(address("outcome-file", version)).status_code == 404
    assert OutcomeVersion.objects.count() == 2
