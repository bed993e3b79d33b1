"""The nine groups of the story: who, why, and how their year goes."""

from collections.abc import Sequence
from dataclasses import dataclass

from communities.variants import Rhythm
from upkeep.demo import talks
from upkeep.demo.talks import Talk


@dataclass(frozen=True, slots=True)
class Plot:
    """One group. Days are school days before the story day, the latest meeting first.

    held: days ago of each meeting, then every `step` days back to the start of the year. planned: days ahead, or
    negative for a date that has passed and that nobody logged. joins_late: started this many school days ago.
    is_steady: meets as its minimum asks, instead of `held`. state and reason: what must come out on the story day.
    """

    key: str
    name: str
    variant: str
    weekday: int  # Monday is 0
    hour: str
    minutes: int
    place: str
    purpose: str
    contribution: str
    task: str
    people: tuple[str, ...]  # the first one starts the group and facilitates unless `coach` does
    talk: Talk
    coach: str = ""
    policy: Rhythm | None = None
    held: tuple[int, ...] = ()
    step: int = 0
    planned: tuple[int, ...] = ()
    is_steady: bool = False
    has_history: bool = False
    started_ago: int = 0
    paused: str = ""
    partner: bool = False
    invited: tuple[str, ...] = ()
    state: str = "on_track"
    reason: str = ""


PLOTS: Sequence[Plot] = (
    Plot(
        key="wiskunde",
        name="Ontwerpteam wiskunde tweede graad",
        variant="TDT",
        weekday=2,
        hour="13:30",
        minutes=150,
        place="B204",
        purpose="Leerlingen van de tweede graad die durven redeneren over functies, ook zonder meteen een antwoord.",
        contribution="Samen lessen maken die iedereen geeft, ze bij elkaar bekijken en bijsturen.",
        task="Een reeks van acht lessen over functies, met toets, klaar tegen het einde van het schooljaar.",
        people=("jef", "tine", "lotte", "wouter", "nele"),
        talk=talks.MATHS,
        coach="karim",
        held=(9, 31),
        step=22,
        planned=(8,),
        has_history=True,
    ),
    Plot(
        key="frans",
        name="Ontwerpteam Frans spreken",
        variant="TDT",
        weekday=1,
        hour="15:50",
        minutes=120,
        place="Lerarenkamer",
        purpose="Meer spreekkansen in elke les Frans.",
        contribution="Opdrachten delen en samen verbeteren bespaart ieder van ons werk.",
        task="Tien spreekopdrachten voor het derde jaar, uitgeprobeerd in drie klassen.",
        people=("fatima", "luc", "elke", "an"),
        talk=talks.FRENCH,
        coach="karim",
        held=(38,),
        step=24,
        has_history=True,
        state="overdue",
    ),
    Plot(
        key="doorstroming",
        name="Datateam doorstroming",
        variant="DT",
        weekday=3,
        hour="15:50",
        minutes=120,
        place="C012",
        purpose="Begrijpen waarom leerlingen na het eerste jaar van richting veranderen.",
        contribution="Met cijfers en gesprekken nagaan wat we nu alleen vermoeden.",
        task="Twee maatregelen voor volgend schooljaar, gesteund door gegevens.",
        people=("bram", "samira", "leen", "koen", "bart"),
        talk=talks.FLOW,
        held=(24,),
        step=21,
        has_history=True,
        state="plan_now",
    ),
    Plot(
        key="taalbeleid",
        name="Datateam taal in alle vakken",
        variant="DT",
        weekday=0,
        hour="16:00",
        minutes=90,
        place="A110",
        purpose="Taal mag geen drempel zijn in andere vakken.",
        contribution="Vakken samenbrengen die anders naast elkaar werken.",
        task="Een aanpak voor heldere instructies, gedragen door zes vakken.",
        people=("sofie", "griet", "ilse", "murat"),
        talk=talks.LANGUAGE,
        coach="karim",
        policy=Rhythm(target_weeks=3, limit_weeks=4, minimum_per_year=5, gap_weeks=2),
        held=(45,),
        state="stalled",
    ),
    Plot(
        key="zorg",
        name="Zorg in de klas",
        variant="COP",
        weekday=3,
        hour="12:30",
        minutes=120,
        place="Zorglokaal",
        purpose="Van elkaar leren hoe we zorgvragen in de klas opvangen.",
        contribution="Een vaste plek om een casus te bespreken zonder oordeel.",
        task="Vijf casusrondes, met telkens één idee dat we uitproberen.",
        people=("leen", "murat", "mieke", "dries"),
        talk=talks.CARE,
        started_ago=14,
        invited=("tine", "ruben"),
        state="",
        reason="never_met",
    ),
    Plot(
        key="lezen",
        name="Lesson study begrijpend lezen",
        variant="LS",
        weekday=1,
        hour="13:00",
        minutes=90,
        place="Bibliotheek",
        purpose="Weten hoe leerlingen echt te werk gaan als ze een zakelijke tekst lezen.",
        contribution="Een les samen voorbereiden, bekijken en herwerken.",
        task="Twee onderzoekslessen in het tweede jaar en een bladzijde met wat we leerden.",
        people=("sofie", "pieter", "an", "tine"),
        talk=talks.READING,
        held=(11, 20, 29),
        planned=(-2,),
        reason="unlogged",
    ),
    Plot(
        key="geschiedenis",
        name="Vakdidactisch netwerk geschiedenis",
        variant="VLG",
        weekday=4,
        hour="13:00",
        minutes=180,
        place="Sint-Pieterscollege, lokaal 8",
        purpose="Sterker historisch redeneren, met bronnen die leerlingen raken.",
        contribution="Twee scholen zien meer lessen dan één.",
        task="Een gedeeld bronnenpakket over migratie voor de derde graad.",
        people=("koen", "bart", "els", "geert", "veerle", "hanne"),
        talk=talks.HISTORY,
        is_steady=True,
        has_history=True,
        partner=True,
    ),
    Plot(
        key="stem",
        name="Lerend netwerk STEM",
        variant="LN",
        weekday=2,
        hour="13:30",
        minutes=120,
        place="STEM-lab",
        purpose="Projecten die werken sneller van klas naar klas brengen.",
        contribution="Een breed netwerk kent altijd iemand die het al probeerde.",
        task="Per thema een namiddag met voorbeelden uit de praktijk.",
        people=("stijn", "yannick", "mieke", "griet", "lotte", "jef", "bram", "joke", "simon"),
        talk=talks.STEM,
        policy=Rhythm(minimum_per_year=3, gap_weeks=3),
        held=(39,),
        paused="Het STEM-lab wordt verbouwd",
        partner=True,
        state="paused",
    ),
    Plot(
        key="digitaal",
        name="Online: digitaal lesgeven",
        variant="OLC",
        weekday=3,
        hour="19:30",
        minutes=60,
        place="https://overleg.example/digitaal",
        purpose="Elkaar vlot helpen met digitale werkvormen.",
        contribution="Vragen en tips online, op het moment dat je ze nodig hebt.",
        task="Een wekelijkse draad met tips en om de zes weken een kort live moment.",
        people=("tom", "bram", "joke", "ruben", "samira", "wouter", "elke", "simon"),
        talk=talks.DIGITAL,
        held=(16, 42),
        planned=(12,),
        has_history=True,
    ),
)
