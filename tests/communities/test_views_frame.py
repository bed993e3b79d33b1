from datetime import date

import pytest
from django.urls import reverse

from communities.charter_text import digest
from communities.models import Charter, Community, Pause
from schools.links import partner_code
from schools.models import StaffRole
from tests.factories import PartnershipFactory, PauseFactory, SchoolFactory, StaffFactory, open_school, staff_member


def test_start_needs_a_kind_and_a_name_and_leads_to_the_people(personas, signed_in):
    client = signed_in(personas.outsider)

    answer = client.post(
        reverse("communities:start"), {"variant": "DT", "name": "Datateam", "started_on": "2026-11-24"}
    )

    community = Community.objects.get(name="Datateam")
    assert answer.headers["Location"] == reverse("communities:members", args=[community.pk])
    assert (community.school, community.regime, community.started_on) == (
        personas.school,
        "interval",
        date(2026, 11, 24),
    )


def test_new_start_of_a_cooperation_leads_to_a_first_conversation(personas, signed_in):
    fields = {"variant": "DT", "name": "Datateam", "started_on": "2026-11-24", "is_restart": "on"}

    answer = signed_in(personas.outsider).post(reverse("communities:start"), fields)

    community = Community.objects.get(name="Datateam")
    assert answer.headers["Location"] == reverse("communities:conversation", args=[community.pk])


def test_start_without_a_kind_says_so_and_keeps_the_words(personas, signed_in):
    answer = signed_in(personas.outsider).post(
        reverse("communities:start"), {"name": "Datateam", "started_on": "2026-11-24", "purpose": "Meer leesplezier"}
    )

    assert set(answer.context["form"].errors) == {"variant"}
    assert "Meer leesplezier" in answer.text


def test_start_in_a_school_where_one_does_not_work_is_refused(personas, signed_in):
    SchoolFactory()
    other = open_school()
    StaffFactory(school=other, user=personas.outsider)
    foreign = SchoolFactory()

    answer = signed_in(personas.outsider).post(
        reverse("communities:start"),
        {"variant": "DT", "name": "Datateam", "started_on": "2026-11-24", "school": foreign.pk, "partners": foreign.pk},
    )

    assert set(answer.context["form"].errors) == {"school", "partners"}


def test_start_offers_no_school_that_one_has_nothing_to_do_with(personas, signed_in):
    SchoolFactory(name="Elders College")

    assert "Elders College" not in signed_in(personas.outsider).get(reverse("communities:start")).text


def edited(community, **fields):
    said = {"name": community.name, "purpose": "Lezen", "contribution": "", "task": "", "regime": "count"}
    return said | fields


def test_edit_by_a_member_changes_words_and_rhythm_but_not_the_schools(personas, signed_in):
    partner = PartnershipFactory(community=personas.group, school=SchoolFactory()).school

    signed_in(personas.teacher).post(
        reverse("communities:edit", args=[personas.group.pk]), edited(personas.group, minimum_per_year="7", partners="")
    )

    personas.group.refresh_from_db()
    assert (personas.group.purpose, personas.group.minimum_per_year, personas.group.gap_weeks) == ("Lezen", 7, 3)
    assert list(personas.group.partners.all()) == [partner]


@pytest.mark.parametrize(("who", "is_asked"), [("teacher", False), ("coach", False), ("leader", True)])
def test_three_answers_are_written_in_one_place_once_there_is_a_charter(personas, signed_in, who, is_asked):
    Charter.objects.create(community=personas.group)
    url = reverse("communities:edit", args=[personas.group.pk])
    page = signed_in(getattr(personas, who)).get(url)

    assert ("task" in page.context["form"].fields) == is_asked
    assert (reverse("communities:charter", args=[personas.group.pk]) in page.text) != is_asked


def test_edit_beside_a_charter_leaves_its_answers_alone(personas, signed_in):
    Charter.objects.create(community=personas.group)
    Community.objects.update(task="Een lange taak. " * 100)
    signed_in(personas.teacher).post(
        reverse("communities:edit", args=[personas.group.pk]), edited(personas.group, name="Leesclub")
    )

    personas.group.refresh_from_db()
    assert (personas.group.name, personas.group.purpose) == ("Leesclub", "")
    assert personas.group.task.startswith("Een lange taak.")


def test_edit_shows_both_texts_when_somebody_wrote_meanwhile(personas, signed_in):
    url = reverse("communities:edit", args=[personas.group.pk])
    Community.objects.update(purpose="Van de groep")
    mine = edited(personas.group, purpose="Van de leiding", name="Leesclub") | {"seen-purpose": digest("Vroeger")}
    client = signed_in(personas.leader)
    page = client.post(url, mine)

    assert set(page.context["form"].errors) == {"purpose"}
    assert "Van de groep" in page.text
    assert "Van de leiding" in page.text
    assert not Community.objects.filter(name="Leesclub").exists()
    client.post(url, mine | dict(page.context["form"].marks))
    assert Community.objects.get().purpose == "Van de leiding"


def test_edit_does_not_write_back_what_one_left_as_it_was(personas, signed_in):
    Community.objects.update(purpose="Van de groep")
    said = edited(personas.group, purpose="Vroeger") | {"seen-purpose": digest("Vroeger")}
    signed_in(personas.leader).post(reverse("communities:edit", args=[personas.group.pk]), said)

    assert Community.objects.get().purpose == "Van de groep"


def test_edit_by_the_leader_takes_a_school_in_by_its_code(personas, signed_in):
    partner = SchoolFactory()

    signed_in(personas.leader).post(
        reverse("communities:edit", args=[personas.group.pk]),
        edited(personas.group, partner_code=partner_code(partner)),
    )

    assert list(personas.group.partners.all()) == [partner]


