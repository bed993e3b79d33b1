"""What the groups of the story talk about: agendas, decisions, subtasks, notes. In our own words."""

from dataclasses import dataclass

E, P, S, C = "expertise", "professional", "school", "curriculum"


@dataclass(frozen=True, slots=True)
class Talk:
    """What a group says: agenda blocks (title, share of the time, focus), decisions, subtasks and notes, in turn."""

    agenda: tuple[tuple[str, int, str], ...]
    decisions: tuple[str, ...]
    subtasks: tuple[str, ...]
    notes: tuple[str, ...]


MATHS = Talk(
    agenda=(
        ("Hoe liep de les in onze klassen?", 20, E),
        ("Volgende les van de reeks ontwerpen", 55, C),
        ("Toetsvragen naast de leerdoelen leggen", 25, C),
        ("Wie doet wat tegen de volgende keer", 10, S),
    ),
    decisions=(
        "We starten elke les van de reeks met een open probleem.",
        "De samenvattingskaart komt pas na het oefenen, niet ervoor.",
        "Les 4 proberen we eerst uit in 3 WET, daarna in de andere klassen.",
        "We gebruiken één woordenlijst voor functies in de hele graad.",
        "De toets telt voortaan een vraag waarin leerlingen uitleggen waarom.",
    ),
    subtasks=(
        "Openingsprobleem over helling uitschrijven",
        "Werkblad 3 aanpassen na de uitprobeerles",
        "Drie toetsvragen met verbetersleutel maken",
        "Filmpje van de klasdiscussie in de map zetten",
        "Leerlingen van 3 HUM vragen wat hen hielp",
    ),
    notes=(
        "De klassen die eerst zelf mochten zoeken, stelden meer vragen. We houden dat erin.",
        "Het tempo lag te hoog in de tweede helft; les 2 wordt over twee uren gespreid.",
        "",
        "Mooie oplossingen van leerlingen bewaard als voorbeeld voor volgend jaar.",
    ),
)
FRENCH = Talk(
    agenda=(
        ("Spreekkansen in onze lessen: wat zien we?", 45, E),
        ("Ervaringen uit onze klassen", 30, E),
        ("Afspraken over feedback", 15, P),
        ("Spreekopdracht voor het derde jaar maken", 10, C),
    ),
    decisions=(
        "Elke week een spreekmoment van tien minuten, ook zonder punten.",
        "We geven bij spreken eerst feedback op de boodschap.",
        "Een gezamenlijke kijkwijzer voor gesprekjes in duo.",
    ),
    subtasks=(
        "Tien spreekkaarten over de stad maken",
        "Kijkwijzer uittesten in 3A",
        "Opname van twee gesprekjes meebrengen",
    ),
    notes=("Leerlingen durven meer als het gesprek over henzelf gaat.", "", "Duo's wisselen om de drie weken."),
)
FLOW = Talk(
    agenda=(
        ("Welke cijfers hebben we, welke niet?", 35, S),
        ("Hypothese bijstellen", 40, P),
        ("Volgende stap en wie die zet", 20, S),
    ),
    decisions=(
        "We kijken naar de overgang van het eerste naar het tweede jaar.",
        "De hypothese over leesbegrip toetsen we met de toetsen van september.",
        "Klassenraden krijgen één bladzijde met cijfers per graad, zonder namen.",
    ),
    subtasks=(
        "Resultaten van september per richting optellen",
        "Drie leerkrachten vragen naar hun ervaring met leestaken",
        "Nagaan of de cijfers van vorig jaar volledig zijn",
    ),
    notes=("Twee van de vier hypothesen vallen af; dat is winst.", "De aantallen zijn klein, dus voorzichtig lezen."),
)
LANGUAGE = Talk(
    agenda=(("Taalsteun in instructies", 40, P), ("Voorbeelden uit drie vakken", 40, E)),
    decisions=("We beginnen met de instructies van toetsen, in alle vakken.",),
    subtasks=("Vijf toetsinstructies verzamelen en herschrijven",),
    notes=("Goed begin; een vast uur vinden lukt nog niet.",),
)
CARE = Talk(
    agenda=(("Kennismaken en verwachtingen", 30, E), ("Een casus rond de tafel", 60, P)),
    decisions=(),
    subtasks=(),
    notes=(),
)
READING = Talk(
    agenda=(
        ("Onderzoeksles voorbereiden", 50, C),
        ("Wat verwachten we van onze drie leerlingen?", 25, P),
        ("Afspraken voor de observatie", 15, E),
    ),
    decisions=(
        "De onderzoeksles gaat over verbanden leggen in een zakelijke tekst.",
        "We observeren telkens dezelfde drie leerlingen.",
        "Na de les luisteren we eerst naar de observaties, dan pas naar de lesgever.",
    ),
    subtasks=(
        "Tekst kiezen voor de onderzoeksles",
        "Vragen voor het gesprek met de leerlingen opstellen",
        "Vervanging regelen voor het observatie-uur",
    ),
    notes=("Leerlingen lazen de vraag pas na de tekst: dat nemen we mee.", "De les is herwerkt met één vraag minder."),
)
HISTORY = Talk(
    agenda=(
        ("Wat brachten we mee uit de klas?", 45, E),
        ("Bronnenpakket over migratie verder uitwerken", 70, C),
        ("Vaktaal: welke begrippen overal?", 30, P),
    ),
    decisions=(
        "We delen alle bronnen met vermelding van de maker.",
        "Elke school probeert één les uit voor de volgende bijeenkomst.",
        "We kiezen vijf kernbegrippen per thema.",
        "De volgende bijeenkomst is in de andere school.",
    ),
    subtasks=(
        "Brief uit 1964 overtypen en inleiden",
        "Les uitproberen en twee leerlingwerken meebrengen",
        "Lijst met kernbegrippen in de gedeelde map zetten",
    ),
    notes=("De bronnen spreken aan; de vragen erbij mogen scherper.", "", "Sterke leerlingwerken uit beide scholen."),
)
STEM = Talk(
    agenda=(("Praktijkvoorbeeld van een collega", 60, E), ("Uitwisselen in groepjes", 50, P)),
    decisions=("Elk lid deelt dit jaar één project, ook als het niet af is.",),
    subtasks=("Projectfiche van de windmolen delen",),
    notes=("Veel volk en veel ideeën; thema's beter afbakenen.",),
)
DIGITAL = Talk(
    agenda=(("Drie korte demo's", 30, E), ("Vragen van leden", 25, P)),
    decisions=("Nieuwe tips komen in de wekelijkse draad, met één voorbeeld.",),
    subtasks=("Tip van de maand schrijven",),
    notes=("Opname staat in de map.", ""),
)
