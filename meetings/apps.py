from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "meetings"

    def ready(self) -> None:
        """Keeps the stored rhythm fresh with what schools and communities change, in their transaction, and teaches
        the outbox the words of the ladder."""
        from communities.signals import rhythm_changed
        from meetings import digests, invitation_notices, notices, receivers, rhythm
        from schools.signals import password_changed, school_time_changed

        school_time_changed.connect(rhythm.on_school_time_changed, dispatch_uid="cadence")
        school_time_changed.connect(digests.on_school_time_changed, dispatch_uid="digests")
        rhythm_changed.connect(rhythm.on_rhythm_changed, dispatch_uid="cadence")
        password_changed.connect(receivers.on_password_changed, dispatch_uid="feeds")
        notices.register_all()
        invitation_notices.register_all()
