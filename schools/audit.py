"""The only writer of the audit trail; called by actions, inside their transaction."""

from datetime import datetime

from schools.models import AuditEvent, User


def record(*, by: User | None, verb: str, target: str, at: datetime, **detail: object) -> None:
    """Append one event. `target` is "noun:id"; `detail` holds dates, codes and ids, never what people wrote.

    `by` is None for the product itself (commands, the beat).
    """
    actor = f"user:{by.pk}" if by else "system"
    AuditEvent.objects.create(at=at, actor=actor, verb=verb, target=target, detail=detail)


def on_happened(sender: object, *, by: User | None, verb: str, target: str, at: datetime, **told: object) -> None:
    """Receiver of `notifications.signals.happened`."""
    detail = told["detail"]
    record(by=by, verb=verb, target=target, at=at, **(detail if isinstance(detail, dict) else {}))
