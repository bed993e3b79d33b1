"""The visibility contract says what the permission file says, is open to everybody, and knows no school."""

import pytest
from django.urls import reverse
from django.utils.translation import override

from schools.contract_words import ABOUT_YOU, OWN, SHORT, THEMES, about_you, at_a_glance, cell, matrix
from schools.permissions import rules
from schools.wording import OBJECTS, ROLES
from upkeep.agreement import HELD


def test_every_thing_has_one_theme():
    told = [name for _label, names in THEMES.values() for name in names]

    assert sorted(told) == sorted(OBJECTS)


def test_table_equals_the_permission_file():
    allowed = {(rule.role, rule.object) for rule in rules() if rule.action == "read" and rule.is_allowed}

    for name in OBJECTS:
        for role in ROLES:
            assert (cell(role, name) != "no") is ((role, name) in allowed)
    assert sum(len(lines) for _label, lines in matrix()) == len(OBJECTS)


def test_own_means_that_a_row_of_oneself_is_reached():
    reached: dict[tuple[str, str], set[str]] = {}
    for rule in rules():
        if rule.action == "read" and rule.is_allowed:
            reached.setdefault((rule.role, rule.object), set()).add(rule.relation)

    assert {pair: where for pair, where in reached.items() if pair in OWN and where != {"own"}} == {}


@pytest.mark.parametrize("role", HELD)
def test_promises_are_true_by_the_file(role):
    assert [name for name in HELD[role] if cell(role, name) != "no"] == []


def test_sums_are_those_of_the_table():
    for (label, total, cells), (again, lines) in zip(at_a_glance(), matrix(), strict=True):
        assert (label, total) == (again, len(lines))
        assert [seen for seen, _own in cells] == [
            sum(line.cells[at] != "no" for line in lines) for at in range(len(ROLES))
        ]


def test_what_others_see_of_you_never_names_a_leader_where_she_may_not():
    told = dict(zip(ABOUT_YOU, about_you(), strict=True))

    for name in ("attendance", "reply", "help_request", "try_out", "pulse_finding"):
        assert SHORT["leader"] not in told[name].seen_by
    for name in ("look_back", "attest", "notice", "coach_note", "renewal_voice", "invitation", "watch_words"):
        assert told[name].seen_by == []


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["contract", "contract-pdf"])
def test_a_committee_reads_it_without_an_account_and_without_a_school(client, django_assert_num_queries, name):
    with django_assert_num_queries(0):
        answer = client.get(reverse(f"upkeep:{name}"))

    assert answer.status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "name"), [("nl", "wie-ziet-wat.pdf"), ("en", "who-sees-what.pdf")])
def test_paper_is_tagged_and_in_the_language_of_the_reader(client, language, name):
    client.cookies["django_language"] = language
    answer = client.get(reverse("upkeep:contract-pdf"))

    assert name in answer.headers["Content-Disposition"]
    assert answer.content.startswith(b"%PDF")
    assert b"pdfuaid" in answer.content


@pytest.mark.django_db
def test_page_has_lines_to_sign_on_and_all_rules_of_keeping(client):
    with override("en"):
        client.cookies["django_language"] = "en"
        text = client.get(reverse("upkeep:contract")).content.decode()

    assert "For the staff (local committee or council)" in text
    assert "this school year and the one before; after that only how many there were" in text
