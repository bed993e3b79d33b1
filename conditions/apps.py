from django.apps import AppConfig


class ConditionsConfig(AppConfig):
    name = "conditions"

    def ready(self) -> None:
        """Teaches the outbox the words of a readiness round, and of a group that waits for its leader."""
        from conditions import readiness_notices, start_notices
        from conditions.actions import asked
        from conditions.actions.readiness import KIND
        from notifications import registry

        registry.register(KIND, readiness_notices.compose_rounds, **readiness_notices.ABOUT)
        registry.register(asked.KIND, start_notices.compose_asked, **start_notices.ABOUT)
