from django.apps import AppConfig


class CoachingConfig(AppConfig):
    name = "coaching"

    def ready(self) -> None:
        """Teaches the outbox the two notices about help."""
        from coaching import help_notices

        help_notices.register_all()
