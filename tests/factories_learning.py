"""Factories of how groups learn: what happens in and between meetings, the pulse, and what a coach does."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

import factory
from factory.django import DjangoModelFactory

from coaching.models import HelpRequest, Note, Offer, SignalDismissal, Talk
from communities.models import CoachMandate, MandateVoice
from conditions.models import PracticeLine, ProcessAnswer, ProcessReview, SelfReview
from learning.models import (
    Board,
    BoardMove,
    BoardStep,
    CasePupil,
    Evidence,
    LessonTalk,
    Mention,
    Observation,
    Outcome,
    OutcomeUse,
    OutcomeVersion,
    Post,
    Prediction,
    StakeholderAsk,
    StakeholderUpdate,
    Topic,
    TryOut,
)
from meetings.models import ExitCheck, GroupScript, ModelCheck, Objection, ParkedItem, Proposal, RoleTurn, Run
from plc_platform import sealing
from pulse.actions.rounds import give_tickets
from pulse.models import Comment, Conversation, Finding, Round, RoundKey, SchoolPulse
from schools.models import User
from tests.factories import CommunityFactory, CycleFactory, CycleStepFactory, MeetingFactory, UserFactory

MOMENT = datetime(2026, 11, 12, 14, tzinfo=UTC)
DAY = date(2026, 11, 12)


# --- coach and meeting -----------------------------------------------------------------------------------------------
class CoachMandateFactory(DjangoModelFactory[CoachMandate]):
    class Meta:
        model = CoachMandate

    community = factory.SubFactory(CommunityFactory)
    user = factory.SubFactory(UserFactory)
    why = "We praten veel en maken weinig."
    asked_on = date(2026, 9, 8)
    accepted_on = date(2026, 9, 15)
    ends_on = date(2027, 9, 14)


class MandateVoiceFactory(DjangoModelFactory[MandateVoice]):
    class Meta:
        model = MandateVoice

    mandate = factory.SubFactory(CoachMandateFactory)
    user = factory.SubFactory(UserFactory)


class HelpRequestFactory(DjangoModelFactory[HelpRequest]):
    class Meta:
        model = HelpRequest

    community = factory.SubFactory(CommunityFactory)
    kind = "facilitating"
    line = "We raken niet uit de discussie over punten."
    asked_at = MOMENT


class OfferFactory(DjangoModelFactory[Offer]):
    class Meta:
        model = Offer

    community = factory.SubFactory(CommunityFactory)
    kind = "expert"
    text = "Ik kan een voorbeeld van een leerlijn meebrengen."
    made_at = MOMENT


class TalkFactory(DjangoModelFactory[Talk]):
    class Meta:
        model = Talk

    author = factory.SubFactory(UserFactory)
    community = factory.SubFactory(CommunityFactory)
    held_on = DAY


class NoteFactory(DjangoModelFactory[Note]):
    class Meta:
        model = Note

    author = factory.SubFactory(UserFactory)
    sealed = factory.LazyFunction(lambda: sealing.seal("{}", sealing.NOTES))
    written_on = DAY
    expires_on = date(2027, 9, 28)


class SignalDismissalFactory(DjangoModelFactory[SignalDismissal]):
    class Meta:
        model = SignalDismissal

    community = factory.SubFactory(CommunityFactory)
    code = "rhythm"
    reason = "De examens zaten ertussen."
    on = DAY
    until = date(2027, 1, 31)


class GroupScriptFactory(DjangoModelFactory[GroupScript]):
    class Meta:
        model = GroupScript

    community = factory.SubFactory(CommunityFactory)
    base = "grrow"
    name = factory.Sequence(lambda n: f"Onze manier {n}")
    steps = factory.LazyFunction(lambda: [{"title": "Ronde", "minutes": [10, 10, 15], "focus": "", "purpose": "share"}])


class RoleTurnFactory(DjangoModelFactory[RoleTurn]):
    class Meta:
        model = RoleTurn

    meeting = factory.SubFactory(MeetingFactory)
    user = factory.SubFactory(UserFactory)
    kind = "facilitating"


class RunFactory(DjangoModelFactory[Run]):
    class Meta:
        model = Run

    meeting = factory.SubFactory(MeetingFactory)
    started_at = MOMENT


class ParkedItemFactory(DjangoModelFactory[ParkedItem]):
    class Meta:
        model = ParkedItem

    meeting = factory.SubFactory(MeetingFactory)
    text = "Hoe zit het met de examens?"


class ProposalFactory(DjangoModelFactory[Proposal]):
    class Meta:
        model = Proposal

    meeting = factory.SubFactory(MeetingFactory)
    text = "We geven elke toets eerst een proefversie."


class ObjectionFactory(DjangoModelFactory[Objection]):
    class Meta:
        model = Objection

    proposal = factory.SubFactory(ProposalFactory)
    text = "Dat kost in december te veel tijd."


class ExitCheckFactory(DjangoModelFactory[ExitCheck]):
    class Meta:
        model = ExitCheck

    meeting = factory.SubFactory(MeetingFactory)
    answer = "closer"


class ModelCheckFactory(DjangoModelFactory[ModelCheck]):
    class Meta:
        model = ModelCheck

    meeting = factory.SubFactory(MeetingFactory)
    model = "grrow"
    answer = "partly"


# --- conditions on the way -------------------------------------------------------------------------------------------
class ProcessReviewFactory(DjangoModelFactory[ProcessReview]):
    class Meta:
        model = ProcessReview

    community = factory.SubFactory(CommunityFactory)
    opened_on = DAY


class ProcessAnswerFactory(DjangoModelFactory[ProcessAnswer]):
    class Meta:
        model = ProcessAnswer

    review = factory.SubFactory(ProcessReviewFactory)
    code = "rhythm"
    status = "partly"
    at = MOMENT


class SelfReviewFactory(DjangoModelFactory[SelfReview]):
    class Meta:
        model = SelfReview

    community = factory.SubFactory(CommunityFactory)
    year = "2026-2027"
    successful = "partly"
    on = DAY


class PracticeLineFactory(DjangoModelFactory[PracticeLine]):
    class Meta:
        model = PracticeLine

    element = factory.Sequence(lambda n: f"Element {n}")
    actor = "leader"
    stage = "start"
    actions = "Maakt een vast uur vrij."


# --- between meetings ------------------------------------------------------------------------------------------------
class BoardFactory(DjangoModelFactory[Board]):
    class Meta:
        model = Board

    community = factory.SubFactory(CommunityFactory)
    method = "TDT"
    started_on = date(2026, 9, 8)


class BoardStepFactory(DjangoModelFactory[BoardStep]):
    class Meta:
        model = BoardStep

    board = factory.SubFactory(BoardFactory)
    code = factory.Sequence(lambda n: f"step-{n}")
    position = factory.Sequence(int)


class BoardMoveFactory(DjangoModelFactory[BoardMove]):
    class Meta:
        model = BoardMove

    board = factory.SubFactory(BoardFactory)
    kind = "forward"
    reached = "design"
    at = MOMENT


class EvidenceFactory(DjangoModelFactory[Evidence]):
    class Meta:
        model = Evidence

    step = factory.SubFactory(BoardStepFactory)
    text = "Leerlingen slaan het tekenen over."
    on = DAY


class CasePupilFactory(DjangoModelFactory[CasePupil]):
    class Meta:
        model = CasePupil

    cycle = factory.SubFactory(CycleFactory)
    code = "A"
    label = "rekent vlot, legt moeilijk uit"


class PredictionFactory(DjangoModelFactory[Prediction]):
    class Meta:
        model = Prediction

    step = factory.SubFactory(CycleStepFactory)
    pupil = factory.SubFactory(CasePupilFactory)
    text = "Tekent eerst de strook."


class ObservationFactory(DjangoModelFactory[Observation]):
    class Meta:
        model = Observation

    step = factory.SubFactory(CycleStepFactory)
    text = "Begint meteen te rekenen."
    at = MOMENT


class LessonTalkFactory(DjangoModelFactory[LessonTalk]):
    class Meta:
        model = LessonTalk

    step = factory.SubFactory(CycleStepFactory)


class TryOutFactory(DjangoModelFactory[TryOut]):
    class Meta:
        model = TryOut

    community = factory.SubFactory(CommunityFactory)
    what = "Exitkaartje met één vraag"
    class_name = "3B"
    noted_on = DAY


class OutcomeFactory(DjangoModelFactory[Outcome]):
    class Meta:
        model = Outcome

    community = factory.SubFactory(CommunityFactory)
    kind = "material"
    title = "Lessenreeks bewijzen"
    made_on = DAY


class OutcomeVersionFactory(DjangoModelFactory[OutcomeVersion]):
    class Meta:
        model = OutcomeVersion

    outcome = factory.SubFactory(OutcomeFactory)
    number = 1
    link = "https://school.example/lessenreeks"
    on = DAY


class OutcomeUseFactory(DjangoModelFactory[OutcomeUse]):
    class Meta:
        model = OutcomeUse

    outcome = factory.SubFactory(OutcomeFactory)
    where = "wiskunde, 3B"
    on = DAY


class TopicFactory(DjangoModelFactory[Topic]):
    class Meta:
        model = Topic

    community = factory.SubFactory(CommunityFactory)
    kind = "question"
    title = "Hoe geef je feedback zonder punten?"
    at = last_at = MOMENT


class PostFactory(DjangoModelFactory[Post]):
    class Meta:
        model = Post

    topic = factory.SubFactory(TopicFactory)
    text = "Bij ons werkt een kleur beter dan een cijfer."
    at = MOMENT


class MentionFactory(DjangoModelFactory[Mention]):
    class Meta:
        model = Mention

    post = factory.SubFactory(PostFactory)
    user = factory.SubFactory(UserFactory)


class StakeholderUpdateFactory(DjangoModelFactory[StakeholderUpdate]):
    class Meta:
        model = StakeholderUpdate

    community = factory.SubFactory(CommunityFactory)
    text = "We hebben twee lessen uitgeprobeerd."
    question = "Past dit bij jullie derde jaar?"
    sent_at = MOMENT
    closes_on = date(2026, 12, 4)


class StakeholderAskFactory(DjangoModelFactory[StakeholderAsk]):
    class Meta:
        model = StakeholderAsk

    told = factory.SubFactory(StakeholderUpdateFactory)
    user = factory.SubFactory(UserFactory)


# --- pulse -----------------------------------------------------------------------------------------------------------
class RoundFactory(DjangoModelFactory[Round]):
    """A round that has closed; give `closed_on=None` for an open one."""

    class Meta:
        model = Round

    community = factory.SubFactory(CommunityFactory)
    instrument = "1"
    opened_on = date(2026, 10, 12)
    closes_on = date(2026, 10, 23)
    closed_on = date(2026, 10, 23)
    size = "4-5"


def open_box(pulse_round: Round, people: Sequence[User]) -> Round:
    """A key, and for each of these people a ticket with an empty ballot."""
    RoundKey.objects.create(round=pulse_round, sealed=sealing.seal(sealing.new_key(), sealing.PULSE))
    give_tickets(pulse_round, [person.pk for person in people])
    return pulse_round


class FindingFactory(DjangoModelFactory[Finding]):
    class Meta:
        model = Finding

    round = factory.SubFactory(RoundFactory)
    condition = "safety"
    band = "growing"
    agreement = "mixed"


class CommentFactory(DjangoModelFactory[Comment]):
    class Meta:
        model = Comment

    round = factory.SubFactory(RoundFactory)
    text = "Meer tijd om te luisteren."


class ConversationFactory(DjangoModelFactory[Conversation]):
    class Meta:
        model = Conversation

    community = factory.SubFactory(CommunityFactory)
    condition = "safety"
    held_on = DAY


class SchoolPulseFactory(DjangoModelFactory[SchoolPulse]):
    class Meta:
        model = SchoolPulse

    released_on = date(2026, 2, 1)
    groups = "3-5"
