"""The mail with which a school lets somebody in. It goes at once, because a leader is waiting beside the colleague."""

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from notifications.registry import Section
from schools.links import welcome_token
from schools.models import Staff


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
        context = {
            "subject": section.subject,
            "name": staff.user.get_short_name(),
            "sections": [section],
            "reasons": [section.why],
            "groups": [],
            "site": settings.SITE_URL.rstrip("/"),
            "language": staff.user.language,
        }
        mail = EmailMultiAlternatives(
            subject=section.subject,
            body=render_to_string("emails/notice.txt", context),
            to=[staff.user.email],
            headers={"Auto-Submitted": "auto-generated"},
        )
        mail.attach_alternative(render_to_string("emails/notice.html", context), "text/html")
    return mail
