from django.apps import AppConfig


class LeadingConfig(AppConfig):
    name = "leading"

    def ready(self) -> None:
        """Teaches the outbox the notices about what groups ask of their leader."""
        from leading import request_notices

        request_notices.register_all()
