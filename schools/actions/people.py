"""The people of a school: inviting them to a first sign-in, their roles, their own profile."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from functools import partial
from smtplib import SMTPException

from django.core.mail import get_connection
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from schools import audit
from schools.mails import account_invitation
from schools.models import Staff, StaffRole, User

MAILS_AT_ONCE = 100


class LastLeader(Exception):
    """A school always has a leader."""

    message = _("This is the only school leader. Make somebody else leader first.")


class MailDidNotLeave(Exception):
    """The mail server did not take (all) mails; who got none counts as not invited."""

    message = _("The mail could not be sent now. Who got none still stands under “not invited”; try again later.")


@transaction.atomic
def invite_staff(*, staff: Sequence[Staff], by: User | None, now: datetime) -> list[Staff]:
    """Mail a personal link for a first sign-in, at most 100 at once; who signed in before or left gets none.

    The mails leave after the commit; raises MailDidNotLeave then.
    """
    asked = [one for one in staff if one.left_on is None and one.user.is_active and one.user.last_login is None]
    asked = asked[:MAILS_AT_ONCE]
    for one in asked:
        one.invited_at = now
    Staff.objects.bulk_update(asked, ["invited_at"])
    for school_id in {one.school_id for one in asked}:
        number = sum(one.school_id == school_id for one in asked)
        audit.record(by=by, verb="staff.invited", target=f"school:{school_id}", at=now, number=number)
    transaction.on_commit(partial(send_invitations, asked))
    return asked


def send_invitations(staff: Sequence[Staff]) -> None:
    """One connection, one mail a person. Those who got none are marked as not invited."""
    sent = 0
    try:
        with get_connection() as connection:
            for one in staff:
                connection.send_messages([account_invitation(one)])
                sent += 1
    except (SMTPException, OSError) as error:
        Staff.objects.filter(pk__in=[one.pk for one in staff[sent:]]).update(invited_at=None)
        raise MailDidNotLeave from error


@transaction.atomic
def step_in(
    *,
    staff: Staff,
    first_name: str,
    prefix: str,
    last_name: str,
    language: str,
    now: datetime,
    password: str = "",
) -> User:
    """Somebody follows her personal link: her name and language, and a password if she wants one."""
    user = staff.user
    user.first_name, user.prefix, user.last_name, user.language = first_name, prefix, last_name, language
    if password:
        user.set_password(password)
    user.save(update_fields=["first_name", "prefix", "last_name", "language", "password"])
    audit.record(by=user, verb="staff.stepped_in", target=f"school:{staff.school_id}", at=now)
    return user


@transaction.atomic
def change_roles(*, staff: Staff, roles: Collection[str], by: User, now: datetime) -> Staff:
    """What somebody is in a school; at least one role. Raises LastLeader."""
    if StaffRole.Role.LEADER not in roles:
        keep_a_leader(staff)
    staff.roles.exclude(role__in=roles).delete()
    StaffRole.objects.bulk_create([StaffRole(staff=staff, role=role) for role in roles], ignore_conflicts=True)
    audit.record(by=by, verb="staff.roles", target=f"staff:{staff.pk}", at=now, roles=sorted(roles))
    return staff


def keep_a_leader(staff: Staff) -> None:
    """Raises LastLeader when nobody else leads the school of this person."""
    leaders = StaffRole.objects.select_for_update().filter(
        staff__school=staff.school_id, staff__left_on=None, role=StaffRole.Role.LEADER
    )
    if {role.staff_id for role in leaders} == {staff.pk}:
        raise LastLeader


@transaction.atomic
def mark_left(*, staff: Staff, by: User, now: datetime) -> Staff:
    """Somebody works here no more, from today. Taking part in groups stays her own affair. Raises LastLeader."""
    keep_a_leader(staff)
    return set_left(staff, timezone.localdate(now), "staff.left", by=by, now=now)


@transaction.atomic
def mark_back(*, staff: Staff, by: User, now: datetime) -> Staff:
    """Somebody works here again, in the roles she had."""
    return set_left(staff, None, "staff.back", by=by, now=now)


def set_left(staff: Staff, left_on: date | None, verb: str, *, by: User, now: datetime) -> Staff:
    staff.left_on = left_on
    staff.save(update_fields=["left_on"])
    audit.record(by=by, verb=verb, target=f"staff:{staff.pk}", at=now)
    return staff


class NotOneself(Exception):
    """Nobody states anything of somebody else (R48)."""

    message = _("Only the person whom it is about can do this.")


@transaction.atomic
def state_of_oneself(*, staff: Staff, grades: str, teaching_since: int | None, by: User, now: datetime) -> Staff:
    """What somebody lets groups know of herself, as counts; empty takes it away. Raises NotOneself."""
    if staff.user_id != by.pk:
        raise NotOneself
    staff.grades, staff.teaching_since = grades, teaching_since
    staff.save(update_fields=["grades", "teaching_since"])
    audit.record(by=by, verb="staff.stated", target=f"staff:{staff.pk}", at=now)
    return staff


@transaction.atomic
def update_profile(*, user: User, now: datetime, **fields: str) -> User:
    """Somebody's own name, language and theme."""
    for name, value in fields.items():
        setattr(user, name, value)
    user.save(update_fields=list(fields))
    audit.record(by=user, verb="profile.updated", target=f"user:{user.pk}", at=now, changed=sorted(fields))
    return user
