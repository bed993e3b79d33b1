"""A school, or a group, as one file: the workbook where there is one, the rows of every table as JSON, the files, and
a note that says what is what. Written row by row to a file on disk, so that memory does not grow with the school."""

import json
from collections.abc import Callable, Iterable
from functools import partial
from tempfile import TemporaryFile
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile

from django.apps import apps
from django.core.files.storage import default_storage
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import F, Model, QuerySet
from django.utils.translation import gettext as _

from communities.models import Community
from exchange.collecting import collect
from exchange.writing import write_workbook
from learning.models import OutcomeVersion
from schools.models import School, Staff, User
from upkeep.handed_over import BARE, HANDED, KEPT_BACK, NEVER, OUT_OF_GROUP, OUT_OF_ROW
from upkeep.queries.whole_school import any_of, people_who_go, persons, rows_of, rows_of_people, ways, ways_to

Rows = QuerySet[Any, Any]
Counts = dict[str, int]
PIECE = 64 * 1024  # bytes of a file that are in memory
AT_ONCE = 500  # rows


def leader_export(school: School, user: User) -> IO[bytes]:
    """What whoever leads this school may read of it."""
    target = TemporaryFile()  # noqa: SIM115 - the answer closes it
    with ZipFile(target, "w", ZIP_DEFLATED) as book:
        book.writestr("workbook.xlsx", write_workbook(collect(school, reader=user)))
        counts = {}
        for label, what in HANDED.items():
            model = apps.get_model(label)
            rows = rows_of(model, school).filter(what)
            if hasattr(rows, "visible_to"):
                rows = rows.filter(pk__in=model._default_manager.all().visible_to(user).values("pk"))
            counts[label] = write_rows(book, label, rows, without=KEPT_BACK.get(label, frozenset()))
        shared = rows_of(OutcomeVersion, school).filter(HANDED["learning.OutcomeVersion"])
        finish(book, school.name, leader_words(), counts, shared, people_named(school))
    return ready(target)


def group_export(community: Community, user: User) -> IO[bytes]:
    """What this member reads of her group: its own words too, what others keep for themselves not."""
    target = TemporaryFile()  # noqa: SIM115 - the answer closes it
    with ZipFile(target, "w", ZIP_DEFLATED) as book:
        counts = {}
        for model, paths in ways_to(Community).items():
            rows = model._default_manager.all()
            label = model._meta.label
            if label in NEVER | OUT_OF_GROUP or not hasattr(rows, "visible_to"):
                continue
            found = rows.visible_to(user).filter(any_of(paths, community.pk))
            counts[label] = write_rows(book, label, found, without=OUT_OF_ROW.get(label, frozenset()))
        versions = OutcomeVersion.objects.visible_to(user).filter(outcome__community=community)
        named = User.objects.filter(memberships__community=community)
        finish(book, community.name, group_words(), counts, versions, named)
    return ready(target)


def complete_export(school: School, target: IO[bytes]) -> Counts:
    """Every row and file of a school, for whoever runs the installation when a school leaves. Gives rows by table."""
    with ZipFile(target, "w", ZIP_DEFLATED) as book:
        book.writestr("workbook.xlsx", write_workbook(collect(school)))
        people = [*people_who_go(school).values_list("pk", flat=True)]
        tables: dict[type[Model], Callable[[], Rows]] = {}
        for model in ways():
            tables[model] = partial(rows_of, model, school)
        for model in persons():
            tables[model] = partial(rows_of_people, model, people)
        counts = {
            model._meta.label: write_rows(book, model._meta.label, rows())
            for model, rows in tables.items()
            if model._meta.label not in NEVER
        }
        finish(book, school.name, complete_words(), counts, rows_of(OutcomeVersion, school), people_named(school))
    return counts


def write_rows(book: ZipFile, label: str, rows: Rows, *, without: frozenset[str] = frozenset()) -> int:
    """One table as a JSON list, a row a line; how many rows."""
    left_out = without | BARE
    columns = [field.attname for field in rows.model._meta.concrete_fields if field.name not in left_out]
    number = 0
    with book.open(f"rows/{label}.json", "w", force_zip64=True) as file:
        for row in rows.order_by("pk").values(*columns).iterator(chunk_size=AT_ONCE):
            file.write(b"[\n" if number == 0 else b",\n")
            file.write(json.dumps(row, cls=DjangoJSONEncoder, ensure_ascii=False).encode())
            number += 1
        file.write(b"\n]\n" if number else b"[]\n")
    return number


def finish(
    book: ZipFile, name: str, words: Iterable[str], counts: Counts, versions: Rows, people: "QuerySet[User]"
) -> None:
    """The files, who is meant by which number, and the note."""
    for pk, stored, file_name in versions.exclude(file="").values_list("pk", "file", "file_name").iterator():
        copy_file(book, f"files/{pk}-{file_name or 'file'}", stored)
    named = people.distinct().order_by("pk").annotate(number=F("pk"))
    listed = list(named.values("number", "email", "first_name", "prefix", "last_name"))
    book.writestr("people.json", json.dumps(listed, ensure_ascii=False, indent=1))
    tables = [f"  rows/{label}.json: {number}" for label, number in counts.items() if number]
    book.writestr("README.txt", "\n".join([name, "", *words, "", *tables, ""]))


def copy_file(book: ZipFile, name: str, stored: str) -> None:
    """A file in pieces; one that is gone from the disk is left out."""
    try:
        source = default_storage.open(stored)
    except FileNotFoundError:
        return
    with source, book.open(name, "w", force_zip64=True) as target:
        for piece in source.chunks(PIECE):
            target.write(piece)


def people_named(school: School) -> "QuerySet[User]":
    """Whom the rows mean: the staff, and who takes part in a hosted group."""
    staff = Staff.objects.filter(school=school).values("user")
    return User.objects.filter(pk__in=staff) | User.objects.filter(memberships__community__school=school)


def ready(target: IO[bytes]) -> IO[bytes]:
    target.seek(0)
    return target


def common_words() -> list[str]:
    return [
        _("rows: one file a table, a JSON list with a row a line. people.json says who user_id is."),
        _("files: what groups made and shared as a file, by the number of its version."),
    ]


def leader_words() -> list[str]:
    return [
        _("Everything that a school leader may read of this school."),
        _("workbook.xlsx: the school as sheets; it can be brought into an installation of PLC Platform again."),
        *common_words(),
        _("Not in it, because it belongs to the groups: agendas, minutes, attendance, topics, well-being."),
        _("Each group takes those out itself, on its page “What stays”."),
    ]


def group_words() -> list[str]:
    return [
        _("Everything that you as one of its people may read of this group."),
        *common_words(),
        _("It holds words of your colleagues: do not pass it on without the group."),
    ]


def complete_words() -> list[str]:
    return [
        _("Every row and file of this school. Only for moving elsewhere; keep it locked, and delete it afterwards."),
        _("workbook.xlsx: the school as sheets; it can be brought into an installation of PLC Platform again."),
        *common_words(),
        _("A coach’s notes and an open pulse are sealed: without the keys of the installation nobody can read them."),
        _("Left out: passwords, tokens and keys, and mails that were sent."),
    ]
