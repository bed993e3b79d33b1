"""Addresses of learning well, a part an area; `url_table` adds them to its table."""

from typing import Any

from tests.architecture.url_rows import INSIDERS, READERS, STAFF, Row, group, in_school, planned, row_of, school
from tests.architecture.world import Things


def noted(things: Things, user: Any) -> list[Any]:
    """The person whom the coach's note is about."""
    return [things.rows["membership"].user_id]


COACH: dict[str, Row] = {
    "communities:coach": Row(group, INSIDERS, None),
    "communities:propose-coach": Row(group, None, INSIDERS),
    "communities:take-role": Row(group, None, INSIDERS),
    "communities:take-part-as": Row(group, None, INSIDERS),
    "communities:mandate-say": Row(row_of("coach_mandate"), None, INSIDERS),
    "meetings:roles": Row(group, INSIDERS, None),
    "meetings:role-turn": Row(planned, None, INSIDERS),
    "coaching:help": Row(group, INSIDERS, INSIDERS),
    "coaching:offer": Row(group, None, INSIDERS),
    "coaching:answer-help": Row(row_of("help_request"), None, INSIDERS),
    "coaching:close-help": Row(row_of("help_request"), None, INSIDERS),
    "coaching:withdraw-help": Row(row_of("help_request"), None, INSIDERS),
    "coaching:answer-offer": Row(row_of("offer"), None, INSIDERS),
    "coaching:withdraw-offer": Row(row_of("offer"), None, "coach"),
    "coaching:queue": Row(None, "all", None),
    "coaching:mirror-of-style": Row(None, "all", None),
    "coaching:notes": Row(None, "all", "all"),
    "coaching:note": Row(row_of("coach_note"), "coach", "coach"),
    "coaching:delete-note": Row(row_of("coach_note"), None, "coach"),
    "coaching:notes-about": Row(noted, "coach", None),
    "coaching:note-talk": Row(None, None, "all"),
    "coaching:delete-talk": Row(row_of("talk"), None, "coach"),
}


RUNNING: dict[str, Row] = {
    "meetings:scripts": Row(group, INSIDERS, None),
    "meetings:copy-script": Row(group, None, INSIDERS),
    "meetings:script": Row(row_of("group_script"), INSIDERS, INSIDERS),
    "meetings:delete-script": Row(row_of("group_script"), None, INSIDERS),
    "meetings:run": Row(planned, INSIDERS, INSIDERS),
    "meetings:park": Row(planned, None, INSIDERS),
    "meetings:parked": Row(row_of("parked_item"), None, INSIDERS),
    "meetings:closing": Row(planned, None, INSIDERS),
    "meetings:propose": Row(planned, INSIDERS, INSIDERS),
    "meetings:proposal": Row(row_of("proposal"), INSIDERS, INSIDERS),
    "meetings:objection": Row(row_of("objection"), None, INSIDERS),
    "meetings:look-back": Row(row_of("decision"), None, INSIDERS),
}


HEALTH: dict[str, Row] = {
    "meetings:mirror": Row(group, INSIDERS, None),
    "coaching:health": Row(group, INSIDERS, None),
    "coaching:rest": Row(group, None, INSIDERS),
    "coaching:say-again": Row(lambda things, user: [things.group.pk, "rhythm"], None, INSIDERS),
    "coaching:patterns": Row(None, "all", None),
}


BOARDS: dict[str, Row] = {
    "learning:board": Row(group, INSIDERS, None),
    "learning:start-board": Row(group, INSIDERS, INSIDERS),
    "learning:round": Row(row_of("board"), INSIDERS, None),
    "learning:move-board": Row(row_of("board"), None, INSIDERS),
    "learning:finish-board": Row(row_of("board"), None, INSIDERS),
    "learning:reopen-board": Row(row_of("board"), None, INSIDERS),
    "learning:name-board": Row(row_of("board"), INSIDERS, INSIDERS),
    "learning:add-evidence": Row(row_of("board_step"), None, INSIDERS),
    "learning:evidence": Row(row_of("evidence"), INSIDERS, INSIDERS),
    "learning:verdict": Row(row_of("evidence"), None, INSIDERS),
    "learning:remove-evidence": Row(row_of("evidence"), None, INSIDERS),
    "learning:lesson": Row(row_of("cycle_step"), INSIDERS, None),
    "learning:predict": Row(row_of("cycle_step"), INSIDERS, INSIDERS),
    "learning:observe": Row(row_of("cycle_step"), INSIDERS, INSIDERS),
    "learning:talked": Row(row_of("cycle_step"), None, INSIDERS),
    "learning:lesson-talk": Row(row_of("cycle_step"), None, INSIDERS),
    "learning:case-pupils": Row(row_of("cycle"), INSIDERS, INSIDERS),
    "learning:observation": Row(row_of("observation"), "teacher", "teacher"),
    "learning:remove-observation": Row(row_of("observation"), None, "teacher"),
}


