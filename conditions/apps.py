from django.apps import AppConfig


class ConditionsConfig(AppConfig):
    name = "conditions"

    def ready(self) -> None:
        """Teaches the outbox the words of a readiness round."""
        from conditions import readiness_notices
        from conditions.actions.readiness import KIND
        from notifications import registry

        registry.register(KIND, readiness_notices.compose_rounds, **readiness_notices.ABOUT)
