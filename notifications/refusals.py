"""What a mail server means with its no, in a few kinds. Pure; the words of the server are never shown as they are."""

import re

ENHANCED = {
    "5.1.1": "unknown",
    "5.1.10": "unknown",
    "5.1.6": "unknown",
    "5.1.2": "domain",
    "5.4.4": "domain",
    "5.4.310": "domain",
    "5.1.3": "malformed",
    "5.2.1": "disabled",
    "5.2.2": "full",
    "4.2.2": "full",
}
PLAIN = {"550": "unknown", "551": "unknown", "552": "full", "553": "malformed"}
CODE = re.compile(r"\b[245]\.\d{1,3}\.\d{1,3}\b")


def kind_of(text: str) -> str:
    """unknown, domain, malformed, disabled, full, policy, unreachable or other, from "550 5.1.1 user unknown"."""
    found = CODE.search(text)
    if found:
        code = found[0]
        if code in ENHANCED:
            return ENHANCED[code]
        if code.startswith("5.7."):
            return "policy"
        if code.startswith("4."):
            return "unreachable"
    return PLAIN.get(text[:3], "other")
