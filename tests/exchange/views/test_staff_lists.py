import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from exchange import uploads
from schools.models import Staff, StaffRole, User
from tests.factories import StaffFactory

LIST = """Naam;Voornaam;E-mailadres;Functie;Vak
Peeters;Lieve;leader@school.example;directeur;
Berg;Tine;teacher@school.example;leerkracht;wiskunde
Maes;Jo;jo@school.example;leerkracht;chemie
Nieuw;Dirk;dirk@school.example;directeur;
"""


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.UPLOAD_DIR = tmp_path / "uploads"


def url(name, personas):
    return reverse(f"exchange:{name}", args=[personas.school.slug])


@pytest.fixture
def leader(personas, signed_in):
    return signed_in(personas.leader)


def upload(client, personas, text=LIST):
    file = SimpleUploadedFile("lijst.csv", text.encode("cp1252"))
    return client.post(url("staff-import", personas), {"file": file})


def mapping(client, personas, **changes):
    """What the form of the columns sends when nothing is changed but `changes`."""
    form = client.get(url("staff-import-map", personas)).context["form"]
    sent = {field.name: field.value() for field in form if field.name != "confirm_leaders"}
    return client.post(url("staff-import-map", personas), sent | changes)


def prepared(client, personas, text=LIST):
    upload(client, personas, text)
    return mapping(client, personas, confirm_leaders="on")


def test_list_comes_in_by_four_steps(leader, personas, mailoutbox):
    response = upload(leader, personas)
    assert response.url == url("staff-import-map", personas)
    response = mapping(leader, personas, confirm_leaders="on")
    assert response.url == url("staff-import-preview", personas)
    preview = leader.get(response.url).context["preview"]
    assert (preview.new_total, preview.changed_total, preview.leaders) == (2, 1, ("dirk@school.example",))
    assert not User.objects.filter(email="jo@school.example").exists()

    response = leader.post(url("staff-import-apply", personas))

    assert response.url == reverse("schools:staff", args=[personas.school.slug])
    assert Staff.objects.get(user__email="jo@school.example").school == personas.school
    assert StaffRole.objects.filter(role="leader", staff__user__email="dirk@school.example").exists()
    assert Staff.objects.get(user=personas.teacher).subjects == "wiskunde"
    assert list(uploads.folder().iterdir()) == []
    assert mailoutbox == []


def test_same_list_again_shows_no_difference(leader, personas):
    prepared(leader, personas)
    leader.post(url("staff-import-apply", personas))
    prepared(leader, personas)

    assert leader.get(url("staff-import-preview", personas)).context["preview"].is_empty


def test_leader_wants_an_explicit_yes(leader, personas):
    upload(leader, personas)

    response = mapping(leader, personas)

    assert response.status_code == 200
    assert list(response.context["form"].errors) == ["confirm_leaders"]


def test_other_column_of_roles_is_shown_before_it_counts(leader, personas):
    upload(leader, personas, LIST.replace("Functie", "Wat"))
    assert not leader.get(url("staff-import-map", personas)).context["form"].words

    response = mapping(leader, personas, column_3="roles")

    assert [word for word, _count in response.context["form"].words] == ["directeur", "leerkracht"]
    assert not response.context["form"].is_bound


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"column_2": ""}, ["__all__"]),
        ({"column_0": "", "column_1": ""}, ["__all__"]),
        ({"column_0": "first_name"}, ["column_1"]),
        ({"column_0": "password"}, ["column_0"]),
    ],
    ids=["no address", "no name", "twice", "unknown"],
)
def test_mapping_that_cannot_work_is_said(leader, personas, changes, fields):
    upload(leader, personas)

    response = mapping(leader, personas, confirm_leaders="on", **changes)

    assert list(response.context["form"].errors) == fields


def test_mapping_is_remembered_for_the_school(leader, personas):
    upload(leader, personas)
    mapping(leader, personas, confirm_leaders="on", column_4="")

    upload(leader, personas)

    assert leader.get(url("staff-import-map", personas)).context["form"]["column_4"].value() == ""


def test_list_with_faults_is_not_taken_over_in_part(leader, personas):
    prepared(leader, personas, LIST + "Zonder;Adres;;leerkracht;\n")

    response = leader.get(url("staff-import-preview", personas))
    assert [(fault.row, fault.column) for fault in response.context["faults"]] == [(6, "E-mailadres")]

    leader.post(url("staff-import-apply", personas))
    assert not User.objects.filter(email="jo@school.example").exists()


def test_who_is_not_on_the_list_leaves_only_when_ticked(leader, personas):
    coach, outsider = (Staff.objects.get(user=user) for user in (personas.coach, personas.outsider))
    prepared(leader, personas)

    gone = leader.get(url("staff-import-preview", personas)).context["preview"].gone
    leader.post(url("staff-import-apply", personas), {"left": [coach.pk, "x"]})

    assert {pk for pk, _name, _email in gone} == {coach.pk, outsider.pk}
    coach.refresh_from_db(), outsider.refresh_from_db()
    assert coach.left_on is not None
    assert outsider.left_on is None


def test_file_that_cannot_be_read_is_answered_on_the_same_page(leader, personas):
    response = upload(leader, personas, "niets")

    assert response.status_code == 200
    assert len(response.context["faults"]) == 1


def test_upload_that_is_too_large_is_refused(leader, personas, monkeypatch):
    monkeypatch.setattr("exchange.forms.MAX_UPLOAD", 10)

    assert "file" in upload(leader, personas).context["form"].errors


@pytest.mark.parametrize("step", ["staff-import-map", "staff-import-preview"])
def test_step_without_a_file_leads_back_to_the_first(leader, personas, step):
    assert leader.get(url(step, personas)).url == url("staff-import", personas)


def test_preview_before_the_columns_leads_back(leader, personas):
    upload(leader, personas)

    assert leader.get(url("staff-import-preview", personas)).url == url("staff-import", personas)
    assert leader.post(url("staff-import-apply", personas)).url == url("staff-import", personas)


def test_template_opens_in_excel_here(leader, personas):
    response = leader.get(url("staff-template", personas))

    assert response.content.startswith("\ufeffvoornaam;".encode())
    assert response["Content-Disposition"] == 'attachment; filename="personeelslijst.csv"'


STEPS = ("staff-import", "staff-import-map", "staff-import-preview", "staff-import-apply", "staff-template")


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("persona", ["coach", "teacher", "outsider", "other_leader"])
def test_nobody_but_its_leader_imports_staff(personas, signed_in, step, persona):
    client = signed_in(getattr(personas, persona))
    method = client.post if step == "staff-import-apply" else client.get

    assert method(url(step, personas)).status_code == 404


def test_other_leader_cannot_apply_what_was_kept_for_a_school(personas, signed_in):
    client = signed_in(personas.leader)
    prepared(client, personas)
    StaffRole.objects.filter(staff__user=personas.leader).delete()

    assert client.post(url("staff-import-apply", personas)).status_code == 404
    assert not User.objects.filter(email="jo@school.example").exists()


@pytest.mark.parametrize("people", [1, 3])
def test_preview_takes_as_many_queries_for_one_as_for_three(leader, personas, people, django_assert_num_queries):
    for _number in range(people):
        StaffFactory(school=personas.school)
    rows = [f"N{number};V;p{number}@school.example;leerkracht;" for number in range(people)]
    prepared(leader, personas, "\n".join([LIST.split("\n")[0], *rows]))

    with django_assert_num_queries(5):  # session, person, school, staff, their roles
        leader.get(url("staff-import-preview", personas))
