"""Every address and who gets an answer from it: the table of the URL walk in `test_permissions`.

A row says with what the address is filled in, and who may GET and who may POST: roles of `schools/permissions.csv`
separated by spaces, "all" for everybody who signed in, None for a method that the address does not take (405).
Everybody else gets a 404, and who did not sign in is sent to the sign-in page. A new address needs a line here, or the
suite fails.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from communities.models import Membership
from tests.architecture.world import Things, undo_token

Fill = Callable[[Things, Any], list[Any]]


@dataclass(frozen=True)
class Row:
    """fill: the arguments of the address, from the things of a school and the persona."""

    fill: Fill | None
    get: str | None
    post: str | None

    def arguments(self, things: Things, user: Any) -> list[Any]:
        return self.fill(things, user) if self.fill else []

    @property
    def is_about_a_thing(self) -> bool:
        return self.fill is not None


def row_of(name: str) -> Fill:
    return lambda things, user: [things.rows[name].pk]


def school(things: Things, user: Any) -> list[Any]:
    return [things.school.slug]


def year(things: Things, user: Any) -> list[Any]:
    return [things.school.slug, "2026-2027"]


def next_year(things: Things, user: Any) -> list[Any]:
    return [things.school.slug, "2027-2028"]


def kind(things: Things, user: Any) -> list[Any]:
    return [things.school.slug, things.rows["school_variant"].code]


def kind_version(things: Things, user: Any) -> list[Any]:
    return [*kind(things, user), 0]


def in_school(name: str) -> Fill:
    return lambda things, user: [things.school.slug, things.rows[name].pk]


def question(things: Things, user: Any) -> list[Any]:
    return [things.school.slug, "want"]


def pause(things: Things, user: Any) -> list[Any]:
    return [things.group.pk, things.rows["pause"].pk]


def until(things: Things, user: Any) -> list[Any]:
    """The last day of somebody who takes part for a limited time."""
    return [things.group.pk, things.rows["limited"].pk]


def own_staff(things: Things, user: Any) -> list[Any]:
    """Where the colleague outside the group works."""
    return [things.rows["invitation"].user.staff.first().pk if things.rows["invitation"].user.staff.exists() else 0]


def charter_version(things: Things, user: Any) -> list[Any]:
    return [things.group.pk, things.rows["charter_version"].number]


def own_undo(things: Things, user: Any) -> list[Any]:
    """A way back that belongs to the group's teacher."""
    return [undo_token(Membership.objects.get(pk=things.rows["membership"].pk))]


def condition(things: Things, user: Any) -> list[Any]:
    return [things.group.pk, "goal"]


def own_condition(things: Things, user: Any) -> list[Any]:
    return [things.school.slug, things.rows["school_condition"].code]


group, meeting, planned = row_of("community"), row_of("meeting"), row_of("planned")
subtask, invitation = row_of("subtask"), row_of("invitation")

STAFF = "leader coach teacher former outsider"
INSIDERS = "coach teacher external"
FRAME = f"leader {INSIDERS}"
READERS = f"{FRAME} partner_leader"

