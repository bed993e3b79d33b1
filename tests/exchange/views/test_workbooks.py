import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from communities.models import Community, Invitation, Membership
from exchange import uploads
from meetings.models import Meeting
from schools.models import User
from tests.exchange.workbooks import Sample, rows_of
from tests.factories import (
    AttendanceFactory,
    ClosureFactory,
    MeetingFactory,
    MinutesFactory,
    PartnershipFactory,
    SubtaskFactory,
    open_school,
)


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.UPLOAD_DIR = tmp_path / "uploads"


@pytest.fixture
def leader(personas, signed_in):
    return signed_in(personas.leader)


def url(name, personas):
    return reverse(f"exchange:{name}", args=[personas.school.slug])


def upload(client, personas, content):
    return client.post(url("workbook", personas), {"file": SimpleUploadedFile("school.xlsx", content)})


def test_workbook_is_shown_before_it_comes_in(leader, personas):
    response = upload(leader, personas, Sample().content())
    assert response.url == url("workbook-preview", personas)
    counts = leader.get(response.url).context["counts"]
    assert [count.created for count in counts] == [1, 1, 2, 1, 1, 3, 0, 0, 0]
    assert not Community.objects.filter(code="cop-zorg").exists()

    response = leader.post(url("workbook-apply", personas))

    assert response.status_code == 200
    assert Community.objects.get(code="cop-zorg").school == personas.school
    assert Invitation.objects.filter(community__code="tdt-wis", user__email="tine@school.example").exists()
    assert Membership.objects.filter(user__email="tine@school.example").count() == 0
    assert list(uploads.folder().iterdir()) == []


def test_faults_are_shown_and_nothing_is_kept(leader, personas):
    sample = Sample()
    sample.rows["School"][0][2] = "XX"

    response = upload(leader, personas, sample.content())

    assert [(fault.sheet, fault.row, fault.column) for fault in response.context["faults"]] == [
        ("School", 2, "calendar")
    ]
    assert not uploads.folder().exists()


def test_workbook_of_another_school_is_refused_in_the_preview(leader, personas):
    sample = Sample()
    sample.rows["School"].reverse()
    upload(leader, personas, sample.content())

    for response in (leader.get(url("workbook-preview", personas)), leader.post(url("workbook-apply", personas))):
        assert response.context["fault_count"] == 1
    assert not User.objects.filter(email="karim@school.example").exists()


def test_new_leader_is_pointed_out(leader, personas):
    upload(leader, personas, Sample().content())

    assert leader.get(url("workbook-preview", personas)).context["leaders"] == ("lieve@school.example",)


def test_step_without_a_file_leads_back(leader, personas):
    assert leader.get(url("workbook-preview", personas)).url == url("workbook", personas)
    assert leader.post(url("workbook-apply", personas)).url == url("workbook", personas)


def test_export_holds_what_a_leader_may_read(leader, personas):
    partner = open_school(slug="college")
    PartnershipFactory(community=personas.group, school=partner)
    ClosureFactory(school=partner, reason="van hen")
    ClosureFactory(school=personas.school, reason="van ons")
    meeting = MeetingFactory(community=personas.group, status="held", place="Lokaal 12")
    MeetingFactory(community=personas.group, status="draft")
    MinutesFactory(meeting=meeting, note="Van de groep")
    AttendanceFactory(meeting=meeting, user=personas.teacher)
    SubtaskFactory(meeting=meeting)

    response = leader.get(url("workbook-export", personas))
    sheets = rows_of(response.content)

    assert "attachment; filename=" in response["Content-Disposition"]
    assert [row[2:6] for row in sheets["Meetings"][1:]] == [[120, "held", "Lokaal 12", ""]]
    assert len(sheets["Attendance"]) == len(sheets["Subtasks"]) == 1
    assert [row[3] for row in sheets["Closures"][1:]] == ["van ons"]
    assert [row[1] for row in sheets["Members"][1:]] == [
        "coach@school.example",
        "teacher@school.example",
    ]
    assert Meeting.objects.count() == 2


STEPS = ("workbook", "workbook-export", "workbook-preview", "workbook-apply")


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("persona", ["coach", "teacher", "outsider", "other_leader"])
def test_nobody_but_its_leader_opens_the_workbook(personas, signed_in, step, persona):
    client = signed_in(getattr(personas, persona))
    method = client.post if step == "workbook-apply" else client.get

    assert method(url(step, personas)).status_code == 404
    assert client.post(url("workbook", personas)).status_code == 404
