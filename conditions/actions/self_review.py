"""Once a school year a group looks at itself: successful, lasting, carried; what it keeps and changes (R5, R18)."""

from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from communities.models import Community
from conditions.models import SelfReview
from schools import audit
from schools.models import User


class NewerLook(Exception):
    """Somebody of the group wrote something else since this form was drawn."""

    message = _("Somebody of your group wrote here in the meantime. Read it first; your words stand below.")


@dataclass(frozen=True, slots=True)
class Look:
    """What a group says of its year; nothing of it is obliged."""

    successful: str = ""
    lasting: str = ""
    carried: str = ""
    keeps: str = ""
    changes: str = ""


def look_of(review: SelfReview | None) -> Look:
    if review is None:
        return Look()
    return Look(review.successful, review.lasting, review.carried, review.keeps, review.changes)


@transaction.atomic
def look_back(
    *, community: Community, year: str, look: Look, stood: Look, by: User, now: datetime
) -> SelfReview | None:
    """The look of this school year. `stood`: what its writer saw when she began. Raises NewerLook.

    An empty look of a year that has none is not kept.
    """
    Community.objects.select_for_update().get(pk=community.pk)
    known = SelfReview.objects.filter(community=community, year=year).first()
    if look == look_of(known):
        return known
    if look_of(known) != stood:
        raise NewerLook
    said = asdict(look) | {"by": by, "on": timezone.localdate(now)}
    review, _is_new = SelfReview.objects.update_or_create(community=community, year=year, defaults=said)
    audit.record(by=by, verb="self_review.written", target=f"community:{community.pk}", at=now, year=year)
    return review
