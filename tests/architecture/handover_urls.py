"""Addresses of handing over: the state of everything for a successor, the whole export, and the end of a school."""

from tests.architecture.url_rows import INSIDERS, Row, group, school

HANDOVER: dict[str, Row] = {
    "dashboard:dossier": Row(school, "leader", None),
    "upkeep:dossier-pdf": Row(school, "leader", None),
    "upkeep:export": Row(school, "leader", None),
    "upkeep:export-file": Row(school, "leader", None),
    "upkeep:group-export": Row(group, INSIDERS, None),
    "upkeep:delete-school": Row(school, "leader", "leader"),
    "upkeep:keep-school": Row(school, None, "leader"),
}
