"""The sheets of starting well by hand: Dutch names, faults with sheet, row and column, all or nothing."""

from datetime import UTC, date, datetime

import pytest
from django.utils import translation

from communities.models import CharterVersion, Community, Experiment, VariantVersion
from exchange.applying import apply_workbook
from exchange.collecting import collect
from exchange.faults import Refused
from exchange.layout import SHEET_BY_NAME
from exchange.reading import read_workbook
from exchange.writing import write_workbook
from schools.models import School, Staff
from tests.exchange.workbooks import Sample, rows_of
from tests.factories import ExperimentFactory

NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)
DAY, LATER, MOMENT = date(2026, 9, 7), date(2027, 5, 14), datetime(2026, 9, 10, 14)
CARD = "0b6f2d2c-8f53-4f5c-9d0e-2f4f5a1d6a11"


@pytest.fixture
def sample() -> Sample:
    return Sample()


def fill(sample: Sample, sheet: str, *rows: dict[str, object]) -> Sample:
    """Rows by column; a column that is not named stays empty."""
    columns = SHEET_BY_NAME[sheet].column_names
    sample.rows[sheet] = [[row.get(name, "") for name in columns] for row in rows]
    return sample


def bring(sample: Sample):
    return apply_workbook(book=read_workbook(sample.content()), by=None, now=NOW).tallies


def faults_of(sample: Sample) -> list[tuple[str, int, str]]:
    with pytest.raises(Refused) as refused:
        read_workbook(sample.content())
    return [(fault.sheet, fault.row, fault.column) for fault in refused.value.faults]


EXPERIMENT = {"community": "tdt-wis", "started_on": DAY, "ends_on": LATER, "question": "Helpt het?"}
ANSWER = {"community": "tdt-wis", "code": "time", "side": "group", "status": "partly", "at": MOMENT}
CHORE = {"community": "tdt-wis", "starts_at": datetime(2026, 10, 15, 13, 30), "kind": "room"}
VOICE = {"community": "tdt-wis", "opened_on": DAY, "email": "tine@school.example", "goes_on": True}
CHOICE = {"community": "tdt-wis", "variant": "TDT", "decided_on": DAY}
PHASE = {"school": "atheneum", "code": "plg", "number": 1, "position": 1, "name": "Start"}
PUPIL = {"community": "tdt-wis", "card": CARD, "mood": 3}


@pytest.mark.parametrize(
    ("sheet", "rows", "wrong"),
    [
        ("Experiments", [{**EXPERIMENT, "community": "nix"}], [(2, "community")]),
        ("Experiments", [{**EXPERIMENT, "ends_on": date(2026, 9, 1)}], [(2, "ends_on")]),
        ("Experiments", [EXPERIMENT, {**EXPERIMENT, "started_on": LATER}], [(3, "closed_on")]),
        ("Experiments", [{**EXPERIMENT, "question": ""}], [(2, "question")]),
        ("ConditionAnswers", [{**ANSWER, "owner": "nobody@school.example"}], [(2, "owner")]),
        ("ConditionAnswers", [{**ANSWER, "status": "misschien"}], [(2, "status")]),
        ("Chores", [{**CHORE, "starts_at": datetime(2026, 10, 16, 13, 30)}], [(2, "starts_at")]),
        ("RenewalVoices", [VOICE], [(2, "opened_on")]),
        ("FeedbackAnswers", [PUPIL], [(2, "card")]),
        ("FeedbackAnswers", [{**PUPIL, "card": "zomaar"}], [(2, "card")]),
        ("VariantChoices", [{**CHOICE, "answers": "{"}, {**CHOICE, "answers": "[]"}], [(2, "answers"), (3, "answers")]),
        ("VariantChoices", [{**CHOICE, "advised": "3"}, {**CHOICE, "advised": "{}"}], [(2, "advised"), (3, "advised")]),
        ("WorkloadRules", [{"school": "nergens", "ceiling_hours": 40, "text": "x"}], [(2, "school")]),
        ("VariantPhases", [PHASE, PHASE], [(2, "number"), (3, "number"), (3, "position")]),
        (
            "MemberStatements",
            [{"community": "tdt-wis", "email": "tine@school.example", "joined_on": date(2020, 1, 1), "brings": "x"}],
            [(2, "joined_on")],
        ),
        (
            "Charters",
            [{"community": "tdt-wis", "changed_at": MOMENT}, {"community": "tdt-wis", "changed_at": MOMENT}],
            [(3, "community")],
        ),
    ],
)  # fmt: skip
def test_fault_is_told_with_its_place(sample, sheet, rows, wrong):
    assert faults_of(fill(sample, sheet, *rows)) == [(sheet, row, column) for row, column in wrong]


