"""What the contract is filled with. Of the permission file and the rules of keeping alone: no row, no school."""

from typing import Any

from schools.contract_words import SHORT, at_a_glance, matrix, parts_of
from schools.wording import ROLES
from upkeep.agreement import GROUNDS, GUARDS, NEVERS, PROMISES
from upkeep.keeping_words import kept_in_words


def contract() -> dict[str, Any]:
    return {
        "promises": PROMISES,
        "nevers": NEVERS,
        "grounds": GROUNDS,
        "guards": GUARDS,
        "leader": parts_of("leader"),
        "glance": at_a_glance(),
        "matrix": matrix(),
        "short": [SHORT[role] for role in ROLES],
        "role_names": [(ROLES[role], SHORT[role]) for role in ROLES if str(ROLES[role]) != str(SHORT[role])],
        "kept": kept_in_words(),
    }
