from django.apps import AppConfig


class LeadingConfig(AppConfig):
    name = "leading"

    def ready(self) -> None:
        """Teaches the outbox the notices about what groups ask of their leader, one of them with the week."""
        from leading import request_notices, week_notices
        from meetings.signals import week_begins
        from notifications import registry

        request_notices.register_all()
        registry.register(week_notices.KIND, week_notices.compose, **week_notices.ABOUT)
        week_begins.connect(week_notices.on_week_begins, dispatch_uid="leader_week")