def test_fault_speaks_the_language_of_the_reader(sample):
    fill(sample, "Experiments", EXPERIMENT, {**EXPERIMENT, "started_on": LATER})

    with translation.override("nl"), pytest.raises(Refused) as refused:
        read_workbook(sample.content())

    assert refused.value.faults[0].what == "Rij 2 staat ook nog open."


def test_dutch_names_are_taken(db, sample):
    fill(sample, "ConditionAnswers", {**ANSWER, "side": "groep", "status": "n.v.t."})
    sample.names["ConditionAnswers"] = "Startvoorwaarden"
    sample.headings["ConditionAnswers"] = [
        *("groep", "kenmerk", "kant", "toestand", "nota", "volgende stap", "wie", "tegen", "door", "op")
    ]

    assert bring(sample)["ConditionAnswers"].created == 1
    assert Community.objects.get(code="tdt-wis").condition_answers.get().status == "na"


COMMUNITY = SHEET_BY_NAME["Communities"].column_names


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"form": "nix"}, "form"),
        ({"help_wait": 5, "leader_wait": 0}, "leader_wait"),
        ({"overdue_wait": 7}, "overdue_wait"),
    ],
)
def test_later_columns_of_a_community_are_checked(sample, cells, column):
    first = sample.rows["Communities"][0]
    first += [None] * (len(COMMUNITY) - len(first))
    for name, cell in cells.items():
        first[COMMUNITY.index(name)] = cell

    assert ("Communities", 2, column) in faults_of(sample)


def test_workbook_without_later_columns_leaves_what_is_stored(db, sample):
    bring(sample)
    Community.objects.update(stage="embedded", falls_away="Toezicht", in_lesson_time=True)
    Staff.objects.update(grades="3", teaching_since=2001)
    for sheet, columns in (("Communities", 13), ("Staff", 7), ("Members", 5), ("Meetings", 6)):
        sample.headings[sheet] = sample.headings[sheet][:columns]

    assert read_workbook(sample.content()).remarks == []
    assert bring(sample)["Communities"].updated == 0
    assert set(Community.objects.values_list("stage", "falls_away")) == {("embedded", "Toezicht")}
    assert set(Staff.objects.values_list("grades", "teaching_since")) == {("3", 2001)}


def test_one_fault_and_nothing_is_taken(db, sample):
    """What contradicts the database refuses the whole workbook, also what came before it."""
    bring(sample)
    ExperimentFactory(community=Community.objects.get(code="tdt-wis"), started_on=date(2026, 10, 1))
    fill(sample, "Experiments", EXPERIMENT)
    sample.rows["School"][0][1] = "Andere naam"

    with pytest.raises(Refused) as refused:
        bring(sample)

    assert [(fault.sheet, fault.row) for fault in refused.value.faults] == [("Experiments", 0)]
    assert School.objects.get(slug="atheneum").name == "Atheneum Ter Linde"
    assert Experiment.objects.count() == 1


INJECTIONS = ['=HYPERLINK("http://x")', "+1+1", "-1", "@SUM(A1)", "'=1", "\t=1", "=cmd|' /C calc'!A0"]


@pytest.mark.parametrize("text", INJECTIONS)
def test_no_text_becomes_a_formula(db, sample, text):
    fill(sample, "Experiments", {**EXPERIMENT, "question": f"'{text}" if text.startswith("=F=") else text})
    fill(
        sample,
        "CharterVersions",
        {"community": "tdt-wis", "number": 1, "put_at": MOMENT, "need": text, "more": '{"x": "=1+1"}'},
    )
    bring(sample)

    content = write_workbook(collect(School.objects.get(slug="atheneum")))

    book = read_workbook(content)  # a formula would be refused
    assert book.facts["CharterVersions"][0].values["need"] == text.strip()
    assert rows_of(content)["Experiments"][1][3] == text.strip()
    assert CharterVersion.objects.get().content["x"] == "=1+1"


def test_data_that_a_database_does_not_hold_is_refused(sample):
    rows = [
        {"school": "atheneum", "code": "plg", "number": 1, "changed_at": MOMENT, "more": more}
        for more in ('{"a": NaN}', '{"a": "\\u0000"}', "[" * 5000)
    ]
    fill(sample, "SchoolVariants", {"school": "atheneum", "code": "plg", "base": "COP", "name": "PLG"})
    fill(sample, "VariantVersions", *rows)

    assert faults_of(sample) == [("VariantVersions", row, "more") for row in (2, 3, 4)]
    assert not hasattr(VariantVersion, "more")
