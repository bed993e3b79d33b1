"""A school puts its own words beside the built-in start conditions, adds its own, leaves one out."""

from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from conditions.catalogue import ASKS_WHY, CODES
from conditions.models import SchoolCondition
from schools import audit
from schools.models import School, User

CODE_LENGTH = 40
RESERVED = {*CODES, "new"}  # "new" is an address


class CannotBeHidden(Exception):
    """Free choice, goal and time: a group may start without them, but not without a word about it."""

    message = _("Practice gives this one so much weight that it is always asked. You can use your own words for it.")


@dataclass(frozen=True, slots=True)
class Words:
    """What a school says of a condition."""

    name: str
    text: str = ""
    source: str = "school"
    actions: str = ""
    behaviour: str = ""
    is_hidden: bool = False


@transaction.atomic
def write_condition(*, school: School, code: str, words: Words, by: User, now: datetime) -> SchoolCondition:
    """The school's words for this condition. Raises CannotBeHidden."""
    if words.is_hidden and code in ASKS_WHY:
        raise CannotBeHidden
    condition, _is_new = SchoolCondition.objects.update_or_create(school=school, code=code, defaults=asdict(words))
    audit.record(by=by, verb="condition.written", target=f"school:{school.pk}", at=now, code=code)
    return condition


@transaction.atomic
def add_condition(*, school: School, words: Words, by: User, now: datetime) -> SchoolCondition:
    """A condition of the school's own. The same name once more writes the first anew."""
    school = School.objects.select_for_update().get(pk=school.pk)
    own = SchoolCondition.objects.filter(school=school).exclude(code__in=CODES)
    same = own.filter(name=words.name).first()
    code = same.code if same else free_code(words.name, set(own.values_list("code", flat=True)))
    return write_condition(school=school, code=code, words=words, by=by, now=now)


def free_code(name: str, taken: set[str]) -> str:
    """A code from the name that no other condition of the school has."""
    base = slugify(name)[: CODE_LENGTH - 4].strip("-") or "own"
    code, number = base, 1
    while code in taken | RESERVED:
        number += 1
        code = f"{base}-{number}"
    return code


@transaction.atomic
def restore_condition(*, school: School, code: str, by: User, now: datetime) -> None:
    """Back to the built-in words of this condition; one of the school's own stays."""
    if code not in CODES:
        return
    if SchoolCondition.objects.filter(school=school, code=code).delete()[0]:
        audit.record(by=by, verb="condition.restored", target=f"school:{school.pk}", at=now, code=code)
