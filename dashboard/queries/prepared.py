"""Querysets whose SQL is worked out once.

For a page of a few milliseconds Django's compiler costs more than the database does. A `Prepared` builds its queryset
with markers in place of the values, keeps the SQL, and from then on only puts the values in. The queryset stays the
only place where a query is written.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import QuerySet

Value = int | str | date
FIRST_ID = 4_611_686_018_427_387_000  # no row has an id as high as the markers
LAST_ID = 2**63 - 1  # what a column holds; addresses may ask for more
FIRST_DAY = date(1000, 1, 1).toordinal()


@dataclass(frozen=True, slots=True)
class Compiled:
    """SQL, its parameters (a name where a value belongs), and how columns become Python."""

    sql: str
    parameters: tuple[tuple[str, Any], ...]
    compiler: Any
    converters: Any


class Prepared:
    """`build` gives a `values_list` queryset from the values of `rows`; it may use each as often as it likes.

    A value may not decide what the queryset looks like: use another Prepared for that.
    """

    def __init__(self, build: "Callable[..., QuerySet[Any, Any]]") -> None:
        self.build = build
        self.compiled: dict[str, Compiled] = {}

    def rows(self, **values: Value) -> list[tuple[Any, ...]]:
        """The rows for these values, in one statement."""
        if any(isinstance(value, int) and value > LAST_ID for value in values.values()):
            return []
        compiled = self.compiled.get(connection.vendor)
        if compiled is None:
            compiled = self.compiled[connection.vendor] = _compile(self.build, values)
        adapted = {name: _adapted(value) for name, value in values.items()}
        parameters = [adapted[name] if name else constant for name, constant in compiled.parameters]
        with connection.cursor() as cursor:
            cursor.execute(compiled.sql, parameters)
            rows: list[tuple[Any, ...]] = cursor.fetchall()
        if compiled.converters:
            return [tuple(row) for row in compiled.compiler.apply_converters(rows, compiled.converters)]
        return rows


def _compile(build: "Callable[..., QuerySet[Any, Any]]", values: dict[str, Value]) -> Compiled:
    markers = {name: _marker(number, value) for number, (name, value) in enumerate(values.items())}
    names = {_adapted(marker): name for name, marker in markers.items()}
    compiler = build(**markers).query.get_compiler(connection=connection)
    sql, parameters = compiler.as_sql()
    columns = [column[0] for column in compiler.select[: compiler.col_count]]
    marked = tuple((names.get(one, "") if isinstance(one, int | str | date) else "", one) for one in parameters)
    if {name for name, _constant in marked} - {""} != set(values):
        raise ValueError("A value of a prepared query does not reach its SQL.")
    return Compiled(sql, marked, compiler, compiler.get_converters(columns))


def _marker(number: int, value: Value) -> Value:
    """Something of the same type that stands for the value and occurs nowhere else."""
    if isinstance(value, date):
        return date.fromordinal(FIRST_DAY + number)
    return FIRST_ID + number if isinstance(value, int) else f"\ue000{number}"


def _adapted(value: Value) -> Any:
    return connection.ops.adapt_datefield_value(value) if isinstance(value, date) else value