TOPICS: dict[str, Row] = {
    "learning:topics": Row(group, INSIDERS, None),
    "learning:topic-new": Row(group, INSIDERS, INSIDERS),
    "learning:topic": Row(row_of("topic"), INSIDERS, INSIDERS),
    "learning:topic-edit": Row(row_of("topic"), "teacher", "teacher"),
    "learning:topic-remove": Row(row_of("topic"), None, "teacher"),
    "learning:topic-close": Row(row_of("topic"), INSIDERS, INSIDERS),
    "learning:topic-reopen": Row(row_of("topic"), None, INSIDERS),
    "learning:topic-agenda": Row(row_of("topic"), None, INSIDERS),
    "learning:topic-hide": Row(row_of("topic"), INSIDERS, INSIDERS),
    "learning:post-edit": Row(row_of("post"), "teacher", "teacher"),
    "learning:post-remove": Row(row_of("post"), None, "teacher"),
    "learning:post-accept": Row(row_of("post"), None, INSIDERS),
    "learning:post-hide": Row(row_of("post"), INSIDERS, INSIDERS),
    "learning:updates": Row(group, INSIDERS, None),
    "learning:update-new": Row(group, INSIDERS, INSIDERS),
    "learning:update-close": Row(row_of("stakeholder_update"), None, INSIDERS),
    "learning:ask-take-back": Row(row_of("stakeholder_ask"), None, INSIDERS),
    "learning:asked": Row(row_of("stakeholder_ask"), "outsider", "outsider"),
}


BETWEEN: dict[str, Row] = {
    "learning:try-outs": Row(group, INSIDERS, INSIDERS),
    "learning:try-outs-talk": Row(group, None, INSIDERS),
    "learning:try-out": Row(row_of("try_out"), "teacher", "teacher"),
    "learning:try-out-done": Row(row_of("try_out"), None, "teacher"),
    "learning:try-out-remove": Row(row_of("try_out"), None, "teacher"),
    "learning:course": Row(group, INSIDERS, INSIDERS),
    "learning:outcomes": Row(group, INSIDERS, None),
    "learning:outcome-new": Row(group, INSIDERS, INSIDERS),
    "learning:outcome": Row(row_of("outcome"), INSIDERS, None),
    "learning:outcome-edit": Row(row_of("shared_outcome"), INSIDERS, INSIDERS),
    "learning:outcome-version": Row(row_of("shared_outcome"), None, INSIDERS),
    "learning:outcome-reach": Row(row_of("shared_outcome"), None, INSIDERS),
    "learning:outcome-away": Row(row_of("shared_outcome"), None, INSIDERS),
    "learning:outcome-delete": Row(row_of("shared_outcome"), None, INSIDERS),
    "learning:outcome-use": Row(row_of("outcome"), None, INSIDERS),
    "learning:outcome-use-back": Row(row_of("outcome_use"), None, "teacher"),
    "learning:outcome-file": Row(row_of("outcome_version"), INSIDERS, None),
    "learning:library": Row(None, "all", None),
}


def talk(things: Things, user: Any) -> list[Any]:
    return [things.group.pk, "safety"]


PULSE: dict[str, Row] = {
    "pulse:pulse": Row(group, INSIDERS, None),
    "pulse:open": Row(group, None, INSIDERS),
    "pulse:answer": Row(row_of("open_round"), "teacher external", "teacher external"),
    "pulse:thanks": Row(row_of("open_round"), "teacher external", None),
    "pulse:round": Row(row_of("pulse_round"), INSIDERS, None),
    "pulse:share": Row(row_of("pulse_round"), None, INSIDERS),
    "pulse:talk": Row(talk, INSIDERS, INSIDERS),
    "pulse:plan-talk": Row(talk, None, INSIDERS),
    "pulse:forget-talk": Row(row_of("conversation"), None, INSIDERS),
    "pulse:school": Row(school, STAFF, None),
}


def process_condition(things: Things, user: Any) -> list[Any]:
    return [things.rows["process_review"].pk, "rhythm"]


PROCESS: dict[str, Row] = {
    "conditions:process": Row(group, INSIDERS, None),  # a leader once the group shared a review
    "conditions:open-process": Row(group, None, INSIDERS),
    "conditions:process-answer": Row(process_condition, INSIDERS, INSIDERS),
    "conditions:process-tap": Row(process_condition, None, INSIDERS),
    "conditions:process-autonomy": Row(row_of("process_review"), None, INSIDERS),
    "conditions:close-process": Row(row_of("process_review"), None, INSIDERS),
    "conditions:share-process": Row(row_of("process_review"), None, "teacher external"),
    "conditions:keep-process": Row(row_of("process_review"), None, "teacher external"),
    "conditions:process-step-done": Row(row_of("process_answer"), None, INSIDERS),
    "conditions:process-step-reopen": Row(row_of("process_answer"), None, INSIDERS),
    "conditions:self-review": Row(group, INSIDERS, INSIDERS),
    "dashboard:timeline": Row(group, READERS, None),
    "conditions:practice": Row(school, STAFF, None),
    "conditions:add-practice": Row(school, "leader", "leader"),
    "conditions:change-practice": Row(in_school("practice_line"), "leader", "leader"),
    "conditions:move-practice": Row(in_school("practice_line"), None, "leader"),
    "conditions:remove-practice": Row(in_school("practice_line"), None, "leader"),
}


LEARNING = COACH | RUNNING | HEALTH | BOARDS | TOPICS | BETWEEN | PULSE | PROCESS
