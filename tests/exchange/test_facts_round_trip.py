"""The sheets of starting and learning well: out, into an empty installation, out again; what a leader never reads."""

import json
from datetime import UTC, date, datetime

import pytest
from django.apps import apps
from django.db import models

from communities.models import Community, Membership
from conditions.models import PracticeLine, PurposeAgreement, ReadinessAnswer, ReadinessTicket
from exchange.applying import apply_workbook
from exchange.collecting import collect
from exchange.columns import plain
from exchange.facts import FACTS
from exchange.layout import SHEETS
from exchange.reading import read_workbook
from exchange.writing import write_workbook
from meetings.models import FeedbackAnswer, FeedbackTicket
from schools.models import School, User
from tests.architecture.world import Things, build
from tests.conftest import Personas
from tests.exchange.workbooks import rows_of
from tests.factories import (
    CharterAcceptanceFactory,
    CharterVersionFactory,
    CommunityFactory,
    ConditionAnswerFactory,
    CycleTextFactory,
    FeedbackAnswerFactory,
    MembershipFactory,
    ReadinessRoundFactory,
    SchoolVariantFactory,
    open_school,
    staff_member,
)

NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)
LEFT_OUT = {  # what points to what no workbook holds: decisions, tasks, a file, a pulse, the answer that was taken
    *(("TryOut", "subtask"), ("OutcomeVersion", "file"), ("Topic", "accepted"), ("Proposal", "decision")),
    ("Conversation", "round"),
}
OWN_WORDS = (  # of a group or of one person: never in a leader's workbook
    *("WatchWords", "Charters", "WorkingAgreements", "CharterAcceptances", "MemberStatements", "GuestConsents"),
    *("CompositionAnswers", "RenewalVoices", "ReadinessAnswers", "PupilGuests", "FeedbackCards", "FeedbackAnswers"),
    *("Chores", "CycleTexts", "Activities", "PurposeNotes", "PurposeAgreements"),
    *("GroupScripts", "RoleTurns", "ParkedItems", "Proposals", "Objections", "ExitChecks", "ModelChecks"),
    *("ProcessReviews", "ProcessAnswers", "SelfReviews", "Boards", "BoardSteps", "BoardMoves", "Evidence"),
    *("CasePupils", "Predictions", "Observations", "LessonTalks", "TryOuts", "Outcomes", "OutcomeVersions"),
    *("OutcomeUses", "Topics", "Posts", "StakeholderUpdates", "StakeholderAsks", "CoachMandates", "HelpRequests"),
    *("Offers", "SignalDismissals", "Conversations", "LeaderRequests"),
)


CONTENT = {
    **{"description": "Samen\nontwerpen", "for_whom": "", "purpose": "=Doel", "horizon": "", "length_note": ""},
    **{"keywords": ["ontwerp", "les"], "prerequisites": [], "outcomes": ["een les"], "exits": []},
    "cautions": [{"when": "Als niemand tijd heeft", "first": "maak tijd", "code": "time"}],
    **{"size_low": 3, "size_high": 6, "minutes_low": None, "minutes_high": None, "regime": "interval"},
    **{"target_weeks": 5, "limit_weeks": 7, "minimum_per_year": None, "gap_weeks": 2},
    "phases": [
        {
            **{"code": code, "name": code.title(), "purpose": "", "questions": ["Wat?", "Wie?"], "artefacts": []},
            **{"exits": ["af"], "min_meetings": 0, "weeks": weeks, "coach_role": "", "coach_hint": ""},
            **{"loops_back_to": "", "note": ""},
        }
        for code, weeks in (("start", 2), ("doen", 0))
    ],
}


def empty_installation() -> None:
    for model in (
        *(facts.model for facts in reversed(FACTS)),
        ReadinessTicket,
        FeedbackTicket,
        Community,
        School,
        User,
    ):
        model._default_manager.all().delete()


def bring(content: bytes, **how):
    return apply_workbook(book=read_workbook(content), by=how.pop("by", None), now=NOW, **how).tallies


