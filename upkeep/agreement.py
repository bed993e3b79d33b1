"""The lines of the visibility contract that speak of the whole: promises, what is never done, grounds, guards.

`HELD` ties what they say of single things to the permission file; a test holds it.
"""

from django.utils.translation import gettext_lazy as _

PROMISES = (
    _("What a group writes stays in the group: agenda, notes, decisions, who was there."),
    _("A school leader sees that a group meets, how it goes with its rhythm, and what the group asks her."),
    _("The answers to a pulse are nobody's: words, no numbers, and never below four people."),
    _("Notes of a coach are hers alone; that a group asked for help is known to that group and its coaches."),
    _("Taking part is free. A no is silent: nobody sees who declined, and nobody has to say why."),
    _("A board sees released counts of at least three schools and thirty people together, never of one school."),
)
NEVERS = (
    _("Nothing here is used to appraise anybody: not for an evaluation, a talk about work, or a promotion."),
    _("No ranking of people, groups or schools, and no score."),
    _("No notes of meetings, no attendance by name and no well-being of a person to a school leader or a board."),
    _("No tasks from above: what somebody takes on, she takes on herself."),
    _("No names, accounts or photos of pupils."),
    _("No data sold, no advertising, no following of people: time on pages is added up for the whole school."),
)
GROUNDS = (
    _(
        "Members, meetings, notes, attendance: the task of the school in the public interest, or its legitimate "
        "interest in working together. Not consent, because at work nobody is quite free to refuse."
    ),
    _("Pulse, looking back, what you bring and learn: you choose yourself, each time, and need not."),
    _("Mails: what is needed to take part; everything else you switch off yourself."),
    _("Each thing is used for what it was given for, and for nothing else."),
    _("Health, belief and origin do not belong in any field."),
)
GUARDS = (
    _(
        "One list says who may see what. The product obeys it, this page is made from it, and every cell of it is"
        " tested."
    ),
    _("A test walks every page as each role and looks for words which that role may not see."),
    _("What somebody may not see does not exist for her: the product answers “not found”."),
    _("Notes of a coach and answers to a pulse lie sealed, with keys outside the database."),
    _(
        "Whoever runs the installation could read the database, sealed words apart. The board agrees with them "
        "that they do not."
    ),
)
# What the promises say a role never sees: role -> things of the permission file.
HELD: dict[str, tuple[str, ...]] = {
    "leader": (
        *("agenda", "minutes", "decision", "attendance", "reply", "invitation", "subtask"),
        *("pulse_round", "pulse_finding", "pulse_comment", "coach_note", "help_request", "offer", "talk"),
        *("look_back", "attest", "watch_words", "renewal_voice", "mandate_voice", "notice", "preference"),
    ),
    "partner_leader": ("minutes", "attendance", "pulse_finding", "coach_note", "help_request", "leader_request"),
    "board": (
        "school",
        "staff",
        "community",
        "membership",
        "meeting",
        "minutes",
        "attendance",
        "pulse_finding",
        "release",
    ),
    "outsider": ("minutes", "attendance", "pulse_finding", "help_request", "coach_note"),
}
