"""The one notice about a charter: a version was put before the members."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from communities.models import CharterAcceptance, CharterVersion, Membership
from notifications.models import Notice
from notifications.registry import Answer, Section, Verdict, occasion_id

KIND = "charter_put"
ABOUT: dict[str, Any] = {
    "label": _lazy("A charter to look at"),
    "explanation": _lazy("Once, when your group puts a new version of its charter before the members."),
}


def compose_charters(notices: Sequence[Notice], now: datetime) -> Mapping[int, Answer]:
    """For members who have not accepted the newest version yet; everything else is dropped."""
    answers: dict[int, Answer] = {notice.pk: Verdict.DROP for notice in notices}
    versions = {version.pk: version for version in newest(notices, now)}
    waiting = members_without_answer(versions.values())
    for notice in notices:
        version = versions.get(version_id(notice))
        if version and (version.community_id, notice.recipient_id) in waiting:
            with translation.override(notice.recipient.language):
                answers[notice.pk] = charter_section(version)
    return answers


def version_id(notice: Notice) -> int:
    """The occasion is "charter:<id of the version>"."""
    return occasion_id(notice)


def newest(notices: Sequence[Notice], now: datetime) -> list[CharterVersion]:
    """Of these versions the ones that are the newest of a group that goes on."""
    later = CharterVersion.objects.filter(community=OuterRef("community"), number__gt=OuterRef("number"))
    found = CharterVersion.objects.filter(~Exists(later), pk__in={version_id(notice) for notice in notices})
    today = timezone.localdate(now)
    rows = found.select_related("community", "put_by")
    return [row for row in rows if not row.community.has_ended(today)]


def members_without_answer(versions: Collection[CharterVersion]) -> set[tuple[int, int]]:
    """Community and person of the members who have not accepted."""
    ids = [version.pk for version in versions]
    members = Membership.objects.current().filter(
        role=Membership.Role.MEMBER, community__in={version.community_id for version in versions}
    )
    accepted = CharterAcceptance.objects.filter(
        version__in=ids, user=OuterRef("user"), version__community=OuterRef("community")
    )
    return set(members.exclude(Exists(accepted)).values_list("community_id", "user_id"))


def charter_section(version: CharterVersion) -> Section:
    group = version.community.name
    path = reverse("communities:charter-version", args=[version.community_id, version.number])
    lines = [_("A new version of the charter is ready for the members to read.")]
    if version.put_by:
        lines = [
            _("%(name)s has put a new version of the charter before the members.")
            % {"name": version.put_by.get_full_name()}
        ]
    lines.append(
        _("Read it when it suits you. You accept it with one tap; what you see otherwise belongs in the group.")
    )
    task = version.content.get("task", "")
    return Section(
        subject=_("%(group)s: the charter is ready to read") % {"group": group},
        heading=_("The charter of your group"),
        lines=lines,
        points=[task] if task else [],
        points_title=_("What the group wants to do"),
        button=_("Read the charter"),
        path=path,
        why=_("You get this once for each version, because you are a member of this group."),
        group=group,
        group_path=reverse("dashboard:community", args=[version.community_id]),
    )