def everything(personas: Personas) -> Things:
    """One row of everything, and what is special about some of it."""
    here = build(personas).here
    school, group, member = here.school, here.group, here.rows["membership"]
    form = here.rows["school_variant"]
    Community.objects.filter(pk=group.pk).update(
        **{"form": form, "form_version": 1, "stage": "experiment", "is_open": True, "in_lesson_time": False},
        **{"falls_away": "Het toezicht\nop vrijdag", "overdue_wait": 5, "help_wait": 10, "leader_wait": 10},
        wait_reason="=Stage",
    )
    Membership.objects.filter(pk=member.pk).update(until=date(2027, 6, 30))
    member.user.staff.update(grades="3 en 4", teaching_since=2009)
    meeting = here.rows["meeting"]
    type(meeting).objects.filter(pk=meeting.pk).update(in_lesson_time=True)
    # The second version takes over what the first said, and says what has no column.
    content = {"need": "=Bewijzen\n- durven", "school_weight": 3, "regime": "interval", "later": ["x", {"y": 1}]}
    second = CharterVersionFactory(community=group, number=2, content=content, put_by=personas.leader)
    CharterAcceptanceFactory(version=second, user=member.user, is_clear=True, is_feasible=False)
    here.rows["variant_version"].__class__.objects.update(content=CONTENT)
    here.rows["variant_choice"].__class__.objects.update(answers={"scale": "one"}, advised=["TDT", "COP"])
    closed = ReadinessRoundFactory(school=school, opened_on=date(2026, 9, 7), closed_on=date(2026, 9, 30))
    for _person in range(2):  # two people who say the same
        ReadinessAnswer.objects.create(round=closed, code="time", now=2, wanted=4)
    ReadinessAnswer.objects.create(round=here.rows["readiness_round"], code="time", now=1, wanted=4)
    FeedbackAnswerFactory(card=here.rows["feedback_card"], helped="zq-canary-pupil")
    PurposeAgreement.objects.create(draft=here.rows["purpose_draft"], user=member.user)
    CycleTextFactory(cycle=here.rows["cycle"], step=None, text="zq-canary-theme")
    ConditionAnswerFactory(community=group, code="goal", side="leader", status="no", next_step="Samen praten")
    return here


@pytest.fixture
def here(personas) -> Things:
    return everything(personas)


def test_every_sheet_comes_back_cell_by_cell(here):
    slug = here.school.slug
    first = write_workbook(collect(here.school))
    empty_installation()
    bring(first)
    second = write_workbook(collect(School.objects.get(slug=slug)))

    assert rows_of(second) == rows_of(first)
    assert rows_of(first).keys() >= {sheet.name for sheet in SHEETS}


def test_rows_mean_the_same_afterwards(here):
    """Field by field, where the ids of other rows are replaced by what they are called."""
    before, slug = told_fields(), here.school.slug
    first = write_workbook(collect(here.school))
    empty_installation()
    bring(first)

    after = told_fields()
    assert {name: after[name] for name in after if after[name] != before[name]} == {}
    assert School.objects.filter(slug=slug).exists()


LOST = {"created_by", "opened_by", "created_at", "version", "form_key", "id", "key"}


def told_fields() -> dict[str, list[str]]:
    """Every field of every row of facts of the school `here`, as text."""
    found = {}
    for facts in FACTS:
        rows = facts.model._default_manager.filter(facts.only, **{facts.host: School.objects.get(slug="atheneum")})
        found[facts.sheet.name] = sorted(str(fields_of(row)) for row in rows)
    return found


def fields_of(row: models.Model) -> dict[str, object]:
    fields = {}
    for field in row._meta.concrete_fields:
        is_lost = field.name in LOST or (type(row).__name__, field.name) in LEFT_OUT
        if is_lost or (field.primary_key and not field.is_relation):
            continue
        value = getattr(row, field.name)
        fields[field.name] = str(value) if isinstance(value, User | School | Community) else value
        if isinstance(value, datetime):
            fields[field.name] = value.replace(second=0, microsecond=0)
        if isinstance(value, dict | list):
            fields[field.name] = json.dumps(value, sort_keys=True)
        if field.is_relation and not isinstance(value, User | School | Community):
            fields[field.name] = value is not None
    return fields


