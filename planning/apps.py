from django.apps import AppConfig


class PlanningConfig(AppConfig):
    name = "planning"

    def ready(self) -> None:
        """Teaches the outbox what a group is told of a published plan, and wakes a worker for a wanted one."""
        from planning import plan_notices, signals, waking

        plan_notices.register_all()
        signals.plan_asked.connect(waking.on_plan_asked, dispatch_uid="plan")
