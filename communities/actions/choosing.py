"""Which variant a community is, and why: a record at every choice (R31); what its members think of it (R33)."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from communities import adviser, variants
from communities.actions.joining import CommunityIsFinished
from communities.models import Community, SchoolVariant, VariantChoice, WatchWords
from communities.signals import rhythm_changed
from communities.variant_queries import asked_for_watch_words, begun_with, choice_of, number_of_versions
from schools import audit
from schools.models import User


class NotAFormOfThisSchool(Exception):
    """A form of another school, or one that is built on another variant."""

    message = _("This kind of group belongs to another school. Choose one of the school that hosts the group.")


class NotAskedHere(Exception):
    """Only members say whether the plan is feasible, supported and to the purpose."""

    message = _("Only the members of the group answer this.")


@transaction.atomic
def choose_variant(
    *,
    community: Community,
    variant: str,
    by: User,
    now: datetime,
    form: SchoolVariant | None = None,
    reason: str = "",
    answers: Mapping[str, str] | None = None,
    takes_rhythm: bool = False,
) -> VariantChoice:
    """Another variant, or the same for a new reason; the earlier choices stay. (R31, R35)

    The rhythm stays as it is, unless `takes_rhythm`: then the defaults of the variant replace it. The same choice for
    the same reason is no second record. Raises CommunityIsFinished, NotAFormOfThisSchool.
    """
    community = Community.objects.select_for_update().get(pk=community.pk)
    if community.has_ended(timezone.localdate(now)):
        raise CommunityIsFinished
    last = choice_of(community)
    is_same = (community.variant, community.form_id) == (variant, form.pk if form else None)
    if last is None or not is_same or last.reason != reason:
        last = note_choice(community, variant, form, reason=reason, answers=answers, by=by, day=timezone.localdate(now))
        audit.record(by=by, verb="community.variant", target=f"community:{community.pk}", at=now, variant=variant)
    if takes_rhythm:
        take_rhythm(community)
    rhythm_changed.send(sender=Community, community_ids=[community.pk], today=timezone.localdate(now))
    return last


def note_choice(
    community: Community,
    variant: str,
    form: SchoolVariant | None,
    *,
    reason: str,
    answers: Mapping[str, str] | None,
    by: User,
    day: date,
) -> VariantChoice:
    """Give the community this variant in the school's words of today, and write down why, and what the adviser said."""
    if form and (form.school_id, form.base) != (community.school_id, variant):
        raise NotAFormOfThisSchool
    community.variant, community.form = variant, form
    community.form_version = number_of_versions(form) if form else 0
    community.save(update_fields=["variant", "form", "form_version"])
    return VariantChoice.objects.create(
        community=community,
        variant=variant,
        name=form.name if form else "",
        reason=reason,
        answers=adviser.complete(answers) if answers else {},
        advised=adviser.advise(answers).codes if answers else [],
        decided_on=day,
        decided_by=by,
    )


def take_rhythm(community: Community) -> None:
    """The usual regime of its kind and the numbers, as the school has them."""
    defaults = begun_with(community).defaults
    fields = variants.policy_fields(defaults.regime, defaults.rhythm)
    for name, value in fields.items():
        setattr(community, name, value)
    community.save(update_fields=list(fields))


@transaction.atomic
def say_watch_words(
    *, community: Community, feasible: int, supported: int, purposeful: int, by: User, now: datetime
) -> WatchWords:
    """A member's own answer, each from 1 (not yet) to 5 (surely); a later one replaces it. Raises NotAskedHere. (R33)

    Nothing goes into the audit trail: it would tell who answered.
    """
    if not asked_for_watch_words(community, by):
        raise NotAskedHere
    said = {"feasible": feasible, "supported": supported, "purposeful": purposeful}
    words, _created = WatchWords.objects.update_or_create(
        community=community, user=by, defaults={**said, "day": timezone.localdate(now)}
    )
    return words
