from django.apps import AppConfig


class UpkeepConfig(AppConfig):
    name = "upkeep"

    def ready(self) -> None:
        """Teaches the outbox what is told about the end of a school, and wakes a worker for a sample school."""
        from notifications import registry
        from upkeep import ending_notices, signals, waking
        from upkeep.actions import erasing

        registry.register(erasing.ENDS, ending_notices.compose_ending, **ending_notices.SCHOOL)
        registry.register(erasing.MOVED, ending_notices.compose_moved, **ending_notices.GROUP)
        signals.sample_asked.connect(waking.on_sample_asked, dispatch_uid="sample")
