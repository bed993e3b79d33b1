from datetime import UTC, date, datetime

import pytest

from schools.models import AuditEvent, Staff, StaffRole, User
from schools.roster import Change, Entry, apply_staff_list, compare
from tests.factories import SchoolFactory, StaffFactory, UserFactory, staff_member

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.fixture
def school(db):
    return SchoolFactory(language="en")


@pytest.fixture
def leader(school):
    return staff_member(school, "leader", email="lieve@school.example", first_name="Lieve", last_name="Peeters")


@pytest.fixture
def teacher(school):
    return staff_member(school, email="tine@school.example", first_name="Tine", last_name="Berg")


def bring(school, *entries, left=(), by=None):
    return apply_staff_list(school=school, entries=entries, left=left, by=by, now=NOW)


def roles(email):
    return set(StaffRole.objects.filter(staff__user__email=email).values_list("role", flat=True))


def test_new_person_gets_an_account_that_cannot_sign_in_and_no_mail(school, mailoutbox):
    bring(school, Entry("jo@school.example", "Jo", "", "Maes", ("support",), "chemie", "7"))

    staff = Staff.objects.get(user__email="jo@school.example")
    assert (staff.user.get_full_name(), staff.user.language, staff.subjects, staff.number) == (
        *("Jo Maes", "en"),
        *("chemie", "7"),
    )
    assert not staff.user.has_usable_password()
    assert staff.invited_at is None
    assert roles("jo@school.example") == {"support"}
    assert mailoutbox == []


def test_person_without_a_role_on_the_list_is_a_teacher(school):
    bring(school, Entry("jo@school.example", "Jo"))

    assert roles("jo@school.example") == {"teacher"}


def test_same_list_twice_is_no_difference(school, leader, teacher):
    StaffFactory(school=SchoolFactory(), user=UserFactory(email="elders@school.example", last_login=NOW))
    entries = [
        Entry("jo@school.example", "Jo", "", "Maes", ("support",), "chemie", "7"),
        Entry("tine@school.example", "Tina", "van den", "Berg", ("support",), "wiskunde"),
        Entry("lieve@school.example", "Lieve", "", "Peeters", ("teacher",)),
        Entry("elders@school.example", "Anders", "", "Genoemd", ("teacher",)),
    ]
    assert not compare({school: entries})[0].is_empty

    bring(school, *entries)

    [difference] = compare({school: entries})
    assert difference.is_empty
    assert len(difference.same) == 4


def test_change_is_told_before_and_after(school, teacher):
    [difference] = compare({school: [Entry("tine@school.example", "Tine", "", "Bergs", ("support",), "wiskunde")]})

    assert difference.changed[0].changes == (
        Change("last_name", "Berg", "Bergs"),
        Change("roles", "teacher", "support"),
        Change("subjects", "", "wiskunde"),
    )


def test_list_that_does_not_say_changes_nothing(school, teacher):
    [difference] = compare({school: [Entry("tine@school.example")]})

    assert difference.is_empty


def test_person_who_signed_in_keeps_her_own_name(school, teacher):
    User.objects.filter(pk=teacher.pk).update(last_login=NOW)

    bring(school, Entry("tine@school.example", "Iemand", "", "Anders"))

    teacher.refresh_from_db()
    assert teacher.get_full_name() == "Tine Berg"


def test_gone_people_stay_unless_ticked(school, leader, teacher):
    other = staff_member(school, email="jo@school.example")
    gone = Staff.objects.get(user=teacher)

    done = bring(school, Entry("lieve@school.example"), left={gone.pk})

    assert {staff.user for staff in done.gone} == {teacher, other}
    gone.refresh_from_db()
    assert gone.left_on == date(2026, 11, 23)
    assert Staff.objects.get(user=other).left_on is None
    assert User.objects.filter(pk=teacher.pk).exists()


def test_leader_is_never_gone(school, leader, teacher):
    row = Staff.objects.get(user=leader)

    done = bring(school, Entry("tine@school.example"), left={row.pk}, by=leader)

    assert done.gone == []
    row.refresh_from_db()
    assert row.left_on is None
    assert roles("lieve@school.example") == {"leader"}


def test_left_id_of_another_school_is_ignored(school):
    row = StaffFactory()

    bring(school, Entry("jo@school.example", "Jo"), left={row.pk})

    row.refresh_from_db()
    assert row.left_on is None


def test_who_had_left_comes_back(school, teacher):
    Staff.objects.filter(user=teacher).update(left_on=date(2026, 10, 1))

    done = bring(school, Entry("tine@school.example"))

    assert [item.staff.user for item in done.returning] == [teacher]
    assert Staff.objects.get(user=teacher).left_on is None


def test_new_leaders_are_told(school, leader, teacher):
    entries = [
        Entry("lieve@school.example", roles=("leader",)),
        Entry("tine@school.example", roles=("leader", "teacher")),
        Entry("jo@school.example", "Jo", roles=("leader",)),
    ]

    [difference] = compare({school: entries})

    assert difference.new_leaders() == ["jo@school.example", "tine@school.example"]


def test_trace_holds_numbers_and_no_names(school, leader):
    bring(school, Entry("jo@school.example", "Jo", roles=("leader",)), by=leader)

    event = AuditEvent.objects.get(verb="import_staff_list")
    assert event.actor == f"user:{leader.pk}"
    assert event.detail == {"new": 1, "returning": 0, "changed": 0, "left": [], "leaders": 1}


def test_number_of_queries_does_not_grow_with_people(school, leader, django_assert_max_num_queries):
    entries = [Entry(f"p{number}@school.example", f"P{number}") for number in range(60)]

    with django_assert_max_num_queries(14):
        bring(school, *entries)
