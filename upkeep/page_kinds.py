"""Which kind of work a page is, by the name of its address. Pure: what is counted is a kind, never a page."""

from enum import StrEnum


class Kind(StrEnum):
    """What somebody does on a page. The order is that of the page that shows it."""

    LOG = "log"
    PLAN = "plan"
    AGENDA = "agenda"
    RUN = "run"
    ANSWER = "answer"
    LEARN = "learn"
    COACH = "coach"
    READ = "read"
    SETTINGS = "settings"
    LEAD = "lead"


# Leading is no part of what a teacher's groups cost her; and one leader's sum would be hers.
NO_TEACHERS_WORK = frozenset({Kind.LEAD})
# A school has one or two coaches: a sum of their pages would be of a person.
OF_ONE = frozenset({Kind.COACH})
LONGEST = 600  # seconds that one page counts at most

OF_PAGE: dict[str, Kind] = {
    **dict.fromkeys(("meetings:log", "meetings:log-new"), Kind.LOG),
    **dict.fromkeys(
        (
            *("meetings:plan", "meetings:plan-year", "meetings:plan-cycle", "meetings:edit", "dashboard:what-if"),
            *("communities:pause", "planning:wish", "planning:my-hours"),
        ),
        Kind.PLAN,
    ),
    **dict.fromkeys(
        ("meetings:agenda", "meetings:propose", "meetings:scripts", "meetings:script", "meetings:roles"), Kind.AGENDA
    ),
    "meetings:run": Kind.RUN,
    **dict.fromkeys(
        (
            *("communities:invitation", "meetings:proposal", "learning:asked", "pulse:round", "pulse:pulse"),
            *("conditions:answer", "conditions:answer-readiness", "communities:guest-consent"),
        ),
        Kind.ANSWER,
    ),
    **dict.fromkeys(
        ("communities:ideas", "communities:forms", "communities:form", "communities:compare-forms"), Kind.READ
    ),
    **dict.fromkeys(
        ("schools:profile", "schools:who-sees-what", "notifications:settings", "meetings:calendar"), Kind.SETTINGS
    ),
}
# By the beginning of the address, for what is not named above.
OF_PLACE: tuple[tuple[str, Kind], ...] = (("/schools/", Kind.LEAD), ("/accounts/", Kind.SETTINGS))
OF_APP = {"learning": Kind.LEARN, "coaching": Kind.COACH}


def kind_of(name: str, path: str) -> Kind:
    """The kind of the page with this name ("meetings:log") and address."""
    if name in OF_PAGE:
        return OF_PAGE[name]
    for begin, kind in OF_PLACE:
        if path.startswith(begin):
            return kind
    return OF_APP.get(name.partition(":")[0], Kind.READ)
