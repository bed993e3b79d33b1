"""Addresses of looking back and of attests."""

from tests.architecture.url_rows import Row, row_of, year

PEOPLE: dict[str, Row] = {
    "evidence:look-backs": Row(None, "all", None),
    "evidence:look-back-file": Row(None, "all", None),
    "evidence:look-back": Row(year, "coach teacher former", "coach teacher former"),
    "evidence:delete-look-back": Row(row_of("look_back"), None, "teacher"),
    "evidence:attests": Row(None, "all", None),
    "evidence:attest-new": Row(None, "all", "all"),
    "evidence:attest": Row(row_of("attest"), "teacher", None),
    "evidence:attest-file": Row(row_of("attest"), "teacher", None),
    "evidence:withdraw-attest": Row(row_of("attest"), None, "teacher"),
    "evidence:delete-attest": Row(row_of("attest"), None, "teacher"),
}
