"""The sheets of facts on their way in. Known rows are updated, records never; nothing is deleted."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from exchange.facts.spec import Cells, FactRow, Facts, Link, Names, key_of, row_cells, stored_cells
from exchange.faults import Fault, Refused
from exchange.matching import BATCH, Pass, Tally, match
from exchange.rows import Workbook

GROUP_WORDS, GROUP_OWNS, OTHER_SCHOOL = "group_words", "group_owns", "other_school"
RECORD, PAST_ITS_DATE = "record", "past_its_date"


class FactRows:
    """Takes over rows of `roots` (codes of communities, slugs of schools); with `is_for_leader` only what she may."""

    def __init__(
        self,
        book: Workbook,
        names: Names,
        tallies: Mapping[str, Tally],
        *,
        today: date,
        is_for_leader: bool,
    ) -> None:
        self.book, self.names, self.tallies = book, names, tallies
        self.today, self.is_for_leader = today, is_for_leader
        self.school_ids: Collection[int] = ()
        self.roots: dict[str, Collection[str]] = {"community": (), "school": ()}

    def take(self, facts: Facts) -> None:
        """Raises Refused where the database knows better."""
        rows = self._open(facts)
        if not rows:
            return
        try:
            with transaction.atomic():
                self._write(facts, rows)
        except IntegrityError as error:
            what = _("What stands here contradicts what is already known.")
            right = _("Export the workbook anew and put your changes in that one.")
            sheet, _heading = self.book.headings.get((facts.sheet.name, facts.root), (facts.sheet.name, ""))
            raise Refused([Fault(sheet, 0, "", what, right)]) from error

    def _open(self, facts: Facts) -> list[FactRow]:
        rows = self.book.facts.get(facts.sheet.name, ())
        if not rows:
            return []
        skipped = self.tallies[facts.sheet.name].skipped
        if self.is_for_leader and not facts.for_leader:
            skipped[GROUP_WORDS] += len(rows)
            return []
        kept = [row for row in rows if row.values[facts.root] in self.roots[facts.root]]
        is_group_own = self.is_for_leader and facts.root == "community"
        skipped[GROUP_OWNS if is_group_own else OTHER_SCHOOL] += len(rows) - len(kept)
        if not facts.is_over:
            return kept
        over = facts.is_over(self.book.facts, self.today)
        alive = [row for row in kept if not over(row)]
        skipped[PAST_ITS_DATE] += len(kept) - len(alive)
        return alive

    def people(self, facts: Facts) -> Iterator[str]:
        """Addresses in the rows that are taken over."""
        columns = [name for link in facts.people for name in link.columns]
        if not self.is_for_leader or facts.for_leader:
            rows = (row.values for row in self.book.facts.get(facts.sheet.name, ()))
            told = [values for values in rows if values[facts.root] in self.roots[facts.root]]
            yield from (values[name] for values in told for name in columns if values[name])

    def _write(self, facts: Facts, rows: Sequence[FactRow]) -> None:
        rows = self._whole(facts, rows)
        stored: Any = facts.model._default_manager.filter(**{f"{facts.host}__in": self.school_ids})
        stored = stored.select_related(*(link.attribute for link in facts.people)).order_by("pk")
        cells = {item.pk: told for item in stored if (told := stored_cells(facts, item, self.names)) is not None}
        said = {row.row: row_cells(facts, row) for row in rows}
        passes: list[Pass[FactRow, models.Model]] = [
            Pass(lambda row: tuple(said[row.row].values()), lambda item: _values(cells.get(item.pk))),
        ]
        if facts.key:
            passes.append(
                Pass(
                    lambda row: key_of(facts, said[row.row]),
                    lambda item: key_of(facts, cells[item.pk]) if item.pk in cells else None,
                )
            )
        pairs, new = match(rows, stored, passes)
        same = {row.row for row, item in pairs if said[row.row] == cells[item.pk]}
        different = [(row, item) for row, item in pairs if row.row not in same]
        if not facts.is_record:
            self._update(facts, different)
        made = facts.model._default_manager.bulk_create(
            (facts.model(**self._attributes(facts, row)) for row in new), batch_size=BATCH
        )
        self._count(facts, new, [row for row, _item in pairs if row.row in same], [row for row, _item in different])
        if facts.key:
            for row, item in [*pairs, *zip(new, made, strict=True)]:
                self.names.add(facts.sheet.name, item.pk, key_of(facts, said[row.row]))

    def _count(
        self, facts: Facts, new: Sequence[FactRow], same: Sequence[FactRow], different: Sequence[FactRow]
    ) -> None:
        """What happened to the rows of a sheet, and to those of its parts with them."""
        weights: dict[str, Callable[[FactRow], int]] = {facts.sheet.name: lambda _row: 1}
        weights |= {part.sheet.name: partial(_rows_of, part.name) for part in facts.parts}
        for sheet, weight in weights.items():
            tally = self.tallies.get(sheet) or Tally()
            tally.created += sum(map(weight, new))
            tally.unchanged += sum(map(weight, same))
            if facts.is_record:
                tally.skipped[RECORD] += sum(map(weight, different))
            else:
                tally.updated += sum(map(weight, different))

    def _whole(self, facts: Facts, rows: Sequence[FactRow]) -> Sequence[FactRow]:
        """Rows with those of their parts, in their order."""
        for part in facts.parts:
            own: defaultdict[object, list[Mapping[str, Any]]] = defaultdict(list)
            for one in sorted(self.book.facts.get(part.sheet.name, ()), key=lambda one: int(one.values["position"])):
                own[key_of(facts, one.values)].append(one.values)
            rows = [FactRow(row.row, {**row.values, part.name: own[key_of(facts, row.values)]}) for row in rows]
        return rows

    def _update(self, facts: Facts, pairs: Sequence[tuple[FactRow, models.Model]]) -> None:
        fields: set[str] = set()
        for row, item in pairs:
            wanted = self._attributes(facts, row)
            if facts.counter:
                wanted[facts.counter] = getattr(item, facts.counter) + 1
            for name, value in wanted.items():
                setattr(item, name, value)
            fields |= wanted.keys()
        if pairs:
            names = sorted(name.removesuffix("_id") for name in fields)
            facts.model._default_manager.bulk_update([item for _row, item in pairs], names, batch_size=500)

    def _attributes(self, facts: Facts, row: FactRow) -> dict[str, object]:
        values: dict[str, object] = {f"{link.attribute}_id": self._pk(link, row) for link in facts.links}
        for attribute, column in facts.plain_columns().items():
            value = row.values[column.name]
            place: Any = facts.model._meta.get_field(attribute)
            values[attribute] = place.get_default() if value is None and not place.null else value
        if facts.content:
            values[facts.content.attribute] = facts.content.data(row.values)
        return values

    def _pk(self, link: Link, row: FactRow) -> object:
        key = tuple(row.values[name] for name in link.columns)
        return None if key[-1] in (None, "") else self.names.ids[link.to][key]


def _rows_of(part: str, row: FactRow) -> int:
    return len(row.values[part])


def _values(cells: Cells | None) -> tuple[object, ...] | None:
    return None if cells is None else tuple(cells.values())
