"""What a school says of the kinds of groups: its own words, names and kinds, each save a version (R30)."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from communities.models import Community, SchoolVariant, Variant, VariantVersion
from communities.variant_queries import built_in, number_of_versions
from schools import audit
from schools.models import School, User

CODE_LENGTH = 40


class TextMovedOn(Exception):
    """Somebody saved another version in the meantime."""

    message = _("Somebody else saved this text in the meantime. Look at the newest version, then save again.")


@transaction.atomic
def make_form(*, school: School, base: str, name: str, by: User, now: datetime) -> SchoolVariant:
    """A kind of the school's own, such as a department, built on one of the seven; the same once more is no second."""
    school = School.objects.select_for_update().get(pk=school.pk)
    known = SchoolVariant.objects.filter(school=school, base=base, name=name).exclude(code=base).first()
    if known:
        return known
    row = SchoolVariant.objects.create(
        school=school, base=base, name=name, code=free_code(school, name), created_at=now
    )
    audit.record(by=by, verb="form.made", target=f"form:{row.pk}", at=now, base=base)
    return row


def free_code(school: School, name: str) -> str:
    """A code from the name that no other form of this school has, nor one of the seven in small letters."""
    base = slugify(name)[: CODE_LENGTH - 4].strip("-") or "form"
    taken = {code.lower() for code in (*Variant.values, *school.variants.values_list("code", flat=True))} | {"new"}
    taken.add("compare")
    code, number = base, 1
    while code in taken:
        number += 1
        code = f"{base}-{number}"
    return code


@transaction.atomic
def write_form(
    *, school: School, code: str, name: str, content: dict[str, Any], number: int, by: User, now: datetime
) -> SchoolVariant:
    """The next version of the school's words; the first that counts for all its groups of this kind. (R30)

    `number` is the version that the writer started from. An unchanged text is no new version. Raises TextMovedOn.
    """
    row = row_of(school, code, now=now)
    last = row.versions.order_by("-number").first()
    is_same = bool(last and last.content == content)
    if not is_same and number != (last.number if last else 0):
        raise TextMovedOn
    if row.name != name:
        row.name = name
        row.save(update_fields=["name"])
    if not is_same:
        add_version(row, content, by=by, now=now)
    return row


@transaction.atomic
def restore_form(*, form: SchoolVariant, number: int, by: User, now: datetime) -> VariantVersion:
    """An earlier text once more, as the newest version; 0 is the built-in text. Raises VariantVersion.DoesNotExist."""
    form = row_of(form.school, form.code, now=now)
    content = form.versions.get(number=number).content if number else built_in(form.base).as_content()
    last = form.versions.order_by("-number").first()
    return last if last and last.content == content else add_version(form, content, by=by, now=now)


@transaction.atomic
def hide_form(*, school: School, code: str, is_hidden: bool, by: User, now: datetime) -> SchoolVariant:
    """Offer a kind no longer, or again; groups that are of it stay as they are."""
    row = row_of(school, code, now=now)
    if row.is_hidden != is_hidden:
        row.is_hidden = is_hidden
        row.save(update_fields=["is_hidden"])
        verb = "form.hidden" if is_hidden else "form.offered"
        audit.record(by=by, verb=verb, target=f"form:{row.pk}", at=now)
    return row


def row_of(school: School, code: str, *, now: datetime) -> SchoolVariant:
    """What the school keeps of a form, with the school locked; made for one of the seven when first needed.

    Then the school's groups of this variant belong to it: what the school calls it is what they are called.
    """
    School.objects.select_for_update().get(pk=school.pk)
    if code not in Variant.values:
        return SchoolVariant.objects.get(school=school, code=code)
    row, is_new = SchoolVariant.objects.get_or_create(
        school=school, code=code, defaults={"base": code, "name": "", "created_at": now}
    )
    if is_new:
        Community.objects.filter(school=school, variant=code, form=None).update(form=row)
    return row


def add_version(row: SchoolVariant, content: dict[str, Any], *, by: User, now: datetime) -> VariantVersion:
    number = number_of_versions(row) + 1
    audit.record(by=by, verb="form.written", target=f"form:{row.pk}", at=now, number=number)
    return VariantVersion.objects.create(variant=row, number=number, content=content, changed_by=by, changed_at=now)
