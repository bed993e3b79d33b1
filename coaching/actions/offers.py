"""A coach offers, the group takes it or leaves it (R64, R70). It never becomes a task, and nobody is reminded."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coaching.actions.help import UsedKey
from coaching.models import Offer
from communities.models import Community, Membership
from schools.models import User


class NotTheCoach(Exception):
    """Only a coach of the group offers something to it."""

    message = _("Only who coaches this group makes it an offer.")


class OwnOffer(Exception):
    """A coach takes no offer in the name of the group, not her own and not that of another coach."""

    message = _("The group itself takes or leaves what you offer.")


@transaction.atomic
def make_offer(*, community: Community, kind: str, text: str, link: str, key: UUID, by: User, now: datetime) -> Offer:
    """Raises NotTheCoach, UsedKey. A second tap finds the first."""
    current = Membership.objects.current().filter(community=community, user=by)
    if not current.filter(role=Membership.Role.COACH).exists():
        raise NotTheCoach
    said = {"community": community, "kind": kind, "text": text, "link": link, "by": by, "made_at": now}
    made, _is_new = Offer.objects.get_or_create(form_key=key, defaults=said)
    if (made.community_id, made.by_id) != (community.pk, by.pk):
        raise UsedKey
    return made


@transaction.atomic
def answer_offer(*, offer: Offer, answer: str, by: User, now: datetime) -> Offer:
    """Taken or left, without a reason; the group may change its mind. Raises OwnOffer."""
    offer = Offer.objects.select_for_update().get(pk=offer.pk)
    coaching = Membership.objects.current().filter(community=offer.community_id, role=Membership.Role.COACH)
    if by.pk == offer.by_id or coaching.filter(user=by).exists():
        raise OwnOffer
    offer.answer, offer.answered_by, offer.answered_at = answer, by, now
    offer.save(update_fields=["answer", "answered_by", "answered_at"])
    return offer


@transaction.atomic
def withdraw_offer(*, offer: Offer, by: User) -> bool:
    """Who made an offer takes it back, as long as the group has said nothing of it."""
    deleted, _by_model = Offer.objects.filter(pk=offer.pk, by=by, answer="").delete()
    return bool(deleted)
