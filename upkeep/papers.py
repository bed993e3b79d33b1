"""Papers of upkeep: the visibility contract."""

from datetime import date
from functools import lru_cache

from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from evidence.pdf import make_pdf
from schools.contract_words import Part
from upkeep.queries.contract import contract


@lru_cache(maxsize=4)
def contract_paper(*, language: str, day: date) -> bytes:
    """Made once a day and language in a process, as it is the same for everybody."""
    with override(language):
        told = contract()
        title = _("Who sees what: an agreement")
        cells = {
            "yes": pgettext("sees", "yes"),
            "own": pgettext("sees", "own"),
            "no": pgettext("sees", "no"),
        }
        data = {
            "foot": title,
            "lede": _(
                "For the team, and for the committee or council that speaks for it. It says for each role what it"
                " sees and what it never sees."
            ),
            "lists": [
                (_("In short"), texts(told["promises"])),
                (_("What we never do"), texts(told["nevers"])),
            ],
            "leader": {
                "heading": _("What a school leader sees, and never sees"),
                "sees": (_("Sees"), parts(told["leader"].sees)),
                "never": (_("Never sees"), parts(told["leader"].never)),
            },
            "more": [(_("On what grounds"), texts(told["grounds"])), (_("How it is guarded"), texts(told["guards"]))],
            "kept": (
                _("How long what is kept"),
                [_("What"), _("Kept")],
                [[str(one.what), one.how_long] for one in told["kept"]],
            ),
            "ask": (
                _("Whom to ask"),
                _(
                    "The board of the school is responsible for these data; this product works for it. Ask your "
                    "school leader first, or whoever looks after privacy for the board: the contact for "
                    "information security in Flanders, the data protection officer in the Netherlands. Everybody "
                    "may see, correct and take along her own data, and may object. If that does not help, the "
                    "supervisory authority for data protection hears you."
                ),
            ),
            "agreed": (
                _("Agreed"),
                [_("School"), _("Date"), _("For the school"), _("For the staff (local committee or council)")],
            ),
            "list": (
                _("The whole list"),
                _(
                    "Made by the product from the list that it is tested with. Yes: sees it. Own: only what is "
                    "her own. No: never."
                ),
                [_("Thing"), *texts(told["short"])],
                [
                    [str(label), [[str(line.label), *[cells[one] for one in line.cells]] for line in lines]]
                    for label, lines in told["matrix"]
                ],
                [f"{short}: {long}" for long, short in told["role_names"]],
                cells["no"],
            ),
        }
        return make_pdf("contract", data, title=title, language=language, day=day)


def texts(lines: object) -> list[str]:
    return [str(line) for line in lines]  # type: ignore[attr-defined]


def parts(found: list[Part]) -> list[tuple[str, str]]:
    """Theme, and its things in one line."""
    return [(str(part.label), "; ".join(texts(part.things))) for part in found]
