"""The code with which a school joins a group of schools: whoever has it may join, nobody is put in."""

from datetime import timedelta

from django.core import signing

from evidence.models import SchoolGroup

SALT = "evidence.school_group"
AGE = timedelta(days=30)


def group_code(group: SchoolGroup) -> str:
    return signing.TimestampSigner(salt=SALT).sign(str(group.pk))


def group_behind_code(code: str) -> SchoolGroup | None:
    """The group whose code was given away in the last 30 days."""
    try:
        pk = signing.TimestampSigner(salt=SALT).unsign(code.strip(), max_age=AGE)
    except signing.BadSignature:
        return None
    return SchoolGroup.objects.filter(pk=pk).first()
