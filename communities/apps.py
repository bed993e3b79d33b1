from django.apps import AppConfig


class CommunitiesConfig(AppConfig):
    name = "communities"

    def ready(self) -> None:
        """Teaches the outbox how each notice about a group reads, and on which days somebody may be told anything."""
        from django.contrib.auth.signals import user_logged_in

        from communities import (
            charter_notices,
            imported_notices,
            mandate_notices,
            notices,
            people_notices,
            receivers,
            stage_notices,
        )
        from notifications import registry

        registry.register(notices.KIND, notices.compose_invitations, **notices.ABOUT)
        registry.register(imported_notices.KIND, imported_notices.compose_imported, **imported_notices.ABOUT)
        registry.register(charter_notices.KIND, charter_notices.compose_charters, **charter_notices.ABOUT)
        about = stage_notices.ABOUT
        registry.register(stage_notices.DECIDE, stage_notices.compose_decisions, **about[stage_notices.DECIDE])
        registry.register(stage_notices.THANKS, stage_notices.compose_thanks, **about[stage_notices.THANKS])
        for kind, compose in people_notices.COMPOSERS.items():
            registry.register(kind, compose, **people_notices.ABOUT[kind])
        registry.register(mandate_notices.KIND, mandate_notices.compose_mandates, **mandate_notices.ABOUT)
        registry.register_roles(notices.roles_of)
        registry.register_gate(notices.on_school_days)
        user_logged_in.connect(receivers.on_signed_in, dispatch_uid="last days")
