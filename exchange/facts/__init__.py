"""The sheets of starting and learning well, in the order in which they are read: what others refer to comes first."""

from exchange.facts import (
    between,
    charters,
    coaches,
    forms_of_groups,
    leading,
    meetings,
    methods,
    people,
    planning,
    reviews,
    running,
    stages,
    starting,
)

BEFORE_COMMUNITIES = forms_of_groups.BEFORE_COMMUNITIES
AFTER_COMMUNITIES = (
    *forms_of_groups.AFTER_COMMUNITIES,
    *charters.AFTER_COMMUNITIES,
    *people.AFTER_COMMUNITIES,
    *stages.AFTER_COMMUNITIES,
    *starting.AFTER_COMMUNITIES,
    *meetings.AFTER_COMMUNITIES,
    *running.AFTER_COMMUNITIES,
    *reviews.AFTER_COMMUNITIES,
    *methods.AFTER_COMMUNITIES,
    *between.AFTER_COMMUNITIES,
    *coaches.AFTER_COMMUNITIES,
    *leading.AFTER_COMMUNITIES,
    *planning.AFTER_COMMUNITIES,
)
FACTS = (*BEFORE_COMMUNITIES, *AFTER_COMMUNITIES)
FACTS_BY_NAME = {sheet.name: facts for facts in FACTS for sheet in facts.sheets}
