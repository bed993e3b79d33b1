"""Showing a round to the school leader: only when every member said so, and a no is nothing (trust 2.5)."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pulse.actions import box
from pulse.actions.rounds import members_of
from pulse.models import Round, ShareVoice
from schools.models import User


class NotToShare(Exception):
    """Only a closed round with enough answers, and only a member says so."""

    message = _("This round cannot be shown to anybody else.")


@transaction.atomic
def say_share(*, pulse_round: Round, wants: bool, by: User, now: datetime) -> bool:
    """What one member would like; taking it back leaves no row. True when all agree, so that it is shown from now on.

    All: who could answer, also who left since, and who is a member today. So nobody's answers are shown without her
    yes, and no departure tells whose yes was missing. Nothing is recorded: a missing yes would be a no with a name.
    Raises NotToShare.
    """
    found = box.locked(pulse_round)
    members = set(members_of(found.community_id))
    if not found.size or by.pk not in members:
        raise NotToShare
    if found.shared_on is not None:
        return True
    if not wants:
        ShareVoice.objects.filter(round=found, user=by).delete()
        return False
    ShareVoice.objects.get_or_create(round=found, user=by)
    agreed = set(ShareVoice.objects.filter(round=found).values_list("user_id", flat=True))
    if not agreed.issuperset(members | set(found.asked_of)):
        return False
    found.shared_on = timezone.localdate(now)
    found.save(update_fields=["shared_on"])
    ShareVoice.objects.filter(round=found).delete()
    return True
