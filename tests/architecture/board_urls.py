"""Addresses of groups of schools."""

from tests.architecture.url_rows import Row, in_school, row_of, school

BOARD: dict[str, Row] = {
    "evidence:boards": Row(None, "all", None),
    "evidence:group": Row(row_of("school_group"), "leader board", None),
    "evidence:open-roll-up": Row(row_of("school_group"), None, "board"),
    "evidence:add-reader": Row(row_of("school_group"), None, "board"),
    "evidence:remove-reader": Row(row_of("board_reader"), None, "board"),
    "evidence:roll-up": Row(row_of("roll_up"), "leader board", None),
    "evidence:school-board": Row(school, "leader", None),
    "evidence:new-group": Row(school, "leader", "leader"),
    "evidence:join-group": Row(school, None, "leader"),
    "evidence:leave-group": Row(in_school("group_place"), None, "leader"),
    "evidence:release": Row(in_school("open_roll_up"), "leader", "leader"),
    "evidence:withdraw-release": Row(in_school("open_roll_up"), None, "leader"),
}
