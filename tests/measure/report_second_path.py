"""The figures of a yearly report once more: plain SELECTs of raw tables, added up in plain Python.

It shares nothing with `evidence.queries` or `evidence.report_sections`, so that a mistake in one is seen in the other.
"""

import re
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db import connection

ZONE = ZoneInfo("Europe/Brussels")
GOAL = re.compile(r'"plan_goal": "[^"]')  # one that says something
Row = dict[str, Any]


def table(name: str) -> list[Row]:
    """Every row of a table, days as dates."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {name}")
        heads = [one[0] for one in cursor.description]
        return [dict(zip(heads, row, strict=True)) for row in cursor.fetchall()]


def local(moment: datetime | str) -> date:
    """The day in Brussels of a stored moment."""
    if isinstance(moment, str):
        moment = datetime.fromisoformat(moment)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return moment.astimezone(ZONE).date()


def second_path(slug: str, label: str, today: date) -> dict[str, int | None]:
    """By figure, as `evidence.report_sections` names them."""
    raw = Raw(slug, label, today)
    return {**raw.groups_and_time(), **raw.people(), **raw.made_and_decided(), **raw.conditions(), **raw.asked()}


class Raw:
    """One school and year, and the rows of its groups."""

    def __init__(self, slug: str, label: str, today: date) -> None:
        self.school = next(one["id"] for one in table("schools_school") if one["slug"] == slug)
        self.years = [one for one in table("schools_schoolyear") if one["school_id"] == self.school]
        year = next(one for one in self.years if one["label"] == label)
        self.first, self.last, self.today = year["first_day"], year["last_day"], today
        self.until = min(today, self.last)
        running = [one for one in table("communities_community") if self.runs(one)]
        self.hosted = {one["id"]: one for one in running if one["school_id"] == self.school}
        partners = {one["community_id"] for one in table("communities_partnership") if one["school_id"] == self.school}
        self.joined = {one["id"] for one in running if one["id"] in partners}

    def runs(self, group: Row) -> bool:
        gone = group["ended_on"] is not None and group["ended_on"] <= self.first
        return not gone and group["started_on"] <= self.until and group["stage"] != "proposal"

    def inside(self, day: date | None) -> bool:
        return day is not None and self.first <= day <= self.until

    def groups_and_time(self) -> dict[str, int | None]:
        meetings = [one for one in table("meetings_meeting") if one["community_id"] in self.hosted]
        held = [one for one in meetings if one["status"] == "held" and self.inside(one["day"])]
        minutes: dict[bool | None, int] = {True: 0, False: 0, None: 0}
        for one in held:
            usual = one["in_lesson_time"]
            usual = self.hosted[one["community_id"]]["in_lesson_time"] if usual is None else usual
            minutes[None if usual is None else bool(usual)] += one["minutes"]
        ahead = [one for one in meetings if one["status"] == "planned" and self.today <= one["day"] <= self.last]
        newest: dict[int, Row] = {}
        for one in sorted(table("communities_charterversion"), key=lambda one: one["number"]):
            if one["community_id"] in self.hosted and local(one["put_at"]) <= self.until:
                newest[one["community_id"]] = one
        return {
            "groups": len(self.hosted),
            "joined": len(self.joined),
            "goals": sum(bool(GOAL.search(text(one["content"]))) for one in newest.values()),
            "held": len(held),
            "ahead": len(ahead),
            "time": sum(one["minutes"] for one in held),
            "inside": minutes[True],
            "outside": minutes[False],
            "unsaid": minutes[None],
            "together": sum(one["minutes"] * (one["present_count"] or 0) for one in held),
            "relieved": sum(bool(one["falls_away"]) for one in self.hosted.values()),
        }

    def people(self) -> dict[str, int | None]:
        here = [one for one in table("schools_staff") if one["school_id"] == self.school]
        staff = {one["user_id"] for one in here if one["left_on"] is None or one["left_on"] > self.first}
        took_part = [
            one
            for one in table("communities_membership")
            if one["joined_on"] <= self.until and (one["left_on"] is None or one["left_on"] > self.first)
        ]
        members = [one for one in took_part if one["role"] == "member"]
        coached = {one["community_id"] for one in took_part if one["role"] == "coach"} & set(self.hosted)
        somewhere = {one["user_id"] for one in members if one["community_id"] in {*self.hosted, *self.joined}}
        is_old = any(self.last < one["first_day"] <= self.today for one in self.years)
        return {
            "members": len({one["user_id"] for one in members if one["community_id"] in self.hosted}),
            "taking_part": len(somewhere & staff),
            "staff": None if is_old else sum(one["left_on"] is None for one in here),
            "coached": len(coached),
        }

    def made_and_decided(self) -> dict[str, int | None]:
        made = [
            one
            for one in table("learning_outcome")
            if one["community_id"] in self.hosted
            and self.inside(one["made_on"])
            and one["removed_on"] is None
            and one["reach"] != "group"
        ]
        used = {one["outcome_id"] for one in table("learning_outcomeuse") if one["school_id"] is not None}
        every = {one["id"] for one in table("communities_community") if one["school_id"] == self.school}
        decided = [
            one
            for one in table("communities_stagedecision")
            if one["community_id"] in every and self.inside(one["decided_on"])
        ]
        open_now = [
            one
            for one in table("communities_experiment")
            if one["community_id"] in self.hosted
            and one["started_on"] <= self.until
            and (one["closed_on"] is None or one["closed_on"] > self.until)
        ]
        renewed = [one for one in table("communities_renewal") if one["community_id"] in every]
        return {
            "outcomes": len(made),
            "used": sum(one["id"] in used for one in made),
            "told_school": sum(one["reach"] == "school" for one in made),
            "told_all": sum(one["reach"] == "all" for one in made),
            "decided": len(decided),
            "embedded": sum(one["kind"] == "embed" for one in decided),
            "stopped": sum(one["kind"] == "stop" for one in decided),
            "trial": len(open_now),
            "renewed": sum(bool(one["goes_on"]) and self.inside(one["closed_on"]) for one in renewed),
        }

    def conditions(self) -> dict[str, int | None]:
        said: dict[tuple[int, str, str], list[Row]] = {}
        for one in sorted(table("conditions_conditionanswer"), key=lambda one: (moment(one["at"]), one["id"])):
            if one["community_id"] in self.hosted and local(one["at"]) <= self.until:
                said.setdefault((one["community_id"], one["code"], one["side"]), []).append(one)
        by_leader = {key[:2] for key in said if key[2] == "leader"}
        found = {"looked": len(by_leader), "leader_begin": 0, "leader_end": 0, "group_begin": 0, "group_end": 0}
        for (pk, code, side), answers in said.items():
            if (pk, code) in by_leader:
                before = [one for one in answers if local(one["at"]) <= self.first]
                found[f"{side}_begin"] += (before[-1] if before else answers[0])["status"] == "yes"
                found[f"{side}_end"] += answers[-1]["status"] == "yes"
        return dict(found)

    def asked(self) -> dict[str, int | None]:
        ours = [one for one in table("leading_leaderrequest") if one["school_id"] == self.school]
        asked = [one for one in ours if self.inside(local(one["asked_at"]))]
        days = sorted(one["answer_days"] for one in asked if one["answer_days"] is not None)
        return {
            "asked": len(asked),
            "answered": sum(one["answered_at"] is not None for one in asked),
            "answer_days": days[(len(days) - 1) // 2] if len(days) > 2 else None,
            "steps": self.counted("conditions_readinessstep", "done_on"),
            "rounds": self.counted("conditions_readinessround", "closed_on"),
            "scans": self.counted("conditions_otherscan", "taken_on"),
            "notes": sum(
                one["school_id"] == self.school and self.inside(local(one["at"]))
                for one in table("conditions_purposenote")
            ),
            "words": self.counted("pulse_schoolpulse", "released_on"),
            **self.below_the_surface(),
        }

    def counted(self, name: str, column: str) -> int:
        return sum(one["school_id"] == self.school and self.inside(one[column]) for one in table(name))

    def below_the_surface(self) -> dict[str, int | None]:
        rounds = [
            one
            for one in table("pulse_round")
            if one["community_id"] in self.hosted and self.inside(one["closed_on"]) and one["size"]
        ]
        talks = {
            (one["community_id"], one["held_on"])
            for one in table("pulse_conversation")
            if one["community_id"] in self.hosted and self.inside(one["held_on"])
        }
        is_over = self.today > self.last
        measured = is_over and len({one["community_id"] for one in rounds}) > 2
        discussed = is_over and len({pk for pk, _day in talks}) > 2
        return {"measured": len(rounds) if measured else None, "discussed": len(talks) if discussed else None}


def text(content: Any) -> str:
    """A column of JSON, as it is stored."""
    return content if isinstance(content, str) else repr(content).replace("'", '"')


def moment(value: datetime | str) -> str:
    return value if isinstance(value, str) else value.astimezone(UTC).isoformat()
