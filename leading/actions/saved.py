"""Views of her page that a leader keeps: hers alone, so no line in the audit trail."""

from collections.abc import Mapping, Sequence

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from leading.models import SavedView
from schools.models import School, User

MOST = 12  # views of one person in one school


class TooManyViews(Exception):
    """More would be no help."""

    message = _("Twelve views are enough. Drop one first.")


@transaction.atomic
def keep_view(
    *, school: School, name: str, query: Mapping[str, str], columns: Sequence[str], is_first: bool, by: User
) -> SavedView:
    """Keep a choice under a name; the same name again keeps the new choice. Raises TooManyViews."""
    own = SavedView.objects.editable_by(by).filter(school=school)
    if not own.filter(name=name).exists() and own.count() >= MOST:
        raise TooManyViews
    if is_first:
        own.filter(is_first=True).update(is_first=False)
    kept = {"query": dict(query), "columns": list(columns), "is_first": is_first}
    view, _is_new = SavedView.objects.update_or_create(user=by, school=school, name=name, defaults=kept)
    return view


@transaction.atomic
def drop_view(*, view: SavedView) -> None:
    SavedView.objects.filter(pk=view.pk).delete()
