"""What is talked about in the groups of the story, and what they ask colleagues. Nobody here is real."""

from typing import NamedTuple


class Said(NamedTuple):
    """An answer; `calls`: who is called in."""

    who: str
    text: str
    link: str = ""
    calls: tuple[str, ...] = ()


class Thread(NamedTuple):
    """Begun `ago` school days before the story day. `accepted` and `hidden`: places of answers, counted from 0."""

    group: str
    kind: str
    ago: int
    who: str
    title: str
    text: str = ""
    said: tuple[Said, ...] = ()
    accepted: int | None = None
    hidden: tuple[int, str] | None = None
    removed: int | None = None
    harvest: str = ""
    at_meeting: bool = False


THREADS = (
    Thread(
        "digitaal",
        "question",
        38,
        "samira",
        "Hoe laat je een hele klas tegelijk antwoorden zonder dat iemand afhaakt?",
        "Met 26 leerlingen zie ik alleen wie luid is.",
        (
            Said("tom", "Wisbordjes, en wie klaar is legt het bordje om. Je ziet in één blik wie nog zoekt."),
            Said(
                "elke", "Ik doe het met een korte poll, dan zie je het op één scherm.", "https://overleg.example/poll"
            ),
            Said("bram", "Wisbordjes werken ook bij economie. Twee minuten, niet langer."),
        ),
        accepted=0,
        harvest="Elke les één vraag waarop iedereen tegelijk antwoordt.",
    ),
    Thread(
        "digitaal",
        "question",
        30,
        "joke",
        "Hoe bewaar je werk van leerlingen zonder honderd mappen?",
        "",
        (Said("ruben", "Eén map per opdracht, en de leerling zet de klas in de naam van het bestand."),),
        accepted=0,
    ),
    Thread(
        "digitaal",
        "question",
        26,
        "simon",
        "Wie gaf al feedback met geluid?",
        "Ik spreek liever drie zinnen in dan dat ik er tien typ.",
        (
            Said("elke", "Bij Frans, ja. Leerlingen luisteren het twee keer."),
            Said("wouter", "Bij mij deed 3B er niets mee.", calls=("tom",)),
            Said("tom", "Vraag ze om één ding op te schrijven dat ze anders doen. Dan luisteren ze wel."),
        ),
    ),
    Thread(
        "digitaal",
        "question",
        21,
        "wouter",
        "Toestel weg of toestel open tijdens de instructie?",
        "",
        (
            Said("joke", "Weg, tot de opdracht begint."),
            Said("bram", "Dat is weer iets voor wie zijn klas niet in de hand heeft."),
            Said("samira", "Halfopen: scherm naar beneden. Dat zien ze zelf ook als eerlijk."),
        ),
        hidden=(1, "over een collega, niet over de vraag"),
    ),
    Thread(
        "digitaal",
        "theme",
        18,
        "tom",
        "Wat doen we met teksten die een machine schreef?",
        "Voor het live moment: breng één opdracht mee die je daardoor anders maakt.",
        (
            Said("elke", "Een opdracht met een gesprek achteraf.", "https://overleg.example/gesprek"),
            Said("simon", "Leerlingen laten verbeteren wat de machine schreef."),
        ),
    ),
    Thread(
        "digitaal",
        "question",
        15,
        "ruben",
        "Een timer op het bord die niet afleidt?",
        "",
        (Said("joke", "Een zandloper, een echte."), Said("ruben", "Toch niet, ik vond er zelf een.")),
        removed=1,
    ),
    Thread("digitaal", "case", 11, "bram", "Groepswerk online: twee doen alles", "Vier leerlingen, één document."),
    Thread(
        "digitaal",
        "question",
        8,
        "elke",
        "Welke werkvorm gebruik je voor een herhalingsles?",
        "",
        (Said("samira", "Leerlingen maken zelf drie vragen, de buur lost op."),),
    ),
    Thread("digitaal", "question", 4, "samira", "Wie wil volgende week een half uur met mij oefenen op het bord?"),
    Thread(
        "digitaal",
        "question",
        2,
        "joke",
        "Hoe maak je een opdracht die ook op een telefoon werkt?",
        "De helft van 2C heeft thuis alleen een telefoon.",
        (Said("bram", "Kort houden, en nooit een bestand dat je moet invullen.", calls=("tom", "simon")),),
    ),
    Thread(
        "zorg",
        "case",
        9,
        "mieke",
        "Een leerling die nooit om hulp vraagt",
        "Leerling A wacht tot de les voorbij is en zegt dan dat het goed ging.",
        (
            Said("dries", "In de turnles laat ik ze met een vingersignaal tonen hoe het gaat, zonder woorden."),
            Said("leen", "Spreek een moment af dat voor iedereen geldt, dan valt het niet op."),
        ),
        harvest="Elke les één vast moment waarop iedereen zegt wat nog niet lukt.",
    ),
    Thread("zorg", "case", 3, "murat", "Wat doe je als de hele klas meepraat over één leerling?"),
    Thread(
        "wiskunde",
        "case",
        2,
        "lotte",
        "Leerlingen tekenen de grafiek wel, maar lezen er niets uit af",
        "In 3B vult iedereen de tabel in. Vraag je wat het betekent, dan blijft het stil.",
        (Said("tine", "Bij mij ging het beter toen ik de getallen wegliet.", calls=("jef",)),),
        at_meeting=True,
    ),
    Thread(
        "wiskunde",
        "question",
        12,
        "tine",
        "Hoe lang laten jullie ze zoeken voor je iets zegt?",
        "",
        (Said("jef", "Acht minuten, met de klok zichtbaar. Het voelt lang, het helpt."), Said("nele", "Bij mij vijf.")),
        accepted=0,
    ),
    Thread(
        "geschiedenis",
        "theme",
        14,
        "koen",
        "Bronnen over migratie die leerlingen raken",
        "We lezen er elk één en brengen mee wat een klas ermee deed.",
        (
            Said("geert", "Brieven van mijnwerkers, kort en leesbaar.", "https://bronnen.example/brieven"),
            Said("veerle", "Voor taalzwakke klassen: begin met de foto, dan pas de brief."),
        ),
        at_meeting=True,
    ),
    Thread(
        "geschiedenis",
        "theme",
        40,
        "els",
        "Van bron naar redenering",
        "",
        (Said("bart", "Mee naar huis: eerst laten vertellen wat er niet in de bron staat."),),
        harvest="Twee vragen bij elke bron: wie schreef dit, en wat staat er niet in?",
    ),
)


