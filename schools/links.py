"""Signed links and codes that leave the building: the first sign-in of a colleague, the consent of a partner school.

A sample school, where nobody is real, and real schools are kept apart: no code of the one works, nobody is asked there.
"""

import re
from datetime import timedelta

from django.core import signing
from django.utils.translation import gettext_lazy as _

from schools.models import School, Staff

SAMPLE = "voorbeeld-"
SLUG = re.compile(SAMPLE + r"[0-9a-f]{12}(-partner)?")
NOBODY_REAL = _("This is a sample school: nobody real takes part in it, and no mail leaves it.")

WELCOME_AGE = timedelta(days=14)
PARTNER_AGE = timedelta(days=30)


def welcome_token(staff: Staff) -> str:
    """A personal token. It is spent by the first sign-in after it, and replaced by a newer invitation."""
    return signing.dumps(fingerprint(staff), salt="schools.welcome", compress=True)


def fingerprint(staff: Staff) -> list[object]:
    invited = staff.invited_at.isoformat() if staff.invited_at else ""
    signed_in = staff.user.last_login.isoformat() if staff.user.last_login else ""
    return [staff.pk, invited, signed_in]


def staff_behind_token(token: str) -> Staff | None:
    """Who this token was sent to; None when it is forged, older than 14 days, spent or replaced."""
    try:
        found = signing.loads(token, salt="schools.welcome", max_age=WELCOME_AGE)
    except signing.BadSignature:
        return None
    staff = Staff.objects.current().filter(pk=found[0], user__is_active=True).select_related("user", "school").first()
    return staff if staff and fingerprint(staff) == found else None


def is_sample(school: School) -> bool:
    """Whether it is a sample school, or the partner of one."""
    return SLUG.fullmatch(school.slug) is not None


def partner_code(school: School) -> str:
    """A code with which another school may take this one in as a partner: handing it over is saying yes."""
    return signing.TimestampSigner(salt="schools.partner").sign(school.slug)


def school_behind_code(code: str) -> School | None:
    """The school that gave this code away in the last 30 days."""
    try:
        slug = signing.TimestampSigner(salt="schools.partner").unsign(code.strip(), max_age=PARTNER_AGE)
    except signing.BadSignature:
        return None
    school = School.objects.filter(slug=slug).first()
    return school if school and not is_sample(school) else None
