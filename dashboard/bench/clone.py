"""Copies one school many times inside the database: every id moves by a stride, every name gets a number."""

from collections.abc import Callable, Collection

from django.core.management.color import no_style
from django.db import connection, models, transaction
from django.db.backends.utils import CursorWrapper

from communities.models import CoachRole, Community, Membership
from meetings.models import Cadence, Decision, DigestDay, Meeting, Minutes, Subtask
from schools.models import Closure, School, SchoolYear, Staff, StaffRole, User

BATCH = 500  # schools an INSERT
# In the order of their foreign keys; each with the path to the school that owns its rows.
TABLES: tuple[tuple[type[models.Model], str], ...] = (
    (School, "pk"),
    (SchoolYear, "school"),
    (Closure, "school"),
    (DigestDay, "school"),
    (User, "staff__school"),
    (Staff, "school"),
    (StaffRole, "staff__school"),
    (Community, "school"),
    (Membership, "community__school"),
    (CoachRole, "membership__community__school"),
    (Meeting, "community__school"),
    (Minutes, "meeting__community__school"),
    (Decision, "meeting__community__school"),
    (Subtask, "meeting__community__school"),
    (Cadence, "community__school"),
)
RANDOM_UUID = {"postgresql": "gen_random_uuid()", "sqlite": "lower(hex(randomblob(16)))"}
UNIQUE_TEXT = {(School, "slug"), (User, "email")}


def highest_id() -> int:
    """The highest id of any row that can be copied: by so much the ids of a copy move."""
    newest = (model._default_manager.order_by("-pk").values_list("pk", flat=True).first() for model, _ in TABLES)
    return max(pk or 0 for pk in newest)


def clone_school(
    school: School,
    *,
    numbers: range,
    stride: int,
    report: Callable[[int, int], object] = lambda number, total: None,
    keep: Collection[int] = (),
) -> None:
    """More schools like this one, with these numbers (from 1 on).

    `stride` is `highest_id` before the first copy; `keep` are ids of people who stay themselves and are not copied.
    """
    for first in range(numbers.start, numbers.stop, BATCH):
        last = min(first + BATCH, numbers.stop) - 1
        with transaction.atomic(), connection.cursor() as cursor:
            _trust_the_copies(cursor)
            for model, path in TABLES:
                rows = model._default_manager.filter(**{path: school.pk}).exclude(pk__in=keep if model is User else ())
                ids = list(rows.order_by("pk").values_list("pk", flat=True))
                if ids:
                    cursor.execute(_statement(model, stride, keep, ids), [first, last])
        report(last, numbers.stop - 1)
    _set_sequences()


def _trust_the_copies(cursor: CursorWrapper) -> None:
    """Every key of a copy exists by construction; whoever may says so, which halves the time."""
    if connection.vendor != "postgresql":
        return
    cursor.execute("SELECT current_setting('is_superuser')")
    if cursor.fetchone() == ("on",):
        cursor.execute("SET LOCAL session_replication_role = replica")


def quoted(name: str | None) -> str:
    """A table or column as the database reads it; only a field without a column has no name."""
    return connection.ops.quote_name(name or "")


def _statement(model: type[models.Model], stride: int, keep: Collection[int], ids: Collection[int]) -> str:
    """INSERT … SELECT over the numbers of the copies. Only ids and names of our own tables and columns are put in."""
    fields = model._meta.concrete_fields
    columns = ", ".join(quoted(field.column) for field in fields)
    values = ", ".join(_value(model, field, stride, keep) for field in fields)
    table, key = quoted(model._meta.db_table), quoted(model._meta.pk.column) if model._meta.pk else "id"
    return (
        f"INSERT INTO {table} ({columns}) WITH RECURSIVE number(n) AS "  # noqa: S608
        "(SELECT CAST(%s AS bigint) UNION ALL SELECT n + 1 FROM number WHERE n < %s) "
        f"SELECT {values} FROM {table} AS t, number WHERE t.{key} IN ({', '.join(map(str, ids))})"
    )


def _value(model: type[models.Model], field: "models.Field[object, object]", stride: int, keep: Collection[int]) -> str:
    column = f"t.{quoted(field.column)}"
    target = field.related_model if field.is_relation else None
    if field.primary_key or target is not None:
        kept = ", ".join(str(pk) for pk in sorted(keep))
        moved = f"{column} + n * {stride}"
        return f"CASE WHEN {column} IN ({kept}) THEN {column} ELSE {moved} END" if target is User and kept else moved
    if (model, field.name) in UNIQUE_TEXT:
        return f"n || '-' || {column}"
    if isinstance(field, models.UUIDField):
        return "NULL" if field.null else RANDOM_UUID[connection.vendor]
    return column


def _set_sequences() -> None:
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), [model for model, _path in TABLES]):
            cursor.execute(statement)
