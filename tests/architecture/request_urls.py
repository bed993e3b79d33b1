"""What groups ask of their leader, and the views of her page."""

from tests.architecture.url_rows import INSIDERS, Row, group, row_of, school

REQUESTS: dict[str, Row] = {
    "leading:requests": Row(group, INSIDERS, INSIDERS),
    "leading:close": Row(row_of("leader_request"), None, INSIDERS),
    "leading:take-back": Row(row_of("leader_request"), None, INSIDERS),
    "leading:answer": Row(row_of("leader_request"), "leader", "leader"),
    "leading:asked": Row(school, "leader", None),
    "leading:keep-view": Row(school, "leader", "leader"),
    "leading:drop-view": Row(row_of("saved_view"), None, "leader"),
    "dashboard:school-file": Row(school, "leader", None),
}
