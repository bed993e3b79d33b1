"""Which variant a community chose and why, what its members think of it, and the forms that a school knows."""

from django.db.models import Max, QuerySet

from communities.models import Community, Membership, SchoolVariant, VariantChoice
from schools.models import School, User


def choice_of(community: Community) -> VariantChoice | None:
    """The decision record that holds (R31); None for groups from before there were any."""
    return records_of(community).first()


def records_of(community: Community) -> QuerySet[VariantChoice]:
    """Every decision record, the latest first."""
    return community.choices.select_related("decided_by").order_by("-decided_on", "-pk")


def number_of_versions(form: SchoolVariant) -> int:
    """The number of the latest text of a form; 0 while the built-in text holds."""
    return form.versions.aggregate(last=Max("number"))["last"] or 0


def asked_for_watch_words(community: Community, user: User) -> bool:
    """Whether this person answers the three questions: a member who does not lead one of the schools (R33)."""
    if not Membership.objects.current().filter(community=community, user=user, role=Membership.Role.MEMBER).exists():
        return False
    led = School.objects.editable_by(user).values("pk")
    return not Community.objects.filter(pk=community.pk, school__in=led).exists() and not (
        community.partnerships.filter(school__in=led).exists()
    )