def test_second_import_changes_nothing(here):
    first = write_workbook(collect(here.school))

    tallies = bring(first)

    changed = {
        name: (tally.created, tally.updated) for name, tally in tallies.items() if tally.created or tally.updated
    }
    assert changed == {}
    assert not any(tally.skipped[reason] for tally in tallies.values() for reason in tally.skipped)


def test_leader_gets_no_words_of_the_group(here, personas):
    sheets = rows_of(write_workbook(collect(here.school, reader=personas.leader)))

    assert not sheets.keys() & set(OWN_WORDS)
    assert "zq-canary" not in str(sheets)
    assert sheets.keys() >= {sheet.name for facts in FACTS if facts.for_leader for sheet in facts.sheets}
    staff = [dict(zip(sheets["Staff"][0], row, strict=True)) for row in sheets["Staff"][1:]]
    assert {row["grades"] for row in staff} == {""}
    groups = [dict(zip(sheets["Communities"][0], row, strict=True)) for row in sheets["Communities"][1:]]
    assert {(row["leader_wait"], row["wait_reason"]) for row in groups} == {("", "")}


def test_leader_does_not_read_who_said_it(here, personas):
    sheets = rows_of(write_workbook(collect(here.school, reader=personas.leader)))

    for name, column in (("CharterVersions", "put_by"), ("ConditionAnswers", "by"), ("StageDecisions", "recorded_by")):
        index = sheets[name][0].index(column)
        assert {row[index] for row in sheets[name][1:]} == {""}


def test_leader_reads_the_answer_of_the_group_after_her_own(here, personas):
    def answers():
        sheets = rows_of(write_workbook(collect(here.school, reader=personas.leader)))
        return {(row[1], row[2]) for row in sheets["ConditionAnswers"][1:]}

    assert answers() == {("goal", "leader")}
    ConditionAnswerFactory(community=here.group, code="time", side="leader")
    assert answers() == {("goal", "leader"), ("time", "leader"), ("time", "group")}


def test_answers_of_an_open_round_and_its_tickets_stay_at_home(here):
    rows = rows_of(write_workbook(collect(here.school)))

    assert len(rows["ReadinessAnswers"]) == 3
    assert "ReadinessTickets" not in rows
    assert "FeedbackTickets" not in rows


def test_other_school_stands_in_no_workbook(personas):
    world = build(personas)
    elsewhere = {row.pk for row in world.elsewhere.rows.values()}
    sheets = rows_of(write_workbook(collect(world.here.school)))

    assert elsewhere
    assert world.elsewhere.group.code not in {row[0] for rows in sheets.values() for row in rows[1:]}
    assert world.elsewhere.school.slug not in {row[0] for rows in sheets.values() for row in rows[1:]}


def test_pupils_answers_past_their_date_do_not_come_back(here):
    card = here.rows["feedback_card"]
    type(card).objects.filter(pk=card.pk).update(closes_on=date(2026, 11, 1), delete_on=date(2026, 11, 24))
    first = write_workbook(collect(here.school))
    empty_installation()

    tallies = bring(first)

    assert tallies["FeedbackAnswers"].skipped["past_its_date"] == 2
    assert not FeedbackAnswer.objects.exists()


def test_leader_brings_what_she_may_read_to_new_groups_only(here, personas):
    whole = write_workbook(collect(here.school))
    before = told_fields()

    tallies = bring(whole, by=personas.leader, host=here.school)

    assert told_fields() == before
    assert tallies["Charters"].skipped["group_words"] == 1
    assert tallies["Experiments"].skipped["group_owns"] == 1
    assert tallies["SchoolVariants"].unchanged == 1


def test_leader_brings_the_frame_of_a_new_group(here, personas):
    whole = write_workbook(collect(here.school))
    Community.objects.filter(pk=here.group.pk).update(code="elders")

    tallies = bring(whole, by=personas.leader, host=here.school)

    new = Community.objects.get(code=here.group.code, school=here.school)
    assert (new.stage, new.is_open, new.overdue_wait, new.form.code) == (
        *("experiment", True, 0),
        here.rows["school_variant"].code,
    )
    assert tallies["CharterVersions"].created == 2
    assert not new.charter_versions.filter(acceptances__isnull=False).exists()
    assert not new.memberships.exists()


