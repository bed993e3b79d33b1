"""Between meetings: try-outs in class, what a group makes, what it talks about, word to colleagues (R2, R16, R24, R61).

Of the file of a version its name and size are told, not the file itself.
"""

from django.utils.translation import gettext_lazy

from exchange.columns import COMMUNITY, EMAIL, Column, Kind, Sheet, Words
from exchange.facts.columns import (
    AT,
    BY,
    CLOSED_ON,
    MOMENT,
    NUMBER,
    choice,
    day,
    email,
    long_text,
    moment,
    text,
    whole,
    yes_no,
)
from exchange.facts.meetings import AT_A_MEETING, OF_COMMUNITY
from exchange.facts.spec import PEOPLE, Facts, Link
from learning.models import (
    Outcome,
    OutcomeUse,
    OutcomeVersion,
    Post,
    StakeholderAsk,
    StakeholderUpdate,
    Topic,
    TryOut,
)

EFFECTS: Words = {"worked": ("het werkte",), "partly": ("deels",), "not": ("nog niet",)}
OUTCOMES_WORDS: Words = {"material": ("materiaal",), "method": ("methode",), "process": ("proces",)}
REACHES: Words = {"group": ("groep",), "school": (), "all": ("alle scholen",)}
LICENCES: Words = dict.fromkeys(("cc-by", "cc-by-sa", "cc-by-nc-sa", "cc0"), ()) | {"ask": ("eerst vragen",)}
TOPICS_WORDS: Words = {"question": ("vraag",), "case": ("casus",), "theme": ("thema",)}
TITLE = text("title", "titel", size=120, is_required=True)
MADE_ON = day("made_on", "gemaakt op", is_required=True)
ON = day("on", "op", is_required=True)
LINK = text("link", size=500)
HIDDEN = (day("hidden_on", "verborgen op"), text("hidden_why", "waarom verborgen", size=200))
OF_OUTCOME = Link("outcome", "Outcomes", ("community", "title", "made_on"))
OF_AN_OUTCOME = "outcome__community__school"
BY_SOMEBODY = Link("by", PEOPLE, ("by",))

