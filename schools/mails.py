"""Mails about an account. They go at once, because somebody is waiting: a leader beside a colleague."""

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from notifications.registry import Section
from schools.links import welcome_token
from schools.models import School, Staff, User


def account_invitation(staff: Staff) -> EmailMultiAlternatives:
    """A personal link to a first sign-in, in the reader's language."""
    with override(staff.user.language):
        names = {"school": staff.school.name}
        section = Section(
            subject=_("%(school)s: your place on PLC Platform") % names,
            heading=_("Your place is ready."),
            lines=[
                _("On PLC Platform the groups of your school plan their meetings and keep what they agree."),
                _("This link is yours alone and works for 14 days. No password needed: later you get a code by mail."),
            ],
            button=_("Step in"),
            path=reverse("schools:welcome", args=[welcome_token(staff)]),
            why=_("You get this because you work in %(school)s.") % names,
            group=staff.school.name,
            group_path="",
        )
        return written(section, staff.user, to=staff.user.email)


def address_corrected(user: User, school: School, to: str) -> EmailMultiAlternatives:
    """To the old and the new address: from now on mail goes to the new one, and it signs in."""
    with override(user.language):
        names = {"school": school.name, "address": user.email}
        section = Section(
            subject=_("%(school)s: your address on PLC Platform") % names,
            heading=_("Your address was corrected."),
            lines=[
                _("A school leader of %(school)s corrected it, because our mail did not reach you.") % names,
                _("Mail now goes to %(address)s, and with that address you sign in.") % names,
                _("Is this not your address? Then tell your school leader at once."),
            ],
            button=_("Sign in"),
            path=reverse("account_login"),
            why=_("You get this because you work in %(school)s.") % names,
            group=school.name,
            group_path="",
        )
        return written(section, user, to=to)


def written(section: Section, user: User, *, to: str) -> EmailMultiAlternatives:
    """One section as a mail of its own."""
    context = {
        "subject": section.subject,
        "name": user.get_short_name(),
        "sections": [section],
        "reasons": [section.why],
        "groups": [],
        "site": settings.SITE_URL.rstrip("/"),
        "language": user.language,
    }
    mail = EmailMultiAlternatives(
        subject=section.subject,
        body=render_to_string("emails/notice.txt", context),
        to=[to],
        headers={"Auto-Submitted": "auto-generated"},
    )
    mail.attach_alternative(render_to_string("emails/notice.html", context), "text/html")
    return mail
