from datetime import timedelta

from django.urls import reverse

from communities import actions
from communities.models import CoachRole, Membership
from communities.views import taking_part
from tests.factories import CoachRoleFactory, GuestConsentFactory, open_school


def current(user):
    return Membership.objects.current().filter(user=user)


def test_leave_is_one_tap_and_can_be_undone(personas, signed_in):
    CoachRoleFactory(membership=current(personas.teacher).get())
    client = signed_in(personas.teacher)

    page = client.post(reverse("communities:leave", args=[personas.group.pk]), follow=True)
    assert not current(personas.teacher).exists()
    assert CoachRole.objects.current().count() == 0

    client.post(reverse("communities:undo-leave", args=[page.context["token"]]))
    assert current(personas.teacher).exists()
    assert CoachRole.objects.current().count() == 1


def test_undo_works_for_ten_minutes_and_for_oneself_only(personas, signed_in, monkeypatch):
    client = signed_in(personas.teacher)
    token = client.post(reverse("communities:leave", args=[personas.group.pk]), follow=True).context["token"]
    path = reverse("communities:undo-leave", args=[token])

    assert signed_in(personas.coach).post(path).status_code == 404
    monkeypatch.setattr(taking_part, "UNDO_SECONDS", timedelta(seconds=-1))
    assert signed_in(personas.teacher).post(path).status_code == 404
    assert client.get(reverse("communities:left", args=["zomaar"])).status_code == 404
    assert not current(personas.teacher).exists()


def test_undo_after_the_school_took_its_yes_back_says_so(personas, signed_in):
    client = signed_in(personas.teacher)
    token = client.post(reverse("communities:leave", args=[personas.group.pk]), follow=True).context["token"]
    GuestConsentFactory(community=personas.group, user=personas.teacher, school=open_school(), is_given=False)

    page = client.post(reverse("communities:undo-leave", args=[token]), follow=True)

    assert (page.status_code, current(personas.teacher).exists()) == (200, False)
    assert [str(one) for one in page.context["messages"]] == [str(actions.SchoolMustAgree.message)]
