from django.apps import AppConfig


class UpkeepConfig(AppConfig):
    name = "upkeep"

    def ready(self) -> None:
        """Teaches the outbox what is told about the end of a school."""
        from notifications import registry
        from upkeep import ending_notices
        from upkeep.actions import erasing

        registry.register(erasing.ENDS, ending_notices.compose_ending, **ending_notices.SCHOOL)
        registry.register(erasing.MOVED, ending_notices.compose_moved, **ending_notices.GROUP)
