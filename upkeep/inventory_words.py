"""The data inventory in plain words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# Tables that are no thing of the permission file: they are read by nobody, or with something else.
TABLES: dict[str, Promise] = {
    "schools.User": _("the account: address, name, language"),
    "schools.StaffRole": _("teacher, support or leader"),
    "schools.SchoolYear": _("first and last day of a school year"),
    "schools.AuditEvent": _("who did what, by numbers and codes"),
    "communities.Partnership": _("which schools take part in a group"),
    "communities.CoachRole": _("as which kind of coach somebody takes part"),
    "meetings.Telling": _("which edition of a meeting a mail told"),
    "meetings.Cadence": _("the rhythm of a group as it was reckoned last"),
    "meetings.DigestDay": _("when a school was asked for its digest"),
    "meetings.FeedbackTicket": _("codes of cards for pupils, as hashes"),
    "conditions.ReadinessTicket": _("that somebody answered an open round"),
    "conditions.ReadinessAnswer": _("an answer to a round, of no person"),
    "conditions.PurposeAgreement": _("who recognises herself in the joint text"),
    "learning.Mention": _("who was called in to a question"),
    "pulse.Ticket": _("who may answer an open pulse"),
    "pulse.RoundKey": _("the key of an open pulse, sealed"),
    "pulse.Ballot": _("an answer to an open pulse, sealed"),
    "pulse.ShareVoice": _("who would show a pulse"),
    "upkeep.Night": _("when a nightly task ended last"),
    "upkeep.SampleSchool": _("the sample school beside a new school"),
    "notifications.Heartbeat": _("signs of life of the machinery"),
    "notifications.Sender": _("which installation this is"),
    "notifications.AddressFault": _("an address that a mail server refuses"),
    "notifications.Choice": _("which kind of mail somebody wants how"),
}
# Tables whose thing in the permission file is called otherwise.
THINGS = {
    "pulse.Round": "pulse_round",
    "pulse.Finding": "pulse_finding",
    "pulse.Comment": "pulse_comment",
    "coaching.Note": "coach_note",
    "meetings.LogReceipt": "receipt",
    "meetings.CalendarFeed": "feed",
    "meetings.AgendaBlock": "agenda",
}
KINDS: dict[str, Promise] = {
    "contact": _("name and address"),
    "participation": _("who, when, in which part"),
    "content": _("words that people wrote"),
    "sensitive": _("delicate: what people feel or think"),
    "minor": _("about pupils, without names"),
    "security": _("keys and codes"),
    "none": _("not about a person"),
}
PURPOSES: dict[str, Promise] = {
    "sign_in": _("To sign in and be addressed"),
    "school": _("The school: who works where, and when"),
    "group": _("The group: what for, and who"),
    "meeting": _("Meetings and the memory of the group"),
    "learning": _("What the group learns and makes"),
    "pupils": _("Pupils, counted or by a letter"),
    "wellbeing": _("How people work together"),
    "coach": _("Help of a coach"),
    "planning": _("Planning the year"),
    "leading": _("What a group asks of its leader"),
    "own": _("For oneself"),
    "report": _("The yearly report"),
    "board": _("The group of schools"),
    "notices": _("Mails and notices"),
    "running": _("Keeping the product running"),
}
GROUNDS: dict[str, Promise] = {
    "task": _("the task of the school"),
    "chosen": _("the task of the school, and each time her own choice"),
    "released": _("released by the leader, without persons"),
}
OTHERWISE: dict[str, Promise] = {
    "school": _("as long as the school uses the product"),
    "group": _("as long as the group is kept"),
    "moment": _("until it is settled"),
}
ERASED: dict[str, Promise] = {
    "goes": _("goes along"),
    "unnamed": _("stays, without the name"),
    "stays": _("stays: no name in it"),
}
HANDED: dict[str, Promise] = {
    "school": _("the school"),
    "group": _("the group"),
    "person": _("the person herself"),
    "nobody": _("nobody"),
}
