"""What may be wrong with a wish about a meeting; the message can be shown to whoever wished it."""

from django.utils.translation import gettext_lazy as _

from meetings.models import Meeting


class MeetingError(Exception):
    """An expected refusal."""

    message = _("This is not possible now.")

    def __str__(self) -> str:
        return str(self.message)


class OutsideCommunity(MeetingError):
    """The day lies before the start or after the end of the community."""

    message = _("The group does not run on that day: it had not started yet, or it was finished.")


class InTheFuture(MeetingError):
    """Somebody logs a meeting that is still to come."""

    message = _("That day is still to come. You can log a meeting from the day on which it takes place.")


class NotToBeLed(MeetingError):
    """A meeting that was cancelled, or is logged already."""

    message = _("This meeting was cancelled meanwhile, or is logged already.")


class StaleMeeting(MeetingError):
    """The meeting was changed after it was read (F20)."""

    message = _("Somebody changed this meeting while you were writing. Look at what stands there now, and save again.")


class CoachGivesNoTasks(MeetingError):
    """Who coaches a group names nobody for a subtask; whoever takes it says so herself (R70)."""

    message = _("As a coach you give nobody a task: leave it open, and whoever takes it says so.")


class TakenByAnother(MeetingError):
    """Somebody else took this subtask, or it has ended."""

    message = _("Somebody else took this meanwhile, or it is done.")


class LogConflict(StaleMeeting):
    """Somebody saved `meeting` after its log was read; nothing was written."""

    def __init__(self, meeting: Meeting) -> None:
        super().__init__()
        self.meeting = meeting


class SameDay(MeetingError):
    """The group already has a meeting on the day of an unplanned log."""

    message = _("Your group already has a meeting on that day.")

    def __init__(self, meeting: Meeting) -> None:
        super().__init__()
        self.meeting = meeting


class NotAnswerable(MeetingError):
    """The meeting has begun, was cancelled, or is not of a group in which this person takes part."""

    message = _("This meeting has begun or does not take place, so there is nothing to answer any more.")


class AgendaIsFull(MeetingError):
    """More points than anybody can talk about."""

    message = _("The agenda is full. Your answer is kept; tell your point to the group.")


class CycleRunning(MeetingError):
    """The group already has a cycle that is not ended."""

    message = _("Your group already has a cycle that runs. End it first, or go on with it.")


class StepIsHeld(MeetingError):
    """The meeting of this step was logged: it is done."""

    message = _("This step is done: its meeting was logged.")


class UsedKey(MeetingError):
    """The once-only key of a form was used for another meeting."""

    message = _("This page was saved before, with another meeting. Save again to keep it here.")


class NotUndoable(MeetingError):
    """Too late, or somebody saved in between."""

    message = _("This can no longer be undone: it was saved too long ago, or somebody added to it.")


class CardEndsBefore(MeetingError):
    """A day before today, or after the one that was promised to pupils."""

    message = _("Choose a day from today on, and not after the day on which everything is deleted.")


class CardIsClosed(MeetingError):
    """A feedback card takes no more answers, or its paper was replaced by another."""

    message = _("This card is closed.")


class CardIsFull(MeetingError):
    """As many answers as the card was made for are there."""

    message = _("This card has all its answers.")
