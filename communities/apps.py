from django.apps import AppConfig


class CommunitiesConfig(AppConfig):
    name = "communities"

    def ready(self) -> None:
        from communities.reminders import compose_invitations
        from notifications.registry import register

        register("invitation", compose_invitations)
