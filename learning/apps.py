from django.apps import AppConfig


class LearningConfig(AppConfig):
    name = "learning"

    def ready(self) -> None:
        """Teaches the outbox what is told of topics and of questions to colleagues."""
        from learning import talk_notices

        talk_notices.register_all()