TABLE = {
    # communities
    "communities:start": Row(None, "all", f"{STAFF} partner_leader other_leader"),
    "communities:adviser": Row(None, "all", None),
    "communities:forms": Row(school, STAFF, None),
    "communities:compare-forms": Row(school, STAFF, None),
    "communities:new-form": Row(school, "leader", "leader"),
    "communities:form": Row(kind, STAFF, None),
    "communities:edit-form": Row(kind, "leader", "leader"),
    "communities:form-history": Row(kind, "leader", None),
    "communities:restore-form": Row(kind_version, None, "leader"),
    "communities:hide-form": Row(kind, None, "leader"),
    "communities:offer-form": Row(kind, None, "leader"),
    "communities:variant": Row(group, READERS, FRAME),
    "communities:watch-words": Row(group, None, "teacher external"),
    "communities:roll-over": Row(next_year, "leader", "leader"),
    "communities:rolled-over": Row(next_year, "leader", None),
    "communities:my-ideas": Row(None, "all", None),
    "communities:ideas": Row(school, f"{STAFF}", None),
    "communities:guest-consent": Row(row_of("guest_consent"), "leader", "leader"),
    "communities:guest-withdraw": Row(row_of("guest_consent"), None, "leader"),
    "communities:tell": Row(group, None, FRAME),
    "communities:fit": Row(group, None, INSIDERS),
    "communities:until": Row(until, None, INSIDERS),
    "communities:own-part": Row(group, INSIDERS, INSIDERS),
    "communities:join": Row(row_of("open_group"), None, STAFF),
    "communities:begin": Row(group, None, INSIDERS),
    "communities:open-door": Row(group, None, INSIDERS),
    "communities:conversation": Row(group, FRAME, None),
    "communities:edit": Row(group, FRAME, FRAME),
    "communities:pause": Row(group, FRAME, FRAME),
    "dashboard:what-if": Row(group, READERS, None),
    "communities:resume": Row(pause, None, FRAME),
    "communities:change-pause": Row(pause, None, FRAME),
    "dashboard:pause-effect": Row(group, FRAME, None),
    "communities:stage": Row(group, READERS, None),
    "communities:experiment": Row(group, FRAME, FRAME),
    "communities:decide": Row(group, FRAME, FRAME),
    "communities:renew": Row(group, None, INSIDERS),
    "communities:renewal-voice": Row(row_of("renewal"), None, INSIDERS),
    "communities:close-renewal": Row(row_of("renewal"), None, INSIDERS),
    "communities:finish": Row(group, FRAME, FRAME),
    "communities:thanks": Row(group, None, FRAME),
    "communities:reopen": Row(group, None, FRAME),
    "communities:members": Row(group, READERS, None),
    "communities:invite": Row(group, None, FRAME),
    "communities:invitation": Row(invitation, "outsider", None),
    "communities:accept": Row(invitation, None, "outsider"),
    "communities:decline": Row(invitation, None, "outsider"),
    "communities:coach-roles": Row(group, INSIDERS, INSIDERS),
    "communities:confirm": Row(group, None, INSIDERS),
    "communities:charter": Row(group, READERS, None),
    "communities:charter-save": Row(group, None, INSIDERS),
    "communities:charter-put": Row(group, None, INSIDERS),
    "communities:charter-sheet": Row(group, INSIDERS, None),
    "communities:charter-version": Row(charter_version, READERS, None),
    "communities:charter-accept": Row(charter_version, None, INSIDERS),
    "communities:charter-take-back": Row(charter_version, None, INSIDERS),
    "communities:leave": Row(group, None, INSIDERS),
    "communities:left": Row(own_undo, "teacher", None),
    "communities:undo-leave": Row(own_undo, None, "teacher"),
    # conditions: the readiness and the purpose of a school
    "conditions:readiness": Row(school, STAFF, None),
    "conditions:open-readiness": Row(school, "leader", "leader"),
    "conditions:answer-readiness": Row(school, STAFF, STAFF),
    "conditions:add-step": Row(school, "leader", "leader"),
    "conditions:step": Row(in_school("readiness_step"), "leader", "leader"),
    "conditions:remove-step": Row(in_school("readiness_step"), None, "leader"),
    "conditions:step-done": Row(in_school("readiness_step"), None, "leader"),
    "conditions:step-reopen": Row(in_school("readiness_step"), None, "leader"),
    "conditions:add-scan": Row(school, "leader", "leader"),
    "conditions:remove-scan": Row(in_school("other_scan"), None, "leader"),
    "conditions:purpose": Row(school, STAFF, None),
    "conditions:add-purpose-note": Row(school, None, STAFF),
    "conditions:remove-purpose-note": Row(in_school("purpose_note"), None, "teacher"),
    "conditions:purpose-draft": Row(question, "leader", "leader"),
    "conditions:agree-purpose": Row(in_school("purpose_draft"), None, STAFF),
    "conditions:take-purpose-back": Row(in_school("purpose_draft"), None, STAFF),
    # dashboard
    "dashboard:home": Row(None, "all", None),
    "dashboard:school": Row(school, "leader", None),
    "dashboard:my-hours": Row(None, "all", None),
    "dashboard:my-hours-file": Row(None, "all", None),
    "dashboard:hours": Row(school, "leader", None),
    "dashboard:experiments": Row(school, "leader", None),
    "dashboard:kept": Row(group, READERS, None),
    "dashboard:starting": Row(school, "leader", None),
    "dashboard:health": Row(None, "leader partner_leader other_leader", None),
    "dashboard:mine": Row(None, "all", None),
    "dashboard:coach": Row(None, "all", None),
    "dashboard:community": Row(group, READERS, None),
    "dashboard:conditions": Row(group, READERS, None),
    "dashboard:start-conditions": Row(school, "leader", None),
    # conditions
    "conditions:catalogue": Row(school, STAFF, None),
    "conditions:add": Row(school, "leader", "leader"),
    "conditions:write": Row(own_condition, "leader", "leader"),
    "conditions:restore": Row(own_condition, None, "leader"),
    "conditions:answer": Row(condition, FRAME, FRAME),
    "conditions:tap": Row(condition, None, FRAME),
    "conditions:confirm": Row(condition, "leader", "leader"),
    # exchange
    "exchange:staff-import": Row(school, "leader", "leader"),
    "exchange:staff-template": Row(school, "leader", None),
    "exchange:staff-import-map": Row(school, "leader", "leader"),
    "exchange:staff-import-preview": Row(school, "leader", None),
    "exchange:staff-import-apply": Row(school, None, "leader"),
    "exchange:workbook": Row(school, "leader", "leader"),
    "exchange:workbook-export": Row(school, "leader", None),
    "exchange:workbook-preview": Row(school, "leader", None),
    "exchange:workbook-apply": Row(school, None, "leader"),
    # meetings
    "meetings:time": Row(group, READERS, FRAME),
    "meetings:add-chore": Row(planned, None, INSIDERS),
    "meetings:claim-chore": Row(row_of("chore"), None, INSIDERS),
    "meetings:release-chore": Row(row_of("chore"), None, INSIDERS),
    "meetings:finish-chore": Row(row_of("chore"), None, INSIDERS),
    "meetings:remove-chore": Row(row_of("chore"), None, INSIDERS),
    "meetings:plan": Row(group, INSIDERS, INSIDERS),
    "meetings:plan-year": Row(group, INSIDERS, INSIDERS),
    "meetings:send-drafts": Row(group, None, INSIDERS),
    "meetings:log-new": Row(group, INSIDERS, INSIDERS),
    "meetings:pupils": Row(group, INSIDERS, None),
    "meetings:pupil-guests-new": Row(group, INSIDERS, INSIDERS),
    "meetings:pupil-guests": Row(row_of("pupil_guests"), INSIDERS, INSIDERS),
    "meetings:pupil-guests-agree": Row(row_of("pupil_guests"), None, INSIDERS),
    "meetings:pupil-guests-end": Row(row_of("pupil_guests"), None, INSIDERS),
    "meetings:pupil-guests-remove": Row(row_of("pupil_guests"), None, INSIDERS),
    "meetings:card-new": Row(group, INSIDERS, INSIDERS),
    "meetings:feedback-card": Row(row_of("feedback_card"), INSIDERS, None),
    "meetings:card-board": Row(row_of("feedback_card"), INSIDERS, None),
    "meetings:card-papers": Row(row_of("feedback_card"), None, INSIDERS),
    "meetings:card-open": Row(row_of("feedback_card"), None, INSIDERS),
    "meetings:card-close": Row(row_of("feedback_card"), None, INSIDERS),
    "meetings:card-delete": Row(row_of("feedback_card"), None, INSIDERS),
    "meetings:meeting": Row(planned, READERS, None),
    "meetings:edit": Row(planned, INSIDERS, INSIDERS),
    "meetings:agenda": Row(planned, INSIDERS, INSIDERS),
    "meetings:log": Row(planned, INSIDERS, INSIDERS),
    "meetings:cancel": Row(planned, None, INSIDERS),
    "meetings:reopen": Row(planned, None, INSIDERS),
    "meetings:calendar-file": Row(planned, READERS, None),
    "meetings:reply": Row(planned, None, INSIDERS),
    "meetings:calendar": Row(None, "all", None),
    "meetings:feed-renew": Row(None, None, "all"),
    "meetings:feed-revoke": Row(row_of("feed"), None, "teacher"),
    "meetings:cycle": Row(group, READERS, None),
    "meetings:plan-cycle": Row(group, INSIDERS, INSIDERS),
    "meetings:end-cycle": Row(row_of("cycle"), None, INSIDERS),
    "meetings:step": Row(row_of("cycle_step"), INSIDERS, INSIDERS),
    "meetings:skip-step": Row(row_of("cycle_step"), None, INSIDERS),
    "meetings:take-step-back": Row(row_of("cycle_step"), None, INSIDERS),
    "meetings:activity": Row(group, READERS, None),
    "meetings:add-activity": Row(group, None, INSIDERS),
    "meetings:remove-activity": Row(row_of("activity"), None, "teacher"),
    "meetings:subtask-done": Row(subtask, None, INSIDERS),
    "meetings:subtask-drop": Row(subtask, None, INSIDERS),
    "meetings:subtask-reopen": Row(subtask, None, INSIDERS),
    # notifications
    "notifications:inbox": Row(None, "all", None),
    "notifications:read-all": Row(None, None, "all"),
    "notifications:notice": Row(row_of("notice"), "teacher", None),
    "notifications:settings": Row(None, "all", "all"),
    "notifications:quiet": Row(None, None, "all"),
    "notifications:quiet-end": Row(None, None, "all"),
    # schools
    "schools:stated": Row(own_staff, None, "outsider"),
    "schools:staff": Row(school, "leader", None),
    "schools:staff-invite": Row(school, None, "leader"),
    "schools:person": Row(in_school("staff"), "leader", "leader"),
    "schools:person-address": Row(in_school("staff"), None, "leader"),
    "schools:person-left": Row(in_school("staff"), None, "leader"),
    "schools:person-back": Row(in_school("staff"), None, "leader"),
    "schools:years": Row(school, STAFF, None),
    "schools:open-year": Row(school, None, ""),  # without a label there is no such year
    "schools:year": Row(year, STAFF, None),
    "schools:closure-add": Row(year, None, "leader"),
    "schools:closure-remove": Row(in_school("closure"), None, "leader"),
    "schools:quiet-add": Row(year, None, "leader"),
    "schools:quiet-edit": Row(in_school("quiet_period"), "leader", "leader"),
    "schools:quiet-remove": Row(in_school("quiet_period"), None, "leader"),
    "schools:workload-rule": Row(school, STAFF, None),
    "schools:workload-edit": Row(school, "leader", "leader"),
    "schools:workload-publish": Row(school, None, "leader"),
    "schools:workload-withdraw": Row(school, None, "leader"),
    "schools:reminders-on": Row(school, None, "leader"),
    "schools:profile": Row(None, "all", "all"),
    "schools:theme": Row(None, None, "all"),
    "schools:who-sees-what": Row(None, "all", None),
}

# Open to who has not signed in: they have tests of their own, or are django-allauth's.
OPEN = {
    "notifications:stop",
    "notifications:stop-undo",
    "schools:welcome",
    "meetings:feed",
    "meetings:answer",
    "meetings:answer-file",
    "meetings:card",
    "set_language",
    "account_login",
    "account_logout",
    "account_inactive",
    "account_signup",
    "account_reauthenticate",
    "account_email",
    "account_email_verification_sent",
    "account_change_password",
    "account_set_password",
    "account_reset_password",
    "account_confirm_login_code",
    "account_confirm_email",
    "account_reset_password_from_key_done",
    "account_reset_password_from_key",
    "account_reset_password_done",
    "account_request_login_code",
    "dashboard:style",
    "dashboard:healthz",
}
