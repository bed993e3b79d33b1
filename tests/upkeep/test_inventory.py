"""The data inventory names every field that there is, once, and puts no person among what is about nobody."""

import pytest
from django.apps import apps
from django.db import models
from django.urls import reverse

from schools.models import User
from upkeep import inventory_words as words
from upkeep.inventory import CLASSES, GROUNDS, entries
from upkeep.keeping import BY_CODE
from upkeep.queries.inventory import erased_of, handed_of, inventory, thing_of

OURS = (
    *("schools", "communities", "meetings", "conditions", "planning", "learning", "pulse", "leading", "coaching"),
    *("evidence", "upkeep", "notifications"),
)
MODELS = [model for app in OURS for model in apps.get_app_config(app).get_models()]


def fields_of(model: type[models.Model]) -> set[str]:
    return {field.name for field in model._meta.get_fields() if field.concrete and field.name != "id"}


def test_every_field_has_one_class():
    told: dict[str, list[str]] = {}
    for entry in entries():
        told.setdefault(entry.table, []).extend(entry.fields)

    there = {model._meta.label: sorted(fields_of(model)) for model in MODELS}
    assert {label: sorted(names) for label, names in told.items()} == there, "mend upkeep/inventory.csv"


def test_no_table_is_told_that_is_not_there():
    assert {entry.table for entry in entries()} == {model._meta.label for model in MODELS}


def test_who_somebody_is_never_counts_as_nothing():
    nothing = {(entry.table, name) for entry in entries() if entry.kind == "none" for name in entry.fields}
    people = {
        (model._meta.label, field.name)
        for model in MODELS
        for field in model._meta.get_fields()
        if isinstance(field, models.ForeignKey) and field.related_model is User
    }
    texts = {
        (model._meta.label, field.name)
        for model in MODELS
        for field in model._meta.get_fields()
        if isinstance(field, models.TextField | models.FileField | models.EmailField)
    }

    assert (people | texts) & nothing <= {("notifications.AddressFault", "text")}


def test_every_word_is_there():
    assert {entry.kind for entry in entries()} <= set(CLASSES) == set(words.KINDS)
    assert {entry.purpose for entry in entries()} == set(words.PURPOSES) >= set(GROUNDS)
    assert {entry.kept for entry in entries()} <= set(BY_CODE) | set(words.OTHERWISE)
    assert all(thing_of(entry.table) or entry.table in words.TABLES for entry in entries())


@pytest.mark.parametrize(
    ("table", "erased", "handed"),
    [
        ("schools.User", "goes", "person"),
        ("schools.StaffRole", "goes", "nobody"),
        ("meetings.Attendance", "goes", "group"),
        ("meetings.Minutes", "stays", "group"),
        ("meetings.Meeting", "unnamed", "school"),
        ("evidence.Attest", "goes", "person"),
        ("coaching.Note", "goes", "person"),
        ("pulse.Ballot", "stays", "nobody"),
    ],
)
def test_what_becomes_of_it(table, erased, handed):
    assert (erased_of(apps.get_model(table)), handed_of(table)) == (erased, handed)


@pytest.mark.django_db
def test_page_is_open_and_reads_no_row(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        page = client.get(reverse("upkeep:inventory"))

    assert page.status_code == 200
    assert sum(len(tables) for _purpose, tables in inventory()) == len(MODELS)