TRY_OUTS = Facts(
    Sheet(
        "TryOuts",
        ("Uitgeprobeerd in de klas",),
        gettext_lazy("What was tried out in class"),
        (
            COMMUNITY,
            day("noted_on", "genoteerd op", is_required=True),
            text("what", "wat", size=200, is_required=True),
            text("class_name", "klas", size=60),
            BY,
            day("tried_on", "uitgeprobeerd op"),
            text("happened", "wat gebeurde er", size=500),
            choice("effect", EFFECTS, "hoe ging het", is_required=False),
            Column("barriers", Kind.LIST, ("drempels",)),
            LINK,
            text("course", "nascholing", size=120),
            MOMENT,
        ),
        is_optional=True,
    ),
    TryOut,
    (OF_COMMUNITY, AT_A_MEETING, BY_SOMEBODY),
    key=("community", "noted_on", "what", "by"),
    may_repeat=True,
)
OUTCOMES = Facts(
    Sheet(
        "Outcomes",
        ("Opbrengsten",),
        gettext_lazy("What groups made"),
        (
            COMMUNITY,
            TITLE,
            MADE_ON,
            choice("kind", OUTCOMES_WORDS, "soort"),
            text("about", "voor wie en waarvoor", size=500),
            text("subject", "vak en jaar", size=80),
            choice("licence", LICENCES, "licentie"),
            choice("reach", REACHES, "wie vindt het"),
            text("makers", "makers", size=200),
            yes_no("with_pupils", "met leerlingen"),
            email("made_by", "gemaakt door"),
            day("removed_on", "weggelegd op"),
        ),
        is_optional=True,
    ),
    Outcome,
    (OF_COMMUNITY, Link("made_by", PEOPLE, ("made_by",))),
    key=("community", "title", "made_on"),
)
VERSIONS = Facts(
    Sheet(
        "OutcomeVersions",
        ("Versies van opbrengsten",),
        gettext_lazy("Versions of what groups made"),
        (
            COMMUNITY,
            TITLE,
            MADE_ON,
            NUMBER,
            text("note", "nota", "wat is nieuw", size=200),
            LINK,
            text("file_name", "bestandsnaam", size=120),
            whole("size", "grootte", most=2_147_483_647),
            BY,
            ON,
        ),
        is_optional=True,
    ),
    OutcomeVersion,
    (OF_OUTCOME, BY_SOMEBODY),
    host=OF_AN_OUTCOME,
    key=("community", "title", "made_on", "number"),
    is_record=True,
)
USES = Facts(
    Sheet(
        "OutcomeUses",
        ("Gebruik van opbrengsten",),
        gettext_lazy("Where it was used"),
        (
            COMMUNITY,
            TITLE,
            MADE_ON,
            Column("used_in", Kind.SLUG, ("school waar het gebruikt werd",), size=60),
            text("where", "klas of vak", size=120),
            BY,
            ON,
        ),
        is_optional=True,
    ),
    OutcomeUse,
    (OF_OUTCOME, Link("school", "School", ("used_in",)), BY_SOMEBODY),
    host=OF_AN_OUTCOME,
    key=("community", "title", "made_on", "used_in", "where", "by", "on"),
    may_repeat=True,
)
TOPICS = Facts(
    Sheet(
        "Topics",
        ("Onderwerpen", "Vragen en casussen"),
        gettext_lazy("Questions, cases and themes"),
        (
            COMMUNITY,
            text("title", "titel", size=160, is_required=True),
            AT,
            choice("kind", TOPICS_WORDS, "soort"),
            long_text("text", "tekst"),
            MOMENT,
            text("harvest", "oogst", "wat we eruit meenemen", size=500),
            BY,
            moment("last_at", "laatste woord op", is_required=True),
            CLOSED_ON,
            *HIDDEN,
        ),
        is_optional=True,
    ),
    Topic,
    (OF_COMMUNITY, AT_A_MEETING, BY_SOMEBODY),
    key=("community", "title", "at"),
)
POSTS = Facts(
    Sheet(
        "Posts",
        ("Antwoorden in onderwerpen",),
        gettext_lazy("What was said in topics"),
        (
            COMMUNITY,
            text("topic", "onderwerp", size=160, is_required=True),
            moment("topic_at", "onderwerp van", is_required=True),
            BY,
            AT,
            long_text("text", "tekst", is_required=True),
            LINK,
            *HIDDEN,
        ),
        is_optional=True,
    ),
    Post,
    (Link("topic", "Topics", ("community", "topic", "topic_at")), BY_SOMEBODY),
    host="topic__community__school",
    key=("community", "topic", "topic_at", "by", "at"),
    may_repeat=True,
)
UPDATES = Facts(
    Sheet(
        "StakeholderUpdates",
        ("Woord aan collega's",),
        gettext_lazy("Word to colleagues outside the group"),
        (
            COMMUNITY,
            moment("sent_at", "gestuurd op", is_required=True),
            text("text", "tekst", size=500, is_required=True),
            text("question", "vraag", size=200, is_required=True),
            BY,
            day("closes_on", "open tot", is_required=True),
            MOMENT,
        ),
        is_optional=True,
    ),
    StakeholderUpdate,
    (OF_COMMUNITY, AT_A_MEETING, BY_SOMEBODY),
    key=("community", "sent_at"),
)
ASKS = Facts(
    Sheet(
        "StakeholderAsks",
        ("Antwoorden van collega's",),
        gettext_lazy("What colleagues outside the group answered"),
        (
            COMMUNITY,
            moment("sent_at", "gestuurd op", is_required=True),
            EMAIL,
            text("answer", "antwoord", size=500),
            moment("answered_at", "beantwoord op"),
        ),
        is_optional=True,
    ),
    StakeholderAsk,
    (Link("told", "StakeholderUpdates", ("community", "sent_at")), Link("user", PEOPLE, ("email",))),
    host="told__community__school",
    key=("community", "sent_at", "email"),
)
AFTER_COMMUNITIES = (TRY_OUTS, OUTCOMES, VERSIONS, USES, TOPICS, POSTS, UPDATES, ASKS)