def test_leader_brings_the_table_of_her_school(here, personas):
    whole = write_workbook(collect(here.school, reader=personas.leader))
    PracticeLine.objects.all().delete()

    tallies = bring(whole, by=personas.leader, host=here.school)

    assert PracticeLine.objects.get(school=here.school).actions == "Maakt een vast uur vrij."
    assert tallies["PracticeLines"].created == 1


def test_pulse_and_what_is_a_coachs_own_stand_in_no_workbook(here):
    told = str(rows_of(write_workbook(collect(here.school))))

    for words in ("zq-canary-comment", "Meer tijd om te luisteren", "growing", "mixed"):
        assert words not in told


def test_record_is_not_changed(here):
    version = here.rows["charter_version"]
    whole = write_workbook(collect(here.school))
    type(version).objects.filter(pk=version.pk).update(content={"need": "Anders"})

    tallies = bring(whole)

    version.refresh_from_db()
    assert version.content == {"need": "Anders"}
    assert tallies["CharterVersions"].skipped["record"] == 1


def test_no_name_is_accepted_twice():
    for sheet in SHEETS:
        words = [word for column in sheet.columns for word in {plain(word) for word in (column.name, *column.dutch)}]
        assert len(words) == len(set(words)), sheet.name
    names = [name for sheet in SHEETS for name in {plain(name) for name in (sheet.name, *sheet.dutch)}]
    assert len(names) == len(set(names))


def test_every_column_of_facts_is_stored_somewhere():
    for facts in FACTS:
        fields = {field.name for field in facts.model._meta.concrete_fields}
        assert fields >= {link.attribute for link in facts.links} | facts.plain_columns().keys(), facts.sheet.name
        assert set(facts.key) <= set(facts.sheet.column_names)
        assert facts.sheet.is_optional


@pytest.mark.parametrize("rows", [1, 3])
def test_export_reads_each_table_once(db, rows, django_assert_num_queries):
    host = open_school(slug="atheneum")
    leader = staff_member(host, "leader")
    for _number in range(rows):
        group = CommunityFactory(school=host)
        member = MembershipFactory(community=group, user=staff_member(host))
        SchoolVariantFactory(school=host)
        ConditionAnswerFactory(community=group, by=member.user, owner=leader)
        CharterVersionFactory(community=group, put_by=leader)

    with django_assert_num_queries(84):
        collect(host)


# What a workbook leaves out of its tables, and why: who opened or made something is a trace, `version` counts saves,
# keys of forms belong to pages.
TRACES = {"id", "created_by", "created_at", "opened_by", "form_key"}


def test_every_field_of_these_tables_is_told_or_left_out_on_purpose():
    missing = {}
    for facts in FACTS:
        told = {link.attribute for link in facts.links} | facts.plain_columns().keys()
        told |= {facts.content.attribute} if facts.content else set()
        fields = {field.name for field in facts.model._meta.concrete_fields} - TRACES - told - {facts.counter}
        fields -= {name for model, name in LEFT_OUT if model == facts.model.__name__}
        if fields:
            missing[facts.sheet.name] = fields
    assert missing == {}


def test_no_table_was_forgotten():
    told = {facts.model for facts in FACTS}
    known = {
        *("Community", "Partnership", "Membership", "Invitation", "CoachRole", "Pause"),
        *("Meeting", "AgendaBlock", "Minutes", "Decision", "Attendance", "Subtask", "LogReceipt", "Cadence"),
        *("CalendarFeed", "Reply", "Telling", "DigestDay"),
        *("FeedbackTicket", "ReadinessTicket"),  # who may still answer is not told
        *("Run", "Mention", "MandateVoice"),  # a screen at work, a call by name, a yes to a coach
        *("Round", "Ticket", "RoundKey", "Ballot", "Finding", "Comment", "ShareVoice", "SchoolPulse"),  # the pulse
        *("Talk", "Note"),  # a coach's own
        *("YearPlan", "PlannedDate", "TaughtHour", "SavedView"),  # a draft, a timetable of persons, a leader's own
    }
    found = {
        model
        for app in ("communities", "meetings", "conditions", "planning", "learning", "pulse", "leading", "coaching")
        for model in apps.get_app_config(app).get_models()
        if not model._meta.proxy
    }
    assert {model.__name__ for model in found - told} - known == set()
