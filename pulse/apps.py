from django.apps import AppConfig


class PulseConfig(AppConfig):
    name = "pulse"

    def ready(self) -> None:
        """Teaches the outbox the words of a round; whoever leaves a group takes her answer along."""
        from django.db.models.signals import post_save, pre_delete

        from communities.models import Membership
        from notifications import registry
        from pulse import notices, receivers
        from schools.models import User

        for kind, compose in notices.COMPOSERS.items():
            registry.register(kind, compose, **notices.ABOUT[kind])
        post_save.connect(receivers.on_membership, sender=Membership, dispatch_uid="pulse of a member")
        pre_delete.connect(receivers.on_erased, sender=User, dispatch_uid="pulse of an erased person")