@pytest.mark.parametrize("code", ["forged", "forged:abc:def"])
def test_edit_with_a_forged_code_is_refused(personas, signed_in, code):
    SchoolFactory(slug="forged")

    answer = signed_in(personas.leader).post(
        reverse("communities:edit", args=[personas.group.pk]), edited(personas.group, partner_code=code)
    )

    assert set(answer.context["form"].errors) == {"partner_code"}


def test_edit_with_a_limit_below_the_target_is_refused(personas, signed_in):
    answer = signed_in(personas.teacher).post(
        reverse("communities:edit", args=[personas.group.pk]),
        edited(personas.group, regime="interval", target_weeks="6", limit_weeks="4"),
    )

    assert set(answer.context["form"].errors) == {"limit_weeks"}


SOFTER = {"overdue_wait": "5", "help_wait": "0", "leader_wait": "10", "wait_reason": "Stageperiode"}


def test_edit_by_a_member_softens_the_ladder_in_order(personas, signed_in):
    signed_in(personas.teacher).post(
        reverse("communities:edit", args=[personas.group.pk]), edited(personas.group, **SOFTER)
    )

    personas.group.refresh_from_db()
    assert (personas.group.overdue_wait, personas.group.help_wait, personas.group.leader_wait) == (5, 5, 10)
    assert personas.group.wait_reason == "Stageperiode"


def test_edit_that_says_nothing_of_the_ladder_leaves_it_as_it_is(personas, signed_in):
    Community.objects.update(leader_wait=10, wait_reason="Stageperiode")

    signed_in(personas.teacher).post(reverse("communities:edit", args=[personas.group.pk]), edited(personas.group))

    personas.group.refresh_from_db()
    assert (personas.group.leader_wait, personas.group.wait_reason) == (10, "Stageperiode")


def test_edit_asks_why_the_ladder_is_softer(personas, signed_in):
    answer = signed_in(personas.teacher).post(
        reverse("communities:edit", args=[personas.group.pk]), edited(personas.group, **SOFTER | {"wait_reason": ""})
    )

    assert set(answer.context["form"].errors) == {"wait_reason"}


def test_edit_by_the_leader_neither_shows_nor_changes_the_ladder(personas, signed_in):
    Community.objects.update(leader_wait=10, wait_reason="zq-canary-reason")
    client, url = signed_in(personas.leader), reverse("communities:edit", args=[personas.group.pk])

    page = client.get(url).content.decode()
    client.post(url, edited(personas.group, **SOFTER | {"leader_wait": "0", "overdue_wait": "0"}))

    personas.group.refresh_from_db()
    assert (personas.group.leader_wait, personas.group.wait_reason) == (10, "zq-canary-reason")
    assert "zq-canary-reason" not in page
    assert "leader_wait" not in page


@pytest.mark.parametrize("who", ["outsider", "other_leader"])
def test_edit_of_the_ladder_is_not_for_others(personas, signed_in, who):
    answer = signed_in(getattr(personas, who)).post(
        reverse("communities:edit", args=[personas.group.pk]), edited(personas.group, **SOFTER)
    )

    personas.group.refresh_from_db()
    assert (answer.status_code, personas.group.leader_wait) == (404, 0)


def test_pause_that_overlaps_is_told_in_words(personas, signed_in):
    PauseFactory(community=personas.group, first_day=date(2026, 12, 1), last_day=date(2026, 12, 4))

    answer = signed_in(personas.teacher).post(
        reverse("communities:pause", args=[personas.group.pk]), {"first_day": "2026-12-04", "last_day": "2026-12-08"}
    )

    assert len(answer.context["form"].non_field_errors()) == 1
    assert Pause.objects.count() == 1


def test_pause_backwards_is_refused(personas, signed_in):
    answer = signed_in(personas.teacher).post(
        reverse("communities:pause", args=[personas.group.pk]), {"first_day": "2026-12-04", "last_day": "2026-12-01"}
    )

    assert set(answer.context["form"].errors) == {"last_day"}


def test_resume_needs_a_pause_of_that_community(personas, signed_in):
    pause = PauseFactory(community=personas.group, first_day=date(2027, 1, 4), last_day=date(2027, 1, 8))
    client = signed_in(personas.teacher)

    assert client.post(reverse("communities:resume", args=[personas.group.pk + 1, pause.pk])).status_code == 404
    assert client.post(reverse("communities:resume", args=[personas.group.pk, pause.pk])).status_code == 302


def test_finish_before_the_start_is_refused_and_after_it_can_be_taken_back(personas, signed_in):
    client, path = signed_in(personas.teacher), reverse("communities:finish", args=[personas.group.pk])

    assert set(client.post(path, {"ended_on": "2026-08-01"}).context["form"].errors) == {"ended_on"}
    client.post(path, {"ended_on": "2026-11-20"})
    assert Community.objects.get(pk=personas.group.pk).ended_on == date(2026, 11, 20)
    client.post(reverse("communities:reopen", args=[personas.group.pk]))
    assert Community.objects.get(pk=personas.group.pk).ended_on is None


def test_leader_of_two_schools_chooses_where_the_group_lives(personas, signed_in):
    other = open_school()
    StaffRole.objects.create(staff=StaffFactory(school=other, user=personas.leader), role="leader")

    signed_in(personas.leader).post(
        reverse("communities:start"),
        {"variant": "COP", "name": "Samen", "started_on": "2026-11-24", "school": other.pk},
    )

    assert Community.objects.get(name="Samen").school == other
    assert staff_member(other).staff.count() == 1