class Asked(NamedTuple):
    """An update, and who answers what; empty for who does not."""

    group: str
    ago: int
    who: str
    text: str
    question: str
    asked: tuple[tuple[str, str], ...]
    is_closed: bool = False


ASKED = (
    Asked(
        "wiskunde",
        6,
        "jef",
        "We gaven in drie klassen een les over functies waarin leerlingen eerst zelf zoeken. Het duurt langer dan "
        "gewoonlijk, en leerlingen leggen beter uit wat ze doen.",
        "Merk je in jouw vak dat leerlingen vaker zelf iets proberen?",
        (
            ("griet", "Bij chemie wel: ze vragen minder snel of het juist is."),
            ("yannick", "Nog niet, maar ik wil graag eens komen kijken."),
            ("samira", ""),
            ("hilde", ""),
        ),
    ),
    Asked(
        "wiskunde",
        45,
        "tine",
        "We begonnen dit jaar met acht lessen over functies. De eerste twee zijn gegeven.",
        "Welke wiskunde hebben jouw leerlingen in het derde jaar nodig?",
        (("griet", "Verhoudingen, en een grafiek kunnen lezen."), ("mieke", "Grafieken, altijd weer grafieken.")),
        is_closed=True,
    ),
    Asked(
        "zorg",
        4,
        "leen",
        "We bespreken elke keer één vraag uit de klas. De eerste ronde ging over leerlingen die geen hulp vragen.",
        "Wat zou jou helpen om zo'n vraag bij ons te brengen?",
        (("tine", ""), ("ilse", "")),
    ),
)
