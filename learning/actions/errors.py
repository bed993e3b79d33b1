"""What may be wrong with a wish about how a group learns; the message can be shown to whoever wished it."""

from django.utils.translation import gettext_lazy as _


class LearningError(Exception):
    """An expected refusal."""

    message = _("This is not possible now.")

    def __str__(self) -> str:
        return str(self.message)


class GroupIsFinished(LearningError):
    """The group has ended: what it wrote stays to be read."""

    message = _("This group has finished. What you wrote together stays here to be read.")


class TopicIsClosed(LearningError):
    """Somebody closed the topic meanwhile."""

    message = _("This was closed meanwhile. Open it again if there is more to say.")


class NotPlanned(LearningError):
    """The meeting has begun, does not take place, or is of another group."""

    message = _("Choose a meeting that is planned and still to come.")


class NotOpen(LearningError):
    """The last day for answers has passed."""

    message = _("The last day to answer has passed, so your answer stays as it was.")
