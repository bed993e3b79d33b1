from django.apps import AppConfig


class SchoolsConfig(AppConfig):
    name = "schools"

    def ready(self) -> None:
        """Keeps in the audit trail what people change about their notices."""
        from notifications.signals import happened
        from schools import audit

        happened.connect(audit.on_happened, dispatch_uid="audit")
