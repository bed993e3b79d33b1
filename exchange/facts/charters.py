"""Charters (R12-R18, R43-R45): the draft and the working agreements belong to the group, a version to the frame."""

from django.utils.translation import gettext_lazy

from communities.models import Charter, CharterAcceptance, CharterVersion, WorkingAgreements
from exchange.columns import COMMUNITY, EMAIL, Column, Sheet, Words
from exchange.facts.columns import AT, MORE, NUMBER, choice, email, long_text, moment, text, whole, yes_no
from exchange.facts.content import Content
from exchange.facts.spec import PEOPLE, Facts, Link

MODELS: Words = {
    "grrow": (),
    "scrum": (),
    "s3": ("sociocratie", "sociocratie 3.0"),
    "own": ("eigen", "eigen manier"),
}
TEXTS: dict[str, tuple[str, ...]] = {
    "need": ("nood", "waarom nodig"),
    "pupils": ("leerlingen",),
    "material": ("materiaal",),
    "method": ("methode", "werkwijze"),
    "process": ("proces",),
    "mandate_own": ("zelf beslissen",),
    "mandate_asked": ("gevraagd van ons",),
    "mandate_seen": ("schoolleider ziet",),
    "regime_reason": ("waarom dit ritme",),
    "timetable": ("plaats in het rooster",),
    "plan_goal": ("doel van het schoolplan",),
    "cop_domain": ("domein",),
    "cop_community": ("gemeenschap",),
    "cop_practice": ("praktijk",),
}
OF_COMMUNITY: dict[str, tuple[str, ...]] = {"purpose": ("wat willen we",), "contribution": ("hoe helpt een groep",)}
OF_COMMUNITY |= {"task": ("opdracht", "taak"), "regime": ("ritme",), "contact": ("contactpersoon",)}
OF_COMMUNITY |= {"working_model": ("manier van werken",)}
RHYTHM = ("target_weeks", "limit_weeks", "minimum_per_year", "gap_weeks")
DUTCH_WEIGHTS = ("gewicht expertise", "gewicht professionalisering", "gewicht school", "gewicht leerplan")
WEIGHTS = tuple(whole(name, dutch, most=10) for name, dutch in zip(Charter.WEIGHTS, DUTCH_WEIGHTS, strict=True))
BODY: tuple[Column, ...] = tuple(long_text(name, *dutch) for name, dutch in TEXTS.items())

DRAFTS = Facts(
    Sheet(
        "Charters",
        ("Charters in opbouw",),
        gettext_lazy("Charters being written"),
        (
            COMMUNITY,
            *BODY,
            *WEIGHTS,
            long_text("agreements", "werkafspraken"),
            choice("working_model", MODELS, "manier van werken", is_required=False),
            text("contact", "contactpersoon", size=120),
            moment("changed_at", "gewijzigd op", is_required=True),
            email("changed_by", "gewijzigd door"),
        ),
        is_optional=True,
    ),
    Charter,
    (Link("community", "Communities", ("community",)), Link("changed_by", PEOPLE, ("changed_by",))),
    key=("community",),
    counter="version",
)
VERSIONS = Facts(
    Sheet(
        "CharterVersions",
        ("Charterversies", "Voorgelegde charters"),
        gettext_lazy("Charters"),
        (
            COMMUNITY,
            NUMBER,
            moment("put_at", "voorgelegd op", is_required=True),
            email("put_by", "voorgelegd door"),
            moment("accepted_at", "aanvaard op"),
            *BODY,
            *(long_text(name, *dutch) for name, dutch in OF_COMMUNITY.items()),
            *WEIGHTS,
            *(whole(name, most=100) for name in RHYTHM),
            MORE,
        ),
        is_optional=True,
    ),
    CharterVersion,
    (Link("community", "Communities", ("community",)), Link("put_by", PEOPLE, ("put_by",))),
    key=("community", "number"),
    is_record=True,
    for_leader=True,
    private=("put_by",),
    content=Content(texts=(*TEXTS, *OF_COMMUNITY), numbers=(*Charter.WEIGHTS, *RHYTHM)),
)
OF_VERSION = Link("version", "CharterVersions", ("community", "number"))
AGREEMENTS = Facts(
    Sheet(
        "WorkingAgreements",
        ("Werkafspraken",),
        gettext_lazy("Working agreements"),
        (COMMUNITY, NUMBER, long_text("text", "tekst", is_required=True)),
        is_optional=True,
    ),
    WorkingAgreements,
    (OF_VERSION,),
    host="version__community__school",
    key=("community", "number"),
    is_record=True,
)
ACCEPTANCES = Facts(
    Sheet(
        "CharterAcceptances",
        ("Aanvaardingen",),
        gettext_lazy("Who accepted a charter"),
        (
            COMMUNITY,
            NUMBER,
            EMAIL,
            yes_no("relevant"),
            yes_no("clear", "duidelijk"),
            yes_no("feasible", "haalbaar"),
            AT,
        ),
        is_optional=True,
    ),
    CharterAcceptance,
    (OF_VERSION, Link("user", PEOPLE, ("email",))),
    host="version__community__school",
    key=("community", "number", "email"),
    attributes={"relevant": "is_relevant", "clear": "is_clear", "feasible": "is_feasible"},
)
AFTER_COMMUNITIES = (DRAFTS, VERSIONS, AGREEMENTS, ACCEPTANCES)
