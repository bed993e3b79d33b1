"""Communities and who takes part. Joining is always somebody's own act: a row in `Membership` follows an acceptance."""

from communities.models.charter import Charter, CharterAcceptance, CharterVersion, WorkingAgreements
from communities.models.core import (
    NOT_YET,
    WAITS,
    CoachRole,
    Community,
    CommunityQuerySet,
    Invitation,
    Membership,
    Partnership,
    Regime,
    Stage,
    Variant,
    framed_by,
    seen_by,
)
from communities.models.doors import OfFrameQuerySet, OfGroupQuerySet
from communities.models.mandate import CoachMandate, MandateVoice
from communities.models.pauses import Pause
from communities.models.people import CompositionAnswer, GuestConsent, MemberStatement
from communities.models.stage import Experiment, Renewal, RenewalVoice, StageDecision
from communities.models.variant import SchoolVariant, VariantChoice, VariantVersion, WatchWords

__all__ = [
    "NOT_YET",
    "WAITS",
    "Charter",
    "CharterAcceptance",
    "CharterVersion",
    "CoachMandate",
    "CoachRole",
    "Community",
    "CommunityQuerySet",
    "CompositionAnswer",
    "Experiment",
    "GuestConsent",
    "Invitation",
    "MandateVoice",
    "MemberStatement",
    "Membership",
    "OfFrameQuerySet",
    "OfGroupQuerySet",
    "Partnership",
    "Pause",
    "Regime",
    "Renewal",
    "RenewalVoice",
    "SchoolVariant",
    "Stage",
    "StageDecision",
    "Variant",
    "VariantChoice",
    "VariantVersion",
    "WatchWords",
    "WorkingAgreements",
    "framed_by",
    "seen_by",
]
