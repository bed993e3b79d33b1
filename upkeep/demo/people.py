"""Who works in the story's schools. Nobody here is real."""

from typing import NamedTuple

HOST = ("ter-linde", "Atheneum Ter Linde", "secundair onderwijs")
PARTNER = ("sint-pieter", "Sint-Pieterscollege", "secundair onderwijs")
DOMAIN = {"ter-linde": "terlinde.example", "sint-pieter": "sintpieter.example"}


class Colleague(NamedTuple):
    """One person; `roles` as in a workbook."""

    key: str
    first_name: str
    prefix: str
    last_name: str
    subjects: str
    roles: tuple[str, ...] = ("teacher",)


# slug of a persona -> key of a colleague: who can be stepped into with one tap.
PERSONAS = {"leader": "hilde", "coach": "karim", "teacher": "tine"}

STAFF = {
    "ter-linde": (
        Colleague("hilde", "Hilde", "", "Verstraeten", "", ("leader",)),
        Colleague("bart", "Bart", "", "De Smet", "geschiedenis", ("leader", "teacher")),
        Colleague("karim", "Karim", "", "El Amrani", "pedagogische begeleiding", ("support",)),
        Colleague("tine", "Tine", "", "Claes", "wiskunde"),
        Colleague("jef", "Jef", "", "Peeters", "wiskunde, fysica"),
        Colleague("lotte", "Lotte", "", "Maes", "wiskunde, informatica"),
        Colleague("wouter", "Wouter", "", "Jacobs", "wiskunde, economie"),
        Colleague("nele", "Nele", "", "Willems", "wiskunde, aardrijkskunde"),
        Colleague("sofie", "Sofie", "", "Goossens", "Nederlands"),
        Colleague("pieter", "Pieter", "van den", "Broeck", "Nederlands, PAV"),
        Colleague("an", "An", "", "Mertens", "Nederlands, Engels"),
        Colleague("fatima", "Fatima", "", "Bouzid", "Frans"),
        Colleague("luc", "Luc", "", "Wouters", "Frans, Spaans"),
        Colleague("elke", "Elke", "", "De Clercq", "Frans, Engels"),
        Colleague("tom", "Tom", "", "Vermeulen", "Engels, Duits"),
        Colleague("griet", "Griet", "", "Desmet", "biologie, chemie"),
        Colleague("yannick", "Yannick", "", "Lambrecht", "chemie, fysica"),
        Colleague("mieke", "Mieke", "", "Van Damme", "natuurwetenschappen"),
        Colleague("koen", "Koen", "", "Hermans", "geschiedenis, aardrijkskunde"),
        Colleague("ilse", "Ilse", "", "Aerts", "godsdienst, gedragswetenschappen"),
        Colleague("dries", "Dries", "", "Michiels", "lichamelijke opvoeding"),
        Colleague("samira", "Samira", "", "Haddad", "economie"),
        Colleague("bram", "Bram", "", "Dewulf", "economie, informatica"),
        Colleague("joke", "Joke", "", "Segers", "plastische opvoeding, esthetica"),
        Colleague("stijn", "Stijn", "van", "Acker", "techniek, STEM"),
        Colleague("leen", "Leen", "", "Coppens", "zorgcoördinatie", ("support",)),
        Colleague("murat", "Murat", "", "Yilmaz", "leerlingenbegeleiding", ("support",)),
        Colleague("els", "Els", "van den", "Berg", "Latijn, Grieks"),
        Colleague("ruben", "Ruben", "", "Thijs", "muzikale opvoeding"),
        Colleague("kaat", "Kaat", "", "Baert", "secretariaat", ("support",)),
    ),
    "sint-pieter": (
        Colleague("marleen", "Marleen", "", "Janssens", "", ("leader",)),
        Colleague("geert", "Geert", "", "Pauwels", "geschiedenis"),
        Colleague("veerle", "Veerle", "", "Bogaert", "geschiedenis, Nederlands"),
        Colleague("hanne", "Hanne", "de", "Wolf", "aardrijkskunde"),
        Colleague("simon", "Simon", "", "Claeys", "informatica"),
    ),
}
