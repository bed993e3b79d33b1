from django.apps import AppConfig
from django.core.checks import Tags, register


class EvidenceConfig(AppConfig):
    name = "evidence"

    def ready(self) -> None:
        """Teaches the outbox the notices of a group of schools, and the frame who reads for its board.

        Says before an installation opens that attests need a key that outlives the machine.
        """
        from evidence import board_notices
        from evidence.checks import has_attest_keys
        from evidence.queries.boards import reads_for_board
        from plc_platform.context import register_board_reader

        register(has_attest_keys, Tags.security, deploy=True)
        board_notices.register_all()
        register_board_reader(reads_for_board)
