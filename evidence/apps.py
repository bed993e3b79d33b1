from django.apps import AppConfig
from django.core.checks import Tags, register


class EvidenceConfig(AppConfig):
    name = "evidence"

    def ready(self) -> None:
        """Says before an installation opens that attests need a key that outlives the machine."""
        from evidence.checks import has_attest_keys

        register(has_attest_keys, Tags.security, deploy=True)
